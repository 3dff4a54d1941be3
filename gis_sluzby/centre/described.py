"""What columns mean, inside the GeoPackage itself: QGIS and GDAL show it beside the name.

The schema extension of GeoPackage 1.2 (OGC 12-128r14, annex F.9) has a description for a column
and a list of the values allowed. The names of columns stay as they are.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DEFINITION = "http://www.geopackage.org/spec121/#extension_schema"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
    mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
    min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
"""


def describe_columns(path: Path, names: Iterable[str]) -> None:
    """Write what the columns of canonical tables mean into a GeoPackage that holds them.

    Parameters
    ----------
    path
        The GeoPackage; it has no descriptions yet.
    names
        Its layers that are canonical tables.
    """
    described, allowed = [], []
    for name in names:
        for column in tables()[name].columns:
            constraint = f"{name}_{column.name}" if column.allowed else None
            field = "geom" if column.type == "geometry" else column.name
            described.append((name, field, column.title, constraint))
            allowed += [(constraint, value) for value in column.allowed]
    with closing(sqlite3.connect(path)) as file, file:
        # nobody reads the file before it is whole: a journal beside it would be for nothing
        file.execute("PRAGMA journal_mode = MEMORY")
        file.execute("PRAGMA synchronous = OFF")
        file.executescript(_SCHEMA)
        file.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
            [
                ("gpkg_data_columns", _DEFINITION),
                ("gpkg_data_column_constraints", _DEFINITION),
            ],
        )
        file.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, description, constraint_name)"
            " VALUES (?, ?, ?, ?)",
            described,
        )
        file.executemany(
            "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value)"
            " VALUES (?, 'enum', ?)",
            allowed,
        )
