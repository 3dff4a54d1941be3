"""The GeoPackage of the layers: what is in it, views over tables, Czech titles, styles."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyogrio
import pytest
import shapely

from gis_sluzby import codelists
from gis_sluzby.publish.layers import write_layers
from gis_sluzby.words import STATUSES
from tests.coverage.made import CODES, centre_of, plan_with, row_of
from tests.publish.layers.conftest import SERVICES, Written, judged

if TYPE_CHECKING:
    from pathlib import Path

AREAS = {"obce": 4, "pou": 0, "orp": 2, "kraj": 1, "uzemi": 1}
TABLES = {"coverage_obec", "coverage_orp", "coverage_kraj", "gaps", "declared", "kody"}


def read(written: Written, layer: str) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(written.folder / "plan.gpkg", layer=layer)


def rows(written: Written, sql: str) -> list[Any]:
    with closing(sqlite3.connect(written.folder / "plan.gpkg")) as connection:
        return connection.execute(sql).fetchall()


def test_all_layers_are_in_krovak(written: Written) -> None:
    kinds = dict(pyogrio.list_layers(written.folder / "plan.gpkg"))
    stored = {name: kind for name, kind in kinds.items() if not name.startswith("dostupnost_")}
    assert stored == {
        **dict.fromkeys(AREAS, "MultiPolygon"),
        **dict.fromkeys(("mezery", "pusobnost"), "MultiPolygon"),
        **dict.fromkeys(("mista", "sluzby"), "Point"),
        **dict.fromkeys((*TABLES, "layer_styles")),
    }
    sql = "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
    spatial = {name for name, kind in kinds.items() if kind is not None}
    assert set(rows(written, sql)) == {(name, "geom", 5514) for name in spatial}
    for name, count in {**AREAS, "dostupnost_46": 4, "dostupnost_orp_46": 2}.items():
        layer = read(written, name)
        assert layer.crs.to_epsg() == 5514
        assert len(layer) == count, name


def test_waters_are_layers_where_there_are_any(written: Written, tmp_path: Path) -> None:
    water = gpd.GeoDataFrame(
        {"id": list("abc"), "nazev": ["Teplá", None, "Louže"], "kind": ["river", "river", "lake"]},
        geometry=[
            shapely.LineString([(0, 0), (900, 900)]),
            shapely.MultiLineString([[(0, 0), (1, 1)], [(5, 5), (6, 6)]]),
            shapely.box(0, 0, 90, 90),
        ],
        crs=5514,
    )
    centre = {**written.centre, "water": water}
    write_layers(tmp_path / "a", written.plan, centre, written.coverage)
    package = tmp_path / "a" / "plan.gpkg"
    kinds = dict(pyogrio.list_layers(package))
    assert (kinds["vody"], kinds["vody_plochy"]) == ("MultiLineString", "MultiPolygon")
    assert pyogrio.read_dataframe(package, layer="vody")["nazev"].dropna().tolist() == ["Teplá"]
    with closing(sqlite3.connect(package)) as connection:
        sql = "SELECT f_table_name, styleQML FROM layer_styles"
        styles = dict(connection.execute(sql).fetchall())
    assert "<layerGeometryType>1</layerGeometryType>" in styles["vody"]
    assert "<layerGeometryType>2</layerGeometryType>" in styles["vody_plochy"]


def test_every_kind_has_a_view_of_obce_and_of_orp(written: Written) -> None:
    names = {name for name, _ in pyogrio.list_layers(written.folder / "plan.gpkg")}
    for druh in codelists.druhy():
        assert {f"dostupnost_{druh.code}", f"dostupnost_orp_{druh.code}"} <= names
    assert {"dostupnost_46_amb", "dostupnost_37_ter"} <= names


def test_a_view_lays_the_row_of_its_kind_over_each_obec(written: Written) -> None:
    view = read(written, "dostupnost_46").set_index("kod_obec")
    obce = written.centre["obce"].set_index("kod_obec")["geometry"]
    assert list(view.index) == [CODES[letter] for letter in "ABCD"]
    for letter in "ABCD":
        expected, cells = row_of(written.coverage, letter), view.loc[CODES[letter]]
        for column in ("status", "nearest_minutes", "covered_share", "target_pop"):
            assert cells[column] == pytest.approx(expected[column], nan_ok=True)
        assert cells["stav"] == STATUSES[expected["status"]]
        assert shapely.equals(cells["geometry"], obce[CODES[letter]])


def test_classes_of_minutes_count_as_the_table_does(written: Written) -> None:
    view = read(written, "dostupnost_46")
    # A is 5 minutes away, B 50 with a limit of 45, C has no way, D is empty
    assert view.set_index("kod_obec")["trida"].to_dict() == {
        CODES["A"]: "m0",
        CODES["B"]: "uncovered",
        CODES["C"]: "uncovered",
        CODES["D"]: "not_applicable",
    }


def test_orp_are_classed_by_the_share_of_people(written: Written) -> None:
    view = read(written, "dostupnost_orp_46").set_index("kod_orp")
    # of 150 people of the ORP 9901 the 100 of A are in reach: over 50 up to 75 %
    assert view.loc["9901", "covered_share"] == pytest.approx(2 / 3)
    assert view["trida"].to_dict() == {"9901": "s3", "9902": "uncovered"}


def test_full_tables_are_there_as_they_are(written: Written) -> None:
    for name, more in {"coverage_obec": ["trida"], "coverage_orp": ["trida"], "gaps": []}.items():
        table = read(written, name)
        assert list(table.columns) == [*written.coverage[name].columns, *more]
        assert len(table) == len(written.coverage[name])


def test_a_service_is_a_point_at_each_of_its_places(written: Written) -> None:
    points = read(written, "sluzby")
    found = list(zip(points["service_id"], points["kod_obec"], strict=True))
    assert found == [
        ("sluzby:1", CODES["A"]),
        ("sluzby:1", CODES["C"]),
        ("sluzby:4", CODES["E"]),
        ("sluzby:5", CODES["A"]),
    ]
    assert points["skupina"].tolist() == ["péče", "péče", "poradenství", "péče"]
    places = read(written, "mista")
    assert places["site_id"].is_unique
    assert places["sluzeb"].sum() == len(points)


def test_gaps_lie_where_they_are(written: Written) -> None:
    gaps, table = read(written, "mezery"), written.coverage["gaps"]
    assert gaps["rank"].tolist() == table["rank"].tolist()
    assert not gaps.geometry.isna().any()
    assert gaps["nazev"].tolist() == table["nazev"].tolist()


def test_declared_areas_are_drawn_at_every_level(written: Written) -> None:
    areas = read(written, "pusobnost")
    found = areas.set_index(["service_id", "level"])
    assert sorted(found.index) == [
        ("sluzby:3", "obec"),
        ("sluzby:4", "orp"),
        ("sluzby:4", "radius"),
        ("sluzby:5", "kraj"),
    ]
    circle = found.loc[("sluzby:4", "radius")]
    assert circle["uzemi"] == "okruh 1,5\u00a0km"
    # a polygon of 64 sides within a circle of 1.5 km
    assert circle["geometry"].area == pytest.approx(3.1416 * 1500**2, rel=0.01)
    assert found.loc[("sluzby:5", "kraj"), "vymezeni"] == "celý kraj"
    assert found.loc[("sluzby:3", "obec"), "doklad"] == "síť sociálních služeb"


def test_a_secret_place_is_nowhere_in_the_file(written: Written) -> None:
    # a view has nothing of its own
    content = (written.folder / "plan.gpkg").read_bytes()
    assert b"sluzby:1" in content
    assert b"sluzby:2" not in content


def test_every_column_has_a_czech_title_once(written: Written) -> None:
    titled = rows(written, "SELECT table_name, column_name, title FROM gpkg_data_columns")
    by_table: dict[str, dict[str, str]] = {}
    for table, column, title in titled:
        by_table.setdefault(table, {})[column] = title
    names = {name for name, _ in pyogrio.list_layers(written.folder / "plan.gpkg")}
    assert set(by_table) == names - {"layer_styles"}
    for name, titles in by_table.items():
        fields = [row[1] for row in rows(written, f'PRAGMA table_info("{name}")')]
        assert list(titles) == [field for field in fields if field not in {"fid", "geom"}]
        assert len(set(titles.values())) == len(titles)
        assert all(titles.values())


def test_a_style_stands_for_every_layer_and_is_found_by_qgis(written: Written) -> None:
    styled = rows(
        written,
        "SELECT f_table_catalog, f_table_schema, f_table_name, f_geometry_column, useAsDefault"
        " FROM layer_styles",
    )
    kinds = dict(pyogrio.list_layers(written.folder / "plan.gpkg"))
    del kinds["layer_styles"]
    expected = {("", "", name, "geom" if kind else "", 1) for name, kind in kinds.items()}
    assert set(styled) == expected
    assert len(styled) == len(expected)


def test_without_services_the_layers_are_empty(tmp_path: Path) -> None:
    files = write_layers(tmp_path, plan_with(""), centre_of([]), judged([]))
    kinds = dict(pyogrio.list_layers(files[0]))
    for name, kind in (("sluzby", "Point"), ("mista", "Point"), ("pusobnost", "MultiPolygon")):
        assert kinds[name] == kind
        assert len(pyogrio.read_dataframe(files[0], layer=name)) == 0


def test_the_same_frames_give_the_same_bytes(written: Written, tmp_path: Path) -> None:
    again = write_layers(tmp_path, plan_with(""), centre_of(SERVICES), judged(SERVICES))
    for file in again:
        assert file.read_bytes() == (written.folder / file.name).read_bytes(), file.name


@pytest.mark.qgis
def test_the_validator_of_gdal_accepts_the_file(written: Written) -> None:
    asked = subprocess.run(
        [
            *("/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", "--extra"),
            str(written.folder / "plan.gpkg"),
        ],
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
