"""Roads into directed edges: directions, speeds, nodes, and joints on one-way edges."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
import shapely

from gis_sluzby.reach.joints import join, split
from tests.reach.directed import network, ways
from tests.reach.made import metres

EAST = ("silnice", ((0.0, 0.0), (10.0, 0.0)))
#: Back from the end of EAST to its start, 16 km long.
ROUND = ("silnice", ((10.0, 0.0), (10.0, 3.0), (0.0, 3.0), (0.0, 0.0)))
START, MIDDLE, LATE, END = (0.0, 0.0), (4.0, 0.0), (7.0, 0.0), (10.0, 0.0)


def test_without_directions_the_matrix_is_symmetric() -> None:
    edges = network([EAST, ROUND])
    matrix, _ = split(edges, join(edges, np.array([shapely.Point(metres(MIDDLE))])))
    assert (matrix.toarray() == matrix.toarray().T).all()
    assert matrix.nnz == 2 * 3


def test_a_one_way_road_leads_along_its_line_only() -> None:
    assert ways(network([EAST], oneway=[1]), START, END) == [[0, 10], [inf, 0]]
    assert ways(network([EAST], oneway=[-1]), START, END) == [[0, inf], [10, 0]]


def test_a_joint_on_a_one_way_road_is_entered_and_left_forward() -> None:
    edges = network([EAST, ROUND], oneway=[1, 0])
    # From the middle on to the end and round: 6 km, 16 km and 4 km.
    assert ways(edges, MIDDLE, START, END) == [[0, 22, 6], [4, 0, 10], [20, 16, 0]]


def test_joints_on_a_one_way_road_are_passed_in_its_direction() -> None:
    edges = network([EAST, ROUND], oneway=[1, 0])
    assert ways(edges, MIDDLE, LATE) == [[0, 3], [23, 0]]


def test_a_joint_at_the_end_of_a_one_way_road_is_the_node_there() -> None:
    bent = ("silnice", ((0.0, 0.0), (1.0, 1 / 3), (2.0, 0.1), (3.0, 1.7)))
    edges = network([bent], oneway=[1])
    beyond = shapely.Point(metres((4.0, 3.3)))
    joints = join(edges, np.array([beyond, shapely.Point(metres((-1.0, 0.0)))]))
    assert joints.position.tolist() == [1.0, 0.0]
    assert split(edges, joints)[1].tolist() == [edges.end[0], edges.start[0]]


def test_of_parallel_roads_the_quickest_counts_in_each_direction() -> None:
    fast = ("rychlá", EAST[1])
    edges = network([EAST, fast], oneway=[0, 1])
    assert ways(edges, START, END) == [[0, 5], [10, 0]]


def test_a_closed_loop_leads_round_in_its_direction() -> None:
    loop = ("silnice", ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)))
    edges = network([loop], oneway=[1])
    assert ways(edges, (4.0, 0.0), (0.0, 4.0)) == [[0, 8], [8, 0]]


def test_the_speed_of_a_segment_counts_before_that_of_its_class() -> None:
    edges = network([EAST, ("silnice", ((10.0, 0.0), (20.0, 0.0)))], kmh=[30.0, np.nan])
    assert ways(edges, START, END, (20.0, 0.0))[0] == [0, 20, 30]


def test_the_highest_speed_allowed_holds_the_speed_down_and_never_lifts_it() -> None:
    after = ("silnice", ((10.0, 0.0), (20.0, 0.0)))
    edges = network([EAST, after], maxspeed=[30.0, 90.0])
    assert ways(edges, START, END, (20.0, 0.0))[0] == [0, 20, 30]


def test_the_highest_speed_allowed_holds_a_stated_speed_down_too() -> None:
    assert ways(network([EAST], kmh=[120.0], maxspeed=[60.0]), START, END)[0] == [0, 10]


def test_a_class_without_a_speed_is_closed() -> None:
    steps = ("schody", ((0.0, 0.0), (0.0, 1.0)))
    edges = network([EAST, steps])
    assert len(edges.lines) == 1


def test_points_pass_over_what_they_may_not_join() -> None:
    near = ("silnice", ((0.0, 1.0), (10.0, 1.0)))
    edges = network([EAST, near], joins=[True, False])
    joints = join(edges, np.array([shapely.Point(metres((5.0, 0.9)))]))
    assert shapely.equals(
        edges.lines[joints.edge[0]], shapely.LineString([metres(START), metres(END)])
    )
    assert joints.leg_metres[0] == pytest.approx(900.0)


def test_ends_with_ids_join_by_them_and_not_by_where_they_lie() -> None:
    over = ("silnice", ((10.0, 0.0), (10.0, 5.0)))
    apart = network([EAST, over], start_node=[1, 7], end_node=[2, 8])
    assert ways(apart, START, (10.0, 5.0)) == [[0, inf], [inf, 0]]
    elsewhere = ("silnice", ((10.1, 0.0), (10.1, 5.0)))
    together = network([EAST, elsewhere], start_node=[1, 2], end_node=[2, 8])
    assert ways(together, START, (10.1, 5.0)) == [[0, 15], [15, 0]]


def test_ends_with_ids_do_not_join_ends_without() -> None:
    over = ("silnice", ((10.0, 0.0), (10.0, 5.0)))
    edges = network([EAST, over], start_node=[1, 0], end_node=[2, 0])
    assert edges.nodes == 4
    assert ways(edges, START, (10.0, 5.0)) == [[0, inf], [inf, 0]]


def test_two_nodes_at_one_place_are_no_minutes_apart() -> None:
    nothing = ("silnice", ((10.0, 0.0), (10.0, 0.0)))
    on = ("silnice", ((10.0, 0.0), (10.0, 5.0)))
    edges = network([EAST, nothing, on], start_node=[1, 2, 3], end_node=[2, 3, 4])
    assert ways(edges, START, (10.0, 5.0)) == [[0, 15], [15, 0]]


def test_a_place_between_two_carriageways_leaves_by_the_one_it_joins() -> None:
    out = ("silnice", ((0.0, 0.1), (10.0, 0.1)))
    back = ("silnice", ((10.0, -0.1), (0.0, -0.1)))
    west = ("silnice", ((0.0, 0.1), (0.0, -0.1)))
    east = ("silnice", ((10.0, 0.1), (10.0, -0.1)))
    edges = network([out, back, west, east], oneway=[1, 1, 0, 0])
    assert ways(edges, (4.0, 0.05), (4.0, -0.05)) == [
        [0, pytest.approx(6 + 0.2 + 6)],
        [pytest.approx(4 + 0.2 + 4), 0],
    ]
