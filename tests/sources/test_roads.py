"""Roads: segments with a class that has a speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
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


def test_a_class_that_is_closed_to_the_mode_needs_no_speed(plan: Plan) -> None:
    roads = small_roads()
    roads.loc[:1, "trida"] = "dálnice"
    walking = plan.model_copy(update={"reach": Reach(mode="foot")})
    assert len(read_roads(walking, roads_source(plan, roads), BOX).frame) == 12


def test_a_class_without_a_speed_is_asked_of_the_section_of_the_mode(plan: Plan) -> None:
    walking = plan.model_copy(update={"reach": Reach(mode="foot")})
    roads = small_roads().assign(trida="pěšina")
    (told_of,) = told(lambda: read_roads(walking, roads_source(plan, roads), BOX))
    assert 'Doplňte v plánu [reach.foot_kmh] "pěšina" = … (km/h)' in told_of


def test_segments_may_state_their_direction_and_speed(plan: Plan) -> None:
    words = ["ano", "ne", None, "-1", "F", "T", "B", "yes", "NO", "1", "0", "reverse"]
    speeds = [30.0, None, *range(50, 60)]
    roads = small_roads().assign(smer=words, rychlost=speeds)
    source = roads_source(plan, roads, columns={"oneway": "smer", "kmh": "rychlost"})
    frame = read_roads(plan, source, BOX).frame
    assert frame["oneway"].tolist() == [1, 0, 0, -1, 1, -1, 0, 1, 0, 1, 0, -1]
    assert frame["kmh"].tolist() == pytest.approx([30, np.nan, *range(50, 60)], nan_ok=True)


def test_a_layer_that_says_no_more_is_open_both_ways_at_the_speed_of_its_class(plan: Plan) -> None:
    frame = read_roads(plan, roads_source(plan, small_roads()), BOX).frame
    assert (frame["oneway"] == 0).all()
    assert frame[["kmh", "maxspeed"]].isna().all(axis=None)
    assert frame["joins"].all()
    assert (frame[["start_node", "end_node"]] == 0).all(axis=None)


def test_directions_and_speeds_that_cannot_be_are_named(plan: Plan) -> None:
    roads = small_roads().assign(oneway="ne", kmh=50.0)
    roads.loc[0, "oneway"], roads.loc[1, "kmh"] = "snad", 0.0
    assert told(lambda: read_roads(plan, roads_source(plan, roads), BOX)) == [
        (
            "a.gpkg, prvek 1 (fid), sloupec „oneway“: směr má být ano (po směru čáry), "
            "-1 (proti němu), nebo ne (je zde „snad“)."
        ),
        "a.gpkg, prvek 2 (fid), sloupec „kmh“: rychlost má být větší než 0 (je zde „0“).",
    ]
    reading = read_roads(plan, roads_source(plan, roads, rejects="record"), BOX)
    assert (len(reading.frame), reading.rejected) == (10, 2)
