"""Rasters as sources: opened, refused unless their cells are squares of EPSG:5514."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import rasterio
from rasterio.errors import RasterioIOError
from rasterio.windows import Window

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from rasterio import DatasetReader

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

_EPSG = 5514


class Cells(NamedTuple):
    """The cells of a box.

    Parameters
    ----------
    data
        Values of the first band, NaN where there is no data; rows from north to south.
    west, north
        The corner of the first cell in EPSG:5514.
    width, height
        Sides of a cell, metres.
    row, column
        Place of the first cell in the whole raster.
    """

    data: NDArray[np.float64]
    west: float
    north: float
    width: float
    height: float
    row: int
    column: int


@contextmanager
def opened_raster(plan: Plan, source: Source, advice: str) -> Iterator[DatasetReader]:
    """Open the raster of a source.

    Parameters
    ----------
    plan
        The plan.
    source
        One of its sources with the reader `raster`.
    advice
        How a raster in another system is brought to EPSG:5514.

    Yields
    ------
    The raster.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    InputError
        When it is no raster in EPSG:5514 whose rows lead from north to south.
    """
    path = source_path(plan, source)
    try:
        with rasterio.open(path) as raster:
            _check(raster, source, advice)
            yield raster
    except RasterioIOError as error:
        what = "soubor nelze přečíst jako rastr"
        raise InputError(Problem(what, source.path, advice="Dejte sem GeoTIFF")) from error


def cells_of(raster: DatasetReader, box: Box) -> Cells | None:
    """Read the cells that touch a box.

    Parameters
    ----------
    raster
        The raster.
    box
        West, south, east and north in EPSG:5514.

    Returns
    -------
    The cells; none where raster and box do not meet.
    """
    edges = raster.transform
    west, south, east, north = box
    columns = np.clip([(west - edges.c) / edges.a, (east - edges.c) / edges.a], 0, raster.width)
    rows = np.clip([(north - edges.f) / edges.e, (south - edges.f) / edges.e], 0, raster.height)
    column, row = int(np.floor(columns[0])), int(np.floor(rows[0]))
    size = int(np.ceil(columns[1])) - column, int(np.ceil(rows[1])) - row
    if 0 in size:
        return None
    read = raster.read(1, window=Window(column, row, *size), masked=True)
    return Cells(
        read.astype(float).filled(np.nan),
        edges.c + column * edges.a,
        edges.f + row * edges.e,
        edges.a,
        -edges.e,
        row,
        column,
    )


def _check(raster: DatasetReader, source: Source, advice: str) -> None:
    """Refuse a raster whose cells are no squares of EPSG:5514."""
    epsg = raster.crs.to_epsg() if raster.crs else None
    if epsg != _EPSG:
        found = raster.crs.to_string() if raster.crs else "žádný"
        what = f"rastr má souřadnicový systém {found}, potřeba je {KROVAK}"
        raise InputError(Problem(what, source.path, advice=advice))
    if raster.transform.b or raster.transform.d or raster.transform.e > 0:
        what = "řádky rastru nevedou od severu k jihu"
        raise InputError(Problem(what, source.path, advice=advice))
