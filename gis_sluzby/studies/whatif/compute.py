"""Before and after: the coverage of a plan as it is, and as a scenario would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.coverage.compute import coverage_table
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.demand import bands_of, demand_people, people_of_obce
from gis_sluzby.reach.compute import travel_times
from gis_sluzby.studies.whatif.apply import applied, changed_plan
from gis_sluzby.studies.whatif.checks import check
from gis_sluzby.studies.whatif.compare import compared
from gis_sluzby.studies.whatif.kinds import secret_kinds, touched_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.plan import Plan
    from gis_sluzby.studies.whatif.scenario import Scenario


class Outcome(NamedTuple):
    """A centre and what comes of it.

    Parameters
    ----------
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people, travel, nearest and reach.
    coverage
        The tables standards, coverage_obec, coverage_orp and coverage_kraj.
    """

    centre: Mapping[str, pd.DataFrame]
    reached: Mapping[str, pd.DataFrame]
    coverage: Mapping[str, pd.DataFrame]


class WhatIf(NamedTuple):
    """What a scenario would change.

    Parameters
    ----------
    scenario
        The scenario.
    before, after
        The whole outcome as it is and as it would be.
    tables
        The tables whatif_obec, whatif_orp and whatif_kraj: all areas, for the kinds of service
        that the scenario touches. Kinds of which it touches a service with a secret address are
        in whatif_kraj alone.
    kinds
        The kinds of service that it touches, in the order of the code list.
    by_kraj
        Those of them that are told by kraj alone.
    """

    scenario: Scenario
    before: Outcome
    after: Outcome
    tables: dict[str, pd.DataFrame]
    kinds: tuple[str, ...]
    by_kraj: tuple[str, ...]


def whatif(plan: Plan, scenario: Scenario, before: Outcome, roads: gpd.GeoDataFrame) -> WhatIf:
    """Compute what a scenario would change.

    Parameters
    ----------
    plan
        The plan.
    scenario
        The scenario.
    before
        The outcome of the plan as it is.
    roads
        Column trida and LineStrings in EPSG:5514.

    Returns
    -------
    The outcome after it, by the same functions, and the comparison.

    Raises
    ------
    PlanError
        With everything that the scenario asks for and that cannot be.
    """
    check(scenario, plan, before.centre)
    after = outcome(
        changed_plan(plan, scenario),
        applied(before.centre, scenario),
        roads,
        before.reached["demand"],
    )
    kinds = touched_kinds(scenario, before.centre)
    hidden = secret_kinds(scenario, before.centre)
    tables = compared(before.coverage, after.coverage, kinds, hidden, before.centre)
    return WhatIf(scenario, before, after, tables, kinds, hidden)


def outcome(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    demand: gpd.GeoDataFrame,
) -> Outcome:
    """Compute all that comes of a centre.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    roads
        Column trida and LineStrings in EPSG:5514.
    demand
        The table `demand`.

    Returns
    -------
    The outcome: what `pipeline.compute` computes of the same centre.
    """
    standards = standards_table(plan, centre)
    people = people_of_obce(centre["population"], plan.date, bands_of(standards))
    groups = standards[["druh", "forma", "cs"]]
    reached = travel_times(plan, centre, roads, demand, groups)
    reached |= {"demand": demand, "demand_people": demand_people(demand, people)}
    return Outcome(centre, reached, coverage_table(plan, centre, reached, standards))
