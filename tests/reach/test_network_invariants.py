"""What holds on every directed network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.reach.islands import without_islands
from gis_sluzby.reach.joints import Joints, join, split
from gis_sluzby.reach.network import edges_of
from tests.reach.directed import frame
from tests.reach.made import EVERYWHERE, KMH, metres

if TYPE_CHECKING:
    from random import Random

    import geopandas as gpd
    from numpy.typing import NDArray

    from gis_sluzby.reach.network import Edges

SIZE = 4
#: Each example builds a network: a few tell as much as a hundred.
few = settings(max_examples=25)
crossings = st.sampled_from([(float(x), float(y)) for x in range(SIZE) for y in range(SIZE)])
segments = st.tuples(
    st.sampled_from(["silnice", "rychlá"]),
    crossings,
    crossings,
    st.sampled_from([-1, 0, 0, 1]),
    st.sampled_from([np.nan, 20.0, 90.0]),
).filter(lambda one: one[1] != one[2])
#: Off the grid and off each other's decimals, so that no two are equally near by chance.
spots = st.lists(st.tuples(st.floats(-0.5, SIZE), st.floats(-0.5, SIZE)), min_size=2, max_size=6)


@st.composite
def networks(draw: st.DrawFn) -> gpd.GeoDataFrame:
    drawn = draw(st.lists(segments, min_size=3, max_size=14))
    return frame(
        [(trida, (start, end)) for trida, start, end, _, _ in drawn],
        oneway=[oneway for *_, oneway, _ in drawn],
        maxspeed=[maxspeed for *_, maxspeed in drawn],
    )


def edges(roads: gpd.GeoDataFrame) -> Edges:
    return edges_of(roads, KMH, ["dálnice"], EVERYWHERE, 0.0)


def points(places: list[tuple[float, float]]) -> NDArray[np.object_]:
    return shapely.points([metres(xy) for xy in places])


def minutes(network: Edges, joints: Joints) -> NDArray[np.float64]:
    matrix, nodes = split(network, joints)
    found: NDArray[np.float64] = dijkstra(matrix, indices=nodes)[:, nodes]
    return found


def never_more(after: NDArray[np.float64], before: NDArray[np.float64]) -> bool:
    return bool((after <= before + 1e-9).all())


@few
@given(networks(), spots, st.randoms(use_true_random=False))
def test_the_order_of_the_roads_makes_no_difference(
    roads: gpd.GeoDataFrame, places: list[tuple[float, float]], random: Random
) -> None:
    other = roads.iloc[random.sample(range(len(roads)), len(roads))]
    found = [minutes(net, join(net, points(places))) for net in (edges(roads), edges(other))]
    assert (found[0] == found[1]).all()


@few
@given(networks(), spots)
def test_against_all_directions_the_way_there_is_the_way_back(
    roads: gpd.GeoDataFrame, places: list[tuple[float, float]]
) -> None:
    net = edges(roads)
    joints = join(net, points(places))
    turned = net._replace(forward=net.backward, backward=net.forward)
    np.testing.assert_allclose(minutes(turned, joints), minutes(net, joints).T)


@few
@given(networks(), spots)
def test_a_road_made_one_way_never_quickens(
    roads: gpd.GeoDataFrame, places: list[tuple[float, float]]
) -> None:
    both = edges(roads.assign(oneway=0))
    joints = join(both, points(places))
    closed = both._replace(backward=np.full(len(both.backward), np.inf))
    free = minutes(both, joints)
    assert never_more(free, minutes(closed, joints))
    np.testing.assert_allclose(free, free.T)


@few
@given(networks(), spots, st.floats(1.0, 3.0), st.integers(0))
def test_higher_speeds_of_some_roads_never_slow(
    roads: gpd.GeoDataFrame, places: list[tuple[float, float]], factor: float, number: int
) -> None:
    slow = edges(roads)
    joints = join(slow, points(places))
    quicker = np.ones(len(slow.start))
    quicker[number % len(quicker) :] = factor
    fast = slow._replace(forward=slow.forward / quicker, backward=slow.backward / quicker)
    assert never_more(minutes(fast, joints), minutes(slow, joints))


@few
@given(networks(), spots, crossings, crossings)
def test_one_more_road_never_slows_while_the_joints_are_held(
    roads: gpd.GeoDataFrame,
    places: list[tuple[float, float]],
    start: tuple[float, float],
    end: tuple[float, float],
) -> None:
    net = edges(roads)
    joints = join(net, points(places))
    # One of the network's own crossings leads to another, one way.
    numbers = np.array([0, net.nodes - 1])
    more = net._replace(
        start=np.append(net.start, numbers[0]),
        end=np.append(net.end, numbers[1]),
        forward=np.append(net.forward, abs(start[0] - end[0])),
        backward=np.append(net.backward, np.inf),
        usable=np.append(net.usable, False),
        lines=np.append(net.lines, np.array([shapely.LineString([metres(start), metres(end)])])),
    )
    assert never_more(minutes(more, joints), minutes(net, joints))


@few
@given(networks(), spots)
def test_who_joins_the_network_can_go_and_come_back(
    roads: gpd.GeoDataFrame, places: list[tuple[float, float]]
) -> None:
    net, _ = without_islands(edges(roads))
    joints = join(net, points(places))
    if joints.edge[0] < 0:  # all is one way and leads nowhere
        return
    found = np.isfinite(minutes(net, joints))
    on_one_edge = joints.edge[:, None] == joints.edge
    assert found[on_one_edge].all()
