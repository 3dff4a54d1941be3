"""The datové centrum: loading a plan's inputs, and the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from pandas.testing import assert_frame_equal

from gis_sluzby.centre import CENTRE_TABLES, load, load_centre, service_forms, write_centre
from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import GisSluzbyError, InputError, MissingSourceError
from gis_sluzby.plan import read_plan
from tests.small_plan import CODES, CORNER, SIDE, service_row, small_obce, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "key,provider,ico,druh,forma,kod_obec,kod_orp,lon,lat"
SOURCE = """
[[source]]
id = "{id}"
table = "{table}"
reader = "csv"
path = "{id}.csv"
vintage = 2025-06-30
licence = "CC0-1.0"
attribution = "modelová data"
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_small_plan(tmp_path / "plán")


def add(plan: Path, name: str, table: str, *rows: str, more: str = "") -> None:
    """Add a CSV source to a plan."""
    (plan.parent / "data" / f"{name}.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    text = plan.read_text(encoding="utf-8") + SOURCE.format(id=name, table=table) + more
    plan.write_text(text, encoding="utf-8")


def services(plan: Path, *rows: str, head: str = HEAD) -> None:
    """Replace the services."""
    (plan.parent / "data" / "sluzby.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")


def centre(plan: Path) -> dict[str, pd.DataFrame]:
    return load(read_plan(plan)).centre


def column(frame: pd.DataFrame, name: str, key: str) -> dict[str, object]:
    return dict(zip(frame[key], frame[name], strict=True))


def test_all_tables_are_there_in_the_order_of_the_file(plan: Path) -> None:
    assert tuple(centre(plan)) == CENTRE_TABLES


def test_waters_are_kept_and_come_back_and_may_lack(plan: Path, tmp_path: Path) -> None:
    before = centre(plan)
    assert before["water"].empty
    x, y = CORNER
    shapes = [
        shapely.LineString([(x, y), (x + SIDE, y + SIDE)]),
        shapely.box(x, y, x + 300, y + 300),
        shapely.box(x + 1e5, y, x + 2e5, y + 300),  # beyond the belt
    ]
    waters = gpd.GeoDataFrame({"jmeno": ["Teplá", None, None]}, geometry=shapes, crs=KROVAK)
    waters.to_file(plan.parent / "data" / "vody.gpkg")
    more = SOURCE.format(id="vody", table="water").replace("csv", "vector", 1)
    text = plan.read_text(encoding="utf-8") + more.replace("vody.csv", "vody.gpkg")
    plan.write_text(text + 'columns = { nazev = "jmeno" }\n', encoding="utf-8")
    after = centre(plan)
    assert after["water"]["kind"].tolist() == ["river", "lake"]
    assert set(after["water"]["source_id"]) == {"vody"}
    for name in set(CENTRE_TABLES) - {"water", "sources"}:
        pd.testing.assert_frame_equal(after[name], before[name])
    write_centre(after, tmp_path / "centrum.gpkg")
    again = load_centre(tmp_path / "centrum.gpkg")["water"]
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(after["water"]))


def test_rows_are_counted_and_files_are_identified(plan: Path) -> None:
    sources = centre(plan)["sources"].set_index("source_id")
    assert (sources["rows_read"] == sources["rows_kept"] + sources["rows_rejected"]).all()
    assert list(sources.loc["sluzby", ["rows_read", "rows_kept"]]) == [3, 3]
    assert sources.loc["hranice", "rows_kept"] == len(CODES)
    assert sources["sha256"].str.fullmatch("[0-9a-f]{64}").all()
    assert sources.loc["sluzby", "complete_for"] == "all"
    assert sources.loc["sluzby", "vintage"] == "2025-06-30"


def test_rejected_rows_are_counted(plan: Path) -> None:
    services(
        plan,
        service_row("1", "denní stacionáře", "ambulantní", "100001"),
        service_row("2", "neznámá služba", "ambulantní", "100001"),
    )
    text = plan.read_text(encoding="utf-8").replace(
        'complete_for = "all"', 'complete_for = "all"\nrejects = "record"'
    )
    plan.write_text(text, encoding="utf-8")
    loaded = centre(plan)
    sources = loaded["sources"].set_index("source_id")
    row = sources.loc["sluzby", ["rows_read", "rows_kept", "rows_rejected"]]
    assert list(row) == [2, 1, 1]
    assert (loaded["audit"]["severity"] == "error").sum() == 1


def test_areas_are_dissolved_from_obce(plan: Path) -> None:
    loaded = centre(plan)
    areas = gpd.GeoDataFrame(loaded["areas"])
    orp = areas[areas["level"] == "orp"].set_index("kod")
    assert orp["nazev"].to_dict() == {"9901": "Jih", "9902": "Sever"}
    assert orp.geometry.area.to_dict() == {"9901": 6 * 36e6, "9902": 3 * 36e6}
    members = loaded["area_obce"]
    assert (members["level"] == "orp").sum() == len(CODES)


def test_roads_have_a_class_and_lines(plan: Path) -> None:
    roads = load(read_plan(plan)).roads
    assert len(roads) == 12
    assert {"trida", "kmh", "oneway", "geometry"} <= set(roads.columns)
    assert set(roads.geom_type) == {"LineString"}


# ------------------------------------------------------------------------------- services parted
def test_services_at_one_point_share_a_site_and_a_provider(plan: Path) -> None:
    loaded = centre(plan)
    assert loaded["services"]["service_id"].tolist() == ["sluzby:1", "sluzby:2", "sluzby:3"]
    assert loaded["services"]["source_row"].tolist() == [2, 3, 4]
    assert loaded["providers"]["provider_id"].tolist() == ["ico-00000019"]
    sites = column(loaded["service_sites"], "site_id", "service_id")
    assert sites["sluzby:1"] == sites["sluzby:2"] != sites["sluzby:3"]
    assert len(loaded["sites"]) == 2


def test_of_services_at_one_point_the_longest_start_up_counts(plan: Path) -> None:
    minutes = {"1": "3,5", "2": "6", "3": ""}
    rows = [
        service_row(key, "azylové domy", "pobytová", "100001" if key < "3" else "100002")
        + f',"{text}"'
        for key, text in minutes.items()
    ]
    services(plan, *rows, head=HEAD + ",startup_minutes")
    loaded = centre(plan)
    placed = loaded["service_sites"].merge(loaded["sites"], on="site_id")
    assert placed["service_id"].tolist() == ["sluzby:1", "sluzby:2", "sluzby:3"]
    assert placed["startup_minutes"].tolist() == pytest.approx([6, 6, float("nan")], nan_ok=True)


def test_providers_without_ico_are_told_by_name(plan: Path) -> None:
    rows = [service_row(str(n), "denní stacionáře", "ambulantní", "100001") for n in range(3)]
    names = ["Pomoc,", "POMOC,", "Jiná,"]
    services(
        plan,
        *(row.replace("Pomoc z. s.,00000019", name) for row, name in zip(rows, names, strict=True)),
    )
    ids = centre(plan)["services"]["provider_id"].tolist()
    assert ids[0] == ids[1] != ids[2]


def test_a_secret_place_is_each_services_own_and_has_no_address(plan: Path) -> None:
    rows = [
        service_row(str(n), "azylové domy", "pobytová", "100001") + ",Tajná 5,ano" for n in (1, 2)
    ]
    services(plan, *rows, head=HEAD + ",address,secret")
    loaded = centre(plan)
    sites = loaded["sites"]
    assert len(sites) == 2
    assert sites["secret"].all()
    assert sites.geometry.isna().all()
    assert sites["address"].isna().all()
    assert sites["kod_obec"].tolist() == ["100001", "100001"]


# ------------------------------------------------------------------------------- forms
def test_forms_come_from_the_source_else_from_the_law_else_are_unknown(plan: Path) -> None:
    services(
        plan,
        service_row("1", "denní stacionáře", "ambulantní", "100001"),
        service_row("2", "osobní asistence", "", "100001"),
        service_row("3", "pečovatelská služba", "", "100001"),
        service_row("4", "pečovatelská služba", "ambulantní; terénní", "100001"),
    )
    offers = centre(plan)["offers"]
    found = list(zip(offers["service_id"], offers["forma"], offers["forma_basis"], strict=True))
    assert found == [
        ("sluzby:1", "amb", "source"),
        ("sluzby:2", "ter", "zakon"),
        ("sluzby:3", "unknown", "unknown"),
        ("sluzby:4", "amb", "source"),
        ("sluzby:4", "ter", "source"),
    ]


def test_a_form_that_only_another_table_names_is_known(plan: Path) -> None:
    services(
        plan,
        service_row("1", "pečovatelská služba", "", "100001"),
        service_row("2", "pečovatelská služba", "", "100001"),
        service_row("3", "pečovatelská služba", "ambulantní", "100001"),
    )
    add(
        plan,
        "uzemi",
        "declared",
        "service,forma,level,kod,evidence",
        "1,terénní,obec,100002,sit",
        "3,terénní,obec,100002,sit",
    )
    add(plan, "kapacity", "capacities", "service,forma,unit,count", "2,ambulantní,místo,5")
    offers = centre(plan)["offers"]
    assert list(zip(offers["service_id"], offers["forma"], offers["forma_basis"], strict=True)) == [
        ("sluzby:1", "ter", "source"),
        ("sluzby:2", "amb", "source"),
        ("sluzby:3", "amb", "source"),
    ]


def test_services_by_form_and_target_group() -> None:
    tables = {
        "services": pd.DataFrame({"service_id": ["a", "b"], "druh": ["37", "46"]}),
        "offers": pd.DataFrame({"service_id": ["a", "a", "b"], "forma": ["amb", "ter", "amb"]}),
        "targets": pd.DataFrame({"service_id": ["b", "b"], "cs": ["ozp", "ozp"]}),
    }
    rows = set(service_forms(tables).itertuples(index=False, name=None))
    assert rows == {
        ("37", "amb", "any", "a"),
        ("37", "ter", "any", "a"),
        ("46", "amb", "any", "b"),
        ("46", "amb", "ozp", "b"),
    }


# ------------------------------------------------------------------------------- what is wrong
def test_all_errors_of_all_sources_are_told_at_once(plan: Path) -> None:
    data = plan.parent / "data"
    (data / "body.gpkg").unlink()
    services(plan, service_row("1", "neznámá služba", "ambulantní", "100001"))
    population = (data / "obyvatele.csv").read_text(encoding="utf-8")
    (data / "obyvatele.csv").write_text(population.replace(",10,", ",x,", 1), encoding="utf-8")
    with pytest.raises(MissingSourceError) as caught:
        centre(plan)
    files = {problem.file for problem in caught.value.problems}
    assert files == {"body.gpkg", "sluzby.csv", "obyvatele.csv"}


def test_without_boundaries_missing_files_are_named_all_the_same(plan: Path) -> None:
    for name in ("obce.gpkg", "silnice.gpkg"):
        (plan.parent / "data" / name).unlink()
    with pytest.raises(MissingSourceError) as caught:
        centre(plan)
    assert [problem.file for problem in caught.value.problems] == ["obce.gpkg", "silnice.gpkg"]


def test_overlapping_boundaries_are_told_together_with_missing_files(plan: Path) -> None:
    data = plan.parent / "data"
    obce = small_obce()
    obce.loc[0, "geometry"] = shapely.buffer(obce.geometry[0], 100)
    (data / "obce.gpkg").unlink()
    obce.to_file(data / "obce.gpkg")
    (data / "silnice.gpkg").unlink()
    with pytest.raises(MissingSourceError) as caught:
        centre(plan)
    assert "překrývají" in str(caught.value)
    assert "silnice.gpkg" in str(caught.value)


def test_an_obec_without_people_in_the_table_is_named(plan: Path) -> None:
    path = plan.parent / "data" / "obyvatele.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="chybí obyvatelé obce 100009"):
        centre(plan)


def test_a_capacity_stated_twice_is_an_error_of_the_input(plan: Path) -> None:
    rows = ["service,forma,unit,count", "1,ambulantní,místo,5", "1,ambulantní,místo,6"]
    add(plan, "kapacity", "capacities", *rows)
    with pytest.raises(InputError, match="capacities"):
        centre(plan)


# ------------------------------------------------------------------------------- the file
def test_what_is_written_is_read_back_whole(plan: Path, tmp_path: Path) -> None:
    rows = [
        service_row("1", "azylové domy", "pobytová", "100001") + ",ano,2020-01-01",
        service_row("2", "pečovatelská služba", "", "100002") + ",ne,",
    ]
    services(plan, *rows, head=HEAD + ",secret,od")
    add(plan, "kapacity", "capacities", "service,forma,unit,count", "1,pobytová,lůžko,12.5")
    add(plan, "cile", "targets", "service,target_group", "1,oběti domácího násilí")
    written = centre(plan)
    path = tmp_path / "centrum.gpkg"
    write_centre(written, path)
    read = load_centre(path)
    assert list(read) == list(written)
    for name, frame in written.items():
        again = read[name]
        plain = [c for c in frame.columns if c != "geometry"]
        assert_frame_equal(pd.DataFrame(again[plain]), pd.DataFrame(frame[plain]), obj=name)
        if "geometry" in frame.columns:
            assert again.crs.to_epsg() == 5514
            assert shapely.equals(
                shapely.normalize(again.geometry.to_numpy()),
                shapely.normalize(frame.geometry.to_numpy()),
            )[frame.geometry.notna()].all()
            assert again.geometry.isna().tolist() == frame.geometry.isna().tolist()


def test_a_file_that_is_not_there_is_a_missing_source(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="datové centrum neexistuje"):
        load_centre(tmp_path / "centrum.gpkg")


def test_a_file_without_all_tables_is_no_centre(plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "centrum.gpkg"
    pyogrio.write_dataframe(centre(plan)["providers"], path, layer="providers", driver="GPKG")
    with pytest.raises(InputError, match="chybí tabulky sources, obce"):
        load_centre(path)


def test_a_file_of_an_earlier_version_says_what_to_do(plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "centrum.gpkg"
    write_centre(centre(plan), path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("ALTER TABLE offers DROP COLUMN forma_basis")
        file.execute("ALTER TABLE providers DROP COLUMN web")  # may be empty, so may be missing
    with pytest.raises(InputError) as caught:
        load_centre(path)
    assert caught.value.exit_code == 3
    assert str(caught.value).replace("\N{NO-BREAK SPACE}", " ") == (
        f"{path}: soubor je z jiné verze programu: v datovém centru chybí sloupce "
        "offers.forma_basis. Spusťte load znovu; jde-li o snímek, pořiďte ho znovu příkazem "
        "snapshot --overwrite."
    )


def test_errors_of_a_centre_are_the_packages_own(tmp_path: Path) -> None:
    with pytest.raises(GisSluzbyError):
        load_centre(tmp_path)
