"""The road network: segments to edges with minutes, points joined to the nearest usable edge.

Design section 6: ends of segments join where their coordinates are equal; a site or a demand unit
joins at the nearest point of the nearest usable edge, which is split there; the leg to it is
straight. There is no short-cut past the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

_MINUTES_PER_HOUR = 60.0


class Edges(NamedTuple):
    """Road segments as edges.

    Parameters
    ----------
    start, end
        Node numbers.
    minutes
        Time along the whole segment, either way.
    usable
        Whether points may join it.
    lines
        The LineStrings in EPSG:5514.
    nodes
        Number of nodes.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    minutes: NDArray[np.float64]
    usable: NDArray[np.bool_]
    lines: NDArray[np.object_]
    nodes: int


class Joints(NamedTuple):
    """Where points join the network.

    Parameters
    ----------
    edge
        Number of the edge; −1 where there is no point to join.
    position
        Distance from the edge's start as a share of its length.
    leg_metres
        Straight distance from the point to the edge.
    """

    edge: NDArray[np.int64]
    position: NDArray[np.float64]
    leg_metres: NDArray[np.float64]


def edges_of(
    roads: gpd.GeoDataFrame,
    kmh: Mapping[str, float],
    excluded: Collection[str],
    within: shapely.Geometry,
    belt_metres: float,
) -> Edges:
    """Give the edges of the road network.

    Parameters
    ----------
    roads
        Column trida and LineStrings in EPSG:5514.
    kmh
        Speed by class.
    excluded
        Classes that points may not join.
    within
        The plan's area.
    belt_metres
        Segments that do not touch the area or its belt of this width are left out.

    Returns
    -------
    The edges, the quicker classes first; their minutes are the planar length in EPSG:5514 over
    the speed. The order of the roads makes no difference.
    """
    near = shapely.dwithin(roads.geometry.to_numpy(), within, belt_metres)
    kept = roads[near]
    # Of equally near edges a point joins the first one: order them by what they are.
    speed = kept["trida"].map(kmh).to_numpy(float)
    keys = list(zip(-speed, shapely.to_wkb(kept.geometry.to_numpy()), strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    kept, speed = kept.iloc[order], speed[order]
    lines = kept.geometry.to_numpy()
    ends = np.concatenate([shapely.get_coordinates(shapely.get_point(lines, i)) for i in (0, -1)])
    unique, number = np.unique(ends, axis=0, return_inverse=True)
    return Edges(
        start=number[: len(lines)],
        end=number[len(lines) :],
        minutes=shapely.length(lines) / 1000 / speed * _MINUTES_PER_HOUR,
        usable=~kept["trida"].isin(excluded).to_numpy(),
        lines=lines,
        nodes=len(unique),
    )


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
    position[present] = shapely.line_locate_point(edges.lines[chosen], there, normalized=True)
    leg[present] = shapely.distance(edges.lines[chosen], there)
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
    The symmetric matrix of minutes between nodes, the quicker of parallel edges, and the node of
    each joint (−1 where a point joins nothing).
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
    whole = np.arange(len(edges.minutes))
    # Every edge as a chain: its start, the joints along it, its end.
    chain_edge = np.concatenate([whole, edge, whole])
    chain_position = np.concatenate([np.zeros(len(whole)), position, np.ones(len(whole))])
    chain_node = np.concatenate([edges.start, node, edges.end])
    order = np.lexsort((chain_position, chain_edge))
    chain_edge, chain_position = chain_edge[order], chain_position[order]
    chain_node = chain_node[order]
    link = chain_edge[1:] == chain_edge[:-1]
    minutes = np.diff(chain_position)[link] * edges.minutes[chain_edge[1:][link]]
    matrix = quickest(
        chain_node[:-1][link], chain_node[1:][link], minutes, edges.nodes + len(unique)
    )
    return matrix, nodes


def quickest(
    start: NDArray[np.int64], end: NDArray[np.int64], minutes: NDArray[np.float64], size: int
) -> csr_array:
    """Give an undirected matrix of minutes, the least of parallel edges.

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
    The matrix.
    """
    loose = start != end
    low = np.minimum(start, end)[loose]
    high = np.maximum(start, end)[loose]
    time = minutes[loose]
    order = np.lexsort((time, high, low))
    low, high, time = low[order], high[order], time[order]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    low, high, time = low[first], high[first], time[first]
    rows, columns = np.concatenate([low, high]), np.concatenate([high, low])
    return csr_array((np.concatenate([time, time]), (rows, columns)), shape=(size, size))
