"""E2SFCA: supply per person with competition and decay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.access.decay import weights_of
from gis_sluzby.access.floating import per_person
from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gis_sluzby.access.decay import Weighing


def enhanced(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    decay: Weighing,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the supply per person by the enhanced two-step floating catchment area method.

    Formula: R_j = S_j / Σ_k P_k · w(t_kj); A_i = Σ_j R_j · w(t_ij). Σ A_i · P_i is the supply that
    anybody reaches: a far service is shared out whole, only to those who are nearer first.

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    decay
        Weights of minutes, see `decay`; `stepped` as in the paper.
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

    References
    ----------
    Luo, W., Qi, Y. (2009): An enhanced two-step floating catchment area (E2SFCA) method for
    measuring spatial accessibility to primary care physicians. Health & Place 15(4), 1100–1107.

    Examples
    --------
    >>> import pandas as pd
    >>> from gis_sluzby.access.decay import stepped
    >>> travel = pd.DataFrame({"supply_id": "a", "demand_id": ["x", "y"], "minutes": [5, 25]})
    >>> supply = pd.DataFrame({"supply_id": ["a"], "unit": "klient", "amount": [15]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [100, 100, 10]})
    >>> enhanced(travel, supply, demand, decay=stepped({15: 1, 30: 0.5}))
         unit demand_id  ratio
    0  klient         x   0.10
    1  klient         y   0.05
    2  klient         z   0.00
    """
    market = market_of(travel, supply, demand, by)
    weights = weights_of(decay, market.minutes)
    return market.frame(ratio=per_person(market, weights))
