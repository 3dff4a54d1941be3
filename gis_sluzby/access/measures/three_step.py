"""3SFCA: as E2SFCA, but people who have a choice of services count at each only in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.access.decay import weights_of
from gis_sluzby.access.floating import choices, per_person
from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gis_sluzby.access.decay import Weighing


def three_step(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    decay: Weighing,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the supply per person by the three-step floating catchment area method.

    Formula: G_ij = w(t_ij) / Σ_j w(t_ij); R_j = S_j / Σ_k P_k · G_kj · w(t_kj);
    A_i = Σ_j R_j · G_ij · w(t_ij). Σ A_i · P_i is the supply that anybody reaches.

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
    The columns of `by`, unit, demand_id and ratio (units per person), every area in every market;
    0 where nothing is in reach, NaN where nobody lives in any catchment the area belongs to.

    Raises
    ------
    InputError
        With everything that is wrong in the frames (see `market.market_of`), or
        weights that are not between 0 and 1.

    Notes
    -----
    People choose by minutes alone, so a point draws them however little it offers. Hence a new
    point may make somebody's ratio *worse*: it draws them from a larger one, where others take
    their place. A point that does not operate must be left out, an amount of 0 does not do.

    References
    ----------
    Wan, N., Zou, B., Sternberg, T. (2012): A three-step floating catchment area method for
    analyzing spatial access to health services. International Journal of Geographical Information
    Science 26(6), 1073–1089.

    Examples
    --------
    >>> import pandas as pd
    >>> from gis_sluzby.access.decay import binary
    >>> travel = pd.DataFrame(
    ...     {"supply_id": ["a", "a", "b"], "demand_id": ["x", "y", "y"], "minutes": [5, 5, 5]}
    ... )
    >>> supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": "klient", "amount": [30, 10]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [100, 100, 10]})
    >>> three_step(travel, supply, demand, decay=binary(30))
         unit demand_id  ratio
    0  klient         x    0.2
    1  klient         y    0.2
    2  klient         z    0.0
    """
    market = market_of(travel, supply, demand, by)
    weights = weights_of(decay, market.minutes)
    return market.frame(ratio=per_person(market, choices(market, weights) * weights))
