"""Cells of a raster of population, shared among obce by the area of each cell that lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from pyproj import CRS

from gis_sluzby.audit.demand_points import weighted_points
from gis_sluzby.crs import KROVAK
from gis_sluzby.tables import empty

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.plan import Source

#: exactextract compares the reference systems of raster and areas.
_WKT = CRS(KROVAK).to_wkt()


class Shares(NamedTuple):
    """Parts of cells that lie in areas.

    Parameters
    ----------
    area
        Number of the area.
    cell
        Number of the cell (row · columns + column).
    share
        How much of the cell lies in the area, from above 0 to 1.
    """

    area: NDArray[np.int64]
    cell: NDArray[np.int64]
    share: NDArray[np.float64]


def cell_shares(
    values: NDArray[np.float64],
    bounds: tuple[float, float, float, float],
    areas: NDArray[np.object_],
) -> Shares:
    """Tell how much of each cell that is not zero lies in which area, exactly.

    Parameters
    ----------
    values
        A raster, its rows from north to south.
    bounds
        Its west, south, east and north in EPSG:5514.
    areas
        Polygons in EPSG:5514.

    Returns
    -------
    The parts, by area. A cell on an edge is shared by its area in them; neither all cells that an
    area touches are its own, nor those whose middle it holds.
    """
    raster = NumPyRasterSource(values, *bounds, srs_wkt=_WKT)
    frame = gpd.GeoDataFrame(geometry=areas, crs=KROVAK)
    found = exact_extract(
        raster, frame, ["cell_id", "coverage"], strategy="raster-sequential", output="pandas"
    )
    counts = [len(cells) for cells in found["cell_id"]]
    cell = np.concatenate([np.empty(0, np.int64), *found["cell_id"]]).astype(np.int64)
    share = np.concatenate([np.empty(0), *found["coverage"]])
    area = np.repeat(np.arange(len(counts)), counts)
    kept = (share > 0) & (values.ravel()[cell] != 0)
    return Shares(area[kept], cell[kept], share[kept])


def settled_cells(cells: gpd.GeoDataFrame, obce: gpd.GeoDataFrame, source: Source) -> pd.DataFrame:
    """Settle the inhabited cells of the plan's obce.

    Parameters
    ----------
    cells
        people and the cell, as `sources.population_raster` reads them.
    obce
        The table `obce`.
    source
        The raster's source.

    Returns
    -------
    The table `demand_points`: a point for each part of a cell in an obec, in the middle of the cell
    where the obec holds it, else within the part. An obec without an inhabited cell has none, so
    its people are counted at the official point.
    """
    if not len(cells):
        return empty("demand_points")
    shapes = obce.geometry.to_numpy()
    people, bounds = _raster_of(cells)
    area, cell, share = cell_shares(people, bounds, shapes)
    rows, columns = people.shape
    row, column = np.divmod(cell, columns)
    west, south, east, north = bounds
    wide, high = (east - west) / columns, (north - south) / rows
    x, y = west + (column + 0.5) * wide, north - (row + 0.5) * high
    points = np.asarray(shapely.points(x, y), object)
    shapely.prepare(shapes)
    edge = np.flatnonzero(share < 1)
    outside = edge[~shapely.contains_xy(shapes[area[edge]], x[edge], y[edge])]
    squares = shapely.box(
        x[outside] - wide / 2, y[outside] - high / 2, x[outside] + wide / 2, y[outside] + high / 2
    )
    within = shapely.intersection(shapes[area[outside]], squares)
    points[outside] = shapely.point_on_surface(within)
    parts = gpd.GeoDataFrame(
        {
            "kod_obec": obce["kod_obec"].to_numpy()[area],
            "weight": people.ravel()[cell] * share,
        },
        geometry=points,
        crs=KROVAK,
    )
    # A sliver that rounding left has no point in it.
    return weighted_points(parts[~parts.geometry.is_empty], source)


def _raster_of(
    cells: gpd.GeoDataFrame,
) -> tuple[NDArray[np.float64], tuple[float, float, float, float]]:
    """Give the cells as a raster that holds them all, and its bounds."""
    west, south, east, north = shapely.bounds(cells.geometry.to_numpy()).T
    wide, high = float(east[0] - west[0]), float(north[0] - south[0])
    column = np.rint((west - west.min()) / wide).astype(np.int64)
    row = np.rint((north.max() - north) / high).astype(np.int64)
    people = np.zeros((row.max() + 1, column.max() + 1))
    people[row, column] = cells["people"]
    box = float(west.min()), float(south.min()), float(east.max()), float(north.max())
    return people, box
