"""What changed between two snapshots, in Czech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.cartography import counted, nonbreaking, percent
from gis_sluzby.publish.figures import capital
from gis_sluzby.words import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gis_sluzby.studies.change import Change

#: So many obce are named, the rest is counted.
_SHOWN = 15
_IN_OBCE = ("obci", "obcích", "obcích")
_PEOPLE = ("osoba", "osoby", "osob")
_INPUTS = {
    "obce": "hranice",
    "population": "obyvatelé",
    "services": "služby",
    "declared": "působnost",
}
_BASE = ("obce", "population")


def change_text(result: Change, before: str, after: str) -> Iterator[str]:
    """Put what changed into words.

    Parameters
    ----------
    result
        As `studies.change.change` gives it.
    before, after
        Names of the two periods.

    Yields
    ------
    Lines of text: the days of the inputs, and for each kind of service, for all forms and target
    groups together, who gained and who lost.
    """
    yield nonbreaking(f"Změna dostupnosti od snímku {before} do snímku {after}")
    yield nonbreaking(
        f"Hranice a obyvatelé jsou v obou podle snímku {after}: změnu dělají jen služby."
    )
    for row in result.vintages.to_dict("records"):
        days = [_days(row[side]) for side in ("before", "after")]
        if row["table"] in _BASE and not row["same"]:
            told = f"snímek {before} je má k {days[0]}, počítá se s {days[1]}"
        elif row["same"]:
            told = days[1]
        else:
            told = f"{days[0]}, nyní {days[1]}"
        yield nonbreaking(f"  {_INPUTS[row['table']]}: {told}")
    lines = list(_kinds(result))
    yield from lines or [nonbreaking("Na dosahu služeb se nic nezměnilo.")]


def _days(text: str) -> str:
    """Write the days of an input."""
    return ", ".join(date_text(day) for day in text.split()) or "bez data"


def _kinds(result: Change) -> Iterator[str]:
    """Tell the kinds of which something changed."""
    obce = _total(result.tables["change_obec"])
    kraje = _total(result.tables["change_kraj"])
    for druh in codelists.druhy():
        here = obce[(obce["druh"] == druh.code) & (obce["change"] != "same")]
        if here.empty:
            continue
        yield ""
        yield nonbreaking(f"{capital(druh.name)}{f' ({druh.paragraph})' if druh.paragraph else ''}")
        for row in kraje[kraje["druh"] == druh.code].to_dict("records"):
            shares = [_share(row[f"share_{side}"]) for side in ("before", "after")]
            yield nonbreaking(f"  {row['nazev_kraj']}: dříve {shares[0]}, nyní {shares[1]}")
        for word, column in (("Získalo", "gained"), ("Ztratilo", "lost")):
            yield from _people(here[here["change"] == column], word, column)
        for word, code in (("Nově víme o", "known"), ("Už nevíme o", "unknown")):
            rows = here[here["change"] == code]
            if len(rows):
                yield nonbreaking(f"  {word} {counted(len(rows), *_IN_OBCE)}")


def _people(rows: pd.DataFrame, word: str, column: str) -> Iterator[str]:
    """Name the obce whose people gained or lost, the most first."""
    if rows.empty:
        return
    ordered = rows.sort_values([column, "kod_obec"], ascending=[False, True])
    named = [
        f"{row['nazev_obec']} ({counted(round(row[column]), *_PEOPLE)})"
        for row in ordered.head(_SHOWN).to_dict("records")
    ]
    rest = len(rows) - _SHOWN
    more = f" a {counted(rest, 'další obec', 'další obce', 'dalších obcí')}" if rest > 0 else ""
    people = counted(round(rows[column].sum()), *_PEOPLE)
    where = counted(len(rows), *_IN_OBCE)
    yield nonbreaking(f"  {word} {people} v {where}: {', '.join(named)}{more}")


def _share(share: float) -> str:
    """Write a share of people in reach."""
    return "bez dat" if share != share else f"v dosahu {percent(share)}"  # noqa: PLR0124  (NaN)


def _total(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of all forms and target groups."""
    return table[(table["forma"] == "any") & (table["cs"] == "any")]
