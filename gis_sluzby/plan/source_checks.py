"""What must hold within a source, checked on the file's own words (see `checks`)."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gis_sluzby.plan.fields import FIELDS, FIXED_READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    #: Path of keys to what is wrong, and what is wrong.
    Found = tuple[tuple[str, ...], str]

#: Keys that only some readers know.
_OF_READERS = {
    "sheet": ("xlsx",),
    "header_row": ("csv", "xlsx"),
    "code_lists": ("rpss",),
    "addresses": ("rpss_api",),
}
#: Keys about rows and cells, which a reader that knows its format does not take.
_OF_TABLES = ("constants", "replace", "filters", "exclude", "fill_down")


def source_contradictions(source: Mapping[str, Any]) -> Iterator[Found]:
    """Find what does not hold between the keys of one source.

    Parameters
    ----------
    source
        The source as TOML gives it.

    Yields
    ------
    The path of keys within the source and what is wrong, in Czech.
    """
    yield from _reader(source)
    table = str(source.get("table"))
    if table not in FIELDS:
        return
    yield from _fields(source, table)
    named = source.get("code_lists")
    if isinstance(named, list) and len({str(one) for one in named}) < len(named):
        yield ("code_lists",), "týž soubor je v seznamu dvakrát"
    if "levels" in source and table != "network":
        yield ("levels",), "úrovně sítě má jen tabulka „network“"
    if "service_by" in source and "service" not in FIELDS[table]:
        yield ("service_by",), f"tabulka „{table}“ nemluví o službách"
    stated = {"columns": _table(source, "columns"), "constants": _table(source, "constants")}
    where = next((key for key, names in stated.items() if "areas" in names), None)
    if where and any("kod" in names for names in stated.values()):
        yield (where, "areas"), "území je buď kód (kod), nebo názvy (areas); nechte jen jedno"


def _fields(source: Mapping[str, Any], table: str) -> Iterator[Found]:
    """Find fields that the table does not have, or of which two things are said."""
    fields, columns = FIELDS[table], _table(source, "columns")
    for key in ("constants", "replace"):
        for name in _table(source, key):
            if name not in fields:
                near = get_close_matches(name, fields, n=1)
                hint = f"snad „{near[0]}“" if near else f"má: {', '.join(fields)}"
                yield (key, name), f"tabulka „{table}“ nemá pole „{name}“; {hint}"
    for name in _table(source, "constants"):
        if name in columns:
            yield ("constants", name), "pole má stálou hodnotu i sloupec; nechte jen jedno"
    for name in _table(source, "replace"):
        shared = [other for other in columns if columns[other] == columns.get(name, name)]
        if set(shared) - {name}:
            what = f"ze sloupce „{columns[shared[0]]}“ se plní i pole {', '.join(shared)}"
            yield ("replace", name), f"{what}; hodnoty tu nelze zaměnit"


def _reader(source: Mapping[str, Any]) -> Iterator[Found]:
    """Find keys that the source's reader does not know."""
    reader = source.get("reader")
    for key, readers in _OF_READERS.items():
        if key in source and reader not in readers:
            words = " a ".join(f"„{one}“" for one in readers)
            yield (key,), f"klíč zná jen čtenář {words}"
    if reader in FIXED_READERS:
        for key in _OF_TABLES:
            if key in source:
                yield (key,), f"čtenář „{reader}“ zná sloupce sám; klíč {key} vynechte"


def _table(source: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Give the table under a key; an empty one where there is none."""
    value = source.get(key)
    return value if isinstance(value, dict) else {}
