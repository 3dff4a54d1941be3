"""Tables for the plan: CSV files with a Table Schema, one data package."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby.tables import table_schema, tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: A cell that begins so would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def write_tables(
    folder: Path, name: str, frames: Mapping[str, pd.DataFrame], sources: pd.DataFrame
) -> list[Path]:
    """Write frames as CSV files with a descriptor of the whole.

    Parameters
    ----------
    folder
        The folder, which is made.
    name
        Title of the package, the plan's name.
    frames
        Canonical tables by name.
    sources
        The table `sources`, named in the descriptor.

    Returns
    -------
    The files: UTF-8, comma, decimal point, ISO dates, empty for null. Text that begins like a
    formula has an apostrophe before it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table, frame in frames.items():
        path = folder / f"{table}.csv"
        write_csv(path, table, frame)
        written.append(path)
    descriptor = folder / "datapackage.json"
    package = _package(name, list(frames), sources)
    descriptor.write_bytes((json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode())
    return [*written, descriptor]


def write_csv(path: Path, table: str, frame: pd.DataFrame) -> None:
    """Write one canonical table as CSV for people.

    Parameters
    ----------
    path
        The file.
    table
        Name of the table.
    frame
        Its rows.
    """
    path.write_bytes(csv_text(table, frame).encode())


def csv_text(table: str, frame: pd.DataFrame) -> str:
    """Give one canonical table as the text of a CSV file for people.

    Parameters
    ----------
    table
        Name of the table.
    frame
        Its rows.

    Returns
    -------
    The header and the rows, each ending with a line feed; text that begins like a formula has an
    apostrophe before it.
    """
    columns = [c for c in tables()[table].columns if c.type != "geometry"]
    plain = pd.DataFrame(frame)[[c.name for c in columns]].copy()
    if "source_row" in plain:
        plain["source_row"] = plain["source_row"].astype("Int64")  # a row is no 55.0
    for column in columns:
        if column.type == "text":
            texts = plain[column.name].dropna().unique()
            changed = {text: safe for text in texts if (safe := safe_text(text)) != text}
            plain[column.name] = plain[column.name].replace(changed)
    return plain.to_csv(index=False, lineterminator="\n")


def safe_text(text: str) -> str:
    """Mend line breaks, and put an apostrophe before text that begins like a formula.

    Parameters
    ----------
    text
        A cell.

    Returns
    -------
    str
        The cell as a spreadsheet may read it.
    """
    # A lone carriage return would end the row: the writer quotes line feeds alone.
    mended = text.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + mended if mended.startswith(_FORMULA) else mended


def _package(name: str, names: list[str], sources: pd.DataFrame) -> dict[str, Any]:
    """Describe the CSV files as a Frictionless Data Package."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/data-package.json",
        "name": "dostupnost-sluzeb",
        "title": name,
        "sources": [
            {"title": f"{row.title}, {row.attribution}, stav k {row.vintage}, {row.licence}"}
            for row in sources.itertuples()
        ],
        "resources": [
            {
                "name": table.replace("_", "-"),
                "path": f"{table}.csv",
                "title": tables()[table].title,
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True},
                "schema": table_schema(table),
            }
            for table in names
        ],
    }
