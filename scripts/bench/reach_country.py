"""Travel times of real regions for the bench of reach: one kraj, and all of Czechia."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from gis_sluzby.centre import load
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.crs import KROVAK, to_5514
from gis_sluzby.demand import demand_units
from gis_sluzby.plan import read_plan
from gis_sluzby.plan.speeds import KMH
from gis_sluzby.reach.compute import travel_times
from gis_sluzby.reach.islands import without_islands
from gis_sluzby.reach.joined import join_places
from gis_sluzby.reach.nearest import Group, nearest
from gis_sluzby.reach.network import edges_of
from gis_sluzby.reach.search import pairs_within, searches_of, ways_of

if TYPE_CHECKING:
    from gis_sluzby.reach.joined import Joined

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("GIS_SLUZBY_DATA") or ROOT.parent / "shared" / "data").resolve()
KRAJ, COUNTRY = "Karlovarský kraj", "Czechia"
NAMES = (KRAJ, COUNTRY)
SITES, LIMIT, GROUPS = 18_907, 45.0, 34
MOTORWAYS = ("dálnice", "rychlostní silnice")
LEG_KMH = 25.0


def told(name: str) -> str:
    """Compute one region and tell how long it took after reading.

    Parameters
    ----------
    name
        One of `NAMES`.

    Returns
    -------
    What was computed, and the seconds.
    """
    return _kraj() if name == KRAJ else _country()


def _kraj() -> str:
    """Compute all tables of reach of the plan of a kraj."""
    os.environ["GIS_SLUZBY_DATA"] = str(DATA)
    plan = read_plan(ROOT / "tests" / "plans" / "karlovarsky.toml")
    centre, roads = load(plan)
    demand = demand_units(centre["obce"], centre["obec_points"], centre["demand_points"])
    groups = standards_table(plan, centre)[["druh", "forma", "cs"]]
    begun, computed = time.perf_counter(), time.process_time()
    reached = travel_times(plan, centre, roads, demand, groups)
    took, computed = time.perf_counter() - begun, time.process_time() - computed
    return (
        f"{len(demand)} demand units, {len(reached['travel']):,} pairs, "
        f"{len(reached['nearest']):,} nearest: {took:.2f} s after reading "
        f"({computed:.2f} s of computing)"
    )


def _country() -> str:
    """Compute all pairs and the nearest of every group from seeded sites near all obce."""
    points = to_5514(
        pyogrio.read_dataframe(
            DATA / "boundaries" / "obce_definicni_body_2024_ruian.gpkg", columns=["KOD_OBEC"]
        )
    ).rename(columns={"KOD_OBEC": "demand_id"})
    roads = to_5514(
        pyogrio.read_dataframe(DATA / "roads" / "silnice_cr_arccr500.gpkg", columns=["TRIDA"])
    ).rename(columns={"TRIDA": "trida"})
    roads = roads.explode(index_parts=False)
    begun, computed = time.perf_counter(), time.process_time()
    everywhere = shapely.box(*roads.total_bounds)
    edges, _ = without_islands(edges_of(roads, KMH, MOTORWAYS, everywhere, 0.0))
    joined = join_places(edges, _seeded(points), points, LEG_KMH)
    ways = ways_of(joined, searches=searches_of(joined))
    pairs = pairs_within(ways, LIMIT)
    found = nearest(ways, _groups(joined))
    took, computed = time.perf_counter() - begun, time.process_time() - computed
    answers = sum(len(one.units) for one in found)
    return (
        f"{len(points):,} obce, {SITES:,} seeded sites, {len(pairs.minutes):,} pairs within "
        f"{LIMIT:g} min, {answers:,} nearest of {GROUPS} groups: {took:.2f} s after reading "
        f"({computed:.2f} s of computing; {time.process_time():.2f} s with imports and reading)"
    )


def _seeded(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Make sites around the official points of obce, many in few of them."""
    random = np.random.default_rng(5514)
    share = random.lognormal(0, 1.5, len(points))
    obec = random.choice(len(points), SITES, p=share / share.sum())
    xy = shapely.get_coordinates(points.geometry.to_numpy())[obec]
    xy += random.normal(0, 600, xy.shape)
    names = [f"s{number:05}" for number in range(SITES)]
    return gpd.GeoDataFrame({"site_id": names}, geometry=shapely.points(xy), crs=KROVAK)


def _groups(joined: Joined) -> list[Group]:
    """Deal the sites out to groups."""
    sites = np.arange(np.count_nonzero(joined.site_nodes >= 0))
    return [Group(sites[number::GROUPS], sites[number::GROUPS]) for number in range(GROUPS)]
