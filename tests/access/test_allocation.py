"""People allocated to points that can take only so many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby import access
from gis_sluzby.errors import InputError
from tests.access.frames import SMALL, Dense, dense_cases, grown_cases

if TYPE_CHECKING:
    from random import Random

LIMIT = 50.0
#: What sums of a few products of thousands may differ by.
CLOSE = 1e-6
#: Small cases: some dozens hold all there is of ties, empty points and limits.
some = settings(max_examples=30)


def allocated(case: Dense, limit: float = LIMIT) -> access.Allocation:
    """Allocate a dense case, a unit a person."""
    return access.allocation(*case.frames(), limit_minutes=limit)


def given_by_pair(result: access.Allocation, case: Dense) -> np.ndarray:
    """Give what each point gives to each area, as an array."""
    matrix = np.zeros(case.minutes.shape)
    point = result.pairs["supply_id"].str[1:].astype(int)
    area = result.pairs["demand_id"].str[1:].astype(int)
    matrix[point, area] = result.pairs["allocated"]
    return matrix


def test_the_nearest_are_served_first_and_the_rest_go_on() -> None:
    # a serves x (5 minutes) before y (20); y is b's (10) before it is a's; z is beyond the limit
    result = access.allocation(*SMALL, limit_minutes=30, per_person=0.25)
    assert result.pairs.to_numpy().tolist() == [
        ["klient", "a", "x", 5.0, 25.0],
        ["klient", "a", "y", 20.0, 5.0],
        ["klient", "b", "y", 10.0, 20.0],
    ]
    assert result.areas.to_numpy().tolist() == [
        ["klient", "w", 2.5, 0.0, 2.5],
        ["klient", "x", 25.0, 25.0, 0.0],
        ["klient", "y", 50.0, 25.0, 25.0],
        ["klient", "z", 12.5, 0.0, 12.5],
    ]
    assert list(result.points.columns[2:]) == [
        *("amount", "in_reach", "allocated", "residual", "farthest_minutes"),
    ]
    assert result.points.iloc[:, 1:].to_numpy().tolist() == [
        ["a", 30.0, 75.0, 30.0, 0.0, 20.0],
        ["b", 20.0, 50.0, 20.0, 0.0, 10.0],
    ]


def test_who_is_equally_near_shares_by_what_is_required() -> None:
    case = Dense(np.array([[10.0, 10.0]]), np.array([30.0]), np.array([20.0, 40.0]))
    assert given_by_pair(allocated(case), case).tolist() == [[10.0, 20.0]]


def test_an_area_turns_to_equally_near_points_by_what_they_have() -> None:
    case = Dense(np.array([[10.0], [10.0]]), np.array([30.0, 10.0]), np.array([20.0]))
    assert given_by_pair(allocated(case), case).tolist() == [[15.0], [5.0]]


def test_the_limit_itself_is_within_and_a_point_without_people_is_told() -> None:
    case = Dense(np.array([[30.0], [30.1]]), np.array([5.0, 5.0]), np.array([10.0]))
    result = allocated(case, 30.0)
    assert result.points["allocated"].tolist() == [5.0, 0.0]
    assert result.points["in_reach"].tolist() == [10.0, 0.0]
    assert result.points["farthest_minutes"].tolist()[0] == 30.0
    assert np.isnan(result.points["farthest_minutes"].tolist()[1])


def test_units_are_markets_of_their_own() -> None:
    travel = pd.DataFrame({"supply_id": ["a", "b"], "demand_id": "x", "minutes": [5.0, 6.0]})
    supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": ["luzka", "misto"], "amount": [3, 4]})
    demand = pd.DataFrame({"demand_id": ["x"], "people": [10]})
    result = access.allocation(travel, supply, demand, limit_minutes=10, by="unit")
    assert result.areas[["unit", "allocated", "residual"]].to_numpy().tolist() == [
        ["luzka", 3.0, 7.0],
        ["misto", 4.0, 6.0],
    ]
    with pytest.raises(InputError):
        access.allocation(travel, supply, demand, limit_minutes=10)


@pytest.mark.parametrize(("limit", "per_person"), [(0, 1), (9, -1)])
def test_what_is_no_positive_number_is_refused(limit: float, per_person: float) -> None:
    with pytest.raises(InputError, match="není kladné"):
        access.allocation(*SMALL, limit_minutes=limit, per_person=per_person)


@some
@given(dense_cases())
def test_distributed_and_residual_make_the_supply_and_the_requirement(case: Dense) -> None:
    result = allocated(case)
    points, areas = result.points, result.areas
    assert np.allclose(points["allocated"] + points["residual"], case.amount, atol=CLOSE)
    assert np.allclose(areas["allocated"] + areas["residual"], case.people, atol=CLOSE)
    assert points["allocated"].sum() == pytest.approx(areas["allocated"].sum(), abs=CLOSE)
    assert points["allocated"].sum() == pytest.approx(result.pairs["allocated"].sum(), abs=CLOSE)
    assert (points[["allocated", "residual"]] >= 0).all(axis=None)


@some
@given(dense_cases())
def test_nobody_and_nothing_would_rather_have_each_other(case: Dense) -> None:
    result = allocated(case)
    got = given_by_pair(result, case)
    for point, area in zip(*np.nonzero(case.minutes <= LIMIT), strict=True):
        took = case.minutes[point, area] + CLOSE
        farther_for_area = got[:, area][case.minutes[:, area] > took].sum()
        farther_for_point = got[point][case.minutes[point] > took].sum()
        wants = result.areas["residual"][area] + farther_for_area
        could = result.points["residual"][point] + farther_for_point
        assert min(wants, could) <= CLOSE


@some
@given(grown_cases())
def test_more_supply_leaves_nobody_with_less(cases: tuple[Dense, Dense]) -> None:
    less, more = (allocated(case).areas["residual"] for case in cases)
    assert (more <= less + CLOSE).all()


@some
@given(dense_cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(case: Dense, random: Random) -> None:
    frames = case.frames()
    mixed = [
        frame.iloc[random.sample(range(len(frame)), len(frame))].reset_index(drop=True)
        for frame in frames
    ]
    one = access.allocation(*frames, limit_minutes=LIMIT)
    other = access.allocation(*mixed, limit_minutes=LIMIT)
    for left, right in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(left, right, check_exact=True)


@pytest.mark.parametrize("seed", range(5))
def test_equals_deferred_acceptance_person_by_person(seed: int) -> None:
    random = np.random.default_rng(seed)
    minutes = random.permutation(60).reshape(6, 10).astype(float)
    amount, people = (random.integers(0, 30, size).astype(np.float64) for size in (6, 10))
    case = Dense(minutes, amount, people)
    assert given_by_pair(allocated(case), case).tolist() == deferred_acceptance(case).tolist()


def deferred_acceptance(case: Dense) -> np.ndarray:
    """Let every person propose to points from the nearest on; a full point keeps its nearest.

    Gale and Shapley's own algorithm, with whole people and places: it shares no idea with the
    one that is tested but the outcome.
    """
    choices = {
        area: [p for p in np.argsort(case.minutes[:, area]) if case.minutes[p, area] <= LIMIT]
        for area in range(len(case.people))
    }
    free = [(area, 0) for area, count in enumerate(case.people) for _ in range(int(count))]
    held: list[list[tuple[float, int, int]]] = [[] for _ in case.amount]
    while free:
        area, proposed = free.pop()
        if proposed == len(choices[area]):
            continue
        point = choices[area][proposed]
        held[point].append((case.minutes[point, area], area, proposed + 1))
        if len(held[point]) > case.amount[point]:
            farthest = max(held[point])
            held[point].remove(farthest)
            free.append(farthest[1:])
    matrix = np.zeros(case.minutes.shape)
    for point, people in enumerate(held):
        for area, count in Counter(area for _, area, _ in people).items():
            matrix[point, area] = count
    return matrix
