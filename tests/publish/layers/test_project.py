"""The project of QGIS as it is written: paths, layouts, bookmarks, deterministic bytes."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING

import pyogrio
import pytest

from gis_sluzby.crs import czech_transformer
from gis_sluzby.publish.layers.classes import classified
from gis_sluzby.publish.layers.project import write_project
from gis_sluzby.publish.layers.sheet import sheet_of
from tests.coverage.made import plan_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.publish.layers.conftest import Written


@pytest.fixture(scope="module")
def project(written: Written) -> ET.Element:
    with zipfile.ZipFile(written.folder / "plan.qgz") as packed:
        (entry,) = packed.infolist()
        assert entry.filename == "plan.qgs"
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        text = packed.read(entry).decode()
    return ET.fromstring(text.partition("'SYSTEM'>")[2])  # noqa: S314


def test_every_source_is_a_layer_of_the_file_beside(project: ET.Element, written: Written) -> None:
    sources = [str(layer.findtext("datasource")) for layer in project.iter("maplayer")]
    names = {source.removeprefix("./plan.gpkg|layername=") for source in sources}
    stored = {name for name, _ in pyogrio.list_layers(written.folder / "plan.gpkg")}
    assert names == stored - {"layer_styles"}
    assert len(sources) == len(names)
    assert project.findtext("properties/Paths/Absolute") == "false"


def test_ids_are_long_enough_for_qgis_to_keep(project: ET.Element) -> None:
    ids = [str(layer.findtext("id")) for layer in project.iter("maplayer")]
    assert min(map(len, ids)) > 10
    placed = [leaf.get("id") for leaf in project.iter("layer-tree-layer")]
    assert set(placed) == set(ids)


def test_the_operation_is_the_pinned_one(project: ET.Element) -> None:
    (way,) = project.iter("srcDest")
    operation = str(way.get("coordinateOp"))
    assert operation.replace("+", "") == czech_transformer().definition.replace("+", "")
    # EPSG:5239, seven parameters for Czechia
    assert "+x=572.213 +y=85.334 +z=461.94" in operation
    assert way.get("allowFallback") == "0"


def test_an_orp_has_a_bookmark_with_air_around_it(project: ET.Element) -> None:
    marks = {mark.get("name"): str(mark.get("extent")) for mark in project.iter("Bookmark")}
    assert list(marks) == ["Jih", "Sever"]
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", marks["Jih"])]
    assert (min(numbers), max(numbers)) == pytest.approx((-0.05, 1.05))


def test_a_name_is_no_expression_and_no_markup(written: Written, tmp_path: Path) -> None:
    plan = plan_with("").model_copy(
        update={"name": "[% layer_property('x', 'source') %]</title>", "publisher": "<b>&"}
    )
    coverage = written.coverage
    _, kinds = classified(coverage["coverage_obec"], coverage["standards"], "car")
    names = ["orp", *(f"dostupnost_{kind.name}" for kind in kinds)]
    names += [f"dostupnost_orp_{kind.druh}" for kind in kinds]
    write_project(
        tmp_path / "plan.qgz",
        plan,
        stored={name: ("ORP", ["nazev"]) for name in names},
        kinds=kinds,
        styles={},
        orp=pyogrio.read_dataframe(written.folder / "plan.gpkg", layer="orp"),
        sources=written.centre["sources"],
    )
    text = zipfile.ZipFile(tmp_path / "plan.qgz").read("plan.qgs").decode()
    root = ET.fromstring(text.partition("'SYSTEM'>")[2])  # noqa: S314
    assert root.findtext("title") == plan.name
    assert not [item for item in root.iter("LayoutItem") if "[%" in item.get("labelText", "")]


def test_the_scale_bar_is_round_and_fits(written: Written) -> None:
    # Karlovarský kraj is 83 km wide: at 1 : 400 000 the map has room for 87 km
    bounds = (-904_584.0, -1_046_177.0, -821_763.0, -985_215.0)
    sheet = sheet_of(bounds, "Kraj", dt.date(2026, 9, 27), written.centre["sources"])
    assert sheet.frame.scale == 400_000
    assert sheet.bar_km == 5  # three times 5 km are 37.5 mm
    assert sheet.scale_text == "Měřítko 1\u00a0:\u00a0400\u00a0000"
    assert sheet.north == pytest.approx(9.1, abs=0.1)
