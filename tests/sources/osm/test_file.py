"""Files of OpenStreetMap to segments: nodes shared, barriers, ferries, ways that miss nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from gis_sluzby.plan.speeds import SPEEDS, Mode
from gis_sluzby.sources.osm.file import read_ways
from gis_sluzby.sources.osm.segments import segments_of
from tests.osm_file import write_osm
from tests.reach.made import metres

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

ROAD = {"highway": "residential"}
#: A cross of two roads, 1 km to each side.
CROSS = {1: (-1.0, 0.0), 2: (0.0, 0.0), 3: (1.0, 0.0), 4: (0.0, -1.0), 5: (0.0, 1.0)}


def segments(
    folder: Path,
    *made: Any,  # noqa: ANN401  (what `write_osm` takes)
    mode: Mode = "car",
    suffix: str = "osm.pbf",
) -> gpd.GeoDataFrame:
    path = write_osm(folder / f"a.{suffix}", *made)
    return segments_of(read_ways(path, mode, SPEEDS[mode]))


def ends(frame: gpd.GeoDataFrame) -> list[tuple[int, int]]:
    return list(zip(frame["start_node"].tolist(), frame["end_node"].tolist(), strict=True))


def test_ways_are_split_where_they_share_a_node(tmp_path: Path) -> None:
    ways = {10: ([1, 2, 3], ROAD), 11: ([4, 2, 5], ROAD)}
    frame = segments(tmp_path, CROSS, ways)
    assert ends(frame) == [(1, 2), (2, 3), (4, 2), (2, 5)]
    assert frame["way"].tolist() == [10, 10, 11, 11]
    assert frame.geometry.length.tolist() == pytest.approx([1000.0] * 4, abs=0.05)
    assert frame.crs.to_epsg() == 5514


def test_a_bridge_does_not_lead_down_to_the_road_below_it(tmp_path: Path) -> None:
    over = {**CROSS, 6: (0.0, 0.0)}
    ways = {10: ([1, 2, 3], ROAD), 11: ([4, 6, 5], {**ROAD, "bridge": "yes"})}
    assert ends(segments(tmp_path, over, ways)) == [(1, 3), (4, 5)]


def test_nodes_in_the_middle_give_the_line_its_shape(tmp_path: Path) -> None:
    bent = {1: (0.0, 0.0), 2: (3.0, 0.0), 3: (3.0, 4.0)}
    frame = segments(tmp_path, bent, {10: ([1, 2, 3], ROAD)})
    assert frame.geometry.length.tolist() == pytest.approx([7000.0], abs=0.1)
    assert shapely.get_num_points(frame.geometry.to_numpy()).tolist() == [3]
    start = shapely.get_coordinates(shapely.get_point(frame.geometry.to_numpy(), 0))
    np.testing.assert_allclose(start, [metres((0.0, 0.0))], atol=0.02)


def test_a_road_that_the_mode_may_not_use_splits_nothing(tmp_path: Path) -> None:
    ways = {10: ([1, 2, 3], ROAD), 11: ([4, 2, 5], {"highway": "footway"})}
    assert ends(segments(tmp_path, CROSS, ways)) == [(1, 3)]
    assert len(segments(tmp_path, CROSS, ways, mode="foot")) == 4


def test_a_ring_is_split_where_roads_meet_it_and_where_it_closes(tmp_path: Path) -> None:
    ring = {**CROSS, 6: (2.0, 0.0)}
    ways = {
        10: ([1, 4, 3, 5, 1], {**ROAD, "junction": "roundabout"}),
        11: ([3, 6], ROAD),
    }
    frame = segments(tmp_path, ring, ways)
    assert ends(frame) == [(1, 3), (3, 1), (3, 6)]
    assert frame["oneway"].tolist() == [1, 1, 0]


def test_a_way_that_passes_a_node_twice_is_split_there(tmp_path: Path) -> None:
    loop = {**CROSS, 6: (0.5, 0.5)}
    frame = segments(tmp_path, loop, {10: ([1, 2, 3, 6, 2, 4], ROAD)})
    assert ends(frame) == [(1, 2), (2, 2), (2, 4)]


def test_a_node_twice_in_a_row_is_there_once(tmp_path: Path) -> None:
    assert ends(segments(tmp_path, CROSS, {10: ([1, 2, 2, 3], ROAD)})) == [(1, 3)]


def test_a_barrier_parts_a_way_for_those_whom_it_stops(tmp_path: Path) -> None:
    ways = {10: ([1, 2, 3], ROAD), 11: ([4, 2, 5], ROAD)}
    stopped = segments(tmp_path, CROSS, ways, {2: {"barrier": "bollard"}})
    found = ends(stopped)
    assert [(max(start, 0), max(end, 0)) for start, end in found] == [
        (1, 0),
        (0, 3),
        (4, 0),
        (0, 5),
    ]
    own = [node for pair in found for node in pair if node < 0]
    assert len(set(own)) == 4
    walked = segments(tmp_path, CROSS, ways, {2: {"barrier": "bollard"}}, mode="foot")
    assert ends(walked) == [(1, 2), (2, 3), (4, 2), (2, 5)]


def test_ends_at_barriers_are_the_same_in_another_extract(tmp_path: Path) -> None:
    barrier = {2: {"barrier": "bollard"}}
    both = segments(tmp_path, CROSS, {10: ([1, 2, 3], ROAD), 11: ([4, 5], ROAD)}, barrier)
    one = segments(tmp_path, CROSS, {10: ([1, 2, 3], ROAD)}, barrier)
    assert ends(both)[:2] == ends(one)


def test_a_way_that_misses_nodes_leads_only_between_those_there_are(tmp_path: Path) -> None:
    there = {1: (0.0, 0.0), 2: (1.0, 0.0), 4: (3.0, 0.0), 6: (5.0, 0.0), 7: (6.0, 0.0)}
    path = write_osm(
        tmp_path / "a.osm.pbf", there, {10: ([1, 2, 3, 4, 5, 6, 7], ROAD), 11: ([2, 1], ROAD)}
    )
    ways = read_ways(path, "car", SPEEDS["car"])
    assert ways.cut == 1
    assert ends(segments_of(ways)) == [(1, 2), (6, 7), (2, 1)]


def test_a_way_of_one_node_is_none(tmp_path: Path) -> None:
    assert segments(tmp_path, CROSS, {10: ([1], ROAD), 11: ([1, 2], ROAD)})["way"].tolist() == [11]


@pytest.mark.parametrize(
    ("duration", "kmh"),
    [("00:20", 9), ("0:20:00", 9), ("20", 9), ("PT20M", 9), ("PT1H", 3), ("01:00", 3)],
)
def test_a_ferry_takes_its_duration_by_all_its_segments(
    tmp_path: Path, duration: str, kmh: float
) -> None:
    water = {1: (0.0, 0.0), 2: (1.0, 0.0), 3: (3.0, 0.0), 4: (1.0, 1.0)}
    ferry = {"route": "ferry", "motor_vehicle": "yes", "duration": duration}
    ways = {10: ([1, 2, 3], ferry), 11: ([2, 4], ROAD)}
    frame = segments(tmp_path, water, ways)
    assert frame["kmh"].tolist() == pytest.approx([kmh, kmh, np.nan], abs=0.01, nan_ok=True)
    assert frame["joins"].tolist() == [False, False, True]


@pytest.mark.parametrize("duration", ["", "00:00", "soon", "PT"])
def test_a_ferry_of_unknown_duration_has_the_speed_of_its_class(
    tmp_path: Path, duration: str
) -> None:
    ferry = {"route": "ferry", "motorcar": "yes", **({"duration": duration} if duration else {})}
    frame = segments(tmp_path, CROSS, {10: ([1, 2], ferry)})
    assert frame["trida"].tolist() == ["ferry"]
    assert frame["kmh"].isna().all()


def test_the_highest_speed_allowed_is_for_cars(tmp_path: Path) -> None:
    ways = {10: ([1, 2], {**ROAD, "maxspeed": "20"}), 11: ([2, 3], ROAD)}
    car = segments(tmp_path, CROSS, ways)["maxspeed"].tolist()
    assert car == pytest.approx([20, np.nan], nan_ok=True)
    assert segments(tmp_path, CROSS, ways, mode="foot")["maxspeed"].isna().all()


def test_the_order_of_ways_in_the_file_and_its_format_make_no_difference(tmp_path: Path) -> None:
    ways = {10: ([1, 2, 3], ROAD), 11: ([4, 2, 5], ROAD)}
    one = segments(tmp_path, CROSS, ways)
    again = segments(tmp_path, CROSS, ways, suffix="osm.bz2")
    assert one.drop(columns="geometry").equals(again.drop(columns="geometry"))
    assert (one.geometry == again.geometry).all()


def test_a_file_without_a_road_gives_no_segment(tmp_path: Path) -> None:
    frame = segments(tmp_path, CROSS, {10: ([1, 2], {"waterway": "river"})})
    assert len(frame) == 0
    assert {"trida", "oneway", "kmh", "start_node"} <= set(frame.columns)
