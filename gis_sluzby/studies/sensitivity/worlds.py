"""The inputs of coverage as each world has them, changed from those of the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd

from gis_sluzby.coverage.claims import members_of
from gis_sluzby.coverage.ground import Ground, ground
from gis_sluzby.demand import bands_of, demand_people, demand_units, people_of_obce
from gis_sluzby.reach.claims import modelled_reach, reach_table, supply_groups
from gis_sluzby.reach.compute import supply_times
from gis_sluzby.tables import empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan

#: Columns of roads that state a speed.
_SPEEDS = ("kmh", "maxspeed")


class World(NamedTuple):
    """What is assumed besides speeds and limits.

    Parameters
    ----------
    population
        Date of the state of the population.
    claims
        Which claims count: `standard` (each by the measure of its standard), `declared` (declared
        areas in place of minutes wherever services of the druh and forma state some), `modelled`
        (minutes alone, as though no source of declared areas were there).
    places
        Where people are counted: `points` of the plan's source, or `obec`, the official point.
    """

    population: str
    claims: str
    places: str


class Inputs(NamedTuple):
    """What coverage is computed from.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    roads
        Road segments.
    reached
        The tables demand, demand_people and reach.
    standards
        The table `standards`.
    parts
        Its parts, as `coverage.standards.standard_parts` gives them.
    """

    plan: Plan
    centre: Mapping[str, pd.DataFrame]
    roads: gpd.GeoDataFrame
    reached: Mapping[str, pd.DataFrame]
    standards: pd.DataFrame
    parts: pd.DataFrame

    @property
    def places(self) -> str:
        """Where the plan counts people: `points` of a source, or `obec`, the official point."""
        return "points" if len(self.centre["demand_points"]) else "obec"


def declaring_parts(inputs: Inputs) -> pd.Series[int]:
    """Find the parts of the standards measured by minutes some of whose services declare areas.

    Parameters
    ----------
    inputs
        The plan's own inputs.

    Returns
    -------
    Numbers of the parts.
    """
    members = members_of(inputs.parts, inputs.centre)
    reach = inputs.reached["reach"]
    declared = reach.loc[reach["claim"] != "modelled", ["service_id", "forma"]].drop_duplicates()
    timed = members[members["measure"] == "time"]
    named = declared.rename(columns={"forma": "offer"})
    return timed.merge(named, on=["service_id", "offer"])["number"].drop_duplicates()


def demand_of(inputs: Inputs, world: World) -> gpd.GeoDataFrame:
    """Give the demand units of a world.

    Parameters
    ----------
    inputs
        The plan's own inputs.
    world
        The world.

    Returns
    -------
    The table `demand`.
    """
    if world.places == inputs.places:
        return gpd.GeoDataFrame(inputs.reached["demand"])
    return demand_units(
        gpd.GeoDataFrame(inputs.centre["obce"]), gpd.GeoDataFrame(inputs.centre["obec_points"])
    )


def people_in(inputs: Inputs, population: str) -> pd.DataFrame:
    """Count the people of obce in the bands of the standards.

    Parameters
    ----------
    inputs
        The plan's own inputs.
    population
        Date of the state of the population.

    Returns
    -------
    As `demand.people_of_obce` gives them.
    """
    bands = bands_of(inputs.standards)
    return people_of_obce(inputs.centre["population"], date.fromisoformat(population), bands)


def ground_of(inputs: Inputs, world: World, people: pd.DataFrame) -> Ground:
    """Settle what minutes do not change in a world.

    Parameters
    ----------
    inputs
        The plan's own inputs.
    world
        The world.
    people
        Its people, as `people_in` gives them.

    Returns
    -------
    The ground of coverage.
    """
    centre, parts, standards = inputs.centre, inputs.parts, inputs.standards
    demand = demand_of(inputs, world)
    reach = inputs.reached["reach"]
    if world.places != inputs.places:
        reach = reach_table(centre, demand, empty("travel"), inputs.plan.date)
    if world.claims == "modelled":
        reach = reach[reach["claim"] == "modelled"]
        centre = {**centre, "sources": _without_declared(centre["sources"])}
    if world.claims == "declared":
        changed = parts["number"].isin(declaring_parts(inputs))
        parts = parts.assign(
            measure=parts["measure"].mask(changed, "declared"),
            limit_minutes=parts["limit_minutes"].mask(changed),
        )
    reached = {"demand": demand, "demand_people": demand_people(demand, people), "reach": reach}
    return ground(inputs.plan, centre, reached, standards, parts)


def reach_at(inputs: Inputs, demand: gpd.GeoDataFrame, kmh_factor: float) -> pd.DataFrame:
    """Compute who reaches whom by minutes at other speeds.

    Parameters
    ----------
    inputs
        The plan's own inputs.
    demand
        The table `demand`.
    kmh_factor
        What the speeds of roads are multiplied by; the straight legs to the roads keep theirs.

    Returns
    -------
    The modelled rows of the table `reach`, in no order.
    """
    plan, roads, centre = inputs.plan, inputs.roads, inputs.centre
    speeds = {trida: speed * kmh_factor for trida, speed in plan.reach.speeds().items()}
    key = {"car": "kmh"}.get(plan.reach.road_mode(), f"{plan.reach.road_mode()}_kmh")
    changed = plan.model_copy(update={"reach": plan.reach.model_copy(update={key: speeds})})
    stated = {name: roads[name] * kmh_factor for name in _SPEEDS if name in roads}
    nobody = supply_groups(centre, inputs.standards.iloc[:0])  # whose nearest service is asked for
    travel, _, _ = supply_times(changed, centre, roads.assign(**stated), demand, nobody)
    return modelled_reach(centre, travel)


def _without_declared(sources: pd.DataFrame) -> pd.DataFrame:
    """Give the sources as though none of declared areas were there."""
    return sources[sources["table"] != "declared"]
