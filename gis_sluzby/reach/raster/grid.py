"""Grids of square cells in EPSG:5514."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Grid(NamedTuple):
    """A grid of square cells, its rows from north to south.

    Parameters
    ----------
    west, north
        The corner of the first cell in EPSG:5514, metres.
    cell
        Side of a cell in metres.
    rows, columns
        How many there are.
    """

    west: float
    north: float
    cell: float
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        """Give rows and columns."""
        return self.rows, self.columns

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Give west, south, east and north."""
        south = self.north - self.rows * self.cell
        return self.west, south, self.west + self.columns * self.cell, self.north


def grid_of(bounds: tuple[float, float, float, float], cell: float) -> Grid:
    """Give the grid over a box whose corners are multiples of the cell.

    Parameters
    ----------
    bounds
        West, south, east and north in EPSG:5514.
    cell
        Side of a cell in metres.

    Returns
    -------
    The smallest grid that holds the box: grids of neighbouring areas fit together.
    """
    west, south = (np.floor(value / cell) for value in bounds[:2])
    east, north = (np.ceil(value / cell) for value in bounds[2:])
    rows, columns = int(north - south), int(east - west)
    return Grid(float(west * cell), float(north * cell), float(cell), rows, columns)


def middles(grid: Grid) -> NDArray[np.float64]:
    """Give the middles of all cells.

    Parameters
    ----------
    grid
        The grid.

    Returns
    -------
    Coordinates, row by row (rows · columns × 2).
    """
    x = grid.west + (np.arange(grid.columns) + 0.5) * grid.cell
    y = grid.north - (np.arange(grid.rows) + 0.5) * grid.cell
    return np.column_stack([np.tile(x, grid.rows), np.repeat(y, grid.columns)])


def cells_at(grid: Grid, places: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the cells in which places lie.

    Parameters
    ----------
    grid
        The grid.
    places
        Coordinates in EPSG:5514 (n × 2).

    Returns
    -------
    Number of the cell (row · columns + column), −1 outside. A cell has its west and north side.
    """
    column = np.floor((places[:, 0] - grid.west) / grid.cell)
    row = np.floor((grid.north - places[:, 1]) / grid.cell)
    inside = (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
    return np.where(inside, row * grid.columns + column, -1).astype(np.int64)
