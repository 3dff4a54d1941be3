"""Legends of the layers, the page and the tables come from one place; text cannot break XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.cartography import LIGHT, PATTERNS, share_colours
from gis_sluzby.publish.layers.classes import class_symbol, classified, classified_orp
from gis_sluzby.publish.layers.rendering import qml
from gis_sluzby.publish.layers.styles import Category, Style, base_styles, coverage_styles
from gis_sluzby.publish.layers.symbols import marks, point, solid
from gis_sluzby.publish.site.layers import layers_of
from tests.coverage.made import CODES
from tests.publish.site_decode import column

if TYPE_CHECKING:
    from tests.publish.layers.conftest import Written

EDGES = (0.0, 25.0, 50.0, 75.0, 100.0)


def test_layers_and_page_class_every_obec_alike(written: Written) -> None:
    codes = [CODES[letter] for letter in "ABCD"]
    coverage = written.coverage
    services = {name: at for at, name in enumerate(written.centre["services"]["service_id"])}
    page = layers_of(coverage, codes, ["9901", "9902"], services)
    table, kinds = classified(coverage["coverage_obec"], coverage["standards"], "car")
    shown = [layer for layer in page.layers if "z" not in layer]
    assert len(shown) == len(kinds)
    for layer, kind in zip(shown, kinds, strict=True):
        legend = page.legends[layer["k"]]
        rows = [page.legend_rows[at] for at in legend["rows"]]
        assert legend["title"] == kind.legend.title
        assert rows == [dict(row) for row in kind.legend.rows]
        places = column(page.columns[layer["w"]])
        on_page = [rows[at]["key"] for at in places if at is not None]
        mine = (
            (table["druh"] == kind.druh) & (table["forma"] == kind.forma) & (table["cs"] == "any")
        )
        assert table[mine].set_index("kod_obec")["trida"].reindex(codes).tolist() == on_page


def test_orp_have_the_legend_of_the_page(written: Written) -> None:
    coverage = written.coverage
    codes = [CODES[letter] for letter in "ABCD"]
    services = {name: at for at, name in enumerate(written.centre["services"]["service_id"])}
    page = layers_of(coverage, codes, ["9901", "9902"], services)
    _, legend = classified_orp(coverage["coverage_orp"], EDGES)
    rows = [page.legend_rows[at] for at in page.legends[-1]["rows"]]
    assert rows == [dict(row) for row in legend.rows]


def test_symbols_have_the_colours_of_the_page() -> None:
    ramp = [class_symbol({"key": "m", "ramp": place}, EDGES) for place in range(4)]
    assert ramp == [solid(colour) for colour in LIGHT.ramp]
    # the most providers are the darkest
    assert class_symbol({"key": "p4", "many": 0}, EDGES) == solid(LIGHT.ramp[3])
    assert class_symbol({"key": "u4", "unlimited": 4}, EDGES) == solid(LIGHT.unlimited[4])
    assert class_symbol({"key": "s5", "degree": 5}, EDGES) == solid(share_colours(EDGES)[5])


@pytest.mark.parametrize("state", list(PATTERNS))
def test_a_pattern_is_as_large_as_on_the_page(state: str) -> None:
    pattern = PATTERNS[state]
    part = marks(pattern, "#123456")
    inner = part.symbol
    assert inner is not None
    properties = dict(part.properties)
    # a pixel of the page is 1/96 of an inch
    if pattern.kind in {"hatch", "backhatch", "stripes"}:
        assert part.kind == "LinePatternFill"
        angle = {"hatch": "45", "backhatch": "135", "stripes": "90"}[pattern.kind]
        assert properties["angle"] == angle
        assert float(properties["distance"]) == pytest.approx(pattern.step / 96 * 25.4, 0.01)
        width = float(dict(inner.parts[0].properties)["line_width"])
        assert width == pytest.approx(pattern.size / 96 * 25.4, 0.01)
    else:
        assert part.kind == "PointPatternFill"
        step = pattern.step if pattern.kind == "dots" else pattern.cell[0]
        assert float(properties["distance_x"]) == pytest.approx(step / 96 * 25.4, 0.01)


def test_every_state_looks_different(written: Written) -> None:
    coverage = written.coverage
    _, kinds = classified(coverage["coverage_obec"], coverage["standards"], "car")
    _, orp = classified_orp(coverage["coverage_orp"], EDGES)
    for name, style in {**base_styles(), **coverage_styles(kinds, orp, EDGES)}.items():
        drawn = [category.symbol for category in style.categories]
        assert len(set(map(str, drawn))) == len(drawn), name
        assert len({category.value for category in style.categories}) == len(drawn), name


def test_hostile_text_stays_text() -> None:
    hostile = '</category>"<script>&\x00\x1b\ufffe'
    style = Style("trida", (Category(hostile, hostile, point("circle", 1)),))
    root = ET.fromstring(qml(style, {"sloupec": hostile}).partition("'SYSTEM'>")[2])  # noqa: S314
    (category,) = root.iter("category")
    assert category.get("label") == '</category>"<script>&'
    (alias,) = root.iter("alias")
    assert alias.get("name") == '</category>"<script>&'


def test_a_table_has_titles_and_no_symbols() -> None:
    root = ET.fromstring(qml(None, {"kod": "kód"}).partition("'SYSTEM'>")[2])  # noqa: S314
    assert root.find("renderer-v2") is None
    assert [alias.get("name") for alias in root.iter("alias")] == ["kód"]
    assert root.findtext("layerGeometryType") == "4"
