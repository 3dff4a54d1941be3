"""Findings grouped by severity and rule, each row in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.audit.catalogue import ABOUT, SEVERITIES, Rule, rules
from gis_sluzby.cartography import counted, nonbreaking

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from gis_sluzby.findings import Severity

#: Numbers with a noun, for counts.
FINDINGS = ("nález", "nálezy", "nálezů")
_NOUNS: dict[Severity, tuple[str, str, str]] = {
    "error": ("chyba", "chyby", "chyb"),
    "warning": ("varování", "varování", "varování"),
    "info": ("informace", "informace", "informací"),
}


class Row(NamedTuple):
    """One finding in words; what it lacks is empty.

    Parameters
    ----------
    source
        Title of the source.
    row
        Row of the source.
    column
        Column of the source.
    found, expected, action
        What stands there, what should, what was done.
    """

    source: str
    row: str
    column: str
    found: str
    expected: str
    action: str


class Group(NamedTuple):
    """All findings of one rule and severity.

    Parameters
    ----------
    severity
        Their severity.
    rule
        Their rule.
    rows
        The findings, by source and row.
    """

    severity: Severity
    rule: Rule
    rows: tuple[Row, ...]

    def source(self) -> str:
        """Give the source that all rows are of.

        Returns
        -------
        Its title; empty where they are of several, or of none.
        """
        named = {row.source for row in self.rows}
        return next(iter(named)) if len(named) == 1 else ""

    def columns(self) -> tuple[str, ...]:
        """Give the columns in which rows differ or say something.

        Returns
        -------
        Names of fields of `Row`: the source where it is not the same for all, others where any
        row has it.
        """
        told = {name for row in self.rows for name, text in row._asdict().items() if text}
        own = {"source"} if self.source() else set()
        return tuple(name for name in Row._fields if name in told - own)


def in_order(audit: pd.DataFrame) -> pd.DataFrame:
    """Sort findings: the gravest first, then by rule as the catalogue has them, source and row.

    Parameters
    ----------
    audit
        The table `audit`.

    Returns
    -------
    The same rows.
    """
    severities, places = list(SEVERITIES), {name: place for place, name in enumerate(rules())}
    ranked = audit.assign(
        _severity=audit["severity"].map(severities.index),
        _rule=audit["rule"].map(places).fillna(len(places)),
    )
    by = ["_severity", "_rule", "source_id", "source_row", "finding_id"]
    return ranked.sort_values(by, kind="stable").drop(columns=["_severity", "_rule"])


def grouped(audit: pd.DataFrame, sources: pd.DataFrame) -> list[Group]:
    """Group findings by severity and rule.

    Parameters
    ----------
    audit
        The table `audit`.
    sources
        The table `sources`: findings name their titles.

    Returns
    -------
    The groups, the gravest first; within a severity in the order of the catalogue.
    """
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    ordered = in_order(audit)
    grouped: dict[tuple[Severity, str], list[Row]] = {}
    for row in ordered.to_dict("records"):
        grouped.setdefault((row["severity"], row["rule"]), []).append(_row(row, titles))
    return [
        Group(severity, rules()[rule], tuple(rows)) for (severity, rule), rows in grouped.items()
    ]


def counts_text(audit: pd.DataFrame) -> str:
    """Say how many findings of each severity there are.

    Parameters
    ----------
    audit
        The table `audit`.

    Returns
    -------
    For instance „2 chyby, 5 varování, 1 informace“, or „žádné nálezy“.
    """
    counts = audit["severity"].value_counts()
    told = [counted(int(counts[key]), *noun) for key, noun in _NOUNS.items() if key in counts]
    return ", ".join(told) or "žádné nálezy"


def about_text(rule: Rule) -> str:
    """Name what a rule is about.

    Parameters
    ----------
    rule
        The rule.

    Returns
    -------
    For instance „Místa služeb“.
    """
    return ABOUT[rule.about]


def _row(row: Mapping[Hashable, Any], titles: dict[str, str]) -> Row:
    """Put a finding into words."""

    def text(name: str) -> str:
        value = row[name]
        return nonbreaking(value) if isinstance(value, str) else ""

    source, number = row["source_id"], row["source_row"]
    known = isinstance(number, (int, float)) and number == number  # noqa: PLR0124  (not NaN)
    return Row(
        titles.get(source, source) if isinstance(source, str) else "",
        f"{number:.0f}" if known else "",
        str(row["column"]) if isinstance(row["column"], str) else "",
        text("found"),
        text("expected"),
        text("action"),
    )
