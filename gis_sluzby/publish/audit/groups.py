"""Findings grouped by severity and rule, each row in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.audit.catalogue import ABOUT, SEVERITIES, Rule, rules
from gis_sluzby.cartography import counted, czech_sorted, nonbreaking

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
        Column of the source, or key of the plan.
    service
        Provider and druh of the service concerned, unless what was found names them.
    found, expected, action
        What stands there, what should, what was done.
    """

    source: str
    row: str
    column: str
    service: str
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
    files
        Files of the sources by their titles, where no two have the same.
    """

    severity: Severity
    rule: Rule
    rows: tuple[Row, ...]
    files: Mapping[str, str]

    def shared(self) -> Row:
        """Give what all findings say alike.

        Returns
        -------
        A finding that lacks all in which they differ. Of a single finding it is the whole.
        """
        texts = zip(*self.rows, strict=True)
        return Row(*(next(iter(told)) if len(told) == 1 else "" for told in map(set, texts)))

    def differing(self) -> tuple[str, ...]:
        """Give that in which findings differ.

        Returns
        -------
        Names of fields of `Row` in their order; none for a single finding.
        """
        told = zip(Row._fields, zip(*self.rows, strict=True), strict=True)
        return tuple(name for name, texts in told if len(set(texts)) > 1)

    def where(self) -> str:
        """Say where all findings are.

        Returns
        -------
        For instance „Služby kraje (sluzby.csv), řádek 5, sloupec „kod_obec““; empty where they
        are in different places, or in none that has a name.
        """
        shared = self.shared()
        file = self.files.get(shared.source)
        source = f"{shared.source} ({file})" if file else shared.source
        return ", ".join(filter(None, (source, self.place(shared))))

    def place(self, row: Row) -> str:
        """Say where in its source a finding is.

        Parameters
        ----------
        row
            The finding.

        Returns
        -------
        For instance „řádek 5, sloupec „kod_obec““, or „v plánu klíč „vintage““.
        """
        column = "v plánu klíč" if self.rule.plan_key else "sloupec"
        told = (row.row and f"řádek {row.row}", row.column and f"{column} „{row.column}“")
        return ", ".join(filter(None, told))


def in_order(audit: pd.DataFrame) -> pd.DataFrame:
    """Sort findings: the gravest first, then by rule as in the catalogue, source, row and words.

    Parameters
    ----------
    audit
        The table `audit`.

    Returns
    -------
    The same rows.
    """
    severities, places = list(SEVERITIES), {name: place for place, name in enumerate(rules())}
    spelt = {text: place for place, text in enumerate(czech_sorted(audit["found"].unique()))}
    ranked = audit.assign(
        _severity=audit["severity"].map(severities.index),
        _rule=audit["rule"].map(places).fillna(len(places)),
        _found=audit["found"].map(spelt),
    )
    by = ["_severity", "_rule", "source_id", "source_row", "_found", "finding_id"]
    return ranked.sort_values(by, kind="stable")[[*audit.columns]]


def grouped(audit: pd.DataFrame, sources: pd.DataFrame, services: Mapping[str, str]) -> list[Group]:
    """Group findings by severity and rule.

    Parameters
    ----------
    audit
        The table `audit`.
    sources
        The table `sources`: findings name their titles and files.
    services
        What services are called, by their ids.

    Returns
    -------
    The groups, the gravest first; within a severity in the order of the catalogue.
    """
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    unlike = sources.drop_duplicates("title", keep=False)
    files = dict(zip(unlike["title"], unlike["path"], strict=True))
    ordered = in_order(audit)
    grouped: dict[tuple[Severity, str], list[Row]] = {}
    for row in ordered.to_dict("records"):
        grouped.setdefault((row["severity"], row["rule"]), []).append(_row(row, titles, services))
    return [
        Group(severity, rules()[rule], tuple(rows), files)
        for (severity, rule), rows in grouped.items()
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


def _row(row: Mapping[Hashable, Any], titles: dict[str, str], services: Mapping[str, str]) -> Row:
    """Put a finding into words."""

    def text(name: str) -> str:
        value = row[name]
        return nonbreaking(value) if isinstance(value, str) else ""

    source, number = row["source_id"], row["source_row"]
    service = services.get(str(row["row_id"]), "")
    if service.rpartition(", ")[0] in str(row["found"]):
        service = ""
    known = isinstance(number, (int, float)) and number == number  # noqa: PLR0124  (not NaN)
    return Row(
        titles.get(source, source) if isinstance(source, str) else "",
        f"{number:.0f}" if known else "",
        str(row["column"]) if isinstance(row["column"], str) else "",
        nonbreaking(service),
        text("found"),
        text("expected"),
        text("action"),
    )
