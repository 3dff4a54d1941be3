"""Sensitivity of Karlovarský kraj beside as many plain computations of coverage.

Two studies of 45 runs, medians of five rounds in which all take turns: nine speeds by five limits
on the kraj's own data; and three speeds by three limits by five worlds, for which the data that
the kraj does not publish are made up here (a second state of the population, declared areas, four
points in every obec). Measured is all that follows once the centre, the reach and the coverage of
the plan are known: travel times at every speed, every run, the tables. The peer is one
`coverage_table` times 45: what the runs would cost without travel times. The real data is needed:
GIS_SLUZBY_DATA names its folder, else ../shared/data beside the checkout.

    PYTHONPATH=. python scripts/bench/studies.py
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.centre import load
from gis_sluzby.coverage.compute import coverage_table
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.demand import bands_of, demand_people, demand_units, people_of_obce
from gis_sluzby.plan import Sensitivity, read_plan
from gis_sluzby.reach.compute import travel_times
from gis_sluzby.studies.sensitivity import sensitivity
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.plan import Plan

    Tables = dict[str, pd.DataFrame]

ROUNDS = 5
RUNS = 45
ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "tests" / "plans" / "karlovarsky.toml"
FINE = Sensitivity(
    kmh_factor=tuple(percent / 100 for percent in range(80, 121, 5)),
    limit_shift=(-5.0, -2.5, 0.0, 2.5, 5.0),
)


def main() -> None:
    """Measure all, print medians and what they are of the peer."""
    os.environ.setdefault("GIS_SLUZBY_DATA", str(ROOT.parent / "shared" / "data"))
    with tempfile.TemporaryDirectory() as folder:
        plan = read_plan(shutil.copy(PLAN, folder))
        loaded = load(plan)
    own = computed(plan, loaded.centre, loaded.roads)
    made_up = computed(plan, with_made_up(loaded.centre), loaded.roads)
    fine = plan.model_copy(update={"sensitivity": FINE})
    peer = f"{RUNS} × coverage_table"
    jobs: dict[str, Callable[[], object]] = {
        peer: lambda: coverage_table(plan, own[0], own[2], own[3]["standards"]),
        "9 speeds × 5 limits": lambda: sensitivity(fine, *own),
        "3 speeds × 3 limits × 5 worlds": lambda: sensitivity(plan, *made_up),
    }
    for name in list(jobs)[1:]:
        tables = jobs[name]()
        assert isinstance(tables, dict)  # noqa: S101  (what is measured is what it says)
        assert len(tables["sensitivity_runs"]) == RUNS  # noqa: S101
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            times[name].append(seconds(job) * (RUNS if name == peer else 1))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{'':32}{'median':>8}{'least':>8}{'of the peer':>13}")
    for name, median in medians.items():
        print(f"{name:32}{median:7.2f}s{min(times[name]):7.2f}s{median / medians[peer]:12.2f}x")
    print(f"{ROUNDS} rounds, wall clock, in one process")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")


def computed(
    plan: Plan, centre: Tables, roads: gpd.GeoDataFrame
) -> tuple[Tables, gpd.GeoDataFrame, Tables, Tables]:
    """Compute a plan from its centre on: what a study is given."""
    standards = standards_table(plan, centre)
    demand = demand_units(
        gpd.GeoDataFrame(centre["obce"]),
        gpd.GeoDataFrame(centre["obec_points"]),
        centre["demand_points"],
    )
    reached = travel_times(plan, centre, roads, demand, standards[["druh", "forma", "cs"]])
    people = people_of_obce(centre["population"], plan.date, bands_of(standards))
    reached |= {"demand": demand, "demand_people": demand_people(demand, people)}
    return centre, roads, reached, coverage_table(plan, centre, reached, standards)


def with_made_up(centre: Tables) -> Tables:
    """Add what the kraj does not publish, made up: it is there to be computed, not to be read."""
    population, offers = centre["population"], centre["offers"]
    older = population.assign(date="2015-12-31")
    obce = gpd.GeoDataFrame(centre["obce"].query("in_plan"))
    points = obce.geometry.sample_points(4, rng=np.random.default_rng(8)).explode()
    inhabited = obce.loc[points.index, ["kod_obec"]].assign(
        point=points.groupby(level=0).cumcount() + 1, weight=0.25, geometry=points.to_numpy()
    )
    areas = obce["kod_orp"].unique()
    declared = offers[["service_id", "forma"]].assign(
        level="orp",
        kod=[areas[number % len(areas)] for number in range(len(offers))],
        claim="declared",
        evidence="text",
    )
    return {
        **centre,
        "population": conform(pd.concat([population, older]), "population"),
        "demand_points": conform(inhabited, "demand_points"),
        "declared": conform(declared, "declared"),
    }


def seconds(job: Callable[[], object]) -> float:
    """Take the time of a job."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
