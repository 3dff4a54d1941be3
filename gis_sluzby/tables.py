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
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    import pandera.pandas as pa

#: What pandas holds for each type of column.
_DTYPES: dict[str, Any] = {
    "text": pd.StringDtype(na_value=np.nan),
    "date": pd.StringDtype(na_value=np.nan),
    "integer": "int64",
    "number": "float64",
    "boolean": "bool",
}
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
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

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
        found[name] = Table(name, entry["title"], key, columns)
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
        table does not have are left out.
    name
        Name of the table.

    Returns
    -------
    The columns in canonical order and type, the rows sorted by key, a fresh index.

    Raises
    ------
    InputError
        With every row and column that does not fit: a null or a repeated key, a value out of the
        allowed ones, text in place of a number.
    """
    from pandera.errors import SchemaErrors  # noqa: PLC0415  (half a second to import)

    table = tables()[name]
    whole = frame.reindex(columns=[c.name for c in table.columns]).reset_index(drop=True)
    try:
        checked = _schema(name).validate(whole, lazy=True)
    except SchemaErrors as error:
        raise InputError(_problems(error.failure_cases, table)) from error
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


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    """Give the pandera schema of a table."""
    import pandera.pandas as pa  # noqa: PLC0415  (half a second to import)

    table = tables()[name]
    columns = {
        c.name: pa.Column(
            _DTYPES.get(c.type),
            nullable=not c.required and c.type not in {"integer", "boolean"},
            coerce=c.type != "geometry",
            checks=pa.Check.isin(c.allowed) if c.allowed else None,
        )
        for c in table.columns
    }
    return pa.DataFrameSchema(columns, strict=True, unique=list(table.key))


def _problems(failures: pd.DataFrame, table: Table) -> list[Problem]:
    """Put pandera's failure cases into words, each row and column once."""
    allowed = {c.name: c.allowed for c in table.columns}
    problems = []
    for case in failures.drop_duplicates(["column", "index"]).itertuples():
        check = str(case.check)
        if check == "multiple_fields_uniqueness":
            what = f"klíč tabulky {table.name} ({', '.join(table.key)}) se opakuje"
        elif "null" in check:
            what = "hodnota chybí"
        elif "isin" in check:
            what = (
                f"hodnota „{case.failure_case}“ není povolena "
                f"({', '.join(allowed[str(case.column)])})"
            )
        else:
            what = f"hodnota „{case.failure_case}“ nemá správný typ"
        row = f"{int(case.index) + 1}. řádek tabulky" if pd.notna(case.index) else None
        problems.append(Problem(what, f"tabulka {table.name}", row, str(case.column)))
    return problems


def _as_geo(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the frame as a GeoDataFrame in EPSG:5514."""
    import geopandas as gpd  # noqa: PLC0415  (tables without geometry need none of it)

    from gis_sluzby.crs import KROVAK  # noqa: PLC0415

    return gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK)
