"""2SFCA: supply per person with competition, every place within the limit alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.access.decay import binary
from gis_sluzby.access.measures.enhanced import enhanced

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def two_step(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    limit_minutes: float,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the supply per person by the two-step floating catchment area method.

    Formula: R_j = S_j / Σ_k P_k where t_kj ≤ limit; A_i = Σ_j R_j where t_ij ≤ limit.
    Σ A_i · P_i is the supply that anybody reaches.

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    limit_minutes
        The catchment; minutes are not rounded, the limit itself is within.
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
        a limit that is no positive number.

    References
    ----------
    Radke, J., Mu, L. (2000): Spatial decompositions, modeling and mapping service regions to
    predict access to social programs. Geographic Information Sciences 6(2), 105–112.
    Luo, W., Wang, F. (2003): Measures of spatial accessibility to health care in a GIS
    environment. Environment and Planning B 30(6), 865–884.

    Examples
    --------
    >>> import pandas as pd
    >>> travel = pd.DataFrame({"supply_id": "a", "demand_id": ["x", "y"], "minutes": [5, 25]})
    >>> supply = pd.DataFrame({"supply_id": ["a"], "unit": "klient", "amount": [15]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [100, 50, 10]})
    >>> two_step(travel, supply, demand, limit_minutes=30)
         unit demand_id  ratio
    0  klient         x    0.1
    1  klient         y    0.1
    2  klient         z    0.0
    """
    return enhanced(travel, supply, demand, decay=binary(limit_minutes), by=by)
