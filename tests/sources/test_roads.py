"""Roads: segments with a class that has a speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from gis_sluzby.plan.model import Reach
from gis_sluzby.sources.roads import read_roads
from tests.small_plan import SIDE, centre_of, small_obce, small_roads
from tests.sources.given import plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from gis_sluzby.plan import Plan, Source

BOX = (-780_000.0, -1_080_000.0, -730_000.0, -1_030_000.0)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def roads_source(plan: Plan, frame: gpd.GeoDataFrame, **keys: object) -> Source:
    frame.to_file(plan.path.parent / "data" / "a.gpkg")
    return source_of("roads", "a.gpkg", **keys)


def test_roads_are_read(plan: Plan) -> None:
    source = roads_source(
        plan, small_roads().rename(columns={"trida": "TRIDA"}), columns={"trida": "TRIDA"}
    )
    reading = read_roads(plan, source, BOX)
    assert reading.frame["trida"].value_counts().to_dict() == {
        "silnice II. třídy": 6,
        "silnice III. třídy": 6,
    }
    assert (reading.read, reading.rejected) == (12, 0)


def test_only_what_touches_the_box_is_read_and_it_is_read_whole(plan: Plan) -> None:
    west, south, *_ = small_obce().total_bounds
    box = (west, south, west + SIDE * 0.6, south + SIDE * 0.6)
    reading = read_roads(plan, roads_source(plan, small_roads()), box)
    assert len(reading.frame) == 2
    assert reading.frame.geometry.length.tolist() == [SIDE, SIDE]


def test_a_line_of_several_parts_becomes_several_segments(plan: Plan) -> None:
    roads = small_roads().dissolve("trida", as_index=False)
    reading = read_roads(plan, roads_source(plan, roads), BOX)
    assert set(reading.frame.geometry.geom_type) == {"LineString"}
    assert reading.frame.geometry.length.sum() == pytest.approx(12 * SIDE)
    assert reading.read == 2


def test_roads_beyond_the_border_are_not_elsewhere(plan: Plan) -> None:
    """The belt of a kraj on the border lies beyond the extent of Czechia."""
    roads = small_roads()
    roads["geometry"] = roads.translate(xoff=-160_000)
    box = tuple(edge - 160_000 * (number % 2 == 0) for number, edge in enumerate(BOX))
    reading = read_roads(plan, roads_source(plan, roads.to_crs(4326)), box)  # type: ignore[arg-type]
    assert len(reading.frame) == 12


def test_a_class_without_a_speed_is_named_with_the_line_for_the_plan(plan: Plan) -> None:
    roads = small_roads()
    roads.loc[:1, "trida"] = "silnice II třídy"
    source = roads_source(plan, roads)
    assert told(lambda: read_roads(plan, source, BOX)) == [
        (
            "a.gpkg, sloupec „trida“: třída silnice „silnice II třídy“ nemá rychlost, úseků: 2. "
            'Doplňte v plánu [reach.kmh] "silnice II třídy" = … (km/h); '
            "blízká třída je „silnice II. třídy“."
        )
    ]
    known = plan.model_copy(update={"reach": Reach(kmh={"silnice II třídy": 50})})
    assert len(read_roads(known, source, BOX).frame) == 12


@pytest.mark.parametrize(
    ("geometry", "what"),
    [
        (shapely.Point(centre_of("100001")), "geometrie není čára."),
        (None, "geometrie chybí nebo je prázdná."),
    ],
)
def test_what_is_no_line_is_named(geometry: shapely.Geometry | None, what: str, plan: Plan) -> None:
    roads = small_roads()
    roads.loc[0, "geometry"] = geometry
    if geometry is None:  # a box finds no feature without geometry
        assert read_roads(plan, roads_source(plan, roads), BOX).read == 11
        return
    assert told(lambda: read_roads(plan, roads_source(plan, roads), BOX)) == [
        f"a.gpkg, prvek 1 (fid): {what}"
    ]
    reading = read_roads(plan, roads_source(plan, roads, rejects="record"), BOX)
    assert (len(reading.frame), reading.read, reading.rejected) == (11, 12, 1)


def test_no_road_at_all_is_an_error(plan: Plan) -> None:
    source = roads_source(plan, small_roads())
    assert told(lambda: read_roads(plan, source, (-600_000, -1_100_000, -590_000, -1_090_000))) == [
        "a.gpkg: v území plánu a jeho okolí není žádná silnice."
    ]
