"""Import of HSDS of other systems, and of files that are not right."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from shapely import Point

from gis_sluzby.crs import to_krovak
from gis_sluzby.errors import InputError, MissingSourceError
from gis_sluzby.exchange import read_hsds
from gis_sluzby.exchange.hsds import hsds_tables, to_package
from tests.small_centre import provider_row, service_row, small_centre

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = "0b9f8f0e-0000-4000-8000-000000000001"
ORGANIZATION = {
    "id": "0b9f8f0e-0000-4000-8000-000000000002",
    "name": "Pomoc, z. s.",
    "description": "Spolek",
    "organization_identifiers": [
        {
            "id": "i1",
            "identifier_scheme": "CZ-ICO",
            "identifier_type": "x",
            "identifier": "00000019",
        }
    ],
}


def foreign_service(**changes: Any) -> dict[str, Any]:  # noqa: ANN401  (any JSON)
    """Give a service as another system writes it."""
    return {
        "id": SERVICE,
        "name": "Pomoc doma",
        "status": "active",
        "url": "https://pomoc.cz",
        "organization": ORGANIZATION,
        "phones": [{"id": "p1", "number": "000 000 000", "extension": 12}],
        "attributes": [
            {
                "id": "a1",
                "taxonomy_term": {"id": "t1", "name": "Pečovatelská služba", "description": "x"},
            },
            {
                "id": "a2",
                "link_type": "audience",
                "taxonomy_term": {"id": "t2", "name": "senioři", "description": "x"},
            },
        ],
        "service_at_locations": [
            {
                "id": "l1",
                "location": {
                    "id": "l2",
                    "location_type": "physical",
                    "latitude": 50.0875,
                    "longitude": 14.4214,
                    "addresses": [
                        {
                            "id": "l3",
                            "address_1": "Dlouhá 1",
                            "city": "Praha",
                            "state_province": "Praha",
                            "postal_code": "110 00",
                            "country": "CZ",
                            "address_type": "physical",
                        }
                    ],
                },
            }
        ],
        "capacities": [
            {
                "id": "c1",
                "unit": {"id": "u1", "name": "lůžka"},
                "available": 3,
                "maximum": 12,
                "updated": "2026-01-01T00:00:00Z",
            }
        ],
        **changes,
    }


def written(folder: Path, content: object) -> Path:
    path = folder / "Katalog služeb.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "wrap",
    [
        lambda service: {"contents": [service]},
        lambda service: [service],
        lambda service: service,
    ],
    ids=["page", "list", "service"],
)
def test_a_service_of_another_system(tmp_path: Path, wrap: Any) -> None:  # noqa: ANN401
    centre = read_hsds(written(tmp_path, wrap(foreign_service())))
    (service,) = centre["services"].to_dict("records")
    assert service["service_id"] == f"katalog-slu-eb:{SERVICE}"
    assert (service["druh"], service["nazev"]) == ("40", "Pomoc doma")
    assert (service["web"], service["phone"]) == ("https://pomoc.cz", "000 000 000")
    (provider,) = centre["providers"].to_dict("records")
    assert (provider["provider_id"], provider["ico"]) == ("ico-00000019", "00000019")
    (offer,) = centre["offers"].to_dict("records")
    assert (offer["forma"], offer["forma_basis"]) == ("unknown", "unknown")
    (capacity,) = centre["capacities"].to_dict("records")
    assert (capacity["forma"], capacity["unit"], capacity["count"]) == ("unknown", "luzka", 12.0)
    (target,) = centre["targets"].to_dict("records")
    assert (target["target_group"], target["cs"]) == ("24", "seniori")
    (site,) = centre["sites"].to_dict("records")
    assert (site["address"], site["precision"]) == ("Dlouhá 1, 110 00, Praha", "address")
    assert site["geometry"] == Point(*(float(value) for value in to_krovak(14.4214, 50.0875)))
    (source,) = centre["sources"].to_dict("records")
    assert (source["path"], source["rows_read"], source["rows_kept"]) == (
        *("Katalog služeb.json", 1, 1),
    )
    assert len(source["sha256"]) == 64
    assert len(centre["audit"]) == 0


def test_the_only_form_of_the_law_is_certain(tmp_path: Path) -> None:
    term = {"id": "t1", "name": "Osobní asistence", "description": "x"}
    service = foreign_service(
        attributes=[{"id": "a1", "taxonomy_term": term}],
        schedules=[
            {"id": "s1", "opens_at": "00:00", "closes_at": "23:59", "description": "denně"},
            {"id": "s2", "description": "i o svátcích"},
        ],
    )
    centre = read_hsds(written(tmp_path, service))
    (offer,) = centre["offers"].to_dict("records")
    assert (offer["forma"], offer["forma_basis"]) == ("ter", "zakon")
    assert (offer["nonstop"], offer["hours"]) == (True, "denně; i o svátcích")
    assert list(centre["capacities"]["forma"]) == ["ter"]


def test_a_number_of_another_taxonomy_is_no_paragraph(tmp_path: Path) -> None:
    term = {"id": "t1", "code": "40", "name": "40", "description": "x"}
    service = foreign_service(attributes=[{"id": "a1", "taxonomy_term": term}])
    centre = read_hsds(written(tmp_path, service))
    assert len(centre["services"]) == 0
    (found,) = centre["audit"].to_dict("records")
    assert (found["rule"], found["severity"], found["found"]) == (
        *("hsds_druh", "error", "Pomoc doma"),
    )
    (source,) = centre["sources"].to_dict("records")
    assert (source["rows_read"], source["rows_kept"], source["rows_rejected"]) == (1, 0, 1)


def test_a_service_of_nobody_is_refused(tmp_path: Path) -> None:
    service = foreign_service()
    del service["organization"]
    centre = read_hsds(written(tmp_path, service))
    assert list(centre["audit"]["rule"]) == ["hsds_provider"]
    assert [len(centre[n]) for n in ("services", "sites", "service_sites", "providers")] == [0] * 4


def test_what_is_left_out_is_a_finding(tmp_path: Path) -> None:
    service = foreign_service(service_areas=[{"id": "x1", "name": "Praha a okolí"}])
    service["capacities"].append({**service["capacities"][0], "id": "c2", "maximum": 99})
    centre = read_hsds(written(tmp_path, service))
    assert dict(zip(centre["audit"]["rule"], centre["audit"]["found"], strict=True)) == {
        "hsds_area": "Praha a okolí",
        "hsds_capacity": "luzka",
    }
    assert list(centre["capacities"]["count"]) == [12.0]
    assert len(centre["declared"]) == 0


@pytest.mark.parametrize(("lat", "lon"), [(14.4, 50.1), (0, 0), (None, 14.4)])
def test_a_place_outside_czechia_has_no_geometry(
    tmp_path: Path, lat: float | None, lon: float
) -> None:
    service = foreign_service()
    service["service_at_locations"][0]["location"] |= {"latitude": lat, "longitude": lon}
    (site,) = read_hsds(written(tmp_path, service))["sites"].to_dict("records")
    assert site["geometry"] is None
    assert site["precision"] == "none"


def test_an_empty_page_gives_an_empty_centre(tmp_path: Path) -> None:
    centre = read_hsds(written(tmp_path, {"contents": []}))
    assert [name for name, frame in centre.items() if len(frame)] == ["sources"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    service = foreign_service(status="otevřeno", url=5, phones={}, schedules=[1])
    del service["name"]
    service["capacities"][0]["maximum"] = "12"
    service["service_at_locations"][0]["location"]["latitude"] = True
    path = written(tmp_path, {"contents": [service, 7]})
    with pytest.raises(InputError) as caught:
        read_hsds(path)
    told = {(problem.row, problem.what) for problem in caught.value.problems}
    assert told == {
        ("contents[0].name", "povinné pole chybí"),
        (
            "contents[0].status",
            "hodnota „otevřeno“ není povolena (active, inactive, defunct, temporarily closed)",
        ),
        ("contents[0].url", "hodnota má být text"),
        ("contents[0].phones", "má být seznam"),
        ("contents[0].schedules[0]", "má být objekt"),
        ("contents[0].capacities[0].maximum", "hodnota má být číslo"),
        ("contents[0].service_at_locations[0].location.latitude", "hodnota má být číslo"),
        ("contents[1]", "má být objekt"),
    }
    assert {problem.file for problem in caught.value.problems} == {str(path)}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<html>", "není to JSON"),
        (b'{"contents": [', "není to JSON"),
        ('{"contents": "šum"}'.encode("cp1250"), "text není v kódování UTF-8"),
        (b'{"contents": {}}', "má být seznam služeb"),
        (b'"text"', "má být seznam služeb"),
        (rb'{"contents": [{"name": "\ud800"}]}', "v textu je polovina znaku"),
        (b"[" + b"1" * 5_000 + b"]", "číslo v JSON je příliš dlouhé"),
        (b"[" * 200_000, "JSON je vnořen příliš hluboko"),
        (b'[{"id": "1", "name": "x", "status": "active", "minimum_age": 1e999}]', "číslo"),
        (b'[{"id": "1", "name": "x", "status": "active", "minimum_age": NaN}]', "číslo"),
    ],
)
def test_a_file_that_is_no_hsds(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=what):
        read_hsds(path)


def test_a_byte_order_mark_is_understood(tmp_path: Path) -> None:
    path = written(tmp_path, foreign_service())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_hsds(path)["services"]) == 1


@pytest.mark.parametrize("link_type", ["gis_sluzby:network", "gis_sluzby:capacities"])
@pytest.mark.parametrize("value", ["{", "[1]", None])
def test_a_broken_row_of_ours_is_told(tmp_path: Path, link_type: str, value: str | None) -> None:
    service = foreign_service()
    service["attributes"].append({"id": "broken", "link_type": link_type, "value": value})
    with pytest.raises(InputError, match="broken"):
        read_hsds(written(tmp_path, service))


def test_a_broken_position_of_ours_is_told(tmp_path: Path) -> None:
    service = foreign_service()
    service["service_at_locations"][0]["location"]["attributes"] = [
        {"id": "a9", "link_type": "gis_sluzby:sites.xy", "value": "sever"}
    ]
    with pytest.raises(InputError, match="sever"):
        read_hsds(written(tmp_path, service))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(MissingSourceError, match="neexistuje"):
        read_hsds(tmp_path / "neni.json")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Folder of a package with one service."""
    centre = small_centre(providers=[provider_row()], services=[service_row()])
    folder = tmp_path / "balik"
    folder.mkdir()
    for name, content in to_package(hsds_tables(centre, "2026-06-30"), "Plán").items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", ["", "datapackage.json"])
def test_a_package_by_its_folder_or_descriptor(package: Path, name: str) -> None:
    centre = read_hsds(package / name)
    assert list(centre["services"]["service_id"]) == ["sluzby:1"]
    assert list(centre["sources"]["path"]) == [name or "balik"]


def test_a_package_without_a_descriptor(package: Path) -> None:
    (package / "datapackage.json").unlink()
    with pytest.raises(MissingSourceError, match=r"datapackage\.json"):
        read_hsds(package)


def test_a_package_without_a_file(package: Path) -> None:
    (package / "phones.csv").unlink()
    with pytest.raises(MissingSourceError, match=r"phones\.csv"):
        read_hsds(package)


@pytest.mark.parametrize("path", ["../x.csv", "/etc/passwd", "..\\x.csv", "c:\\x.csv"])
def test_a_package_reads_nothing_outside_its_folder(package: Path, path: str) -> None:
    descriptor = {"resources": [{"name": "service", "path": path}]}
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(InputError, match="vede mimo složku"):
        read_hsds(package)


@pytest.mark.parametrize("text", ["[]", "{", '{"resources": [{}]}', '{"resources": 1}'])
def test_a_descriptor_that_is_none(package: Path, text: str) -> None:
    (package / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="popis balíku"):
        read_hsds(package)


def test_a_package_without_services(package: Path) -> None:
    (package / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    with pytest.raises(InputError, match="nemá soubor služeb"):
        read_hsds(package)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "services.csv",
            b"id,name,status,organization_id\n1,,active,2\n",
            "řádek 2, sloupec „name“",
        ),
        ("services.csv", b"id,name,status,organization_id\n1,x,open,2\n", "„open“ není povolena"),
        ("services.csv", b'id,minimum_age\n1,"1,5"\n', "„1,5“ není číslo"),
        ("services.csv", b"id,minimum_age\n1,nan\n", "„nan“ není číslo"),
        ("services.csv", b'id,name\n1,"x\n', "není to CSV"),
        ("services.csv", "id,name\n1,šum\n".encode("cp1250"), "není v kódování UTF-8"),
        ("phones.csv", b"id\n1\n", "phones.csv, řádek 2, sloupec „number“"),
    ],
)
def test_a_file_of_a_package_that_is_not_right(
    package: Path, name: str, content: bytes, told: str
) -> None:
    (package / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_hsds(package)
    assert told in str(caught.value)


def test_files_may_have_other_names_and_columns(package: Path) -> None:
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["name"] == "service":
            resource["path"] = "sluzby.csv"
    descriptor["resources"].append({"name": "vlastni", "path": "vlastni.csv"})
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    shutil.move(package / "services.csv", package / "sluzby.csv")
    text = (package / "sluzby.csv").read_text("utf-8")
    head, row = text.splitlines()
    (package / "sluzby.csv").write_text(f"{head},navic\n{row},1\n", encoding="utf-8")
    assert len(read_hsds(package)["services"]) == 1
