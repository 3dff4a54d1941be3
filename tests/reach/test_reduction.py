"""A smaller graph has the same least times between the nodes that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.reach.reduction import reduced
from tests.reach.graphs import SIZE, Edge, graphs, least_times, matrix_of

if TYPE_CHECKING:
    from scipy.sparse import csr_array

KEPT = st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=5, unique=True)


def smaller(edges: list[Edge], kept: list[int], size: int = SIZE) -> tuple[csr_array, np.ndarray]:
    return reduced(matrix_of(edges, size), np.array(kept, np.int64))


@settings(max_examples=150)
@given(graphs(st.floats(0.1, 9.0)), KEPT)
def test_least_times_between_kept_nodes_stay(edges: list[Edge], kept: list[int]) -> None:
    matrix, numbers = smaller(edges, kept)
    found = dijkstra(matrix)[np.ix_(numbers[kept], numbers[kept])]
    assert found == pytest.approx(least_times(edges)[np.ix_(kept, kept)], abs=1e-9)


@settings(max_examples=150)
@given(graphs(), KEPT)
def test_edges_of_no_minutes_are_edges(edges: list[Edge], kept: list[int]) -> None:
    matrix, numbers = smaller(edges, kept)
    found = dijkstra(matrix)[np.ix_(numbers[kept], numbers[kept])]
    assert np.array_equal(found, least_times(edges)[np.ix_(kept, kept)])


def test_a_chain_becomes_one_edge_each_way() -> None:
    chain = [(n, n + 1, 1.0) for n in range(50)] + [(n + 1, n, 2.0) for n in range(50)]
    matrix, numbers = smaller(chain, [0, 50], 51)
    assert matrix.shape[0] < 6
    assert dijkstra(matrix)[numbers[0], numbers[50]] == 50.0
    assert dijkstra(matrix)[numbers[50], numbers[0]] == 100.0


def test_dead_ends_and_islands_vanish() -> None:
    star = [(0, n, 1.0) for n in range(1, 40)] + [(60, 61, 1.0), (61, 62, 1.0)]
    matrix, numbers = smaller(star, [0, 1], 70)
    assert dijkstra(matrix)[numbers[0], numbers[1]] == 1.0
    assert np.isinf(dijkstra(matrix)[numbers[1], numbers[0]])
    # Nodes without a link stay: taking them out would gain nothing.
    assert (numbers[2:40] == -1).sum() > 30


def test_a_one_way_road_stays_one_way() -> None:
    ring = [(n, (n + 1) % 10, 1.0) for n in range(10)]
    matrix, numbers = smaller(ring, [0, 3], 10)
    least = dijkstra(matrix)
    assert least[numbers[0], numbers[3]] == 3.0
    assert least[numbers[3], numbers[0]] == 7.0


def test_every_node_has_a_number_of_its_own_or_none() -> None:
    edges = [(n, n + 1, 1.0) for n in range(SIZE - 1)]
    matrix, numbers = smaller(edges, [2, 7])
    stay = numbers[numbers >= 0]
    assert sorted(stay.tolist()) == list(range(matrix.shape[0]))
    assert (numbers[[2, 7]] >= 0).all()


def test_the_result_is_the_same_every_time() -> None:
    random = np.random.default_rng(1)
    edges = [(int(u), int(v), float(m)) for u, v, m in random.integers(0, 300, (900, 3)) if u != v]
    one, two = (smaller(edges, [1, 2, 3], 300) for _ in range(2))
    assert np.array_equal(one[1], two[1])
    assert np.array_equal(one[0].toarray(), two[0].toarray())
