"""The runs of a sensitivity study: which assumptions are varied, and how they are combined.

Speeds and limits are combined with each other and with every *world*; worlds (whose people, which
claims, which places) are varied one at a time, for their combinations say little more and would
multiply the runs.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from gis_sluzby.demand import state_on
from gis_sluzby.studies.sensitivity.worlds import World, declaring_parts

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan
    from gis_sluzby.studies.sensitivity.worlds import Inputs


class Run(NamedTuple):
    """One run.

    Parameters
    ----------
    number
        From 1.
    kmh_factor
        What the speeds of roads are multiplied by.
    limit_shift
        Minutes added to the limits of standards.
    world
        What else is assumed.
    """

    number: int
    kmh_factor: float
    limit_shift: float
    world: World

    def is_base(self, base: World) -> bool:
        """Tell whether the run is the plan as it stands.

        Parameters
        ----------
        base
            The world of the plan.

        Returns
        -------
        Whether nothing is changed.
        """
        return (self.kmh_factor, self.limit_shift, self.world) == (1.0, 0.0, base)


def worlds_of(inputs: Inputs) -> list[World]:
    """Give the worlds that the plan's data allow, that of the plan first.

    Parameters
    ----------
    inputs
        The plan's own inputs.

    Returns
    -------
    The plan's own world, then those that differ from it in one assumption.
    """
    population = inputs.centre["population"]
    base = World(str(state_on(population, inputs.plan.date)), "standard", inputs.places)
    other = [base._replace(population=day) for day in sorted(population["date"].unique())]
    if len(declaring_parts(inputs)):
        other.append(base._replace(claims="declared"))
    if (inputs.reached["reach"]["claim"] != "modelled").any():
        other.append(base._replace(claims="modelled"))
    other.append(base._replace(places="obec"))
    return list(dict.fromkeys([base, *other]))


def runs_of(plan: Plan, worlds: list[World]) -> list[Run]:
    """Combine the speeds and limits of a plan with worlds.

    Parameters
    ----------
    plan
        The plan: its section [sensitivity].
    worlds
        The worlds.

    Returns
    -------
    The runs, numbered world by world. Minutes that come from a matrix have no speeds to vary.
    """
    stated = plan.sensitivity
    by_road = plan.reach.mode == plan.reach.road_mode()
    combined = product(worlds, stated.kmh_factor if by_road else (1.0,), stated.limit_shift)
    return [Run(n, factor, shift, world) for n, (world, factor, shift) in enumerate(combined, 1)]


def runs_table(runs: list[Run]) -> pd.DataFrame:
    """Give the runs as rows.

    Parameters
    ----------
    runs
        The runs, the first world that of the plan.

    Returns
    -------
    run, base, kmh_factor, limit_shift, population, claims, places.
    """
    base = runs[0].world
    rows: list[dict[str, Any]] = [
        {
            "run": run.number,
            "base": run.is_base(base),
            "kmh_factor": run.kmh_factor,
            "limit_shift": run.limit_shift,
            **run.world._asdict(),
        }
        for run in runs
    ]
    return pd.DataFrame(rows)
