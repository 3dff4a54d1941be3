"""Findings and sources as text for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    import pandas as pd

_SEVERITY = {"error": "CHYBA", "warning": "VAROVÁNÍ", "info": "INFORMACE"}


def source_lines(centre: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Say how many rows came of each source.

    Parameters
    ----------
    centre
        The table sources.

    Yields
    ------
    A line a source.
    """
    for row in centre["sources"].itertuples():
        yield (
            f"  {row.title} ({row.path}): přečteno {row.rows_read}, přijato {row.rows_kept}, "
            f"vynecháno {row.rows_rejected}"
        )


def audit_summary(audit: pd.DataFrame, *, verbose: bool) -> Iterator[str]:
    """Count the findings; spell them out when asked.

    Parameters
    ----------
    audit
        The table `audit`.
    verbose
        Spell each out.

    Yields
    ------
    Lines of text.
    """
    counts = audit["severity"].value_counts()
    told = [f"{counts[key]}× {word.lower()}" for key, word in _SEVERITY.items() if key in counts]
    yield f"Nálezy: {', '.join(told) or 'žádné'}."
    if told and verbose:
        yield from audit_text(audit, "text").splitlines()
    elif told:
        yield "Vypíše je příkaz audit."


def audit_text(audit: pd.DataFrame, style: str) -> str:
    """Give the findings as text, CSV or JSON.

    Parameters
    ----------
    audit
        The table `audit`.
    style
        text, csv or json.

    Returns
    -------
    The whole, with a line break at its end.
    """
    ordered = audit.sort_values(["severity", "rule", "source_row", "finding_id"], kind="stable")
    if style == "csv":
        return ordered.to_csv(index=False, lineterminator="\n")
    if style == "json":
        records = ordered.astype(object).where(ordered.notna(), None).to_dict("records")
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    return "".join(f"{_line(row)}\n" for row in ordered.to_dict("records")) or "Žádné nálezy.\n"


def _line(row: Mapping[Hashable, Any]) -> str:
    """Put one finding into a line; what it lacks is left out."""
    place = [
        text
        for text, known in (
            (row["source_id"], isinstance(row["source_id"], str)),
            (f"řádek {row['source_row']:.0f}", row["source_row"] == row["source_row"]),
            (f"sloupec „{row['column']}“", isinstance(row["column"], str)),
        )
        if known
    ]
    head = f"{_SEVERITY[row['severity']]} {row['rule']}" + (
        f" ({', '.join(place)})" if place else ""
    )
    said = [
        text
        for text, known in (
            (row["found"], isinstance(row["found"], str)),
            (f"čeká se: {row['expected']}", isinstance(row["expected"], str)),
            (row["action"], True),
        )
        if known
    ]
    return f"{head}: {'; '.join(said)}."
