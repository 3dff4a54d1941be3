"""Libraries that compute travel times, asked what the bench of reach asks.

igraph, networkit and rustworkx get the nearest by a node that stands before all sites: the minutes,
not the site. None of them takes a horizon, so all pairs are asked from a few sites and the time is
multiplied. pandana needs a network that it has prepared, and gives the nearest within a horizon.
"""

from __future__ import annotations

import importlib
import time
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.reach.joined import Joined

#: From so many sites all pairs are asked.
FEW = 6


def measured(joined: Joined, limit: float, rounds: int) -> dict[str, list[float]]:
    """Measure the peers that are installed.

    Parameters
    ----------
    joined
        The network with its places.
    limit
        The horizon in minutes, for those that take one.
    rounds
        How often each is measured.

    Returns
    -------
    Seconds by question and library, nothing where a library is absent.
    """
    taken: dict[str, list[float]] = {}
    for name, prepare in _PEERS.items():
        for question in ("nearest", "all pairs"):
            taken[f"{question}: {name}"] = []
        try:
            begun = time.perf_counter()
            nearest, pairs = prepare(joined, limit)
            prepared = time.perf_counter() - begun
        except ImportError:
            continue
        print(f"  {name} {importlib.import_module(name).__version__}: prepared in {prepared:.1f} s")
        share = len(joined.site_nodes) / FEW
        taken[f"nearest: {name}"] = [_seconds(nearest) for _ in range(rounds)]
        taken[f"all pairs: {name}"] = [_seconds(pairs) * share for _ in range(rounds)]
    return taken


def _arcs(joined: Joined) -> tuple[Any, Any, Any]:
    """Give start, end and minutes of the edges as searches from the sites go: turned round."""
    edges = joined.matrix.tocoo()
    return edges.col, edges.row, edges.data


def _with_start(joined: Joined) -> tuple[Any, Any, Any, int]:
    """Add a node before all sites."""
    start, end, minutes = _arcs(joined)
    before = joined.matrix.shape[0]
    sites = joined.site_nodes
    return (
        np.concatenate([start, np.full(len(sites), before)]),
        np.concatenate([end, sites]),
        np.concatenate([minutes, np.zeros(len(sites))]),
        before,
    )


def _igraph(joined: Joined, _limit: float) -> Any:  # noqa: ANN401  (two functions)
    """Prepare igraph."""
    igraph = importlib.import_module("igraph")
    start, end, minutes, before = _with_start(joined)
    graph = igraph.Graph(before + 1, np.column_stack([start, end]), directed=True)
    sites, units = joined.site_nodes[:FEW].tolist(), joined.demand_nodes.tolist()
    return (
        lambda: graph.distances([before], units, weights=minutes),
        lambda: graph.distances(sites, units, weights=minutes),
    )


def _networkit(joined: Joined, _limit: float) -> Any:  # noqa: ANN401
    """Prepare networkit; it uses all cores for all pairs."""
    networkit = importlib.import_module("networkit")
    start, end, minutes, before = _with_start(joined)
    graph = networkit.GraphFromCoo(
        (minutes, (start, end)), n=before + 1, weighted=True, directed=True
    )
    sites, units = joined.site_nodes[:FEW].tolist(), joined.demand_nodes.tolist()
    return (
        lambda: networkit.distance.Dijkstra(graph, before, storePaths=False).run().getDistances(),
        lambda: networkit.distance.SPSP(graph, sites, units).run().getDistances(),
    )


def _pandana(joined: Joined, limit: float) -> Any:  # noqa: ANN401
    """Prepare pandana: it contracts the network."""
    pandana, pandas = importlib.import_module("pandana"), importlib.import_module("pandas")
    edges = joined.matrix.tocoo()  # it searches from people to sites, as they travel
    x, y = np.arange(joined.matrix.shape[0], dtype=float), np.zeros(joined.matrix.shape[0])
    network = pandana.Network(
        *(pandas.Series(column) for column in (x, y, edges.row, edges.col)),
        pandas.DataFrame({"minutes": edges.data}),
        twoway=False,
    )
    sites, units = joined.site_nodes, joined.demand_nodes
    network.set_pois("sites", limit, 1, pandas.Series(x[sites]), pandas.Series(y[sites]))
    starts, ends = np.tile(units, FEW), np.repeat(sites[:FEW], len(units))
    return (
        lambda: network.nearest_pois(limit, "sites", num_pois=1, include_poi_ids=True),
        lambda: network.shortest_path_lengths(starts, ends),
    )


def _rustworkx(joined: Joined, _limit: float) -> Any:  # noqa: ANN401
    """Prepare rustworkx."""
    rustworkx = importlib.import_module("rustworkx")
    start, end, minutes, before = _with_start(joined)
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(before + 1))
    graph.add_edges_from(list(zip(start.tolist(), end.tolist(), minutes.tolist(), strict=True)))
    sites = joined.site_nodes[:FEW].tolist()

    def from_node(node: int) -> object:
        return rustworkx.dijkstra_shortest_path_lengths(graph, node, float)

    return lambda: from_node(before), lambda: [from_node(site) for site in sites]


def _seconds(work: Callable[[], object]) -> float:
    """Take the time of some work."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


_PEERS: dict[str, Callable[[Joined, float], Any]] = {
    "igraph": _igraph,
    "networkit": _networkit,
    "pandana": _pandana,
    "rustworkx": _rustworkx,
}
