"""A binary heap of nodes by their times, compiled: the nearest node is always the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]


@numba.njit()
def put(times: Floats, nodes: Ints, length: int, time: float, node: int) -> None:
    """Put a node into a heap: it rises from the last place.

    Parameters
    ----------
    times, nodes
        The heap: times and the nodes that they belong to, with room for one more.
    length
        How many there are.
    time, node
        The new one.
    """
    place = length
    while place:
        above = (place - 1) >> 1
        if times[above] <= time:
            break
        times[place], nodes[place] = times[above], nodes[above]
        place = above
    times[place], nodes[place] = time, node


@numba.njit()
def drop_first(times: Floats, nodes: Ints, length: int) -> None:
    """Drop the first of a heap: the last one takes its place and sinks.

    Parameters
    ----------
    times, nodes
        The heap: times and the nodes that they belong to.
    length
        How many stay.
    """
    late, last, place, below = times[length], nodes[length], 0, 1
    while below < length:
        if below + 1 < length and times[below + 1] < times[below]:
            below += 1
        if late <= times[below]:
            break
        times[place], nodes[place] = times[below], nodes[below]
        place, below = below, 2 * below + 1
    times[place], nodes[place] = late, last
