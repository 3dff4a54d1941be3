"""GeoParquet: layers in EPSG:5514 for analysis, the same frames giving the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

VERSION = "1.1.0"


def to_geoparquet(layers: Mapping[str, gpd.GeoDataFrame]) -> dict[str, bytes]:
    """Write layers as GeoParquet.

    Parameters
    ----------
    layers
        Frames by name, each with its reference system.

    Returns
    -------
    The content of a file for each layer, by its name: WKB, compressed by Zstandard.
    """
    files = {}
    for name, frame in layers.items():
        content = io.BytesIO()
        frame.to_parquet(content, index=False, compression="zstd", schema_version=VERSION)
        files[f"{name}.parquet"] = content.getvalue()
    return files
