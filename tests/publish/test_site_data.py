from __future__ import annotations

import copy
import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from gis_sluzby import codelists, crs
from gis_sluzby.cartography import percent
from gis_sluzby.publish.site.geometry import frame_of, water_shapes
from gis_sluzby.publish.site.layers import PLACELESS, layers_of, permille
from gis_sluzby.publish.site.legend import legend_of
from gis_sluzby.publish.site.payload import payload_of
from gis_sluzby.publish.site.text import to_json
from tests.publish import site_decode
from tests.publish.site_frames import HOSTILE, Frames

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def payload(grid: tuple[Frames, Frames]) -> dict[str, Any]:
    centre, coverage = grid
    made = payload_of(centre, coverage, kraj_name="Vzorový kraj", date="2026-09-27").page
    read: dict[str, Any] = json.loads(json.dumps(made, default=dict))
    return read


def rows_of(coverage: Frames, layer: dict[str, Any], obce: list[str]) -> pd.DataFrame:
    table = coverage["coverage_obec"]
    druh = codelists.druhy()[layer["d"]].code
    mine = table[(table["druh"] == druh) & (table["forma"] == layer["f"])]
    return mine.set_index("kod_obec").loc[obce]


def test_every_layer_says_what_the_table_says(
    grid: tuple[Frames, Frames], payload: dict[str, Any]
) -> None:
    _, coverage = grid
    obce = payload["obce"]["kod"]
    keys = coverage["coverage_obec"][["druh", "forma"]].drop_duplicates()
    assert len(payload["layers"]) == len(keys)
    for layer in payload["layers"]:
        rows = rows_of(coverage, layer, obce)
        column = {name: site_decode.column(payload["columns"][layer[name]]) for name in "sc"}
        states = [tuple(payload["states"][state]) for state in column["s"] if state is not None]
        assert states == list(zip(rows["status"], rows["reason"], rows["confidence"], strict=True))
        counted = "providers_in_limit" if layer["m"] == "declared" else "services_in_limit"
        assert column["c"] == rows[counted].tolist()


def test_minutes_are_rounded_up_and_lead_to_the_nearest_service(
    grid: tuple[Frames, Frames], payload: dict[str, Any]
) -> None:
    centre, coverage = grid
    obce = payload["obce"]["kod"]
    providers = centre["services"].set_index("service_id")["provider_id"]
    names = centre["providers"].set_index("provider_id")["nazev"]
    at_provider = site_decode.numbers(payload["services"]["provider"])
    timed = 0
    for layer in payload["layers"]:
        if "v" not in layer:
            continue
        timed += 1
        rows = rows_of(coverage, layer, obce)
        minutes = site_decode.column(payload["columns"][layer["v"]])
        assert minutes == [math.ceil(m) for m in rows["nearest_minutes"]]
        nearest = site_decode.column(payload["columns"][layer["n"]])
        for local, service in zip(nearest, rows["nearest_service"], strict=True):
            assert local is not None
            shown = payload["providers"][at_provider[layer["N"][local]]][0]
            assert shown == names[providers[service]]
    assert timed > 30


def test_rows_of_the_legend_are_those_of_the_table(
    grid: tuple[Frames, Frames], payload: dict[str, Any]
) -> None:
    """Counted anew, from the unrounded minutes."""
    _, coverage = grid
    obce = payload["obce"]["kod"]
    for layer in payload["layers"]:
        if layer["m"] != "time" or "L" not in layer:
            continue
        rows = rows_of(coverage, layer, obce)
        legend = payload["legends"][layer["k"]]
        row_of = site_decode.column(payload["columns"][layer["w"]])
        limit = layer["L"]
        edges = [math.floor(limit * share + 0.5) for share in (1 / 3, 1 / 2, 2 / 3)] + [limit]
        people = dict.fromkeys(range(len(legend["rows"])), 0.0)
        for place, (_, row) in zip(row_of, rows.iterrows(), strict=True):
            assert place is not None
            key = payload["legendRows"][legend["rows"][place]]["key"]
            people[place] += row["target_pop"]
            if row["status"] == "covered":
                assert key == f"m{sum(edge < row['nearest_minutes'] for edge in edges)}"
            else:
                assert key == row["status"]
        total = sum(people.values())
        assert layer["q"] == [permille(part / total) for part in people.values()]


def test_borders_are_those_of_the_obce(
    grid: tuple[Frames, Frames], payload: dict[str, Any]
) -> None:
    obce = crs.to_4326(grid[0]["obce"]).set_index("kod_obec").geometry
    polygons = [
        shapely.Polygon(rings[0], rings[1:])
        for rings in site_decode.rings(payload["shapes"], payload["grid"])
    ]
    assert shapely.coverage_is_valid(np.array(polygons))
    for kod, polygon in zip(payload["obce"]["kod"], polygons, strict=True):
        assert polygon.symmetric_difference(obce[kod]).area < 0.02 * polygon.area
    labels = site_decode.points(payload["obce"]["at"], payload["grid"])
    for point, polygon in zip(labels, polygons, strict=True):
        assert point is not None
        assert polygon.contains(shapely.Point(point))


def test_a_secret_place_is_nowhere(grid: tuple[Frames, Frames], payload: dict[str, Any]) -> None:
    centre, _ = grid
    secret = centre["services"]["secret"].to_numpy()
    assert secret.any()
    shown = site_decode.counted(payload["services"]["sites"])
    hidden = site_decode.numbers(payload["services"]["secret"])
    druhy = [codelists.druhy()[d].code for d in site_decode.numbers(payload["services"]["druh"])]
    assert any(hidden)
    for sites, is_secret, druh in zip(shown, hidden, druhy, strict=True):
        if is_secret or druh in PLACELESS:
            assert sites == []


def test_no_place_and_no_minutes_for_those_who_help_victims_of_violence(
    payload: dict[str, Any],
) -> None:
    layers = [one for one in payload["layers"] if payload["druhy"][one["d"]].get("placeless")]
    assert layers
    for layer in layers:
        assert not {"v", "n", "N", "L"} & layer.keys()
        assert "minut" not in payload["results"][layer["r"]][1]
    discreet = {druh["code"] for druh in payload["druhy"] if druh.get("discreet")}
    assert discreet == {"57", "60", "60a"}


def test_a_service_that_ended_is_left_out_unless_coverage_names_it(
    grid: tuple[Frames, Frames],
) -> None:
    centre, coverage = grid
    ended = centre["services"].loc[centre["services"]["do"].notna(), "service_id"].iloc[0]
    named = coverage["coverage_obec"]["nearest_service"]

    def carried(table: pd.DataFrame) -> int:
        made = payload_of(
            centre, {**coverage, "coverage_obec": table}, kraj_name="K", date="2026-09-27"
        ).page
        return len(site_decode.numbers(made["services"]["druh"]))

    all_of_them = carried(coverage["coverage_obec"])
    assert all_of_them == len(centre["services"])
    unnamed = coverage["coverage_obec"].assign(
        nearest_service=named.where(named != ended), nearest_minutes=np.nan
    )
    assert carried(unnamed) == all_of_them - 1


def test_frames_are_not_changed(grid: tuple[Frames, Frames]) -> None:
    centre, coverage = grid
    before = copy.deepcopy((centre, coverage))
    payload_of(centre, coverage, kraj_name="K", date="2026-09-27")
    for old, new in zip(before, (centre, coverage), strict=True):
        for name, frame in new.items():
            pd.testing.assert_frame_equal(frame, old[name])


def test_a_missing_row_is_an_error(grid: tuple[Frames, Frames]) -> None:
    _, coverage = grid
    table = coverage["coverage_obec"].iloc[1:]
    obce = coverage["coverage_obec"]["kod_obec"].unique().tolist()
    orp = coverage["coverage_orp"]["kod_orp"].unique().tolist()
    with pytest.raises(ValueError, match="kod_obec"):
        layers_of({**coverage, "coverage_obec": table}, obce, orp, {})


def test_roads_and_points_may_be_missing_or_given(grid: tuple[Frames, Frames]) -> None:
    import geopandas as gpd  # noqa: PLC0415

    centre, coverage = grid
    west, south, east, north = centre["obce"].total_bounds
    roads = gpd.GeoDataFrame(
        {"trida": ["dálnice", "silnice II. třídy", "silnice III. třídy"]},
        geometry=[
            shapely.LineString([(west, south), (east, north)]),
            shapely.LineString([(west, north), (east, south)]),
            shapely.LineString([(west, north), (east, north)]),
        ],
        crs=5514,
    )
    made = payload_of({**centre, "roads": roads}, coverage, kraj_name="K", date="2026-09-27").page
    assert set(made["roads"]) == {"0", "2"}
    assert len(site_decode.lines(made["roads"]["0"])) == 1
    without = payload_of(
        {**centre, "roads": roads.iloc[:0]}, coverage, kraj_name="K", date="2026-09-27"
    ).page
    assert without["roads"] == {}


def test_a_river_and_a_lake_are_on_the_page_only_where_given(grid: tuple[Frames, Frames]) -> None:
    import geopandas as gpd  # noqa: PLC0415

    centre, coverage = grid
    west, south, east, north = centre["obce"].total_bounds
    ring = shapely.box(west, south, (west + east) / 2, (south + north) / 2)
    water = gpd.GeoDataFrame(
        {"id": ["a", "b", "c"], "nazev": [None, None, None]},
        geometry=[
            shapely.LineString([(west, south), (east, north)]),
            ring,
            shapely.Point(west, south).buffer(20),  # too small to be seen
        ],
        crs=5514,
    )
    words: dict[str, Any] = {"kraj_name": "K", "date": "2026-09-27"}
    made = payload_of({**centre, "water": water}, coverage, **words).page["water"]
    assert [len(site_decode.lines(made[kind])) for kind in ("0", "1")] == [1, 1]
    [shore] = site_decode.lines(made["1"])
    assert shore[0] == shore[-1]
    assert len(set(shore)) == 4
    for none in ({}, {"water": water.iloc[:0]}):
        assert "water" not in payload_of({**centre, **none}, coverage, **words).page


def test_a_page_bears_only_so_much_water(grid: tuple[Frames, Frames]) -> None:
    import geopandas as gpd  # noqa: PLC0415

    centre, _ = grid
    obce = gpd.GeoDataFrame(centre["obce"])
    west, south, east, _ = obce.total_bounds
    across = np.linspace(west, east, 80)
    lines = [
        shapely.LineString(
            np.column_stack([across[: 80 - n], south + n * 900 + 700 * (np.arange(80 - n) % 2)])
        )
        for n in range(40)
    ]
    water = gpd.GeoDataFrame(
        {"id": [str(n) for n in range(40)], "nazev": None}, geometry=lines, crs=5514
    )
    whole = site_decode.lines(water_shapes(water.iloc[:1], frame_of(obce))["0"])
    packed = water_shapes(water.iloc[::-1], frame_of(obce))["0"]
    drawn = site_decode.lines(packed)
    assert 1 < len(drawn) < 40
    assert sum(map(len, drawn)) <= 800
    assert len(packed) < 3_500
    assert drawn[0] == whole[0]  # the longest one came first


def test_hostile_text_cannot_leave_its_script_element() -> None:
    text = to_json([*HOSTILE, "<!--", "]]>", "&lt;"])
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == [*HOSTILE, "<!--", "]]>", "&lt;"]


@pytest.mark.parametrize("share", [0, 1, 1e-9, 0.0005, 0.5, 0.9996, 1 - 1e-9])
def test_shares_are_written_as_everywhere(share: float) -> None:
    tenths = permille(share)
    shown = percent(share).replace("\u00a0", "").replace(",", ".").removesuffix("%")
    assert float(shown) == tenths / 10


def keys_of(measure: str, table: Mapping[str, list[Any]], limit: float | None = None) -> list[str]:
    legend = legend_of(measure, "orp", limit, weighed=False)
    found = legend.keys({name: np.array(values, dtype=object) for name, values in table.items()})
    assert set(found) <= {row["key"] for row in legend.rows}
    return list(found)


def test_the_status_decides_the_side_of_the_limit() -> None:
    keys = keys_of(
        "time",
        {
            "status": ["covered", "covered", "covered", "uncovered", "partial", "no_data"],
            "nearest_minutes": [10, 10.1, math.nan, 29, 20, 5],
        },
        30,
    )
    assert keys == ["m0", "m1", "claimed", "uncovered", "partial", "no_data"]


def test_no_data_not_applicable_and_out_of_reach_stay_apart() -> None:
    states = ["uncovered", "no_data", "not_applicable"]
    for measure in ("time", "declared", "presence", "mixed", "phone", "balance"):
        table: dict[str, list[Any]] = {
            "status": states,
            "reason": ["", "", "nobody"],
            "nearest_minutes": [math.nan] * 3,
            "providers_in_limit": [math.nan] * 3,
        }
        assert keys_of(measure, table, 30) == states


def test_providers_are_counted_in_classes() -> None:
    table: dict[str, list[Any]] = {
        "status": ["covered"] * 5 + ["uncovered"],
        "reason": ["declared"] * 4 + ["kraj_wide", "not_declared"],
        "providers_in_limit": [7, 4, 2, 1, 3, 0],
    }
    assert keys_of("declared", table) == ["p4", "p4", "p2", "p1", "claimed", "uncovered"]


def test_without_a_limit_minutes_are_only_information() -> None:
    table: dict[str, list[Any]] = {
        "status": ["not_applicable"] * 4 + ["no_data"] * 2,
        "reason": ["no_standard"] * 3 + ["nobody"] + ["no_source"] * 2,
        "nearest_minutes": [15, 15.1, math.nan, 3, 3, math.nan],
    }
    assert keys_of("none", table) == ["u0", "u1", *["not_applicable"] * 2, *["no_data"] * 2]
