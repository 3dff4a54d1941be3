"""The workbook for planners: an XLSX with Czech headings, formats, notes and sources."""

from __future__ import annotations

import datetime as dt
import math
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter

from gis_sluzby import codelists
from gis_sluzby.cartography import border_note, nonbreaking
from gis_sluzby.publish.capacity_texts import CAPACITIES, NEEDS
from gis_sluzby.tables import Column, tables
from gis_sluzby.words import (
    CONFIDENCES,
    FORMS,
    MODES,
    STATUSES,
    date_text,
    measure_text,
    reason_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: Sheets of tables in order: name of the sheet, the table.
_SHEETS = {
    "Souhrn": "summary",
    "Mezery": "gaps",
    "Věty o ORP": "texts",
    "Kraj": "coverage_kraj",
    "ORP": "coverage_orp",
    "Obce": "coverage_obec",
    "Koncept sítě": "network_concept",
    "Kapacita kraje": "capacity_kraj",
    "Kapacita ORP": "capacity_orp",
    "Vymezeno bez klientů": "declared_idle",
    "Standardy": "standards",
    "Zdroje": "sources",
}
#: By the hash of an input, all the rest of which is known, a secret address could be guessed.
_UNTOLD = ("sha256",)
#: Sheets that are left out where there is nothing to tell.
_OPTIONAL = ("network_concept", "capacity_kraj", "capacity_orp", "declared_idle")
#: Inputs that are no canonical table.
_INPUTS = {
    "roads": "Silnice",
    "relations": "Vztahy obcí",
    "custom_areas": "Vlastní území",
    "code_lists": "Číselník registru",
    "facility_addresses": "Adresy zařízení",
}
#: How codes are written for people, by column; measures and reasons name the mode as well.
_WORDS: dict[str, Callable[[str], str]] = {
    "druh": lambda code: codelists.druh(code).name,
    "forma": FORMS.__getitem__,
    "cs": lambda code: "všichni" if code == "any" else codelists.okruhy()[code].name,
    "status": STATUSES.__getitem__,
    "confidence": CONFIDENCES.__getitem__,
    "basis": {
        "modelled": "doba cesty",
        "declared": "vymezená působnost",
        "kraj_wide": "působnost v celém kraji",
        "both": "doba cesty i vymezená působnost",
        "presence": "služba v území",
        "balance": "kapacita v území",
        "phone": "služba po telefonu",
    }.__getitem__,
    "unit": lambda code: codelists.units()[code].name,
    "table": lambda name: _INPUTS.get(name) or tables()[name].title,
    "level": {"obec": "obec", "orp": "ORP", "kraj": "kraj", "stat": "stát"}.__getitem__,
    "total_status": STATUSES.__getitem__,
    "capacity_status": CAPACITIES.__getitem__,
    "need_status": NEEDS.__getitem__,
}
#: The code beside the name of a kind of service, by which sheets are joined with other tables.
_CODE = Column("druh_code", "text", "kód druhu služby", required=True, allowed=())
#: What a sheet leaves out.
_SHEET_NOTES = {
    "coverage_obec": "Jen řádky za všechny formy a cílové skupiny dohromady; "
    "ostatní jsou v souboru tables/coverage_obec.csv.",
    "network_concept": "Chybí = potřeba bez kapacity v síti, záporné číslo je přebytek. Kapacita "
    "se mezi území nedělí, ORP se proto nesčítají.",
    "capacity_orp": "Jednotky se nesčítají. Kapacita se mezi území nedělí, ORP se proto nesčítají.",
}
#: Formats of numbers by the end of the column's name; a spreadsheet writes them its country's way.
_FORMATS = {"_share": "0.0%", "_from": "0", "_to": "0", "covered_from": "0%", "_minutes": "0.0"}
#: Capacities, of which úvazky have parts.
_AMOUNTS = (
    *("located", "accessible", "per_1000", "required_per_1000", "need", "network_committed"),
    *("deficit", "network", "conditional", "registered", "gap"),
)
_AMOUNT = "#,##0.0"
_WHOLE = "#,##0"
_WIDTHS = {"text": 80, "reason": 50, "title": 40, "path": 40, "source": 40, "attribution": 30}
_WIDTH = 16
_HEADER = 3
_NOTES = (
    "„V dosahu“: služba dosáhne aspoň na takový podíl cílové skupiny, jaký určuje standard.",
    "Prázdná buňka není nula: proč číslo chybí, říká sloupec „stav“ (bez dat, netýká se).",
    "Minuty jsou {travel}; služba se počítá do meze nezaokrouhlená. {border}",
    "Úhrny za ORP a kraj jsou součty osob z obcí; podíl je z osob, o kterých data jsou.",
    "Standardy jsou orientační, není-li u nich uveden jiný zdroj.",
)


class _Look(NamedTuple):
    """How cells look: formats by name, and how codes are written for people by column."""

    formats: dict[str, Format]
    words: dict[str, Callable[[str], str]]


def write_workbook(
    path: Path,
    title: str,
    publisher: str,
    date: dt.date,
    frames: Mapping[str, pd.DataFrame],
    mode: str = "car",
) -> Path:
    """Write the tables of a plan as a workbook.

    Parameters
    ----------
    path
        The file; its folder is made.
    title
        The plan's name.
    publisher
        Who gives it out.
    date
        The date of the services; it stands in the file's properties in place of the current time.
    frames
        The tables summary, gaps, texts, coverage_kraj, coverage_orp, coverage_obec, standards and
        sources, and where there are any capacity_kraj, capacity_orp, network_concept and
        declared_idle. Of coverage_obec only the rows of all forms and groups are written; the code
        of a druh stands beside its name.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    The file. Text is text even where it looks like a formula; every sheet has its header frozen
    and can be filtered. The same tables give the same bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties(
            {
                "title": title,
                "author": publisher,
                "created": dt.datetime.combine(date, dt.time(), dt.UTC).replace(tzinfo=None),
            }
        )
        look = _Look(_styles(book), _words(mode))
        travel = MODES[mode] + (" po silnici, bez zácp" if mode == "car" else "")
        notes = [note.format(travel=travel, border=border_note(mode)).strip() for note in _NOTES]
        heading = (title, publisher, date)
        _about(book.add_worksheet("O sešitu"), heading, notes, frames["sources"], look.formats)
        for sheet, table in _SHEETS.items():
            if table in _OPTIONAL and (table not in frames or frames[table].empty):
                continue
            frame = frames[table]
            if table == "coverage_obec":
                frame = frame[(frame["forma"] == "any") & (frame["cs"] == "any")]
            _table(book.add_worksheet(sheet), table, frame, look)
    return path


def _words(mode: str) -> dict[str, Callable[[str], str]]:
    """Say how codes are written for people where they travel like this."""
    return {
        **_WORDS,
        "measure": partial(measure_text, mode=mode),
        "reason": partial(reason_text, mode=mode),
    }


def _styles(book: Workbook) -> dict[str, Format]:
    """Make the formats of cells."""
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDF2"}
        ),
        "text": book.add_format({"valign": "top"}),
        "long": book.add_format({"valign": "top", "text_wrap": True}),
        **{
            name: book.add_format({"num_format": name})
            for name in {*_FORMATS.values(), _AMOUNT, _WHOLE}
        },
    }


def _about(
    sheet: Worksheet,
    heading: tuple[str, str, dt.date],
    notes: list[str],
    sources: pd.DataFrame,
    styles: dict[str, Format],
) -> None:
    """Write the first sheet: what it is, how to read it, from what it was made."""
    title, publisher, date = heading
    sheet.set_column(0, 0, 110, styles["long"])
    sheet.write_string(0, 0, title, styles["title"])
    lines = [
        f"{publisher}; stav služeb k {date_text(date)}"
        if publisher
        else f"Stav služeb k {date_text(date)}",
        "",
        *notes,
        "",
        "Zdroje dat:",
        *(
            f"{row.title}, {row.attribution}, stav k {date_text(str(row.vintage))}, {row.licence}"
            for row in sources.itertuples()
        ),
    ]
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, nonbreaking(line), styles["long"])


def _table(sheet: Worksheet, name: str, frame: pd.DataFrame, look: _Look) -> None:
    """Write one table: title, header, rows."""
    styles = look.formats
    columns = _columns(name)
    sheet.write_string(0, 0, tables()[name].title, styles["title"])
    if name in _SHEET_NOTES:
        sheet.write_string(1, 0, nonbreaking(_SHEET_NOTES[name]), styles["text"])
    for place, column in enumerate(columns):
        style = styles["long" if column.name == "text" else "text"]
        sheet.set_column(place, place, _WIDTHS.get(column.name, _WIDTH), style)
        sheet.write_string(_HEADER - 1, place, _heading(column), styles["head"])
        _column(sheet, place, column, frame["druh" if column is _CODE else column.name], look)
    sheet.freeze_panes(_HEADER, 0)
    sheet.autofilter(_HEADER - 1, 0, _HEADER - 1 + max(len(frame), 1), len(columns) - 1)


def _columns(name: str) -> list[Column]:
    """Give the columns of a sheet: those of its table, the code beside the name of a druh."""
    return [
        shown
        for column in tables()[name].columns
        if column.name not in _UNTOLD
        for shown in ([column, _CODE] if column.name == "druh" else [column])
    ]


def _column(
    sheet: Worksheet, place: int, column: Column, cells: pd.Series[Any], look: _Look
) -> None:
    """Write the cells of one column; nothing where there is no value."""
    if column.type in {"number", "integer"}:
        style = look.formats[_number_format(column.name)]
        for row, value in enumerate(cells.tolist(), _HEADER):
            if not math.isnan(value):
                sheet.write_number(row, place, value, style)
        return
    words = {
        value: _written(column, value, look.words) for value in cells.dropna().unique().tolist()
    }
    for row, value in enumerate(cells.tolist(), _HEADER):
        if value in words:
            sheet.write_string(row, place, words[value])


def _written(column: Column, value: object, words: Mapping[str, Callable[[str], str]]) -> str:
    """Write a value for people."""
    if column.type == "boolean":
        return "ano" if value else "ne"
    if column.type == "date":
        return date_text(str(value))
    text = str(value)
    return words[column.name](text) if column.name in words else text


def _heading(column: Column) -> str:
    """Name a column; where codes are written in words it is no code any more."""
    named = {"druh": "druh služby", "cs": "cílová skupina"}
    return named.get(column.name, column.title)


def _number_format(name: str) -> str:
    """Choose the format of a column's numbers."""
    if name in _AMOUNTS:
        return _AMOUNT
    exact = _FORMATS.get(name)
    ends = (form for end, form in _FORMATS.items() if name.endswith(end))
    return exact or next(ends, _WHOLE)
