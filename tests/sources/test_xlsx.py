"""The reader `xlsx`: sheets, header rows, numbers, dates, errors of formulas, other files."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gis_sluzby.errors import InputError
from gis_sluzby.sources.cells import UNCOMPUTED
from gis_sluzby.sources.read import read_source, reject
from gis_sluzby.sources.xlsx import read_xlsx
from tests.sources.given import plan_in, source_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.plan import Plan

NETWORK = ["network_id", "period", "service", "forma", "unit", "committed", "level", "od"]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


def book(
    path: Path, rows: Sequence[Sequence[Any]], sheet: str = "List1", **more: Sequence[Sequence[Any]]
) -> Path:
    """Write a workbook as Excel would: dates with a format, formulas with a kept value."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "d.m.yyyy"}) as written:
        for name, content in {sheet: rows, **more}.items():
            page = written.add_worksheet(name)
            for number, row in enumerate(content):
                for column, value in enumerate(row):
                    if isinstance(value, tuple):
                        page.write_formula(number, column, *value)
                    else:
                        page.write(number, column, value)
    return path


def read(folder: Path, rows: Sequence[Sequence[Any]], **keys: object) -> pd.DataFrame:
    book(folder / "a.xlsx", rows)
    source = source_of("network", "a.xlsx", reader="xlsx", **keys)
    return read_xlsx(folder / "a.xlsx", source)[0]


def told(path: Path, **keys: object) -> str:
    with pytest.raises(InputError) as caught:
        read_xlsx(path, source_of("network", path.name, reader="xlsx", **keys))
    return str(caught.value)


def test_cells_are_the_text_that_a_person_would_write(tmp_path: Path) -> None:
    value = dt.datetime(2026, 9, 27)  # noqa: DTZ001  (Excel knows no zones)
    moment = dt.datetime(2026, 9, 27, 8, 30)  # noqa: DTZ001
    row = ["  zs ", 2026, 1723384.0, True, "012345", 12.5, value, moment, None, ("=1+1", None, 2)]
    header = [*NETWORK, "prázdný", "vzorec"]
    frame = read(tmp_path, [header, row])
    assert frame.iloc[0].tolist() == [
        *("zs", "2026", "1723384", "ano", "012345", "12.5"),
        *("2026-09-27", "2026-09-27 08:30:00", "", "2"),
    ]


def test_rows_are_those_of_excel_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    title = ["Síť služeb", *[None] * 7]
    frame = read(tmp_path, [title, [], NETWORK, [1], [], [None, " "], [2]], header_row=3)
    assert frame["network_id"].to_dict() == {4: "1", 7: "2"}


def test_names_of_columns_have_single_spaces(tmp_path: Path) -> None:
    frame = read(tmp_path, [["network_id", " kapacita\n v síti ", None], [1, 2, "bez záhlaví"]])
    assert frame.columns.tolist() == ["network_id", "kapacita v síti"]


def test_a_header_elsewhere_is_found(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["Síť"], [], [], NETWORK, [1]])
    place, what = told(path).split(": ", 1)
    assert place == "a.xlsx, řádek 1"
    assert what == ("záhlaví tabulky není na řádku 1. Doplňte ke zdroji v plánu header_row = 4.")
    path = book(tmp_path / "a.xlsx", [["Síť"], ["nic"]])
    assert "řádek záhlaví je prázdný" in told(path, header_row=9)


def test_a_column_twice_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["network_id", "level", "level"], [1, 2, 3]])
    assert told(path).startswith("a.xlsx, řádek 1, sloupec „level“: sloupec je v záhlaví dvakrát")


def test_the_sheet_must_be_clear(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [NETWORK], "Síť 2026", Poznámky=[["nic"]])
    assert "sešit má více listů. Doplňte ke zdroji v plánu sheet, jeden z: Síť 2026" in told(path)
    assert "list „Sít 2026“ v sešitu není. Snad „Síť 2026“." in told(path, sheet="Sít 2026")
    assert "Má listy: Síť 2026, Poznámky." in told(path, sheet="xyz")
    source = source_of("network", "a.xlsx", reader="xlsx", sheet="Poznámky", header_row=1)
    assert read_xlsx(path, source)[0].columns.tolist() == ["nic"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "soubor není sešit Excelu (.xlsx). Otevřete jej v Excelu"),
        (b"network_id,period\n", "soubor není sešit Excelu"),
        (b"<!doctype html><p>sign in", "místo dat je v souboru webová stránka nebo XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ve starém formátu .xls, nebo je chráněn heslem"),
    ],
)
def test_what_is_no_workbook_is_recognised(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert words in told(tmp_path / "a.xlsx")


def test_another_archive_and_a_cut_workbook_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "jiny.xlsx", "w") as archive:
        archive.writestr("data.txt", "nic")
    assert "sešit Excelu je poškozený" in told(tmp_path / "jiny.xlsx")
    whole = book(tmp_path / "a.xlsx", [NETWORK, [1]]).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    assert "soubor není sešit Excelu" in told(tmp_path / "a.xlsx").replace(
        "místo dat je v souboru archiv ZIP nebo sešit Excelu", "soubor není sešit Excelu"
    )


def test_a_workbook_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "a.xlsx", [NETWORK, [1]])
    monkeypatch.setattr("gis_sluzby.sources.xlsx._LARGEST", 1000)
    assert "sešit je po rozbalení větší než" in told(path)


def test_a_stated_size_of_a_sheet_is_not_believed(tmp_path: Path) -> None:
    """Programs write the dimension of a sheet wrong; rows beyond it count all the same."""
    path = book(tmp_path / "a.xlsx", [NETWORK, ["zs"], ["zs"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:H3"/>' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'ref="A1:H3"', b'ref="A1:XFD1"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    source = source_of("network", "a.xlsx", reader="xlsx")
    assert read_xlsx(path, source)[0].shape == (2, 8)


def test_errors_of_formulas_are_named(plan: Plan, tmp_path: Path) -> None:
    """#N/A is no empty cell; it matters only in columns that are read."""
    rows: list[list[Any]] = [
        [*NETWORK, "poznámka"],
        ["zs", 2026, 1, "amb", "luzka", ("=NA()", None, "#N/A"), "Z1", None, "#REF!"],
        ["zs", 2026, ("=A9", None, "#REF!"), "amb", "luzka", 5, "Z1", None, None],
    ]
    book(tmp_path / "data" / "a.xlsx", rows)
    source = source_of("network", "a.xlsx", reader="xlsx")
    with pytest.raises(InputError) as caught:
        reject(read_source(plan, source), source)
    words = "chyba vzorce; opravte vzorec, nebo hodnotu napište"
    assert str(caught.value).splitlines()[:2] == [
        f"a.xlsx, řádek 2, sloupec „committed“: {words} (je zde „#N/A“).",
        f"a.xlsx, řádek 3, sloupec „service“: {words} (je zde „#REF!“).",
    ]


def test_a_formula_that_nobody_computed_is_named(plan: Plan, tmp_path: Path) -> None:
    """A program that writes formulas keeps no values: they must not be read as empty."""
    written = openpyxl.Workbook()
    page = written.active
    assert page is not None
    for row in (NETWORK, ["zs", 2026, 1, "amb", "luzka", "=2+3", "Z1", None]):
        page.append(row)
    written.save(tmp_path / "data" / "a.xlsx")
    source = source_of("network", "a.xlsx", reader="xlsx")
    frame, _ = read_xlsx(tmp_path / "data" / "a.xlsx", source)
    assert frame.loc[2, "committed"] == UNCOMPUTED
    with pytest.raises(InputError, match="vzorec nemá uloženou hodnotu; otevřete sešit v Excelu"):
        reject(read_source(plan, source), source)


def test_codes_and_numbers_survive_excel(plan: Plan, tmp_path: Path) -> None:
    """Zeros of codes, decimal commas, percents and days as plain numbers."""
    header = ["level", "kod", "druh", "unit", "period", "amount", "status"]
    rows: list[list[Any]] = [
        [*header],
        ["orp", 5101.0, 40.0, "fte", 2026.0, "1 204,5", None],
        ["orp", 5102.0, 40.0, "fte", 2026.0, "12,5 %", None],
    ]
    book(tmp_path / "data" / "a.xlsx", rows)
    frame = read_source(plan, source_of("need", "a.xlsx", reader="xlsx")).frame
    cells = frame[["kod", "druh", "period", "amount"]].iloc[0].tolist()
    assert cells == ["5101", "40", "2026", 1204.5]
    assert frame.loc[3, "amount"] == 0.125
    coded: list[list[Any]] = [["kod", "kod_obec"], ["a", 5432.0]]
    book(tmp_path / "data" / "b.xlsx", coded)
    areas = read_source(plan, source_of("custom_areas", "b.xlsx", reader="xlsx")).frame
    assert areas["kod_obec"].tolist() == ["005432"]
    last: list[list[Any]] = [NETWORK, ["zs", 2026, 1, "amb", "luzka", 1, "Z1", 46292]]
    book(tmp_path / "data" / "c.xlsx", last)
    dated = read_source(plan, source_of("network", "c.xlsx", reader="xlsx")).frame
    assert dated["od"].tolist() == ["2026-09-27"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[list[Any]] = [
        NETWORK,
        *(["zs", 2026, n, "amb", "luzka", ("=1", None, n), "Z1"] for n in range(30)),
    ]
    return book(tmp_path_factory.mktemp("sesit") / "cely.xlsx", rows)


@given(data=st.data())
def test_any_bytes_give_a_table_or_an_error_of_ours(whole: Path, data: st.DataObject) -> None:
    """A byte changed, or the file cut: in the archive's own bytes, or in one of its parts."""
    content = bytearray(whole.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    path = whole.with_name("a.xlsx")
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))] if place % 2 else content)
    source = source_of("network", "a.xlsx", reader="xlsx")
    try:
        frame, wrong = read_xlsx(path, source)
    except InputError:
        return
    assert wrong == []
    assert frame.index.is_unique
