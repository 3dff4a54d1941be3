"""The kinds of service that a scenario touches: no other row of coverage can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from gis_sluzby.studies.whatif.scenario import Scenario


def touched_kinds(scenario: Scenario, centre: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Give the kinds of service that a scenario touches.

    Parameters
    ----------
    scenario
        The scenario.
    centre
        The table services.

    Returns
    -------
    Their codes in the order of the code list.
    """
    services = centre["services"]
    druhy = services.loc[services["service_id"].isin(_services(scenario)), "druh"]
    added = (entry.druh for entry in scenario.add)
    return _in_order({*druhy, *added, *(entry.druh for entry in scenario.standard)})


def secret_kinds(scenario: Scenario, centre: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Give the kinds of service of which a scenario touches one with a secret address.

    Parameters
    ----------
    scenario
        The scenario.
    centre
        The table services.

    Returns
    -------
    Their codes in the order of the code list. What changes for obce and ORP could locate it.
    """
    services = centre["services"]
    secret = services[services["secret"] & services["service_id"].isin(_services(scenario))]
    return _in_order({*secret["druh"], *(entry.druh for entry in scenario.add if entry.secret)})


def _services(scenario: Scenario) -> set[str]:
    """Give the services of the centre that a scenario is about."""
    sections = (scenario.move, scenario.close, scenario.capacity, scenario.declared)
    return {entry.service for section in sections for entry in section}


def _in_order(druhy: Iterable[str]) -> tuple[str, ...]:
    """Put kinds into the order of the code list."""
    return tuple(sorted(druhy, key=lambda code: codelists.druh(code).position))
