"""Rasters of the ground: land cover as speeds, elevation as metres above sea level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.raster import cells_of, opened_raster
from gis_sluzby.sources.read import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.raster import Cells
    from gis_sluzby.sources.vector import Box

#: A land cover has no more classes; what has is a picture or an elevation.
_MOST_CLASSES: Final = 500
#: Metres above sea level in which all land of the world lies.
_LOWEST, _HIGHEST = -500.0, 9000.0
_CONVERT: Final = "Převeďte ho do EPSG:5514 (gdalwarp -t_srs EPSG:5514 -r {way})"
_WAYS: Final = {"land_cover": "near", "elevation": "bilinear"}
_NAMED: Final = 20


def read_ground(plan: Plan, source: Source, box: Box) -> Reading:
    """Read the cells of a raster of the ground.

    Parameters
    ----------
    plan
        The plan: speeds of the classes of land cover.
    source
        A source of the table `land_cover` or `elevation`; the first band counts.
    box
        Only cells that touch this box of EPSG:5514.

    Returns
    -------
    x and y of the middles of cells and their value: km/h by the class of land cover, or metres
    above sea level. Cells without data are left out and count as rejected.

    Raises
    ------
    MissingSourceError, InputError
        When the file is no raster in EPSG:5514 with straight cells, does not meet the box, has
        nothing but cells without data in it, a class has no speed, or metres are none.
    """
    found = _cells(plan, source, box)
    values = _meant(plan, source, found.data)
    known = ~np.isnan(values)
    row, column = np.nonzero(known)
    frame = pd.DataFrame(
        {
            "x": found.west + (column + 0.5) * found.width,
            "y": found.north - (row + 0.5) * found.height,
            "value": values[known],
        }
    )
    return Reading(frame, [], values.size, int((~known).sum()))


def ground_at(
    plan: Plan, source: Source, box: Box, places: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the value of a raster of the ground at places.

    Parameters
    ----------
    plan, source, box
        As `read_ground` takes them.
    places
        Coordinates in EPSG:5514 (n × 2) within the box.

    Returns
    -------
    km/h or metres above sea level, NaN where there is no data. A class is that of the cell in which
    a place lies; metres change evenly between the middles of the four cells around it.

    Raises
    ------
    MissingSourceError, InputError
        As `read_ground` does.
    """
    found = _cells(plan, source, box)
    values = _meant(plan, source, found.data)
    column = (places[:, 0] - found.west) / found.width
    row = (found.north - places[:, 1]) / found.height
    nearest = _picked(values, np.floor(row), np.floor(column))
    if source.table == "land_cover":
        return nearest
    top, left = np.floor(row - 0.5), np.floor(column - 0.5)
    down, right = row - 0.5 - top, column - 0.5 - left
    upper = _picked(values, top, left) * (1 - right) + _picked(values, top, left + 1) * right
    lower = (
        _picked(values, top + 1, left) * (1 - right) + _picked(values, top + 1, left + 1) * right
    )
    between = upper * (1 - down) + lower * down
    return np.where(np.isnan(between), nearest, between)


def _cells(plan: Plan, source: Source, box: Box) -> Cells:
    """Read the cells of the box; refuse a raster that has none."""
    with opened_raster(plan, source, _CONVERT.format(way=_WAYS[source.table])) as raster:
        found = cells_of(raster, box)
    if found is None or np.isnan(found.data).all():
        what = "rastr nemá na území plánu žádná data"
        advice = "Ověřte, že je z tohoto kraje a že hodnota nodata je správně"
        raise InputError(Problem(what, source.path, advice=advice))
    return found


def _meant(plan: Plan, source: Source, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give what the values of a raster mean."""
    if source.table == "land_cover":
        return _speeds(plan, source, values)
    low, high = np.nanmin(values), np.nanmax(values)
    if low < _LOWEST or high > _HIGHEST:
        what = f"výškopis má hodnoty od {low:g} do {high:g}, to nejsou metry nad mořem"
        advice = "Označte buňky bez dat hodnotou nodata, výšky převeďte na metry"
        raise InputError(Problem(what, source.path, advice=advice))
    return values


def _speeds(plan: Plan, source: Source, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the speed of the class of each cell."""
    classes, place = np.unique(values, return_inverse=True)
    known = classes[~np.isnan(classes)]
    if len(known) > _MOST_CLASSES:
        what = f"rastr má {len(known)} různých hodnot, to není krajinný pokryv"
        advice = "Dejte sem rastr tříd, například CORINE Land Cover"
        raise InputError(Problem(what, source.path, advice=advice))
    speeds = plan.rasters.land_cover_kmh
    lacking = [f"{one:g}" for one in known if f"{one:g}" not in speeds]
    if lacking:
        told = ", ".join(lacking[:_NAMED]) + (" a další" if len(lacking) > _NAMED else "")
        what = f"třídy krajinného pokryvu bez rychlosti: {told}"
        advice = "Doplňte je v plánu do oddílu [rasters.land_cover_kmh]; 0 znamená neprůchodné"
        raise InputError(Problem(what, source.path, advice=advice))
    of_class = [np.nan if np.isnan(one) else speeds[f"{one:g}"] for one in classes]
    return np.asarray(of_class)[place].reshape(values.shape)


def _picked(
    values: NDArray[np.float64], row: NDArray[np.float64], column: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give values by row and column, NaN outside."""
    inside = (row >= 0) & (row < values.shape[0]) & (column >= 0) & (column < values.shape[1])
    found = np.full(len(row), np.nan)
    found[inside] = values[row[inside].astype(np.int64), column[inside].astype(np.int64)]
    return found
