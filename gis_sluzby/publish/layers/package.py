"""`plan.gpkg`: tables, views over them, Czech titles and default styles in one file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from gis_sluzby.geopackage import PINNED_DATE, write_geopackage
from gis_sluzby.publish.layers.dressing import add_styles, add_titles
from gis_sluzby.publish.layers.fields import titles
from gis_sluzby.publish.layers.rendering import qml
from gis_sluzby.publish.layers.views import add_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.publish.layers.styles import Style
    from gis_sluzby.publish.layers.views import View

#: What the stored layers and tables hold; views say it themselves.
TITLES: Final = {
    "obce": "Obce a vojenské újezdy",
    "pou": "Obvody obcí s pověřeným úřadem",
    "orp": "Správní obvody ORP",
    "kraj": "Kraj",
    "uzemi": "Jiná území: okresy, území z plánu, okruhy kolem míst služeb",
    "vody": "Vodní toky",
    "vody_plochy": "Vodní plochy",
    "mista": "Místa, kde služby jsou",
    "sluzby": "Služby podle místa; bez služeb s utajenou adresou",
    "isochrony": "Dosah po silnici v pásmech minut",
    "coverage_obec": "Dostupnost v obcích, všechny druhy, formy a okruhy",
    "coverage_orp": "Dostupnost v ORP, všechny druhy, formy a okruhy",
    "coverage_kraj": "Dostupnost v kraji, všechny druhy, formy a okruhy",
    "gaps": "Mezery v dostupnosti",
    "declared": "Území, která služby uvádějí",
    "kody": "Kódy a co znamenají",
}
#: Layers of areas, also where they have no rows.
_AREAS: Final = ("obce", "pou", "orp", "kraj", "uzemi", "vody_plochy", "isochrony")


def write_package(
    path: Path,
    frames: Mapping[str, pd.DataFrame],
    views: Iterable[View],
    styles: Mapping[str, Style],
) -> dict[str, list[str]]:
    """Write the GeoPackage of the layers.

    Parameters
    ----------
    path
        The file, which must not exist.
    frames
        Layers and tables by name.
    views
        Views over them.
    styles
        The look of layers and views by name; a table has none.

    Returns
    -------
    The columns of every layer, view and table.
    """
    listed = list(views)
    write_geopackage(path, frames, areas=_AREAS)
    named = {**TITLES, **{view.name: view.title for view in listed}}
    with closing(sqlite3.connect(path)) as connection:
        # Nobody reads the file before it is whole.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        with connection:
            add_views(connection, listed, PINNED_DATE)
            columns = {name: _columns(connection, name) for name in (*frames, *map(_name, listed))}
            aliases = {name: titles(found, name) for name, found in columns.items()}
            for name in frames:
                connection.execute(
                    "UPDATE gpkg_contents SET description = ? WHERE table_name = ?",
                    (named[name], name),
                )
            add_titles(connection, aliases)
            drawn = {name: (named[name], qml(styles.get(name), aliases[name])) for name in columns}
            add_styles(connection, drawn, PINNED_DATE)
    return columns


def _name(view: View) -> str:
    """Give the name of a view."""
    return view.name


def _columns(connection: sqlite3.Connection, name: str) -> list[str]:
    """Give the columns of a table or view."""
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
