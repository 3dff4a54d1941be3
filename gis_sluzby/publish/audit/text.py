"""The report of the audit as plain text."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import TYPE_CHECKING

from gis_sluzby.audit.catalogue import SEVERITIES
from gis_sluzby.cartography import counted, nonbreaking
from gis_sluzby.publish.audit.groups import FINDINGS, about_text, counts_text, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gis_sluzby.publish.audit.groups import Group, Row

#: So many findings of a rule are spelt out; the other reports have all of them.
_SHOWN = 10
#: So many, where only what was found differs and they share a paragraph.
_SHOWN_TOGETHER = 40
_WIDTH = 100
_NEXT = {
    "error": "Řádky, které se nepřijaly. Ve výsledcích nejsou: opravte je jako první.",
    "warning": "Údaje, které se o tyto řádky opírají, jsou méně jisté. Projděte je všechna.",
    "info": "Přečtěte si, zda něco z toho nechcete opravit. Výsledky kvůli nim nejsou s výhradou.",
}


def audit_lines(audit: pd.DataFrame, sources: pd.DataFrame) -> Iterator[str]:
    """Put findings into words.

    Parameters
    ----------
    audit
        The table `audit`.
    sources
        The table `sources`.

    Yields
    ------
    Lines of text: counts, then each rule with why it matters, what to do and its findings.
    """
    if audit.empty:
        yield "Žádné nálezy."
        return
    yield nonbreaking(f"Nálezy ve vstupech: {counts_text(audit)}.")
    before = None
    for group in grouped(audit, sources):
        if group.severity != before:
            yield ""
            yield SEVERITIES[group.severity]
            yield from _wrapped(_NEXT[group.severity], "")
            before = group.severity
        yield ""
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    """Spell out one rule."""
    rule = group.rule
    count = counted(len(group.rows), *FINDINGS)
    yield from _wrapped(f"{about_text(rule)}: {rule.title} ({rule.id}, {count})", "")
    yield from _wrapped(f"Proč: {rule.why}", "  ")
    yield from _wrapped(f"Co s tím: {rule.advice}", "  ")
    if group.source():
        yield from _wrapped(f"Zdroj: {group.source()}", "  ")
    if _alike(group):
        shown = _SHOWN_TOGETHER
        together = "; ".join(sorted(row.found for row in group.rows[:shown]))
        line = _line(group.rows[0]._replace(found=together), named=False)
        yield from _wrapped(line, "  - ", "    ")
    else:
        shown = _SHOWN
        for row in group.rows[:shown]:
            yield from _wrapped(_line(row, named=not group.source()), "  - ", "    ")
    rest = len(group.rows) - shown
    if rest > 0:
        more = f"a další {counted(rest, *FINDINGS)}; všechny má --format html a csv"
        yield from _wrapped(more, "  - ", "    ")


def _alike(group: Group) -> bool:
    """Tell whether findings differ in nothing but what was found, and stand in no row or column."""
    bare = {row._replace(found="") for row in group.rows}
    return len(group.rows) > 1 and len(bare) == 1 and not any((*bare,)[0][:3])


def _line(row: Row, *, named: bool) -> str:
    """Put one finding into a sentence; what it lacks is left out, a source already named too."""
    place = ", ".join(
        part
        for part in (
            row.source if named else "",
            row.row and f"řádek {row.row}",
            row.column and f"sloupec „{row.column}“",
        )
        if part
    )
    said = "; ".join(
        part for part in (row.found, row.expected and f"má být: {row.expected}", row.action) if part
    )
    return f"{place}: {said}." if place else f"{said}."


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    """Part a text into lines of a terminal's width; what belongs together stays so."""
    wrapper = TextWrapper(
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(nonbreaking(" ".join(text.splitlines())))
