"""Friction from ground, barriers and roads, and grids."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from gis_sluzby.crs import KROVAK
from gis_sluzby.reach.raster.cost import least_minutes
from gis_sluzby.reach.raster.friction import friction_of, passed_cells
from gis_sluzby.reach.raster.grid import Grid, cells_at, grid_of, middles

GRID = Grid(-760_000.0, -1_060_000.0, 100.0, 20, 30)
NOTHING = np.array([], object)
KMH = {"silnice": 60.0, "polní cesta": 12.0}


def roads(*ways: tuple[str, list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    """Make roads of kilometres east and south of the grid's corner."""
    return gpd.GeoDataFrame(
        {"trida": [trida for trida, _ in ways]},
        geometry=[line(way) for _, way in ways],
        crs=KROVAK,
    )


def line(way: list[tuple[float, float]]) -> shapely.LineString:
    """Make a line of the same kilometres."""
    return shapely.LineString([(GRID.west + 1000 * x, GRID.north - 1000 * y) for x, y in way])


def test_a_grid_has_corners_that_are_multiples_of_its_cell() -> None:
    grid = grid_of((-760_050.0, -1_061_999.0, -757_000.0, -1_060_001.0), 100.0)
    assert grid == Grid(-760_100.0, -1_060_000.0, 100.0, 20, 31)
    assert grid.bounds == (-760_100.0, -1_062_000.0, -757_000.0, -1_060_000.0)
    np.testing.assert_array_equal(cells_at(grid, middles(grid)), np.arange(20 * 31))
    outside = np.array([[-760_101.0, -1_061_000.0], [-757_000.0, -1_061_000.0]])
    assert cells_at(grid, outside).tolist() == [-1, -1]


def test_roads_are_quicker_than_the_ground() -> None:
    ways = roads(("polní cesta", [(0, 1.05), (3, 1.05)]), ("silnice", [(0, 1.05), (1, 1.05)]))
    friction = friction_of(GRID, 3.0, NOTHING, ways, KMH)
    assert friction[10, 5] == pytest.approx(1 / 1000)
    assert friction[10, 20] == pytest.approx(1 / 200)
    assert friction[0, 0] == pytest.approx(1 / 50)
    # A kilometre by road takes a minute.
    found = least_minutes(friction, GRID.cell, np.array([10 * 30]))
    assert found[10, 9] == pytest.approx(0.9)


def test_roads_of_classes_without_a_speed_are_left_out() -> None:
    friction = friction_of(GRID, 3.0, NOTHING, roads(("stezka", [(0, 1), (3, 1)])), KMH)
    assert np.unique(friction).size == 1


def test_land_cover_where_nobody_can_go() -> None:
    ground = np.full(GRID.shape, 3.0)
    ground[:, 15] = 0.0
    found = least_minutes(friction_of(GRID, ground, NOTHING, roads(), KMH), 100.0, np.array([0]))
    assert np.isfinite(found[:, :15]).all()
    assert np.isinf(found[:, 15:]).all()


@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0))
def test_a_river_holds_and_a_bridge_leads_over_it(west: float, east: float) -> None:
    river = np.array([line([(0.31, -0.1), (1 + west / 2, 0.9), (1 + east / 2, 2.1)])], object)
    dry = friction_of(GRID, 3.0, river, roads(), KMH)
    corner = np.array([GRID.columns - 1])
    assert np.isinf(least_minutes(dry, 100.0, corner)[-1, 0])
    bridge = friction_of(GRID, 3.0, river, roads(("silnice", [(0, 1.9), (3, 0.1)])), KMH)
    assert np.isfinite(least_minutes(bridge, 100.0, corner)[-1, 0])


def test_a_lake_is_closed_to_its_middle() -> None:
    x, y = GRID.west + 1500, GRID.north - 1000
    lake = np.array([shapely.Point(x, y).buffer(500)], object)
    friction = friction_of(GRID, 3.0, lake, roads(), KMH)
    inside = shapely.contains_xy(lake[0], middles(GRID)).reshape(GRID.shape)
    assert np.isinf(friction[inside]).all()
    assert np.isfinite(friction[0]).all()


@given(st.lists(st.tuples(st.floats(0.01, 2.99), st.floats(0.01, 1.99)), min_size=2, max_size=6))
def test_cells_of_a_line_hang_together_by_their_sides(way: list[tuple[float, float]]) -> None:
    whole = line(way)
    assume(whole.length > 0)
    _, cell = passed_cells(GRID, np.array([whole], object))
    row, column = np.divmod(cell, GRID.columns)
    left = set(zip(row.tolist(), column.tolist(), strict=True))
    reached = [left.pop()]
    while reached:
        here = reached.pop()
        near = {(here[0] + d, here[1] + r) for d, r in ((0, 1), (1, 0), (0, -1), (-1, 0))} & left
        left -= near
        reached += near
    assert not left
