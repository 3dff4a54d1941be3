"""Travel times on networks small enough to reckon by hand (60 km/h: a kilometre is a minute)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from gis_sluzby.reach.minutes import times
from tests.reach.graphs import joined_of
from tests.reach.made import KMH, joined, minutes, nearest, supply

if TYPE_CHECKING:
    from gis_sluzby.reach.search import Direction

EAST = ("silnice", ((0.0, 0.0), (10.0, 0.0)))
NORTH = ("silnice", ((10.0, 0.0), (10.0, 5.0)))
#: Ends 5 m beside the end of EAST: coordinates are not equal, so nothing joins there.
NEARLY = ("silnice", ((10.005, 0.0), (10.005, 5.0)))


def test_two_roads_join_where_their_ends_are_equal() -> None:
    took = minutes([EAST, NORTH], {"s": (0.0, 0.0)}, {"d": (10.0, 5.0)})
    assert took == {("s", "d"): pytest.approx(15.0)}


def test_two_roads_do_not_join_where_their_ends_nearly_meet() -> None:
    assert minutes([EAST, NEARLY], {"s": (0.0, 0.0)}, {"d": (10.005, 5.0)}) == {}


def test_roads_that_cross_do_not_join() -> None:
    crossing = ("silnice", ((5.0, -5.0), (5.0, 5.0)))
    assert minutes([EAST, crossing], {"s": (0.0, 0.0)}, {"d": (5.0, 5.0)}) == {}


def test_the_way_follows_the_bends_of_a_road() -> None:
    bent = ("silnice", ((0.0, 0.0), (0.0, 3.0), (4.0, 3.0)))
    took = minutes([bent], {"s": (0.0, 0.0)}, {"d": (4.0, 3.0)})
    assert took["s", "d"] == pytest.approx(7.0)


def test_the_quicker_of_parallel_edges_counts_and_they_are_not_summed() -> None:
    slow = ("silnice", ((0.0, 0.0), (5.0, 2.0), (10.0, 0.0)))
    took = minutes([slow, EAST], {"s": (0.0, 0.0)}, {"d": (10.0, 0.0)})
    assert took["s", "d"] == pytest.approx(10.0)


def test_parallel_edges_of_one_shape_count_the_quicker_class() -> None:
    fast = ("rychlá", EAST[1])
    took = minutes([EAST, fast], {"s": (2.0, 0.0)}, {"d": (8.0, 0.0)})
    assert took["s", "d"] == pytest.approx(3.0)


def test_nothing_joins_a_motorway_but_ways_lead_over_it() -> None:
    motorway = ("dálnice", ((0.0, 0.0), (10.0, 0.0)))
    local = ("silnice", ((0.0, 0.0), (0.0, 2.0)))
    far = ("silnice", ((10.0, 0.0), (10.0, 2.0)))
    # The site stands on the motorway; the nearest road that may be joined is 4 km away.
    took = minutes([motorway, local, far], {"s": (4.0, 0.0)}, {"d": (10.0, 1.0)})
    assert took["s", "d"] == pytest.approx(4.0 / 30 * 60 + 5.0 + 1.0)


def test_an_edge_is_split_where_a_point_joins_it() -> None:
    took = minutes([EAST, NORTH], {"s": (4.0, 0.0)}, {"west": (0.0, 0.0), "north": (10.0, 5.0)})
    assert took["s", "west"] == pytest.approx(4.0)
    assert took["s", "north"] == pytest.approx(11.0)


def test_two_points_on_one_edge_go_straight_along_it() -> None:
    took = minutes([EAST], {"s": (4.0, 0.0)}, {"d": (6.5, 0.0)})
    assert took["s", "d"] == pytest.approx(2.5)


def test_three_joints_on_one_edge_are_passed_in_order() -> None:
    sites = {"a": (7.0, 0.0), "b": (3.0, 0.0), "c": (5.0, 0.0)}
    took = minutes([EAST], sites, {"d": (0.0, 0.0)})
    assert took == {
        ("a", "d"): pytest.approx(7.0),
        ("b", "d"): pytest.approx(3.0),
        ("c", "d"): pytest.approx(5.0),
    }


def test_points_that_join_at_one_place_are_apart_by_their_legs_alone() -> None:
    took = minutes([EAST], {"s": (5.0, 1.0)}, {"d": (5.0, -0.5)})
    assert took["s", "d"] == pytest.approx(1.5 / 30 * 60)


def test_a_point_at_a_node_joins_the_node() -> None:
    took = minutes([EAST, NORTH], {"s": (10.0, 0.0)}, {"w": (0.0, 0.0), "n": (10.0, 5.0)})
    assert took == {("s", "w"): pytest.approx(10.0), ("s", "n"): pytest.approx(5.0)}


def test_a_point_beyond_the_end_joins_the_end() -> None:
    took = minutes([EAST], {"s": (13.0, 4.0)}, {"d": (0.0, 0.0)})
    assert took["s", "d"] == pytest.approx(5.0 / 30 * 60 + 10.0)


def test_legs_are_straight_and_slow_at_both_ends() -> None:
    took = minutes([EAST], {"s": (2.0, 1.0)}, {"d": (8.0, 2.0)})
    assert took["s", "d"] == pytest.approx(1.0 / 30 * 60 + 6.0 + 2.0 / 30 * 60)


def test_legs_without_length_take_no_time() -> None:
    took = minutes([EAST], {"s": (0.0, 0.0)}, {"d": (0.0, 0.0)})
    assert took == {("s", "d"): 0.0}


def test_there_is_no_short_cut_past_the_network() -> None:
    # 1 km apart as the crow flies, on two roads that meet 10 km away.
    back = ("silnice", ((10.0, 0.0), (0.0, 1.0)))
    took = minutes([EAST, back], {"s": (0.0, 0.0)}, {"d": (0.0, 1.0)})
    assert took["s", "d"] == pytest.approx(10.0 + (10.0**2 + 1.0) ** 0.5)


def test_an_island_is_not_reached() -> None:
    island = ("silnice", ((50.0, 0.0), (55.0, 0.0)))
    sites = {"s": (0.0, 0.0)}
    units = {"near": (10.0, 0.0), "far": (52.0, 0.0)}
    assert set(minutes([EAST, island], sites, units)) == {("s", "near")}
    assert set(nearest([EAST, island], sites, units, {"a": "s"})) == {"near"}


def test_a_loop_can_be_joined_and_left_both_ways() -> None:
    loop = ("silnice", ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)))
    took = minutes([loop], {"s": (4.0, 1.0)}, {"d": (0.0, 0.0), "e": (0.0, 1.0)})
    assert took["s", "d"] == pytest.approx(5.0)
    assert took["s", "e"] == pytest.approx(6.0)


def test_a_segment_without_length_does_no_harm() -> None:
    dot = ("silnice", ((10.0, 0.0), (10.0, 0.0)))
    took = minutes([EAST, dot, NORTH], {"s": (0.0, 0.0)}, {"d": (10.0, 5.0)})
    assert took["s", "d"] == pytest.approx(15.0)


def test_a_site_without_geometry_takes_no_part() -> None:
    sites = {"s": (0.0, 0.0), "secret": None}
    assert set(minutes([EAST], sites, {"d": (5.0, 0.0)})) == {("s", "d")}
    found = nearest([EAST], sites, {"d": (5.0, 0.0)}, {"a": "secret", "b": "s"})
    assert found["d"][:2] == ("b", "s")
    assert found["d"][2] == pytest.approx(5.0)


def test_without_any_road_nobody_is_reached() -> None:
    assert minutes([], {"s": (0.0, 0.0)}, {"d": (1.0, 0.0)}) == {}


def test_pairs_beyond_the_horizon_are_absent_and_the_horizon_itself_is_within() -> None:
    sites = {"s": (0.0, 0.0)}
    units = {"at": (8.0, 0.0), "beyond": (8.001, 0.0)}
    assert set(minutes([EAST], sites, units, horizon=8.0)) == {("s", "at")}


def test_the_nearest_has_no_horizon() -> None:
    found = nearest([EAST], {"s": (0.0, 0.0)}, {"d": (10.0, 0.0)}, {"a": "s"})
    assert found["d"][:2] == ("a", "s")
    assert found["d"][2] == pytest.approx(10.0)


def test_of_equally_near_services_the_lowest_id_is_named() -> None:
    sites = {"z": (0.0, 0.0), "y": (10.0, 0.0)}
    for services in ({"b": "z", "a": "y"}, {"a": "y", "b": "z"}):
        assert nearest([EAST], sites, {"d": (5.0, 0.0)}, services)["d"][:2] == ("a", "y")
    swapped = {"a": "z", "b": "y"}
    assert nearest([EAST], sites, {"d": (5.0, 0.0)}, swapped)["d"][:2] == ("a", "z")


def test_of_the_sites_of_a_service_the_nearest_is_named() -> None:
    sites = {"z": (9.0, 0.0), "y": (0.0, 0.0)}
    network = joined([EAST], sites, {"d": (6.0, 0.0)})
    both = pd.concat([supply({"a": "y"}), supply({"a": "z"})])
    _, table = times(network, both, 0.0)
    assert table[["service_id", "site_id"]].to_numpy().tolist() == [["a", "z"]]


def test_groups_with_the_same_members_are_all_answered() -> None:
    network = joined([EAST], {"s": (0.0, 0.0)}, {"d": (6.0, 0.0)})
    one = supply({"a": "s"})
    _, table = times(network, pd.concat([one, one.assign(forma="any")]), 0.0)
    assert table["forma"].tolist() == ["amb", "any"]
    assert table["minutes"].tolist() == [pytest.approx(6.0)] * 2


def test_more_units_than_one_search_holds_are_all_answered() -> None:
    units = {f"d{number:03}": (number / 20, 0.0) for number in range(200)}
    found = nearest([EAST], {"s": (0.0, 0.0)}, units, {"a": "s"})
    assert [found[unit][2] for unit in sorted(units)] == pytest.approx(
        [number / 20 for number in range(200)]
    )


def test_a_quicker_class_shortens_the_way() -> None:
    sites, units = {"s": (0.0, 0.0)}, {"d": (10.0, 0.0)}
    assert minutes([EAST], sites, units, KMH | {"silnice": 30.0})["s", "d"] == pytest.approx(20.0)


def test_the_second_nearest_is_another_service() -> None:
    sites = {"x": (0.0, 0.0), "y": (1.0, 0.0), "z": (9.0, 0.0)}
    network = joined([EAST], sites, {"d": (2.0, 0.0)})
    served = pd.concat([supply({"a": "x"}), supply({"a": "y"}), supply({"b": "z"})])
    _, table = times(network, served, 5.0, ranks=3)
    shown = ["rank", "service_id", "site_id"]
    assert table[shown].to_numpy().tolist() == [[1, "a", "y"], [2, "b", "z"]]
    assert table["minutes"].tolist() == pytest.approx([1.0, 7.0])


def test_who_travels_matters_where_roads_are_one_way() -> None:
    network = joined_of([(0, 1, 3.0), (1, 2, 4.0), (2, 0, 5.0)], [(1, 0.5)], [(0, 0.25)])
    served = supply({"a": "s0"})
    ways: tuple[tuple[Direction, float], ...] = (("to_service", 3.75), ("from_service", 9.75))
    for direction, took in ways:
        travel, near = times(network, served, 99.0, "foot", direction=direction)
        assert travel["minutes"].tolist() == near["minutes"].tolist() == [took]
        assert set(travel["mode"]) | set(near["mode"]) == {"foot"}
