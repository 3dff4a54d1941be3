"""Rasters for the GIS: cloud-optimised GeoTIFFs in the classes of the page, each with a style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gis_sluzby.cartography import (
    LIGHT,
    NO_PEOPLE,
    PEOPLE_COLOURS,
    PEOPLE_EDGES,
    class_labels,
    people_labels,
    shown_minutes,
)
from gis_sluzby.publish.layers.rendering import rendered
from gis_sluzby.publish.site.legend import legend_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from gis_sluzby.cartography import MinuteClasses

#: What a cell of minutes holds where nobody gets to a service, and the most minutes it can hold.
NODATA: Final = 255
_MOST: Final = 254
#: What a cell of people holds where nothing is known of its people, and outside the plan's area.
UNKNOWN: Final = -1.0


class Entry(NamedTuple):
    """One class of a raster.

    Parameters
    ----------
    edge
        Its upper edge, which belongs to it; infinite for the last.
    label
        What the legend says.
    colour
        Its colour, `#RRGGBB`.
    opacity
        From 0 (not drawn) to 255.
    """

    edge: float
    label: str
    colour: str
    opacity: int = 255


def minute_entries(classes: MinuteClasses) -> list[Entry]:
    """Give the classes of minutes, in the colours of the page.

    Parameters
    ----------
    classes
        The classes of the standard's limit.

    Returns
    -------
    The classes, near to far.
    """
    legend = legend_of("time", "obec", classes.limit, weighed=False)
    within = [LIGHT.ramp[row["ramp"]] for row in legend.rows if "ramp" in row]
    beyond = LIGHT.beyond[len(LIGHT.beyond) - len(classes.beyond) - 1 :]
    edges = [*shown_minutes(classes.edges).tolist(), np.inf]
    labels = class_labels(classes.edges)
    return [Entry(*row) for row in zip(edges, labels, (*within, *beyond), strict=True)]


def people_entries() -> list[Entry]:
    """Give the classes of people out of reach: the more, the darker.

    Returns
    -------
    The classes, few to many; nobody comes first and is not drawn.
    """
    edges = (*PEOPLE_EDGES, np.inf)
    known = zip(edges, people_labels(), PEOPLE_COLOURS, strict=True)
    return [Entry(0.0, NO_PEOPLE, LIGHT.ui["surface"], 0), *(Entry(*row) for row in known)]


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
    from gis_sluzby.geotiff import write_cog  # noqa: PLC0415 -- only rasters need its library

    whole = np.nan_to_num(np.clip(shown_minutes(minutes), 0, _MOST), nan=NODATA).astype(np.uint8)
    entries = minute_entries(classes)
    written = write_cog(path, {description: whole}, corner, cell, NODATA, _colours(entries))
    return [written, _styled(path, entries)]


def write_people(
    path: Path,
    people: NDArray[np.float32],
    corner: tuple[float, float],
    cell: float,
    description: str,
) -> list[Path]:
    """Write people out of reach as a raster that a GIS opens in classes.

    Parameters
    ----------
    path
        The file, with the suffix `.tif`.
    people
        People, rows from north to south; `UNKNOWN` where nothing is known.
    corner
        West and north of the first cell, metres in EPSG:5514.
    cell
        Side of a cell, metres.
    description
        What the band holds, in Czech.

    Returns
    -------
    The raster, a cloud-optimised GeoTIFF with a description and statistics, and its style for QGIS
    beside it. People are no whole numbers, so the format has no colour table for them.
    """
    from gis_sluzby.geotiff import write_cog  # noqa: PLC0415 -- only rasters need its library

    written = write_cog(path, {description: people}, corner, cell, UNKNOWN)
    return [written, _styled(path, people_entries())]


def _styled(path: Path, entries: Sequence[Entry]) -> Path:
    """Write the style of a raster beside it."""
    style = path.with_suffix(".qml")
    style.write_bytes(rendered("raster.qml.j2", entries=entries).encode())
    return style


def _colours(entries: Sequence[Entry]) -> dict[int, tuple[int, int, int, int]]:
    """Give the colour of every number of minutes."""
    table = {NODATA: (0, 0, 0, 0)}
    below = -1
    for edge, _, colour, opacity in entries:
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        last = int(min(edge, _MOST))
        table |= dict.fromkeys(range(below + 1, last + 1), (red, green, blue, opacity))
        below = last
    return table
