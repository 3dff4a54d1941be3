"""Roads: a line layer with a column that names the class of each segment."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.read import Reading, read_source

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
    trida and a LineString in EPSG:5514; the index is the number of the feature in this reading.

    Raises
    ------
    InputError
        When a class has no speed, a geometry is no line, or there is no road at all.
    """
    reading = read_source(plan, source, box=box)
    frame = gpd.GeoDataFrame(reading.frame)
    speeds = plan.reach.speeds()
    problems = []
    for name, count in frame.loc[~frame["trida"].isin(speeds), "trida"].value_counts().items():
        near = get_close_matches(str(name), speeds, n=1)
        what = f"třída silnice „{name}“ nemá rychlost ({count} úseků)"
        advice = f'Doplňte v plánu [reach.kmh] "{name}" = … (km/h)'
        if near:
            advice += f"; blízká třída je „{near[0]}“"
        problems.append(Problem(what, source.path, column=source.column("trida"), advice=advice))
    lines = frame.geometry.to_numpy()
    kinds = shapely.get_type_id(lines)
    line_kinds = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
    odd = (kinds != line_kinds[0]) & (kinds != line_kinds[1])
    problems += [
        Problem("geometrie není čára", source.path, f"prvek {r}") for r in frame.index[odd]
    ]
    if frame.empty:
        problems.append(Problem("v území plánu a jeho okolí není žádná silnice", source.path))
    if problems:
        raise InputError(problems)
    return reading._replace(frame=frame.explode(index_parts=False))
