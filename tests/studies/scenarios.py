"""Scenarios on the small world, and the world as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby.studies.whatif import Outcome, Scenario, WhatIf, whatif
from tests.coverage.made import CODES
from tests.studies import made
from tests.studies.oracle import computed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from tests.coverage.made import Service


def world(services: Iterable[Service], *, points: bool = False) -> Outcome:
    """Compute the small world with these services."""
    centre = made.centre(services, points=points)
    return Outcome(centre, *computed(made.plan(), centre, made.roads()))


def scenario(**sections: Sequence[Mapping[str, Any]]) -> Scenario:
    """Make a scenario of sections."""
    return Scenario.model_validate({"schema": 1, "name": "Zkouška", **sections})


def asked(before: Outcome, **sections: Sequence[Mapping[str, Any]]) -> WhatIf:
    """Ask what a scenario would change."""
    return whatif(made.plan(), scenario(**sections), before, made.roads())


def totals(table: pd.DataFrame, druh: str | None = None) -> pd.DataFrame:
    """Keep the rows for any form and target group, of one kind where it is named."""
    mine = table[(table["forma"] == "any") & (table["cs"] == "any")]
    return mine if druh is None else mine[mine["druh"] == druh]


def by_letter(table: pd.DataFrame, column: str) -> dict[str, Any]:
    """Give a column of a table of obce by the letter of the obec; in D nobody lives."""
    values = table.set_index("kod_obec")[column]
    return {letter: values[CODES[letter]] for letter in "ABC"}
