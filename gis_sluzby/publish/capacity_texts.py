"""Czech sentences on the capacity that lacks in an ORP, made from figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, counted, number
from gis_sluzby.publish.figures import Figure, Row, Sentence, capital
from gis_sluzby.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: Whether a capacity suffices for the need and the requirement of the standard.
CAPACITIES: dict[str, str] = {
    "met": "stačí",
    "short": "nestačí",
    "no_data": "není známo",
    "not_applicable": "potřeba není stanovena",
}
NEEDS: dict[str, str] = {"navrh": "návrh", "schvaleno": "schváleno"}
#: How many of an ORP are told.
_TOLD = 5
_MARKET = ["druh", "forma", "cs", "unit"]
_KEY = ["kod", *_MARKET]
#: What is told of one: the words before the figure, its column and table, the rest of its key.
_PARTS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("potřeba je ", "need", "capacity_orp", {}),
    ("registrované kapacity chybí ", "deficit", "capacity_orp", {}),
    ("v síti chybí ", "gap", "network_concept", {"level": "orp"}),
)


def lacking_capacity(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put what lacks to the need by the register and by the network side by side.

    Parameters
    ----------
    tables
        The tables capacity_orp and network_concept.

    Returns
    -------
    kod, druh, forma, cs, unit, need, deficit and gap, where any of the two is more than 0; the
    largest share of the need first.
    """
    concept = tables["network_concept"]
    orp = concept.loc[concept["level"] == "orp", [*_KEY, "gap"]]
    rows = tables["capacity_orp"][[*_KEY, "need", "deficit"]].merge(orp, on=_KEY, how="left")
    lacking = rows[["deficit", "gap"]].max(axis=1)
    share = (lacking / rows["need"]).fillna(0.0)
    found = rows.assign(share=share)[lacking > 0]
    return found.sort_values(["share", *_KEY], ascending=[False, *[True] * len(_KEY)])


def capacity_sentences(here: pd.DataFrame) -> list[Sentence]:
    """Tell where capacity lacks most in one ORP.

    Parameters
    ----------
    here
        Rows of one ORP, as `lacking_capacity` gives them.

    Returns
    -------
    A sentence a kind, form, target group and unit.
    """
    return [_lack(row) for row in here.head(_TOLD).to_dict("records")]


def amount_text(amount: float, unit: str) -> str:
    """Write a capacity with its unit.

    Parameters
    ----------
    amount
        How much.
    unit
        Code of the unit.

    Returns
    -------
    str
        E.g. "5 lůžek", "1,5 úvazku", not to be parted.

    Examples
    --------
    >>> [amount_text(count, "fte").replace(NBSP, " ") for count in (2, 5, 1.25)]
    ['2 úvazky', '5 úvazků', '1,25 úvazku']
    """
    words = codelists.units()[unit]
    if float(amount).is_integer():
        return counted(int(amount), words.one, words.few, words.many)
    return f"{number(amount, 2)}{NBSP}{words.part}"


def _lack(row: Row) -> Sentence:
    """Tell one shortage: the need, what lacks by the register, what lacks in the network."""
    key = {name: row[name] for name in _KEY}
    words = [FORMS[row["forma"]]]
    if row["cs"] != "any":
        words.append(codelists.okruhy()[row["cs"]].name)
    parts: list[Sentence] = []
    for before, column, table, whole in _PARTS:
        amount = float(row[column])
        # a gap below nought is a surplus
        if amount > 0 or (column == "need" and amount == 0):
            shown = amount_text(amount, row["unit"])
            parts.append([before, Figure(shown, table, {**whole, **key}, column)])
    sentence: Sentence = [f"{capital(codelists.druh(row['druh']).name)} ({', '.join(words)}): "]
    for number_, part in enumerate(parts):
        sentence += [*([", "] if number_ else []), *part]
    return [*sentence, "."]
