"""GeoJSON (RFC 7946): WGS 84 degrees, outer rings counter-clockwise, UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gis_sluzby.crs import to_4326

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

#: Digits of degrees: about a centimetre.
DIGITS = 7


def to_geojson(layers: Mapping[str, gpd.GeoDataFrame]) -> dict[str, bytes]:
    """Write layers as GeoJSON.

    Parameters
    ----------
    layers
        Frames in EPSG:5514 by name.

    Returns
    -------
    The content of a file for each layer, by its name. Null geometry stays null; absent values are
    null.
    """
    return {f"{name}.geojson": _collection(frame) for name, frame in layers.items()}


def _collection(frame: gpd.GeoDataFrame) -> bytes:
    """Write one layer, a feature a line."""
    rounded = shapely.transform(
        to_4326(frame.geometry).to_numpy(), lambda degrees: np.round(degrees, DIGITS)
    )
    shapes = shapely.orient_polygons(rounded, exterior_cw=False)
    plain = frame.drop(columns=frame.geometry.name).astype(object)
    properties = plain.where(plain.notna(), None).to_dict("records")
    features = [
        json.dumps(
            {"type": "Feature", "properties": values, "geometry": _geometry(shape)},
            ensure_ascii=False,
            allow_nan=False,
        )
        for values, shape in zip(properties, shapes, strict=True)
    ]
    body = ",\n".join(features)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'.encode()


def _geometry(shape: Any) -> dict[str, Any] | None:  # noqa: ANN401  (a shape or null)
    """Give a geometry as GeoJSON knows it."""
    return None if shape is None else shapely.geometry.mapping(shape)
