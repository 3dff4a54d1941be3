"""The same minutes on a smaller graph: nodes at which no place stands are taken out, exactly.

A node that is taken out leaves its neighbours joined by the ways that led through it, so no least
time among the others changes: node contraction (Geisberger et al. 2008) without the hierarchy, or
Gaussian elimination in the algebra of min and +. Dead ends vanish, chains become one edge, a
crossing of three becomes a triangle. Nodes that are no neighbours leave together in one round.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Nodes = NDArray[np.int32]

#: Nodes with more neighbours stay: they would leave more edges than they take.
_NEIGHBOURS = 5
#: A round that takes out a smaller share of the nodes does not pay.
_SHARE = 0.08
#: Parallel links are merged every so many rounds: till then they only put some nodes off.
_MERGING = 3


class _Links(NamedTuple):
    """Pairs of neighbours.

    Parameters
    ----------
    low, high
        The nodes, the lower number first.
    minutes
        Columns: from the lower to the higher and back; infinite where no way leads.
    """

    low: Nodes
    high: Nodes
    minutes: NDArray[np.float64]


def reduced(matrix: csr_array, kept: NDArray[np.int64]) -> tuple[csr_array, NDArray[np.int64]]:
    """Take out nodes of a network without changing the least times among the kept ones.

    Parameters
    ----------
    matrix
        Minutes from node (row) to node (column), none negative; stored zeros are edges.
    kept
        Nodes that stay.

    Returns
    -------
    The smaller matrix, and the number in it of each node (−1 where it was taken out). Of the
    nodes that are not asked for, some stay too.
    """
    size = matrix.shape[0]
    links = _links_of(matrix)
    left = np.ones(size, dtype=bool)
    free = left.copy()
    free[kept] = False
    turns = np.random.default_rng(0).permutation(size)
    for number in count(1):
        degrees = np.bincount(links.low, minlength=size) + np.bincount(links.high, minlength=size)
        leaving = _apart(links, free & (degrees <= _NEIGHBOURS), degrees * size + turns)
        if np.count_nonzero(leaving) <= _SHARE * np.count_nonzero(left):
            break
        links = _without(links, leaving)
        if number % _MERGING == 0:
            links = _least(links, size)
        free[leaving] = left[leaving] = False
    numbers = np.where(left, np.cumsum(left) - 1, -1)
    matrix = _matrix_of(_least(links, size), numbers)
    # Neighbours get numbers close together, so that searches from close numbers share their ends.
    order = reverse_cuthill_mckee(matrix, symmetric_mode=True)
    place = np.empty(len(order) + 1, np.int64)
    place[order], place[-1] = np.arange(len(order)), -1
    return csr_array(matrix[order][:, order]), place[numbers]


def _links_of(matrix: csr_array) -> _Links:
    """Give the links of a matrix: an edge and the one back make one."""
    size, edges = matrix.shape[0], matrix.nnz
    order = np.arange(1, edges + 1)
    there = csr_array((order.astype(complex), matrix.indices, matrix.indptr), shape=matrix.shape)
    back = csr_array((order * 1j, matrix.indices, matrix.indptr), shape=matrix.shape).T.tocsr()
    # The sum stores at each place which edge leads there (real part) and which back (imaginary).
    both = there + back
    low = np.repeat(np.arange(size, dtype=np.int32), np.diff(both.indptr))
    upper = np.flatnonzero(low < both.indices)
    which = both.data[upper].view(float).reshape(-1, 2).astype(np.int64)
    minutes = np.concatenate([[np.inf], matrix.data])[which]
    return _Links(low[upper], both.indices[upper].astype(np.int32), minutes)


def _apart(
    links: _Links, willing: NDArray[np.bool_], turns: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Choose nodes of which no two are neighbours: of two neighbours that of the lower turn."""
    both = np.flatnonzero(willing[links.low] & willing[links.high])
    low, high = links.low[both], links.high[both]
    chosen = willing.copy()
    chosen[np.where(turns[low] > turns[high], low, high)] = False
    return chosen


def _without(links: _Links, leaving: NDArray[np.bool_]) -> _Links:
    """Take out nodes that are no neighbours; link their neighbours by the ways through them."""
    from_low, from_high = leaving[links.low], leaving[links.high]
    stays = np.flatnonzero(~(from_low | from_high))
    low, high = np.flatnonzero(from_low), np.flatnonzero(from_high)
    middle = np.concatenate([links.low[low], links.high[high]])
    other = np.concatenate([links.high[low], links.low[high]])
    # Columns: from the middle to the neighbour, and from the neighbour to the middle.
    minutes = np.concatenate([links.minutes[low], links.minutes[high][:, ::-1]])
    order = np.argsort(middle)
    middle, other, minutes = middle[order], other[order], minutes[order]
    parts = [_Links(links.low[stays], links.high[stays], links.minutes[stays])]
    for step in range(1, _NEIGHBOURS):
        one = np.flatnonzero((middle[step:] == middle[:-step]) & (other[step:] != other[:-step]))
        two = one + step
        a, b = other[one], other[two]
        through = np.column_stack(
            [minutes[one, 1] + minutes[two, 0], minutes[two, 1] + minutes[one, 0]]
        )
        turned = a > b
        through[turned] = through[turned, ::-1]
        parts.append(_Links(np.minimum(a, b), np.maximum(a, b), through))
    return _Links(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _least(links: _Links, size: int) -> _Links:
    """Merge parallel links: the least minutes each way."""
    keys = links.low * np.int64(size) + links.high
    order = np.argsort(keys)
    keys = keys[order]
    low, high, minutes = links.low[order], links.high[order], links.minutes[order]
    again = np.flatnonzero(keys[1:] == keys[:-1]) + 1
    first = np.ones(len(keys), dtype=bool)
    first[again] = False
    firsts = np.flatnonzero(first)
    np.minimum.at(minutes, firsts[np.searchsorted(firsts, again, side="right") - 1], minutes[again])
    return _Links(low[firsts], high[firsts], minutes[firsts])


def _matrix_of(links: _Links, numbers: NDArray[np.int64]) -> csr_array:
    """Give links as a matrix of minutes among the nodes that are left."""
    low, high = numbers[links.low], numbers[links.high]
    minutes = links.minutes.T.ravel()
    leads = np.isfinite(minutes)
    rows, columns = np.concatenate([low, high])[leads], np.concatenate([high, low])[leads]
    size = int(numbers.max(initial=-1)) + 1
    return csr_array((minutes[leads], (rows, columns)), shape=(size, size))
