"""The catalogue of rules: what each finding means, why it matters and what to do about it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.findings import Severity

_FILE = Path(__file__).with_name("rules.toml")
#: Severities, the gravest first, and how a person is told.
SEVERITIES: dict[Severity, str] = {"error": "CHYBA", "warning": "VAROVÁNÍ", "info": "INFORMACE"}
#: What rules are about, in the order of reports.
ABOUT = {
    "zdroje": "Zdroje dat",
    "sluzby": "Služby",
    "poskytovatele": "Poskytovatelé",
    "mista": "Místa služeb",
    "kapacity": "Kapacity",
    "pusobnost": "Působnost a potřeba",
    "uzemi": "Území",
    "lide": "Obyvatelé",
    "silnice": "Silnice",
    "cesty": "Doby cest spočítané jinde",
}


class Rule(NamedTuple):
    """One rule of the audit.

    Parameters
    ----------
    id
        Name under which findings are recorded.
    about
        What it is about, a key of `ABOUT`.
    severities
        Severities that its findings may have.
    title
        What happened, in Czech.
    why
        Why it matters, in Czech.
    advice
        What to do, in Czech.
    reason
        Whether what findings give as expected is why the row could not be accepted.
    plan_key
        Whether what findings give as the column is a key of the plan.
    """

    id: str
    about: str
    severities: tuple[Severity, ...]
    title: str
    why: str
    advice: str
    reason: bool = False
    plan_key: bool = False


@cache
def rules() -> Mapping[str, Rule]:
    """Give the rules by their ids.

    Returns
    -------
    The rules in the order of the catalogue.
    """
    listed = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: _rule(name, row) for name, row in listed.items()}


def _rule(name: str, row: dict[str, Any]) -> Rule:
    """Give one rule; a single severity may stand without a list."""
    stated = row.pop("severity")
    severities = (stated,) if isinstance(stated, str) else tuple(stated)
    return Rule(id=name, severities=severities, **row)
