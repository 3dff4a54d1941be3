"""Roads of the sample region: a connected network in six classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay

from gis_sluzby.crs import KROVAK
from gis_sluzby.sample.cells import displaced
from gis_sluzby.sample.fast_roads import with_fast_roads
from gis_sluzby.sample.seeds import random

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST, SECOND, THIRD = "silnice I. třídy", "silnice II. třídy", "silnice III. třídy"
LOCAL = "neevidovaná silnice"
#: How much a road of a class winds, as the shift of a halved piece.
_WINDING = {FIRST: 0.04, SECOND: 0.07, THIRD: 0.10, LOCAL: 0.12}
_LEVELS = 4
#: A road through the military area counts as this many times longer, so hardly any is built.
_MILITARY_DETOUR = 8.0
#: Settlements away from the middle of an obec: how many, how far (metres).
_SETTLEMENTS = (1, 4)
_SETTLEMENT_DISTANCE = (500.0, 1_500.0)


class _Network(NamedTuple):
    """Nodes (n × 2) and edges (m × 2) with their lengths in metres."""

    nodes: NDArray[np.float64]
    edges: NDArray[np.int64]
    length: NDArray[np.float64]


def make_roads(obce: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Build the roads of both kraje.

    Parameters
    ----------
    obce
        The frame of `make_obce`.

    Returns
    -------
    geopandas.GeoDataFrame
        TRIDA and LineStrings in EPSG:5514; segments that meet share the coordinates of their
        ends, the whole is one connected network.
    """
    rng = random("roads")
    inhabited = obce[obce["rank"] != "military"].reset_index(drop=True)
    military = shapely.union_all(obce.loc[obce["rank"] == "military"].geometry.to_numpy())
    network = _network(inhabited[["node_x", "node_y"]].to_numpy(), military)
    classes = _classes(network, inhabited)
    lines = [
        _winding(network.nodes[edge], _WINDING[trida], rng)
        for edge, trida in zip(network.edges, classes, strict=True)
    ]
    capital = inhabited.loc[inhabited["rank"] == "capital", ["node_x", "node_y"]].to_numpy()[0]
    roads = with_fast_roads(list(zip(classes, lines, strict=True)), capital)
    roads += [(LOCAL, line) for line in _local_lines(inhabited, rng)]
    return gpd.GeoDataFrame(
        {"TRIDA": [trida for trida, _ in roads]}, geometry=[line for _, line in roads], crs=KROVAK
    )


def _network(nodes: NDArray[np.float64], military: shapely.Geometry) -> _Network:
    """Join the nodes by their Gabriel graph, around the military area."""
    triangles = Delaunay(nodes).simplices
    pairs = np.unique(np.sort(triangles[:, [[0, 1], [1, 2], [0, 2]]].reshape(-1, 2)), axis=0)
    ends = nodes[pairs]
    middle, radius = ends.mean(axis=1), np.hypot(*(ends[:, 0] - ends[:, 1]).T) / 2
    distance = np.hypot(*(nodes[None] - middle[:, None]).transpose(2, 0, 1))
    gabriel = (distance >= radius[:, None] * (1 - 1e-9)).all(axis=1)
    pairs, ends, length = pairs[gabriel], ends[gabriel], 2 * radius[gabriel]
    crossing = shapely.intersects(shapely.linestrings(ends), military)
    cost = np.where(crossing, _MILITARY_DETOUR, 1.0) * length
    tree = minimum_spanning_tree(_graph(pairs, cost, len(nodes)))
    needed = {tuple(sorted(pair)) for pair in np.argwhere(tree.toarray()).tolist()}
    kept = ~crossing | np.array([tuple(pair) in needed for pair in pairs.tolist()])
    return _Network(nodes, pairs[kept], cost[kept])


def _graph(edges: NDArray[np.int64], cost: NDArray[np.float64], size: int) -> csr_array[np.float64]:
    """Give the sparse matrix of a network."""
    one, other = edges.T
    return coo_array((cost, (one, other)), shape=(size, size)).tocsr()


def _classes(network: _Network, obce: gpd.GeoDataFrame) -> list[str]:
    """Class the edges: I. between towns, II. to the POÚ towns and across, III. the rest."""
    rank = obce["rank"].to_numpy()
    capital = np.flatnonzero(rank == "capital")
    towns = np.flatnonzero((rank == "capital") | (rank == "orp"))
    second = np.flatnonzero(rank == "pou")
    first = _paths(network, capital, towns)
    others = _paths(network, towns, second) | _ring(network, np.concatenate([towns, second]))
    return [
        FIRST if key in first else SECOND if key in others else THIRD
        for key in map(tuple, network.edges.tolist())
    ]


def _paths(
    network: _Network, sources: NDArray[np.int64], targets: NDArray[np.int64]
) -> set[tuple[int, int]]:
    """Give the edges on the shortest paths from each target to its nearest source."""
    graph = _graph(network.edges, network.length, len(network.nodes))
    _, before, _ = dijkstra(
        graph, directed=False, indices=sources, min_only=True, return_predecessors=True
    )
    used: set[tuple[int, int]] = set()
    for target in targets:
        here = int(target)
        while before[here] >= 0:
            used.add((min(here, int(before[here])), max(here, int(before[here]))))
            here = int(before[here])
    return used


def _ring(network: _Network, towns: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Give the edges on the shortest paths between each town and the three nearest others."""
    used: set[tuple[int, int]] = set()
    for town in towns:
        distance = np.hypot(*(network.nodes[towns] - network.nodes[town]).T)
        near = towns[np.argsort(distance, kind="stable")[1:4]]
        used |= _paths(network, np.array([town]), near)
    return used


def _winding(
    ends: NDArray[np.float64], winding: float, rng: np.random.Generator
) -> shapely.LineString:
    """Draw a winding road between two ends."""
    shifts = [rng.uniform(-1, 1, 2**level) for level in range(_LEVELS)]
    return shapely.LineString(displaced(ends, shifts, winding))


def _local_lines(obce: gpd.GeoDataFrame, rng: np.random.Generator) -> list[shapely.LineString]:
    """Draw dead-end roads from the middle of every obec to its settlements."""
    lines = []
    for x, y in obce[["node_x", "node_y"]].itertuples(index=False):
        count = int(rng.integers(*_SETTLEMENTS))
        turn = rng.uniform(0, 2 * np.pi)
        for number in range(count):
            angle = turn + (number + rng.uniform(-0.25, 0.25)) * 2 * np.pi / count
            far = rng.uniform(*_SETTLEMENT_DISTANCE)
            end = np.round([x + far * np.cos(angle), y + far * np.sin(angle)], 1)
            lines.append(_winding(np.array([[x, y], end]), _WINDING[LOCAL], rng))
    return lines
