"""Rasters of minutes for the GIS: cloud-optimised GeoTIFF, coloured as the page, with a style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gis_sluzby.cartography import LIGHT, class_labels, shown_minutes
from gis_sluzby.crs import KROVAK
from gis_sluzby.publish.layers.rendering import rendered
from gis_sluzby.publish.site.legend import legend_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from gis_sluzby.cartography import MinuteClasses

#: What a cell holds where nobody gets to a service, and the most minutes it can hold.
NODATA: Final = 255
_MOST: Final = 254
#: Tiles of the file, pixels a side.
_BLOCK: Final = 256


def write_minutes(
    path: Path,
    minutes: NDArray[np.float64],
    corner: tuple[float, float],
    cell: float,
    classes: MinuteClasses,
    description: str,
) -> list[Path]:
    """Write minutes as a raster that a GIS opens in the classes of the page.

    Parameters
    ----------
    path
        The file, with the suffix `.tif`.
    minutes
        Unrounded minutes, rows from north to south; NaN where there are none.
    corner
        West and north of the first cell, metres in EPSG:5514.
    cell
        Side of a cell, metres.
    classes
        The classes of the standard's limit.
    description
        What the band holds, in Czech.

    Returns
    -------
    The raster, a cloud-optimised GeoTIFF of whole minutes (a begun minute counts whole, 254 is 254
    and more, 255 is no data) with a colour table, a description and statistics; and its style for
    QGIS beside it.
    """
    import rasterio  # noqa: PLC0415 -- only rasters need it
    from rasterio.transform import from_origin  # noqa: PLC0415

    whole = np.nan_to_num(np.clip(shown_minutes(minutes), 0, _MOST), nan=NODATA).astype(np.uint8)
    entries = _entries(classes)
    profile: dict[str, Any] = {
        "driver": "COG",
        "dtype": "uint8",
        "count": 1,
        "height": whole.shape[0],
        "width": whole.shape[1],
        "crs": KROVAK,
        "transform": from_origin(*corner, cell, cell),
        "nodata": NODATA,
        "compress": "DEFLATE",
        "blocksize": _BLOCK,
        "overview_resampling": "NEAREST",
    }
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(whole, 1)
        raster.write_colormap(1, _colours(entries))
        raster.set_band_description(1, description)
        raster.update_tags(1, **_statistics(whole))
    style = path.with_suffix(".qml")
    style.write_bytes(rendered("raster.qml.j2", entries=entries, most=_MOST).encode())
    return [path, style]


def _entries(classes: MinuteClasses) -> list[tuple[float, str, str]]:
    """Give the upper edge, the label and the colour of each class, near to far."""
    legend = legend_of("time", "obec", classes.limit, weighed=False)
    within = [LIGHT.ramp[row["ramp"]] for row in legend.rows if "ramp" in row]
    beyond = LIGHT.beyond[len(LIGHT.beyond) - len(classes.beyond) - 1 :]
    edges = [float(edge) for edge in shown_minutes(classes.edges)]
    labels = class_labels(classes.edges)
    return list(zip([*edges, float(_MOST)], labels, (*within, *beyond), strict=True))


def _colours(entries: Sequence[tuple[float, str, str]]) -> dict[int, tuple[int, int, int, int]]:
    """Give the colour of every number of minutes."""
    table = {NODATA: (0, 0, 0, 0)}
    below = -1
    for edge, _, colour in entries:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        table |= dict.fromkeys(range(below + 1, int(edge) + 1), (red, green, blue, 255))
        below = int(edge)
    return table


def _statistics(whole: NDArray[np.uint8]) -> dict[str, str]:
    """Give the statistics of a band as GDAL keeps them."""
    known = whole[whole != NODATA].astype(np.float64)
    if not known.size:
        return {}
    figures = {
        "MINIMUM": known.min(),
        "MAXIMUM": known.max(),
        "MEAN": known.mean(),
        "STDDEV": known.std(),
        "VALID_PERCENT": 100 * known.size / whole.size,
    }
    return {f"STATISTICS_{name}": f"{value:.6g}" for name, value in figures.items()}
