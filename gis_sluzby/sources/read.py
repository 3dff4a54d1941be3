"""One source: the file opened, its columns brought to canonical fields, bad rows named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan import source_path
from gis_sluzby.plan.fields import FIELDS, SPATIAL
from gis_sluzby.sources.adapted import adapted
from gis_sluzby.sources.cells import BROKEN_CELLS, as_text, parse
from gis_sluzby.sources.columns import check_columns, perhaps_meant
from gis_sluzby.sources.csv import read_csv
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.vector import column_names, read_vector
from gis_sluzby.sources.xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.plan.fields import Field
    from gis_sluzby.sources.vector import Box

#: Readers that number rows as a spreadsheet does; others number features.
_OF_ROWS = ("csv", "xlsx", "csu", "ruian_csv", "rpss_xlsx")
_TABLES = {"csv": read_csv, "xlsx": read_xlsx}
_FID = {"vector": " (fid)"}
_TYPE_WORDS = {
    "code": "kód",
    "number": "číslo",
    "integer": "celé číslo",
    "date": "datum (2026-09-27 nebo 27. 9. 2026)",
    "flag": "ano, nebo ne",
}


#: Letters in a row that are no number: „NaN“ and „inf“ are not meant either.
_WORDS = re.compile(r"[^\W\d_]{2}")


class Opened(NamedTuple):
    """A source as it stands in its file.

    Parameters
    ----------
    frame
        All rows that could be parted into cells; the index is the row of the source.
    wrong
        What cannot be accepted.
    read
        Number of rows read.
    passed
        How many rows more the filters of the source leave out.
    unread
        Columns that nothing reads, and fields that they look like.
    """

    frame: pd.DataFrame
    wrong: list[Wrong]
    read: int
    passed: int = 0
    unread: tuple[tuple[str, str], ...] = ()


class Reading(NamedTuple):
    """What came of one source.

    Parameters
    ----------
    frame
        Rows kept, with canonical fields; the index is the row of the source.
    findings
        What there is to say about rows, those refused among them.
    read
        Number of rows read.
    rejected
        Number of rows that were not kept.
    """

    frame: pd.DataFrame
    findings: list[Finding]
    read: int
    rejected: int


def read_raw(
    plan: Plan,
    source: Source,
    fields: Mapping[str, Field],
    *,
    where: tuple[str, str] | None = None,
    box: Box | None = None,
) -> Opened:
    """Open a source and check that it has the columns of some fields.

    Parameters
    ----------
    plan
        The plan.
    source
        One of its sources.
    fields
        Fields whose columns are looked for: the required ones and those that the plan maps must
        be there.
    where
        Canonical field and value: only features with that value (reader `vector`).
    box
        Only features that touch this box of EPSG:5514 (reader `vector`).

    Returns
    -------
    The columns as the file names them and the rows as the source wants them (`adapted`), and
    `geometry` where the reader gives it.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it cannot be read, or naming every missing column.
    """
    path = source_path(plan, source)
    fields = {name: field for name, field in fields.items() if name not in source.constants}
    if source.reader in _TABLES:
        table, wrong = _TABLES[source.reader](path, source)
        check_columns(list(table.columns), source, fields)
        chosen = adapted(table, source)
        return Opened(chosen, wrong, len(chosen) + len(wrong), len(table) - len(chosen))
    check_columns(column_names(path, source), source, fields)
    by = (source.column(where[0]), where[1]) if where else None
    layer, wrong = read_vector(path, source, where=by, box=box)
    chosen = adapted(layer, source)
    wrong = [one for one in wrong if one.row is None or one.row in chosen.index]
    return Opened(chosen, wrong, len(chosen), len(layer) - len(chosen))


def read_source(
    plan: Plan,
    source: Source,
    *,
    where: tuple[str, str] | None = None,
    box: Box | None = None,
    fields: Mapping[str, Field] | None = None,
) -> Opened:
    """Read a source and bring its columns to the canonical fields of its table.

    Parameters
    ----------
    plan
        The plan.
    source
        One of its sources.
    where
        Canonical field and value: only features with that value (reader `vector`).
    box
        Only features that touch this box of EPSG:5514 (reader `vector`).
    fields
        Fields of the table, where they are to be other than the plan's.

    Returns
    -------
    All fields of the table, null where the source lacks them or a cell cannot be understood, and
    `geometry` where the reader gives it.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it cannot be read, or naming every missing column.
    """
    fields = FIELDS[source.table] if fields is None else fields
    raw = read_raw(plan, source, fields, where=where, box=box)
    wrong = list(raw.wrong)
    columns: dict[str, Any] = {}
    for name, field in fields.items():
        if source.column(name) in raw.frame.columns:
            columns[name], bad = understood(raw.frame[source.column(name)], name, field)
            wrong += bad
        else:
            nothing = pd.StringDtype(na_value=np.nan)
            columns[name] = pd.Series(np.nan, index=raw.frame.index, dtype=nothing)
    frame = pd.DataFrame(columns, index=raw.frame.index)
    if isinstance(raw.frame, gpd.GeoDataFrame):
        frame = gpd.GeoDataFrame(frame, geometry=raw.frame.geometry)
    # Layers of areas and roads have columns of all kinds; tables have what somebody wrote for us.
    unread = () if source.table in SPATIAL else perhaps_meant(raw.frame.columns, source, fields)
    return Opened(frame, wrong, raw.read, raw.passed, tuple(unread))


def understood(
    column: pd.Series[Any], name: str, field: Field
) -> tuple[pd.Series[Any], list[Wrong]]:
    """Understand the cells of one column.

    Parameters
    ----------
    column
        The cells; the index is the row of the source.
    name
        Name of the field, for what is wrong.
    field
        What the cells should be.

    Returns
    -------
    The values, null where a cell is empty or was not understood, and what is wrong: these cells,
    and the empty ones where the field is required.
    """
    values, bad = parse(column, field)
    bad |= as_text(column).isin(list(BROKEN_CELLS))
    wrong = []
    if field.required:
        missing = values[values.isna() & ~bad]
        wrong += [Wrong(row, name, "", "hodnota chybí") for row, _ in cells(missing)]
    if bad.any():
        expected = f"má to být {_TYPE_WORDS.get(field.type, field.type)}"
        expected += f" o {field.digits} číslicích" if field.digits else ""
        texts = as_text(column[bad])
        wrong += [
            Wrong(row, name, text, BROKEN_CELLS.get(text, expected), _rule(text, field))
            for row, text in cells(texts)
        ]
        values = values.mask(bad)
    return values, wrong


def _rule(text: str, field: Field) -> str:
    """Give the rule that a cell breaks: words in a column of numbers are one of their own."""
    numeric = field.type in ("number", "integer") and text not in BROKEN_CELLS
    noted = numeric and _WORDS.search(text)
    return "note_in_number" if noted else "row_rejected"


def reject(opened: Opened, source: Source, wrong: Iterable[Wrong] = ()) -> Reading:
    """Refuse rows: stop with all of them, or record them and go on, as the source says.

    Parameters
    ----------
    opened
        The rows, and what was found wrong when they were read.
    source
        The source's declaration in the plan.
    wrong
        What else is wrong.

    Returns
    -------
    The rows kept and the findings about the others.

    Raises
    ------
    InputError
        With all that is wrong, when the source says `rejects = "stop"` or something concerns the
        whole source.
    """
    listed = sorted({*opened.wrong, *wrong}, key=_order)
    whole = [one for one in listed if one.row is None]
    if whole or (listed and source.rejects == "stop"):
        problems = [_problem(one, source) for one in listed]
        raise InputError(problems if whole else [*problems, _way_on(listed, source)])
    findings = [
        finding(
            one.rule,
            "error",
            source.table,
            Place(None, source.id, one.row, source.column(one.field) if one.field else None),
            found=one.found,
            expected=one.what,
            action="řádek vynechán",
        )
        for one in listed
    ]
    refused = {one.row for one in listed}
    kept = opened.frame[~opened.frame.index.isin(refused)]
    if opened.passed:
        findings.append(_about_filters(opened, source))
    findings += [_about_column(column, field, source) for column, field in opened.unread]
    return Reading(kept, findings, opened.read + opened.passed, len(refused) + opened.passed)


def _about_filters(opened: Opened, source: Source) -> Finding:
    """Say how many rows the filters leave out."""
    columns = [*source.filters, *source.exclude]
    return finding(
        "rows_filtered",
        "info",
        source.table,
        Place(None, source.id),
        found=f"řádků, které vynechal filtr zdroje: {opened.passed}",
        expected=f"řádky, které pouští filtr sloupce {', '.join(f'„{name}“' for name in columns)}",
        action="nezahrnuto",
    )


def _about_column(column: str, field: str, source: Source) -> Finding:
    """Say that a column is not read though it looks like a field."""
    return finding(
        "column_unread",
        "warning",
        source.table,
        Place(None, source.id, None, column),
        found=f"sloupec „{column}“ se nečte, pole „{field}“ ve zdroji není",
        expected=f'je-li to ono: columns = {{ {field} = "{column}" }}',
        action="sloupec vynechán",
    )


def _order(wrong: Wrong) -> tuple[int, str, str, str]:
    """Order what is wrong by row and field, and then by its words: never by chance."""
    return wrong.row or 0, wrong.field or "", wrong.what, wrong.found


def _problem(wrong: Wrong, source: Source) -> Problem:
    """Put what is wrong with a row into words."""
    place = (
        wrong.row
        if source.reader in _OF_ROWS
        else f"prvek {wrong.row}{_FID.get(source.reader, '')}"
    )
    return Problem(
        f"{wrong.what}{f' (je zde „{wrong.found}“)' if wrong.found else ''}",
        source.path,
        None if wrong.row is None else place,
        source.column(wrong.field) if wrong.field else None,
    )


def _way_on(listed: list[Wrong], source: Source) -> Problem:
    """Say how rows that cannot be accepted may be left out."""
    rows = len({one.row for one in listed})
    advice = (
        'Opravte je, nebo u zdroje v plánu napište rejects = "record": řádky se vynechají a zapíší '
        "do nálezů"
    )
    what = f"řádků, které nelze přijmout: {rows}; nic se nepočítalo"
    return Problem(what, source.path, advice=advice)
