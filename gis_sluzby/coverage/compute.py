"""All tables of coverage of a plan, from the centre and what was reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    obce, counting = coverage_obec(plan, centre, reached, standards)
    larger = roll_up(obce, counting, centre, reached, standards)
    return {"standards": standards, "coverage_obec": obce, **larger}
