"""The least minutes over a raster of friction: Dijkstra's algorithm over eight neighbours.

A step takes the mean friction of its two cells over the distance of their middles, as in
cost-distance of any GIS (Tomlin 1990). No step leads into a barrier, and none slips between two
barriers that meet at a corner: a river that is one cell wide holds. Ways have eight directions, so
on even ground they are up to 8.2 % longer than the straight line, 5.5 % on average.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from gis_sluzby.reach.heap import drop_first, put

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

#: Tobler (1993): people walk 6 · exp(−3.5 · |slope + 0.05|) km/h, quickest gently downhill.
TOBLER_STEEPNESS, TOBLER_BEST = 3.5, 0.05
_EVEN = np.empty((0, 0))


def least_minutes(
    friction: NDArray[np.float64],
    cell: float,
    starts: NDArray[np.int64],
    minutes: NDArray[np.float64] | None = None,
    *,
    limit: float = np.inf,
    heights: NDArray[np.float64] | None = None,
    towards: bool = True,
) -> NDArray[np.float64]:
    """Give for every cell the least minutes to, or from, the nearest of some cells.

    Parameters
    ----------
    friction
        Minutes that a metre takes on even ground in each cell; infinite in a barrier.
    cell
        Side of a cell in metres.
    starts
        Numbers of the cells (row · columns + column); those in a barrier are passed over.
    minutes
        What a way to or from each of them takes besides; nothing where not given.
    limit
        Cells that take longer are not reached; the limit itself is within.
    heights
        Metres above sea level of each cell: walking then is slower uphill and steeply downhill
        (Tobler 1993) and the ways there and back differ. NaN is even ground.
    towards
        Whether people go to the cells, else from them: it matters where there are heights.

    Returns
    -------
    Minutes in the shape of the friction; infinite where no way leads or it takes longer.
    """
    begin = np.zeros(len(starts)) if minutes is None else minutes.astype(float)
    usable = (begin <= limit) & np.isfinite(friction.ravel()[starts])
    return _spread(
        np.ascontiguousarray(friction, np.float64),
        _EVEN if heights is None else np.ascontiguousarray(heights, np.float64),
        cell if towards else -cell,
        starts[usable].astype(np.int32),
        begin[usable],
        limit,
    )


@numba.njit("f8(f8[:,::1],f8[:,::1],f8,i8,i8,i8,i8)", cache=True)
def _step(
    friction: Floats,
    heights: Floats,
    cell: float,
    row: int,
    column: int,
    to_row: int,
    to_column: int,
) -> float:
    """Give the minutes of one step; infinite where a barrier is in the way."""
    run = abs(cell)
    if to_row != row and to_column != column:
        if np.isinf(friction[row, to_column]) and np.isinf(friction[to_row, column]):
            return np.inf
        run *= np.sqrt(2.0)
    took = 0.5 * (friction[row, column] + friction[to_row, to_column]) * run
    if heights.size == 0:
        return took
    slope = np.copysign(1.0, cell) * (heights[row, column] - heights[to_row, to_column]) / run
    if not np.isfinite(slope):
        return took
    return took * np.exp(TOBLER_STEEPNESS * (abs(slope + TOBLER_BEST) - TOBLER_BEST))


@numba.njit("f8[:,::1](f8[:,::1],f8[:,::1],f8,i4[::1],f8[::1],f8)", nogil=True, cache=True)
def _spread(
    friction: Floats, heights: Floats, cell: float, starts: Ints, begin: Floats, limit: float
) -> Floats:
    """Spread from the starts to all cells in the order of their minutes.

    A cell below zero says that people go from the starts.
    """
    rows, columns = friction.shape
    found = np.full((rows, columns), np.inf)
    times, cells = np.empty(1024 + len(starts)), np.empty(1024 + len(starts), np.int32)
    for number in range(len(starts)):
        row, column = starts[number] // columns, starts[number] % columns
        found[row, column] = min(begin[number], found[row, column])
        put(times, cells, number, begin[number], starts[number])
    length = len(starts)
    while length:
        time, here = times[0], cells[0]
        length -= 1
        drop_first(times, cells, length)
        row, column = here // columns, here % columns
        if time > found[row, column]:
            continue  # improved since it was put in
        for to_row in range(max(0, row - 1), min(rows, row + 2)):
            for to_column in range(max(0, column - 1), min(columns, column + 2)):
                if found[to_row, to_column] <= time:
                    continue
                then = time + _step(friction, heights, cell, row, column, to_row, to_column)
                if not then < found[to_row, to_column] or then > limit:
                    continue
                found[to_row, to_column] = then
                if length == len(times):
                    times = np.concatenate((times, np.empty(length)))
                    cells = np.concatenate((cells, np.empty(length, np.int32)))
                put(times, cells, length, then, to_row * columns + to_column)
                length += 1
    return found
