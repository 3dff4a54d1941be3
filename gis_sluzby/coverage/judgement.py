"""Judgement of a row of coverage: from people and claims to status, reason and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
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
    conditions = [condition.to_numpy() for condition, _ in cases]
    status = np.select(conditions, [_column(word, table) for _, word in cases])
    reason = np.select(conditions, [_column(word, table) for word in _reasons(table)])
    known = np.isin(status, ("covered", "partial", "uncovered"))
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
    result["confidence"] = np.where(known & doubtful, "lowered", "full")
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
    return np.select(
        [condition.to_numpy() for condition, _ in cases],
        [_column(word, table) for _, word in cases],
    )


def _share(table: pd.DataFrame) -> pd.Series[float]:
    """Give the share of people reached, null where there is nobody."""
    return (table["covered_pop"] / table["target_pop"]).where(table["target_pop"] > 0)


def _cases(table: pd.DataFrame, share: pd.Series[float]) -> list[Case]:
    """Give what may be the case, with its status; the first that holds decides."""
    measure = table["claim_measure"].fillna("")
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
        (measure.str.contains("balance"), "uncovered"),
        (claimed, silent),
    ]


def _reasons(table: pd.DataFrame) -> list[str | pd.Series[str]]:
    """Give the reason of each of `_cases`."""
    measure = table["claim_measure"].fillna("")
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


def _column(value: str | pd.Series[str], table: pd.DataFrame) -> pd.Series[str]:
    """Give a constant as a column."""
    return pd.Series(value, index=table.index) if isinstance(value, str) else value


def _reason(measure: pd.Series[str], table: pd.DataFrame, *, full: bool) -> pd.Series[str]:
    """Name the reason why people are reached, by the measure of the claims that count."""
    names = {name: words[0 if full else 1] for name, words in _REASONS.items()}
    reason = measure.map(names).fillna("united")
    balanced = measure == "balance"
    met = "balance_met" if full else "balance_short"
    by_balance = table["required"].map({True: met, False: "present_in_area"})
    reason = reason.mask(balanced, by_balance)
    return reason.mask(table["claim"].eq("kraj_wide"), "kraj_wide")


def _basis(claim: pd.Series[str]) -> pd.Series[str]:
    """Say on what a row stands: the kind of its claims, "both" where minutes and areas agree."""
    names = {}
    for text in claim.dropna().unique():
        first, *more = text.split()
        names[text] = "both" if more and "modelled" in text else first
    return claim.map(names)
