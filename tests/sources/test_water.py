"""Rivers and lakes: lines and areas, only to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.water import read_water
from tests.small_plan import CORNER, SIDE
from tests.sources.given import plan_in, source_of, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source

WEST, SOUTH = CORNER
BOX = (WEST, SOUTH, WEST + 3 * SIDE, SOUTH + 3 * SIDE)
RIVER = shapely.LineString([(WEST - SIDE, SOUTH + SIDE), (WEST + SIDE, SOUTH + SIDE)])
POND = shapely.Point(WEST + SIDE, SOUTH + SIDE).buffer(500)
FAR = shapely.LineString([(WEST - 2 * SIDE, SOUTH), (WEST - SIDE, SOUTH)])


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def water_source(
    plan: Plan,
    shapes: Sequence[shapely.Geometry],
    kinds: list[str | None] | None = None,
    **keys: object,
) -> Source:
    frame = gpd.GeoDataFrame({"nazev": [f"Voda {i}" for i in range(len(shapes))]}, geometry=shapes)
    if kinds is not None:
        frame["kind"] = kinds
    frame.set_crs(KROVAK).to_file(plan.path.parent / "data" / "a.gpkg")
    return source_of("water", "a.gpkg", **keys)


def test_a_line_is_a_river_and_an_area_a_lake(plan: Plan) -> None:
    reading = read_water(plan, water_source(plan, [RIVER, POND]), BOX)
    assert list(reading.frame["kind"]) == ["river", "lake"]
    assert list(reading.frame["nazev"]) == ["Voda 0", "Voda 1"]
    assert list(reading.frame["id"]) == ["zdroj:1", "zdroj:2"]
    assert (reading.read, reading.rejected) == (2, 0)


def test_the_kind_that_is_stated_holds(plan: Plan) -> None:
    kinds: list[str | None] = ["lake", None, "river"]
    reading = read_water(plan, water_source(plan, [RIVER, RIVER, POND], kinds), BOX)
    assert list(reading.frame["kind"]) == ["lake", "river", "river"]


def test_only_what_touches_the_box_is_read_and_it_is_read_whole(plan: Plan) -> None:
    frame = read_water(plan, water_source(plan, [RIVER, FAR]), BOX).frame
    assert [shape.length for shape in frame["geometry"]] == [2 * SIDE]
    assert read_water(plan, water_source(plan, [FAR]), BOX).frame.empty


def test_heights_are_left_out(plan: Plan) -> None:
    frame = read_water(plan, water_source(plan, [shapely.force_3d(RIVER, 400.0)]), BOX).frame
    assert [shape.equals(RIVER) and not shape.has_z for shape in frame["geometry"]] == [True]


def test_what_is_no_water_is_told_with_its_row(plan: Plan) -> None:
    bow = shapely.transform(
        shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), lambda places: places + CORNER
    )
    shapes = [RIVER, shapely.Point(WEST, SOUTH), bow, POND]
    source = water_source(plan, shapes, ["řeka", None, None, None])
    lines = told(lambda: read_water(plan, source, BOX))
    text = "\n".join(lines)
    assert len(lines) == 3
    assert "má to být river nebo lake" in text
    assert "geometrie není čára ani plocha" in text
    assert "kříží sama sebe" in text
    recorded = source.model_copy(update={"rejects": "record"})
    reading = read_water(plan, recorded, BOX)
    assert list(reading.frame["kind"]) == ["lake"]
    assert (reading.read, reading.rejected) == (4, 3)
