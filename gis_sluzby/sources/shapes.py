"""The geometry of features: there, of the right kind, valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    import geopandas as gpd

    Kinds = tuple[shapely.GeometryType, ...]

AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
LINES_AND_AREAS = (*LINES, *AREAS)
POINTS = (shapely.GeometryType.POINT,)
_NAMES = {AREAS: "plocha", LINES: "čára", LINES_AND_AREAS: "čára ani plocha", POINTS: "bod"}
#: What GEOS says of a geometry that is not valid.
_REASONS = {
    "Self-intersection": "kříží sama sebe",
    "Ring Self-intersection": "obvod se dotýká sám sebe",
    "Hole lies outside shell": "díra leží mimo plochu",
    "Nested shells": "části leží v sobě",
    "Nested holes": "díry leží v sobě",
    "Interior is disconnected": "vnitřek není souvislý",
    "Too few points in geometry component": "má málo bodů",
}


def wrong_shapes(features: gpd.GeoDataFrame, kinds: Kinds) -> list[Wrong]:
    """Name the features whose geometry cannot be used.

    Parameters
    ----------
    features
        Features; the index is the row of the source.
    kinds
        `AREAS`, `LINES`, `LINES_AND_AREAS` or `POINTS`.

    Returns
    -------
    The features whose geometry is missing, empty, of another kind, or an area that is not valid.
    """
    shapes = features.geometry.to_numpy()
    nothing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    other = ~nothing & ~np.isin(shapely.get_type_id(shapes), kinds)
    areas = np.isin(shapely.get_type_id(shapes), AREAS)
    broken = ~nothing & ~other & areas & ~shapely.is_valid(shapes)
    told = np.full(len(shapes), "", dtype=object)
    told[nothing] = "geometrie chybí nebo je prázdná"
    told[other] = f"geometrie není {_NAMES[kinds]}"
    told[broken] = [_reason(shape) for shape in shapes[broken]]
    words = pd.Series(told, index=features.index)
    return [Wrong(row, None, "", what) for row, what in cells(words[words != ""])]


def _reason(shape: shapely.Geometry) -> str:
    """Say why a geometry is not valid, and where."""
    reason, _, place = shapely.is_valid_reason(shape).partition("[")
    x, y = (f"{float(part):.0f}" for part in place.rstrip("]").split()[:2])
    return (
        f"geometrie není platná: {_REASONS.get(reason, reason)} u bodu {x}; {y} (EPSG:5514); "
        "opravte ji v QGIS nástrojem Opravit geometrie"
    )
