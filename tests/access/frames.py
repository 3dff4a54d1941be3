"""Frames of travel, supply and demand for the tests of access."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from gis_sluzby.access import decay

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn
    from numpy.typing import NDArray


class Frames(NamedTuple):
    """What every measure takes."""

    travel: pd.DataFrame
    supply: pd.DataFrame
    demand: pd.DataFrame


class Dense(NamedTuple):
    """The same as arrays: minutes[point, area], infinite where a pair is out of reach."""

    minutes: NDArray[np.float64]
    amount: NDArray[np.float64]
    people: NDArray[np.float64]

    def frames(self) -> Frames:
        """Give the frames; ids sort as the positions do."""
        point, area = np.nonzero(np.isfinite(self.minutes))
        supply_id = np.array([f"s{number:03d}" for number in range(len(self.amount))], dtype=object)
        demand_id = np.array([f"d{number:03d}" for number in range(len(self.people))], dtype=object)
        return Frames(
            pd.DataFrame(
                {
                    "supply_id": pd.Series(supply_id[point], dtype="str"),
                    "demand_id": pd.Series(demand_id[area], dtype="str"),
                    "minutes": self.minutes[point, area],
                }
            ),
            pd.DataFrame({"supply_id": supply_id, "unit": "klient", "amount": self.amount}),
            pd.DataFrame({"demand_id": demand_id, "people": self.people}),
        )


#: Two points, four areas; y reaches both, w reaches neither.
#:
#:     minutes   x    y    z    w
#:     a (30)    5   20
#:     b (20)        10   40
#:     people  100  200   50   10
SMALL = Frames(
    pd.DataFrame(
        {
            "supply_id": ["a", "a", "b", "b"],
            "demand_id": ["x", "y", "y", "z"],
            "minutes": [5.0, 20.0, 10.0, 40.0],
        }
    ),
    pd.DataFrame({"supply_id": ["a", "b"], "unit": "klient", "amount": [30.0, 20.0]}),
    pd.DataFrame({"demand_id": ["w", "x", "y", "z"], "people": [10, 100, 200, 50]}),
)
ZONES = decay.stepped({15: 1, 30: 0.5})


def values_of(result: pd.DataFrame, column: str) -> dict[str, float]:
    """Give one column of a result of one market by area."""
    return dict(zip(result["demand_id"], result[column], strict=True))


def random_dense(seed: int, areas: int = 200, points: int = 60) -> Dense:
    """Give a random case in which some pairs, points and areas are out of reach."""
    random = np.random.default_rng(seed)
    minutes = random.uniform(0, 120, (points, areas))
    minutes[random.random((points, areas)) < 0.3] = np.inf
    minutes[:, random.random(areas) < 0.1] = np.inf
    minutes[random.random(points) < 0.1, :] = np.inf
    amount = random.integers(0, 50, points).astype(np.float64)
    return Dense(minutes, amount, random.integers(1, 20_000, areas).astype(np.float64))


DECAYS = (
    decay.binary(30),
    decay.stepped({10: 1, 30: 0.68, 60: 0.22}),
    decay.exponential(0.05),
    decay.gaussian(20, limit_minutes=60),
    decay.logistic(30, 8),
)
_TIMES = st.one_of(st.just(np.inf), st.floats(0, 100))


@st.composite
def dense_cases(draw: DrawFn, least_people: int = 0) -> Dense:
    """Draw a small case, with ties, empty points and areas where nobody lives."""
    points, areas = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    minutes = draw(st.lists(_TIMES, min_size=points * areas, max_size=points * areas))
    return Dense(
        np.array(minutes).reshape(points, areas),
        np.array(draw(_numbers(0, points))),
        np.array(draw(_numbers(least_people, areas))),
    )


@st.composite
def grown_cases(draw: DrawFn) -> tuple[Dense, Dense]:
    """Draw a case and the same with more supply: larger amounts and one point more."""
    less = draw(dense_cases())
    points, areas = less.minutes.shape
    fresh = draw(st.lists(_TIMES, min_size=areas, max_size=areas))
    more = Dense(
        np.vstack([less.minutes, fresh]),
        np.append(less.amount, 0.0) + np.array(draw(_numbers(0, points + 1))),
        less.people,
    )
    return less, more


def _numbers(least: int, count: int) -> st.SearchStrategy[list[float]]:
    """Draw whole numbers as floats."""
    return st.lists(st.integers(least, 1000).map(float), min_size=count, max_size=count)
