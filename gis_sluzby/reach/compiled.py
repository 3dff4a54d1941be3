"""The same searches compiled: used where numba is installed (`pip install gis-sluzby[fast]`).

Dijkstra's algorithm with a binary heap from which nodes that were improved since are dropped when
they come up. A search ends at its limit, so it visits what is near and no more; only the nodes
that are asked for are told. The compiled code is remembered beside this file, or in the user's
cache folder where that cannot be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numba
import numpy as np

from gis_sluzby.reach.heap import drop_first, put

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]


def searched(
    matrix: csr_array, starts: NDArray[np.int64], ends: NDArray[np.int64], limit: float
) -> NDArray[np.float64]:
    """Give the least minutes from some nodes to others.

    Parameters
    ----------
    matrix
        Minutes from node (row) to node (column), none negative; stored zeros are edges.
    starts
        Nodes to search from.
    ends
        Nodes that are asked for.
    limit
        How far searches go (minutes); the limit itself is within.

    Returns
    -------
    Minutes, starts × ends; infinite where no way leads or it takes longer.
    """
    return _searched(
        matrix.indptr.astype(np.int32, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data,
        starts.astype(np.int32),
        ends.astype(np.int32),
        limit,
    )


#: The types of `_searched`, so that it is compiled on import.
_TYPES = "f8[:,::1](i4[::1],i4[::1],f8[::1],i4[::1],i4[::1],f8)"


@numba.njit(_TYPES, nogil=True, cache=True)
def _searched(
    first: Ints, to: Ints, minutes: Floats, starts: Ints, ends: Ints, limit: float
) -> Floats:
    """Search from each start in turn."""
    found = np.empty((len(starts), len(ends)))
    least = np.full(len(first) - 1, np.inf)
    met = np.empty(len(least), np.int32)
    # Every edge puts a node into the heap at most once.
    times, nodes = np.empty(len(to) + 1), np.empty(len(to) + 1, np.int32)
    for row, start in enumerate(starts):
        least[start], met[0], times[0], nodes[0] = 0.0, start, 0.0, start
        reached = length = 1
        while length:
            time, node = times[0], nodes[0]
            length -= 1
            drop_first(times, nodes, length)
            if time > least[node]:
                continue  # improved since it was put in
            for edge in range(first[node], first[node + 1]):
                other, then = to[edge], time + minutes[edge]
                if then > limit or then >= least[other]:
                    continue
                if least[other] == np.inf:
                    met[reached] = other
                    reached += 1
                least[other] = then
                put(times, nodes, length, then, other)
                length += 1
        for column, end in enumerate(ends):
            found[row, column] = least[end]
        for node in met[:reached]:
            least[node] = np.inf
    return found
