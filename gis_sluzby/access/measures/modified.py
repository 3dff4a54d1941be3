"""M2SFCA: as E2SFCA, but supply that lies far from everybody is lost in part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.access.decay import weights_of
from gis_sluzby.access.floating import per_person
from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from gis_sluzby.access.decay import Weighing


def modified(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    decay: Weighing,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the supply per person by the modified two-step floating catchment area method.

    Formula: A_i = Σ_j S_j · w(t_ij) · w(t_ij) / Σ_k P_k · w(t_kj). Σ A_i · P_i is at most the
    supply that anybody reaches; what is missing is the price of its poor location.

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

    References
    ----------
    Delamater, P. L. (2013): Spatial accessibility in suboptimally configured health care systems:
    a modified two-step floating catchment area (M2SFCA) metric. Health & Place 24, 30–43.

    Examples
    --------
    >>> import pandas as pd
    >>> from gis_sluzby.access.decay import stepped
    >>> travel = pd.DataFrame({"supply_id": "a", "demand_id": ["x", "y"], "minutes": [5, 25]})
    >>> supply = pd.DataFrame({"supply_id": ["a"], "unit": "klient", "amount": [15]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [100, 100, 10]})
    >>> modified(travel, supply, demand, decay=stepped({15: 1, 30: 0.5}))
         unit demand_id  ratio
    0  klient         x  0.100
    1  klient         y  0.025
    2  klient         z  0.000
    """
    market = market_of(travel, supply, demand, by)
    weights = weights_of(decay, market.minutes)
    return market.frame(ratio=per_person(market, weights, effect=weights))
