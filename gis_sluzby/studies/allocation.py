"""Allocation of a plan's people to its ambulatory services under their capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.access.allocation import allocation
from gis_sluzby.access.supply import capacity_supply, supply_travel
from gis_sluzby.demand import band_label
from gis_sluzby.errors import PlanError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan


class Allocated(NamedTuple):
    """What `allocated` gives.

    Parameters
    ----------
    obce
        kod_obec, people (of the target group), required, allocated and residual, in the unit:
        every obec of the plan.
    services
        service_id, amount, in_reach, allocated, residual and farthest_minutes: every service
        whose capacity is known.
    unknown
        How many services take no part, for their capacity is not known in the unit, or their
        address is secret.
    """

    obce: pd.DataFrame
    services: pd.DataFrame
    unknown: int


def allocated(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
    market: tuple[str, str],
    *,
    per_1000: float,
) -> Allocated:
    """Allocate the people of a plan to its ambulatory services, the nearest first.

    Parameters
    ----------
    plan
        The plan: how people travel.
    centre
        The tables obce, services, offers and capacities.
    reached
        The tables demand, demand_people and reach.
    standards
        The table `standards`: the target group and the limit.
    market
        druh and unit: units are never mixed.
    per_1000
        Units that 1,000 people of the target group require: an assumption, or a need stated.

    Returns
    -------
    Obce and services, see `access.allocation`: the residual of an obec is demand for which no
    place within the limit is left. A service with a secret address takes no part.

    Raises
    ------
    PlanError
        When the standard of the kind asks for no minutes.
    """
    druh, unit = market
    row = _standard(standards, druh)
    services = centre["services"]
    supply = capacity_supply(services[~services["secret"]], centre["capacities"])
    supply = supply[(supply["druh"] == druh) & (supply["unit"] == unit)]
    known = supply[supply["amount"].notna()]
    people = reached["demand_people"]
    band = band_label((int(row["age_from"]), int(row["age_to"])))
    own = reached["demand"].loc[reached["demand"]["in_plan"], ["demand_id", "kod_obec"]]
    demand = people.loc[people["band"] == band, ["demand_id", "people"]].merge(own, on="demand_id")
    travel = supply_travel(known, reached["reach"], mode=plan.reach.mode)
    result = allocation(
        travel[travel["demand_id"].isin(demand["demand_id"])],
        known,
        demand,
        limit_minutes=float(row["limit_minutes"]),
        per_person=per_1000 / 1000,
        by=["druh"],
    )
    areas = result.areas.merge(demand, on="demand_id")
    sums = areas.groupby("kod_obec")[["people", "required", "allocated", "residual"]].sum()
    points = result.points.merge(known[["supply_id", "service_id"]], on="supply_id")
    offers = centre["offers"][["service_id", "forma"]].merge(centre["services"], on="service_id")
    every = offers.loc[(offers["druh"] == druh) & (offers["forma"] == "amb"), "service_id"]
    columns = ["service_id", "amount", "in_reach", "allocated", "residual", "farthest_minutes"]
    return Allocated(
        sums.reset_index(), points[columns], len(set(every) - set(points["service_id"]))
    )


def _standard(standards: pd.DataFrame, druh: str) -> pd.Series:
    """Give the standard of the ambulantní form of a kind."""
    rows = standards[(standards["druh"] == druh) & (standards["cs"] == "any")]
    timed = rows[rows["forma"].isin(("amb", "any")) & (rows["measure"] == "time")]
    if timed.empty:
        what = f"standard druhu {druh} nemá časovou mez"
        raise PlanError(Problem(what, advice="Přidělení dává smysl jen u ambulantních služeb"))
    return timed.sort_values("forma").iloc[0]
