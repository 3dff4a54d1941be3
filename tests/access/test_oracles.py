"""Measures against independent computations: PySAL access, and dense matrices."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import access as pysal
import numpy as np
import pytest

from gis_sluzby import access
from gis_sluzby.access import decay
from tests.access.frames import DECAYS, random_dense

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from tests.access.frames import Dense, Frames

SEEDS = (1, 2, 3)
ZONES = {10.0: 1.0, 30.0: 0.68, 60.0: 0.22}
step, bell = pysal.weights.step_fn(ZONES), pysal.weights.gaussian(20)


def asked(frames: Frames) -> Any:  # noqa: ANN401  (the library has no types)
    """Give the frames to PySAL."""
    return pysal.Access(
        demand_df=frames.demand,
        demand_index="demand_id",
        demand_value="people",
        supply_df=frames.supply,
        supply_index="supply_id",
        supply_value="amount",
        cost_df=frames.travel,
        cost_origin="demand_id",
        cost_dest="supply_id",
        cost_name="minutes",
    )


@pytest.mark.filterwarnings("ignore:The inplace keyword:pandas.errors.Pandas4Warning")  # PySAL's
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("ours", "method", "options"),
    [
        (partial(access.cumulative, limit_minutes=30), "weighted_catchment", {"max_cost": 30}),
        (
            partial(access.gravity, decay=decay.stepped(ZONES)),
            "weighted_catchment",
            {"weight_fn": step},
        ),
        (
            partial(access.gravity, decay=decay.gaussian(20)),
            "weighted_catchment",
            {"weight_fn": bell},
        ),
        (partial(access.two_step, limit_minutes=30), "two_stage_fca", {"max_cost": 30}),
        (
            partial(access.enhanced, decay=decay.stepped(ZONES)),
            "enhanced_two_stage_fca",
            {"weight_fn": step},
        ),
        (
            partial(access.enhanced, decay=decay.gaussian(20, limit_minutes=45)),
            "enhanced_two_stage_fca",
            {"weight_fn": bell, "max_cost": 45},
        ),
        (
            partial(access.three_step, decay=decay.stepped(ZONES)),
            "three_stage_fca",
            {"weight_fn": step},
        ),
        (
            partial(access.three_step, decay=decay.gaussian(20)),
            "three_stage_fca",
            {"weight_fn": bell},
        ),
    ],
)
def test_equal_to_pysal_access(
    ours: Callable[..., pd.DataFrame], method: str, options: dict[str, Any], seed: int
) -> None:
    frames = random_dense(seed).frames()
    theirs = getattr(asked(frames), method)(**options).iloc[:, 0]
    mine = ours(*frames).set_index("demand_id").iloc[:, -1]
    # PySAL leaves out, or gives NaN to, what reaches nothing: for us it is a computed zero
    expected = theirs.reindex(mine.index).fillna(0.0)
    assert len(mine) == 200
    assert 0 < (expected == 0).sum() < 200
    np.testing.assert_allclose(mine, expected, rtol=1e-9, atol=0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("weigh", DECAYS, ids=lambda weigh: weigh.name)
@pytest.mark.parametrize("name", ["enhanced", "modified", "three_step", "balanced"])
def test_equal_to_dense_matrices(name: str, weigh: decay.Decay, seed: int) -> None:
    case = random_dense(seed)
    result = getattr(access, name)(*case.frames(), decay=weigh)
    np.testing.assert_allclose(result.iloc[:, -1], DENSE[name](case, weigh), rtol=1e-9, atol=0)


def test_nearest_equal_to_dense_matrices() -> None:
    case = random_dense(4)
    open_only = np.where((case.amount > 0)[:, None], case.minutes, np.inf).min(axis=0)
    result = access.nearest(*case.frames())["minutes"]
    np.testing.assert_array_equal(result.fillna(math.inf), open_only)


def dense_enhanced(case: Dense, weigh: decay.Decay) -> NDArray[np.float64]:
    """Compute R_j, then A_i."""
    weights = weigh(case.minutes)
    return weights.T @ over(case.amount, weights @ case.people)


def dense_modified(case: Dense, weigh: decay.Decay) -> NDArray[np.float64]:
    """Weigh the second step once more."""
    weights = weigh(case.minutes)
    return (weights**2).T @ over(case.amount, weights @ case.people)


def dense_three_step(case: Dense, weigh: decay.Decay) -> NDArray[np.float64]:
    """Weigh both steps by the choice among points."""
    weights = weigh(case.minutes)
    drawn = weights * over(weights, weights.sum(axis=0))
    return drawn.T @ over(case.amount, drawn @ case.people)


def dense_balanced(case: Dense, weigh: decay.Decay) -> NDArray[np.float64]:
    """Share out the people, then the levels of service."""
    weights = weigh(case.minutes)
    level = over(case.amount, over(weights, weights.sum(axis=0)) @ case.people)
    return over(weights, weights.sum(axis=1)[:, None]).T @ level


DENSE: dict[str, Callable[[Dense, decay.Decay], NDArray[np.float64]]] = {
    "enhanced": dense_enhanced,
    "modified": dense_modified,
    "three_step": dense_three_step,
    "balanced": dense_balanced,
}


def over(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide; 0 where there is nothing to divide by."""
    below = np.broadcast_to(below, above.shape)
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)
