"""Allocation: who gets a place where, when every point can take only so many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gis_sluzby.access.checks import key_columns, positive
from gis_sluzby.access.market import market_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.access.market import Market

    Floats = NDArray[np.float64]

#: Minutes that differ by no more than the rounding of sums are equal.
_TIE = 1e-9
#: What is left of a demand or a supply is nothing below this share of it.
_NOTHING = 1e-12


class Allocation(NamedTuple):
    """What `allocation` gives.

    Parameters
    ----------
    pairs
        The columns of `by`, unit, supply_id, demand_id, minutes and allocated: units that the
        point gives to the area, more than 0.
    areas
        The columns of `by`, unit, demand_id, required, allocated and residual, in units: every
        area in every market.
    points
        The columns of `by`, unit, supply_id, amount, in_reach (what the areas within the limit
        require, in units), allocated, residual and farthest_minutes (of those it serves, null
        where it serves nobody): every point.
    """

    pairs: pd.DataFrame
    areas: pd.DataFrame
    points: pd.DataFrame


def allocation(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    *,
    limit_minutes: float,
    per_person: float = 1.0,
    by: str | Sequence[str] = (),
) -> Allocation:
    """Allocate the supply of points to areas, the nearest first on both sides.

    The rule: of all pairs of a point and an area the nearest is served first, then the next, each
    up to what is left on either side. Areas equally near to a point share what it has left by what
    they still require; an area equally near to several points turns to them by what they have
    left. So the order of rows makes no difference, and no order of points has to be chosen.

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    limit_minutes
        Minutes; the limit itself is within reach.
    per_person
        Units that one person requires: 0.02 where 20 places are required for 1,000 people.
    by
        Columns of supply that part it into markets. Units are never mixed: where supply has
        several, `unit` must be one of these columns.

    Returns
    -------
    Pairs, areas and points. Allocated and residual add up to the amount of each point and to what
    each area requires; nobody is left over within reach of a point that has something left.

    Raises
    ------
    InputError
        With everything that is wrong in the frames (see `market.market_of`), or a limit or a
        requirement that is not a positive number.

    Notes
    -----
    The outcome is stable in the sense of Gale and Shapley: no area and point would both rather
    have each other than what they got. Where both sides rank pairs by the same minutes there is
    one stable outcome, and serving the nearest pair first finds it. More supply therefore leaves
    no area with a greater residual. AccessMod lets points drain the areas around them one after
    another in an order that its user chooses, and the result depends on it (its issue no. 7).

    It is a plan's best case: people go where they are allocated. `cumulative` and `nearest` tell
    what is in reach where capacity is left out of account.

    References
    ----------
    Gale, D., Shapley, L. S. (1962): College admissions and the stability of marriage. The American
    Mathematical Monthly 69(1), 9-15.
    Abraham, D. J., Levavi, A., Manlove, D. F., O'Malley, G. (2008): The stable roommates problem
    with globally ranked pairs. Internet Mathematics 5(4), 493-515.

    Examples
    --------
    >>> import pandas as pd
    >>> travel = pd.DataFrame(
    ...     {"supply_id": ["a", "a", "b"], "demand_id": ["x", "y", "y"], "minutes": [5, 10, 20]}
    ... )
    >>> supply = pd.DataFrame({"supply_id": ["a", "b"], "unit": "misto", "amount": [30, 50]})
    >>> demand = pd.DataFrame({"demand_id": ["x", "y", "z"], "people": [20, 40, 10]})
    >>> result = allocation(travel, supply, demand, limit_minutes=30)
    >>> result.pairs
        unit supply_id demand_id  minutes  allocated
    0  misto         a         x      5.0       20.0
    1  misto         a         y     10.0       10.0
    2  misto         b         y     20.0       30.0
    >>> result.areas
        unit demand_id  required  allocated  residual
    0  misto         x      20.0       20.0       0.0
    1  misto         y      40.0       40.0       0.0
    2  misto         z      10.0        0.0      10.0
    """
    limit_minutes = positive("limit_minutes", limit_minutes)
    per_person = positive("per_person", per_person)
    market = market_of(travel, supply, demand, by)
    required = np.tile(market.people * per_person, len(market.keys))
    near = market.minutes <= limit_minutes
    given = _served(market, near, required)
    to_cells, from_points = market.over_cells(given), market.over_points(given)
    areas = market.frame(
        required=required, allocated=to_cells, residual=np.maximum(required - to_cells, 0.0)
    )
    columns = list(dict.fromkeys([*key_columns(by), "unit"]))
    named = supply.set_index("supply_id")[columns].loc[market.points].reset_index()
    served = np.flatnonzero(given > 0)
    pairs = named.iloc[market.point[served]].assign(
        demand_id=market.areas.array[market.area[served]],
        minutes=market.minutes[served],
        allocated=given[served],
    )
    farthest = np.full(len(named), -np.inf)
    np.maximum.at(farthest, market.point[served], market.minutes[served])
    points = named.assign(
        amount=market.amount,
        in_reach=market.over_points(np.where(near, required[market.cell], 0.0)),
        allocated=from_points,
        residual=np.maximum(market.amount - from_points, 0.0),
        farthest_minutes=np.where(np.isfinite(farthest), farthest, np.nan),
    )
    return Allocation(
        _ordered(pairs, [*columns, "supply_id", "demand_id"]),
        areas,
        _ordered(points, [*columns, "supply_id"]),
    )


def _ordered(frame: pd.DataFrame, first: list[str]) -> pd.DataFrame:
    """Put columns first and sort by them."""
    rest = [name for name in frame.columns if name not in first]
    return frame[[*first, *rest]].sort_values(first, ignore_index=True)


def _served(market: Market, near: NDArray[np.bool_], required: Floats) -> Floats:
    """Give what each pair gets, pair after pair from the nearest on."""
    given = np.zeros(len(market.minutes))
    wanting, left = required.copy(), market.amount.copy()
    # A lone pair is by far the most common: plain numbers are quicker than arrays of one.
    cells, points = market.cell.tolist(), market.point.tolist()
    for tied in _by_minutes(market, np.flatnonzero(near)):
        if len(tied) > 1:
            _serve_tied(market, tied, given, (wanting, left))
            continue
        pair = tied[0]
        cell, point = cells[pair], points[pair]
        part = min(wanting[cell], left[point])
        if part > 0:
            given[pair] = part
            wanting[cell] -= part
            left[point] -= part
    return given


def _by_minutes(market: Market, pairs: NDArray[np.int64]) -> Iterator[list[int]]:
    """Give the pairs from the nearest on, those that are equally near together."""
    ordered = pairs[np.argsort(market.minutes[pairs], kind="stable")]
    listed = ordered.tolist()
    ends = np.flatnonzero(np.diff(market.minutes[ordered], append=np.inf) > _TIE) + 1
    begin = 0
    for end in ends.tolist():
        yield listed[begin:end]
        begin = end


def _serve_tied(
    market: Market, tied: list[int], given: Floats, rest: tuple[Floats, Floats]
) -> None:
    """Serve pairs that are equally near in rounds, until of each one side has nothing left."""
    wanting, left = rest
    pairs = np.array(tied)
    cell, point = market.cell[pairs], market.point[pairs]
    scarce, slight = wanting[cell] * _NOTHING, left[point] * _NOTHING
    while True:
        open_ = (wanting[cell] > scarce) & (left[point] > slight)
        if not open_.any():
            return
        part = _shared(cell[open_], point[open_], wanting, left)
        given[pairs[open_]] += part
        np.subtract.at(wanting, cell[open_], part)
        np.subtract.at(left, point[open_], part)


def _shared(
    cell: NDArray[np.int64], point: NDArray[np.int64], wanting: Floats, left: Floats
) -> Floats:
    """Give what pairs that are equally near get in one round.

    Each area asks its points by what they have left, each point grants what is asked of it, all in
    the same proportion where it is too much. A round fills a point or satisfies all areas.
    """
    asked = wanting[cell] * left[point] / np.bincount(cell, left[point])[cell]
    wanted = np.bincount(point, asked)[point]
    return asked * np.minimum(1.0, left[point] / wanted)
