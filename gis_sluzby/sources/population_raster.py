"""A raster of population: a GeoTIFF in EPSG:5514 whose cells hold how many people live in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
import shapely
from rasterio.errors import RasterioIOError
from rasterio.windows import Window

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.sources.read import Reading

if TYPE_CHECKING:
    from rasterio import DatasetReader

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

_EPSG = 5514
_CONVERT = (
    "Převeďte ho do EPSG:5514 tak, aby se součty lidí zachovaly (gdalwarp s volbou -r sum), nebo "
    "dejte zdroji čtenáře „vector“ a body se sloupcem weight"
)


def read_population_raster(plan: Plan, source: Source, box: Box) -> Reading:
    """Read the inhabited cells of a raster of population.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `demand_points` with the reader `raster`; the first band counts.
    box
        Only cells that touch this box of EPSG:5514.

    Returns
    -------
    people and the cell as a square, cells without people left out; the index is the number of the
    cell (row · columns + column, from the north-west corner). All cells of the box count as read.

    Raises
    ------
    InputError
        When the file is no raster in EPSG:5514 with straight cells, or people are below zero.
    """
    path = source_path(plan, source)
    try:
        with rasterio.open(path) as raster:
            _check(raster, source)
            return _inhabited(raster, source, box)
    except RasterioIOError as error:
        what = "soubor nelze přečíst jako rastr"
        raise InputError(Problem(what, source.path, advice="Dejte sem GeoTIFF")) from error


def _check(raster: DatasetReader, source: Source) -> None:
    """Refuse a raster whose cells are no squares of EPSG:5514."""
    epsg = raster.crs.to_epsg() if raster.crs else None
    if epsg != _EPSG:
        found = raster.crs.to_string() if raster.crs else "žádný"
        what = f"rastr má souřadnicový systém {found}, potřeba je {KROVAK}"
        raise InputError(Problem(what, source.path, advice=_CONVERT))
    if raster.transform.b or raster.transform.d or raster.transform.e > 0:
        raise InputError(
            Problem("řádky rastru nevedou od severu k jihu", source.path, advice=_CONVERT)
        )


def _inhabited(raster: DatasetReader, source: Source, box: Box) -> Reading:
    """Read the cells of the box in which people live."""
    edges = raster.transform
    west, south, east, north = box
    columns = np.clip([(west - edges.c) / edges.a, (east - edges.c) / edges.a], 0, raster.width)
    rows = np.clip([(north - edges.f) / edges.e, (south - edges.f) / edges.e], 0, raster.height)
    first_column, first_row = int(np.floor(columns[0])), int(np.floor(rows[0]))
    size = int(np.ceil(columns[1])) - first_column, int(np.ceil(rows[1])) - first_row
    if 0 in size:
        return Reading(gpd.GeoDataFrame({"people": []}, geometry=[], crs=KROVAK), [], 0, 0)
    window = Window(first_column, first_row, *size)
    people = raster.read(1, window=window, masked=True).astype(float).filled(np.nan)
    if (people < 0).any():
        what = f"v rastru je záporný počet lidí ({np.nanmin(people):g})"
        advice = "Označte buňky bez dat hodnotou nodata"
        raise InputError(Problem(what, source.path, advice=advice))
    row, column = np.nonzero(people > 0)
    x = edges.c + (first_column + column) * edges.a
    y = edges.f + (first_row + row) * edges.e
    number = (first_row + row) * raster.width + first_column + column
    frame = gpd.GeoDataFrame(
        {"people": people[row, column]},
        geometry=np.asarray(shapely.box(x, y + edges.e, x + edges.a, y), object),
        index=pd.Index(number.astype(np.int64)),
        crs=KROVAK,
    )
    return Reading(frame, [], int(people.size), 0)
