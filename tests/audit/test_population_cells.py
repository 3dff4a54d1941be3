"""Cells of a raster of population: shared by area, the sum of every obec kept to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely

from gis_sluzby.audit.population_cells import cell_shares, settled_cells
from gis_sluzby.centre import load
from gis_sluzby.demand import (
    demand_people,
    demand_units,
    people_of_obce,
)
from gis_sluzby.errors import GisSluzbyError
from gis_sluzby.plan import read_plan
from gis_sluzby.sources.population_raster import read_population_raster
from tests.small_plan import CODES, CORNER, SIDE, write_small_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

REAL_PLAN = Path(__file__).parents[1] / "plans" / "karlovarsky.toml"
SOURCE = """
[[source]]
id = "lide"
table = "demand_points"
reader = "raster"
path = "lide.tif"
vintage = 2025-01-01
licence = "CC0-1.0"
attribution = "modelová data"
"""
CELL = 100.0


def write_raster(
    path: Path,
    people: NDArray[np.float64],
    corner: tuple[float, float],
    cell: float = CELL,
    crs: str = "EPSG:5514",
) -> None:
    """Write a raster of people whose north-west corner is given; −1 stands for no data."""
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=people.shape[0],
        width=people.shape[1],
        count=1,
        dtype="float64",
        nodata=-1,
        crs=crs,
        transform=rasterio.Affine(cell, 0, corner[0], 0, -cell, corner[1]),
    ) as raster:
        raster.write(people, 1)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Give the small plan with a raster of people, which a test still writes."""
    path = write_small_plan(tmp_path / "plán")
    path.write_text(path.read_text("utf-8") + SOURCE, "utf-8")
    return read_plan(path)


def points_of(plan: Plan) -> gpd.GeoDataFrame:
    """Load the plan and give its demand points."""
    return gpd.GeoDataFrame(load(plan).centre["demand_points"])


def test_cells_are_shared_by_area() -> None:
    # Three strips over two cells of 100 m: the middle one has a quarter of each.
    areas = np.array([shapely.box(0, 0, 75, 100), shapely.box(75, 0, 125, 100)], object)
    found = cell_shares(np.array([[4.0, 8.0]]), (0.0, 0.0, 200.0, 100.0), areas)
    assert found.area.tolist() == [0, 1, 1]
    assert found.cell.tolist() == [0, 0, 1]
    assert found.share.tolist() == pytest.approx([0.75, 0.25, 0.25])


def test_shares_equal_areas_of_intersections() -> None:
    random = np.random.default_rng(3)
    seeds = shapely.MultiPoint(random.uniform(0, 1000, (12, 2)))
    cells = shapely.voronoi_polygons(seeds, extend_to=shapely.box(0, 0, 1000, 1000))
    areas = np.asarray(shapely.get_parts(cells), object)
    values = random.integers(0, 3, (10, 10)).astype(float)
    found = cell_shares(values, (0.0, 0.0, 1000.0, 1000.0), areas)
    row, column = np.divmod(found.cell, 10)
    squares = shapely.box(column * 100, 900 - row * 100, column * 100 + 100, 1000 - row * 100)
    expected = shapely.area(shapely.intersection(squares, areas[found.area])) / 10_000
    np.testing.assert_allclose(found.share, expected, atol=1e-6)
    whole = np.bincount(found.cell, found.share, 100)
    np.testing.assert_allclose(whole, (values.ravel() != 0).astype(float), atol=1e-5)


def test_points_stand_in_their_obec(plan: Plan) -> None:
    # A cell on the edge of the first two obce, three quarters of it in the first one.
    people = np.zeros((60, 200))
    people[59, 59], people[59, 10] = 40.0, 20.0
    write_raster(plan.path.parent / "data" / "lide.tif", people, (CORNER[0] + 25, CORNER[1] + SIDE))
    points = points_of(plan).sort_values(["kod_obec", "point"])
    assert points["kod_obec"].tolist() == [CODES[0], CODES[0], CODES[1]]
    assert points["weight"].tolist() == pytest.approx([20 / 50, 30 / 50, 1.0], abs=1e-6)
    middle = CORNER[0] + 25 + 1050, CORNER[1] + 50
    assert shapely.get_coordinates(points.geometry.iloc[0]).tolist() == [list(middle)]
    x, _ = shapely.get_coordinates(points.geometry.iloc[2])[0]
    assert CORNER[0] + SIDE < x <= CORNER[0] + SIDE + 25


def test_an_obec_without_an_inhabited_cell_keeps_its_point(plan: Plan) -> None:
    write_raster(
        plan.path.parent / "data" / "lide.tif", np.full((5, 5), 3.0), (CORNER[0], CORNER[1] + 500)
    )
    centre = load(plan).centre
    demand = demand_units(
        gpd.GeoDataFrame(centre["obce"]),
        gpd.GeoDataFrame(centre["obec_points"]),
        centre["demand_points"],
    )
    counts = demand.groupby("kod_obec").size()
    assert counts[CODES[0]] == 25
    assert (counts.drop(CODES[0]) == 1).all()


@pytest.mark.parametrize(
    ("people", "crs", "told"),
    [
        (np.full((5, 5), -3.0), "EPSG:5514", "záporný počet lidí"),
        (np.ones((5, 5)), "EPSG:3035", "potřeba je EPSG:5514"),
    ],
)
def test_a_bad_raster_is_refused(
    plan: Plan, people: NDArray[np.float64], crs: str, told: str
) -> None:
    place = plan.path.parent / "data" / "lide.tif"
    write_raster(place, people, (CORNER[0], CORNER[1] + 500), crs=crs)
    with pytest.raises(GisSluzbyError, match=told):
        load(plan)


def test_what_is_no_raster_is_refused(plan: Plan) -> None:
    (plan.path.parent / "data" / "lide.tif").write_text("lidé", "utf-8")
    with pytest.raises(GisSluzbyError, match="nelze přečíst jako rastr"):
        load(plan)


def test_a_raster_elsewhere_counts_nobody(plan: Plan) -> None:
    corner = -500_000.0, -1_000_000.0
    write_raster(plan.path.parent / "data" / "lide.tif", np.ones((5, 5)), corner)
    assert points_of(plan).empty


def test_only_the_window_of_the_plan_is_read(plan: Plan) -> None:
    people = np.ones((1000, 1000))
    write_raster(
        plan.path.parent / "data" / "lide.tif", people, (CORNER[0] - 20_000, CORNER[1] + 50_000)
    )
    source = plan.of_table("demand_points")[0]
    box = (CORNER[0], CORNER[1], CORNER[0] + SIDE, CORNER[1] + SIDE)
    reading = read_population_raster(plan, source, box)
    assert 60**2 <= len(reading.frame) <= 62**2


@pytest.mark.usefixtures("real_data")
def test_sums_of_a_real_kraj_are_exact() -> None:
    plan = read_plan(REAL_PLAN)
    centre = load(plan).centre
    obce = gpd.GeoDataFrame(centre["obce"])
    own = gpd.GeoDataFrame(obce[obce["in_plan"]])
    west, south, east, north = (float(v) for v in own.total_bounds.round(-2))
    random = np.random.default_rng(5514)
    people = random.poisson(0.4, (int(north - south) // 100, int(east - west) // 100))
    row, column = np.nonzero(people)
    x, y = west + column * CELL, north - row * CELL
    cells = gpd.GeoDataFrame(
        {"people": people[row, column].astype(float)},
        geometry=shapely.box(x, y - CELL, x + CELL, y),
        crs=own.crs,
    )
    points = settled_cells(cells, own, plan.of_table("obce")[0])
    assert len(points) > 50_000
    demand = demand_units(obce, gpd.GeoDataFrame(centre["obec_points"]), points)
    weights = demand.groupby("kod_obec")["weight"].sum()
    assert (weights == 1.0).all()
    counted = people_of_obce(centre["population"], plan.date, [(0, 150), (15, 26), (65, 150)])
    shared = demand_people(demand, counted).merge(demand[["demand_id", "kod_obec"]], on="demand_id")
    sums = shared.groupby(["kod_obec", "band"])["people"].sum()
    expected = counted.set_index(["kod_obec", "band"])["people"]
    assert (sums - expected.loc[sums.index]).abs().max() <= 1e-9
    inside = shapely.covers(
        own.set_index("kod_obec").geometry.loc[points["kod_obec"]].to_numpy(),
        gpd.GeoDataFrame(points).geometry.to_numpy(),
    )
    assert inside.all()
