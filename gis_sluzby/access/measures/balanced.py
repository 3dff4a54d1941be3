"""BFCA: nobody counts twice, so crowded services are told from empty ones without inflation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.decay import weights_of
from gis_sluzby.access.floating import choices, over_served
from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gis_sluzby.access.decay import Weighing


def balanced(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    decay: Weighing,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the level of service by the balanced floating catchment area method.

    Formula: the people of an area are shared out, c_ij = w(t_ij) / Σ_j w(t_ij), so that every
    point has its congestion: L_j = S_j / Σ_i P_i · c_ij units per person who comes. The level is
    shared out in its turn: A_i = Σ_j L_j · w(t_ij) / Σ_k w(t_kj). Neither people nor levels are
    counted twice: Σ_i c_ij · P_i over the points is the people who reach anything, Σ A_i = Σ L_j.

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
    The columns of `by`, unit, demand_id and service_level (the part of the levels of service, in
    units per person, that falls to the area), every area in every market; 0 where nothing is in
    reach, NaN where nobody comes to any point the area reaches.

    Raises
    ------
    InputError
        With everything that is wrong in the frames (see `market.market_of`), or
        weights that are not between 0 and 1.

    Notes
    -----
    The level falls to *areas*, not to people: an area cut in two halves shares its level between
    them. Compare areas of one kind, and never multiply the level by people. A point that does not
    operate must be left out: people choose by minutes alone, an amount of 0 draws them too.

    References
    ----------
    Páez, A., Higgins, C. D., Vivona, S. F. (2019): Demand and level of service inflation in
    floating catchment area (FCA) methods. PLOS ONE 14(6), e0218773.
    Pereira, R. H. M. et al. (2021): Geographic access to COVID-19 healthcare in Brazil using a
    balanced float catchment area approach. Social Science & Medicine 273, 113773.

    Examples
    --------
    >>> import pandas as pd
    >>> from gis_sluzby.access.decay import binary
    >>> travel = pd.DataFrame(
    ...     {"supply_id": ["a", "a", "b"], "demand_id": ["x", "y", "y"], "minutes": [5, 5, 5]}
    ... )
    >>> supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": "klient", "amount": [30, 10]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [100, 100, 10]})
    >>> balanced(travel, supply, demand, decay=binary(30))
         unit demand_id  service_level
    0  klient         x            0.1
    1  klient         y            0.3
    2  klient         z            0.0
    """
    market = market_of(travel, supply, demand, by)
    weights = weights_of(decay, market.minutes)
    coming = market.over_points(choices(market, weights) * market.people[market.area])
    level = np.divide(market.amount, coming, out=np.zeros_like(coming), where=coming > 0)
    catchment = np.where(coming > 0, market.over_points(weights), 0.0)
    return market.frame(service_level=over_served(market, weights, level, catchment))
