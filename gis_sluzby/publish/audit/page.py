"""The report of the audit as one static page: no script, no request, to be read and printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gis_sluzby.audit.catalogue import SEVERITIES
from gis_sluzby.cartography import DARK, LIGHT, counted, nonbreaking, number
from gis_sluzby.publish.audit.groups import FINDINGS, Row, about_text, counts_text, grouped
from gis_sluzby.words import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from jinja2 import Template

    from gis_sluzby.audit.catalogue import Rule
    from gis_sluzby.cartography import Palette
    from gis_sluzby.plan import Plan

#: So many findings of a rule stand in the page, so that it stays readable; CSV has all of them.
SHOWN = 500
_HEADINGS = {
    "error": ("Chyby", "Řádky, které se nepřijaly. Ve výsledcích nejsou: opravte je jako první."),
    "warning": (
        "Varování",
        "Co se o tyto řádky opírá, je méně jisté; na mapě má „s výhradou“. Projděte je všechna.",
    ),
    "info": (
        "Informace",
        "Přečtěte si, zda něco z toho nechcete opravit. Výsledky kvůli nim nejsou s výhradou.",
    ),
}
_HEADS = {
    "source": "Zdroj",
    "row": "Řádek",
    "column": "Sloupec",
    "service": "Služba",
    "found": "V datech",
    "expected": "Má být",
    "action": "Co program udělal",
}
#: Columns of the table of inputs, and of what kind they are.
_INPUTS = {
    "Zdroj": "",
    "Soubor": "",
    "Platí k": "day",
    "Přečteno": "n",
    "Přijato": "n",
    "Vynecháno": "n",
}
_COLOURS = ("paper", "surface", "ink", "ink-2", "line", "accent", "danger", "out-ink", "out-soft")


def audit_page(
    plan: Plan, audit: pd.DataFrame, sources: pd.DataFrame, services: Mapping[str, str]
) -> str:
    """Give the report of the audit as an HTML page.

    Parameters
    ----------
    plan
        The plan: its name, date and publisher.
    audit
        The table `audit`.
    sources
        The table `sources`.
    services
        What services are called, by their ids.

    Returns
    -------
    The page. All that comes from data is escaped; the page asks for nothing and runs nothing.
    """
    groups = grouped(audit, sources, services)
    parts = [
        {
            "id": severity,
            "heading": heading,
            "lead": lead,
            "groups": [group for group in groups if group.severity == severity],
        }
        for severity, (heading, lead) in _HEADINGS.items()
    ]
    return _template().render(
        name=plan.name,
        publisher=plan.publisher,
        date=date_text(plan.date.isoformat()),
        counts=counts_text(audit),
        parts=[part for part in parts if part["groups"]],
        sources=sources.to_dict("records"),
        about=about_text,
        severities=SEVERITIES,
        shown=SHOWN,
        head=_head,
        inputs=_INPUTS,
        column_of={name: place for place, name in enumerate(Row._fields)},
        findings=lambda count: counted(count, *FINDINGS),
        number=number,
        nb=nonbreaking,
        day=date_text,
        light=_variables(LIGHT),
        dark=_variables(DARK),
    )


@cache
def _template() -> Template:
    """Give the template; every value is escaped."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        autoescape=True,
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2")


def _head(rule: Rule, name: str) -> str:
    """Give the heading of a column of findings."""
    if name == "column" and rule.plan_key:
        return "Klíč plánu"
    if name == "expected" and rule.reason:
        return "Důvod"
    return _HEADS[name]


def _variables(palette: Palette) -> str:
    """Give the colours of a theme as variables of a style sheet."""
    return "".join(f"--{name}:{palette.ui[name]};" for name in _COLOURS)
