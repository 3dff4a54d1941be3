"""Minutes on real extracts of OpenStreetMap against an oracle that shares no code.

The program's side is all of it: file, segments, joints, the smaller graph and both searches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from gis_sluzby.crs import KROVAK
from gis_sluzby.plan.speeds import SPEEDS, Mode
from gis_sluzby.reach.islands import without_islands
from gis_sluzby.reach.joined import join_places
from gis_sluzby.reach.minutes import times
from gis_sluzby.reach.network import edges_of
from gis_sluzby.sources.osm.file import read_ways
from gis_sluzby.sources.osm.segments import segments_of
from tests.reach import oracle_osm as oracle
from tests.reach.made import EVERYWHERE, supply

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from gis_sluzby.reach.joined import Joined
    from gis_sluzby.reach.search import Direction

TOLERANCE = 0.01
SITES, UNITS = 25, 40
#: networkx is slow: it searches from so many units and so many sites.
FEW = 4
#: A pair that takes longer than this (minutes) is none.
HORIZON = 25.0
EXTRACTS = ("liechtenstein-latest", "andorra")

pytestmark = pytest.mark.real_data


class Case(NamedTuple):
    """Minutes from units to sites and back, of the program, and what the oracle needs."""

    mode: Mode
    joined: Joined
    there: NDArray[np.float64]
    back: NDArray[np.float64]
    reached: oracle.Reached


@pytest.fixture(scope="module", params=[(e, m) for e in EXTRACTS for m in SPEEDS], ids="-".join)
def case(request: pytest.FixtureRequest, real_data: Path) -> Case:
    extract, mode = request.param
    path = real_data / "roads" / f"{extract}.osm.pbf"
    network = oracle.network_of(path, mode)
    points = oracle.scattered(network, SITES + UNITS, seed=5)
    joined = joined_by_program(path, mode, points)
    return Case(
        mode,
        joined,
        table_of(joined, mode, "to_service"),
        table_of(joined, mode, "from_service").T,
        oracle.joined(network, points, oracle.LEG_KMH[mode]),
    )


def joined_by_program(path: Path, mode: Mode, points: NDArray[np.object_]) -> Joined:
    """Join sites (the first points) and units to the program's network."""
    ways = read_ways(path, mode, SPEEDS[mode])
    edges, _ = without_islands(edges_of(segments_of(ways), SPEEDS[mode], (), EVERYWHERE, 0.0))
    sites, units = points[:SITES], points[SITES:]
    return join_places(
        edges, places("site_id", sites), places("demand_id", units), oracle.LEG_KMH[mode]
    )


def table_of(
    joined: Joined, mode: Mode, direction: Direction, horizon: float = 1e9
) -> NDArray[np.float64]:
    """Give the minutes of the table `travel`, units × sites; infinite where there is no row."""
    travel, _ = times(joined, supply({}), horizon, mode, direction=direction)
    found = np.full((UNITS, SITES), np.inf)
    found[travel["demand_id"].astype(int), travel["site_id"].astype(int)] = travel["minutes"]
    return found


def places(id_column: str, points: NDArray[np.object_]) -> gpd.GeoDataFrame:
    names = [str(number) for number in range(len(points))]
    return gpd.GeoDataFrame({id_column: names}, geometry=points, crs=KROVAK)


def test_minutes_there_and_back_agree_with_igraph(case: Case) -> None:
    sites, units = list(range(SITES)), list(range(SITES, SITES + UNITS))
    there = oracle.by_igraph(case.reached, units, sites)
    back = oracle.by_igraph(case.reached, sites, units)
    assert np.isfinite(there).all()
    np.testing.assert_allclose(case.there, there, rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(case.back, back, rtol=0, atol=TOLERANCE)


def test_minutes_there_and_back_agree_with_networkx(case: Case) -> None:
    sites, units = list(range(SITES)), list(range(SITES, SITES + UNITS))
    there = oracle.by_networkx(case.reached, units[:FEW], sites)
    back = oracle.by_networkx(case.reached, sites[:FEW], units)
    np.testing.assert_allclose(case.there[:FEW], there, rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(case.back[:FEW], back, rtol=0, atol=TOLERANCE)


def test_pairs_beyond_a_horizon_are_absent_and_no_others(case: Case) -> None:
    near = table_of(case.joined, case.mode, "to_service", HORIZON)
    whole = np.where(case.there <= HORIZON, case.there, np.inf)
    assert np.isfinite(whole).any() != np.isfinite(whole).all()
    np.testing.assert_allclose(near, whole, rtol=0, atol=1e-9)


@pytest.mark.parametrize("direction", ["to_service", "from_service"])
def test_the_nearest_three_of_every_unit_are_those_of_the_oracle(
    case: Case, direction: Direction
) -> None:
    sites, units = list(range(SITES)), list(range(SITES, SITES + UNITS))
    whole = (
        oracle.by_igraph(case.reached, units, sites)
        if direction == "to_service"
        else oracle.by_igraph(case.reached, sites, units).T
    )
    services = {f"service {site}": str(site) for site in sites}
    for ranks in (1, 3):
        _, near = times(
            case.joined, supply(services), 1.0, case.mode, direction=direction, ranks=ranks
        )
        least = np.sort(whole, axis=1)[:, :ranks]
        table = pd.DataFrame(near).pivot_table("minutes", "demand_id", "rank")
        found = table.loc[[str(unit) for unit in range(UNITS)]].to_numpy(float)
        np.testing.assert_allclose(found, least, rtol=0, atol=TOLERANCE)
        named = near["service_id"].str.removeprefix("service ").astype(int)
        at = whole[near["demand_id"].astype(int), named]
        np.testing.assert_allclose(near["minutes"], at, rtol=0, atol=TOLERANCE)


def test_the_way_back_differs_by_car_and_bicycle_and_not_on_foot(case: Case) -> None:
    assert bool((np.abs(case.there - case.back.T) > TOLERANCE).any()) == (case.mode != "foot")
