"""Isochrones of a small plan against its definition, computed anew at every cell of a grid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.demand import demand_units
from gis_sluzby.plan import read_plan
from gis_sluzby.reach.isochrones.compute import isochrone_table
from gis_sluzby.tables import tables
from tests.small_plan import CORNER, SIDE, write_small_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gis_sluzby.centre import Centre
    from gis_sluzby.plan import Plan

CELL = 50.0
LEG = {"car": 25.0, "foot": 5.0, "bike": 10.0}
KMH = {"car": (55.0, 45.0), "foot": (5.0, 5.0), "bike": (15.0, 15.0)}
EDGES = {
    "car": (4.0, 8.0, 12.0, 20.0, 60.0),
    "foot": (20.0, 40.0, 90.0),
    "bike": (20.0, 40.0, 90.0),
}


class Small(NamedTuple):
    """The small plan, loaded."""

    plan: Plan
    centre: Centre
    roads: gpd.GeoDataFrame


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    plan = read_plan(write_small_plan(tmp_path_factory.mktemp("isochrony") / "plán"))
    loaded = load(plan)
    return Small(plan, loaded.centre, loaded.roads)


def drawn(small: Small, edges: tuple[float, ...] = EDGES["car"]) -> gpd.GeoDataFrame:
    """Draw the isochrones of the small plan, the same edges for every kind."""
    druhy = small.centre["services"]["druh"].unique()
    bands = pd.DataFrame([(druh, edge) for druh in druhy for edge in edges])
    bands.columns = pd.Index(["druh", "minutes"])
    centre = small.centre
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    return isochrone_table(small.plan, centre, small.roads, demand, bands)


def with_reach(small: Small, **changes: object) -> Small:
    """Change the section [reach] of the plan."""
    reach = small.plan.reach.model_copy(update=changes)
    return small._replace(plan=small.plan.model_copy(update={"reach": reach}))


def of_kod(table: gpd.GeoDataFrame, kod: str) -> NDArray[np.object_]:
    """Give the bands of a service or a kind, near to far."""
    return table[table["kod"] == kod].sort_values("minutes").geometry.to_numpy()


def cells() -> NDArray[np.float64]:
    """Give the middles of the cells of the plan's area."""
    axis = np.arange(CELL / 2, 3 * SIDE, CELL)
    x, y = np.meshgrid(axis, axis)
    return np.column_stack([x.ravel(), y.ravel()])


def grid_minutes(
    xy: NDArray[np.float64],
    column: int,
    row: int,
    mode: str = "car",
    blocked: Callable[[int, int, int, int], bool] = lambda *_: False,
) -> NDArray[np.float64]:
    """Give the minutes between places and a crossing (metres from the corner of the plan).

    The network is three streets each way, 55 km/h eastwards and 45 northwards by car; `blocked`
    tells which steps between crossings nobody who travels to the service may take.
    """
    eastwards, northwards = (60 * SIDE / 1000 / kmh for kmh in KMH[mode])
    steps = [
        (i, j, i + di, j + dj, eastwards if dj == 0 else northwards)
        for i in range(3)
        for j in range(3)
        for di, dj in ((1, 0), (-1, 0), (0, 1), (0, -1))
        if 0 <= i + di < 3 and 0 <= j + dj < 3 and not blocked(i, j, i + di, j + dj)
    ]
    least = {(i, j): np.inf for i in range(3) for j in range(3)}
    least[column, row] = 0.0
    for _ in range(9):
        for i, j, to_i, to_j, took in steps:
            least[i, j] = min(least[i, j], least[to_i, to_j] + took)
    best = np.full(len(xy), np.inf)
    metres = np.full(len(xy), np.inf)
    for i, j, to_i, to_j, took in steps:
        if (to_i, to_j) < (i, j) and not blocked(to_i, to_j, i, j):
            continue
        start, end = (np.array([a, b]) * SIDE + SIDE / 2 for a, b in ((i, j), (to_i, to_j)))
        share = ((xy - start) @ (end - start) / SIDE**2).clip(0, 1)
        away = np.hypot(*(xy - start - share[:, None] * (end - start)).T)
        ahead = least[to_i, to_j] + (1 - share) * took
        back = np.inf if blocked(to_i, to_j, i, j) else least[i, j] + share * took
        here = np.minimum(ahead, back)
        here = np.where(share <= 0, least[i, j], np.where(share >= 1, least[to_i, to_j], here))
        nearer = away < metres - 1e-6
        tied = ~nearer & (away <= metres + 1e-6)
        best = np.where(nearer, here, np.where(tied, np.minimum(best, here), best))
        metres = np.where(nearer, away, metres)
    return best + metres / 1000 / LEG[mode] * 60


def check(
    table: gpd.GeoDataFrame, kod: str, minutes: NDArray[np.float64], edges: tuple[float, ...]
) -> None:
    """Compare the bands of a kod with the minutes of all cells."""
    own = table[table["kod"] == kod].sort_values("minutes")
    isochrones = {
        upper: shapely.union_all(own.geometry[own["minutes"] <= upper]) for upper in edges
    }
    where = cells() + CORNER
    for upper, isochrone in isochrones.items():
        expected = minutes <= upper
        area = expected.sum() * CELL**2
        assert isochrone.area == pytest.approx(area, rel=0.02, abs=4 * CELL**2)
        differs = shapely.intersects_xy(isochrone, where) != expected
        assert differs.sum() * CELL**2 <= 0.04 * area + 8 * CELL**2
    assert shapely.coverage_is_valid(own.geometry.to_numpy())


def test_a_service_in_the_corner(small: Small) -> None:
    table = drawn(small)
    check(table, "sluzby:1", grid_minutes(cells(), 0, 0), EDGES["car"])
    check(table, "sluzby:3", grid_minutes(cells(), 2, 2), EDGES["car"])


@pytest.mark.parametrize("mode", ["foot", "bike"])
def test_other_modes(small: Small, mode: str) -> None:
    table = drawn(with_reach(small, mode=mode), EDGES[mode])
    assert set(table["mode"]) == {mode}
    check(table, "sluzby:1", grid_minutes(cells(), 0, 0, mode), EDGES[mode])


def test_who_travels_makes_a_difference_where_roads_are_one_way(small: Small) -> None:
    # The road between the first two centres is open eastwards only, away from the service.
    roads = small.roads.assign(oneway=0)
    ends = shapely.get_coordinates(shapely.get_point(roads.geometry.to_numpy(), 0))
    after = shapely.get_coordinates(shapely.get_point(roads.geometry.to_numpy(), -1))
    low = np.minimum(ends, after) - CORNER
    first = np.flatnonzero(
        (np.abs(low - SIDE / 2) < 1).all(axis=1) & (np.abs(ends - after)[:, 0] > 1)
    )
    assert len(first) == 1
    roads.loc[roads.index[first], "oneway"] = np.where(ends[first, 0] < after[first, 0], 1, -1)

    def to_service(*step: int) -> bool:
        return step == (1, 0, 0, 0)

    def from_service(*step: int) -> bool:
        return step == (0, 0, 1, 0)  # the way back is walked backwards

    there = drawn(small._replace(roads=roads))
    check(there, "sluzby:1", grid_minutes(cells(), 0, 0, blocked=to_service), EDGES["car"])
    back = drawn(with_reach(small._replace(roads=roads), direction="from_service"))
    check(back, "sluzby:1", grid_minutes(cells(), 0, 0, blocked=from_service), EDGES["car"])


def test_the_start_of_a_way_takes_its_time(small: Small) -> None:
    edges = EDGES["car"][1:]
    table = drawn(with_reach(small, startup_minutes=3.0), edges)
    check(table, "sluzby:1", grid_minutes(cells(), 0, 0) + 3, edges)


def test_rows_are_canonical_and_bands_lie_one_in_another(small: Small) -> None:
    table = drawn(small)
    assert list(table.columns) == [column.name for column in tables()["isochrones"].columns]
    assert table.crs.to_epsg() == 5514
    assert set(table.geometry.geom_type) == {"MultiPolygon"}
    for _, own in table.groupby(["scope", "kod"]):
        assert own["minutes_from"].tolist() == [0.0, *own["minutes"].tolist()[:-1]]
        bands = own.geometry.to_numpy()
        assert shapely.area(shapely.union_all(bands)) == pytest.approx(shapely.area(bands).sum())
        for nearer, farther in pairwise(bands):
            assert shapely.area(shapely.intersection(nearer, farther)) < 1e-6


def test_a_kind_takes_the_nearest_of_its_services(small: Small) -> None:
    services = small.centre["services"]
    one_kind = {**small.centre, "services": services.assign(druh="46")}
    table = drawn(small._replace(centre=one_kind))
    nearest = np.minimum(grid_minutes(cells(), 0, 0), grid_minutes(cells(), 2, 2))
    check(table[table["scope"] == "druh"], "46", nearest, EDGES["car"])


def test_a_service_that_only_travels_itself_has_none(small: Small) -> None:
    table = drawn(small)
    assert set(table.loc[table["scope"] == "service", "kod"]) == {"sluzby:1", "sluzby:3"}
    assert set(table.loc[table["scope"] == "druh", "kod"]) == {"46", "49"}


@pytest.mark.parametrize("of", ["services", "sites"])
def test_a_secret_address_shows_nowhere(small: Small, of: str) -> None:
    centre = small.centre
    links = centre["service_sites"].set_index("service_id")["site_id"]
    name, key = ("service_id", "sluzby:1") if of == "services" else ("site_id", links["sluzby:1"])
    marked = centre[of].assign(secret=centre[of][name] == key)
    offers = centre["offers"][centre["offers"]["service_id"] != "sluzby:1"]
    # Even of the kind that a known service shares with it nothing is drawn around it.
    services = marked if of == "services" else centre["services"]
    hidden = {**centre, of: marked, "services": services.assign(druh="46")}
    without = {**centre, "services": centre["services"].assign(druh="46"), "offers": offers}
    table, expected = (drawn(small._replace(centre=each)) for each in (hidden, without))
    assert "sluzby:1" not in set(table["kod"])
    pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(expected))


def test_a_matrix_gives_no_isochrones(small: Small) -> None:
    table = drawn(with_reach(small, mode="matrix"))
    assert table.empty
    assert list(table.columns) == [column.name for column in tables()["isochrones"].columns]


def test_the_same_inputs_give_the_same_bytes(small: Small) -> None:
    first, second = (shapely.to_wkb(drawn(small).geometry.to_numpy()) for _ in range(2))
    assert (first == second).all()
