"""One source: the file opened, its columns brought to canonical fields, bad rows named."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import finding
from gis_sluzby.plan import source_path
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.sources.cells import as_text, parse
from gis_sluzby.sources.csv import read_csv
from gis_sluzby.sources.vector import read_vector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

Finding = dict[str, Any]
_TYPE_WORDS = {
    "code": "kód",
    "number": "číslo",
    "integer": "celé číslo",
    "date": "datum (2026-09-27 nebo 27. 9. 2026)",
    "flag": "ano, nebo ne",
}


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
        Number of rows refused; 0 unless the source says `rejects = "record"`.
    """

    frame: pd.DataFrame
    findings: list[Finding]
    read: int
    rejected: int


def read_source(
    plan: Plan, source: Source, *, where: tuple[str, str] | None = None, box: Box | None = None
) -> Reading:
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

    Returns
    -------
    The rows with all fields of the table, null where the source lacks them, and `geometry` where
    the reader gives it.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        With every missing column and, unless the source says `rejects = "record"`, every cell
        that is missing or cannot be understood.
    """
    path = source_path(plan, source)
    if source.reader == "csv":
        raw: pd.DataFrame = read_csv(path, source)
    else:
        by = (source.column(where[0]), where[1]) if where else None
        raw = read_vector(path, source, where=by, box=box)
    check_columns(list(raw.columns), source)
    frame, wrong = _fields(raw, source)
    return reject(frame, wrong, source, read=len(raw))


def check_columns(present: list[str], source: Source) -> None:
    """Refuse a file in which a mapped or required column is missing.

    Parameters
    ----------
    present
        Columns of the file.
    source
        Its declaration in the plan.

    Raises
    ------
    InputError
        Naming every missing column, with a near one where there is.
    """
    problems = []
    for name, field in FIELDS[source.table].items():
        column = source.column(name)
        if column in present or not (field.required or name in source.columns):
            continue
        near = get_close_matches(column, present, n=1)
        shown = ", ".join(present[:12]) + (" …" if len(present) > len(present[:12]) else "")
        advice = (
            f"Snad „{near[0]}“"
            if near
            else f"Doplňte v plánu columns = {{ {name} = … }}; soubor má sloupce {shown}"
        )
        what = f"chybí sloupec pro pole „{name}“"
        problems.append(Problem(what, source.path, column=column, advice=advice))
    if problems:
        raise InputError(problems)


def reject(
    frame: pd.DataFrame, wrong: Iterable[tuple[int, str, str, str]], source: Source, *, read: int
) -> Reading:
    """Refuse rows: stop with all of them, or record them and go on, as the source says.

    Parameters
    ----------
    frame
        All rows; the index is the row of the source.
    wrong
        Row, field, what was found and what is wrong.
    source
        The source's declaration in the plan.
    read
        Number of rows read.

    Returns
    -------
    The rows kept and the findings about the others.

    Raises
    ------
    InputError
        With all of them, when the source says `rejects = "stop"`.
    """
    listed = list(wrong)
    if listed and source.rejects == "stop":
        problems = [
            Problem(
                f"{what}{f' („{found}“)' if found else ''}", source.path, row, source.column(field)
            )
            for row, field, found, what in listed
        ]
        way_on = Problem(
            f"nic se nepočítalo, {len(listed)}× nelze řádek přijmout",
            source.path,
            advice=(
                'Opravte je, nebo u zdroje v plánu napište rejects = "record": řádky se '
                "vynechají a zapíší do nálezů"
            ),
        )
        raise InputError([*problems, way_on])
    findings = [
        finding(
            "row_rejected",
            "error",
            source.table,
            source_id=source.id,
            source_row=row,
            column=source.column(field),
            found=found,
            expected=what,
            action="řádek vynechán",
        )
        for row, field, found, what in listed
    ]
    refused = {row for row, *_ in listed}
    return Reading(frame.drop(index=sorted(refused)), findings, read, len(refused))


def _fields(
    raw: pd.DataFrame, source: Source
) -> tuple[pd.DataFrame, list[tuple[int, str, str, str]]]:
    """Give the canonical fields of all rows and the cells that do not fit."""
    wrong: list[tuple[int, str, str, str]] = []
    columns: dict[str, Any] = {}
    for name, field in FIELDS[source.table].items():
        column = source.column(name)
        if column not in raw.columns:
            columns[name] = pd.Series(
                np.nan, index=raw.index, dtype=pd.StringDtype(na_value=np.nan)
            )
            continue
        columns[name], bad = parse(raw[column], field)
        texts = as_text(raw.loc[bad, column])
        expected = f"má to být {_TYPE_WORDS.get(field.type, field.type)}"
        if field.digits:
            expected += f" o {field.digits} číslicích"
        wrong += [(int(row), name, str(text), expected) for row, text in texts.items()]
        if field.required:
            missing = columns[name].isna() & ~bad
            wrong += [(int(row), name, "", "hodnota chybí") for row in raw.index[missing]]
    frame = pd.DataFrame(columns, index=raw.index)
    if isinstance(raw, gpd.GeoDataFrame):
        return gpd.GeoDataFrame(frame, geometry=raw.geometry), wrong
    return frame, wrong
