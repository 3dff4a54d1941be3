"""Views of the GeoPackage: tables laid over areas, seen by a GIS as layers, without copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from gis_sluzby.publish.layers.classes import Kind

_SRS: Final = 5514
#: An index lets a view find its rows at once.
INDEXES: Final = (
    "CREATE INDEX coverage_obec_druh ON coverage_obec (druh, forma, cs, kod_obec)",
    "CREATE INDEX coverage_orp_druh ON coverage_orp (druh, forma, cs, kod_orp)",
)
#: Areas of every level in one; the first part gives the columns their types.
_ALL_AREAS: Final = (
    "SELECT 'obec' AS level, kod_obec AS kod, nazev, geom FROM obce"
    " UNION ALL SELECT 'pou', kod_pou, nazev, geom FROM pou"
    " UNION ALL SELECT 'orp', kod_orp, nazev, geom FROM orp"
    " UNION ALL SELECT 'kraj', kod_kraj, nazev, geom FROM kraj"
    " UNION ALL SELECT level, kod, nazev, geom FROM uzemi"
)


class View(NamedTuple):
    """A view that a GIS opens as a layer of areas.

    Parameters
    ----------
    name
        Its name in the GeoPackage.
    title
        What it shows, in Czech.
    sql
        What it selects; `fid` comes first, then `geom`.
    """

    name: str
    title: str
    sql: str


def coverage_views(kinds: Iterable[Kind]) -> list[View]:
    """Give the views of coverage: of obce for every druh and forma, of ORP for every druh.

    Parameters
    ----------
    kinds
        The kinds that the tables hold.

    Returns
    -------
    Views `dostupnost_46`, `dostupnost_46_amb` and `dostupnost_orp_46`.
    """
    listed = list(kinds)
    obce = [
        View(f"dostupnost_{kind.name}", f"{kind.title}, obce", _of_obce(kind.druh, kind.forma))
        for kind in listed
    ]
    orp = [
        View(f"dostupnost_orp_{kind.druh}", f"{kind.title}, ORP", _of_orp(kind.druh))
        for kind in listed
        if kind.forma == "any"
    ]
    return obce + orp


def other_views() -> list[View]:
    """Give the views of gaps and of declared areas.

    Returns
    -------
    Views `mezery` and `pusobnost`.
    """
    gaps = (
        "SELECT g.fid AS fid, a.geom AS geom, g.rank, g.level, g.kod, g.nazev, g.druh,",
        "d.popis AS nazev_druhu, g.forma, g.cs, g.people_uncovered, g.target_pop,",
        "g.covered_share, g.nearest_minutes, g.limit_minutes, g.status, s.popis AS stav,",
        "z.popis AS duvod, g.confidence FROM gaps g",
        f"JOIN ({_ALL_AREAS}) a ON a.level = g.level AND a.kod = g.kod",
        *(_words("d", "druh", "g"), _words("s", "status", "g"), _words("z", "reason", "g")),
    )
    declared = (
        "SELECT v.fid AS fid, a.geom AS geom, v.service_id, v.druh, v.nazev_druhu, v.nazev,",
        "v.poskytovatel, v.forma, v.level, v.kod, a.nazev AS uzemi, v.claim,",
        "t.popis AS vymezeni, e.popis AS doklad, v.od, v.do FROM declared v",
        f"JOIN ({_ALL_AREAS}) a ON a.level = v.level AND a.kod = v.kod_uzemi",
        *(_words("t", "claim", "v"), _words("e", "evidence", "v")),
    )
    return [
        View("mezery", "Mezery v dostupnosti", " ".join(gaps)),
        View("pusobnost", "Území, kde služby podle poskytovatelů působí", " ".join(declared)),
    ]


def add_views(connection: sqlite3.Connection, views: Iterable[View], day: str) -> None:
    """Make views and tell the GeoPackage that they are layers.

    Parameters
    ----------
    connection
        The open GeoPackage with its tables.
    views
        The views.
    day
        The time that is written as that of the last change.
    """
    for sql in INDEXES:
        connection.execute(sql)
    extent = connection.execute(
        "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'obce'"
    ).fetchone()
    for view in views:
        connection.execute(f'CREATE VIEW "{view.name}" AS {view.sql}')
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description,"
            " last_change, min_x, min_y, max_x, max_y, srs_id)"
            " VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)",
            (view.name, view.name, view.title, day, *extent, _SRS),
        )
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)",
            (view.name, _SRS),
        )


def _of_obce(druh: str, forma: str) -> str:
    """Select the obce with the coverage of a kind."""
    parts = (
        "SELECT o.fid AS fid, o.geom AS geom, c.kod_obec, c.nazev_obec, c.kod_orp, c.nazev_orp,",
        "c.trida, c.status, s.popis AS stav, z.popis AS duvod, c.nearest_minutes,",
        "c.limit_minutes, c.nearest_service, c.services_in_limit, c.providers_in_limit,",
        "c.target_pop, c.covered_pop, c.covered_share, c.confidence",
        "FROM obce o JOIN coverage_obec c ON c.kod_obec = o.kod_obec",
        *(_words("s", "status", "c"), _words("z", "reason", "c")),
        f"WHERE c.druh = '{druh}' AND c.forma = '{forma}' AND c.cs = 'any'",
    )
    return " ".join(parts)


def _of_orp(druh: str) -> str:
    """Select the ORP with the coverage of a kind."""
    parts = (
        "SELECT o.fid AS fid, o.geom AS geom, c.kod_orp, c.nazev_orp, c.trida, c.status,",
        "s.popis AS stav, z.popis AS duvod, c.covered_share, c.covered_pop, c.no_data_pop,",
        "c.target_pop, c.nearest_minutes, c.limit_minutes, c.services_in_limit,",
        "c.providers_in_limit, c.confidence",
        "FROM orp o JOIN coverage_orp c ON c.kod_orp = o.kod_orp",
        *(_words("s", "status", "c"), _words("z", "reason", "c")),
        f"WHERE c.druh = '{druh}' AND c.forma = 'any' AND c.cs = 'any'",
    )
    return " ".join(parts)


def _words(alias: str, column: str, table: str) -> str:
    """Join the Czech words of a column of codes."""
    return (
        f"LEFT JOIN kody {alias} ON {alias}.sloupec = '{column}' AND {alias}.kod = {table}.{column}"
    )
