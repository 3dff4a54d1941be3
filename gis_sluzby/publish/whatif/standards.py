"""What a scenario changes in a standard, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import number, percent
from gis_sluzby.publish.whatif.words import kind_name
from gis_sluzby.words import FORMS, LEVELS, measure_text, people_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan.model import Standard

    Tables = Mapping[str, pd.DataFrame]


def standard_text(standard: Standard, before: Tables, after: Tables, mode: str = "car") -> str:
    """Say what a standard was and what it would be.

    Parameters
    ----------
    standard
        The entry of the scenario.
    before, after
        The table standards as it is and as it would be.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    E.g. "standard: centra denních služeb (§ 45); mez dnes 30 min, potom 20 min".
    """
    form = "" if standard.forma == "any" else f", forma {FORMS[standard.forma]}"
    group = "" if standard.cs == "any" else f", okruh {codelists.okruhy()[standard.cs].name}"
    key = (standard.druh, standard.forma, standard.cs)
    now, then = (_values(tables["standards"], key, mode) for tables in (before, after))
    told = [
        f"{name} dnes {now.get(name, 'neuvedena')}, potom {then[name]}"
        for name in then
        if then[name] != now.get(name, "neuvedena")
    ]
    what = ", ".join(told) or "bez účinku: platí už dnes"
    return f"standard: {kind_name(standard.druh)}{form}{group}; {what}"


def _values(standards: pd.DataFrame, key: tuple[str, str, str], mode: str) -> dict[str, str]:
    """Give the values of a standard in words, by what they are of; none where there is no row."""
    rows: Any = standards.set_index(["druh", "forma", "cs"])
    if key not in rows.index:
        return {}
    row: Any = rows.loc[key]
    return {
        "mez": _known(row["limit_minutes"], lambda value: f"{number(value)} min"),
        "míra": f"„{measure_text(row['measure'], mode)}“",
        "úroveň": f"„{LEVELS[row['level']]}“",
        "podíl osob, od kterého je území v dosahu,": _known(row["covered_from"], percent),
        "cílová skupina": people_text(
            *(None if pd.isna(row[name]) else float(row[name]) for name in ("age_from", "age_to"))
        ),
        "jednotka": _known(row["unit"], lambda code: codelists.units()[code].name),
        "požadovaná kapacita na 1 000 osob": _known(row["required_per_1000"], number),
        "posuzuje se": "ne" if row["excluded"] else "ano",
    }


def _known(value: Any, write: Any) -> str:  # noqa: ANN401  (a cell, and what writes it)
    """Write a value, or say that there is none."""
    return "neuvedena" if pd.isna(value) else str(write(value))
