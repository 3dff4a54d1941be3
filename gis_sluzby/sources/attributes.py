"""Tables about services and areas: capacities, targets, declared areas, need, network, minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.sources.cells import as_text
from gis_sluzby.sources.read import Reading, read_raw, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.tables import Column

    Finder = Callable[[str], str | None]

ATTRIBUTE_TABLES = (
    *("capacities", "targets", "declared", "need", "network", "service_year"),
    "matrix",
)
#: What a field holds where its cell is empty.
_DEFAULTS = {
    "need": {"forma": "any", "cs": "any"},
    "service_year": {"forma": "any"},
    "declared": {"claim": "declared"},
    "matrix": {"mode": "transit"},
}
_FLAGS = ("funded", "counts", "reservation")
#: Tables whose units are those of capacity; in others a unit is any text.
_UNIT_TABLES = ("capacities", "need", "network")
_ANY = ("any", "unknown")
#: A circle in which a service works is no wider (km).
_WIDEST = 200.0


def read_attributes(plan: Plan, source: Source, service_ids: Collection[str]) -> Reading:
    """Read a table whose rows belong to services or to areas.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of one of `ATTRIBUTE_TABLES`.
    service_ids
        Services that are known.

    Returns
    -------
    The rows in the canonical columns of the table; codes instead of words.

    Raises
    ------
    InputError
        With every cell whose word is in no code list, every service that is not known and every
        row that says the same again, unless the source says `rejects = "record"`.
    """
    opened = read_source(plan, source)
    frame = opened.frame.assign(source_id=source.id)
    wrong: list[Wrong] = []
    left_out: list[Finding] = []
    if "service" in frame.columns:
        services = services_source(plan, source)
        frame["service_id"] = f"{services.id}:" + frame["service"]
        strangers = frame.loc[~frame["service_id"].isin(list(service_ids)), "service"].dropna()
        wrong, left_out = _strangers(plan, source, services, strangers)
    for name, value in _DEFAULTS.get(source.table, {}).items():
        frame[name] = frame[name].fillna(value)
    if source.table == "targets":
        frame["cs"] = frame["cs"].fillna(
            frame["target_group"].map(codelists.find_okruh, na_action="ignore")
        )
    for column in tables()[source.table].columns:
        if column.name in opened.frame.columns and (find := _finder(source.table, column)):
            frame[column.name], unknown = _coded(frame[column.name], find)
            wrong += unknown
    for flag in frame.columns.intersection(list(_FLAGS)):
        frame[flag] = frame[flag].eq(other=True)
    wrong += _repeated(frame, source.table) + _out_of_range(frame, source.table)
    reading = reject(opened._replace(frame=frame), source, wrong)
    kept = reading.frame.drop(index=[one["source_row"] for one in left_out], errors="ignore")
    return Reading(kept, [*reading.findings, *left_out], reading.read, reading.read - len(kept))


def services_source(plan: Plan, source: Source) -> Source:
    """Give the source of services whose keys a table uses.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of a table about services.

    Returns
    -------
    The source that it names, else the plan's only one of services.
    """
    named = [one for one in plan.of_table("services") if source.services in (None, one.id)]
    return named[0]


def _strangers(
    plan: Plan, source: Source, services: Source, keys: pd.Series[str]
) -> tuple[list[Wrong], list[Finding]]:
    """Part the services that are not known into those that no file has and those left out."""
    if keys.empty:
        return [], []
    raw = read_raw(plan, services, {"key": FIELDS["services"]["key"]}).frame
    listed = set(as_text(raw[services.column("key")]))
    what = f"služba s tímto klíčem ve zdroji „{services.id}“ není"
    wrong = [Wrong(row, "service", str(key), what) for row, key in cells(keys[~keys.isin(listed)])]
    left_out = [
        finding(
            "not_in_force",
            "info",
            source.table,
            Place(f"{services.id}:{key}", source.id, row, source.column("service")),
            found="služba se v den plánu neposkytuje, nebo byl její řádek vynechán",
            expected="služba, která se počítá",
            action="nezahrnuto",
        )
        for row, key in cells(keys[keys.isin(listed)])
    ]
    return wrong, left_out


def _coded(words: pd.Series[str], find: Finder) -> tuple[pd.Series[str], list[Wrong]]:
    """Give codes instead of words, and the words that have none."""
    codes = words.map(find, na_action="ignore").astype(words.dtype)
    unknown = words[codes.isna() & words.notna()]
    name = str(words.name)
    return codes, [
        Wrong(row, name, str(word), "v číselníku to není") for row, word in cells(unknown)
    ]


def _finder(table: str, column: Column) -> Finder | None:
    """Give the look-up of a column's words; none where any text may stand."""
    finders: dict[str, Finder] = {
        "forma": lambda word: word if word in _ANY else codelists.find_forma(word),
        "druh": codelists.find_druh,
        "cs": lambda word: word if word == "any" else codelists.find_okruh(word),
        "target_group": codelists.find_target_group,
    }
    if table in _UNIT_TABLES:
        finders["unit"] = codelists.find_unit
    find = finders.get(column.name)
    if not column.allowed:
        return find
    return lambda word: _allowed(find(word) if find else word, column)


def _allowed(code: str | None, column: Column) -> str | None:
    """Give a code that its column allows."""
    return code if code in column.allowed else None


def _out_of_range(frame: pd.DataFrame, table: str) -> list[Wrong]:
    """Name minutes below zero and circles that are none."""
    if table == "matrix":
        below = frame.loc[frame["minutes"] < 0, "minutes"]
        return [Wrong(row, "minutes", f"{m:g}", "minuty nejsou záporné") for row, m in cells(below)]
    if table != "declared":
        return []
    widths = frame.loc[frame["level"] == "radius", "kod"].dropna()
    km = pd.to_numeric(widths.str.replace(",", "."), errors="coerce")
    fits = km.between(0, _WIDEST, inclusive="right")
    what = f"poloměr okruhu má být číslo km, větší než 0, nejvýš {_WIDEST:g}"
    return [Wrong(row, "kod", str(width), what) for row, width in cells(widths[~fits])]


def _repeated(frame: pd.DataFrame, table: str) -> list[Wrong]:
    """Name the rows whose key another row before has."""
    key = list(tables()[table].key)
    whole = frame.dropna(subset=key)
    what = f"řádek se opakuje, tabulka {table} už má totéž ({', '.join(key)})"
    return [
        Wrong(row, None, ", ".join(str(value) for value in values), what)
        for row, *values in whole.loc[whole.duplicated(key), key].itertuples()
    ]
