"""Joints: where points join the network, and the network split there.

Design section 6: a site or a demand unit joins at the nearest point of the nearest usable edge,
which is split there; the leg to it is straight. There is no short-cut past the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.reach.network import Edges


#: A joint no further from an end of its edge (metres) is the end: coordinates are no more exact,
#: and a place a hair behind another one on a one-way edge would be a way round away from it.
_AT_END = 0.1


class Joints(NamedTuple):
    """Where points join the network.

    Parameters
    ----------
    edge
        Number of the edge; −1 where there is no point to join.
    position
        Distance from the edge's start as a share of its length; exactly 0 or 1 at an end.
    leg_metres
        Straight distance from the point to the edge.
    """

    edge: NDArray[np.int64]
    position: NDArray[np.float64]
    leg_metres: NDArray[np.float64]


def join(edges: Edges, points: NDArray[np.object_]) -> Joints:
    """Join points to the nearest usable edge, of equally near ones to the first.

    Parameters
    ----------
    edges
        The network.
    points
        Points in EPSG:5514; null points join nothing.

    Returns
    -------
    The joints, in the order of the points.
    """
    usable = np.flatnonzero(edges.usable)
    edge = np.full(len(points), -1)
    position, leg = np.full(len(points), np.nan), np.full(len(points), np.nan)
    present = np.flatnonzero(~shapely.is_missing(points) & ~shapely.is_empty(points))
    if not len(usable) or not len(present):
        return Joints(edge, position, leg)
    tree = shapely.STRtree(edges.lines[usable])
    which, near = tree.query_nearest(points[present], all_matches=True)
    order = np.lexsort((near, which))
    _, first = np.unique(which[order], return_index=True)
    chosen = usable[near[order][first]]
    there = points[present]
    edge[present] = chosen
    lines = edges.lines[chosen]
    length, along = shapely.length(lines), shapely.line_locate_point(lines, there)
    at_end = along >= length - _AT_END
    share = np.divide(along, length, out=np.zeros(len(along)), where=length > 0)
    position[present] = np.where(along <= _AT_END, 0.0, np.where(at_end, 1.0, share))
    leg[present] = shapely.distance(lines, there)
    return Joints(edge, position, leg)


def split(edges: Edges, joints: Joints) -> tuple[csr_array, NDArray[np.int64]]:
    """Split the edges where points join them and give the network as a matrix.

    Parameters
    ----------
    edges
        The network.
    joints
        Where points join it.

    Returns
    -------
    The matrix of minutes from node (row) to node (column), the quickest of parallel edges; and the
    node of each joint (−1 where a point joins nothing). A joint on a one-way edge is entered and
    left in its direction only. Without one-way edges the matrix is symmetric.
    """
    joined = np.flatnonzero(joints.edge >= 0)
    places = np.column_stack([joints.edge[joined].astype(float), joints.position[joined]])
    unique, number = np.unique(places, axis=0, return_inverse=True)
    edge, position = unique[:, 0].astype(np.int64), unique[:, 1]
    fresh = edges.nodes + np.arange(len(unique))
    node = np.where(
        position <= 0, edges.start[edge], np.where(position >= 1, edges.end[edge], fresh)
    )
    nodes = np.full(len(joints.edge), -1)
    nodes[joined] = node[number]
    whole = np.arange(len(edges.start))
    # Every edge as a chain: its start, the joints along it, its end.
    chain_edge = np.concatenate([whole, edge, whole])
    chain_position = np.concatenate([np.zeros(len(whole)), position, np.ones(len(whole))])
    chain_node = np.concatenate([edges.start, node, edges.end])
    order = np.lexsort((chain_position, chain_edge))
    chain_edge, chain_position = chain_edge[order], chain_position[order]
    chain_node = chain_node[order]
    link = chain_edge[1:] == chain_edge[:-1]
    share, of_edge = np.diff(chain_position)[link], chain_edge[1:][link]
    before, after = chain_node[:-1][link], chain_node[1:][link]
    ahead, back = np.isfinite(edges.forward[of_edge]), np.isfinite(edges.backward[of_edge])
    matrix = quickest(
        np.concatenate([before[ahead], after[back]]),
        np.concatenate([after[ahead], before[back]]),
        np.concatenate(
            [
                share[ahead] * edges.forward[of_edge[ahead]],
                share[back] * edges.backward[of_edge[back]],
            ]
        ),
        edges.nodes + len(unique),
    )
    return matrix, nodes


def quickest(
    start: NDArray[np.int64], end: NDArray[np.int64], minutes: NDArray[np.float64], size: int
) -> csr_array:
    """Give a directed matrix of minutes, the least of parallel edges.

    Parameters
    ----------
    start, end
        Nodes of each edge.
    minutes
        Their times. A plain sparse matrix would add parallel edges up.
    size
        Number of nodes.

    Returns
    -------
    The matrix, its indices sorted.
    """
    apart = start != end
    start, end, minutes = start[apart], end[apart], minutes[apart]
    order = np.lexsort((minutes, end, start))
    start, end, minutes = start[order], end[order], minutes[order]
    first = np.ones(len(start), dtype=bool)
    first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    return csr_array((minutes[first], (start[first], end[first])), shape=(size, size))
