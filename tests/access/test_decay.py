"""Decay: the documented formulas, frozen callables, and what is refused."""

from __future__ import annotations

import dataclasses
import math
import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby import access
from gis_sluzby.access import decay
from gis_sluzby.errors import InputError
from tests.access.frames import DECAYS, SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = (0.0, 7.5, 15.0, 29.9, 30.0, 30.1, 60.0, 1000.0)
every_decay = pytest.mark.parametrize("weigh", DECAYS, ids=lambda weigh: weigh.name)


@pytest.mark.parametrize(
    ("weigh", "formula"),
    [
        (decay.binary(30), lambda t: float(t <= 30)),
        (
            decay.stepped({30: 0.5, 15: 1}),  # the order of zones does not matter
            lambda t: 1.0 if t <= 15 else 0.5 if t <= 30 else 0.0,
        ),
        (decay.exponential(0.05), lambda t: math.exp(-0.05 * t)),
        (decay.exponential(0.05, limit_minutes=30), lambda t: math.exp(-0.05 * t) * (t <= 30)),
        (decay.gaussian(15), lambda t: math.exp(-(t**2) / (2 * 15**2))),
        (decay.gaussian(15, limit_minutes=30), lambda t: math.exp(-(t**2) / 450) * (t <= 30)),
        (decay.logistic(30, 10), lambda t: logistic(0) / logistic(t)),
        (decay.logistic(30, 10, limit_minutes=30), lambda t: logistic(0) / logistic(t) * (t <= 30)),
    ],
)
def test_the_documented_formula(weigh: decay.Decay, formula: Callable[[float], float]) -> None:
    expected = [formula(minutes) for minutes in TIMES]
    np.testing.assert_allclose(weigh(np.array(TIMES)), expected, rtol=1e-12, atol=1e-300)


def logistic(minutes: float) -> float:
    """Give g(t) of the documented formula, for a median of 30 and a deviation of 10 minutes."""
    return 1 + math.exp((minutes - 30) * math.pi / (10 * math.sqrt(3)))


@every_decay
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=10))
def test_weights_fall_from_one_towards_zero(weigh: decay.Decay, minutes: list[float]) -> None:
    weights = weigh(np.sort(minutes))
    assert ((weights >= 0) & (weights <= 1)).all()
    assert (np.diff(weights) <= 0).all()
    assert weigh(np.array([0.0]))[0] == 1


@every_decay
def test_a_decay_is_frozen_and_travels_between_processes(weigh: decay.Decay) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        weigh.name = "jiná"  # type: ignore[misc]
    again = pickle.loads(pickle.dumps(weigh))  # noqa: S301  (our own bytes)
    assert again == weigh
    np.testing.assert_array_equal(again(np.array(TIMES)), weigh(np.array(TIMES)))


def test_decays_are_equal_where_their_parameters_are() -> None:
    assert decay.gaussian(15) == decay.gaussian(15.0) != decay.gaussian(16)
    assert decay.stepped({15: 1, 30: 0.5}) == decay.stepped({30: 0.5, 15: 1.0})
    assert len({decay.binary(30), decay.binary(30.0), decay.binary(31)}) == 2


def test_the_name_says_what_it_was_made_with() -> None:
    assert decay.binary(30).name == "binary(limit_minutes=30.0)"
    assert decay.gaussian(15, limit_minutes=45).name == (
        "gaussian(sigma_minutes=15.0, limit_minutes=45.0)"
    )
    assert decay.stepped({30: 0.5, 15: 1}).name == "stepped({15.0: 1.0, 30.0: 0.5})"


@pytest.mark.parametrize("bad", [0, -1, math.nan, math.inf])
@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (decay.binary, "limit_minutes"),
        (decay.exponential, "rate"),
        (decay.gaussian, "sigma_minutes"),
        (lambda bad: decay.logistic(bad, 1), "median_minutes"),
        (lambda bad: decay.logistic(30, bad), "sd_minutes"),
    ],
)
def test_a_parameter_that_is_not_positive_is_refused(
    make: Callable[[float], decay.Decay], parameter: str, bad: float
) -> None:
    with pytest.raises(InputError, match=f"parametr {parameter}: .* není kladné konečné číslo"):
        make(bad)


@pytest.mark.parametrize("bad", [0, -1, math.nan])
def test_a_catchment_that_is_not_positive_is_refused(bad: float) -> None:
    with pytest.raises(InputError, match="parametr limit_minutes"):
        decay.gaussian(15, limit_minutes=bad)


def test_zones_are_refused_with_everything_that_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        decay.stepped({-5: 0.2, 15: 1.5, 30: math.nan})
    assert [problem.what for problem in caught.value.problems] == [
        "konec pásma -5 není kladný konečný počet minut",
        "váha 1,5 není mezi 0 a 1",
        "váha nan není mezi 0 a 1",
        "váha 1,5 vzdálenějšího pásma je větší než váha 0,2 bližšího",
    ]
    with pytest.raises(InputError, match="není zadáno žádné pásmo"):
        decay.stepped({})


@pytest.mark.parametrize(
    "bad",
    [
        lambda minutes: minutes,
        lambda minutes: -np.ones_like(minutes),
        lambda minutes: np.full_like(minutes, math.nan),
        lambda _: 1.0,
    ],
)
@pytest.mark.parametrize("name", ["gravity", "enhanced", "modified", "three_step", "balanced"])
def test_a_function_that_gives_no_weights_is_refused(
    name: str, bad: Callable[[np.ndarray], np.ndarray]
) -> None:
    with pytest.raises(InputError, match="parametr decay"):
        getattr(access, name)(*SMALL, decay=bad)
