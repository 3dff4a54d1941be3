"""The workbook: what a spreadsheet program finds in it."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from gis_sluzby import codelists
from gis_sluzby.coverage.gaps import gaps_table, summary_table
from gis_sluzby.publish.texts import orp_texts
from gis_sluzby.publish.workbook import write_workbook
from gis_sluzby.tables import tables
from gis_sluzby.words import STATUSES
from tests.coverage.made import ALL, CODES, Service, centre_of, covered

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

HOSTILE = "=HYPERLINK(1)"
STANDARD = """[standards]
defaults = false
level = "obec"
measure = "time"
limit_minutes = 30
source = "=1+1"
"""
FIRST = 4


def frames(mode: str = "car") -> dict[str, pd.DataFrame]:
    services = [Service("1", minutes={"A": 10.5, "B": 31}), Service("2", "45", minutes={"C": 1})]
    coverage = covered(services, STANDARD, complete="45 46")
    people = pd.DataFrame({"kod_obec": list(CODES.values())[:4], "people": [*ALL.values(), 0]})
    centre = centre_of(services)
    summary = summary_table(coverage, centre["area_obce"], people)
    texts, _ = orp_texts(summary, coverage["coverage_orp"], coverage["standards"], mode)
    sources = centre["sources"].assign(
        title=HOSTILE, attribution="Kraj", vintage="2025-01-01", licence="CC0"
    )
    gaps = gaps_table(coverage)
    standards = coverage["standards"].assign(unit="luzka")
    found = {"summary": summary, "gaps": gaps, "texts": texts, "sources": sources}
    return {**coverage, **found, "standards": standards}


def write(path: Path, mode: str = "car") -> Path:
    day = dt.date(2026, 9, 27)
    return write_workbook(path, "Plán", HOSTILE, day, frames(mode), mode)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return openpyxl.load_workbook(write(tmp_path_factory.mktemp("book") / "new" / "a.xlsx"))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *cells = book[sheet].iter_rows(min_row=FIRST - 1)
    return [dict(zip((str(c.value) for c in head), row, strict=True)) for row in cells]


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == [
        "O sešitu", "Souhrn", "Mezery", "Věty o ORP", "Kraj", "ORP", "Obce", "Standardy", "Zdroje",
    ]  # fmt: skip


def test_headers_are_frozen_and_filtered(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == f"A{FIRST}"
        assert sheet.auto_filter.ref.startswith(f"A{FIRST - 1}:")


def test_every_obec_and_kind_has_a_row_with_its_status(book: Workbook) -> None:
    found = rows(book, "Obce")
    assert len(found) == 4 * 34
    assert {row["stav"].value for row in found} <= set(STATUSES.values())


def test_nought_no_data_and_not_applicable_are_told_apart(book: Workbook) -> None:
    found = {(row["název obce"].value, row["druh služby"].value): row for row in rows(book, "Obce")}
    share = "podíl osob v dosahu (0–1)"
    near, far = found["Obec A", "denní stacionáře"], found["Obec B", "denní stacionáře"]
    assert (near[share].value, near["stav"].value) == (1, "v dosahu")
    assert (far[share].value, far["stav"].value) == (0, "mimo dosah")
    unknown = found["Obec A", "noclehárny"]
    assert (unknown[share].value, unknown["stav"].value) == (None, "bez dat")
    nobody = found["Obec D", "denní stacionáře"]
    assert (nobody[share].value, nobody["stav"].value) == (None, "netýká se")


def test_numbers_are_numbers_with_formats_and_codes_are_text(book: Workbook) -> None:
    row = next(r for r in rows(book, "Obce") if r["druh služby"].value == "denní stacionáře")
    assert row["kód obce"].value == CODES["A"]
    minutes = row["minuty cesty k nejbližší službě (nezaokrouhleno)"]
    assert (minutes.value, minutes.number_format) == (10.5, "0.0")
    assert row["podíl osob v dosahu (0–1)"].number_format == "0.0%"
    assert row["osoby v cílové skupině"].number_format == "#,##0"


def test_the_code_stands_beside_the_name_of_a_kind(book: Workbook) -> None:
    for sheet in ("Mezery", "Kraj", "ORP", "Obce", "Standardy"):
        head = [c.value for c in book[sheet][FIRST - 1]]
        assert head.index("kód druhu služby") == head.index("druh služby") + 1
        found = {(r["druh služby"].value, r["kód druhu služby"].value) for r in rows(book, sheet)}
        assert found
        assert {(codelists.druh(code).name, code) for _, code in found} == found


def test_codes_are_written_in_words(book: Workbook) -> None:
    near = next(r for r in rows(book, "Obce") if r["druh služby"].value == "denní stacionáře")
    assert near["na čem stav stojí"].value == "doba cesty"
    assert {r["tabulka, kterou zdroj plní"].value for r in rows(book, "Zdroje")} == {
        "Sociální služby",
        "Vymezená působnost služeb",
    }
    units = {r["jednotka kapacity"].value for r in rows(book, "Standardy")}
    assert units == {"počet lůžek"}
    assert {
        r["stav druhu v tomto území za všechny formy a okruhy"].value for r in rows(book, "Mezery")
    } <= set(STATUSES.values())


def test_the_sheet_of_obce_says_what_it_leaves_out(book: Workbook) -> None:
    assert "všechny formy" in str(book["Obce"]["A2"].value)
    assert book["ORP"]["A2"].value is None


def test_text_like_a_formula_is_text(book: Workbook) -> None:
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert any(c.value == HOSTILE for c in cells)


def test_the_first_sheet_names_sources_and_method(book: Workbook) -> None:
    said = [c.value for c in book["O sešitu"]["A"] if c.value]
    assert said[0] == "Plán"
    assert any("CC0" in line and "Kraj" in line for line in said)
    assert any(line.startswith("Prázdná buňka není nula") for line in said)


def test_the_mode_is_said_with_minutes(book: Workbook, tmp_path: Path) -> None:
    on_foot = openpyxl.load_workbook(write(tmp_path / "foot.xlsx", "foot"))
    for read, word, other in ((book, "autem", "pěšky"), (on_foot, "pěšky", "autem")):
        said = " ".join(str(c.value) for sheet in read for row in sheet.iter_rows() for c in row)
        assert f"Minuty jsou {word}" in said
        assert f"cesta {word} do meze" in said
        assert other not in said


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (sha256(write(tmp_path / name).read_bytes()) for name in ("a.xlsx", "b.xlsx"))
    assert one.digest() == two.digest()


def test_every_column_of_the_tables_is_there(book: Workbook) -> None:
    for sheet, table in (("Mezery", "gaps"), ("ORP", "coverage_orp"), ("Souhrn", "summary")):
        head = next(book[sheet].iter_rows(min_row=FIRST - 1, max_row=FIRST - 1))
        columns = [column.name for column in tables()[table].columns]
        assert len(head) == len(columns) + ("druh" in columns)
