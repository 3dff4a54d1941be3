"""A run of sensitivity the long way: the plan and the data changed, everything computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np

from gis_sluzby.coverage.compute import coverage_table
from gis_sluzby.coverage.standards import standard_parts, standards_table
from gis_sluzby.demand import bands_of, demand_people, demand_units, people_of_obce
from gis_sluzby.plan import Reach, Standard
from gis_sluzby.reach.compute import travel_times
from gis_sluzby.studies.sensitivity.worlds import Inputs
from gis_sluzby.tables import empty

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.plan import Plan
    from gis_sluzby.studies.sensitivity.runs import Run
    from gis_sluzby.studies.sensitivity.statuses import Judged

Tables = dict[str, "pd.DataFrame"]
LEVELS = ("obec", "orp")


def computed(
    plan: Plan, centre: Tables, roads: gpd.GeoDataFrame, keys: pd.DataFrame | None = None
) -> tuple[Tables, Tables]:
    """Compute a plan from its centre on; `keys` choose the rows of the standards."""
    standards = standards_table(plan, centre)
    if keys is not None:
        standards = standards.merge(keys)
    demand = demand_units(
        gpd.GeoDataFrame(centre["obce"]),
        gpd.GeoDataFrame(centre["obec_points"]),
        centre["demand_points"],
    )
    reached = travel_times(plan, centre, roads, demand, standards[["druh", "forma", "cs"]])
    people = people_of_obce(centre["population"], plan.date, bands_of(standards))
    reached |= {"demand": demand, "demand_people": demand_people(demand, people)}
    return reached, coverage_table(plan, centre, reached, standards)


def inputs_of(plan: Plan, centre: Tables, roads: gpd.GeoDataFrame) -> tuple[Inputs, Tables]:
    """Give the inputs of a study, and the coverage of the plan as it stands."""
    reached, coverage = computed(plan, centre, roads)
    standards = coverage["standards"]
    parts = standard_parts(plan, centre, standards)
    return Inputs(plan, centre, roads, reached, standards, parts), coverage


def coverage_of(run: Run, inputs: Inputs) -> Tables:
    """Compute a run from a plan that states all that the run changes."""
    centre, world = dict(inputs.centre), run.world
    population = centre["population"]
    centre["population"] = population[population["date"] == world.population]
    if world.places == "obec":
        centre["demand_points"] = empty("demand_points")
    if world.claims == "modelled":
        centre["declared"] = empty("declared")
        sources = centre["sources"]
        centre["sources"] = sources[sources["table"] != "declared"]
    kmh = {trida: v * run.kmh_factor for trida, v in inputs.plan.reach.speeds().items()}
    of_mode = {"car": {"kmh": kmh}, "bike": {"bike_kmh": kmh}}[inputs.plan.reach.mode]
    reach = Reach.model_validate(inputs.plan.reach.model_dump() | of_mode)
    plan = inputs.plan.model_copy(update={"reach": reach, "standard": stated(run, inputs)})
    return computed(plan, centre, inputs.roads, inputs.standards[["druh", "forma", "cs"]])[1]


def stated(run: Run, inputs: Inputs) -> tuple[Standard, ...]:
    """State the measure and the limit for every druh, forma and cs that some row is made of."""
    declaring = {
        (druh, forma, cs)
        for service, druh in inputs.centre["services"][["service_id", "druh"]].to_numpy().tolist()
        for forma in of(inputs.centre["declared"], service, "forma")
        for cs in {"any", *of(inputs.centre["targets"], service, "cs")}
    }
    own: dict[tuple[str, str, str], dict[str, Any]] = {
        (s.druh, s.forma, s.cs): s.model_dump(exclude_none=True) for s in inputs.plan.standard
    }
    for part in inputs.parts.itertuples():
        key = (str(part.druh), str(part.part), str(part.cs))
        entry = own.setdefault(key, dict(zip(("druh", "forma", "cs"), key, strict=True)))
        if part.measure == "time":
            by_area = run.world.claims == "declared" and key in declaring
            entry["measure"] = "declared" if by_area else "time"
            entry["limit_minutes"] = float(str(part.limit_minutes)) + run.limit_shift
    return tuple(Standard.model_validate(entry) for entry in own.values())


def of(table: pd.DataFrame, service: str, column: str) -> set[str]:
    """Give the values of a service in a column."""
    return set(table.loc[table["service_id"] == service, column])


def assert_equal(judged: dict[str, Judged], number: int, coverage: Tables, inputs: Inputs) -> None:
    """Compare a column of the runs with coverage, to the last bit."""
    for level in LEVELS:
        table, key = coverage[f"coverage_{level}"], [f"kod_{level}", "druh", "forma", "cs"]
        areas = table[[key[0]]].drop_duplicates().sort_values(key[0])
        cells = areas.merge(inputs.standards[key[1:]], how="cross").merge(table, on=key, how="left")
        unknown = cells.get("no_data_pop", 0.0)
        unreached = cells["target_pop"] - unknown - cells["covered_pop"]
        assert judged[level].status[:, number].tolist() == cells["status"].tolist()
        found = judged[level].unreached[:, number]
        assert found[~np.isnan(found)].tolist() == unreached.dropna().tolist()
