"""Points at which the people of obce live: parts of obce, cells or addresses with weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from gis_sluzby.sources.places import places_of
from gis_sluzby.sources.population import of_obce
from gis_sluzby.sources.read import read_source, reject
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from collections.abc import Collection

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.read import Reading
    from gis_sluzby.sources.vector import Box


def read_demand_points(plan: Plan, source: Source, codes: Collection[str], box: Box) -> Reading:
    """Read points with weights.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `demand_points`: features, or rows with lon and lat (degrees) or x
        and y (EPSG:5514).
    codes
        The obce wanted; rows of others are passed over.
    box
        Only features that touch this box of EPSG:5514 (reader `vector`).

    Returns
    -------
    kod_obec, weight (at least 0; 1 where the source has none) and the point.

    Raises
    ------
    InputError
        Naming every row without a point, or with a negative weight, unless the source says
        `rejects = "record"`.
    """
    opened = of_obce(read_source(plan, source, box=box), codes)
    frame = opened.frame
    places = places_of(frame.assign(wkt=np.nan, service_id=frame["kod_obec"]), source)
    weights = frame["weight"].astype(float)
    told = {row for row, *_ in [*opened.wrong, *places.wrong]}
    wrong = [
        *places.wrong,
        *(
            Wrong(row, "weight", f"{weight:g}", "váha nemůže být záporná")
            for row, weight in cells(weights[weights < 0])
        ),
        *(
            Wrong(row, None, "", "řádek nemá bod (geometrii, nebo souřadnice)")
            for row, _ in cells(places.points[places.points.isna()])
            if row not in told
        ),
    ]
    points = gpd.GeoDataFrame(
        {"kod_obec": frame["kod_obec"], "weight": weights.fillna(1.0)}, geometry=places.points
    )
    return reject(opened._replace(frame=points), source, wrong)
