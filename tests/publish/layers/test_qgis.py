"""Headless QGIS opens the project and every layer, draws them, and counts as the tables do."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.cartography import LIGHT
from gis_sluzby.crs import north_angle, to_krovak
from gis_sluzby.publish.layers.classes import classified, classified_orp
from tests.coverage.made import plan_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.publish.layers.conftest import Written

Opened = dict[str, Any]
BRNO = (16.6, 49.2)
ALIKE = {"kraj", "orp", "pou", "uzemi", "mista"}
TABLES = {"coverage_obec", "coverage_orp", "coverage_kraj", "gaps", "declared", "kody"}
COLUMNS = {"obce": "kind", "sluzby": "skupina", "mezery": "status", "pusobnost": "forma"}


@pytest.fixture(scope="module")
def small(
    qgis: Callable[..., Opened],
    written: Written,
    tmp_path_factory: pytest.TempPathFactory,
) -> Opened:
    return qgis(written.folder / "plan.qgz", tmp_path_factory.mktemp("qgis"), "alone")


def named(layers: Opened) -> Opened:
    return {name.removeprefix("gis_sluzby_"): layer for name, layer in layers.items()}


def check_renderers(layers: Opened) -> None:
    """Hold that no layer fell back to the one symbol of a random colour."""
    for name, layer in named(layers).items():
        assert layer["valid"], name
        assert all(alias for field, alias in layer["aliases"].items() if field != "fid"), name
        if name in TABLES:
            assert layer["renderer"] is None
            continue
        assert layer["crs"] == "EPSG:5514"
        if name in ALIKE:
            assert layer["renderer"] == "singleSymbol"
            drawn = [part for part, _ in layer["symbol"]]
            assert set(drawn) == ({"SimpleMarker"} if name == "mista" else {"SimpleLine"}), name
        else:
            assert layer["renderer"] == "categorizedSymbol", name
            assert layer["column"] == COLUMNS.get(name, "trida")
            assert layer["outside"] == {}, name


def test_every_layer_of_the_project_has_its_renderer(small: Opened) -> None:
    assert small["opened"]
    check_renderers(small["layers"])


def test_every_layer_added_by_itself_has_the_same_look(small: Opened) -> None:
    check_renderers(small["defaults"])
    for name, layer in small["layers"].items():
        alone = small["defaults"][name]
        for part in ("classes", "symbol", "column", "labels"):
            assert alone.get(part) == layer.get(part), (name, part)


def check_classes(opened: Opened, coverage: Opened, mode: str, edges: tuple[float, ...]) -> None:
    """Hold that QGIS counts, names and colours classes as the tables and the page have them."""
    layers = named(opened["layers"])
    table, kinds = classified(coverage["coverage_obec"], coverage["standards"], mode)
    of_orp, orp_legend = classified_orp(coverage["coverage_orp"], edges)
    for kind in kinds:
        mine = (
            (table["druh"] == kind.druh) & (table["forma"] == kind.forma) & (table["cs"] == "any")
        )
        counted = table[mine]["trida"].value_counts().to_dict()
        classes = layers[f"dostupnost_{kind.name}"]["classes"]
        assert {key: row["count"] for key, row in classes.items() if row["count"]} == counted
        assert [row["label"] for row in classes.values()] == [r["label"] for r in kind.legend.rows]
        # statuses of the table itself, which know nothing of classes
        for status in ("uncovered", "no_data", "partial"):
            if status in classes and kind.legend.limit is not None:
                expected = (table[mine]["status"] == status).sum()
                assert classes[status]["count"] == expected, (kind.name, status)
    totals = of_orp[(of_orp["forma"] == "any") & (of_orp["cs"] == "any")]
    for druh, rows in totals.groupby("druh"):
        classes = layers[f"dostupnost_orp_{druh}"]["classes"]
        found = {key: row["count"] for key, row in classes.items() if row["count"]}
        assert found == rows["trida"].value_counts().to_dict()
        assert [row["label"] for row in classes.values()] == [r["label"] for r in orp_legend.rows]


def test_classes_count_as_the_tables_do(small: Opened, written: Written) -> None:
    plan = plan_with("")
    check_classes(small, written.coverage, plan.reach.mode, plan.publish.classes)


def test_colour_is_never_alone(small: Opened) -> None:
    layers = named(small["layers"])
    classes = layers["dostupnost_46"]["classes"]
    assert classes["m0"]["symbol"] == [["SimpleFill", LIGHT.ramp[0]]]
    marks = {"uncovered": "LinePatternFill", "no_data": "PointPatternFill"}
    for state, kind in {**marks, "not_applicable": "PointPatternFill"}.items():
        ground, mark = LIGHT.patterns[state]
        assert classes[state]["symbol"] == [["SimpleFill", ground], [kind, mark]]


def test_the_project_is_in_krovak_by_the_pinned_operation(small: Opened) -> None:
    assert small["crs"] == "EPSG:5514"
    x, y = to_krovak(*BRNO)
    # another operation is 0.8 m away there
    assert small["brno"] == pytest.approx([float(x), float(y)], abs=0.001)


def test_one_map_of_coverage_is_shown_at_a_time(small: Opened) -> None:
    groups = small["groups"]
    assert groups["Dostupnost v obcích"]["one"]
    shown = [name for name in small["shown"] if name.startswith("gis_sluzby_dostupnost")]
    assert len(shown) == 1
    listed = {name for group in groups.values() for name in group["layers"]}
    assert listed == set(small["layers"])
    assert set(small["bookmarks"]) == {"Jih", "Sever"}
    for theme in small["themes"].values():
        assert len([name for name in theme if name.startswith("gis_sluzby_dostupnost")]) == 1


@pytest.mark.real_data
def test_a_real_kraj_opens_and_is_drawn(
    qgis: Callable[..., Opened], real_layers: Written, tmp_path: Path
) -> None:
    opened = qgis(real_layers.folder / "plan.qgz", tmp_path)
    check_renderers(opened["layers"])
    plan = real_layers.plan
    check_classes(opened, real_layers.coverage, plan.reach.mode, plan.publish.classes)
    (layout,) = opened["layouts"].values()
    assert layout["scale"] == pytest.approx(400_000)
    assert layout["bar"] == ["km", 5, 3]
    west, south, east, north = layout["extent"]
    mode, rotation = layout["north"]
    assert mode == 1
    # QGIS looks for the north at some distance, not in the very middle
    assert rotation == pytest.approx(north_angle((west + east) / 2, (south + north) / 2), abs=0.1)
    for name in ("map.png", "layout.png"):
        content = (tmp_path / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", content[16:24])
        assert min(width, height) > 800
        assert len(content) > 50_000  # an empty map is a few kB
