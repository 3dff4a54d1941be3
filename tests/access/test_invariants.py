"""What holds of measures whatever the case, and what does not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_sluzby import access
from gis_sluzby.access import decay
from tests.access.frames import DECAYS, Dense, dense_cases, grown_cases

if TYPE_CHECKING:
    from collections.abc import Callable

decays = st.sampled_from(DECAYS)
#: For properties of many measures, of which each is asked several times an example.
fewer = (
    settings(max_examples=settings.default.max_examples // 2) if settings.default else settings()
)
#: Sums of a few products differ by this at most.
CLOSE = 1e-9


@fewer
@given(grown_cases(), decays)
@pytest.mark.parametrize("name", ["gravity", "enhanced", "modified", "balanced"])
def test_more_supply_never_worsens(
    name: str, cases: tuple[Dense, Dense], weigh: decay.Decay
) -> None:
    never_worse(partial(getattr(access, name), decay=weigh), *cases)


@fewer
@given(grown_cases(), st.floats(1, 100))
@pytest.mark.parametrize("name", ["cumulative", "two_step"])
def test_more_supply_never_worsens_within_a_limit(
    name: str, cases: tuple[Dense, Dense], limit: float
) -> None:
    never_worse(partial(getattr(access, name), limit_minutes=limit), *cases)


@given(grown_cases())
def test_more_supply_never_lengthens_the_way(cases: tuple[Dense, Dense]) -> None:
    less, more = (access.nearest(*case.frames())["minutes"].fillna(np.inf) for case in cases)
    assert (more <= less).all()


def test_more_supply_may_worsen_three_step() -> None:
    # the new point draws half of the first area's people from the large one, to little avail
    less = Dense(np.array([[10.0, 10.0]]), np.array([100.0]), np.array([100.0, 100.0]))
    more = Dense(np.array([[10.0, 10.0], [10.0, np.inf]]), np.array([100.0, 1.0]), less.people)
    before, after = (
        access.three_step(*case.frames(), decay=decay.binary(30))["ratio"] for case in (less, more)
    )
    assert before.tolist() == [0.5, 0.5]
    assert after.tolist() == pytest.approx([0.5 * 2 / 3 + 0.5 * 1 / 50, 2 / 3])


@fewer
@given(dense_cases(), decays)
@pytest.mark.parametrize("name", ["enhanced", "three_step"])
def test_the_supply_that_is_reached_is_shared_out_whole(
    name: str, case: Dense, weigh: decay.Decay
) -> None:
    result = getattr(access, name)(*case.frames(), decay=weigh)
    assert shared_out(result, case) == pytest.approx(reached(case, weigh), rel=CLOSE)


@given(dense_cases(), st.floats(1, 100))
def test_two_step_shares_out_whole_the_supply_that_is_reached(case: Dense, limit: float) -> None:
    result = access.two_step(*case.frames(), limit_minutes=limit)
    assert shared_out(result, case) == pytest.approx(reached(case, decay.binary(limit)), rel=CLOSE)


@given(dense_cases(), decays)
def test_modified_shares_out_no_more_than_is_reached(case: Dense, weigh: decay.Decay) -> None:
    result = access.modified(*case.frames(), decay=weigh)
    assert shared_out(result, case) <= reached(case, weigh) * (1 + CLOSE)


@given(dense_cases(least_people=1), decays)
def test_balanced_shares_out_people_and_levels_once(case: Dense, weigh: decay.Decay) -> None:
    frames = case.frames()
    weights = weigh(case.minutes)
    total = weights.sum(axis=0)
    coming = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0) @ case.people
    assert coming.sum() == pytest.approx(case.people[total > 0].sum())
    levels = case.amount[coming > 0] / coming[coming > 0]
    result = access.balanced(*frames, decay=weigh)
    assert result["service_level"].sum() == pytest.approx(levels.sum(), rel=CLOSE)


@given(st.sampled_from(["enhanced", "modified", "three_step", "balanced"]), dense_cases(), decays)
def test_a_ratio_is_null_only_where_nobody_lives(
    name: str, case: Dense, weigh: decay.Decay
) -> None:
    ratio = getattr(access, name)(*case.frames(), decay=weigh).iloc[:, -1]
    assert len(ratio) == len(case.people)
    assert not ratio[case.people > 0].isna().any()
    assert (ratio.dropna() >= 0).all()


@given(st.sampled_from(["enhanced", "modified", "three_step"]), dense_cases(), decays)
def test_an_area_cut_in_two_has_the_same_ratio(name: str, case: Dense, weigh: decay.Decay) -> None:
    measure = partial(getattr(access, name), decay=weigh)
    halves = Dense(
        np.hstack([case.minutes, case.minutes]), case.amount, np.tile(case.people / 2, 2)
    )
    whole, cut = (measure(*each.frames())["ratio"] for each in (case, halves))
    np.testing.assert_allclose(cut, np.tile(whole, 2), rtol=CLOSE)


@given(dense_cases())
def test_two_step_is_enhanced_with_a_binary_decay(case: Dense) -> None:
    pd.testing.assert_frame_equal(
        access.two_step(*case.frames(), limit_minutes=30),
        access.enhanced(*case.frames(), decay=lambda minutes: (minutes <= 30).astype(float)),
        check_exact=True,
    )


def never_worse(measure: Callable[..., pd.DataFrame], less: Dense, more: Dense) -> None:
    """Hold that nobody has less where there is more supply."""
    before, after = (measure(*case.frames()).iloc[:, -1] for case in (less, more))
    lived = less.people > 0
    assert (after[lived] >= before[lived] * (1 - CLOSE)).all()


def shared_out(result: pd.DataFrame, case: Dense) -> float:
    """Sum the ratios over people; where nobody lives a ratio may be null."""
    return float((result["ratio"].to_numpy() * case.people)[case.people > 0].sum())


def reached(case: Dense, weigh: decay.Decay) -> float:
    """Sum the supply that anybody reaches."""
    drawn = (weigh(case.minutes) > np.finfo(float).tiny) & (case.people > 0)
    return float(case.amount[drawn.any(axis=1)].sum())
