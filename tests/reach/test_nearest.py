"""The nearest services, ties among them, against the least of all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby.reach import search
from gis_sluzby.reach.nearest import TIE, Group, nearest, nearest_ranks
from gis_sluzby.reach.search import ways_of
from tests.reach.graphs import SIZE, Edge, expected, graphs, joined_of, whole

places = st.lists(st.tuples(st.integers(-1, SIZE - 1), whole), min_size=1, max_size=6)
Row = tuple[int, int, float, int]


def group_of(owners: list[int], sites: int) -> Group:
    """Give each site to a service; rows in the order of services."""
    services = np.array(owners[:sites], np.int64)
    order = np.argsort(services, kind="stable")
    return Group(services[order], np.arange(sites)[order])


def by_hand(minutes: np.ndarray, group: Group, ranks: int) -> list[tuple[int, int, float, int]]:
    """Rank services (unit, service, minutes, rank) by a plain sort: minutes, then number."""
    found = []
    for unit, row in enumerate(minutes.tolist()):
        least: dict[int, float] = {}
        for service, site in zip(group.services.tolist(), group.sites.tolist(), strict=True):
            least[service] = min(row[site], least.get(service, np.inf))
        ranked = sorted((took, service) for service, took in least.items() if took < np.inf)
        found += [
            (unit, service, took, rank)
            for rank, (took, service) in enumerate(ranked[:ranks], start=1)
        ]
    return sorted(found)


@pytest.mark.parametrize("many", [0, 10**9])
@settings(max_examples=80)
@given(
    edges=graphs(),
    sites=places,
    units=places,
    owners=st.lists(st.integers(0, 3), min_size=6, max_size=6),
    ranks=st.integers(1, 4),
)
def test_nearest_services_are_those_of_a_plain_sort(
    many: int,
    edges: list[Edge],
    sites: list[tuple[int, float]],
    units: list[tuple[int, float]],
    owners: list[int],
    ranks: int,
) -> None:
    joined = joined_of(edges, sites, units)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_MANY", many)
        ways = ways_of(joined, searches=1)
    table = expected(joined, edges)[ways.units.numbers][:, ways.sites.numbers]
    group = group_of(owners, len(ways.sites.nodes))
    for answers, count in (
        (nearest(ways, [group])[0], 1),
        (nearest_ranks(ways, [group], ranks)[0], ranks),
    ):
        found = sorted(
            zip(
                answers.units.tolist(),
                group.services[answers.rows].tolist(),
                answers.minutes.tolist(),
                answers.ranks.tolist(),
                strict=True,
            )
        )
        assert found == by_hand(table, group, count)
        # The row named is one whose site is that far.
        assert table[answers.units, group.sites[answers.rows]].tolist() == answers.minutes.tolist()


def test_of_services_equally_near_along_other_roads_the_lowest_is_named() -> None:
    # Two sites, each three minutes from the crossing 2, beyond which the unit stands.
    edges = [(2, 0, 3.0), (2, 1, 3.0), (3, 2, 1.0), (4, 3, 1.0)]
    ways = ways_of(joined_of(edges, [(0, 0.0), (1, 0.0)], [(4, 0.0)]))
    for sites in ([0, 1], [1, 0]):
        group = Group(np.array([0, 1]), np.array(sites))
        [answer] = nearest(ways, [group])
        assert (answer.rows.tolist(), answer.minutes.tolist()) == ([0], [5.0])


def test_the_rounding_of_sums_is_no_difference() -> None:
    edges = [(2, 0, 0.1 + 0.2), (2, 1, 0.3)]  # 0.30000000000000004 and 0.3
    ways = ways_of(joined_of(edges, [(0, 0.0), (1, 0.0)], [(2, 0.0)]))
    group = Group(np.array([0, 1]), np.array([0, 1]))
    assert nearest(ways, [group])[0].rows.tolist() == [0]
    assert nearest_ranks(ways, [group], 2)[0].rows.tolist() == [0, 1]
    further = ways_of(
        joined_of([(2, 0, 0.3 + 3 * TIE), (2, 1, 0.3)], [(0, 0.0), (1, 0.0)], [(2, 0.0)])
    )
    assert nearest(further, [group])[0].rows.tolist() == [1]


def test_a_longer_leg_can_turn_the_choice() -> None:
    edges = [(2, 0, 1.0), (2, 1, 2.0)]
    ways = ways_of(joined_of(edges, [(0, 5.0), (1, 0.0)], [(2, 0.5)]))
    [answer] = nearest(ways, [Group(np.array([0, 1]), np.array([0, 1]))])
    assert (answer.rows.tolist(), answer.minutes.tolist()) == ([1], [2.5])


def test_nobody_is_near_to_nobody() -> None:
    group = Group(np.array([0]), np.array([0]))
    [answer] = nearest(ways_of(joined_of([(0, 1, 1.0)], [(1, 0.0)], [])), [group])
    assert not len(answer.units)
    assert nearest(ways_of(joined_of([(0, 1, 1.0)], [(1, 0.0)], [(0, 0.0)])), []) == []
