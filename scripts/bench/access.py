"""E2SFCA of all obce of Czechia against PySAL access, in one run, on the same frames.

6,258 areas × 2,000 points, the pairs within 45 minutes; medians of five rounds, the two taking
turns. Both are given the frames as they come from a table: text ids, the pairs sorted by them.

    python scripts/bench/access.py
"""

from __future__ import annotations

import importlib
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.access import decay, enhanced

if TYPE_CHECKING:
    from collections.abc import Callable

AREAS, POINTS, LIMIT, ROUNDS = 6_258, 2_000, 45.0, 5
ZONES = {15.0: 1.0, 30.0: 0.68, 45.0: 0.22}
#: A country of this size, in kilometres, with straight roads at 60 km/h and a detour of 1.3.
WIDTH, HEIGHT, MINUTES_PER_KM = 490.0, 280.0, 1.3


def main() -> None:
    """Measure both, print the medians and their ratio."""
    travel, supply, demand = frames()
    pysal = pysal_access()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: enhanced(travel, supply, demand, decay=decay.stepped(ZONES))))
        theirs.append(seconds(lambda: pysal_ratios(pysal, travel, supply, demand)))
    mine = enhanced(travel, supply, demand, decay=decay.stepped(ZONES)).set_index("demand_id")
    other = pysal_ratios(pysal, travel, supply, demand).reindex(mine.index).fillna(0.0)
    difference = float(np.abs(mine["ratio"] - other).max())
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"E2SFCA {AREAS:,} x {POINTS:,}: {len(travel):,} pairs within {LIMIT:g} minutes")
    print(f"gis_sluzby      {a * 1000:7.1f} ms (median of {ROUNDS})")
    print(f"PySAL access    {b * 1000:7.1f} ms (median of {ROUNDS})")
    print(f"ratio           {b / a:7.1f} x faster; largest difference {difference:.1e}")
    print(
        f"Python {platform.python_version()}, pandas {pd.__version__}, access {pysal.__version__}"
    )


def frames() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make travel, supply and demand, the same in every run."""
    random = np.random.default_rng(5514)
    area_ids = np.array([f"{500_000 + number}" for number in range(AREAS)])
    point_ids = np.array([f"sluzby:{number:05d}:amb:klient" for number in range(POINTS)])
    areas = random.uniform(0, (WIDTH, HEIGHT), (AREAS, 2))
    points = random.uniform(0, (WIDTH, HEIGHT), (POINTS, 2))
    gap = points[:, None, :] - areas[None, :, :]
    minutes = np.hypot(gap[..., 0], gap[..., 1]) * MINUTES_PER_KM
    point, area = np.nonzero(minutes <= LIMIT)
    travel = pd.DataFrame(
        {
            "supply_id": point_ids[point],
            "demand_id": area_ids[area],
            "minutes": minutes[point, area],
        }
    )
    amount = random.integers(1, 60, POINTS)
    supply = pd.DataFrame({"supply_id": point_ids, "unit": "klient", "amount": amount})
    people = random.lognormal(6, 1.3, AREAS).astype(int) + 1
    return travel, supply, pd.DataFrame({"demand_id": area_ids, "people": people})


def pysal_access() -> Any:  # noqa: ANN401  (the library has no types)
    """Import PySAL access, not this file, which has its name and stands first on the path."""
    here = Path(__file__).resolve().parent
    sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() != here]
    return importlib.import_module("access")


def pysal_ratios(
    pysal: Any,  # noqa: ANN401  (the library has no types)
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
) -> pd.Series:
    """Compute the same by PySAL access."""
    asked = pysal.Access(
        demand_df=demand,
        demand_index="demand_id",
        demand_value="people",
        supply_df=supply,
        supply_index="supply_id",
        supply_value="amount",
        cost_df=travel,
        cost_origin="demand_id",
        cost_dest="supply_id",
        cost_name="minutes",
    )
    weigh = pysal.weights.step_fn(ZONES)
    return asked.enhanced_two_stage_fca(max_cost=LIMIT, weight_fn=weigh).iloc[:, 0]


def seconds(work: Callable[[], object]) -> float:
    """Take the time of some work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
