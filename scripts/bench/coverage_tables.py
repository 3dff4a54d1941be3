"""Coverage after reach: 34 kinds of Karlovarský kraj, and of all Czechia with made-up services.

Medians of rounds in which all take turns. Measured is what a plan costs once minutes are known:
coverage of obce, ORP and kraje, capacities, gaps. The peer is plain pandas on the same frames: the
pairs within the limit joined to kinds and counted by kind and demand unit, without statuses,
reasons, forms, targets or larger areas. Services of Czechia are drawn at random, weighted by
people, 6,733 of them as many as the register has; their minutes are straight lines at 40 km/h. The
real data is needed: GIS_SLUZBY_DATA names its folder, else ../shared/data beside the checkout.

    PYTHONPATH=. python scripts/bench/coverage_tables.py
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from gis_sluzby import codelists
from gis_sluzby.centre import load
from gis_sluzby.coverage.compute import coverage_and_capacity
from gis_sluzby.coverage.gaps import gaps_table
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.demand import bands_of, demand_people, demand_units, people_of_obce
from gis_sluzby.plan import read_plan
from gis_sluzby.reach.claims import supply_groups
from gis_sluzby.reach.compute import travel_times
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.plan import Plan

    Tables = dict[str, pd.DataFrame]

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "tests" / "plans"
ROUNDS = 3
SERVICES, KMH, HORIZON = 6_733, 40.0, 90.0
#: The limits of the issue, seconds.
LIMITS = {"Karlovarský kraj": 0.5, "Czechia": 5.0}


class World(NamedTuple):
    """What coverage is computed from."""

    plan: Plan
    centre: Tables
    reached: Tables
    standards: pd.DataFrame


def main() -> None:
    """Measure both, print medians, what they are of the peer, and whether the limits hold."""
    os.environ.setdefault("GIS_SLUZBY_DATA", str(ROOT.parent / "shared" / "data"))
    worlds = {"Karlovarský kraj": karlovarsky(), "Czechia": czechia()}
    print(
        f"{'':18}{'pairs':>11}{'median':>9}{'least':>8}{'peer':>8}{'of the peer':>13}{'limit':>8}"
    )
    for name, world in worlds.items():
        own: list[float] = []
        plain: list[float] = []
        for _ in range(ROUNDS):
            own.append(seconds(lambda w=world: covered(w)))
            plain.append(seconds(lambda w=world: counted(w)))
        median, peer = statistics.median(own), statistics.median(plain)
        held = "held" if median <= LIMITS[name] else "NOT held"
        print(
            f"{name:18}{len(world.reached['reach']):>11,}{median:8.2f}s{min(own):7.2f}s"
            f"{peer:7.2f}s{median / peer:12.1f}x{LIMITS[name]:7.1f}s {held}"
        )
    print(f"{ROUNDS} rounds, wall clock, in one process")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")


def covered(world: World) -> Tables:
    """Compute what a plan computes once minutes are known."""
    tables = coverage_and_capacity(world.plan, world.centre, world.reached, world.standards)
    return {**tables, "gaps": gaps_table(tables)}


def counted(world: World) -> pd.Series[int]:
    """Count the services within the limit by kind and demand unit: the peer."""
    limits = world.standards.query("forma == 'any' and cs == 'any'").set_index("druh")
    kinds = world.centre["services"][["service_id", "druh"]]
    pairs = world.reached["reach"].merge(kinds, on="service_id")
    near = pairs[pairs["minutes"] <= pairs["druh"].map(limits["limit_minutes"])]
    return near.groupby(["druh", "demand_id"])["service_id"].nunique()


def karlovarsky() -> World:
    """Compute Karlovarský kraj up to its minutes."""
    with tempfile.TemporaryDirectory() as folder:
        plan = read_plan(shutil.copy(PLANS / "karlovarsky.toml", folder))
        loaded = load(plan)
    centre = loaded.centre
    standards, demand = standards_table(plan, centre), units_of(centre)
    reached = travel_times(plan, centre, loaded.roads, demand, standards[["druh", "forma", "cs"]])
    return World(plan, centre, with_people(plan, centre, demand, standards, reached), standards)


def czechia() -> World:
    """Make services all over Czechia, and their minutes."""
    plan = read_plan(PLANS / "cesko.toml")
    plan = plan.model_copy(
        update={
            "source": tuple(
                s for s in plan.source if s.table in ("obce", "obec_points", "population")
            )
        }
    )
    centre = load(plan).centre
    centre |= made_services(centre)
    standards, demand = standards_table(plan, centre), units_of(centre)
    reached = made_minutes(centre, demand, standards)
    return World(plan, centre, with_people(plan, centre, demand, standards, reached), standards)


def units_of(centre: Tables) -> gpd.GeoDataFrame:
    """Give the demand units."""
    return demand_units(
        gpd.GeoDataFrame(centre["obce"]),
        gpd.GeoDataFrame(centre["obec_points"]),
        centre["demand_points"],
    )


def with_people(
    plan: Plan, centre: Tables, demand: pd.DataFrame, standards: pd.DataFrame, reached: Tables
) -> Tables:
    """Add demand and its people to what was reached."""
    people = people_of_obce(centre["population"], plan.date, bands_of(standards))
    return {**reached, "demand": demand, "demand_people": demand_people(demand, people)}


def made_services(centre: Tables) -> Tables:
    """Draw services in obce, more where more people live; each in the first form of its kind."""
    random = np.random.default_rng(7)
    people = centre["population"].groupby("kod_obec")["people"].sum()
    obce = random.choice(people.index.to_numpy(), SERVICES, p=people / people.sum())
    kinds = [druh for druh in codelists.druhy() if druh.forms]
    druhy = [kinds[n] for n in random.integers(0, len(kinds), SERVICES)]
    ids = [f"s:{n:05d}" for n in range(SERVICES)]
    points = centre["obec_points"].set_index("kod_obec")["geometry"].loc[obce].to_numpy()
    rows = pd.DataFrame({"service_id": ids, "site_id": ids, "kod_obec": obce, "geometry": points})
    rows = rows.assign(
        druh=[druh.code for druh in druhy],
        forma=[druh.forms[0] for druh in druhy],
        provider_id=[f"p{n % 2500}" for n in range(SERVICES)],
        source_id="s",
        source_row=range(SERVICES),
        secret=False,
        precision="address",
        forma_basis="source",
        nonstop=False,
        unit="klient",
        count=10.0,
    )
    sources = (
        centre["sources"]
        .iloc[:1]
        .assign(source_id="s", table="services", complete_for="all", path="-")
    )
    sites = gpd.GeoDataFrame(rows, geometry="geometry", crs=5514)
    names = ("services", "service_sites", "offers", "capacities")
    return {
        **{name: conform(pd.DataFrame(rows), name) for name in names},
        "sites": conform(sites, "sites"),
        "sources": pd.concat([centre["sources"], sources], ignore_index=True),
    }


def made_minutes(centre: Tables, demand: gpd.GeoDataFrame, standards: pd.DataFrame) -> Tables:
    """Give reach and nearest by straight lines."""
    places = gpd.GeoDataFrame(centre["sites"]).geometry
    xy, of_demand = (np.column_stack([p.x, p.y]) for p in (places, demand.geometry))
    metres = HORIZON / 60 * KMH * 1000
    near = cKDTree(xy).sparse_distance_matrix(cKDTree(of_demand), metres, output_type="coo_matrix")
    minutes = near.data / 1000 / KMH * 60
    offers = centre["offers"].set_index("service_id")["forma"].loc[centre["sites"]["site_id"]]
    ids = centre["sites"]["site_id"].array
    reach = pd.DataFrame(
        {
            "service_id": ids[near.row],
            "forma": offers.array[near.row],
            "demand_id": demand["demand_id"].array[near.col],
            "claim": "modelled",
            "mode": "car",
            "site_id": ids[near.row],
            "minutes": minutes,
        }
    )
    numbers = pd.Series(range(len(ids)), index=ids)
    parts = []
    for key, members in supply_groups(centre, standards).groupby(["druh", "forma", "cs"]):
        mine = numbers.loc[members["site_id"].unique()].to_numpy()
        away, which = cKDTree(xy[mine]).query(of_demand)
        found = {"demand_id": demand["demand_id"].array, "site_id": ids[mine[which]]}
        minutes = away / 1000 / KMH * 60
        parts.append(
            pd.DataFrame(found).assign(druh=key[0], forma=key[1], cs=key[2], minutes=minutes)
        )
    nearest = pd.concat(parts, ignore_index=True)
    nearest = nearest.assign(service_id=nearest["site_id"], mode="car", rank=1)
    return {"reach": reach, "nearest": nearest}


def seconds(job: Callable[[], object]) -> float:
    """Take the time of a job."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
