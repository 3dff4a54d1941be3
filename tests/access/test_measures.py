"""Measures of access: cases computed by hand, and what holds of each of them."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from gis_sluzby import access
from tests.access.frames import SMALL, ZONES, Frames, random_dense, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., pd.DataFrame]

#: Every measure with the column it gives.
MEASURES: dict[str, tuple[Run, str]] = {
    "nearest": (access.nearest, "minutes"),
    "cumulative": (partial(access.cumulative, limit_minutes=20), "amount"),
    "gravity": (partial(access.gravity, decay=ZONES), "amount"),
    "two_step": (partial(access.two_step, limit_minutes=20), "ratio"),
    "enhanced": (partial(access.enhanced, decay=ZONES), "ratio"),
    "modified": (partial(access.modified, decay=ZONES), "ratio"),
    "three_step": (partial(access.three_step, decay=ZONES), "ratio"),
    "balanced": (partial(access.balanced, decay=ZONES), "service_level"),
}
every_measure = pytest.mark.parametrize("name", MEASURES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nearest", {"w": math.nan, "x": 5, "y": 10, "z": 40}),
        # b is 40 minutes from z; the limit of 20 minutes itself is within
        ("cumulative", {"w": 0, "x": 30, "y": 50, "z": 0}),
        # y: half of a, all of b
        ("gravity", {"w": 0, "x": 30, "y": 35, "z": 0}),
        # a has 300 people, 0.1 for each; b has 200, 0.1 for each
        ("two_step", {"w": 0, "x": 0.1, "y": 0.2, "z": 0}),
        # a counts 100 + 200/2 people, 0.15 for each; b 200, 0.1
        ("enhanced", {"w": 0, "x": 0.15, "y": 0.15 / 2 + 0.1, "z": 0}),
        ("modified", {"w": 0, "x": 0.15, "y": 0.15 / 4 + 0.1, "z": 0}),
        # y goes to a by a third and to b by two: a counts 100 + 200/6, b 400/3 people
        ("three_step", {"w": 0, "x": 0.225, "y": 0.225 / 6 + 0.15 * 2 / 3, "z": 0}),
        # to a come 100 + 200/3 people, 0.18 for each, two thirds of it for x; to b 400/3, 0.15
        ("balanced", {"w": 0, "x": 0.18 * 2 / 3, "y": 0.18 / 3 + 0.15, "z": 0}),
    ],
)
def test_a_case_computed_by_hand(name: str, expected: dict[str, float]) -> None:
    run, column = MEASURES[name]
    assert values_of(run(*SMALL), column) == pytest.approx(expected, abs=1e-15, nan_ok=True)


def test_nearest_names_the_point_and_breaks_ties_by_the_lowest_id() -> None:
    travel = pd.DataFrame(
        {"supply_id": ["c", "b", "a"], "demand_id": "x", "minutes": [4.0, 4.0, 5.0]}
    )
    supply = pd.DataFrame({"supply_id": ["a", "b", "c"], "unit": "klient", "amount": 1})
    result = access.nearest(travel, supply, SMALL.demand)
    assert result["supply_id"].isna().tolist() == [True, False, True, True]
    assert result["supply_id"].tolist()[1] == "b"
    assert result["minutes"].tolist()[1] == 4.0


def test_nearest_passes_over_a_point_that_offers_nothing() -> None:
    closed = SMALL.supply.assign(amount=[0.0, 20.0])
    result = access.nearest(SMALL.travel, closed, SMALL.demand)
    assert values_of(result, "minutes") == pytest.approx(
        {"w": math.nan, "x": math.nan, "y": 10, "z": 40}, nan_ok=True
    )


@every_measure
def test_every_market_has_every_area(name: str) -> None:
    run, column = MEASURES[name]
    supply = pd.DataFrame(
        {
            "supply_id": ["a", "b", "c"],
            "druh": ["40", "40", "62"],
            "unit": ["luzka", "klient", "klient"],
            "amount": [30, 20, 5],
        }
    )
    result = run(SMALL.travel, supply, SMALL.demand, by=["druh", "unit"])
    keys = [("40", "klient"), ("40", "luzka"), ("62", "klient")]
    assert list(result.columns[:4]) == ["druh", "unit", "demand_id", column]
    assert list(result[["druh", "unit", "demand_id"]].itertuples(index=False, name=None)) == [
        (*key, area) for key in keys for area in "wxyz"
    ]
    assert result[column].dtype == np.float64
    # a point that nobody reaches is a market too: a computed zero, or no minutes at all
    rest = result.loc[result["druh"] == "62", column]
    assert rest.isna().all() if name == "nearest" else (rest == 0).all()


@every_measure
def test_markets_know_nothing_of_each_other(name: str) -> None:
    run, _ = MEASURES[name]
    supply = SMALL.supply.assign(unit=["luzka", "klient"])
    together = run(SMALL.travel, supply, SMALL.demand, by="unit")
    for unit, point in (("luzka", "a"), ("klient", "b")):
        travel = SMALL.travel[SMALL.travel["supply_id"] == point]
        alone = run(travel, supply[supply["supply_id"] == point], SMALL.demand)
        part = together[together["unit"] == unit].reset_index(drop=True)
        pd.testing.assert_frame_equal(part, alone, check_exact=True)


@every_measure
def test_the_order_of_rows_does_not_matter_to_the_last_bit(name: str) -> None:
    run, _ = MEASURES[name]
    frames = random_dense(8, areas=40, points=12).frames()
    frames = frames._replace(supply=frames.supply.assign(unit=["luzka", "klient"] * 6))
    mixed = Frames(*(frame.sample(frac=1, random_state=5514) for frame in frames))
    expected = run(*frames, by="unit")
    pd.testing.assert_frame_equal(run(*mixed, by="unit"), expected, check_exact=True)


@every_measure
def test_the_frames_given_are_not_changed(name: str) -> None:
    copies = Frames(*(frame.copy() for frame in SMALL))
    MEASURES[name][0](*SMALL)
    for frame, copy in zip(SMALL, copies, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


@every_measure
@pytest.mark.parametrize("by", [(), "druh"])
def test_without_supply_every_area_comes_back_all_the_same(name: str, by: str) -> None:
    run, column = MEASURES[name]
    result = run(SMALL.travel.head(0), SMALL.supply.head(0).assign(druh=""), SMALL.demand, by=by)
    assert result["demand_id"].tolist() == ["w", "x", "y", "z"]
    assert result["unit"].isna().all()
    expected = [math.nan if name == "nearest" else 0.0] * 4
    np.testing.assert_array_equal(result[column], expected)


@every_measure
def test_without_any_pair_everything_is_computed_and_nothing_reached(name: str) -> None:
    run, column = MEASURES[name]
    result = run(SMALL.travel.head(0), SMALL.supply, SMALL.demand)
    assert result["unit"].tolist() == ["klient"] * 4
    np.testing.assert_array_equal(result[column], [math.nan if name == "nearest" else 0.0] * 4)
    assert result[column].dtype == np.float64


@every_measure
def test_without_areas_nothing_comes_back(name: str) -> None:
    run, column = MEASURES[name]
    result = run(SMALL.travel.head(0), SMALL.supply, SMALL.demand.head(0))
    assert result.empty
    assert column in result.columns


@every_measure
def test_ids_may_be_categories_and_numbers_may_be_of_any_kind(name: str) -> None:
    run, column = MEASURES[name]
    odd = Frames(
        SMALL.travel.astype({"supply_id": "category", "minutes": "Int64"}),
        SMALL.supply.astype({"amount": "int32"}),
        SMALL.demand.astype({"demand_id": "object", "people": "Float64"}),
    )
    np.testing.assert_array_equal(run(*odd)[column], run(*SMALL)[column])


@pytest.mark.parametrize("name", ["two_step", "enhanced", "modified", "three_step", "balanced"])
def test_a_ratio_is_null_where_nobody_lives_in_any_catchment(name: str) -> None:
    run, column = MEASURES[name]
    # z, where nobody lives, is the only one to reach c; x and y go on as before
    travel = pd.DataFrame({"supply_id": ["a", "c"], "demand_id": ["x", "z"], "minutes": [5.0, 5.0]})
    supply = pd.DataFrame({"supply_id": ["a", "c"], "unit": "klient", "amount": [30, 20]})
    demand = pd.DataFrame({"demand_id": ["w", "x", "z"], "people": [0, 100, 0]})
    result = values_of(run(travel, supply, demand), column)
    assert result == pytest.approx({"w": 0, "x": 0.3, "z": math.nan}, nan_ok=True)


@pytest.mark.parametrize("name", ["two_step", "enhanced", "modified", "three_step", "balanced"])
def test_an_empty_area_that_shares_a_catchment_has_a_ratio(name: str) -> None:
    run, column = MEASURES[name]
    travel = pd.DataFrame({"supply_id": "a", "demand_id": ["x", "z"], "minutes": 5.0})
    demand = pd.DataFrame({"demand_id": ["x", "z"], "people": [100, 0]})
    result = values_of(run(travel, SMALL.supply, demand), column)
    assert result["x"] == result["z"] > 0


@pytest.mark.parametrize("name", ["two_step", "enhanced", "modified", "three_step", "balanced"])
def test_a_point_without_people_adds_nothing_where_another_is_in_reach(name: str) -> None:
    run, column = MEASURES[name]
    travel = pd.DataFrame(
        {"supply_id": ["a", "a", "c"], "demand_id": ["x", "z", "z"], "minutes": 5.0}
    )
    supply = pd.DataFrame({"supply_id": ["a", "c"], "unit": "klient", "amount": [30, 20]})
    demand = pd.DataFrame({"demand_id": ["x", "z"], "people": [100, 0]})
    result = values_of(run(travel, supply, demand), column)
    # z alone could go to c, and nobody lives there; of a each has the same, half of it by choice
    part = 0.5 if name == "three_step" else 1
    level = 0.15 if name == "balanced" else 0.3
    assert result == pytest.approx({"x": level, "z": level * part})


def test_minutes_are_not_rounded_at_the_limit() -> None:
    travel = SMALL.travel.assign(minutes=[20.0, 20.000001, 20.0, 21.0])
    result = access.cumulative(travel, SMALL.supply, SMALL.demand, limit_minutes=20)
    assert values_of(result, "amount") == {"w": 0, "x": 30, "y": 20, "z": 0}


@pytest.mark.parametrize("name", ["enhanced", "three_step", "modified", "balanced"])
def test_a_vanishing_weight_does_no_harm(name: str) -> None:
    run = getattr(access, name)
    travel = SMALL.travel.assign(minutes=[1.0, 5000.0, 708.0, 5000.0])
    demand = SMALL.demand.assign(people=0.01)
    result = run(travel, SMALL.supply, demand, decay=access.decay.exponential(1.0))
    assert np.isfinite(result.iloc[:, -1]).all()


def test_a_weight_too_small_for_exact_arithmetic_is_out_of_reach() -> None:
    # exp(−744) is the least number there is: 1.4 people would count as one
    travel = SMALL.travel.assign(minutes=[744.0, 1.0, 1.0, 1.0])
    demand = SMALL.demand.assign(people=1.4)
    result = access.enhanced(travel, SMALL.supply, demand, decay=access.decay.exponential(1.0))
    assert values_of(result, "ratio")["x"] == 0
