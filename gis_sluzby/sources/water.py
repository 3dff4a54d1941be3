"""Rivers and lakes: lines and areas that maps show under everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.shapes import AREAS, LINES_AND_AREAS, wrong_shapes

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

_KINDS: Final = ("river", "lake")


def read_water(plan: Plan, source: Source, box: Box) -> Reading:
    """Read rivers and lakes.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `water`.
    box
        Only features that touch this box of EPSG:5514; they are kept whole.

    Returns
    -------
    id, kind, nazev, source_id and lines or areas in EPSG:5514. A feature without a kind is a
    river where it is a line, a lake where it is an area.

    Raises
    ------
    InputError
        Naming every feature whose geometry is missing, neither line nor area or not valid, or
        whose kind is not known, unless the source says `rejects = "record"`.
    """
    opened = read_source(plan, source, box=box)
    features = gpd.GeoDataFrame(opened.frame)
    odd = features["kind"].notna() & ~features["kind"].isin(_KINDS)
    wrong = [
        *wrong_shapes(features, LINES_AND_AREAS),
        *(
            Wrong(row, "kind", str(kind), f"má to být {' nebo '.join(_KINDS)}")
            for row, kind in cells(features.loc[odd, "kind"])
        ),
    ]
    is_area = np.isin(shapely.get_type_id(features.geometry.to_numpy()), AREAS)
    by_shape = np.where(is_area, "lake", "river")
    flat = features.set_geometry(shapely.force_2d(features.geometry.to_numpy()), crs=features.crs)
    named = flat.assign(
        id=[f"{source.id}:{row}" for row in features.index],
        kind=features["kind"].where(features["kind"].notna(), by_shape),
        source_id=source.id,
    )
    return reject(opened._replace(frame=named), source, wrong)
