"""All tables of coverage of a plan, from the centre and what was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.coverage.capacity import capacity_tables
from gis_sluzby.coverage.cells import cells_by_level, market_of
from gis_sluzby.coverage.concept import network_concept
from gis_sluzby.coverage.idle import declared_idle
from gis_sluzby.coverage.rollup import roll_up
from gis_sluzby.coverage.status import coverage_obec

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan


def coverage_table(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Compute the coverage of obce, ORP and kraj.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people, reach and nearest.
    standards
        The table `standards` of the plan.

    Returns
    -------
    The tables standards, coverage_obec, coverage_orp and coverage_kraj.
    """
    return _covered(plan, centre, reached, standards)[0]


def coverage_and_capacity(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Compute the coverage of obce, ORP and kraj, their capacities and the Koncept sítě.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people, reach and nearest.
    standards
        The table `standards` of the plan.

    Returns
    -------
    The tables standards, coverage_obec, coverage_orp, coverage_kraj, capacity_obec, capacity_orp,
    capacity_kraj, network_concept and declared_idle.
    """
    coverage, counting = _covered(plan, centre, reached, standards)
    market = market_of(plan, centre, standards)
    cells = cells_by_level(market, centre, reached)
    return {
        **coverage,
        **capacity_tables(market, cells, centre, coverage, counting),
        "network_concept": network_concept(market, cells),
        "declared_idle": declared_idle(centre, reached, plan.date),
    }


def _covered(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Compute the coverage, and which services count in each obec."""
    obce, counting = coverage_obec(plan, centre, reached, standards)
    larger = roll_up(obce, counting, centre, reached, standards)
    return {"standards": standards, "coverage_obec": obce, **larger}, counting
