"""The canonical tables: names, keys, columns and what each column means.

One declaration serves the check of every frame, the order of its columns and rows, the Table
Schema beside every CSV and the descriptions in the GeoPackages. Codes and ISO dates are text,
counts are integers, other numbers floats with null, geometry is EPSG:5514 (the column is called
`geometry` in memory and `geom` in a GeoPackage). The tables themselves stand in `tables.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem

#: What pandas holds for each type of column.
_DTYPES: dict[str, Any] = {
    "text": pd.StringDtype(na_value=np.nan),
    "date": pd.StringDtype(na_value=np.nan),
    "integer": "int64",
    "number": "float64",
    "boolean": "bool",
}
_EPSG = 5514
_ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"
_TABLE_SCHEMA_TYPES = {"text": "string"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a canonical table.

    Parameters
    ----------
    name
        Name in every frame and file.
    type
        One of text, date, integer, number, boolean, geometry.
    title
        What it means, in Czech, with the unit.
    required
        Whether null is forbidden.
    allowed
        The values allowed, empty where any is.
    """

    name: str
    type: str
    title: str
    required: bool
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Columns of a table that hold the key of another one, or its beginning.

    Parameters
    ----------
    columns
        The columns, named as in the other table.
    table
        The other table.
    is_error
        Whether a value that the other table lacks is an error; else it is a finding.
    """

    columns: tuple[str, ...]
    table: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table.

    Parameters
    ----------
    name
        Name of the frame, the layer and the file.
    title
        What it holds, in Czech.
    key
        The columns that identify a row; rows are sorted by them.
    columns
        All columns in order.
    foreign
        Keys of other tables that it holds.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign: tuple[Foreign, ...] = ()

    @property
    def spatial(self) -> bool:
        """Whether rows carry geometry."""
        return any(column.type == "geometry" for column in self.columns)


@cache
def tables() -> dict[str, Table]:
    """Give all canonical tables by name.

    Returns
    -------
    The tables in the order of the file `tables.toml`.
    """
    text = files("gis_sluzby").joinpath("tables.toml").read_text("utf-8")
    found = {}
    for name, entry in tomllib.loads(text).items():
        key = tuple(entry["key"])
        columns = tuple(
            _column(field, words, required=field in key or field in entry.get("required", ()))
            for field, words in entry["columns"].items()
        )
        foreign = tuple(_foreign(words) for words in entry.get("foreign", ()))
        found[name] = Table(name, entry["title"], key, columns, foreign)
    return found


def empty(name: str) -> pd.DataFrame:
    """Give a canonical table without rows.

    Parameters
    ----------
    name
        Name of the table.

    Returns
    -------
    A frame with the table's columns and types; a GeoDataFrame in EPSG:5514 where it is spatial.
    """
    table = tables()[name]
    frame = pd.DataFrame(
        {c.name: pd.Series(dtype=_DTYPES.get(c.type, object)) for c in table.columns}
    )
    return _as_geo(frame) if table.spatial else frame


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Check a frame against its canonical table and give it in canonical form.

    Parameters
    ----------
    frame
        Rows with the table's columns; a column that may be null may be missing. Columns that the
        table does not have are left out. Integers and flags are never null.
    name
        Name of the table.

    Returns
    -------
    The columns in canonical order and type, the rows sorted by key, a fresh index.

    Raises
    ------
    InputError
        With every row and column that does not fit: a null or a repeated key, a value out of the
        allowed ones, text in place of a number, a date that is not ISO; and when geometry is in
        another reference system than EPSG:5514.
    """
    table = tables()[name]
    _check_system(frame, table)
    whole = frame.reindex(columns=[c.name for c in table.columns]).reset_index(drop=True)
    problems = _repeated_keys(whole, table)
    columns = {}
    for column in table.columns:
        columns[column.name], wrong = _checked(whole[column.name], column)
        problems += [_problem(what, table, row, column.name) for row, what in wrong]
    if problems:
        raise InputError(problems)
    checked = pd.DataFrame(columns)
    ordered = checked.sort_values(list(table.key), kind="stable", ignore_index=True)
    return _as_geo(ordered) if table.spatial else ordered


def table_schema(name: str) -> dict[str, Any]:
    """Describe a table as a Frictionless Table Schema.

    Parameters
    ----------
    name
        Name of the table.

    Returns
    -------
    The descriptor (fields, primary key, missing values) of the CSV that holds the table; without
    the geometry.
    """
    table = tables()[name]
    fields = [
        {
            "name": c.name,
            "type": _TABLE_SCHEMA_TYPES.get(c.type, c.type),
            "title": c.title,
            "constraints": {
                "required": c.required,
                **({"enum": list(c.allowed)} if c.allowed else {}),
            },
        }
        for c in table.columns
        if c.type != "geometry"
    ]
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "title": table.title,
        "fields": fields,
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def _column(name: str, words: str, *, required: bool) -> Column:
    """Read one line of the file: type, title and, after a bar, the allowed values."""
    type_, _, rest = words.partition(": ")
    title, _, allowed = rest.partition(" | ")
    return Column(name, type_, title, required, tuple(allowed.split()))


def _foreign(words: str) -> Foreign:
    """Read what a table says of a key of another one: columns, the table, perhaps „finding“."""
    columns, _, rest = words.partition(" -> ")
    table, _, only = rest.partition(" | ")
    return Foreign(tuple(columns.split()), table, is_error=only != "finding")


def _check_system(frame: pd.DataFrame, table: Table) -> None:
    """Refuse geometry of another reference system, which would only get a new label."""
    crs = getattr(frame, "crs", None)
    if table.spatial and crs is not None and crs.to_epsg() != _EPSG:
        what = f"geometrie má být v EPSG:{_EPSG}, je v {crs.to_string()}"
        raise InputError(Problem(what, f"tabulka {table.name}"))


def _repeated_keys(frame: pd.DataFrame, table: Table) -> list[Problem]:
    """Name every row whose key stands there more than once."""
    again = frame[list(table.key)].duplicated(keep=False)
    problems = []
    for row in np.flatnonzero(again).tolist():
        key = ", ".join(str(frame.at[row, name]) for name in table.key)
        what = f"klíč ({', '.join(table.key)}) se opakuje: {key}"
        problems.append(_problem(what, table, row, None))
    return problems


def _checked(cells: pd.Series[Any], column: Column) -> tuple[pd.Series[Any], list[tuple[int, str]]]:
    """Give the cells in the column's type, and the rows that do not fit with what is wrong."""
    if column.type == "geometry":
        values, misfit = cells, pd.Series(data=False, index=cells.index)
    elif column.type in {"integer", "number"}:
        values = pd.to_numeric(cells, errors="coerce").astype("float64")
        misfit = values.isna() if column.type == "number" else values.isna() | (values % 1 != 0)
    elif column.type == "boolean":
        values, misfit = cells, ~cells.isin([True, False])
    else:
        values = _as_text(cells)
        misfit = pd.Series(data=False, index=cells.index)
        if column.type == "date":
            misfit = ~values.str.fullmatch(_ISO_DATE).eq(other=True)
    present = cells.notna()
    faults = {"hodnota „{}“ nemá správný typ": present & misfit}
    if column.required or column.type in {"integer", "boolean"}:
        faults["hodnota chybí"] = ~present
    if column.allowed:
        words = f"hodnota „{{}}“ není povolena ({', '.join(column.allowed)})"
        faults[words] = present & ~misfit & ~values.isin(column.allowed)
    wrong = [
        (int(row), words.format(cells[row]))
        for words, rows in faults.items()
        for row in np.flatnonzero(rows)
    ]
    if not wrong and column.type in {"integer", "boolean"}:
        values = values.astype(_DTYPES[column.type])
    return values, wrong


def _as_text(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Give the cells as text; of categories only the few words are turned."""
    if not isinstance(cells.dtype, pd.CategoricalDtype):
        return cells.astype(_DTYPES["text"])
    words = pd.array(cells.cat.categories, dtype=_DTYPES["text"])
    codes = cells.cat.codes.to_numpy()
    return pd.Series(words.take(codes, allow_fill=True), index=cells.index)


def _problem(what: str, table: Table, row: int, column: str | None) -> Problem:
    """Say what is wrong in one row of a table."""
    return Problem(what, f"tabulka {table.name}", f"{row + 1}. řádek tabulky", column)


def _as_geo(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the frame as a GeoDataFrame in EPSG:5514."""
    import geopandas as gpd  # noqa: PLC0415  (tables without geometry need none of it)

    from gis_sluzby.crs import KROVAK  # noqa: PLC0415

    return gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK)
