"""Barriers: rivers, railways, water that nobody crosses off the roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.shapes import LINES_AND_AREAS, wrong_shapes

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box


def read_barriers(plan: Plan, source: Source, box: Box) -> Reading:
    """Read barriers.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `barriers`.
    box
        Only features that touch this box of EPSG:5514; they are kept whole.

    Returns
    -------
    Lines and areas in EPSG:5514.

    Raises
    ------
    InputError
        Naming every feature whose geometry is missing, neither line nor area or not valid, unless
        the source says `rejects = "record"`.
    """
    opened = read_source(plan, source, box=box)
    return reject(opened, source, wrong_shapes(gpd.GeoDataFrame(opened.frame), LINES_AND_AREAS))
