"""Cumulative: how much supply is within a limit, whoever else is drawn to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.access.decay import binary
from gis_sluzby.access.measures.gravity import gravity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def cumulative(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    limit_minutes: float,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Sum the supply that each area reaches within a limit.

    Formula: A_i = Σ_j S_j where t_ij ≤ limit. An amount of 1 a point counts the points.

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    limit_minutes
        The limit; minutes are not rounded, the limit itself is within.
    by
        Columns of supply that part it into markets. Units are never mixed: where supply has
        several, `unit` must be one of these columns.

    Returns
    -------
    The columns of `by`, unit, demand_id and amount (in the unit), every area in every market; 0
    where nothing is within the limit.

    Raises
    ------
    InputError
        With everything that is wrong in the frames (see `market.market_of`), or
        a limit that is no positive number.

    References
    ----------
    Wachs, M., Kumagai, T. G. (1973): Physical accessibility as a social indicator. Socio-Economic
    Planning Sciences 7(5), 437–456.

    Examples
    --------
    >>> import pandas as pd
    >>> travel = pd.DataFrame({"supply_id": ["a", "b"], "demand_id": "x", "minutes": [30, 30.1]})
    >>> supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": "klient", "amount": [10, 20]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y"], "people": [100, 50]})
    >>> cumulative(travel, supply, demand, limit_minutes=30)
         unit demand_id  amount
    0  klient         x    10.0
    1  klient         y     0.0
    """
    return gravity(travel, supply, demand, decay=binary(limit_minutes), by=by)
