"""What code lists and relations say together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio
import pytest

from gis_sluzby.sources.csu.files import read_relations
from gis_sluzby.sources.csu.relations import Relations, combined, with_successors_of_parts
from tests.sources.csu.csu_files import codelist, csu_source, relation
from tests.sources.given import plan_in, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

DAY = date(2025, 6, 30)
OBEC_OKRES = relation(43, 101, ("100001", "A", "40169", "Benešov"))
OKRESY = codelist(101, ("40169", "Benešov", "CZ0201"), more=";OKRES_LAU")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def said(plan: Plan, *texts: str) -> Relations:
    """Combine files of these texts."""
    return combined([read_relations(plan, csu_source(plan, text)).frame for text in texts], DAY)


def test_okres_gets_its_code_from_the_code_list_and_kraj_from_the_okres(plan: Plan) -> None:
    assert said(plan, OBEC_OKRES, OKRESY).obce.loc["100001"].to_dict() == {
        "kod_okres": "CZ0201",
        "nazev_okres": "Benešov",
        "kod_kraj": "CZ020",
        "nazev_kraj": "Středočeský kraj",
    }


def test_a_number_without_the_code_list_is_no_code(plan: Plan) -> None:
    assert said(plan, OBEC_OKRES).obce.loc["100001", ["kod_okres", "kod_kraj"]].isna().all()


def test_kraj_comes_over_the_orp_too(plan: Plan) -> None:
    found = said(
        plan,
        relation(43, 61, ("100001", "A", "21011", "Úřad")),
        relation(65, 61, ("2101", "Orp", "21011", "Úřad")),
        relation(100, 65, ("3026", "Středočeský kraj", "2101", "Orp")),
    )
    assert found.obce.loc["100001"].to_dict() == {
        "kod_pou": "21011",
        "nazev_pou": "Úřad",
        "kod_orp": "2101",
        "nazev_orp": "Orp",
        "kod_kraj": "CZ020",
        "nazev_kraj": "Středočeský kraj",
    }
    assert found.gives("orp")
    assert not found.gives("okres")


def test_orp_are_known_by_their_number_in_ruian(plan: Plan) -> None:
    found = said(plan, codelist(65, ("2101", "Benešov", "78"), more=";KOD_RUIAN"))
    assert found.orp_by_ruian.to_dict() == {"78": "2101"}
    assert not found.empty


def test_obce_that_ended_before_the_day_are_no_more(plan: Plan) -> None:
    now = codelist(43, ("100001", "A", "1"), more=";DOMIN_COBC")
    past = codelist(43, ("100009", "B", "017"), more=";DOMIN_COBC", until="31.12.2019")
    later = codelist(43, ("100008", "C", "18"), more=";DOMIN_COBC", until="31.12.2025")
    found = said(plan, now, past, later)
    assert found.names.to_dict() == {"100001": "A", "100008": "C"}
    assert found.ceased.to_dict() == {"100009": "B"}
    assert found.parts.to_dict() == {"100009": "17"}
    parts = pd.DataFrame(
        {"level": ["cast", "mc"], "kod": ["17", "17"], "kod_obec": ["100001", "x"]}
    )
    assert with_successors_of_parts(found, parts).successors.to_dict() == {"100009": "100001"}
    stated = said(plan, past, relation(43, 43, ("100009", "B", "100005", "D")))
    assert with_successors_of_parts(stated, parts).successors.to_dict() == {"100009": "100005"}


def test_nothing_says_nothing() -> None:
    assert combined([], DAY).empty
    assert Relations().empty


def test_the_hierarchy_of_the_relations_is_that_of_all_real_boundaries(
    real_data: Path, plan: Plan
) -> None:
    names = ["VAZ0065_0043_CS", "VAZ0043_0101_CS", "CIS0101_CS", "CIS0043_CS"]
    sources = [source_of("relations", f"registers/{name}.csv", reader="csu") for name in names]
    found = combined([read_relations(plan, source).frame for source in sources], DAY)
    layer = real_data / "boundaries" / "obce_cz_2024.gpkg"
    obce = pyogrio.read_dataframe(layer, read_geometry=False).set_index("KOD_OBEC").sort_index()
    assert len(obce) == 6_258
    assert found.obce.index.tolist() == obce.index.tolist()
    for told, drawn in (
        ("kod_orp", "KOD_ORP"),
        ("nazev_orp", "NAZ_ORP"),
        ("kod_okres", "KOD_LAU1"),
        ("nazev_okres", "NAZ_LAU1"),
        ("kod_kraj", "KOD_CZNUTS3"),
    ):
        assert found.obce[told].tolist() == obce[drawn].tolist(), told
    assert found.names.sort_index().tolist() == obce["NAZ_OBEC"].tolist()
