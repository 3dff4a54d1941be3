"""The old export to Excel: names for codes, numbers for dates, no key of a service."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from gis_sluzby.errors import InputError
from gis_sluzby.sources.rpss.register import Register, read_register
from tests.sources.given import plan_in, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan

ROW: dict[str, Any] = {
    "Název zařízení": "Dům",
    "Druh sociální služby": "denní stacionáře",
    "Poskytována od": 43831,
    "cílová skupina": "senioři, osoby se zdravotním postižením",
    "Věková kategorie": "dospělí",
    "Ambul. forma": "ano",
    "Pobyt. forma": None,
    "Teren. forma": "ano",
    "Adresa textově - Z": "Dlouhá 5, 46001 Lhota",
    "Kraj - Z": "Vzorový kraj",
    "Okres - Z": "Malý okres",
    "Obec - Z": "Obec 1",
    "Kontakty služba - Telefon": 485123456,
    "Kontakty služba - Email": "a@example.org",
    "Kontakty služba - Web": "https://example.org",
    "Název": "Domov, p. o.",
    "IČ": 19,
    "Adresa textově - P": "Krátká 1",
}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A plan of 30 June 2025."""
    return plan_in(tmp_path)


def read(plan: Plan, *rows: dict[str, Any], sheet: str = "List1", **keys: Any) -> Register:  # noqa: ANN401
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    book.create_sheet("List2")
    page.append(list(ROW))
    for row in rows:
        page.append([row.get(name) for name in ROW])
    book.save(plan.path.parent / "data" / "rpss.xlsx")
    return read_register(plan, source_of("services", "rpss.xlsx", reader="rpss_xlsx", **keys))


def with_columns(plan: Plan, *names: str) -> Register:
    """Read a workbook of other columns."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "List1"
    page.append(list(names))
    book.save(plan.path.parent / "data" / "rpss.xlsx")
    return read_register(plan, source_of("services", "rpss.xlsx", reader="rpss_xlsx"))


def test_a_row_is_read(plan: Plan) -> None:
    found = read(plan, ROW)
    [row] = found.frame.to_dict("records")
    assert found.frame.index.tolist() == [2]
    assert (row["druh"], row["forms"], row["ico"]) == ("46", ("amb", "ter"), "00000019")
    assert (row["od"], row["nazev"], row["provider"]) == ("2020-01-01", "Dům", "Domov, p. o.")
    assert (row["phone"], row["web"]) == ("485123456", "https://example.org")
    assert row["age_note"] == "dospělí"
    [place] = found.places.to_dict("records")
    assert (place["nazev_obec"], place["nazev_okres"]) == ("Obec 1", "Malý okres")
    assert (place["source_row"], place["address"]) == (2, "Dlouhá 5, 46001 Lhota")
    assert found.details["targets"]["target_group"].tolist() == ["24", "17"]
    assert [one["rule"] for one in found.findings] == ["ico_zeros"]


def test_a_date_may_be_a_date_of_excel(plan: Plan) -> None:
    dated = ROW | {"Poskytována od": datetime(2020, 1, 1)}  # noqa: DTZ001  (Excel has no zones)
    assert read(plan, dated).frame["od"].tolist() == ["2020-01-01"]
    later = ROW | {"Poskytována od": 46000}
    assert read(plan, later).frame.empty


def test_the_key_is_made_of_the_row_and_not_of_its_place(plan: Plan) -> None:
    other = ROW | {"Název zařízení": "Jiný"}
    first = read(plan, ROW, other).frame["service_id"].tolist()
    turned = read(plan, other, ROW).frame["service_id"].tolist()
    assert len(set(first)) == 2
    assert turned == first[::-1]


def test_a_row_that_stands_twice_is_named(plan: Plan) -> None:
    with pytest.raises(InputError, match=r"řádek 3.*identifikátor se v den plánu opakuje"):
        read(plan, ROW, ROW)
    assert len(read(plan, ROW, ROW, rejects="record").frame) == 1


def test_natural_persons_and_unknown_words_are_counted(plan: Plan) -> None:
    person = ROW | {"Název": "Mgr. Jana Vymyšlená"}
    found = read(plan, person, ROW | {"cílová skupina": "marťané"})
    assert (found.read, found.rejected) == (2, 1)
    assert sorted(one["rule"] for one in found.findings) == [
        *("ico_zeros", "natural_person", "register_codes")
    ]


def test_another_workbook_is_told(plan: Plan) -> None:
    with pytest.raises(InputError, match="list „List1“ v sešitu není"):
        read(plan, ROW, sheet="Služby")
    with pytest.raises(InputError, match="chybí sloupce starého výpisu registru: Název zařízení"):
        with_columns(plan, "Sloupec", "Jiný")
    path = plan.path.parent / "data" / "rpss.xlsx"
    path.write_bytes(b"PK\x03\x04nic")
    with pytest.raises(InputError):
        read_register(plan, source_of("services", "rpss.xlsx", reader="rpss_xlsx"))
