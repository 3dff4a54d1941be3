"""Roads: a line layer with a column that names the class of each segment, or OpenStreetMap."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan.speeds import is_known
from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.shapes import LINES, wrong_shapes

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

#: What every source of roads gives, whatever its reader, and what stands where it says nothing.
_COLUMNS = {
    "trida": "",
    "kmh": np.nan,
    "maxspeed": np.nan,
    "oneway": 0,
    "joins": True,
    "start_node": 0,
    "end_node": 0,
}
#: How layers write the direction in which a segment may be used.
_ONEWAY = {
    **dict.fromkeys(("", "no", "ne", "0", "false", "both", "b"), 0),
    **dict.fromkeys(("yes", "ano", "1", "true", "forward", "f", "ft"), 1),
    **dict.fromkeys(("-1", "reverse", "backward", "t", "tf"), -1),
}


def read_roads(plan: Plan, source: Source, box: Box) -> Reading:
    """Read road segments.

    Parameters
    ----------
    plan
        The plan: `reach.speeds()` names the classes that are known.
    source
        A source of the table `roads`.
    box
        Only segments that touch this box of EPSG:5514.

    Returns
    -------
    trida, kmh, maxspeed, oneway, joins, start_node, end_node (see `reach.network.edges_of`) and a
    LineString in EPSG:5514; the index is the fid of the feature, or the id of the way.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When a class has no speed or there is no road at all, or naming every feature whose
        geometry is no line or whose cell is not understood, unless the source says
        `rejects = "record"`.
    """
    reading = (
        _read_osm(plan, source, box) if source.reader == "osm" else _read_layer(plan, source, box)
    )
    problems = _without_speed(reading, plan, source)
    if reading.frame.empty:
        problems.append(Problem("v území plánu a jeho okolí není žádná silnice", source.path))
    if problems:
        raise InputError(problems)
    frame = gpd.GeoDataFrame(reading.frame)
    given = {name: frame.get(name, value) for name, value in _COLUMNS.items()}
    full = gpd.GeoDataFrame(given, index=frame.index, geometry=frame.geometry)
    return reading._replace(frame=full)


def _read_osm(plan: Plan, source: Source, box: Box) -> Reading:
    """Read OpenStreetMap."""
    from gis_sluzby.sources.osm import read_osm  # noqa: PLC0415  (30 ms, for those who have it)

    return read_osm(plan, source, box)


def _read_layer(plan: Plan, source: Source, box: Box) -> Reading:
    """Read a line layer; a line of several parts becomes several segments."""
    opened = read_source(plan, source, box=box)
    oneway, odd = _directions(opened.frame["oneway"])
    kmh = opened.frame["kmh"].astype(float)
    wrong = [
        *wrong_shapes(gpd.GeoDataFrame(opened.frame), LINES),
        *odd,
        *(
            Wrong(row, "kmh", f"{speed:g}", "rychlost má být větší než 0")
            for row, speed in cells(kmh[kmh <= 0])
        ),
    ]
    understood = opened.frame.assign(oneway=oneway, kmh=kmh)
    reading = reject(opened._replace(frame=understood), source, wrong)
    return reading._replace(frame=gpd.GeoDataFrame(reading.frame).explode(index_parts=False))


def _directions(column: pd.Series[str]) -> tuple[pd.Series[int], list[Wrong]]:
    """Understand in which direction segments may be used."""
    texts = column.fillna("").astype(str).str.strip().str.lower()
    found = texts.map(_ONEWAY)
    what = "směr má být ano (po směru čáry), -1 (proti němu), nebo ne"
    odd = [Wrong(row, "oneway", str(text), what) for row, text in cells(column[found.isna()])]
    return found.fillna(0).astype(np.int64), odd


def _without_speed(reading: Reading, plan: Plan, source: Source) -> list[Problem]:
    """Name the classes of roads that have no speed and are not known to be closed to the mode."""
    speeds, mode = plan.reach.speeds(), plan.reach.road_mode()
    classes = reading.frame["trida"]
    problems = []
    unknown = classes[~classes.isin(list(speeds)) & ~classes.map(is_known).astype(bool)]
    for name, count in cells(unknown.value_counts()):
        near = get_close_matches(str(name), speeds, n=1)
        section = "reach.kmh" if mode == "car" else f"reach.{mode}_kmh"
        advice = f'Doplňte v plánu [{section}] "{name}" = … (km/h)'
        if near:
            advice += f"; blízká třída je „{near[0]}“"
        what = f"třída silnice „{name}“ nemá rychlost, úseků: {count}"
        problems.append(Problem(what, source.path, column=source.column("trida"), advice=advice))
    return problems
