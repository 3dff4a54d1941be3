"""What a scenario would change, in Czech."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from gis_sluzby.cartography import counted, czech_sorted, nonbreaking, percent
from gis_sluzby.publish.whatif.changes import changes_text
from gis_sluzby.publish.whatif.losses import left_to, lost_unknown
from gis_sluzby.publish.whatif.rows import minutes_line, rows_line
from gis_sluzby.publish.whatif.words import INTERNAL, kind_name, people_text, unknown_text
from gis_sluzby.words import out_of, status_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gis_sluzby.studies.whatif import WhatIf

    Row = Mapping[Any, Any]

#: So many obce are named, the rest is counted.
_SHOWN = 15
_OBCE = ("obci", "obcích", "obcích")
_IN_OBCE = ("obec", "obce", "obcí")
_IN_KRAJE = ("kraj", "kraje", "krajů")


def whatif_text(result: WhatIf, mode: str = "car") -> Iterator[str]:
    """Put what a scenario would change into words.

    Parameters
    ----------
    result
        As `studies.whatif.whatif` gives it.
    mode
        How people travel, one of `words.MODES`.

    Yields
    ------
    Lines of text: what changes, and for each kind of service, for all forms and target groups
    together, who gains and who loses. Kinds told by kraj alone name no obec and no ORP.
    """
    scenario = result.scenario
    yield nonbreaking(f"Co kdyby: {scenario.name}")
    yield from (nonbreaking(line) for line in scenario.note.splitlines())
    yield nonbreaking(INTERNAL)
    yield ""
    yield "Co se mění:"
    changes = list(changes_text(result, mode))
    yield from (nonbreaking(f"  {line}") for line in changes or ["nic"])
    for druh in result.kinds:
        yield ""
        yield nonbreaking(kind_name(druh))
        yield from (nonbreaking(f"  {line}") for line in _kind(result, druh, mode))


def _kind(result: WhatIf, druh: str, mode: str) -> Iterator[str]:
    """Say what changes for one kind."""
    kraje, orp, obce = (
        _totals(result.tables[f"whatif_{n}"], druh) for n in ("kraj", "orp", "obec")
    )
    for row in kraje.to_dict("records"):
        yield f"{row['nazev_kraj']}: {_before_after(row)}"
    yield from _nothing(result, druh)
    unknown = lost_unknown(result, druh)
    if druh in result.by_kraj:
        yield "Mění se služba s utajenou adresou: obce a ORP se proto neuvádějí."
        yield from _sums(kraje, unknown)
        yield from rows_line(_of_kind(result, "kraj", druh), _IN_KRAJE)
        return
    if len(obce) and (obce["reason_after"] == "no_source").all():
        yield "Žádný zdroj dat není pro tento druh úplný, proto se jeho dosah nehodnotí."
    yield from _gains(obce)
    losing = _by_size(obce, "lost")
    if len(losing):
        yield _headed("Ztratí", losing, "lost", unknown)
        yield from _losses(losing, left_to(losing.head(_SHOWN), result, druh, mode))
    standards = result.after.coverage["standards"]
    yield from minutes_line(obce, standards[standards["druh"] == druh], mode)
    moved = orp[orp["status_before"] != orp["status_after"]]
    if len(moved):
        words = [
            f"{row['nazev_orp']} (z „{_word(row['status_before'])}“ na "
            f"„{_word(row['status_after'])}“)"
            for row in moved.to_dict("records")
        ]
        yield f"ORP, kterým se mění stav: {', '.join(czech_sorted(words))}"
    yield from rows_line(_of_kind(result, "obec", druh), _IN_OBCE)


def _of_kind(result: WhatIf, level: str, druh: str) -> pd.DataFrame:
    """Keep the rows of a kind."""
    table = result.tables[f"whatif_{level}"]
    return table[table["druh"] == druh]


def _nothing(result: WhatIf, druh: str) -> Iterator[str]:
    """Say that nothing changes, or nothing in reach: then it is minutes and numbers of services."""
    tables = [_of_kind(result, level, druh) for level in ("kraj", "orp", "obec")]
    if not any(table["changed"].any() for table in tables):
        yield "Nic se nezmění."
    elif not any(_reach_changes(table) for table in tables):
        yield "Na dosahu se nic nezmění."


def _reach_changes(table: pd.DataFrame) -> bool:
    """Tell whether a status or the people in reach change in a row."""
    moved = table["status_before"].fillna("") != table["status_after"].fillna("")
    return bool((moved | (table["gained"] > 0) | (table["lost"] > 0)).any())


def _totals(table: pd.DataFrame, druh: str) -> pd.DataFrame:
    """Keep the rows of a kind for any form and any target group."""
    return table[(table["druh"] == druh) & (table["forma"] == "any") & (table["cs"] == "any")]


def _before_after(row: Row) -> str:
    """Say how many people are in reach before and after."""
    told = []
    for when, side in (("dnes", "before"), ("potom", "after")):
        if math.isnan(row[f"covered_{side}"]):
            told.append(f"{when} {_word(row[f'status_{side}'])}")
            continue
        told.append(f"{when} v dosahu {_reached(row, side)}")
    return ", ".join(told) + "."


def _reached(row: Row, side: str) -> str:
    """Say how many people are in reach, of how many."""
    covered, target, share = (row[f"{name}_{side}"] for name in ("covered", "target", "share"))
    if abs(share * target - covered) < 1:
        return f"{people_text(covered)} {out_of(round(target))} ({percent(share)})"
    return f"{people_text(covered)} ({percent(share)} těch, o kterých jsou data)"


def _sums(kraje: pd.DataFrame, unknown: float) -> Iterator[str]:
    """Say how many gain and lose, without saying where."""
    for word, column, without in (("Získá", "gained", 0.0), ("Ztratí", "lost", unknown)):
        if kraje[column].sum() > 0:
            yield f"{word} {people_text(kraje[column].sum())}{unknown_text(without)}."


def _gains(obce: pd.DataFrame) -> Iterator[str]:
    """Name the obce whose people gain."""
    gaining = _by_size(obce, "gained")
    if gaining.empty:
        return
    shown = [
        f"{row['nazev_obec']} ({people_text(row['gained'])})"
        for row in gaining.head(_SHOWN).to_dict("records")
    ]
    yield f"{_headed('Získá', gaining, 'gained')} {', '.join(shown)}{_rest(gaining)}"


def _losses(losing: pd.DataFrame, left: list[str]) -> Iterator[str]:
    """Name the obce whose people lose, each with what is left to them."""
    for row, told in zip(losing.head(_SHOWN).to_dict("records"), left, strict=True):
        yield f"  {row['nazev_obec']}, {people_text(row['lost'])}: {told}"
    if len(losing) > _SHOWN:
        yield f"  …{_rest(losing)}"


def _by_size(obce: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep the obce where people gain or lose, the most first."""
    some = obce[obce[column] > 0]
    return some.sort_values([column, "kod_obec"], ascending=[False, True])


def _headed(word: str, rows: pd.DataFrame, column: str, unknown: float = 0.0) -> str:
    """Say how many people gain or lose in how many obce."""
    where = counted(len(rows), *_OBCE)
    return f"{word} {people_text(rows[column].sum())} v {where}{unknown_text(unknown)}:"


def _rest(rows: pd.DataFrame) -> str:
    """Count the obce that are not named."""
    more = len(rows) - _SHOWN
    return f" a {counted(more, 'další obec', 'další obce', 'dalších obcí')}" if more > 0 else ""


def _word(status: object) -> str:
    """Name a status; a row that one of the two coverages does not have has none."""
    return status_word(status) if isinstance(status, str) else "bez řádku"
