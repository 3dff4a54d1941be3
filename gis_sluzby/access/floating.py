"""Floating catchments: what the measures of the 2SFCA family have in common.

A point's amount is divided by the people of its catchment, each counted by the attraction of the
point to them; what falls to one person of an area is summed over the points that the area reaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.access.market import Market


def per_person(
    market: Market,
    attraction: NDArray[np.float64],
    effect: NDArray[np.float64] | float = 1.0,
) -> NDArray[np.float64]:
    """Share the supply of points among the people who are drawn to them.

    Formula: Σ_j S_j · a_ij · e_ij / Σ_k P_k · a_kj.

    Parameters
    ----------
    market
        The market.
    attraction
        a_ij: how much of a person of the area counts at the point; 0 is out of reach.
    effect
        e_ij: how much of what falls to a person gets to them.

    Returns
    -------
    Units per person for each market and area: 0 where no point is reached, NaN where nobody lives
    in any catchment that the area belongs to.
    """
    drawn = market.over_points(attraction * market.people[market.area])
    return over_served(market, attraction, market.amount, drawn, effect)


def choices(market: Market, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share each person of an area among the points of a market that they reach.

    Formula: w_ij / Σ_j w_ij.

    Parameters
    ----------
    market
        The market.
    weights
        One weight a pair.

    Returns
    -------
    One share a pair; those of an area add up to 1 in each market, or are all 0.
    """
    total = market.over_cells(weights)[market.cell]
    return np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)


def over_served(
    market: Market,
    attraction: NDArray[np.float64],
    amount: NDArray[np.float64],
    divisor: NDArray[np.float64],
    effect: NDArray[np.float64] | float = 1.0,
) -> NDArray[np.float64]:
    """Sum amount · attraction · effect / divisor over the points in reach.

    A point whose divisor is 0 has nobody in its catchment and adds nothing.

    Parameters
    ----------
    market
        The market.
    attraction
        One value a pair; 0 is out of reach.
    amount, divisor
        One value a point.
    effect
        One value a pair.

    Returns
    -------
    A sum for each market and area: 0 where no point is reached, NaN where no point that is
    reached has anybody in its catchment.
    """
    served = divisor[market.point] > 0
    below = np.where(served, divisor[market.point], 1.0)
    # the share comes first: it cannot overflow, however small the attraction is
    parts = np.where(served, attraction / below * effect * amount[market.point], 0.0)
    sums = market.over_cells(parts)
    reached = attraction > 0
    if (served | ~reached).all():
        return sums
    undefined = market.over_cells((reached & ~served).astype(np.float64)) > 0
    defined = market.over_cells((reached & served).astype(np.float64)) > 0
    return np.where(undefined & ~defined, np.nan, sums)
