"""The sentence that says what a map shows, for each druh and forma.

Obce are counted by status from the rows of the table; the share of people is the one of the kraj's
table.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gis_sluzby.cartography import NBSP, counted, nonbreaking, number, percent, plural
from gis_sluzby.words import LEVELS, MODES, out_of, people_text, reason_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_OBEC = ("obec", "obce", "obcí")
_REACHED = {
    "time": ("je", "jsou", "je", "v dosahu {limit} {mode}."),
    "declared": ("má", "mají", "má", "poskytovatele, který uvádí, že sem jezdí."),
    "status": ("má", "mají", "má", "službu v dosahu."),
    "mixed": ("má", "mají", "má", "v dosahu aspoň jednu formu služby."),
    "orp": ("leží", "leží", "leží", "ve správním obvodu ORP, kde služba je."),
    "obec": ("má", "mají", "má", "službu přímo na svém území."),
    "balance": ("leží", "leží", "leží", "v území, kde kapacita odpovídá stanovené."),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a map shows, in words.

    Attributes
    ----------
    figure
        The one figure, None where there is none to tell.
    text
        The sentence that follows it.
    note
        What is not known, or not for sure; empty where all is.
    """

    figure: str | None
    text: str
    note: str


def result_of(
    states: Sequence[tuple[str, str, str]],
    *,
    measure: str,
    level: str,
    limit_minutes: float,
    covered_share: float,
    ages: tuple[float, float],
    mode: str = "car",
) -> Result:
    """Say what the map of one druh and forma shows.

    Parameters
    ----------
    states
        Codes of status, reason and confidence, one for each obec.
    measure, level, limit_minutes
        Measure, area and limit of the standard; the limit is NaN where there is none.
    covered_share
        Share of the target group in reach, from the table of the kraj; NaN where unknown.
    ages
        Completed years of the target group, both ends included.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    Result
        The figure, the sentence and the note.
    """
    by_status = Counter(status for status, _, _ in states)
    reasons = [reason for _, reason, _ in states]
    known = by_status["covered"] + by_status["partial"] + by_status["uncovered"]
    unsure = sum(confidence == "lowered" for *_, confidence in states)
    note = _note(by_status["no_data"], unsure)
    if measure == "none":
        text = "Dosah tohoto druhu se neposuzuje. Minuty jsou jen informace."
        return Result("Bez meze", nonbreaking(text), note)
    if known == 0:
        unknown = [reason for status, reason, _ in states if status == "no_data"]
        common = Counter(unknown or reasons).most_common(1)[0][0]
        return Result(None, reason_text(common, level=level, mode=mode), "")
    if measure == "phone":
        return Result("Po telefonu", "Na místě nezáleží, dojezd se neposuzuje.", note)
    if measure == "balance" and not {"balance_met", "balance_short"} & set(reasons):
        measure = "presence"  # no required capacity is set: what counts is that there is a service
    if measure in {"presence", "declared"} and level in {"kraj", "stat"}:
        whole = _of_the_whole(by_status, level, measure)
        if whole is not None:
            return Result(whole, "", note)
    kind = (level if level in _REACHED else "orp") if measure == "presence" else measure
    if measure == "time" and math.isnan(limit_minutes):
        kind = "status"
    one, few, many, tail = _REACHED[kind]
    covered = by_status["covered"]
    text = f"obcí {plural(covered, one, few, many)} {tail}"
    text = text.format(limit=_limit(limit_minutes), mode=MODES[mode])
    if by_status["partial"]:
        text += f" Částečně ještě {counted(by_status['partial'], *_OBEC)}."
    if not math.isnan(covered_share):
        text += f" Žije v nich {percent(covered_share)} {people_text(*ages)}."
    return Result(f"{number(covered)}{NBSP}{out_of(known)}", nonbreaking(text), note)


def _of_the_whole(by_status: Counter[str], level: str, measure: str) -> str | None:
    """Say it for the whole kraj or state where all its obce are alike."""
    where = LEVELS[level]
    if by_status["partial"]:
        return None
    if not by_status["uncovered"]:
        whole = "Služba působí v celém kraji." if measure == "declared" else f"Služba {where} je."
        return nonbreaking(whole)
    if not by_status["covered"] and measure == "presence":
        return nonbreaking(f"Služba {where} není.")
    return None


def _note(missing: int, unsure: int) -> str:
    """Say for how many obce nothing is known, and for how many not for sure."""
    told = []
    if unsure:
        basis = "údaj se opírá o službu bez uvedené formy nebo o záznam s nálezem"
        told.append(f"S výhradou {_in_obce(unsure)}: {basis}.")
    if missing:
        told.append(f"O {number(missing)} {'obci' if missing == 1 else 'obcích'} nevíme.")
    return nonbreaking(" ".join(told))


def _in_obce(count: int) -> str:
    """Say in how many obce."""
    return f"v{NBSP}{number(count)} {'obci' if count == 1 else 'obcích'}"


def _limit(limit_minutes: float) -> str:
    """Write the limit as it is said: minutes in the genitive; empty where there is none."""
    if math.isnan(limit_minutes):
        return ""
    return f"{number(limit_minutes)}{NBSP}{'minuty' if limit_minutes == 1 else 'minut'}"
