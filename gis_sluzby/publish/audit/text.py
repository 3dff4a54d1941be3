"""The report of the audit as plain text."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import TYPE_CHECKING

from gis_sluzby.audit.catalogue import SEVERITIES
from gis_sluzby.cartography import counted, nonbreaking
from gis_sluzby.publish.audit.groups import FINDINGS, Row, about_text, counts_text, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gis_sluzby.publish.audit.groups import Group

#: So many findings of a rule are spelt out; the other reports have all of them.
_SHOWN = 10
#: So many, where they differ in nothing but what was found and share a paragraph.
_SHOWN_TOGETHER = 40
_WIDTH = 100
_NEXT = {
    "error": "Řádky, které se nepřijaly. Ve výsledcích nejsou: opravte je jako první.",
    "warning": "Údaje, které se o tyto řádky opírají, jsou méně jisté. Projděte je všechna.",
    "info": "Přečtěte si, zda něco z toho nechcete opravit. Výsledky kvůli nim nejsou s výhradou.",
}


def audit_lines(
    audit: pd.DataFrame, sources: pd.DataFrame, services: Mapping[str, str]
) -> Iterator[str]:
    """Put findings into words.

    Parameters
    ----------
    audit
        The table `audit`.
    sources
        The table `sources`.
    services
        What services are called, by their ids.

    Yields
    ------
    Lines of text: counts, then each rule with why it matters, what to do and its findings.
    """
    if audit.empty:
        yield "Žádné nálezy."
        return
    yield nonbreaking(f"Nálezy ve vstupech: {counts_text(audit)}.")
    before = None
    for group in grouped(audit, sources, services):
        if group.severity != before:
            yield ""
            yield SEVERITIES[group.severity]
            yield from _wrapped(_NEXT[group.severity], "")
            before = group.severity
        yield ""
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    """Spell out one rule: what holds for all its findings once, then each of them."""
    rule, shared, differing = group.rule, group.shared(), group.differing()
    count = counted(len(group.rows), *FINDINGS)
    yield from _wrapped(f"{about_text(rule)}: {rule.title} ({rule.id}, {count})", "")
    told = (
        ("Proč", rule.why),
        ("Co s tím", rule.advice),
        ("Kde", group.where()),
        ("Služba", shared.service),
        ("V datech", shared.found),
        ("Důvod" if rule.reason else "Má být", shared.expected),
        ("Co program udělal", shared.action),
    )
    for label, text in told:
        if text:
            yield from _wrapped(f"{label}: {text}", "  ")
    if not differing:
        return
    if differing == ("found",):
        shown = _SHOWN_TOGETHER
        together = "; ".join(row.found for row in group.rows[:shown])
        yield from _wrapped(f"{together}.", "  - ", "    ")
    else:
        shown = _SHOWN
        for row in group.rows[:shown]:
            own = row._replace(**{name: "" for name in Row._fields if name not in differing})
            yield from _wrapped(_line(group, own), "  - ", "    ")
    rest = len(group.rows) - shown
    if rest > 0:
        more = f"a další {counted(rest, *FINDINGS)}; všechny má --format html a csv"
        yield from _wrapped(more, "  - ", "    ")


def _line(group: Group, own: Row) -> str:
    """Put into a sentence what a finding says for itself."""
    place = ", ".join(filter(None, (own.source, group.place(own), own.service)))
    label = "důvod" if group.rule.reason else "má být"
    said = "; ".join(
        filter(None, (own.found, own.expected and f"{label}: {own.expected}", own.action))
    )
    return f"{': '.join(filter(None, (place, said)))}."


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
