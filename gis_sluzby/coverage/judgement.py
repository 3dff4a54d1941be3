"""Judgement of a row of coverage: from people and claims to status, reason and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

#: A condition, and the status that it means.
Case = tuple["pd.Series[bool]", "str | pd.Series[str]"]
#: Reasons by measure: when everybody is reached, and when a part is.
_REASONS = {
    "time": ("within_limit", "partly_within_limit"),
    "declared": ("declared", "partly_declared"),
    "presence": ("present_in_area", "present_in_area"),
    "phone": ("phone", "phone"),
}


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """Set share, status, reason, basis and confidence; null what is not known.

    Parameters
    ----------
    table
        Obec × row of the standards with target_pop, covered_pop, everybody, unknown_pop,
        covered_from, silent_status, silent_reason, nearest_minutes, required, and of the claims
        that count services_in_limit, claim, claim_measure (words joined by spaces), all_flagged
        and any_flagged; null where nothing is claimed.

    Returns
    -------
    The table with covered_share, status, reason, basis and confidence.
    """
    share = _share(table)
    cases = _cases(table, share)
    status = _selected(cases, [word for _, word in cases])
    reason = _selected(cases, _reasons(table))
    known = status.isin(("covered", "partial", "uncovered"))
    doubtful = np.where(
        status == "covered",
        table["all_flagged"].eq(other=True),
        table["any_flagged"].eq(other=True),
    )
    counts = ["services_in_limit", "providers_in_limit"]
    reached = ["covered_pop", "covered_declared", "covered_modelled", "covered_both"]
    result = table.assign(
        covered_share=share, status=status, reason=reason, basis=_basis(table["claim"])
    )
    result[counts] = result[counts].fillna(0.0)
    lowered = (known & doubtful).astype(np.int8)
    result["confidence"] = pd.Categorical.from_codes(lowered, pd.Index(["full", "lowered"]))
    for name in (*reached, *counts, "covered_share", "basis"):
        result[name] = result[name].where(known)
    return result


def statuses(table: pd.DataFrame) -> NDArray[np.object_]:
    """Give the status of rows, without all the rest of a judgement.

    Parameters
    ----------
    table
        Those columns of what `judged` takes that a status follows from.

    Returns
    -------
    The statuses in the order of the rows.
    """
    cases = _cases(table, _share(table))
    return np.asarray(_selected(cases, [word for _, word in cases]), dtype=object)


def _share(table: pd.DataFrame) -> pd.Series[float]:
    """Give the share of people reached, null where there is nobody."""
    return (table["covered_pop"] / table["target_pop"]).where(table["target_pop"] > 0)


def _cases(table: pd.DataFrame, share: pd.Series[float]) -> list[Case]:
    """Give what may be the case, with its status; the first that holds decides."""
    balanced = table["claim_measure"].str.contains("balance", na=False, regex=False)
    silent = table["silent_status"]
    claimed = table["services_in_limit"].notna()
    beyond = table["silent_reason"] == "beyond_limit"
    return [
        (table["everybody"] == 0, "not_applicable"),
        (silent == "not_applicable", silent),
        (table["silent_reason"] == "no_source", silent),
        (table["target_pop"] == 0, "not_applicable"),
        (~claimed & beyond & table["nearest_minutes"].isna(), "uncovered"),
        (~claimed, silent),
        (table["unknown_pop"] > 0, "no_data"),
        (share >= table["covered_from"], "covered"),
        (share > 0, "partial"),
        # Claimed and yet nobody is reached: there is no capacity, or nobody lives in that part.
        (balanced, "uncovered"),
        (claimed, silent),
    ]


def _reasons(table: pd.DataFrame) -> list[str | pd.Series[str]]:
    """Give the reason of each of `_cases`."""
    measure = table["claim_measure"]
    silent = table["silent_reason"]
    return [
        "nobody",
        silent,
        silent,
        "nobody_in_target",
        "unreachable",
        silent,
        "capacity_unknown",
        _reason(measure, table, full=True),
        _reason(measure, table, full=False),
        "balance_short",
        silent,
    ]


def _selected(cases: Sequence[Case], words: Sequence[str | pd.Series[str]]) -> pd.Categorical[Any]:
    """Give the word of the first case that holds."""
    known: dict[str, int] = {}

    def numbers(word: str | pd.Series[str]) -> int | NDArray[np.int64]:
        if isinstance(word, str):
            return known.setdefault(word, len(known))
        codes, found = pd.factorize(word)
        return np.array([*(known.setdefault(one, len(known)) for one in found), -1])[codes]

    choices = [np.asarray(numbers(word)) for word in words]
    codes = np.select([condition.to_numpy() for condition, _ in cases], choices, default=-1)
    return pd.Categorical.from_codes(codes, pd.Index(list(known)))


def _reason(measure: pd.Series[str], table: pd.DataFrame, *, full: bool) -> pd.Series[Any]:
    """Name the reason why people are reached, by the measure of the claims that count."""
    names = {name: words[0 if full else 1] for name, words in _REASONS.items()}
    met = "balance_met" if full else "balance_short"
    more = (met, "present_in_area", "kraj_wide")
    reason = _translated(measure, lambda word: names.get(word, "united"), more)
    balanced = measure == "balance"
    reason = reason.mask(balanced & table["required"], met)
    reason = reason.mask(balanced & ~table["required"], "present_in_area")
    return reason.mask(table["claim"] == "kraj_wide", "kraj_wide")


def _basis(claim: pd.Series[str]) -> pd.Series[Any]:
    """Say on what a row stands: the kind of its claims, "both" where minutes and areas agree."""

    def told(text: str) -> str:
        first, *more = text.split()
        return "both" if more and "modelled" in text else first

    return _translated(claim, told)


def _translated(
    column: pd.Series[str], words: Callable[[str], str], more: Sequence[str] = ()
) -> pd.Series[Any]:
    """Give another word for each of the few words of a column; null stays null."""
    codes, found = pd.factorize(column)
    texts = [words(word) for word in found]
    names = pd.Index(list(dict.fromkeys([*texts, *more])), dtype="str")
    translated = np.append(names.get_indexer(pd.Index(texts)), -1)[codes]
    return pd.Series(pd.Categorical.from_codes(translated, names), index=column.index)
