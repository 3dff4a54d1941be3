"""What holds for travel times on every network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reach.made import KMH, both, minutes, nearest

if TYPE_CHECKING:
    from random import Random

    from tests.reach.made import Minutes, Segment, Xy

SIZE = 4
#: Each example builds a network: a few tell as much as a hundred.
few = settings(max_examples=25)


def segment(trida: str, start: Xy, end: Xy) -> Segment:
    return trida, (start, end)


@st.composite
def networks(draw: st.DrawFn, *, connected: bool = True) -> list[Segment]:
    """Draw roads between the crossings of a grid, at first a tree that joins them all."""
    crossings = [(float(x), float(y)) for x in range(SIZE) for y in range(SIZE)]
    classes = st.sampled_from(["silnice", "rychlá"])
    ways: list[Segment] = []
    if connected:
        for x, y in crossings[1:]:
            before = (x - 1, y) if x and (not y or draw(st.booleans())) else (x, y - 1)
            ways.append(segment(draw(classes), before, (x, y)))
    ends = st.sampled_from(crossings)
    more = draw(st.lists(st.tuples(ends, ends, classes), min_size=1, max_size=6))
    return ways + [segment(trida, start, end) for start, end, trida in more if start != end]


#: Off the grid and off each other's decimals, so that no two are equally near by chance.
spots = st.tuples(st.floats(-0.5, SIZE), st.floats(-0.5, SIZE))
site_maps = st.dictionaries(st.sampled_from("abcdef"), spots, min_size=1, max_size=5)
unit_maps = st.dictionaries(st.sampled_from("klmnop"), spots, min_size=1, max_size=5)


def same(one: Minutes, other: Minutes) -> bool:
    return one.keys() == other.keys() and list(one.values()) == pytest.approx(
        [other[key] for key in one]
    )


@few
@given(networks(), site_maps, unit_maps)
def test_on_a_connected_network_every_unit_is_answered(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy]
) -> None:
    took, found = both(ways, sites, units, {f"service {s}": s for s in sites})
    assert set(took) == {(site, unit) for site in sites for unit in units}
    assert set(found) == set(units)


@few
@given(networks(connected=False), site_maps, unit_maps)
def test_the_nearest_is_the_least_of_all_pairs(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy]
) -> None:
    took, found = both(ways, sites, units, {f"service {s}": s for s in sites})
    for unit in units:
        mine = [took[pair] for pair in took if pair[1] == unit]
        assert (unit in found) == bool(mine)
        if mine:
            assert found[unit][2] == pytest.approx(min(mine))
            assert found[unit][2] == took[found[unit][1], unit]


@few
@given(networks(), site_maps, unit_maps, st.floats(1.0, 1.99))
def test_a_higher_speed_never_slows(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy], factor: float
) -> None:
    before = minutes(ways, sites, units)
    # Still slower than the other class: at equal distance a point joins the quicker one.
    after = minutes(ways, sites, units, KMH | {"silnice": KMH["silnice"] * factor})
    assert after.keys() == before.keys()
    assert all(after[pair] <= before[pair] + 1e-9 for pair in before)


@few
@given(networks(), site_maps, unit_maps, st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_a_longer_horizon_only_adds_pairs(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy], one: float, other: float
) -> None:
    short = minutes(ways, sites, units, horizon=min(one, other))
    long = minutes(ways, sites, units, horizon=max(one, other))
    assert short.items() <= long.items()
    assert all(took <= max(one, other) for took in long.values())


@few
@given(networks(connected=False), site_maps, unit_maps, st.randoms(use_true_random=False))
def test_the_order_of_roads_sites_and_units_makes_no_difference(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy], random: Random
) -> None:
    def shuffled(items: dict[str, Any]) -> dict[str, Any]:
        return dict(random.sample(list(items.items()), len(items)))

    services = {f"service {s}": s for s in sites}
    took, one = both(ways, sites, units, services)
    other_ways = random.sample(ways, len(ways))
    again, other = both(other_ways, shuffled(sites), shuffled(units), shuffled(services))
    assert same(took, again)
    assert {unit: found[:2] for unit, found in one.items()} == {
        unit: found[:2] for unit, found in other.items()
    }


@few
@given(networks(connected=False), site_maps, unit_maps)
def test_the_way_there_takes_as_long_as_the_way_back(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy]
) -> None:
    there = minutes(ways, sites, units)
    back = minutes(ways, units, sites)
    assert same(there, {(site, unit): back[unit, site] for unit, site in back})


@few
@given(networks(connected=False), site_maps, unit_maps, spots)
def test_one_more_service_never_moves_the_nearest_away(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy], spot: Xy
) -> None:
    services = {f"service {s}": s for s in sites}
    before = nearest(ways, sites, units, services)
    more = nearest(ways, sites | {"new": spot}, units, services | {"one more": "new"})
    assert before.keys() <= more.keys()
    assert all(more[unit][2] <= before[unit][2] + 1e-9 for unit in before)


@few
@given(networks(), site_maps, unit_maps, st.data())
def test_one_more_road_never_slows_while_the_joins_are_held(
    ways: list[Segment], sites: dict[str, Xy], units: dict[str, Xy], data: st.DataObject
) -> None:
    crossings = st.sampled_from(sorted({end for _, way in ways for end in way}))
    # Nothing joins a dálnice: the new road leaves every join where it was.
    new = segment("dálnice", data.draw(crossings), data.draw(crossings))
    before, after = minutes(ways, sites, units), minutes([*ways, new], sites, units)
    assert after.keys() == before.keys()
    assert all(after[pair] <= before[pair] + 1e-9 for pair in before)
