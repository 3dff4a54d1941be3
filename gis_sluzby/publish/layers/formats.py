"""Formats of the layers beside the GeoPackage, written on request: GeoParquet, INSPIRE."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.exchange.geoparquet import to_geoparquet
from gis_sluzby.publish.layers.inspire import inspire_services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.plan import Plan


def write_formats(
    folder: Path, plan: Plan, frames: Mapping[str, pd.DataFrame], area_obce: pd.DataFrame
) -> list[Path]:
    """Write the layers in the further formats that the plan asks for.

    Parameters
    ----------
    folder
        The folder of the layers.
    plan
        The plan; its key `layer_formats` names the formats.
    frames
        Layers and tables by name.
    area_obce
        The table `area_obce`.

    Returns
    -------
    For `geoparquet` a file for each layer in the folder `geoparquet`, for `inspire`
    `inspire_us.gml`.
    """
    contents: dict[str, bytes] = {}
    if "geoparquet" in plan.publish.layer_formats:
        layers = {n: f for n, f in frames.items() if isinstance(f, gpd.GeoDataFrame)}
        contents |= {f"geoparquet/{name}": file for name, file in to_geoparquet(layers).items()}
    if "inspire" in plan.publish.layer_formats:
        services = gpd.GeoDataFrame(frames["sluzby"])
        text = inspire_services(services, frames["declared"], area_obce, plan.date)
        contents["inspire_us.gml"] = text.encode()
    for name, content in contents.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]
