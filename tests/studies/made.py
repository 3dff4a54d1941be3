"""The small world of coverage with roads: services stand where their obec is, people drive there.

The centres of A, B, C and D are a kilometre apart on one road (II. třída, 55 km/h); a second state
of the population has more old people in B; half the people of A live near B.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.tables import conform, empty
from tests.coverage.made import CODES, Service, centre_of, plan_with

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gis_sluzby.plan import Plan

#: From the middle of an obec to that of the next one it is 1.09 minutes by road.
STANDARDS = """\
[sensitivity]
limit_shift = [-0.6, 0, 0.6]
[standards]
defaults = false
limit_minutes = 1.2
[[standard]]
druh = "50"
measure = "presence"
level = "orp"
[[standard]]
druh = "49"
measure = "balance"
level = "orp"
unit = "luzka"
required_per_1000 = 20
[[standard]]
druh = "55"
measure = "phone"
level = "stat"
"""


def plan() -> Plan:
    """Give the plan of the small world."""
    return plan_with(STANDARDS)


def centre(
    services: Iterable[Service], *, points: bool = True, declared_complete: str = "all"
) -> dict[str, pd.DataFrame]:
    """Give the datové centrum with these services, two states of the population and points."""
    made = centre_of(services, declared_complete=declared_complete)
    sites, population = made["sites"], made["population"]
    here = sites["geometry"].notna()
    middle = made["obec_points"].set_index("kod_obec")["geometry"]
    sites.loc[here, "geometry"] = sites.loc[here, "kod_obec"].map(middle)
    made["population"] = conform(pd.concat([population, older(population)]), "population")
    made["demand_points"] = inhabited() if points else empty("demand_points")
    return made


def older(population: pd.DataFrame) -> pd.DataFrame:
    """Give an older state: twice as many people in B."""
    more = (population["kod_obec"] == CODES["B"]).astype(int) + 1
    return population.assign(date="2020-01-01", people=population["people"] * more)


@cache
def inhabited() -> pd.DataFrame:
    """Give two points of A, one of them at the border of B."""
    rows = {
        "kod_obec": [CODES["A"]] * 2,
        "point": [1, 2],
        "weight": [0.5, 0.5],
        "source_id": "body",
        "geometry": [shapely.Point(400, 500), shapely.Point(990, 600)],
    }
    return conform(gpd.GeoDataFrame(rows, crs=KROVAK), "demand_points")


@cache
def roads() -> gpd.GeoDataFrame:
    """Give the road from A to E."""
    ends = [(n * 1000 + 500, 500) for n in range(len(CODES))]
    lines = [shapely.LineString(pair) for pair in pairwise(ends)]
    trida = ["silnice II. třídy"] * len(lines)
    return gpd.GeoDataFrame({"trida": trida}, geometry=lines, crs=KROVAK)
