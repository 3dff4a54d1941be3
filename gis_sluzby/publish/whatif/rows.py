"""What a scenario changes beside the people in reach: minutes, and rows of forms and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gis_sluzby import codelists
from gis_sluzby.cartography import counted, number
from gis_sluzby.words import FORMS, MODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

#: Measures for which a service has to stand somewhere near.
_PLACED: Final = ("time", "presence", "balance")
#: So many rows are named.
_SHOWN = 6


def minutes_line(obce: pd.DataFrame, standards: pd.DataFrame, mode: str) -> Iterator[str]:
    """Say how far the nearest service is on average.

    Parameters
    ----------
    obce
        Rows of `whatif_obec` of one kind, for any form and any target group.
    standards
        The rows of the table standards of that kind.
    mode
        How people travel, one of `words.MODES`.

    Yields
    ------
    A line where the average differs, weighted by the target group of obce of which both minutes
    are known; none of kinds for which places do not matter.
    """
    known = obce[obce["minutes_before"].notna() & obce["minutes_after"].notna()]
    people = known["target_before"].fillna(0.0)
    if not standards["measure"].isin(_PLACED).any() or not people.sum():
        return
    now, then = (
        number(float((known[f"minutes_{side}"] * people).sum() / people.sum()), 1)
        for side in ("before", "after")
    )
    if now != then:
        how = MODES[mode]
        yield f"Průměrná cesta k nejbližší službě: dnes {now} min {how}, potom {then} min {how}."


def rows_line(areas: pd.DataFrame, nouns: tuple[str, str, str]) -> Iterator[str]:
    """Name the forms and target groups of which the status changes somewhere.

    Parameters
    ----------
    areas
        Rows of `whatif_obec` or `whatif_kraj` of one kind.
    nouns
        The area in one, a few and many.

    Yields
    ------
    A line where there are such rows, e.g. "Mění se i stav podle forem a okruhů: Senioři (2 obce)".
    """
    forms = areas.loc[areas["forma"] != "any", "forma"].nunique()
    # of a kind with one form, the form says the same as all of them
    rows = areas[
        (areas["cs"] != "any") if forms <= 1 else (areas["forma"] + areas["cs"] != "anyany")
    ]
    if forms <= 1:
        rows = rows[rows["forma"] == "any"]
    rows = rows[rows["status_before"].fillna("") != rows["status_after"].fillna("")]
    if rows.empty:
        return
    sizes = rows.groupby(["forma", "cs"], sort=False).size().sort_values(ascending=False)
    told = [
        f"{_row_name(str(forma), str(cs))} ({counted(int(size), *nouns)})"
        for (forma, cs), size in zip(sizes.index, sizes, strict=True)
    ]
    more = ", …" if len(told) > _SHOWN else ""
    yield f"Mění se i stav podle forem a okruhů: {', '.join(told[:_SHOWN])}{more}"


def _row_name(forma: str, cs: str) -> str:
    """Name a row by its form and target group, those that are stated."""
    form = [] if forma == "any" else [FORMS[forma]]
    group = [] if cs == "any" else [codelists.okruhy()[cs].name]
    return ", ".join([*form, *group])
