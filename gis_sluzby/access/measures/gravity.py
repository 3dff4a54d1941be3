"""Gravity: how much supply is in reach, the nearer the more, whoever else is drawn to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.access.decay import weights_of
from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gis_sluzby.access.decay import Weighing


def gravity(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    decay: Weighing,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Sum the supply that each area reaches, weighted by decay.

    Formula: A_i = Σ_j S_j · w(t_ij).

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    decay
        Weights of minutes, see `decay`.
    by
        Columns of supply that part it into markets. Units are never mixed: where supply has
        several, `unit` must be one of these columns.

    Returns
    -------
    The columns of `by`, unit, demand_id and amount (in the unit), every area in every market; 0
    where nothing is in reach.

    Raises
    ------
    InputError
        With everything that is wrong in the frames (see `market.market_of`), or
        weights that are not between 0 and 1.

    References
    ----------
    Hansen, W. G. (1959): How accessibility shapes land use. Journal of the American Institute of
    Planners 25(2), 73–76.

    Examples
    --------
    >>> import pandas as pd
    >>> from gis_sluzby.access.decay import stepped
    >>> travel = pd.DataFrame({"supply_id": ["a", "b"], "demand_id": "x", "minutes": [10, 20]})
    >>> supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": "klient", "amount": [10, 20]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y"], "people": [100, 50]})
    >>> gravity(travel, supply, demand, decay=stepped({15: 1, 30: 0.5}))
         unit demand_id  amount
    0  klient         x    20.0
    1  klient         y     0.0
    """
    market = market_of(travel, supply, demand, by)
    weights = weights_of(decay, market.minutes)
    return market.frame(amount=market.over_cells(weights * market.amount[market.point]))
