"""Rows as their source wants them: cells filled down, rows chosen, words replaced, constants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import InputError
from gis_sluzby.sources.attributes import read_attributes
from tests.small_plan import small_services
from tests.sources.given import csv_source, known, plan_in, source_of, told
from tests.sources.named_places import PLACES

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan
    from gis_sluzby.sources.read import Reading

KNOWN = known("sluzby:1", "sluzby:2", "sluzby:3")
#: As an odbor keeps its network: a service over several rows, a total, words of its own.
LIST = """\
IČS,Forma,Jednotka,Minimum,Úroveň,Stav
1,A,místa,10,z1,platná
,T,úvazky,"2,5",Z1v,Platná
2,T,úvazky,1,P/Z2v,navržená
2,celkem,úvazky,"3,5",Z1,platná
3,T,úvazky,4,Z1,zrušená
"""
LEVELS = {
    "Z1": {},
    "Z1v": {"reservation": True},
    "P/Z2v": {"funded": False, "counts": False, "reservation": True},
}
KEYS = {
    "columns": {
        "service": "IČS",
        "forma": "Forma",
        "unit": "Jednotka",
        "committed": "Minimum",
        "level": "Úroveň",
    },
    "constants": {"network_id": "zs", "period": 2026},
    "fill_down": ["IČS"],
    "replace": {"forma": {"T": "ter", "a": "amb"}},
    "filters": {"Stav": ["platná", "navržená"]},
    "exclude": {"Forma": "celkem"},
    "levels": LEVELS,
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    plan = plan_in(tmp_path)
    (tmp_path / "data" / "sluzby.csv").write_text(small_services(), encoding="utf-8")
    return plan


def read(plan: Plan, text: str = LIST, **keys: object) -> Reading:
    return read_attributes(plan, csv_source(plan, "network", text, **(KEYS | keys)), KNOWN)


def test_a_list_of_a_kraj_is_read_without_code(plan: Plan) -> None:
    reading = read(plan)
    columns = ["service_id", "forma", "unit", "committed", "level", "network_id", "period"]
    assert reading.frame[columns].to_numpy().tolist() == [
        ["sluzby:1", "amb", "misto", 10.0, "Z1", "zs", "2026"],
        ["sluzby:1", "ter", "fte", 2.5, "Z1v", "zs", "2026"],
        ["sluzby:2", "ter", "fte", 1.0, "P/Z2v", "zs", "2026"],
    ]
    assert reading.frame[["funded", "counts", "reservation"]].to_numpy().tolist() == [
        [True, True, False],
        [True, True, True],
        [False, False, True],
    ]
    assert reading.frame.index.tolist() == [2, 3, 4]


def test_rows_left_out_by_filters_are_counted(plan: Plan) -> None:
    reading = read(plan)
    assert (reading.read, reading.rejected) == (5, 2)
    [finding] = reading.findings
    assert finding["rule"] == "rows_filtered"
    assert finding["found"] == "řádků, které vynechal filtr zdroje: 2"
    assert finding["expected"] == "řádky, které pouští filtr sloupce „Stav“, „Forma“"


def test_a_filter_can_choose_empty_cells(plan: Plan) -> None:
    reading = read(plan, fill_down=[], filters={}, exclude={"IČS": ["", "2", "3"]})
    assert reading.frame["service_id"].tolist() == ["sluzby:1"]


def test_a_level_that_the_list_lacks_is_wrong(plan: Plan) -> None:
    text = LIST.replace("P/Z2v", "Z9").replace("Z1v", "")
    assert told(lambda: read(plan, text)) == [
        "a.csv, řádek 3, sloupec „Úroveň“: úroveň sítě chybí.",
        (
            "a.csv, řádek 4, sloupec „Úroveň“: úroveň sítě zdroj neuvádí v levels "
            "(Z1, Z1v, P/Z2v) (je zde „Z9“)."
        ),
    ]


def test_a_column_that_is_not_there_is_named(plan: Plan) -> None:
    with pytest.raises(InputError) as caught:
        read(plan, filters={"stav": ["platná"]}, fill_down=["Obec"])
    assert [(one.column, one.what) for one in caught.value.problems] == [
        ("Obec", "chybí sloupec, který uvádí fill_down zdroje"),
        ("stav", "chybí sloupec, který uvádí filters zdroje"),
    ]


def test_an_empty_word_empties_the_cell(plan: Plan) -> None:
    reading = read(plan, replace=KEYS["replace"] | {"unit": {"úvazky": "fte", "x": ""}})  # type: ignore[operator]
    assert reading.frame["unit"].tolist() == ["misto", "fte", "fte"]
    text = LIST.replace("místa", "x", 1)
    keys = {"replace": {"forma": {"T": "ter", "A": "amb"}, "unit": {"x": ""}}}
    assert told(lambda: read(plan, text, **keys)) == [
        "a.csv, řádek 2, sloupec „Jednotka“: hodnota chybí."
    ]


def test_a_header_may_stand_below_a_title(plan: Plan) -> None:
    reading = read(plan, "Síť služeb,,,,,\n,,,,,\n" + LIST, header_row=3)
    assert reading.frame.index.tolist() == [4, 5, 6]


def test_services_are_known_by_their_identifier(plan: Plan) -> None:
    services = KNOWN.services.assign(identifikator=["1700001", "1700002", "1700002"])
    text = LIST.replace("\n1,", "\n1700001,").replace("\n2,", "\n1700002,").replace("\n3,", "\n9,")
    source = csv_source(plan, "network", text, **KEYS, service_by="identifikator", rejects="record")
    reading = read_attributes(plan, source, KNOWN._replace(services=services))
    assert reading.frame["service_id"].tolist() == ["sluzby:1", "sluzby:1"]
    assert [one["expected"] for one in reading.findings if one["rule"] == "row_rejected"] == [
        "identifikátor mají ve zdroji „sluzby“ služby dvě a více"
    ]


def test_areas_in_a_cell_are_rows_of_their_own(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "data" / "b.csv").write_text(
        "klíč,území\n1,Jablonec n. N.; celý ORP Tanvald; Lhota\n2,celý kraj\n3,Jablonec\n", "utf-8"
    )
    keys = {
        "columns": {"service": "klíč", "areas": "území"},
        "constants": {"forma": "ter", "evidence": "kraj", "od": "2026-01-01"},
    }
    reading = read_attributes(
        plan, source_of("declared", "b.csv", **keys), KNOWN._replace(places=PLACES)
    )
    assert reading.frame[["service_id", "level", "kod", "claim"]].to_numpy().tolist() == [
        ["sluzby:1", "obec", "563510", "declared"],
        ["sluzby:1", "orp", "5108", "declared"],
        ["sluzby:2", "kraj", "CZ051", "kraj_wide"],
    ]
    assert [(one["rule"], one["source_row"]) for one in reading.findings] == [
        ("area_name_homonym", 2),
        ("area_name_homonym", 4),
    ]
    assert (reading.read, reading.rejected) == (3, 1)


def test_an_amount_belongs_to_one_area(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "data" / "b.csv").write_text(
        "orp,kolik\nTanvald,5\nSemily; Tanvald,7\n,1\n", "utf-8"
    )
    keys = {
        "columns": {"areas": "orp", "value": "kolik"},
        "constants": {"level": "orp", "indicator": "pnp", "period": "2025"},
    }
    source = source_of("indicators", "b.csv", **keys)
    one = "řádek má mluvit o jediném území (je zde „Semily; Tanvald“)."
    assert told(lambda: read_attributes(plan, source, KNOWN._replace(places=PLACES))) == [
        f"b.csv, řádek 3, sloupec „orp“: {one}",
        "b.csv, řádek 4, sloupec „orp“: hodnota chybí.",
    ]
