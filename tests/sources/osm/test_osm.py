"""The reader `osm` in a plan: what is read, what is told, and minutes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from gis_sluzby.centre import load
from gis_sluzby.errors import InputError, MissingSourceError
from gis_sluzby.pipeline import compute
from gis_sluzby.plan import Reach, Source, read_plan
from gis_sluzby.sources.roads import read_roads
from tests.osm_file import write_osm
from tests.reach.made import CORNER
from tests.small_plan import CODES, centre_of, write_small_plan
from tests.sources.given import plan_in, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

BOX = (CORNER[0] - 20_000, CORNER[1] - 20_000, CORNER[0] + 20_000, CORNER[1] + 20_000)
ROAD = {"highway": "secondary"}
NODES = {1: (0.0, 0.0), 2: (1.0, 0.0), 3: (2.0, 0.0), 4: (100.0, 0.0), 5: (101.0, 0.0)}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def osm_source(plan: Plan, *made: object, **keys: object) -> Source:
    write_osm(plan.path.parent / "data" / "a.osm.pbf", *made)  # type: ignore[arg-type]
    return source_of("roads", "a.osm.pbf", reader="osm", **keys)


def test_segments_that_touch_the_box_are_read_and_ways_are_counted(plan: Plan) -> None:
    ways = {10: ([1, 2], ROAD), 11: ([2, 3], ROAD), 12: ([4, 5], ROAD), 13: ([3, 2], ROAD)}
    reading = read_roads(plan, osm_source(plan, NODES, ways), BOX)
    assert reading.frame.index.tolist() == [10, 11, 13]
    assert (reading.read, reading.rejected, reading.findings) == (3, 0, [])
    assert reading.frame["start_node"].tolist() == [1, 2, 3]


def test_ways_far_from_the_box_are_passed_over_and_not_told(plan: Plan) -> None:
    far = {**NODES, 6: (102.0, 0.0), 7: (-100.0, 0.0), 8: (-90.0, 5.0), 9: (90.0, 5.0)}
    odd = {**ROAD, "maxspeed": "fast"}
    # The last leads through the box, and is seen by its middle.
    ways = {10: ([1, 2], ROAD), 11: ([4, 5, 6], odd), 12: ([8, 1, 9], ROAD)}
    reading = read_roads(plan, osm_source(plan, far, ways), BOX)
    assert sorted(set(reading.frame.index)) == [10, 12]
    assert reading.findings == []


def test_the_mode_of_the_plan_says_which_ways_are_read(plan: Plan) -> None:
    ways = {10: ([1, 2], ROAD), 11: ([2, 3], {"highway": "footway"})}
    source = osm_source(plan, NODES, ways)
    walking = plan.model_copy(update={"reach": Reach(mode="foot")})
    assert read_roads(plan, source, BOX).frame["trida"].tolist() == ["secondary"]
    assert read_roads(walking, source, BOX).frame["trida"].tolist() == ["secondary", "footway"]


def test_a_speed_in_the_plan_opens_a_class(plan: Plan) -> None:
    source = osm_source(plan, NODES, {10: ([1, 2], {"highway": "busway"})})
    opened = plan.model_copy(update={"reach": Reach(kmh={"busway": 30})})
    assert read_roads(opened, source, BOX).frame["trida"].tolist() == ["busway"]


def test_what_the_reader_decided_is_told(plan: Plan) -> None:
    ferry = {"route": "ferry", "motor_vehicle": "yes"}
    ways = {
        10: ([1, 2, 99], ROAD),
        11: ([2, 3], {**ROAD, "maxspeed": "fast"}),
        12: ([3, 2], {**ROAD, "maxspeed": "fast"}),
        13: ([1, 3], {**ROAD, "maxspeed": "slow"}),
        14: ([1, 3], ferry),
        15: ([1, 3], {**ferry, "duration": "00:05"}),
        16: ([1, 3], {"highway": "service"}),
        17: ([1, 3], {"highway": "service", "service": "driveway"}),
        18: ([1, 3], {"highway": "service", "access": "private"}),
        19: ([1, 3], {"highway": "residential", "access": "private"}),
    }
    findings = read_roads(plan, osm_source(plan, NODES, ways), BOX).findings
    assert {one["rule"]: one["found"] for one in findings} == {
        "ways_cut": "cest, kterým chybí uzly: 1",
        "maxspeed_unknown": "cest: 3; nejčastěji „fast“ (2×), „slow“ (1×)",
        "ferries": "přívozů: 2, bez doby plavby: 1",
        "service_roads": "obslužných komunikací: 2, zavřených (soukromých a jiných): 1",
    }
    assert {one["severity"] for one in findings} == {"info"}
    assert {(one["table"], one["source_id"]) for one in findings} == {("roads", "zdroj")}


def test_no_road_in_the_box_is_an_error(plan: Plan) -> None:
    source = osm_source(plan, NODES, {10: ([4, 5], ROAD)})
    with pytest.raises(InputError, match="není žádná silnice"):
        read_roads(plan, source, BOX)


def test_what_is_no_file_of_openstreetmap_is_named(plan: Plan) -> None:
    (plan.path.parent / "data" / "a.osm.pbf").write_text("<html>Not found</html>", "utf-8")
    with pytest.raises(InputError, match="nelze přečíst jako data OpenStreetMap"):
        read_roads(plan, source_of("roads", "a.osm.pbf", reader="osm"), BOX)
    (plan.path.parent / "data" / "a.xyz").write_bytes(b"x")
    with pytest.raises(InputError, match="nelze přečíst jako data OpenStreetMap"):
        read_roads(plan, source_of("roads", "a.xyz", reader="osm"), BOX)


def test_a_file_that_is_not_there_is_named(plan: Plan) -> None:
    with pytest.raises(MissingSourceError, match="zdroj"):
        read_roads(plan, source_of("roads", "nothing.osm.pbf", reader="osm"), BOX)


@pytest.mark.parametrize(
    ("table", "keys", "what"),
    [
        ("services", {}, "tabulku „services“ čtenář „osm“ neumí"),
        ("obce", {}, "tabulku „obce“ čtenář „osm“ neumí"),
        ("roads", {"columns": {"trida": "highway"}}, "čtenář „osm“ zná sloupce sám"),
    ],
)
def test_the_reader_is_for_roads_and_knows_its_columns(
    table: str, keys: dict[str, object], what: str
) -> None:
    with pytest.raises(ValidationError, match=what):
        source_of(table, "a.osm.pbf", reader="osm", **keys)


def small_osm(folder: Path, section: str = "") -> Path:
    """Write the small plan with a one-way ring through the outer obce instead of its roads."""
    path = write_small_plan(folder)
    ring = [CODES[i] for i in (0, 1, 2, 5, 8, 7, 6, 3)]
    nodes = {
        number: tuple(
            (xy - corner) / 1000 for xy, corner in zip(centre_of(code), CORNER, strict=True)
        )
        for number, code in enumerate([*ring, CODES[4]], start=1)
    }
    ways = {
        10: ([*range(1, 9), 1], {**ROAD, "oneway": "yes", "maxspeed": "30"}),
        11: ([1, 9], {"highway": "residential"}),
    }
    write_osm(folder / "data" / "silnice.osm.pbf", nodes, ways)  # type: ignore[arg-type]
    text = path.read_text("utf-8").replace(
        'reader = "vector"\npath = "silnice.gpkg"', 'reader = "osm"\npath = "silnice.osm.pbf"'
    )
    path.write_text(text + section, "utf-8")
    return path


def minutes_to(path: Path, obec: str) -> dict[str, float]:
    """Give the minutes from every obec to the place at the centre of one."""
    results = compute(read_plan(path))
    sites = results.centre["sites"]
    (site,) = sites.loc[sites["kod_obec"] == obec, "site_id"].unique()
    travel = results.reached["travel"]
    mine = travel[travel["site_id"] == site]
    return dict(zip(mine["demand_id"], mine["minutes"].round(3), strict=True))


def test_minutes_of_a_plan_follow_the_ring_in_its_direction(tmp_path: Path) -> None:
    path = small_osm(tmp_path / "plan")
    centre = load(read_plan(path)).centre
    obec = min(set(centre["sites"]["kod_obec"].dropna()))
    assert obec == CODES[0]
    # Six kilometres at 30 km/h a side; along the ring to its first node.
    ring = [CODES[i] for i in (1, 2, 5, 8, 7, 6, 3)]
    expected = {code: 12.0 * (7 - i) for i, code in enumerate(ring)} | {CODES[0]: 0.0}
    expected[CODES[4]] = 6 * 2**0.5 / 30 * 60
    found = minutes_to(path, obec)
    assert found == pytest.approx(expected, abs=0.01)


def test_start_up_minutes_and_the_mode_of_the_plan_count(tmp_path: Path) -> None:
    section = '\n[reach]\nmode = "bike"\nstartup_minutes = 5\nhorizon_minutes = 400\n'
    path = small_osm(tmp_path / "plan", section)
    found = minutes_to(path, CODES[0])
    assert found[CODES[0]] == pytest.approx(5.0, abs=0.01)
    assert found[CODES[3]] == pytest.approx(5.0 + 6 / 15 * 60, abs=0.01)
    assert found[CODES[1]] == pytest.approx(5.0 + 7 * 6 / 15 * 60, abs=0.01)
