"""What makes a GeoPackage ready for a GIS: Czech titles of columns and default styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

#: The extension of the format that holds titles of columns.
_SCHEMA: Final = "http://www.geopackage.org/spec121/#extension_schema"
_DATA_COLUMNS: Final = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name))
"""
_CONSTRAINTS: Final = """
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
"""
_STYLES: Final = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT(30), ui TEXT(30), update_time DATETIME)
"""


def add_titles(connection: sqlite3.Connection, titles: Mapping[str, Mapping[str, str]]) -> None:
    """Write Czech titles of columns, which a GIS shows in place of their names.

    Parameters
    ----------
    connection
        The open GeoPackage.
    titles
        Title of each column by layer and column.
    """
    connection.execute(_DATA_COLUMNS)
    connection.execute(_CONSTRAINTS)
    connection.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
        [(name, _SCHEMA) for name in ("gpkg_data_columns", "gpkg_data_column_constraints")],
    )
    connection.executemany(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, NULL, NULL)",
        [
            (table, column, title, title, title)
            for table, columns in titles.items()
            for column, title in columns.items()
        ],
    )


def add_styles(
    connection: sqlite3.Connection, styles: Mapping[str, tuple[str, str]], day: str
) -> None:
    """Write the styles that QGIS gives to layers and tables when it opens them.

    Parameters
    ----------
    connection
        The open GeoPackage.
    styles
        Title and style (QML) by layer or table.
    day
        The time that is written as that of the last change.
    """
    connection.execute(_STYLES)
    # QGIS finds the table only where it is listed among the contents.
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,"
        " srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styly QGIS', ?, 0)",
        (day,),
    )
    connection.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
        " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,"
        " update_time) SELECT '', '', ?1, coalesce(max(column_name), ''), 'výchozí', ?2, '', 1, ?3,"
        " '', ?4 FROM gpkg_geometry_columns WHERE table_name = ?1",
        [(name, style, title, day) for name, (title, style) in styles.items()],
    )
