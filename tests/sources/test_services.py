"""Services: codes instead of words, IČO with its zeros, those in force, no secret place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.crs import to_krovak
from gis_sluzby.sources.services import is_ico, read_services
from tests.sources.given import csv_source, plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan
    from gis_sluzby.sources.read import Reading

HEADER = "key,provider,druh,forma,ico,secret,od,do,address,lon,lat,wkt,kod_obec\n"
FIRST = "1,Pomoc,denní stacionáře,ambulantní,19,,,,Dlouhá 1,14.0,50.0,,100001\n"
HERE = tuple(float(value) for value in to_krovak(14.0, 50.0))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of 30 June 2025."""
    return plan_in(tmp_path)


def read(plan: Plan, rows: str, **keys: object) -> Reading:
    return read_services(plan, csv_source(plan, "services", HEADER + rows, **keys))


def wrong(plan: Plan, rows: str) -> list[str]:
    return told(lambda: read(plan, rows))


def rules(reading: Reading) -> list[tuple[str, int]]:
    return [(one["rule"], one["source_row"]) for one in reading.findings]


def test_a_service_is_read(plan: Plan) -> None:
    reading = read(plan, FIRST)
    [row] = reading.frame.to_dict("records")
    assert row["service_id"] == "zdroj:1"
    assert (row["druh"], row["forms"], row["ico"]) == ("46", ("amb",), "00000019")
    assert (row["provider"], row["address"], row["kod_obec"]) == ("Pomoc", "Dlouhá 1", "100001")
    assert row["secret"] is False
    assert (row["geometry"].x, row["geometry"].y) == pytest.approx(HERE, abs=0.001)
    assert reading.frame.index.tolist() == [2]
    assert (reading.read, reading.rejected) == (1, 0)


def test_start_up_minutes_cannot_shorten_a_way(plan: Plan) -> None:
    source = csv_source(
        plan, "services", "key,provider,druh,startup_minutes\n1,Pomoc,46,4\n2,Pomoc,46,-1\n"
    )
    assert told(lambda: read_services(plan, source)) == [
        "a.csv, řádek 3, sloupec „startup_minutes“: minuty navíc nemohou být záporné (je zde „-1“)."
    ]


def test_an_empty_file_with_a_header_has_no_services(plan: Plan) -> None:
    reading = read(plan, "")
    assert reading.frame.empty
    assert (reading.read, reading.rejected, reading.findings) == (0, 0, [])
    assert {"service_id", "druh", "forms", "ico", "secret"} <= set(reading.frame.columns)


def test_a_file_with_the_needed_columns_alone_will_do(plan: Plan) -> None:
    source = csv_source(plan, "services", "key,provider,druh\n1,Pomoc,§ 40\n")
    [row] = read_services(plan, source).frame.to_dict("records")
    assert (row["druh"], row["forms"], row["geometry"]) == ("40", (), None)


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("fomra", "forma"),
        ("Forma", "forma"),
        ("kod_obce", "kod_obec"),
        ("forum_obci", None),
        ("dop", None),
    ],
)
def test_a_misspelt_optional_column_is_told(plan: Plan, column: str, field: str | None) -> None:
    text = f"key,provider,druh,poznámka,{column}\n1,Pomoc,46,x,ambulantní\n"
    findings = read_services(plan, csv_source(plan, "services", text)).findings
    told_of = [(one["rule"], one["severity"], one["column"]) for one in findings]
    assert told_of == ([("column_unread", "warning", column)] if field else [])
    if field:
        assert f'columns = {{ {field} = "{column}" }}' in findings[0]["expected"]


def test_a_column_that_something_reads_is_no_misspelt_one(plan: Plan) -> None:
    text = "key,provider,druh,Forma,kod_obce\n1,Pomoc,46,ambulantní,100001\n"
    keys = {"columns": {"forma": "Forma"}, "filters": {"kod_obce": ["100001"]}}
    assert [
        one["rule"]
        for one in read_services(plan, csv_source(plan, "services", text, **keys)).findings
    ] == []


def test_a_layer_gives_the_same_as_a_table(plan: Plan) -> None:
    from_table = read(plan, FIRST).frame
    layer = gpd.GeoDataFrame(
        {"key": [1], "provider": ["Pomoc"], "druh": ["46"], "forma": ["amb"], "ico": [19.0]},
        geometry=[shapely.Point(14, 50)],
        crs=4326,
    )
    layer.to_file(plan.path.parent / "data" / "a.geojson")
    from_layer = read_services(plan, source_of("services", "a.geojson")).frame
    columns = ["service_id", "druh", "forms", "ico", "provider"]
    assert from_layer[columns].to_dict("records") == from_table[columns].to_dict("records")
    assert from_layer.geometry.iloc[0].distance(from_table.geometry.iloc[0]) < 0.001


# ---------------------------------------------------------------- druh and forma


@pytest.mark.parametrize("word", ["§ 40", "40", "Pečovatelská služba", "PEČOVATELSKÁ  SLUŽBA"])
def test_a_druh_is_known_by_any_spelling(word: str, plan: Plan) -> None:
    assert read(plan, FIRST.replace("denní stacionáře", word)).frame["druh"].tolist() == ["40"]


def test_an_unknown_druh_is_named_with_the_nearest(plan: Plan) -> None:
    rows = FIRST + FIRST.replace("1,Pomoc,denní stacionáře", "2,Pomoc,denny stacionář")
    assert wrong(plan, rows) == [
        (
            "a.csv, řádek 3, sloupec „druh“: neznámý druh služby, snad „denní stacionáře“ (je zde "
            "„denny stacionář“)."
        )
    ]
    [line] = wrong(plan, FIRST.replace("denní stacionáře", "xyz"))
    assert line == "a.csv, řádek 2, sloupec „druh“: neznámý druh služby (je zde „xyz“)."


def test_forms_are_listed_in_one_cell(plan: Plan) -> None:
    reading = read(plan, FIRST.replace(",ambulantní,", ",terénní; ambulantní;,"))
    assert reading.frame["forms"].tolist() == [("amb", "ter")]
    [line] = wrong(plan, FIRST.replace(",ambulantní,", ",ambulantní/létající,"))
    assert line == (
        "a.csv, řádek 2, sloupec „forma“: neznámá forma služby; formy jsou ambulantní, pobytová, "
        "terénní (je zde „létající“)."
    )


# ---------------------------------------------------------------- keys and rows


def test_a_key_that_repeats_is_named_and_the_first_is_kept(plan: Plan) -> None:
    rows = FIRST + FIRST.replace("denní", "týdenní")
    assert wrong(plan, rows) == [
        "a.csv, řádek 3, sloupec „key“: klíč se opakuje, má jej už řádek 2 (je zde „1“)."
    ]
    reading = read(plan, rows, rejects="record")
    assert reading.frame["druh"].tolist() == ["46"]
    assert (reading.read, reading.rejected) == (2, 1)
    assert rules(reading)[0] == ("row_rejected", 3)


def test_all_wrong_cells_are_named_at_once_by_row(plan: Plan) -> None:
    rows = (
        FIRST.replace("14.0", "čtrnáct")
        + FIRST.replace("1,Pomoc", "1,").replace("denní stacionáře", "xyz")
        + FIRST.replace("1,Pomoc", "3,Pomoc").replace("14.0,50.0", "50.0,14.0")
        + "4,Pomoc\n"
    )
    assert [line.split(":")[0] for line in wrong(plan, rows)] == [
        "a.csv, řádek 2, sloupec „lon“",
        "a.csv, řádek 3, sloupec „druh“",
        "a.csv, řádek 3, sloupec „key“",
        "a.csv, řádek 3, sloupec „provider“",
        "a.csv, řádek 4, sloupec „lon“",
        "a.csv, řádek 5",
    ]
    good = FIRST.replace("1,Pomoc", "9,Pomoc")
    reading = read(plan, rows + good, rejects="record")
    assert reading.frame["key"].tolist() == ["9"]
    assert (reading.read, reading.rejected) == (5, 4)


def test_columns_swapped_in_all_rows_are_said_once_even_if_rows_may_be_left_out(
    plan: Plan,
) -> None:
    rows = FIRST.replace("14.0,50.0", "50.0,14.0")
    rows += rows.replace("1,Pomoc", "2,Pomoc")
    with pytest.raises(ValueError, match="vyměňte sloupce v plánu") as caught:
        read(plan, rows, rejects="record")
    assert str(caught.value) == (
        "a.csv, sloupec „lon“: souřadnice lon a lat jsou prohozené, vyměňte sloupce v plánu (platí "
        "pro všechny řádky) (je zde „50; 14“)."
    )


def test_several_sources_keep_their_keys_apart(plan: Plan) -> None:
    first = read(plan, FIRST).frame
    second = read(plan, FIRST, id="katalog").frame
    assert [*first["service_id"], *second["service_id"]] == ["zdroj:1", "katalog:1"]


# ---------------------------------------------------------------- IČO


def test_zeros_that_a_spreadsheet_ate_are_given_back(plan: Plan) -> None:
    reading = read(plan, FIRST.replace(",19,", ",7111223,"))
    assert reading.frame["ico"].tolist() == ["07111223"]
    [finding] = reading.findings
    assert (finding["rule"], finding["severity"]) == ("ico_zeros", "info")
    assert (finding["found"], finding["expected"]) == ("7111223", "07111223")


@pytest.mark.parametrize("ico", ["00000018", "123456789", "CZ26406608", "neznámé"])
def test_what_is_no_ico_is_kept_and_named(ico: str, plan: Plan) -> None:
    reading = read(plan, FIRST.replace(",19,", f",{ico},"))
    assert reading.frame["ico"].tolist() == [ico]
    assert [one["rule"] for one in reading.findings] == ["ico_check_digit"]


@pytest.mark.parametrize("ico", ["26406608", "264 06 608", "26406608.0", ""])
def test_a_right_ico_is_no_finding(ico: str, plan: Plan) -> None:
    reading = read(plan, FIRST.replace(",19,", f",{ico},"))
    assert reading.findings == []
    assert reading.frame["ico"].fillna("").tolist() == [ico[:8].replace("264 06 6", "26406608")]


@given(st.integers(0, 9_999_999))
def test_of_ten_last_digits_exactly_one_is_right(number: int) -> None:
    right = [digit for digit in range(10) if is_ico(f"{number:07}{digit}")]
    weighted = sum(int(d) * w for d, w in zip(f"{number:07}", range(8, 1, -1), strict=True))
    assert right == [{0: 1, 1: 0}.get(weighted % 11, 11 - weighted % 11)]


# ---------------------------------------------------------------- in force


@pytest.mark.parametrize(
    ("od", "do", "counts"),
    [
        ("", "", True),
        ("2025-06-30", "2025-06-30", True),
        ("1. 1. 2010", "", True),
        ("", "29. 6. 2025", False),
        ("2025-07-01", "", False),
        ("2010-01-01", "2012-12-31", False),
    ],
)
def test_services_count_from_their_first_to_their_last_day(
    od: str, do: str, plan: Plan, *, counts: bool
) -> None:
    reading = read(plan, FIRST.replace(",19,,,,", f",00000019,,{od},{do},"))
    assert (len(reading.frame), reading.rejected) == ((1, 0) if counts else (0, 1))
    assert rules(reading) == ([] if counts else [("not_in_force", 2)])


@pytest.mark.parametrize(
    ("od", "do", "told"),
    [
        ("2020-01-01", "2012-12-31", [("dates_contradict", 2)]),
        ("2030-01-01", "2029-12-31", [("dates_contradict", 2)]),
        ("2012-12-31", "2012-12-31", [("not_in_force", 2)]),
    ],
)
def test_an_end_before_the_beginning_is_a_contradiction(
    od: str, do: str, told: list[tuple[str, int]], plan: Plan
) -> None:
    reading = read(plan, FIRST.replace(",19,,,,", f",00000019,,{od},{do},"))
    assert rules(reading) == told
    assert len(reading.frame) == 0


def test_the_finding_says_which_day_was_missed(plan: Plan) -> None:
    ended, later = (
        read(plan, FIRST.replace(",19,,,,", f",00000019,,{od},{do},")).findings[0]
        for od, do in (("2010-01-01", "2012-12-31"), ("2030-01-01", ""))
    )
    assert (ended["column"], ended["found"]) == ("do", "do 31. 12. 2012")
    assert (later["column"], later["found"]) == ("od", "od 1. 1. 2030")
    assert ended["expected"] == "služba poskytovaná 30. 6. 2025"


# ---------------------------------------------------------------- secret


SECRET = FIRST.replace(",19,,", ",00000019,ano,").replace(",,100001", ",POINT(12.5 49.5),100001")


def test_a_secret_place_has_no_point_and_leaves_no_trace(plan: Plan) -> None:
    """Neither in the row nor in the findings: WKT that lies elsewhere would tell both places."""
    reading = read(plan, SECRET)
    assert reading.frame["secret"].tolist() == [True]
    assert reading.frame.geometry.isna().all()
    assert reading.findings == []
    told_all = reading.frame.drop(columns="geometry").to_csv() + str(reading.findings)
    assert "14.0" not in told_all
    assert "12.5" not in told_all
    open_place = read(plan, SECRET.replace(",ano,", ",ne,"))
    assert "wkt_elsewhere" in [one["rule"] for one in open_place.findings]


def test_a_secret_place_of_a_layer_has_no_point(plan: Plan) -> None:
    layer = gpd.GeoDataFrame(
        {"key": [1, 2], "provider": "Pomoc", "druh": "57", "secret": [True, False]},
        geometry=[shapely.Point(HERE)] * 2,
        crs=5514,
    )
    layer.to_file(plan.path.parent / "data" / "a.gpkg")
    frame = read_services(plan, source_of("services", "a.gpkg")).frame
    assert frame.geometry.isna().tolist() == [True, False]


def test_a_wrong_place_of_a_secret_service_is_nobody_s_business(plan: Plan) -> None:
    assert len(read(plan, SECRET.replace("14.0,50.0", "2.35,48.86")).frame) == 1


def test_a_flag_that_is_neither_stops(plan: Plan) -> None:
    [line] = wrong(plan, SECRET.replace(",ano,", ",utajeno,"))
    assert line == "a.csv, řádek 2, sloupec „secret“: má to být ano, nebo ne (je zde „utajeno“)."


# ---------------------------------------------------------------- the real files


@pytest.mark.real_data
def test_the_table_and_the_layer_of_karlovarsky_kraj_are_the_same(
    plan: Plan, real_data: Path
) -> None:
    table = source_of(
        "services",
        "services/socialni_sluzby_karlovarsky.csv",
        columns={
            "key": "objekt_id",
            "provider": "poskytovatel",
            "druh": "druh_sluzby",
            "kod_obec": "kod_obce",
        },
    )
    layer = table.model_copy(
        update={"reader": "vector", "path": table.path.replace(".csv", ".geojson")}
    )
    assert real_data.is_dir()
    from_table, from_layer = (read_services(plan, source) for source in (table, layer))
    columns = ["service_id", "druh", "provider", "kod_obec", "kod_orp"]
    pd.testing.assert_frame_equal(
        from_layer.frame[columns].reset_index(drop=True),
        pd.DataFrame(from_table.frame[columns]).reset_index(drop=True),
        check_like=True,
    )
    apart = from_layer.frame.geometry.to_numpy(), from_table.frame.geometry.to_numpy()
    assert shapely.distance(*apart).max() < 0.001
    assert (
        (from_table.read, from_table.rejected) == (from_layer.read, from_layer.rejected) == (192, 0)
    )
    assert from_table.findings == from_layer.findings == []
    assert from_table.frame["druh"].nunique() == 33
