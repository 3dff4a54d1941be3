"""A raster of population: a GeoTIFF in EPSG:5514 whose cells hold how many people live in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.raster import cells_of, opened_raster
from gis_sluzby.sources.read import Reading

if TYPE_CHECKING:
    from rasterio import DatasetReader

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

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
    with opened_raster(plan, source, _CONVERT) as raster:
        return _inhabited(raster, source, box)


def _inhabited(raster: DatasetReader, source: Source, box: Box) -> Reading:
    """Read the cells of the box in which people live."""
    found = cells_of(raster, box)
    if found is None:
        return Reading(gpd.GeoDataFrame({"people": []}, geometry=[], crs=KROVAK), [], 0, 0)
    people = found.data
    if (people < 0).any():
        what = f"v rastru je záporný počet lidí ({np.nanmin(people):g})"
        advice = "Označte buňky bez dat hodnotou nodata"
        raise InputError(Problem(what, source.path, advice=advice))
    row, column = np.nonzero(people > 0)
    x, y = found.west + column * found.width, found.north - row * found.height
    number = (found.row + row) * raster.width + found.column + column
    frame = gpd.GeoDataFrame(
        {"people": people[row, column]},
        geometry=np.asarray(shapely.box(x, y - found.height, x + found.width, y), object),
        index=pd.Index(number.astype(np.int64)),
        crs=KROVAK,
    )
    return Reading(frame, [], int(people.size), 0)
