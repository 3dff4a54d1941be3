"""Names of the register's code lists against boundaries: each rule, and what it nearly finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest

from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.gazetteer import gazetteer_of
from gis_sluzby.audit.listed import places_by_lists
from gis_sluzby.crs import KROVAK
from tests.sources.given import source_of

if TYPE_CHECKING:
    from gis_sluzby.findings import Finding

OBCE = pd.DataFrame(
    [
        ("500001", "Lhota", "Benešov", "CZ020"),
        ("500002", "Lhota", "Cheb", "CZ041"),
        ("500003", "Ústí nad Labem", "Ústí nad Labem", "CZ042"),
        ("500004", "Aš", "Cheb", "CZ041"),
    ],
    columns=["kod_obec", "nazev", "nazev_okres", "kod_kraj"],
).assign(kod_orp="9901")
PARTS = pd.DataFrame(
    [
        ("cast", "11", "Horní", "500004"),
        ("cast", "12", "Dolní", "500004"),
        ("cast", "13", "Dolní", "500001"),
        ("momc", "14", "Vernéřov", "500004"),
    ],
    columns=["level", "kod", "nazev", "kod_obec"],
)
Lists = dict[str, dict[str, str]]


def place(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  (any field of a place)
    return {
        "service_id": "s:1",
        "kod_obec": "500004",
        "kod_cast": None,
        "kod_okres": None,
        "nazev_okres": None,
        "kod_kraj": None,
    } | fields


def found(lists: Lists, *rows: dict[str, Any]) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    frame = pd.DataFrame(list(rows), dtype="str")
    return places_by_lists(
        gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(rows), crs=KROVAK)),
        lists,
        gazetteer_of(OBCE),
        OBCE,
        PARTS,
        {"599998"},
        source_of("services", "rpss.json", reader="rpss"),
    )


def said(findings: list[Finding]) -> list[tuple[str, str]]:
    assert all(one["severity"] in rules()[one["rule"]].severities for one in findings)
    return [(one["rule"], one["column"]) for one in findings]


BY_LIST, APART = "place_by_list", "place_list_contradicts"
CASES: list[tuple[str, Lists, dict[str, Any], dict[str, Any]]] = [
    # A code that the boundaries lack, its name being that of one obec only.
    (
        BY_LIST,
        {"Obec": {"599999": "Ústí n. Labem", "500004": "Aš"}},
        place(kod_obec="599999"),
        place(),
    ),
    # A namesake in the kraj that the place states; without it either could be meant.
    (
        BY_LIST,
        {"Obec": {"599999": "Lhota"}},
        place(kod_obec="599999", kod_kraj="CZ041"),
        place(kod_obec="599999"),
    ),
    # The only obec of the name lies in another kraj than the place.
    (
        BY_LIST,
        {"Obec": {"599999": "Aš"}},
        place(kod_obec="599999", kod_kraj="CZ041"),
        place(kod_obec="599999", kod_kraj="CZ020"),
    ),
    # An obec that is no more has an heir: no name is needed.
    (
        BY_LIST,
        {"Obec": {"599999": "Aš", "599998": "Aš"}},
        place(kod_obec="599999"),
        place(kod_obec="599998"),
    ),
    # A part of the obec of the place; one of that name in another obec is not it.
    (
        BY_LIST,
        {"CastObce": {"99": "DOLNÍ", "98": "Vernéřov"}},
        place(kod_cast="99"),
        place(kod_cast="98"),
    ),
    (
        BY_LIST,
        {"CastObce": {"99": "Horní"}},
        place(kod_cast="99"),
        place(kod_cast="99", kod_obec="500001"),
    ),
    (
        APART,
        {"Obec": {"500004": "Asch", "500003": "ústí n. L."}},
        place(),
        place(kod_obec="500003"),
    ),
    (
        APART,
        {"CastObce": {"11": "Dolní", "12": "dolní"}},
        place(kod_cast="11"),
        place(kod_cast="12"),
    ),
    (
        APART,
        {"Okres": {"3401": "Sokolov", "3402": "okres Cheb"}},
        place(kod_okres="3401"),
        place(kod_okres="3402"),
    ),
]


@pytest.mark.parametrize(("rule", "lists", "there", "not_there"), CASES)
def test_a_rule_is_said_once_and_nearly_is_not(
    rule: str, lists: Lists, there: dict[str, Any], not_there: dict[str, Any]
) -> None:
    _, findings = found(lists, there, there)
    assert [one for one, _ in said(findings)] == [rule]
    assert said(found(lists, not_there)[1]) == []


def test_codes_are_replaced_by_those_of_the_boundaries() -> None:
    lists = {"Obec": {"599999": "Ústí nad Labem"}, "CastObce": {"99": "Dolní", "11": "Horní"}}
    placed, findings = found(
        lists,
        place(kod_obec="599999"),
        place(kod_cast="99"),
        place(kod_cast="11"),
        place(kod_obec=None),
        place(kod_obec="599997"),
    )
    assert placed["kod_obec"].fillna("").tolist() == [
        *("500003", "500004", "500004", "", "599997"),
    ]
    assert placed["kod_cast"].fillna("").tolist() == ["", "12", "11", "", ""]
    assert [(one["column"], one["found"], one["action"]) for one in findings] == [
        (
            "Obec=599999",
            "Ústí nad Labem: kód 599999 hranice nemají",
            "vzata obec Ústí nad Labem (500003)",
        ),
        ("CastObce=99", "Dolní: kód 99 hranice nemají", "vzata část obce 12"),
    ]


def test_codes_win_over_names_that_contradict_boundaries() -> None:
    placed, findings = found({"Obec": {"500004": "Lhota"}}, place())
    assert placed["kod_obec"].tolist() == ["500004"]
    assert [(one["found"], one["action"]) for one in findings] == [
        ("kód 500004; číselník registru: Lhota; hranice: Aš", "platí kód a hranice")
    ]
