"""Findings: what the audit has to say about a row, recorded and never thrown away.

This room only records. The rules that find stand in `audit`, beside the readers that meet a
doubt; each finding names the rule, the row, what was found, what was expected and what was done.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]


def finding(
    rule: str,
    severity: Severity,
    table: str,
    *,
    action: str,
    row_id: str | None = None,
    source_id: str | None = None,
    source_row: int | None = None,
    column: str | None = None,
    found: str | None = None,
    expected: str | None = None,
) -> dict[str, Any]:
    """Record one finding.

    Parameters
    ----------
    rule
        Name of the rule.
    severity
        `error`: the row was refused; `warning`: figures that rest on it are less sure; `info`:
        worth knowing, changes nothing.
    table
        Canonical table concerned.
    action
        What was done, in Czech.
    row_id
        Key of the row in the canonical table; none for a finding about a whole column or source.
    source_id, source_row
        Where the row comes from; the header of a table is row 1.
    column
        Column concerned.
    found, expected
        What stands there and what should, in Czech.

    Returns
    -------
    A row of the table `audit`; its id is the hash of rule, table, source, row and column.
    """
    name = "|".join(str(part) for part in (rule, table, source_id, row_id, source_row, column))
    return {
        "finding_id": sha256(name.encode()).hexdigest()[:16],
        "rule": rule,
        "severity": severity,
        "table": table,
        "row_id": row_id,
        "source_id": source_id,
        "source_row": source_row,
        "column": column,
        "found": found,
        "expected": expected,
        "action": action,
    }


def findings_table(found: Iterable[dict[str, Any]]) -> pd.DataFrame:
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
