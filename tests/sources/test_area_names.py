"""Areas by their names: as kraje write them, homonyms, abbreviations and names that nothing has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.sources.area_names import Doubt, areas_named
from tests.sources.named_places import OBCE, PLACES


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Tanvald", [("obec", "563820")]),
        ("  tanvald ", [("obec", "563820")]),
        ("obec Tanvald; ORP Tanvald", [("obec", "563820"), ("orp", "5108")]),
        ("celý ORP Tanvald", [("orp", "5108")]),
        ("SO ORP Tanvald, ORP Semily", [("orp", "5108"), ("orp", "5107")]),
        ("všechny obce správního obvodu ORP Semily", [("orp", "5107")]),
        ("okres Semily", [("okres", "CZ0514")]),
        ("celý kraj", [("kraj", "CZ051")]),
        ("Liberecký kraj", [("kraj", "CZ051")]),
        ("kraj Liberecký", [("kraj", "CZ051")]),
        ("Jablonec n. N.", [("obec", "563510")]),
        ("Jablonec n/N", [("obec", "563510")]),
        ("Rychnov u J. n. N.", [("obec", "563749")]),
        ("Tanvald a Jablonec n. Jiz.", [("obec", "563820"), ("obec", "576051")]),
        ("Malá Skála a Záhoří", [("obec", "577005")]),
        ("Lučany", [("obec", "577003")]),
        ("Lhota (okres Semily)", [("obec", "577001")]),
        ("Lhota (ORP Tanvald)\nLhota (Semily)", [("obec", "577002"), ("obec", "577001")]),
        ("563820, 577001", [("obec", "563820"), ("obec", "577001")]),
        ("ORP 5103", [("orp", "5103")]),
        ("Tanvald, tanvald, TANVALD", [("obec", "563820")]),
        (" ; , ", []),
    ],
)
def test_names_are_understood(text: str, areas: list[tuple[str, str]]) -> None:
    assert areas_named(text, PLACES) == (areas, [])


def test_first_words_will_do_where_one_obec_begins_so() -> None:
    doubt = Doubt("area_name_short", "Rychnov", "Rychnov u Jablonce nad Nisou")
    assert areas_named("Rychnov", PLACES) == ([("obec", "563749")], [doubt])


def test_namesakes_are_named_and_left_out() -> None:
    areas, doubts = areas_named("Lhota, Tanvald; Jablonec", PLACES)
    assert areas == [("obec", "563820")]
    assert doubts == [
        Doubt("area_name_homonym", "Lhota", "Lhota (577001), Lhota (577002)"),
        Doubt(
            "area_name_homonym",
            "Jablonec",
            "Jablonec nad Nisou (563510), Jablonec nad Jizerou (576051)",
        ),
    ]


def test_unknown_names_are_left_out_with_the_nearest_one() -> None:
    areas, doubts = areas_named("Tanwald; Praha; okres Náchod", PLACES)
    assert areas == []
    assert doubts == [
        Doubt("area_name_unknown", "Tanwald", "Tanvald"),
        Doubt("area_name_unknown", "Praha", ""),
        Doubt("area_name_unknown", "okres Náchod", ""),
    ]


def test_the_level_of_the_row_holds_for_bare_names() -> None:
    assert areas_named("Jablonec nad Nisou, Semily", PLACES, "orp")[0] == [
        ("orp", "5103"),
        ("orp", "5107"),
    ]


@given(st.permutations([obec for obec in OBCE if obec[-1] and obec[1] != "Lhota"]))
def test_a_list_of_names_is_the_list_of_their_obce(obce: list[tuple[str, ...]]) -> None:
    text = "; ".join(obec[1] for obec in obce)
    assert areas_named(text, PLACES) == ([("obec", obec[0]) for obec in obce], [])


@given(st.text())
def test_any_text_gives_areas_that_there_are(text: str) -> None:
    areas, _ = areas_named(text, PLACES)
    assert set(areas) <= {(place.level, place.kod) for place in PLACES}
