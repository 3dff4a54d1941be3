"""Small directed graphs drawn by hypothesis, and least times by an oracle."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from gis_sluzby.reach.joined import Joined

Edge = tuple[int, int, float]
SIZE = 14
#: Whole minutes make ties; zero is an edge too.
whole = st.integers(0, 4).map(float)


@st.composite
def graphs(draw: st.DrawFn, minutes: st.SearchStrategy[float] = whole) -> list[Edge]:
    """Draw directed edges, some of them there and back."""
    nodes = st.integers(0, SIZE - 1)
    edges = draw(st.lists(st.tuples(nodes, nodes, minutes), max_size=40))
    back = draw(st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)))
    return [
        *(edge for edge in edges if edge[0] != edge[1]),
        *((v, u, m) for (u, v, m), both in zip(edges, back, strict=True) if both and u != v),
    ]


def matrix_of(edges: list[Edge], size: int = SIZE) -> csr_array:
    """Give the matrix of edges, the least of parallel ones; zeros are stored."""
    least: dict[tuple[int, int], float] = {}
    for start, end, minutes in edges:
        least[start, end] = min(minutes, least.get((start, end), np.inf))
    places = np.array(sorted(least), np.int64).reshape(-1, 2)
    data = np.array([least[u, v] for u, v in places.tolist()])
    return csr_array((data, (places[:, 0], places[:, 1])), shape=(size, size))


def least_times(edges: list[Edge], size: int = SIZE) -> np.ndarray:
    """Give the least minutes from each node (row) to each node (column), by networkx."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(edges)
    table = np.full((size, size), np.inf)
    for start, ends in nx.all_pairs_dijkstra_path_length(graph):
        for end, minutes in ends.items():
            table[start, end] = minutes
    return table


def joined_of(
    edges: list[Edge], sites: list[tuple[int, float]], units: list[tuple[int, float]]
) -> Joined:
    """Put sites and units (node, leg) on a graph; a node of −1 joins nothing."""

    def column(values: list[float], dtype: type) -> np.ndarray:
        return np.array(values, dtype)

    return Joined(
        matrix=matrix_of(edges),
        site_ids=np.array([f"s{number}" for number in range(len(sites))], object),
        demand_ids=np.array([f"d{number}" for number in range(len(units))], object),
        site_nodes=column([node for node, _ in sites], np.int64),
        demand_nodes=column([node for node, _ in units], np.int64),
        site_legs=column([leg for _, leg in sites], float),
        demand_legs=column([leg for _, leg in units], float),
    )


def expected(joined: Joined, edges: list[Edge], *, to_service: bool = True) -> np.ndarray:
    """Give the minutes between every unit (row) and site (column), infinite where none lead."""
    table = least_times(edges)
    if not to_service:
        table = table.T
    minutes = np.full((len(joined.demand_ids), len(joined.site_ids)), np.inf)
    for unit, start in enumerate(joined.demand_nodes.tolist()):
        for site, end in enumerate(joined.site_nodes.tolist()):
            if start >= 0 and end >= 0:
                legs = joined.demand_legs[unit] + joined.site_legs[site]
                minutes[unit, site] = table[start, end] + legs
    return minutes
