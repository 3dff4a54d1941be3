"""The export against the schema of HSDS 3.1 that the documentation gives."""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings

from gis_sluzby.exchange.hsds import hsds_tables, to_json, to_package
from gis_sluzby.exchange.hsds.objects import keys_of, objects
from tests.exchange.hsds_schema import DEFINITIONS, complaints
from tests.sample_centre import sample_centre
from tests.small_centre import (
    centres,
    provider_row,
    service_row,
    site_row,
    small_centre,
)

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre
    from gis_sluzby.exchange.hsds import Edition

DATE = "2026-06-30"
#: Deprecated by HSDS itself.
DEPRECATED = {"tax_status", "tax_id", "wait_time", "fees", "licenses"}


def full_page() -> dict[str, Any]:
    """Give the export of a service that has everything."""
    of_service = {"service_id": "sluzby:1", "forma": "amb"}
    centre = small_centre(
        providers=[
            provider_row(web="https://pomoc.cz", email="a@pomoc.cz", phone="1", legal_form="spolek")
        ],
        services=[
            service_row(web="http://pomoc.cz:80/a?b=%20#c", email="b@pomoc.cz", phone="000 000 000")
        ],
        sites=[site_row(address="Dlouhá 1", kod_adm="123")],
        service_sites=[{"service_id": "sluzby:1", "site_id": "misto-1", "od": "2020-01-01"}],
        offers=[{**of_service, "forma_basis": "source", "nonstop": True, "hours": "stále"}],
        capacities=[{**of_service, "unit": "klient", "count": 3.5, "note": "najednou"}],
        targets=[{"service_id": "sluzby:1", "target_group": "24", "cs": "seniori"}],
        declared=[
            {**of_service, "level": "orp", "kod": "9901", "claim": "declared", "evidence": "sit"}
        ],
    )
    page: dict[str, Any] = json.loads(to_json(hsds_tables(centre, DATE)))
    return page


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_sample_region_is_valid(edition: Edition) -> None:
    page = json.loads(to_json(hsds_tables(sample_centre(), DATE, edition)))
    assert complaints(page) == []
    assert page["size"] == len(page["contents"]) == page["total_items"] == 166


@given(centre=centres(secrets=True))
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
def test_any_centre_is_valid(centre: Centre) -> None:
    assert complaints(json.loads(to_json(hsds_tables(centre, DATE, "internal")))) == []


def test_a_centre_without_services_is_valid() -> None:
    page = json.loads(to_json(hsds_tables(small_centre(), DATE)))
    assert complaints(page) == []
    assert page["empty"] is True


def test_a_full_service_has_every_object() -> None:
    page = full_page()
    assert complaints(page) == []
    (service,) = page["contents"]
    assert service["url"] == "http://pomoc.cz:80/a?b=%20#c"
    assert service["organization"]["organization_identifiers"][0]["identifier"] == "00000019"
    (schedule,) = service["schedules"]
    assert (schedule["opens_at"], schedule["closes_at"]) == ("00:00:00", "23:59:00")
    (capacity,) = service["capacities"]
    assert capacity["maximum"] == capacity["available"] == 3.5
    assert capacity["updated"] == "2026-06-30T00:00:00.000Z"
    (place,) = service["service_at_locations"]
    (address,) = place["location"]["addresses"]
    assert (address["address_1"], address["city"]) == ("Dlouhá 1", "Obec 1")
    assert address["state_province"] == "Malý kraj"
    assert 49 < place["location"]["latitude"] < 51
    assert 14 < place["location"]["longitude"] < 16
    assert [area["name"] for area in service["service_areas"]] == ["Jih"]
    terms = {a["taxonomy_term"]["name"] for a in service["attributes"] if "taxonomy_term" in a}
    assert {"pečovatelská služba", "ambulantní", "senioři"} <= terms


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("contents.0.status", "open"),
        ("contents.0.name", None),
        ("contents.0.id", "1"),
        ("contents.0.invented", "x"),
        ("contents.0.url", "www.pomoc.cz"),
        ("contents.0.email", "pomoc"),
        ("contents.0.organization.description", None),
        ("contents.0.capacities.0.unit", None),
        ("contents.0.capacities.0.available", "3"),
        ("contents.0.capacities.0.updated", "2026-06-30"),
        ("contents.0.phones.0.number", 1),
        ("contents.0.service_at_locations.0.location.location_type", "building"),
        ("contents.0.service_at_locations.0.location.addresses.0.city", None),
        ("size", None),
    ],
)
def test_the_schema_sees_what_is_wrong(path: str, value: object) -> None:
    page = deepcopy(full_page())
    *steps, last = path.split(".")
    here: Any = page
    for step in steps:
        here = here[int(step)] if step.isdecimal() else here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    assert complaints(page)


@pytest.mark.parametrize("name", list(objects()))
def test_our_declaration_is_that_of_the_documentation(name: str) -> None:
    kind, documented = objects()[name], DEFINITIONS[name]
    plain = {
        field
        for field, schema in documented["properties"].items()
        if "$ref" not in schema and schema.get("type") != "array"
    }
    assert set(kind.fields) == plain - DEPRECATED
    assert set(kind.required) == set(documented["required"])
    for field, values in kind.enums.items():
        assert list(values) == documented["properties"][field]["enum"]
    for prop, (other, key) in kind.one.items():
        assert documented["properties"][prop] == {"$ref": f"#/$defs/{other}"}
        assert key in kind.fields
    for prop, (other, key) in kind.many.items():
        assert documented["properties"][prop]["items"] == {"$ref": f"#/$defs/{other}"}
        assert key in objects()[other].fields
    if kind.attributes:
        assert "attributes" in documented["properties"]


def test_the_package_is_what_its_descriptor_says() -> None:
    files = to_package(hsds_tables(sample_centre(), DATE, "internal"), "Vzorový kraj")
    package = json.loads(files.pop("datapackage.json"))
    assert package["profile"] == "tabular-data-package"
    assert package["title"] == "Vzorový kraj"
    assert {resource["path"] for resource in package["resources"]} == set(files)
    rows = {
        resource["name"]: list(csv.DictReader(io.StringIO(files[resource["path"]].decode())))
        for resource in package["resources"]
    }
    keys = {name: {row["id"] for row in listed} for name, listed in rows.items()}
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        header = next(csv.reader(io.StringIO(files[resource["path"]].decode())))
        assert header == [field["name"] for field in schema["fields"]]
        assert len(keys[name]) == len(rows[name])
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in rows[name]]
            if field["constraints"].get("required"):
                assert all(cells), (name, field["name"])
            if "enum" in field["constraints"]:
                assert set(cells) <= {*field["constraints"]["enum"], ""}
            if field["type"] == "number":
                assert all(float(cell) >= 0 for cell in cells if cell)
        for foreign in schema["foreignKeys"]:
            cells = [row[foreign["fields"]] for row in rows[name]]
            assert {c for c in cells if c} <= keys[foreign["reference"]["resource"]]


def test_the_descriptor_links_every_key() -> None:
    files = to_package(hsds_tables(small_centre(), DATE), "x")
    package = json.loads(files["datapackage.json"])
    linked = {
        (resource["name"], foreign["fields"])
        for resource in package["resources"]
        for foreign in resource["schema"]["foreignKeys"]
    }
    polymorphic = {("attribute", "link_id"), ("attribute", "link_entity")}
    expected = {(name, key) for name in objects() for key in keys_of(name)}
    assert linked == expected - polymorphic
