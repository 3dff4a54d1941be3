"""The reader `xlsx`: one sheet of an Excel workbook, every cell as text.

openpyxl is taken because it tells a cell that holds an error (#N/A) from an empty one; quicker
readers give both as nothing, and a row would lose its value without a word.
"""

from __future__ import annotations

import warnings
import zipfile
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.sources.cells import UNCOMPUTED
from gis_sluzby.sources.contents import impostor
from gis_sluzby.sources.csv import check_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.rows import Wrong

    Row = tuple[Any, ...]

#: Sheets of Excel have no more rows.
_MOST_ROWS = 1_048_576
#: A workbook of tables is much smaller when unpacked (bytes).
_LARGEST = 400_000_000
#: So many rows at the top may hold the header.
_TOP = 40
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BEGINNING = 200
_SAVE_AGAIN = "Otevřete jej v Excelu a uložte jako Sešit Excelu (.xlsx)"


def read_xlsx(path: Path, source: Source) -> tuple[pd.DataFrame, list[Wrong]]:
    """Read a sheet of a workbook.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan: sheet and header_row.

    Returns
    -------
    Every cell as text: whole numbers without ".0", dates as ISO, yes and no as ano and ne, of a
    formula the value that Excel kept. A cell with an error holds the error's name, a formula
    without a kept value `cells.UNCOMPUTED`. The index is the row as Excel shows it; empty rows are
    left out. No row is wrong by itself.

    Raises
    ------
    InputError
        When the file is no workbook of Excel, the sheet is not clear, or the header's row is
        empty, names a column twice or evidently stands elsewhere.
    """
    try:
        _check_file(path, source)
        values = list(_rows(path, source, computed=True))
        formulas = list(_rows(path, source, computed=False)) if _has_formulas(path) else []
    except InputError:
        raise
    except Exception as error:
        problem = Problem(
            "sešit Excelu je poškozený", source.path, advice=f"{_SAVE_AGAIN}, nebo stáhněte znovu"
        )
        raise InputError(problem) from error
    header = _header(values, source)
    rows = {}
    for number, row in enumerate(values[source.header_row :], source.header_row):
        texts = [_text(cell) for cell in row]
        if number < len(formulas):
            texts = [_or_uncomputed(*pair) for pair in zip(texts, formulas[number], strict=False)]
        if any(texts):
            rows[number + 1] = (texts + [""] * len(header))[: len(header)]
    index = pd.Index(list(rows), dtype="int64")
    frame = pd.DataFrame(list(rows.values()), index=index, columns=header, dtype=object)
    return frame.loc[:, [bool(name) for name in header]], []


def _check_file(path: Path, source: Source) -> None:
    """Refuse what is no workbook, and what would not fit into memory."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    problem = None
    if beginning.startswith(_OLD_EXCEL):
        what = "sešit je ve starém formátu .xls, nebo je chráněn heslem"
        problem = Problem(what, source.path, advice=f"{_SAVE_AGAIN} bez hesla")
    elif not zipfile.is_zipfile(path):
        what = "soubor není sešit Excelu (.xlsx)"
        problem = impostor(beginning, source) or Problem(what, source.path, advice=_SAVE_AGAIN)
    elif _unpacked(path) > _LARGEST:
        problem = Problem(
            f"sešit je po rozbalení větší než {_LARGEST // 1_000_000} MB",
            source.path,
            advice="Nechte v něm jen list s tabulkou, nebo jej uložte jako CSV",
        )
    if problem:
        raise InputError(problem)


def _unpacked(path: Path) -> int:
    """Give the size of a workbook's parts."""
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())


def _has_formulas(path: Path) -> bool:
    """Tell whether any sheet of a workbook has a formula."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/" in name]
        return any(b"<f" in archive.read(name) for name in sheets)


def _rows(path: Path, source: Source, *, computed: bool) -> Iterator[Row]:
    """Give the rows of the sheet, with kept values of formulas or with the formulas."""
    import openpyxl  # noqa: PLC0415  (slow to import, and most plans read no workbook)

    with warnings.catch_warnings():
        # about styles, validations and dates out of range, none of which concern a table's values
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True, data_only=computed)
        try:
            sheet = book[_sheet(book.sheetnames, source)]
            # a stated size may be wrong in both directions
            sheet.reset_dimensions()
            yield from sheet.iter_rows(max_row=_MOST_ROWS, values_only=True)
        finally:
            book.close()


def _sheet(names: list[str], source: Source) -> str:
    """Choose the stated sheet, or else the only one."""
    if source.sheet in names:
        return str(source.sheet)
    if source.sheet is None and len(names) == 1:
        return names[0]
    listed = ", ".join(names)
    if source.sheet is None:
        what, advice = "sešit má více listů", f"Doplňte ke zdroji v plánu sheet, jeden z: {listed}"
    else:
        near = get_close_matches(source.sheet, names, n=1)
        what = f"list „{source.sheet}“ v sešitu není"
        advice = f"Snad „{near[0]}“" if near else f"Má listy: {listed}"
    raise InputError(Problem(what, source.path, advice=advice))


def _header(values: list[Row], source: Source) -> list[str]:
    """Give the names of the columns, with single spaces and no line breaks."""
    row = source.header_row
    names = _names(values[row - 1]) if row <= len(values) else []
    wanted = {
        source.column(name)
        for name, field in FIELDS[source.table].items()
        if field.required or name in source.columns
    }
    if not wanted & set(names):
        hits = [len(wanted & set(_names(one))) for one in values[:_TOP]]
        most = max(hits, default=0)
        if most:
            advice = f"Doplňte ke zdroji v plánu header_row = {hits.index(most) + 1}"
            what = f"záhlaví tabulky není na řádku {row}"
            raise InputError(Problem(what, source.path, row, advice=advice))
    if not any(names):
        what = "řádek záhlaví je prázdný"
        advice = "Ověřte u zdroje v plánu sheet a header_row"
        raise InputError(Problem(what, source.path, row, advice=advice))
    check_header(names, source)
    return names


def _names(row: Row) -> list[str]:
    return [" ".join(_text(cell).split()) for cell in row]


def _text(value: object) -> str:
    """Give a cell as the text that a person would write."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value).strip()


def _or_uncomputed(text: str, formula: object) -> str:
    """Give the mark of a formula whose value nobody has kept."""
    return UNCOMPUTED if not text and str(formula or "").startswith("=") else text
