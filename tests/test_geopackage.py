"""GeoPackages: what is written comes back, and the same frames give the same bytes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from gis_sluzby.geopackage import PINNED_DATE, pinned_date, write_geopackage
from gis_sluzby.tables import empty

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = shapely.box(-700_000, -1_100_000, -699_000, -1_099_000)
ROAD = shapely.LineString([(-700_000, -1_100_000), (-699_000, -1_099_000)])
LAYERS = {
    "obce": gpd.GeoDataFrame({"nazev": ["Žďár"]}, geometry=[SQUARE], crs=5514),
    "obec_points": gpd.GeoDataFrame({"kod_obec": ["1"]}, geometry=[SQUARE.centroid], crs=5514),
    "roads": gpd.GeoDataFrame({"trida": ["II"]}, geometry=[ROAD], crs=5514),
    "sites": empty("sites"),
    "population": pd.DataFrame({"people": [1, 2], "note": ["=1+1", None]}),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "a.gpkg"
    write_geopackage(path, LAYERS)
    return path


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_layers_come_back(package: Path) -> None:
    kinds = dict(pyogrio.list_layers(package))
    assert list(kinds) == list(LAYERS)
    assert kinds == {
        "obce": "MultiPolygon",
        "obec_points": "Point",
        "roads": "LineString",
        "sites": "Point",
        "population": None,
    }
    obce = pyogrio.read_dataframe(package, layer="obce")
    assert obce.crs.to_epsg() == 5514
    assert obce["nazev"].tolist() == ["Žďár"]
    assert obce.geometry.iloc[0].equals(SQUARE)
    people = pyogrio.read_dataframe(package, layer="population")
    assert people["note"].iloc[0] == "=1+1"
    assert people["note"].isna().tolist() == [False, True]


def test_lines_of_one_and_several_parts_make_one_type(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    lines = [ROAD, shapely.MultiLineString([ROAD, [(9, 9), (9, 8)]])]
    write_geopackage(path, {"vody": gpd.GeoDataFrame(geometry=lines, crs=5514)})
    assert dict(pyogrio.list_layers(path)) == {"vody": "MultiLineString"}
    assert len(pyogrio.read_dataframe(path)) == 2


def test_the_file_is_of_the_version_that_old_qgis_reads(package: Path) -> None:
    assert query(package, "PRAGMA user_version") == [(10200,)]
    assert {
        column for (column,) in query(package, "SELECT column_name FROM gpkg_geometry_columns")
    } == {"geom"}


def test_canonical_tables_carry_their_titles(package: Path) -> None:
    titles = query(package, "SELECT table_name, description FROM gpkg_contents")
    assert ("obce", "Obce a vojenské újezdy") in titles
    assert ("population", "Obyvatelé obcí podle věku a pohlaví") in titles


def test_the_same_frames_give_the_same_bytes(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.gpkg"
    write_geopackage(again, LAYERS)
    assert again.read_bytes() == package.read_bytes()
    assert query(again, "SELECT DISTINCT last_change FROM gpkg_contents") == [(PINNED_DATE,)]


def test_the_date_is_pinned_only_within() -> None:
    with pinned_date():
        assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") == PINNED_DATE
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None
