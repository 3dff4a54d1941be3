"""Parts of obce from RÚIAN or a layer: each in one obec, with a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.parts import read_parts
from tests.ruian_files import listed, point, unit, write_state_file
from tests.small_plan import CODES, small_obce
from tests.sources.given import plan_in, source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source

SHAPES = small_obce().geometry


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def layer(plan: Plan, **columns: object) -> Source:
    """Write two městské části of the first obec as a layer."""
    frame = {"level": "mc", "kod": ["1", "2"], "nazev": ["Sever", "Jih"], "kod_obec": CODES[0]}
    parts = gpd.GeoDataFrame(frame | columns, geometry=SHAPES.iloc[:2].to_list(), crs=KROVAK)
    parts.to_file(plan.path.parent / "data" / "a.gpkg")
    return source_of("obec_parts", "a.gpkg")


def test_a_layer_of_parts_is_read(plan: Plan) -> None:
    reading = read_parts(plan, layer(plan))
    assert reading.frame[["level", "kod", "nazev", "kod_obec"]].to_numpy().tolist() == [
        ["mc", "1", "Sever", CODES[0]],
        ["mc", "2", "Jih", CODES[0]],
    ]


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        (
            {"level": ["mc", "ctvrt"]},
            "má to být mc, mop, spravni_obvod, cast, zsj (je zde „ctvrt“).",
        ),
        ({"kod": ["1", "1"]}, "kód části se na téže úrovni opakuje (je zde „1“)."),
        ({"kod_obec": [CODES[0], None]}, "hodnota chybí."),
    ],
)
def test_parts_of_no_use_are_named(columns: dict[str, object], what: str, plan: Plan) -> None:
    [line, *_] = told(lambda: read_parts(plan, layer(plan, **columns)))
    assert line.startswith("a.gpkg, prvek 2 (fid)")
    assert line.endswith(what)


def test_a_part_of_an_unknown_obec_or_without_a_place_is_named(plan: Plan) -> None:
    at = SHAPES.iloc[0].centroid
    zsj = [unit("Zsj", "9", "Sídlo", {"KatastralniUzemi": "7"}, point("Zsj", "9", at))]
    mc = [unit("Momc", "500011", "Západ", {"Obec": CODES[0]})]
    frame = small_obce().assign(kod_pou="99011", nazev_pou="Úřad")
    text = listed("Momc", mc) + listed("Zsj", zsj)
    write_state_file(plan.path.parent / "data" / "a.xml", frame, parts=text)
    source = source_of("obec_parts", "a.xml", reader="vfr")
    assert told(lambda: read_parts(plan, source)) == [
        "a.xml, prvek 1: geometrie chybí nebo je prázdná (je zde „část 500011“).",
        "a.xml, prvek 2, sloupec „kod_obec“: obec chybí (je zde „část 9“).",
    ]
