"""The register's web service in a whole load: its second file gives facilities their places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.centre import load
from gis_sluzby.cli import run
from gis_sluzby.errors import InputError, MissingSourceError, PlanError
from gis_sluzby.plan import read_plan
from tests.ruian_files import address_row, write_address_zip
from tests.small_plan import centre_of, write_small_plan
from tests.sources.rpss.test_api import record
from tests.sources.rpss.test_api_addresses import BESIDE, answer, facility

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
[[source]]
id = "{id}"
table = "{table}"
reader = "{reader}"
path = "{path}"
vintage = 2025-06-30
licence = "CC0-1.0"
attribution = "modelová data"
{more}
"""
#: Facility: its address. The third is in a part that the address points know by name, the fourth
#: in one that only the layer of parts has.
PLACES = {
    1: BESIDE | {"nazevObce": "Obec 1", "nazevUlice": "Dlouhá", "kodAdresnihoMista": 3},
    2: BESIDE | {"nazevObce": "Obec 1", "nazevUlice": "DLOUHÁ"},
    3: BESIDE | {"nazevObce": "Obec 1", "nazevUlice": None, "nazevCastiObce": "Horní"},
    4: BESIDE | {"nazevObce": "Obec 1", "nazevUlice": None, "nazevCastiObce": "Dolní"},
    5: BESIDE | {"nazevObce": "Obec 1", "nazevUlice": "Neznámá", "nazevCastiObce": "Jiná"},
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan whose only services come from the web service, with addresses beside them."""
    plan = write_small_plan(tmp_path / "plán")
    whole = plan.read_text(encoding="utf-8")
    start = whole.index('[[source]]\nid = "sluzby"')
    end = whole.find("[[source]]", start + 1)
    plan.write_text(whole[:start] + (whole[end:] if end > 0 else ""), encoding="utf-8")
    add(plan, "api", "services", "rpss_api", "vypis.json", 'addresses = "adresy.json"')
    services = [
        record(identifikator=str(1_000_000 + key), sluzbyVZarizeni=[facility(key)])
        for key in PLACES
    ]
    write(plan, "vypis.json", {"list": services})
    write(plan, "adresy.json", [{"list": [answer(key, one)]} for key, one in PLACES.items()])
    return plan


def add(plan: Path, name: str, table: str, reader: str, path: str, more: str = "") -> None:
    """Add a source to a plan."""
    text = SOURCE.format(id=name, table=table, reader=reader, path=path, more=more)
    plan.write_text(plan.read_text(encoding="utf-8") + text, encoding="utf-8")


def write(plan: Path, name: str, content: Any) -> None:  # noqa: ANN401 -- any JSON
    """Write a file of JSON into the data of a plan."""
    (plan.parent / "data" / name).write_text(json.dumps(content), encoding="utf-8")


def add_ruian(plan: Path) -> None:
    """Add address points of the first obec, and its parts."""
    x, y = centre_of("100001")

    def row(code: str, street: str, part: str, east: float) -> str:
        fields = address_row(code, "100001", f"{-(x + east):.2f}", f"{-y:.2f}").split(";")
        fields[7], fields[8], fields[10] = str(len(part)), part, street
        return ";".join(fields)

    lines = [
        row("1", "Dlouhá", "Střed", 0),
        row("2", "dlouhá", "Střed", 400),
        row("3", "Jiná", "Střed", 90),
        row("4", "", "Horní", 290),
    ]
    write_address_zip(plan.parent / "data" / "adresy.zip", {"100001": lines})
    add(plan, "body-adres", "address_points", "ruian_csv", "adresy.zip")
    parts = gpd.GeoDataFrame(
        {"level": ["cast"], "kod": ["77"], "nazev": ["Dolní"], "kod_obec": ["100001"]},
        geometry=[shapely.Point(x - 150, y)],
        crs=5514,
    )
    parts.to_file(plan.parent / "data" / "casti.gpkg")
    add(plan, "casti", "obec_parts", "vector", "casti.gpkg")


def test_facilities_stand_where_their_addresses_say(plan: Path) -> None:
    add_ruian(plan)
    centre = load(read_plan(plan)).centre
    x, _ = centre_of("100001")
    sites = centre["service_sites"].merge(centre["sites"], on="site_id").sort_values("service_id")
    assert sites["precision"].tolist() == ["address", "street", "part", "part", "obec"]
    assert [round(point.x - x) for point in sites["geometry"]] == [90, 200, 290, -150, 0]
    assert set(sites["kod_obec"]) == {"100001"}
    assert sites["address"].tolist()[0] == "Dlouhá 2272/54, 35201"
    audit = centre["audit"]
    assert not audit["rule"].isin(["no_place", "register_addresses", "register_shape"]).any()


def test_the_second_file_is_a_source_with_its_rows_and_hash(plan: Path) -> None:
    sources = load(read_plan(plan)).centre["sources"].set_index("source_id")
    beside = sources.loc["api:adresy.json"]
    assert (beside["table"], beside["path"]) == ("facility_addresses", "adresy.json")
    assert (beside["rows_read"], beside["rows_kept"], beside["rows_rejected"]) == (5, 5, 0)
    assert len(str(beside["sha256"])) == 64
    assert beside["sha256"] != sources.loc["api"]["sha256"]


def test_without_the_second_file_services_have_no_place(plan: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace('addresses = "adresy.json"', "")
    plan.write_text(text, encoding="utf-8")
    centre = load(read_plan(plan)).centre
    assert (centre["audit"]["rule"] == "no_place").sum() == len(PLACES)
    assert set(centre["sites"]["precision"]) == {"none"}


def test_a_whole_build_goes_through(plan: Path, tmp_path: Path) -> None:
    """Files beside a source are inputs like the others: told, remembered, in run.json."""
    add_ruian(plan)
    out = tmp_path / "out"
    assert run(["build", str(plan), "--out", str(out)]) == 0
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    assert "adresy.json" in {one["path"] for one in manifest["inputs"]}
    write(plan, "adresy.json", [answer(key, PLACES[1]) for key in PLACES])
    assert run(["build", str(plan), "--out", str(out)]) == 0
    again = json.loads((out / "run.json").read_text("utf-8"))
    assert again["inputs"] != manifest["inputs"]


def test_a_missing_second_file_is_named(plan: Path) -> None:
    (plan.parent / "data" / "adresy.json").unlink()
    with pytest.raises(MissingSourceError, match=r"adresy\.json.*Ověřte addresses zdroje"):
        load(read_plan(plan))


def test_only_the_web_service_has_addresses_beside_it(plan: Path) -> None:
    text = plan.read_text(encoding="utf-8").replace('"rpss_api"', '"rpss"')
    plan.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match="klíč zná jen čtenář „rpss_api“"):
        read_plan(plan)


def test_what_is_wrong_in_both_files_is_told_at_once(plan: Path) -> None:
    write(plan, "adresy.json", {"nic": 1})
    write(plan, "vypis.json", {"list": [record(druhSocialniSluzbyId=1)]})
    with pytest.raises(InputError) as caught:
        load(read_plan(plan))
    told = {(one.file, one.what.split(" (")[0]) for one in caught.value.problems}
    assert told >= {
        ("vypis.json", "neznámý druh služby"),
        ("adresy.json", "v souboru nejsou odpovědi webové služby o adresách"),
    }
