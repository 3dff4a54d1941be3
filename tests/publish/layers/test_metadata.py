"""Descriptions for catalogues and the formats on request: what stands in them."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from gis_sluzby.crs import to_degrees
from gis_sluzby.publish.layers import write_layers
from tests.coverage.made import CODES, centre_of, plan_with
from tests.publish.layers.conftest import SERVICES, judged

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publish.layers.conftest import Written

NAMES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gml": "http://www.opengis.net/gml/3.2",
    "us": "http://inspire.ec.europa.eu/schemas/us-govserv/4.0",
    "base": "http://inspire.ec.europa.eu/schemas/base/3.3",
}
LINK = "{http://www.w3.org/1999/xlink}href"
# the order in which the schema of ISO 19139 has the parts of a record
PARTS = [
    *("fileIdentifier", "language", "characterSet", "hierarchyLevel", "contact", "dateStamp"),
    *("metadataStandardName", "metadataStandardVersion", "referenceSystemInfo"),
    *("identificationInfo", "distributionInfo", "dataQualityInfo"),
]


@pytest.fixture(scope="module")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    plan = plan_with('[publish]\nlayer_formats = ["geoparquet", "inspire"]\ncontact = "a@b.cz"')
    write_layers(folder, plan, centre_of(SERVICES), judged(SERVICES))
    return folder


def test_the_record_has_what_inspire_asks_for(formats: Path, written: Written) -> None:
    record = ET.parse(formats / "metadata.xml").getroot()  # noqa: S314 -- written just now
    assert [child.tag.partition("}")[2] for child in record] == PARTS
    texts = {node.text for node in record.iter(f"{{{NAMES['gco']}}}CharacterString")}
    plan = written.plan
    assert {plan.name, plan.publisher, "a@b.cz", "GEMET - INSPIRE themes, version 1.0"} <= texts
    assert "http://www.opengis.net/def/crs/EPSG/0/5514" in texts
    dates = {node.text for node in record.iter(f"{{{NAMES['gco']}}}Date")}
    assert plan.date.isoformat() in dates
    box = [float(str(node.text)) for node in record.iter(f"{{{NAMES['gco']}}}Decimal")]
    lon, lat = to_degrees([0, 1, 0, 1], [0, 0, 1, 1])  # both ORP are this square
    corners = [min(lon), max(lon), min(lat), max(lat)]
    assert box == pytest.approx([float(value) for value in corners], abs=1e-4)


def test_without_a_contact_none_is_made_up(written: Written) -> None:
    record = ET.parse(written.folder / "metadata.xml").getroot()  # noqa: S314
    assert not list(record.iter(f"{{{NAMES['gmd']}}}contactInfo"))


def test_the_data_set_offers_files_that_are_there(formats: Path) -> None:
    dataset = json.loads((formats / "katalog.jsonld").read_text("utf-8"))
    assert dataset["typ"] == "Datová sada"
    for part in dataset["distribuce"]:
        assert (formats / part["soubor_ke_stažení"]).is_file()
    for required in ("název", "popis", "téma", "klíčové_slovo", "periodicita_aktualizace"):
        assert dataset[required]
    # nobody knows the addresses of the publisher but the publisher
    assert "iri" not in dataset
    assert "poskytovatel" not in dataset


@pytest.mark.filterwarnings("ignore:Field with same name")  # GDAL has a field of its own for it
def test_inspire_has_a_service_at_each_place(formats: Path) -> None:
    services = gpd.read_file(formats / "inspire_us.gml", columns=["localId"])
    assert services.crs.to_epsg() == 5514
    assert services["localId"].tolist() == [
        *("sluzby-1.sluzby-1-A", "sluzby-1.sluzby-1-C", "sluzby-4.sluzby-4-E"),
        "sluzby-5.sluzby-5-A",
    ]


def test_a_declared_area_becomes_an_area_of_responsibility(formats: Path) -> None:
    root = ET.parse(formats / "inspire_us.gml").getroot()  # noqa: S314
    found = {}
    for service in root.iter(f"{{{NAMES['us']}}}GovernmentalService"):
        local = service.findtext(".//base:localId", namespaces=NAMES)
        units = service.iter(f"{{{NAMES['us']}}}areaOfResponsibilityByAdministrativeUnit")
        found[local] = [str(unit.get(LINK)).rsplit("/", 1)[1] for unit in units]
        order = [child.tag.partition("}")[2] for child in service]
        assert order == [
            "name",
            *(["areaOfResponsibility"] if found[local] else []),
            *("beginLifespanVersion", "inspireId", "pointOfContact"),
            *("serviceLocation", "serviceType"),
        ]
        kind = str(service.find("us:serviceType", NAMES).get(LINK))  # type: ignore[union-attr]
        assert kind.startswith("http://inspire.ec.europa.eu/codelist/ServiceTypeValue/")
    assert found["sluzby-1.sluzby-1-A"] == []
    # an ORP is its obce; a circle has none
    assert found["sluzby-4.sluzby-4-E"] == [CODES["A"], CODES["B"]]
    assert found["sluzby-5.sluzby-5-A"] == [CODES[letter] for letter in "ABCD"]


def test_nothing_secret_is_in_any_format(formats: Path) -> None:
    for file in formats.rglob("*"):
        if file.is_file():
            assert b"sluzby:2" not in file.read_bytes(), file.name
            assert b"sluzby-2" not in file.read_bytes(), file.name


def test_geoparquet_has_every_layer_with_its_system(formats: Path) -> None:
    files = {file.stem for file in (formats / "geoparquet").iterdir()}
    assert files == {"obce", "pou", "orp", "kraj", "uzemi", "mista", "sluzby"}
    obce = gpd.read_parquet(formats / "geoparquet" / "obce.parquet")
    assert obce.crs.to_epsg() == 5514
    assert len(obce) == 4
