"""Roads: a line layer with a column that names the class of each segment."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import cells
from gis_sluzby.sources.shapes import LINES, wrong_shapes

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box


def read_roads(plan: Plan, source: Source, box: Box) -> Reading:
    """Read road segments.

    Parameters
    ----------
    plan
        The plan: `reach.kmh` names the classes that are known.
    source
        A source of the table `roads`.
    box
        Only segments that touch this box of EPSG:5514.

    Returns
    -------
    trida and a LineString in EPSG:5514; the index is the fid of the feature.

    Raises
    ------
    InputError
        When a class has no speed or there is no road at all, or naming every feature whose
        geometry is no line, unless the source says `rejects = "record"`.
    """
    opened = read_source(plan, source, box=box)
    reading = reject(opened, source, wrong_shapes(gpd.GeoDataFrame(opened.frame), LINES))
    problems = _without_speed(reading, plan, source)
    if reading.frame.empty:
        problems.append(Problem("v území plánu a jeho okolí není žádná silnice", source.path))
    if problems:
        raise InputError(problems)
    return reading._replace(frame=gpd.GeoDataFrame(reading.frame).explode(index_parts=False))


def _without_speed(reading: Reading, plan: Plan, source: Source) -> list[Problem]:
    """Name the classes of roads that have no speed."""
    speeds = plan.reach.speeds()
    classes = reading.frame["trida"]
    problems = []
    for name, count in cells(classes[~classes.isin(list(speeds))].value_counts()):
        near = get_close_matches(str(name), speeds, n=1)
        advice = f'Doplňte v plánu [reach.kmh] "{name}" = … (km/h)'
        if near:
            advice += f"; blízká třída je „{near[0]}“"
        what = f"třída silnice „{name}“ nemá rychlost, úseků: {count}"
        problems.append(Problem(what, source.path, column=source.column("trida"), advice=advice))
    return problems
