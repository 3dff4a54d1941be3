"""A market as numbers: checked frames of travel, supply and demand, ready to be summed.

Whatever the order of the rows given, points and areas are taken in the order of their ids and
pairs in the order of both, so that the same content gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby.access.checks import key_columns, numbers_of
from gis_sluzby.access.frames import (
    increasing,
    missing_in_frames,
    positions,
    problems_of_demand,
    problems_of_supply,
    problems_of_travel,
    refuse,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray


class Market(NamedTuple):
    """Supply points, demand areas and the pairs between them, in one market or several.

    Parameters
    ----------
    keys
        One row a market: the columns it was grouped by, and its unit.
    points
        Ids of the supply points.
    amount
        What each point offers, in the unit of its market.
    areas
        Ids of the demand areas.
    people
        People in each area.
    point, area
        Numbers of the point and the area of each pair.
    cell
        Number of the market and area of each pair: market × number of areas + area.
    minutes
        Minutes between them.
    """

    keys: pd.DataFrame
    points: pd.Series
    amount: NDArray[np.float64]
    areas: pd.Series
    people: NDArray[np.float64]
    point: NDArray[np.int64]
    area: NDArray[np.int64]
    cell: NDArray[np.int64]
    minutes: NDArray[np.float64]

    def over_points(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum values of pairs by supply point.

        Parameters
        ----------
        values
            One value a pair.

        Returns
        -------
        One sum a point; 0 where it has no pair.
        """
        return _sums(self.point, values, len(self.points))

    def over_cells(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum values of pairs by market and area.

        Parameters
        ----------
        values
            One value a pair.

        Returns
        -------
        One sum a market and area; 0 where it has no pair.
        """
        return _sums(self.cell, values, len(self.keys) * len(self.areas))

    def frame(self, **columns: NDArray[np.generic] | ExtensionArray) -> pd.DataFrame:
        """Give results as a frame in which every market has every area.

        Parameters
        ----------
        **columns
            Name -> one value a market and area.

        Returns
        -------
        The columns of `keys`, demand_id and the given ones, sorted by key.
        """
        count = len(self.areas)
        rows = self.keys.loc[self.keys.index.repeat(count)].reset_index(drop=True)
        areas = self.areas.iloc[np.tile(np.arange(count), len(self.keys))]
        return rows.assign(demand_id=areas.array, **columns)


def market_of(
    travel: pd.DataFrame,
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    by: str | Sequence[str] = (),
) -> Market:
    """Check the frames of a measure and give them as numbers.

    Parameters
    ----------
    travel
        supply_id, demand_id, minutes: one row a pair; a pair that is missing is out of reach.
    supply
        supply_id, unit, amount and the columns of `by`: one row a point.
    demand
        demand_id, people: one row an area.
    by
        Columns of supply that part it into markets, which know nothing of each other.

    Returns
    -------
    The market. Supply without a row is one market of an unknown unit that offers nothing.

    Raises
    ------
    InputError
        With everything that is wrong: columns, ids and numbers that are missing, numbers that are
        negative or infinite, ids and pairs that repeat, ids in travel that are not known, and
        units that would be mixed.
    """
    key = key_columns(by)
    refuse(missing_in_frames(travel, supply, demand, key))
    point = positions(travel["supply_id"], supply["supply_id"])
    area = positions(travel["demand_id"], demand["demand_id"])
    refuse(
        problems_of_supply(supply, key)
        + problems_of_demand(demand)
        + problems_of_travel(travel, supply, demand, point, area)
    )
    points, point = _sorted(supply, "supply_id", point)
    areas, area = _sorted(demand, "demand_id", area)
    pair = point * len(areas) + area
    order = slice(None) if increasing(pair) else np.argsort(pair, kind="stable")
    keys, market = _markets(points, list(dict.fromkeys([*key, "unit"])))
    return Market(
        keys=keys,
        points=points["supply_id"],
        amount=numbers_of(points["amount"]),
        areas=areas["demand_id"],
        people=numbers_of(areas["people"]),
        point=point[order],
        area=area[order],
        cell=market[point[order]] * len(areas) + area[order],
        minutes=numbers_of(travel["minutes"])[order],
    )


def _sums(
    number: NDArray[np.int64], values: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """Sum values by number; without any pair numpy would give integers."""
    return np.bincount(number, values, minlength=count).astype(np.float64, copy=False)


def _sorted(
    frame: pd.DataFrame, column: str, position: NDArray[np.int64]
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Sort a frame by its ids and follow the positions of its rows."""
    order = frame[column].argsort().to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return frame.iloc[order].reset_index(drop=True), rank[position]


def _markets(points: pd.DataFrame, key: list[str]) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Give the markets, sorted, and the number of the market of each point."""
    if points.empty:
        return pd.DataFrame({name: [None] for name in key}, dtype="str"), np.empty(0, np.int64)
    market = points.groupby(key).ngroup().to_numpy().astype(np.int64)
    _, first = np.unique(market, return_index=True)
    return points[key].iloc[first].reset_index(drop=True), market
