"""Layers for the kraj's GIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio
import pytest

from gis_sluzby import codelists
from gis_sluzby.publish.layers import write_layers
from tests.coverage.made import CODES, Service, centre_of, covered, row_of

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

SERVICES = [
    Service("1", "46", ("amb",), at="AC", minutes={"A": 5, "B": 50}),
    Service("2", "57", ("pob",), at="B", secret=True),
    Service("3", "39", ("ter",), at="?"),
    Service("4", "37", ("amb",), at="E"),
]


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layers")
    return write_layers(folder / "a" / "plan.gpkg", centre_of(SERVICES), covered(SERVICES))


def read(path: Path, layer: str) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(path, layer=layer)


def test_all_layers_open_in_krovak(layers: Path) -> None:
    kinds = dict(pyogrio.list_layers(layers))
    assert kinds == {
        "obce": "MultiPolygon",
        "orp": "MultiPolygon",
        "kraj": "MultiPolygon",
        "sluzby": "Point",
        "coverage_obec": None,
        "coverage_orp": None,
    }
    for name in ("obce", "orp", "kraj", "sluzby"):
        info = pyogrio.read_info(layers, layer=name)
        assert info["crs"] == "EPSG:5514"
        assert info["geometry_name"] == "geom"


def test_obce_carry_three_columns_for_each_kind(layers: Path) -> None:
    obce = read(layers, "obce").set_index("kod_obec")
    assert list(obce.index) == [CODES[letter] for letter in "ABCD"]
    for druh in codelists.druhy():
        assert {f"stav_{druh.code}", f"minuty_{druh.code}", f"podil_{druh.code}"} <= set(obce)
    coverage = covered(SERVICES)
    for letter in "ABCD":
        row, cells = row_of(coverage, letter), obce.loc[CODES[letter]]
        assert cells["stav_46"] == row["status"]
        assert cells["minuty_46"] == pytest.approx(row["nearest_minutes"], nan_ok=True)
        assert cells["podil_46"] == pytest.approx(row["covered_share"], nan_ok=True)


def test_orp_carry_their_own_figures(layers: Path) -> None:
    orp = read(layers, "orp").set_index("kod_orp")
    row = row_of(covered(SERVICES), "9901")
    assert orp.loc["9901", "nazev"] == "Jih"
    assert orp.loc["9901", "stav_46"] == row["status"] == "partial"
    assert orp.loc["9901", "podil_46"] == pytest.approx(row["covered_share"])


def test_full_tables_are_there_as_they_are(layers: Path) -> None:
    coverage = covered(SERVICES)
    for name in ("coverage_obec", "coverage_orp"):
        table = read(layers, name)
        assert list(table.columns) == list(coverage[name].columns)
        assert len(table) == len(coverage[name])


def test_a_service_is_a_point_at_each_of_its_places(layers: Path) -> None:
    points = read(layers, "sluzby")
    found = list(zip(points["service_id"], points["kod_obec"], strict=True))
    assert found == [
        ("sluzby:1", CODES["A"]),
        ("sluzby:1", CODES["C"]),
        ("sluzby:4", CODES["E"]),
    ]
    assert points["nazev_druhu"].tolist() == [
        "denní stacionáře",
        "denní stacionáře",
        "odborné sociální poradenství",
    ]


def test_a_secret_place_is_in_no_layer(layers: Path) -> None:
    for name in ("sluzby", "obce", "orp", "kraj"):
        frame = read(layers, name).astype(str)
        assert not frame.apply(lambda column: column.str.contains("sluzby:2")).any().any()
    nearest = read(layers, "coverage_obec")["nearest_service"]
    assert "sluzby:2" not in set(nearest.dropna())


def test_without_services_the_layer_of_points_is_empty(tmp_path: Path) -> None:
    path = write_layers(tmp_path / "plan.gpkg", centre_of([]), covered([]))
    assert len(read(path, "sluzby")) == 0
    assert dict(pyogrio.list_layers(path))["sluzby"] == "Point"


def test_the_same_frames_give_the_same_bytes(layers: Path, tmp_path: Path) -> None:
    again = write_layers(tmp_path / "plan.gpkg", centre_of(SERVICES), covered(SERVICES))
    assert again.read_bytes() == layers.read_bytes()
