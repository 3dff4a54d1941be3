"""What if each service ends: all services in one run against one scenario after another.

The plan is loaded and computed before; measured is the command's own work, the search of the
network and the two tables. The peer is the program itself: scenarios that close one service each,
of which a few are timed and the whole is their median times the number of services.

    GIS_SLUZBY_DATA=data python scripts/bench/ending.py plan.toml
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.pipeline import compute
from gis_sluzby.plan import read_plan
from gis_sluzby.studies.ending import ending, nearest_of_rest
from gis_sluzby.studies.whatif import Outcome, Scenario, whatif

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, SCENARIOS = 5, 7


def main() -> None:
    """Measure both in turns, print the medians and their ratio."""
    plan = read_plan(sys.argv[1])
    results = compute(plan)
    before = Outcome(results.centre, results.reached, results.coverage)
    services = results.centre["services"]["service_id"].tolist()

    def at_once() -> None:
        rest = nearest_of_rest(plan, results.centre, results.roads, results.reached["demand"])
        ending(plan, results.centre, results.reached, results.coverage, rest)

    def closing(service: str) -> None:
        content = {"schema": 1, "name": "konec", "close": [{"service": service}]}
        whatif(plan, Scenario.model_validate(content), before, results.roads)

    at_once()
    chosen = np.linspace(0, len(services) - 1, SCENARIOS).astype(int)
    together = [seconds(at_once) for _ in range(ROUNDS)]
    alone = [seconds(lambda service=services[number]: closing(service)) for number in chosen]
    a, b = statistics.median(together), statistics.median(alone) * len(services)
    print(f"{plan.name}: {len(services)} services")
    print(f"all at once          {a:7.2f} s (median of {ROUNDS})")
    print(f"one after another    {b:7.2f} s (median of {SCENARIOS} scenarios x {len(services)})")
    print(f"ratio                {b / a:7.1f} x faster")
    print(f"Python {platform.python_version()}, {platform.system()}")


def seconds(work: Callable[[], object]) -> float:
    """Take the time of some work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
