"""Tables that speak about services and areas: capacities, targets, declared areas, need, network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from gis_sluzby.plan import Plan, Source

ATTRIBUTE_TABLES = ("capacities", "targets", "declared", "need", "network", "service_year")
#: What a field holds where its cell is empty.
_DEFAULTS = {
    "need": {"forma": "any", "cs": "any"},
    "service_year": {"forma": "any"},
    "declared": {"claim": "declared"},
    "targets": {},
    "capacities": {},
    "network": {},
}


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
        With every cell whose word is in no code list and every service that is not known, unless
        the source says `rejects = "record"`.
    """
    reading = read_source(plan, source)
    frame = reading.frame.copy()
    wrong: list[tuple[int, str, str, str]] = []
    if "service" in frame.columns:
        prefix = _services_of(plan, source)
        frame["service_id"] = prefix + ":" + frame["service"]
        wrong += [
            (int(row), "service", str(key), f"služba s tímto klíčem ve zdroji „{prefix}“ není")
            for row, key in frame.loc[~frame["service_id"].isin(service_ids), "service"].items()
        ]
    for name, value in _DEFAULTS[source.table].items():
        frame[name] = frame[name].fillna(value)
    if source.table == "targets":
        frame["cs"] = frame["cs"].fillna(frame["target_group"].map(codelists.find_okruh))
    for name, find in _finders(source.table).items():
        if name not in frame.columns:
            continue
        words = frame[name]
        codes = words.map({word: find(str(word)) for word in words.dropna().unique()})
        wrong += [
            (int(row), name, str(word), "v číselníku to není")
            for row, word in words[codes.isna() & words.notna()].items()
        ]
        frame[name] = codes
    kept = reject(frame, wrong, source, read=reading.read)
    named = kept.frame.assign(source_id=source.id)
    for flag in ("funded", "counts", "reservation"):
        if flag in named.columns:
            named[flag] = named[flag].eq(other=True)
    return Reading(
        named,
        [*reading.findings, *kept.findings],
        reading.read,
        reading.rejected + kept.rejected,
    )


def _services_of(plan: Plan, source: Source) -> str:
    """Give the id of the services source whose keys a table uses."""
    if source.services is not None:
        return source.services
    ids = [s.id for s in plan.of_table("services")]
    if len(ids) == 1:
        return ids[0]
    what = f"zdroj „{source.id}“ neříká, ke kterému zdroji služeb patří"
    advice = f"Doplňte k němu services = „…“, jeden z: {', '.join(ids) or 'žádný zdroj služeb v plánu není'}"
    raise PlanError(Problem(what, str(plan.path), advice=advice))


def _finders(table: str) -> dict[str, Callable[[str], str | None]]:
    """Give for each coded field of a table the look-up of its words."""
    finders: dict[str, Callable[[str], str | None]] = {
        "forma": _find_forma,
        "druh": codelists.find_druh,
        "cs": lambda word: "any" if word == "any" else codelists.find_okruh(word),
        "target_group": codelists.find_target_group,
    }
    if table in ("capacities", "need", "network"):
        finders["unit"] = codelists.find_unit
    for column in tables()[table].columns:
        if column.allowed and column.name not in finders:
            finders[column.name] = dict(zip(column.allowed, column.allowed, strict=True)).get
    return finders


def _find_forma(word: str) -> str | None:
    """Find a form, "any" and "unknown" included."""
    return word if word in ("any", "unknown") else codelists.find_forma(word)
