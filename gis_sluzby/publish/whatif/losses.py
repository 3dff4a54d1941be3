"""Who would lose a service in a scenario, and what is left to them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from gis_sluzby.cartography import shown_minutes
from gis_sluzby.publish.whatif.words import left_text, minutes_text
from gis_sluzby.words import GOING, MODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.studies.whatif import Outcome, WhatIf

    Row = Mapping[Any, Any]


def lost_unknown(result: WhatIf, druh: str) -> float:
    """Count the people who lose a kind of service because nothing would be known.

    Parameters
    ----------
    result
        As `studies.whatif.whatif` gives it.
    druh
        The kind.

    Returns
    -------
    People of all obce whose status would be no_data.
    """
    now, then = (_coverage(side, druh) for side in (result.before, result.after))
    both = now.add_suffix("_before").join(then.add_suffix("_after"))
    gone = both[both["status_after"] == "no_data"]
    lost = gone["covered_pop_before"].fillna(0.0) - gone["covered_pop_after"].fillna(0.0)
    return float(lost.clip(lower=0).sum())


def left_to(losing: pd.DataFrame, result: WhatIf, druh: str, mode: str) -> list[str]:
    """Say what is left to the people of obce where a kind of service is lost.

    Parameters
    ----------
    losing
        Rows of `whatif_obec` for any form and any target group.
    result
        As `studies.whatif.whatif` gives it.
    druh
        The kind.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    A text a row, by the reason of the status then. Where the forms of the kind are measured
    differently, the form decides of which the most people lose.
    """
    names = _providers(result.after.centre)
    deciding = _deciding(result, druh)
    return [
        _left(deciding.get(row["kod_obec"], row), names, mode) for row in losing.to_dict("records")
    ]


def _left(row: Row, names: Mapping[str, str], mode: str) -> str:
    """Say what is left, in minutes where they are what counts."""
    reason = row["reason_after"]
    told = left_text(reason, mode) if isinstance(reason, str) else None
    if told is not None:
        return told
    if not isinstance(row["nearest_after"], str):
        return f"k žádné jiné se {MODES[mode]} ne{GOING[mode].one}"
    nearest, then = names[row["nearest_after"]], minutes_text(row["minutes_after"], mode)
    known = not math.isnan(row["minutes_before"])
    same = row["nearest_before"] == row["nearest_after"]
    if same and known and _shown(row, "before") == _shown(row, "after"):
        return f"nejblíž zůstává {nearest}, {then}"
    now = f", dnes {minutes_text(row['minutes_before'], mode)}" if known else ""
    return f"nejblíž bude {nearest}, {then}{now}"


def _shown(row: Row, side: str) -> float:
    """Give the minutes as they are shown."""
    return float(shown_minutes(row[f"minutes_{side}"]))


def _deciding(result: WhatIf, druh: str) -> dict[str, Row]:
    """Give by obec the row of the form of which the most people lose, where measures differ."""
    standards = result.after.coverage["standards"]
    forms = standards[
        (standards["druh"] == druh) & (standards["forma"] != "any") & (standards["cs"] == "any")
    ]
    if len(set(forms["measure"])) <= 1:
        return {}
    table = result.tables["whatif_obec"]
    rows = table[(table["druh"] == druh) & (table["forma"] != "any") & (table["cs"] == "any")]
    rows = rows[rows["lost"] > 0].sort_values(["lost", "forma"], ascending=[False, True])
    records = rows.drop_duplicates("kod_obec").to_dict("records")
    return {str(row["kod_obec"]): row for row in records}


def _coverage(side: Outcome, druh: str) -> pd.DataFrame:
    """Give people and statuses of obce for any form and any target group."""
    rows = side.coverage["coverage_obec"]
    rows = rows[(rows["druh"] == druh) & (rows["forma"] == "any") & (rows["cs"] == "any")]
    return rows.set_index("kod_obec")[["covered_pop", "status"]]


def _providers(centre: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Name the provider of every service."""
    names = centre["providers"].set_index("provider_id")["nazev"]
    services = centre["services"].set_index("service_id")["provider_id"]
    return {str(service): str(name) for service, name in services.map(names).items()}
