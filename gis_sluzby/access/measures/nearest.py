"""Nearest: minutes to the nearest supply point, the plainest measure and the easiest to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def nearest(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the minutes from each area to the nearest point that offers anything.

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    by
        Columns of supply that part it into markets. Units are never mixed: where supply has
        several, `unit` must be one of these columns.

    Returns
    -------
    The columns of `by`, unit, demand_id, minutes and supply_id, every area in every market. Both
    are null where nothing is in reach; equally near points give the lowest supply_id.

    Raises
    ------
    InputError
        With everything that is wrong in the frames (see `market.market_of`).

    Examples
    --------
    >>> import pandas as pd
    >>> travel = pd.DataFrame({"supply_id": ["a", "b"], "demand_id": "x", "minutes": [9.0, 4.5]})
    >>> supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": "klient", "amount": [10, 20]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y"], "people": [100, 50]})
    >>> nearest(travel, supply, demand)
         unit demand_id  minutes supply_id
    0  klient         x      4.5         b
    1  klient         y      NaN       NaN
    """
    market = market_of(travel, supply, demand, by)
    offers = np.flatnonzero(market.amount[market.point] > 0)
    order = offers[np.lexsort((market.point[offers], market.minutes[offers], market.cell[offers]))]
    cells, first = np.unique(market.cell[order], return_index=True)
    minutes = np.full(len(market.keys) * len(market.areas), np.nan)
    point = np.full(len(minutes), -1)
    minutes[cells] = market.minutes[order[first]]
    point[cells] = market.point[order[first]]
    return market.frame(minutes=minutes, supply_id=market.points.array.take(point, allow_fill=True))
