"""What the columns of the layers are called in Czech."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Columns that only the layers have, or that mean there something of their own.
_OWN: Final = {
    "trida": "třída na mapě",
    "stav": "stav, slovy",
    "duvod": "důvod, slovy",
    "nazev_pou": "název obce s pověřeným úřadem",
    "nazev_orp": "název ORP",
    "nazev_druhu": "druh služby",
    "skupina": "skupina druhů",
    "formy": "formy",
    "poskytovatel": "poskytovatel",
    "sluzeb": "počet služeb",
    "uzemi": "název území",
    "kod_uzemi": "kód území v této databázi",
    "vymezeni": "druh vymezení, slovy",
    "doklad": "doklad, slovy",
    "sloupec": "sloupec, ve kterém kód stojí",
    "kod": "kód",
    "popis": "co kód znamená",
    "scope": "čí je dosah: služby, nebo druhu",
    "minutes_from": "minuty od (bez této meze)",
    "minutes": "minuty do (včetně)",
    "mode": "způsob cesty",
}
#: Where a column is looked up when its table does not say: the canonical tables, in this order.
_ORDER: Final = (
    *("coverage_obec", "coverage_orp", "coverage_kraj", "gaps", "services", "providers"),
    *("sites", "declared", "obce", "areas"),
)


def titles(columns: Iterable[str], table: str) -> dict[str, str]:
    """Give the Czech titles of columns.

    Parameters
    ----------
    columns
        Names of columns.
    table
        Name of the layer, view or table; a canonical table states its own titles.

    Returns
    -------
    The title by column, without geometry and `fid`; every title stands there once.

    Raises
    ------
    KeyError
        When nothing says what a column means.
    """
    own = {c.name: c.title for c in tables()[table].columns} if table in tables() else {}
    found: dict[str, str] = {}
    for column in columns:
        if column in {"fid", "geom", "geometry"}:
            continue
        title = own.get(column) or _OWN.get(column) or _canonical()[column]
        found[column] = title if title not in found.values() else f"{title} ({column})"
    return found


@cache
def _canonical() -> dict[str, str]:
    """Give the title of every column of the canonical tables, the first that states it."""
    stated: dict[str, str] = {}
    for name in _ORDER:
        for column in tables()[name].columns:
            stated.setdefault(column.name, column.title)
    for level in ("pou", "orp", "kraj"):
        stated.setdefault(f"kod_{level}", f"kód území ({level})")
    return stated
