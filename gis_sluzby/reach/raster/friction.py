"""Rasters of friction: how many minutes a metre takes in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from gis_sluzby.reach.raster.grid import cells_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import ArrayLike, NDArray

    from gis_sluzby.reach.raster.grid import Grid

_METRES_PER_MINUTE = 1000.0 / 60.0
#: Lines are walked in steps of this share of a cell, so that no cell is missed.
_STEP = 0.25


def friction_of(
    grid: Grid,
    ground_kmh: float | NDArray[np.float64],
    barriers: NDArray[np.object_],
    roads: gpd.GeoDataFrame,
    kmh: Mapping[str, float],
) -> NDArray[np.float64]:
    """Make the friction of a grid from its ground, barriers and roads.

    Parameters
    ----------
    grid
        The grid.
    ground_kmh
        Speed off the roads: one for all, or of each cell (that of its land cover), 0 where nobody
        can go.
    barriers
        Lines and polygons in EPSG:5514 that cannot be crossed off the roads: rivers, railways,
        water. A line closes every cell that it passes through, a polygon those whose middle it
        holds and those on its boundary.
    roads
        Column trida and LineStrings in EPSG:5514.
    kmh
        Speed by class; roads of other classes are left out.

    Returns
    -------
    Minutes a metre, infinite where nobody can go. Roads lead through barriers, as bridges do, and
    of several in one cell the quickest counts.
    """
    speed = np.broadcast_to(np.asarray(ground_kmh, float), grid.shape).ravel().copy()
    speed[_closed(grid, barriers)] = 0.0
    known = roads[roads["trida"].isin(list(kmh))]
    line, cell = passed_cells(grid, known.geometry.to_numpy())
    of_roads = known["trida"].map(kmh).to_numpy(float)
    np.maximum.at(speed, cell, of_roads[line])
    return minutes_a_metre(speed).reshape(grid.shape)


def minutes_a_metre(kmh: ArrayLike) -> NDArray[np.float64]:
    """Give the minutes that a metre takes.

    Parameters
    ----------
    kmh
        Speeds in km/h.

    Returns
    -------
    Minutes, infinite where the speed is 0.
    """
    with np.errstate(divide="ignore"):
        return 1.0 / (np.asarray(kmh, float) * _METRES_PER_MINUTE)


def passed_cells(
    grid: Grid, lines: NDArray[np.object_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the cells that lines pass through, each next to the one before it by a side.

    Parameters
    ----------
    grid
        The grid.
    lines
        LineStrings in EPSG:5514; those without length pass through none.

    Returns
    -------
    Number of the line and of the cell. Where a line slips through a corner, the cell beside it
    counts too, so that a barrier has no gap and a road no break.
    """
    long = np.flatnonzero(shapely.length(lines) > 0)
    dense = shapely.segmentize(lines[long], grid.cell * _STEP)
    xy, number = shapely.get_coordinates(dense, return_index=True)
    line = long[number]
    column = np.floor((xy[:, 0] - grid.west) / grid.cell)
    row = np.floor((grid.north - xy[:, 1]) / grid.cell)
    aslant = (line[1:] == line[:-1]) & (column[1:] != column[:-1]) & (row[1:] != row[:-1])
    corner = np.flatnonzero(aslant)
    beside = np.column_stack(
        [
            grid.west + (column[corner + 1] + 0.5) * grid.cell,
            grid.north - (row[corner] + 0.5) * grid.cell,
        ]
    )
    cell = cells_at(grid, np.concatenate([xy, beside]))
    found = np.column_stack([np.concatenate([line, line[corner]]), cell])[cell >= 0]
    unique = np.unique(found, axis=0)
    return unique[:, 0], unique[:, 1]


def _closed(grid: Grid, barriers: NDArray[np.object_]) -> NDArray[np.int64]:
    """Give the cells that barriers close."""
    polygons = barriers[shapely.get_dimensions(barriers) == 2]  # noqa: PLR2004  (areas)
    edges = np.concatenate(
        [barriers[shapely.get_dimensions(barriers) == 1], shapely.boundary(polygons)]
    )
    _, passed = passed_cells(grid, np.asarray(shapely.get_parts(edges), object))
    held = [_held(grid, polygon) for polygon in polygons]
    return np.concatenate([passed, *held]).astype(np.int64)


def _held(grid: Grid, polygon: shapely.Geometry) -> NDArray[np.int64]:
    """Give the cells whose middle a polygon holds; only those of its box are asked."""
    west, south, east, north = shapely.bounds(polygon)
    columns = np.clip(np.round((np.array([west, east]) - grid.west) / grid.cell), 0, grid.columns)
    rows = np.clip(np.round((grid.north - np.array([north, south])) / grid.cell), 0, grid.rows)
    column, row = (np.arange(*part).astype(np.int64) for part in (columns, rows))
    x, y = np.meshgrid(grid.west + (column + 0.5) * grid.cell, grid.north - (row + 0.5) * grid.cell)
    shapely.prepare(polygon)
    at_row, at_column = np.nonzero(shapely.contains_xy(polygon, x, y))
    return row[at_row] * grid.columns + column[at_column]
