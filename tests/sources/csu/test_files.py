"""Code lists and relations of the statistical office, as it publishes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import InputError
from gis_sluzby.sources.csu.files import read_relations
from tests.sources.csu.csu_files import codelist, csu_source, relation
from tests.sources.given import csv_source, plan_in, source_of, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gis_sluzby.plan import Plan

ORP = relation(65, 43, ("9901", "Žďár", "100001", "Čáslav"), ("9901", "Žďár", "100002", "Řež"))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_both_encodings_delimiters_and_cases_are_recognised(
    encoding: str, delimiter: str, case: Callable[[str], str], plan: Plan
) -> None:
    head, _, rest = ORP.partition("\n")
    text = f"{case(head)}\n{rest}".replace(",", delimiter)
    frame = read_relations(plan, csu_source(plan, text, encoding)).frame
    assert frame[
        ["level", "kod", "nazev", "upper", "kod_upper", "nazev_upper"]
    ].to_numpy().tolist() == [
        ["obec", "100001", "Čáslav", "orp", "9901", "Žďár"],
        ["obec", "100002", "Řež", "orp", "9901", "Žďár"],
    ]


def test_the_smaller_area_comes_first_whatever_the_direction(plan: Plan) -> None:
    turned = relation(43, 65, ("100001", "Čáslav", "9901", "Žďár"))
    [row] = read_relations(plan, csu_source(plan, turned)).frame.itertuples()
    assert (row.level, row.kod, row.upper, row.kod_upper) == ("obec", "100001", "orp", "9901")


def test_a_code_list_says_validity_and_other_codes(plan: Plan) -> None:
    text = codelist(101, ("40169", "Benešov", "CZ0201", "3201"), more=";OKRES_LAU;KOD_RUIAN")
    [row] = read_relations(plan, csu_source(plan, text, "cp1250")).frame.itertuples()
    assert (row.kind, row.level, row.kod, row.nazev) == ("area", "okres", "40169", "Benešov")
    assert (row.code, row.ruian, row.od, row.do) == ("CZ0201", "3201", "2001-01-01", "9999-09-09")
    text = codelist(43, ("100001", "Čáslav", "017345"), more=";DOMIN_COBC", until="31.12.2019")
    [row] = read_relations(plan, csu_source(plan, text)).frame.itertuples()
    assert (row.do, row.part) == ("2019-12-31", "17345")


def test_a_csv_of_ones_own_says_where_obce_belong(plan: Plan) -> None:
    text = "kod_obec,level,kod,nazev\n100001,orp,9901,Žďár\n100009,obec,100001,\n"
    frame = read_relations(plan, csv_source(plan, "relations", text)).frame
    assert frame[["kind", "level", "kod", "upper", "kod_upper"]].to_numpy().tolist() == [
        ["within", "obec", "100001", "orp", "9901"],
        ["within", "obec", "100009", "obec", "100001"],
    ]
    text = "kod_obec,level,kod\n100001,ORP,9901\n"
    assert told(lambda: read_relations(plan, csv_source(plan, "relations", text))) == [
        "a.csv, řádek 2, sloupec „level“: má to být obec, pou, orp, okres, kraj (je zde „ORP“)."
    ]


def test_an_obec_in_two_areas_is_named(plan: Plan) -> None:
    text = relation(43, 65, ("100001", "A", "9901", "X"), ("100001", "A", "9902", "Y"))
    assert told(lambda: read_relations(plan, csu_source(plan, text))) == [
        (
            "a.csv, řádek 3, sloupec „kod“: leží už v jiném území téže úrovně (9901) "
            "(je zde „100001“)."
        )
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a,b\n1,2\n", "soubor není číselník (CIS) ani vazba (VAZ) ČSÚ"),
        ("<html>404</html>", "místo dat je v souboru webová stránka"),
        (codelist(5702, ("1", "x")), "číselník ČSÚ č. 5702 program nepotřebuje"),
        (
            relation(65, 101, ("9901", "X", "40169", "Y")),
            "vazbu úrovní orp a okres program nepotřebuje",
        ),
    ],
)
def test_another_file_is_named(text: str, what: str, plan: Plan) -> None:
    with pytest.raises(InputError) as caught:
        read_relations(plan, csu_source(plan, text))
    assert what in str(caught.value)


def test_all_real_files_load(real_data: Path, plan: Plan) -> None:
    rows = {}
    for path in sorted((real_data / "registers").glob("*_CS.csv")):
        source = source_of("relations", f"registers/{path.name}", reader="csu")
        reading = read_relations(plan, source)
        assert (reading.rejected, reading.findings) == (0, [])
        rows[path.stem] = len(reading.frame)
    assert rows == {
        "CIS0043_CS": 6_258,
        "CIS0100_CS": 15,
        "CIS0101_CS": 78,
        "VAZ0043_0101_CS": 6_258,
        "VAZ0065_0043_CS": 6_258,
    }
