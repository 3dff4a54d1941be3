"""One base for both sides: the same obce and the same people, so that only services change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What of a centre speaks of services; all the rest is the base.
_OF_SERVICES = (
    *("sources", "providers", "services", "sites", "service_sites", "offers", "capacities"),
    *("targets", "declared", "need", "network", "service_year", "audit"),
)
#: Inputs whose day matters for a change, the base first.
DATED = ("obce", "population", "services", "declared")
_SHOWN = 10


def on_base(
    services: Mapping[str, pd.DataFrame], base: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Put the services of one centre on the territory and the people of another.

    Parameters
    ----------
    services
        The centre whose services are taken.
    base
        The centre whose obce, areas, points and people are taken.

    Returns
    -------
    A centre.

    Raises
    ------
    InputError
        When the two have different obce: who gained and lost would then rest on two bases.
    """
    before, after = (_own(centre) for centre in (services, base))
    apart = sorted(before.symmetric_difference(after))
    if apart:
        more = f" a další ({len(apart) - _SHOWN})" if len(apart) > _SHOWN else ""
        what = f"snímky mají různé obce: {', '.join(apart[:_SHOWN])}{more}"
        advice = "Co se stalo s obcemi, ukáže diff; snímek pořiďte znovu nad hranicemi téhož roku"
        raise InputError(Problem(what, advice=advice))
    return {name: (services if name in _OF_SERVICES else base)[name] for name in base}


def vintages(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the days of the inputs of two centres side by side.

    Parameters
    ----------
    before, after
        The tables sources and population.

    Returns
    -------
    The columns table, before and after (ISO days joined by a space, empty where there is no such
    input) and `same`, a row for each of `DATED`.
    """
    days = [{name: _days(centre, name) for name in DATED} for centre in (before, after)]
    return pd.DataFrame(
        {
            "table": DATED,
            "before": [days[0][name] for name in DATED],
            "after": [days[1][name] for name in DATED],
            "same": [days[0][name] == days[1][name] for name in DATED],
        }
    )


def _own(centre: Mapping[str, pd.DataFrame]) -> set[str]:
    """Give the codes of the plan's obce."""
    obce = centre["obce"]
    return set(obce.loc[obce["in_plan"], "kod_obec"])


def _days(centre: Mapping[str, pd.DataFrame], table: str) -> str:
    """Give the days to which the sources of a table apply."""
    sources = centre["sources"]
    return " ".join(sorted(sources.loc[sources["table"] == table, "vintage"].dropna().unique()))
