"""Minutes on real extracts of OpenStreetMap against an oracle that shares no code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from gis_sluzby.crs import KROVAK
from gis_sluzby.plan.speeds import SPEEDS, Mode
from gis_sluzby.reach.islands import without_islands
from gis_sluzby.reach.joined import join_places
from gis_sluzby.reach.network import edges_of
from gis_sluzby.sources.osm.file import read_ways
from gis_sluzby.sources.osm.segments import segments_of
from tests.reach import oracle_osm as oracle
from tests.reach.made import EVERYWHERE

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TOLERANCE = 0.01
SITES, UNITS = 25, 40
EXTRACTS = ("liechtenstein-latest", "andorra")

pytestmark = pytest.mark.real_data


class Case(NamedTuple):
    """Minutes from units to sites and back, of the program, and what the oracle needs."""

    mode: Mode
    there: NDArray[np.float64]
    back: NDArray[np.float64]
    reached: oracle.Reached


@pytest.fixture(scope="module", params=[(e, m) for e in EXTRACTS for m in SPEEDS], ids="-".join)
def case(request: pytest.FixtureRequest, real_data: Path) -> Case:
    extract, mode = request.param
    path = real_data / "roads" / f"{extract}.osm.pbf"
    network = oracle.network_of(path, mode)
    points = oracle.scattered(network, SITES + UNITS, seed=5)
    there, back = minutes_of(path, mode, points)
    return Case(mode, there, back, oracle.joined(network, points, oracle.LEG_KMH[mode]))


def minutes_of(
    path: Path, mode: Mode, points: NDArray[np.object_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the program's minutes from units (the last points) to sites, and from sites to units."""
    ways = read_ways(path, mode, SPEEDS[mode])
    edges, _ = without_islands(edges_of(segments_of(ways), SPEEDS[mode], (), EVERYWHERE, 0.0))
    sites, units = points[:SITES], points[SITES:]
    joined = join_places(
        edges, places("site_id", sites), places("demand_id", units), oracle.LEG_KMH[mode]
    )
    legs = joined.demand_legs[:, None] + joined.site_legs
    there = dijkstra(joined.matrix, indices=joined.demand_nodes)[:, joined.site_nodes]
    back = dijkstra(joined.matrix, indices=joined.site_nodes)[:, joined.demand_nodes]
    return legs + there, legs.T + back


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


def test_minutes_agree_with_networkx(case: Case) -> None:
    there = oracle.by_networkx(case.reached, [SITES], list(range(SITES)))
    np.testing.assert_allclose(case.there[:1], there, rtol=0, atol=TOLERANCE)


def test_the_way_back_differs_by_car_and_bicycle_and_not_on_foot(case: Case) -> None:
    assert bool((np.abs(case.there - case.back.T) > TOLERANCE).any()) == (case.mode != "foot")
