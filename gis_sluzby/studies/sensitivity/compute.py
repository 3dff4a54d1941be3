"""The whole study: every run judged, gaps told robust from uncertain."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from gis_sluzby.coverage.claims import numbered
from gis_sluzby.coverage.grid import ROW
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.studies.sensitivity.certainty import GAPS, certainty_table
from gis_sluzby.studies.sensitivity.levels import levels_table
from gis_sluzby.studies.sensitivity.runs import runs_of, runs_table, worlds_of
from gis_sluzby.studies.sensitivity.statuses import (
    judged_areas,
    judged_obce,
    settled,
    side_by_side,
)
from gis_sluzby.studies.sensitivity.worlds import (
    Inputs,
    demand_of,
    ground_of,
    people_in,
    reach_at,
)
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan
    from gis_sluzby.studies.sensitivity.runs import Run
    from gis_sluzby.studies.sensitivity.statuses import Judged

_LEVELS = ("obec", "orp")


def sensitivity(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: pd.DataFrame,
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
) -> dict[str, pd.DataFrame]:
    """Judge the coverage of a plan under other reasonable assumptions.

    Parameters
    ----------
    plan
        The plan: its section [sensitivity] says what is varied.
    centre
        The tables of the datové centrum.
    roads
        Road segments.
    reached
        The tables demand, demand_people and reach.
    coverage
        The tables standards, coverage_obec and coverage_orp.

    Returns
    -------
    The tables `sensitivity` (each gap: robust or uncertain), `sensitivity_runs` (what was varied
    and how many gaps each run has) and `sensitivity_levels` (obec against ORP).

    Raises
    ------
    PlanError
        When a limit with minutes added would lie beyond the horizon of travel times.
    """
    _check_horizon(plan, coverage["standards"])
    standards = coverage["standards"]
    parts = standard_parts(plan, centre, standards)
    inputs = Inputs(plan, centre, gpd.GeoDataFrame(roads), reached, standards, parts)
    runs = runs_of(plan, worlds_of(inputs))
    judged = judged_runs(inputs, runs)
    cells = {level: _cells(inputs, coverage[f"coverage_{level}"], level) for level in _LEVELS}
    return {
        "sensitivity": certainty_table(cells, judged, plan.sensitivity.robust_from),
        "sensitivity_runs": _runs(runs, cells, judged),
        "sensitivity_levels": levels_table(coverage),
    }


def judged_runs(inputs: Inputs, runs: list[Run]) -> dict[str, Judged]:
    """Judge all runs, world by world and speed by speed.

    Parameters
    ----------
    inputs
        The plan's own inputs.
    runs
        The runs; those of the same world and speed stand side by side.

    Returns
    -------
    By level (obec, orp) what came of the runs, in their order. A run equals the coverage of a plan
    and data changed in the same way; the cells are the areas by code × the rows of the standards.
    """
    _, area = np.unique(_orp_of_obce(inputs), return_inverse=True)
    found: dict[str, list[Judged]] = {level: [] for level in _LEVELS}
    modelled = inputs.reached["reach"].query("claim == 'modelled'")
    # What several worlds share is computed once.
    people: dict[str, pd.DataFrame] = {}
    reaches: dict[tuple[str, float], pd.DataFrame] = {}
    for of_world, mine in groupby(runs, key=lambda run: run.world):
        state = of_world.population
        people[state] = people[state] if state in people else people_in(inputs, state)
        world = settled(ground_of(inputs, of_world, people[state]))
        for factor, alike in groupby(mine, key=lambda run: run.kmh_factor):
            at = (of_world.places, factor)
            if at not in reaches:
                own = at == (inputs.places, 1.0)
                reach = modelled if own else reach_at(inputs, demand_of(inputs, of_world), factor)
                reaches[at] = numbered(reach, world.ground.grid)
            shifts = [run.limit_shift for run in alike]
            obce = judged_obce(world, reaches[at], shifts)
            found["obec"].append(obce)
            found["orp"].append(judged_areas(world, obce, area))
    return {level: side_by_side(parts) for level, parts in found.items()}


def _check_horizon(plan: Plan, standards: pd.DataFrame) -> None:
    """Refuse limits beyond the horizon: what lies there is not computed."""
    longest = standards["limit_minutes"].max() + max(plan.sensitivity.limit_shift)
    horizon = plan.reach.horizon_minutes
    if longest > horizon:
        what = f"nejdelší mez i s přičtenými minutami ({longest:g}) je za horizontem ({horizon:g})"
        advice = f"V plánu zvyšte horizon_minutes aspoň na {longest:g}, nebo snižte limit_shift"
        raise PlanError(Problem(what, str(plan.path), "sensitivity.limit_shift", advice=advice))


def _orp_of_obce(inputs: Inputs) -> pd.Series[str]:
    """Give the ORP of each obec of the plan."""
    member = inputs.centre["area_obce"]
    orp = member[member["level"] == "orp"].set_index("kod_obec")["kod"]
    return orp.loc[_obce(inputs)]


def _obce(inputs: Inputs) -> pd.Index[str]:
    """Give the codes of the plan's obce in the order of their table."""
    obce = inputs.centre["obce"]
    return pd.Index(obce.loc[obce["in_plan"], "kod_obec"])


def _cells(inputs: Inputs, coverage: pd.DataFrame, level: str) -> pd.DataFrame:
    """Give the cells of a level in the order of the runs, with what the plan's coverage says."""
    codes = _obce(inputs) if level == "obec" else np.unique(_orp_of_obce(inputs))
    keys = pd.DataFrame({"kod": codes}).merge(inputs.standards[ROW], how="cross")
    own = coverage.rename(columns={f"kod_{level}": "kod", f"nazev_{level}": "nazev"})
    unknown = own.get("no_data_pop", 0.0)
    own = own.assign(unreached=own["target_pop"] - unknown - own["covered_pop"])
    columns = ["kod", *ROW, "nazev", "target_pop", "unreached"]
    told = ["measure", "status", "reason", "confidence"]
    return keys.merge(own[[*columns, *told]], on=["kod", *ROW], how="left")


def _runs(
    runs: list[Run], cells: Mapping[str, pd.DataFrame], judged: Mapping[str, Judged]
) -> pd.DataFrame:
    """Count the gaps of every run, all forms and target groups together."""
    table = runs_table(runs)
    for level in _LEVELS:
        total = (cells[level]["forma"] == "any") & (cells[level]["cs"] == "any")
        mine = total.to_numpy()
        gap = np.isin(judged[level].status[mine], GAPS)
        table[f"gaps_{level}"] = gap.sum(axis=0)
        table[f"people_{level}"] = np.where(gap, judged[level].unreached[mine], 0.0).sum(axis=0)
    return conform(table, "sensitivity_runs")
