"""Cloud-optimised GeoTIFFs in EPSG:5514: the same values giving the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import rasterio

from gis_sluzby.crs import KROVAK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Colour = tuple[int, int, int, int]


def write_cog(
    path: Path,
    bands: Mapping[str, NDArray[np.generic]],
    corner: tuple[float, float],
    cell: float,
    nodata: float,
    colours: Mapping[int, Colour] | None = None,
) -> Path:
    """Write bands as a cloud-optimised GeoTIFF.

    Parameters
    ----------
    path
        The file; its folder is made.
    bands
        Values by the description of the band, all of one shape and type, rows from north to south.
    corner
        West and north of the first cell in EPSG:5514.
    cell
        Side of a cell in metres.
    nodata
        The value that stands for no data.
    colours
        Red, green, blue and opacity (0–255) of values, where the bands are bytes.

    Returns
    -------
    The file. It says its statistics, so that a map is drawn without reading it whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.stack(list(bands.values()))
    with rasterio.open(
        path,
        "w",
        driver="COG",
        compress="DEFLATE",
        predictor="NO" if colours else "YES",
        overviews="AUTO",
        overview_resampling="NEAREST" if colours else "AVERAGE",
        count=len(bands),
        dtype=values.dtype,
        height=values.shape[1],
        width=values.shape[2],
        nodata=nodata,
        crs=KROVAK,
        transform=rasterio.Affine(cell, 0.0, corner[0], 0.0, -cell, corner[1]),
    ) as raster:
        raster.write(values)
        for number, (name, band) in enumerate(bands.items(), start=1):
            raster.set_band_description(number, name)
            if colours:
                raster.write_colormap(number, dict(colours))
            raster.update_tags(number, **_statistics(band, nodata))
    return path


def _statistics(band: NDArray[np.generic], nodata: float) -> dict[str, str]:
    """Give the statistics of a band under the names that GDAL reads."""
    known = band[(band != nodata) & ~np.isnan(band)].astype(float)
    if not known.size:
        return {}
    found = {"MINIMUM": known.min(), "MAXIMUM": known.max()}
    found |= {"MEAN": known.mean(), "STDDEV": known.std()}
    return {f"STATISTICS_{name}": f"{value:.6g}" for name, value in found.items()}
