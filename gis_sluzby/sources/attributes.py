"""Tables about services and areas: capacities, targets, declared areas, need, network, minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.sources.levels import with_levels
from gis_sluzby.sources.of_areas import with_areas
from gis_sluzby.sources.of_services import linked
from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.plan.fields import Field
    from gis_sluzby.sources.area_names import Place
    from gis_sluzby.tables import Column

    LookUp = Callable[[str], str | None]

ATTRIBUTE_TABLES = (
    *("capacities", "targets", "declared", "need", "network", "service_year"),
    *("matrix", "departments", "indicators"),
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


class Finder(NamedTuple):
    """How a column's words become codes.

    Parameters
    ----------
    code
        Gives the code of a word, none where it has none.
    instead
        What may stand there, where a planner cannot know it.
    """

    code: LookUp
    instead: tuple[str, ...] = ()


class Known(NamedTuple):
    """What rows about services and areas may mean.

    Parameters
    ----------
    services
        Services that count: service_id and identifikator.
    places
        Areas that may be named (`area_names.places_of_plan`).
    """

    services: pd.DataFrame
    places: Sequence[Place]


def read_attributes(plan: Plan, source: Source, known: Known) -> Reading:
    """Read a table whose rows belong to services or to areas.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of one of `ATTRIBUTE_TABLES`.
    known
        Services and areas.

    Returns
    -------
    The rows in the canonical columns of the table; codes instead of words, and a row for every
    area where a cell names several.

    Raises
    ------
    InputError
        With every cell whose word is in no code list, every service that is not known and every
        row that says the same again, unless the source says `rejects = "record"`.
    """
    opened = read_source(plan, source, fields=_fields(source))
    frame = opened.frame.assign(source_id=source.id)
    wrong: list[Wrong] = []
    findings: list[Finding] = []
    left_out: set[int] = set()
    if "service" in frame.columns:
        links = linked(plan, source, frame["service"], known.services)
        frame["service_id"], wrong = links.service_ids, links.wrong
        findings, left_out = links.left_out, {one["source_row"] for one in links.left_out}
    if "areas" in frame.columns:
        frame, several, about_names = with_areas(frame, source, known.places)
        wrong, findings = wrong + several, findings + about_names
    for name, value in _DEFAULTS.get(source.table, {}).items():
        frame[name] = frame[name].fillna(value)
    if source.table == "targets":
        frame["cs"] = frame["cs"].fillna(
            frame["target_group"].map(codelists.find_okruh, na_action="ignore")
        )
    if source.levels:
        frame, strange = with_levels(frame, source)
        wrong += strange
    for column in tables()[source.table].columns:
        if column.name in FIELDS[source.table] and (find := _finder(source.table, column)):
            frame[column.name], unknown = _coded(frame[column.name], find)
            wrong += unknown
    for flag in frame.columns.intersection(list(_FLAGS)):
        frame[flag] = frame[flag].eq(other=True)
    again = frame[~frame.index.isin(left_out)]
    wrong += _repeated(again, source.table) + _out_of_range(frame, source.table)
    reading = reject(opened._replace(frame=frame), source, wrong)
    kept = reading.frame.drop(index=list(left_out), errors="ignore")
    rejected = reading.read - kept.index.nunique()
    return Reading(kept, [*reading.findings, *findings], reading.read, rejected)


def _fields(source: Source) -> dict[str, Field]:
    """Give the fields of a table; code and level need not stand where names of areas do."""
    fields = FIELDS[source.table]
    if "areas" not in {*source.columns, *source.constants}:
        return fields
    eased = {name: replace(fields[name], required=False) for name in ("level", "kod")}
    return {**fields, **eased, "areas": replace(fields["areas"], required=True)}


def _coded(words: pd.Series[str], find: Finder) -> tuple[pd.Series[str], list[Wrong]]:
    """Give codes instead of words, and the words that have none."""
    codes = words.map(find.code, na_action="ignore").astype(words.dtype)
    unknown = words[codes.isna() & words.notna()]
    what = ", ".join(["v číselníku to není", *(f"povoleno je {w}" for w in find.instead)])
    return codes, [Wrong(row, str(words.name), str(word), what) for row, word in cells(unknown)]


def _finder(table: str, column: Column) -> Finder | None:
    """Give the look-up of a column's words; none where any text may stand."""
    finders: dict[str, LookUp] = {
        "forma": lambda word: word if word in _ANY else codelists.find_forma(word),
        "druh": codelists.find_druh,
        "cs": lambda word: word if word == "any" else codelists.find_okruh(word),
        "target_group": codelists.find_target_group,
    }
    if table in _UNIT_TABLES:
        finders["unit"] = codelists.find_unit
    find = finders.get(column.name)
    if not column.allowed:
        return Finder(find) if find else None
    if find:
        return Finder(lambda word: _allowed(find(word), column))
    # words of our own, which a planner cannot know
    own = " nebo ".join(column.allowed)
    return Finder(lambda word: _allowed(codelists.normalise(word), column), (own,))


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
