"""The workbook for planners: an XLSX with Czech headings, formats, notes and sources."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import xlsxwriter

from gis_sluzby import codelists
from gis_sluzby.cartography import nonbreaking
from gis_sluzby.tables import Column, tables
from gis_sluzby.words import (
    CONFIDENCES,
    FORMS,
    MEASURES,
    STATUSES,
    date_text,
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
    "Standardy": "standards",
    "Zdroje": "sources",
}
#: How codes are written for people, by column.
_WORDS: dict[str, Callable[[str], str]] = {
    "druh": lambda code: codelists.druh(code).name,
    "forma": FORMS.__getitem__,
    "cs": lambda code: "všichni" if code == "any" else codelists.okruhy()[code].name,
    "status": STATUSES.__getitem__,
    "measure": MEASURES.__getitem__,
    "reason": reason_text,
    "confidence": CONFIDENCES.__getitem__,
}
#: Formats of numbers by the end of the column's name; a spreadsheet writes them its country's way.
_FORMATS = {"_share": "0.0%", "_from": "0", "_to": "0", "covered_from": "0%", "_minutes": "0.0"}
_WHOLE = "#,##0"
_WIDTHS = {"text": 80, "reason": 50, "title": 40, "path": 40, "source": 40, "attribution": 30}
_WIDTH = 16
_HEADER = 3
_NOTES = (
    "„V dosahu“: služba dosáhne aspoň na takový podíl cílové skupiny, jaký určuje standard.",
    "Prázdná buňka není nula: proč číslo chybí, říká sloupec „stav“ (bez dat, netýká se).",
    "Minuty jsou autem po silnici, bez zácp; služba se počítá do meze nezaokrouhlená.",
    "Úhrny za ORP a kraj jsou součty osob z obcí; podíl je z osob, o kterých data jsou.",
    "Standardy jsou orientační, není-li u nich uveden jiný zdroj.",
)


def write_workbook(
    path: Path,
    title: str,
    publisher: str,
    date: dt.date,
    frames: Mapping[str, pd.DataFrame],
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
        sources. Of coverage_obec only the rows of all forms and groups are written.

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
        styles = _styles(book)
        _about(book.add_worksheet("O sešitu"), title, publisher, date, frames["sources"], styles)
        for sheet, table in _SHEETS.items():
            frame = frames[table]
            if table == "coverage_obec":
                frame = frame[(frame["forma"] == "any") & (frame["cs"] == "any")]
            _table(book.add_worksheet(sheet), table, frame, styles)
    return path


def _styles(book: Workbook) -> dict[str, Format]:
    """Make the formats of cells."""
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDF2"}
        ),
        "text": book.add_format({"valign": "top"}),
        "long": book.add_format({"valign": "top", "text_wrap": True}),
        **{name: book.add_format({"num_format": name}) for name in {*_FORMATS.values(), _WHOLE}},
    }


def _about(
    sheet: Worksheet,
    title: str,
    publisher: str,
    date: dt.date,
    sources: pd.DataFrame,
    styles: dict[str, Format],
) -> None:
    """Write the first sheet: what it is, how to read it, from what it was made."""
    sheet.set_column(0, 0, 110, styles["long"])
    sheet.write_string(0, 0, title, styles["title"])
    lines = [
        f"{publisher}; stav služeb k {date_text(date)}"
        if publisher
        else f"Stav služeb k {date_text(date)}",
        "",
        *_NOTES,
        "",
        "Zdroje dat:",
        *(
            f"{row.title}, {row.attribution}, stav k {date_text(str(row.vintage))}, {row.licence}"
            for row in sources.itertuples()
        ),
    ]
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, nonbreaking(line), styles["long"])


def _table(sheet: Worksheet, name: str, frame: pd.DataFrame, styles: dict[str, Format]) -> None:
    """Write one table: title, header, rows."""
    columns = tables()[name].columns
    sheet.write_string(0, 0, tables()[name].title, styles["title"])
    for place, column in enumerate(columns):
        style = styles["long" if column.name == "text" else "text"]
        sheet.set_column(place, place, _WIDTHS.get(column.name, _WIDTH), style)
        sheet.write_string(_HEADER - 1, place, _heading(column), styles["head"])
        _column(sheet, place, column, frame[column.name], styles)
    sheet.freeze_panes(_HEADER, 0)
    sheet.autofilter(_HEADER - 1, 0, _HEADER - 1 + max(len(frame), 1), len(columns) - 1)


def _column(
    sheet: Worksheet,
    place: int,
    column: Column,
    cells: pd.Series[Any],
    styles: dict[str, Format],
) -> None:
    """Write the cells of one column; nothing where there is no value."""
    if column.type in {"number", "integer"}:
        style = styles[_number_format(column.name)]
        for row, value in enumerate(cells.tolist(), _HEADER):
            if not math.isnan(value):
                sheet.write_number(row, place, value, style)
        return
    words = {value: _written(column, value) for value in cells.dropna().unique().tolist()}
    for row, value in enumerate(cells.tolist(), _HEADER):
        if value in words:
            sheet.write_string(row, place, words[value])


def _written(column: Column, value: object) -> str:
    """Write a value for people."""
    if column.type == "boolean":
        return "ano" if value else "ne"
    if column.type == "date":
        return date_text(str(value))
    text = str(value)
    if column.name == "level":
        return {"obec": "obec", "orp": "ORP", "kraj": "kraj", "stat": "stát"}.get(text, text)
    return _WORDS[column.name](text) if column.name in _WORDS else text


def _heading(column: Column) -> str:
    """Name a column; where codes are written in words it is no code any more."""
    named = {"druh": "druh služby", "cs": "cílová skupina"}
    return named.get(column.name, column.title)


def _number_format(name: str) -> str:
    """Choose the format of a column's numbers."""
    exact = _FORMATS.get(name)
    ends = (form for end, form in _FORMATS.items() if name.endswith(end))
    return exact or next(ends, _WHOLE)
