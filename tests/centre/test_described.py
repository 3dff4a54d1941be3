"""What columns mean, inside the GeoPackage: there for QGIS, in the way of no reader."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pyogrio
import pytest

from gis_sluzby.centre import CENTRE_TABLES, load_centre, write_centre
from gis_sluzby.tables import tables
from tests.sample_centre import sample_centre

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("centrum") / "centrum.gpkg"
    write_centre(sample_centre(), path)
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(query).fetchall()


def test_every_column_is_described(package: Path) -> None:
    described = rows(package, "SELECT table_name, column_name, description FROM gpkg_data_columns")
    wanted = {
        (name, "geom" if column.type == "geometry" else column.name, column.title)
        for name in CENTRE_TABLES
        for column in tables()[name].columns
    }
    assert set(described) == wanted
    for name in CENTRE_TABLES:
        there = {row[1] for row in rows(package, f"PRAGMA table_info({name})")} - {"fid"}
        assert {column for table, column, _ in described if table == name} == there


def test_values_allowed_are_listed(package: Path) -> None:
    query = (
        "SELECT value FROM gpkg_data_column_constraints JOIN gpkg_data_columns "
        "USING (constraint_name) WHERE table_name = 'need' AND column_name = 'status'"
    )
    assert rows(package, query) == [("navrh",), ("schvaleno",)]


def test_the_extension_is_registered_and_the_file_is_sound(package: Path) -> None:
    query = "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_schema' ORDER BY 1"
    assert rows(package, query) == [("gpkg_data_column_constraints",), ("gpkg_data_columns",)]
    assert rows(package, "PRAGMA integrity_check") == [("ok",)]
    assert rows(package, "PRAGMA foreign_key_check") == []


def test_readers_see_the_tables_alone(package: Path) -> None:
    assert {str(name) for name, _ in pyogrio.list_layers(package)} == set(CENTRE_TABLES)
    assert tuple(load_centre(package)) == CENTRE_TABLES


def test_the_same_centre_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    write_centre(load_centre(package), tmp_path / "centrum.gpkg")
    assert (tmp_path / "centrum.gpkg").read_bytes() == package.read_bytes()


PROBE = """
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
layers = {}
for name in sys.argv[2:]:
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    about = layer.crs().authid(), layer.error().message()
    layers[name] = [layer.isValid(), layer.featureCount(), *about]
    del layer
print(json.dumps(layers))
app.exitQgis()
"""


@pytest.mark.qgis
def test_qgis_opens_every_table(package: Path, tmp_path: Path) -> None:
    asked = subprocess.run(
        ["/usr/bin/python3", "-c", PROBE, str(package), *CENTRE_TABLES],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    layers = json.loads(asked.stdout.strip().splitlines()[-1])
    centre = sample_centre()
    for name in CENTRE_TABLES:
        system = "EPSG:5514" if tables()[name].spatial else ""
        assert layers[name] == [True, len(centre[name]), system, ""], name
