"""Layers: whatever GDAL opens comes to EPSG:5514; a layer that lies elsewhere is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from pyproj import CRS

from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.vector import column_names, read_columns, read_vector
from tests.small_plan import SIDE, small_obce, small_points
from tests.sources.given import source_of, told

if TYPE_CHECKING:
    from pathlib import Path

#: Round trips through other systems end within this distance (metres).
NEAR = 0.01


def written(folder: Path, name: str, frame: gpd.GeoDataFrame) -> Path:
    """Write a layer; GeoJSON keeps its system whatever it is, with digits of a millimetre."""
    path = folder / name
    options = {"ID_GENERATE": "NO", "COORDINATE_PRECISION": "9"} if "json" in name else {}
    frame.to_file(path, layer_options=options or None)
    return path


def add_table(frame: pd.DataFrame, path: Path, layer: str) -> None:
    """Add a table without geometry to a GeoPackage."""
    pyogrio.write_dataframe(frame, path, layer=layer, append=path.exists())


def wrong(folder: Path, name: str, frame: gpd.GeoDataFrame) -> str:
    path = written(folder, name, frame)
    [line] = told(lambda: read_vector(path, source_of("obce", name)))
    return line


# ---------------------------------------------------------------- formats and systems


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp"])
@pytest.mark.parametrize("system", [5514, 4326, 32633, 3857, 5513])
def test_every_format_and_system_comes_to_5514(name: str, system: int, tmp_path: Path) -> None:
    points = small_points().rename(columns={"kod_obec": "kod"})
    path = written(tmp_path, name, points.to_crs(system))
    frame, outside = read_vector(path, source_of("obec_points", name))
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == CRS(KROVAK)
    assert outside == []
    assert frame["kod"].tolist() == points["kod"].tolist()
    assert frame.geometry.distance(points.set_axis(frame.index).geometry).max() < NEAR


def test_what_is_in_5514_is_not_moved_at_all(tmp_path: Path) -> None:
    path = written(tmp_path, "a.gpkg", small_obce())
    frame, _ = read_vector(path, source_of("obce", "a.gpkg"))
    assert np.array_equal(
        shapely.get_coordinates(frame.geometry.to_numpy()),
        shapely.get_coordinates(small_obce().geometry.to_numpy()),
    )


@pytest.mark.parametrize("system", ["EPSG:5514", "EPSG:4326", "EPSG:32633"])
def test_a_box_of_metres_chooses_features_in_any_system(system: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.gpkg", small_obce().to_crs(system))
    west, south, *_ = small_obce().total_bounds
    box = (west + 100, south + 100, west + SIDE + 100, south + SIDE - 100)
    frame, _ = read_vector(path, source_of("obce", "a.gpkg"), box=box)
    assert frame["kod_obec"].tolist() == ["100001", "100002"]


def test_a_value_chooses_features(tmp_path: Path) -> None:
    obce = small_obce().rename(columns={"kod_orp": 'kód "ORP" '})
    path = written(tmp_path, "a.gpkg", obce.assign(nazev="O'Brien"))
    source = source_of("obce", "a.gpkg")
    frame, _ = read_vector(path, source, where=('kód "ORP"', "9902"))
    assert frame["kod_obec"].tolist() == ["100007", "100008", "100009"]
    assert len(read_vector(path, source, where=("nazev", "O'Brien"))[0]) == 9
    assert len(read_vector(path, source, where=("nazev", "' OR 1=1 --"))[0]) == 0


@pytest.mark.parametrize(("name", "first"), [("a.gpkg", 1), ("a.geojson", 0), ("a.shp", 0)])
def test_features_are_numbered_as_qgis_numbers_them(name: str, first: int, tmp_path: Path) -> None:
    """Also where only some of them are read."""
    path = written(tmp_path, name, small_points().rename(columns={"kod_obec": "kod"}))
    frame, _ = read_vector(path, source_of("obec_points", name), where=("kod", "100009"))
    assert frame.index.tolist() == [first + 8]


def test_an_old_shapefile_in_cp1250_is_read_as_the_plan_says(tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    small_points().assign(nazev="Žďár").to_file(path, encoding="cp1250")
    path.with_suffix(".cpg").unlink()
    assert read_vector(path, source_of("obec_points", "a.shp"))[0]["nazev"].iloc[0] != "Žďár"
    source = source_of("obec_points", "a.shp", encoding="cp1250")
    assert read_vector(path, source)[0]["nazev"].iloc[0] == "Žďár"
    assert read_columns(path, source, ["nazev"])["nazev"].iloc[0] == "Žďár"


# ---------------------------------------------------------------- layers


def test_tables_of_qgis_are_no_layers(tmp_path: Path) -> None:
    path = written(tmp_path, "a.gpkg", small_obce())
    add_table(pd.DataFrame({"styleName": ["a"]}), path, "layer_styles")
    assert column_names(path, source_of("obce", "a.gpkg"))[0] == "kod_obec"


def test_of_several_layers_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    small_obce().to_file(path, layer="obce")
    small_points().to_file(path, layer="body")
    assert told(lambda: read_vector(path, source_of("obce", "a.gpkg"))) == [
        "a.gpkg: soubor má více vrstev. Doplňte ke zdroji v plánu layer, jednu z: obce, body."
    ]
    assert told(lambda: read_vector(path, source_of("obce", "a.gpkg", layer="obec"))) == [
        "a.gpkg: vrstva „obec“ v souboru není. Má vrstvy: obce, body."
    ]
    frame, _ = read_vector(path, source_of("obce", "a.gpkg", layer="body"))
    assert frame.columns.tolist() == ["kod_obec", "geometry"]


def test_a_table_without_geometry_serves_where_none_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    add_table(pd.DataFrame({"kod_obec": ["1"]}), path, "lide")
    frame, outside = read_vector(path, source_of("population", "a.gpkg"))
    assert frame["kod_obec"].tolist() == ["1"]
    assert outside == []
    assert told(lambda: read_vector(path, source_of("obce", "a.gpkg"))) == [
        "a.gpkg: soubor nemá žádnou vrstvu s geometrií."
    ]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.gpkg", b"nesmysl", "soubor nelze přečíst jako mapovou vrstvu. Čtou se GeoPackage"),
        ("a.geojson", b'{"status":"Pending"}', "místo dat je v souboru JSON ("),
        ("a.geojson", b"<html>Chyba</html>", "místo dat je v souboru webová stránka"),
        ("a.shp", b"", "soubor nelze přečíst jako mapovou vrstvu"),
    ],
)
def test_what_is_no_layer_is_explained(
    name: str, content: bytes, what: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    [line] = told(lambda: read_vector(tmp_path / name, source_of("obce", name)))
    assert line.startswith(f"{name}: {what}")


# ---------------------------------------------------------------- where it lies


def test_a_layer_without_a_system_is_refused(tmp_path: Path) -> None:
    frame = small_obce().set_crs(None, allow_override=True)
    with pytest.warns(UserWarning, match="'crs' was not provided"):
        line = wrong(tmp_path, "a.gpkg", frame)
    assert line.startswith(
        "a.gpkg: soubor nemá určený souřadnicový systém. Přiřaďte vrstvě systém v QGIS"
    )


def test_a_shapefile_without_prj_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.shp", small_points())
    path.with_suffix(".prj").unlink()
    [line] = told(lambda: read_vector(path, source_of("obec_points", "a.shp")))
    assert "nemá určený souřadnicový systém" in line


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.geojson"])
def test_swapped_axes_are_recognised(name: str, tmp_path: Path) -> None:
    points = small_points().rename(columns={"kod_obec": "kod"}).to_crs(4326)
    turned = shapely.transform(points.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    line = wrong(tmp_path, name, points.set_geometry(turned, crs=4326))
    assert "leží mimo Česko v systému EPSG:4326, který soubor uvádí" in line
    assert "Souřadnice jsou prohozené: nejdřív má být délka (x), pak šířka (y)." in line


@pytest.mark.parametrize(("true", "said"), [(5514, 4326), (4326, 5514), (3857, 4326)])
def test_a_wrong_system_is_recognised(true: int, said: int, tmp_path: Path) -> None:
    frame = small_obce().to_crs(true).set_crs(said, allow_override=True)
    line = wrong(tmp_path, "a.gpkg", frame)
    assert f"leží mimo Česko v systému EPSG:{said}, který soubor uvádí" in line
    assert "Soubor má nejspíš jiný souřadnicový systém" in line


def test_krovak_with_turned_axes_is_recognised(tmp_path: Path) -> None:
    obce = small_obce()
    turned = shapely.transform(obce.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    line = wrong(tmp_path, "a.gpkg", obce.set_geometry(turned, crs=5514))
    assert "Souřadnice jsou prohozené" in line


@pytest.mark.parametrize("said", [32633, 3857])
def test_a_wrong_system_of_metres_is_recognised(said: int, tmp_path: Path) -> None:
    path = written(tmp_path, "a.gpkg", small_obce().set_crs(said, allow_override=True))
    _, [outside] = read_vector(path, source_of("obce", "a.gpkg"))
    assert outside.row is None
    assert outside.what.startswith("souřadnice nejsou v systému WGS 84 / ")


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ((50.0, 15.0), "souřadnice jsou prohozené: nejdřív má být délka (x), pak šířka (y)"),
        ((25.0, 50.0), "prvek leží mimo Česko"),
    ],
)
def test_one_feature_elsewhere_is_named(
    place: tuple[float, float], what: str, tmp_path: Path
) -> None:
    points = small_points().to_crs(4326)
    points.loc[4, "geometry"] = shapely.Point(place)
    path = written(tmp_path, "a.gpkg", points)
    _, [outside] = read_vector(path, source_of("obec_points", "a.gpkg"))
    assert (outside.row, outside.what) == (5, what)
    assert outside.found == f"{place[0]:g}; {place[1]:g}"


def test_features_without_geometry_lie_nowhere(tmp_path: Path) -> None:
    points = small_points()
    points["geometry"] = gpd.GeoSeries([None] * 9, crs=KROVAK)
    path = written(tmp_path, "a.gpkg", points)
    frame, outside = read_vector(path, source_of("obec_points", "a.gpkg"))
    assert len(frame) == 9
    assert outside == []


def test_an_empty_layer_is_empty(tmp_path: Path) -> None:
    path = written(tmp_path, "a.gpkg", small_obce().iloc[:0])
    frame, outside = read_vector(path, source_of("obce", "a.gpkg"))
    assert frame.empty
    assert outside == []
