"""All pairs within the horizon, whichever way they are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis_sluzby.cores import when_asked
from gis_sluzby.reach import search
from gis_sluzby.reach.search import Direction, pairs_within, searches_of, ways_of, whole_ways
from tests.reach.graphs import SIZE, Edge, expected, graphs, joined_of

if TYPE_CHECKING:
    from gis_sluzby.reach.joined import Joined

places = st.lists(st.tuples(st.integers(-1, SIZE - 1), st.floats(0, 3)), min_size=1, max_size=6)
#: Nobody changes what monkeypatch has set within one test.
fixed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
ONE_WAY = [(0, 1, 3.0), (1, 2, 4.0), (2, 0, 5.0)]


def within(joined: Joined, horizon: float, direction: Direction = "to_service") -> np.ndarray:
    """Give the minutes of units × sites, infinite beyond the horizon."""
    table = np.full((len(joined.demand_ids), len(joined.site_ids)), np.inf)
    pairs = pairs_within(ways_of(joined, direction, searches_of(joined)), horizon)
    assert len(set(zip(pairs.units.tolist(), pairs.sites.tolist(), strict=True))) == len(
        pairs.minutes
    )
    table[pairs.units, pairs.sites] = pairs.minutes
    return table


@pytest.fixture(params=["plain", "reduced", "halves", "single rows", "compiled", "compiled halves"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every kind of search happen on the smallest graph."""
    if request.param not in {"plain", "compiled"}:
        monkeypatch.setattr(search, "_MANY", 0)
    monkeypatch.setattr(search, "_WORTH_COMPILING", np.inf)
    if "compiled" in request.param:
        monkeypatch.setattr(search, "_WORTH_COMPILING", 0)
    if "halves" in request.param:
        monkeypatch.setattr(search, "_HEAVY", 0)
    if request.param == "single rows":
        monkeypatch.setattr(search, "_BLOCK", 1)
        monkeypatch.setattr(search, "_TOGETHER", 1)


@pytest.mark.usefixtures("way")
@fixed
@given(graphs(st.floats(0.1, 9.0)), places, places, st.floats(0, 25), st.booleans())
def test_all_pairs_are_those_of_the_oracle(
    edges: list[Edge],
    sites: list[tuple[int, float]],
    units: list[tuple[int, float]],
    horizon: float,
    to_service: bool,  # noqa: FBT001  (drawn)
) -> None:
    joined = joined_of(edges, sites, units)
    whole = expected(joined, edges, to_service=to_service)
    found = within(joined, horizon, "to_service" if to_service else "from_service")
    near = whole <= horizon
    # Sums in another order may fall on the other side of the horizon.
    clear = np.abs(whole - horizon) > 1e-9
    assert np.array_equal(np.isfinite(found)[clear], near[clear])
    both = near & np.isfinite(found)
    assert found[both] == pytest.approx(whole[both], abs=1e-9)


def test_the_way_there_is_not_the_way_back() -> None:
    joined = joined_of(ONE_WAY, [(1, 0.5)], [(0, 0.25)])
    assert within(joined, 99.0)[0, 0] == 3.75
    assert within(joined, 99.0, "from_service")[0, 0] == 9.75


def test_the_horizon_itself_is_within() -> None:
    joined = joined_of(ONE_WAY, [(1, 0.0)], [(0, 0.0)])
    assert within(joined, 3.0)[0, 0] == 3.0
    assert np.isinf(within(joined, 2.99)[0, 0])


def test_no_places_make_no_pairs() -> None:
    for sites, units in (([], [(0, 0.0)]), ([(0, 0.0)], []), ([(-1, np.nan)], [(0, 0.0)])):
        assert not len(pairs_within(ways_of(joined_of(ONE_WAY, sites, units)), 9.0).minutes)


def test_half_of_many_searches_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_HEAVY", 0)
    handed: list[int] = []

    def submit(function, *arguments):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202
        handed.append(len(arguments[1].nodes))
        return when_asked(function, *arguments)

    joined = joined_of(ONE_WAY, [(0, 0.0), (1, 0.0)], [(0, 0.0), (1, 0.0), (2, 0.0)])
    pairs = pairs_within(ways_of(joined), 99.0, submit)
    assert handed == [1]
    assert len(pairs.minutes) == 6


@given(graphs(st.floats(0.1, 9.0)), places, places)
@settings(max_examples=60)
def test_whole_ways_have_no_horizon(
    edges: list[Edge], sites: list[tuple[int, float]], units: list[tuple[int, float]]
) -> None:
    joined = joined_of(edges, sites, units)
    ways = ways_of(joined)
    rows = {
        int(u): row for some, block in whole_ways(ways) for u, row in zip(some, block, strict=True)
    }
    whole = expected(joined, edges)[ways.units.numbers][:, ways.sites.numbers]
    assert sorted(rows) == list(range(len(ways.units.nodes)))
    for unit, row in rows.items():
        assert row == pytest.approx(whole[unit], abs=1e-9)


def test_compiled_searches_are_for_long_work_where_numba_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def found(name: str) -> None:
        asked.append(name)

    monkeypatch.setattr(search, "find_spec", found)
    joined = joined_of(ONE_WAY, [(0, 0.0)], [(1, 0.0)])
    pairs_within(ways_of(joined), 10)
    assert asked == []
    monkeypatch.setattr(search, "_WORTH_COMPILING", 0)
    monkeypatch.setattr(search, "_compiled", None)  # would fail if it were called
    assert pairs_within(ways_of(joined), 10).minutes.tolist() == [9.0]
    assert set(asked) == {"numba"}
