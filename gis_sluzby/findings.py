"""Findings: what the audit has to say about a row, recorded and never thrown away.

This room only records. The rules that find stand in `audit`, beside the readers that meet a
doubt; each finding names the rule, the row, what was found, what was expected and what was done.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]
#: A row of the table `audit`.
Finding = dict[str, Any]


class Place(NamedTuple):
    """What a finding is about.

    Parameters
    ----------
    row_id
        Key of the row in the canonical table; none for a finding about a whole column or source.
    source_id
        Source concerned.
    source_row
        Row of the source (the header of a table is row 1), or the feature of a layer (its fid).
    column
        Column concerned.
    """

    row_id: str | None = None
    source_id: str | None = None
    source_row: int | None = None
    column: str | None = None


def finding(
    rule: str,
    severity: Severity,
    table: str,
    place: Place,
    *,
    found: str,
    expected: str,
    action: str,
) -> Finding:
    """Record one finding.

    Parameters
    ----------
    rule
        Name of the rule.
    severity
        `error`: the row was refused; `warning`: figures that rest on it are less sure; `info`:
        worth knowing, makes no figure less sure.
    table
        Canonical table concerned.
    place
        What it is about.
    found, expected
        What stands there and what should, in Czech.
    action
        What was done, in Czech.

    Returns
    -------
    A row of the table `audit`; its id is the hash of rule, table, source, row and column.
    """
    name = "|".join(
        str(part)
        for part in (rule, table, place.source_id, place.row_id, place.source_row, place.column)
    )
    return {
        "finding_id": sha256(name.encode()).hexdigest()[:16],
        "rule": rule,
        "severity": severity,
        "table": table,
        **place._asdict(),
        "found": found,
        "expected": expected,
        "action": action,
    }


def day_text(day: date | str) -> str:
    """Write a day as people do.

    Parameters
    ----------
    day
        A day, or ISO text.

    Returns
    -------
    For instance "27. 9. 2026".
    """
    told = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{told.day}. {told.month}. {told.year}"


def findings_table(found: Iterable[Finding]) -> pd.DataFrame:
    """Give findings as the canonical table `audit`.

    Parameters
    ----------
    found
        Findings as `finding` gives them; one said twice is kept once.

    Returns
    -------
    The table, sorted by id.
    """
    rows = {row["finding_id"]: row for row in found}
    return conform(pd.DataFrame(list(rows.values())), "audit") if rows else empty("audit")


def together(*tables: pd.DataFrame) -> pd.DataFrame:
    """Put the findings of several steps into one table.

    Parameters
    ----------
    *tables
        Tables as `findings_table` gives them.

    Returns
    -------
    The table, sorted by id; a finding that stands in several is kept once.
    """
    rows = pd.concat(tables, ignore_index=True)
    return conform(rows.drop_duplicates("finding_id"), "audit")
