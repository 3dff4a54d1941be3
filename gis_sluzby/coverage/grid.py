"""Numbers in place of names: demand units × rows of the standards, summed to obce × rows.

All of Czechia has millions of claims: as texts they take ten times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import coo_array

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

#: The key of a row of the standards and of coverage.
ROW = ["druh", "forma", "cs"]


class Grid(NamedTuple):
    """The demand units, the obce, the services and the rows of the standards, each by its number.

    Parameters
    ----------
    places
        Number of each demand_id.
    obec
        Number of each demand unit's obec.
    obce
        Codes of the plan's obce.
    services
        Ids of the services.
    rows
        Number of rows of the standards.
    """

    places: pd.Series[int]
    obec: Numbers
    obce: pd.Index[str]
    services: pd.Index[str]
    rows: int

    def by_place(self, claims: pd.DataFrame) -> NDArray[np.bool_]:
        """Mark the demand units × rows that claims (columns place, row) are about.

        Parameters
        ----------
        claims
            Columns place and row.

        Returns
        -------
        Flags, demand units × rows.
        """
        marked = np.zeros((len(self.places), self.rows), dtype=bool)
        marked[claims["place"].to_numpy(), claims["row"].to_numpy()] = True
        return marked

    def by_obec(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum values of demand units to obce.

        Parameters
        ----------
        values
            Demand units × rows.

        Returns
        -------
        Sums, a flat array: all rows of the first obec, then those of the second …
        """
        sums = np.zeros((len(self.obce), self.rows))
        np.add.at(sums, self.obec, values)
        return sums.ravel()

    def cells(self, claims: pd.DataFrame) -> Numbers:
        """Give the place in the flat arrays of obce × rows that claims are about.

        Parameters
        ----------
        claims
            Columns place and row.

        Returns
        -------
        Numbers, in the order of the claims.
        """
        return self.obec[claims["place"].to_numpy()] * self.rows + claims["row"].to_numpy()


def grid_of(
    centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame, standards: pd.DataFrame
) -> Grid:
    """Give numbers to the demand units, the plan's obce, the services and rows of the standards.

    Parameters
    ----------
    centre
        The tables obce and services.
    demand
        The table `demand`.
    standards
        The table `standards`.

    Returns
    -------
    The grid.
    """
    codes = obce_of_plan(centre)
    return Grid(
        pd.Series(np.arange(len(demand)), index=demand["demand_id"].to_numpy()),
        numbers_of(demand["kod_obec"], codes),
        codes,
        pd.Index(centre["services"]["service_id"]),
        len(standards),
    )


def obce_of_plan(centre: Mapping[str, pd.DataFrame]) -> pd.Index[str]:
    """Give the codes of the plan's obce in the order of their numbers.

    Parameters
    ----------
    centre
        The table obce.

    Returns
    -------
    The codes.
    """
    obce = centre["obce"]
    return pd.Index(obce.loc[obce["in_plan"], "kod_obec"])


def numbers_of(values: pd.Series[str], names: pd.Index[str]) -> Numbers:
    """Give the number of each value among names.

    Parameters
    ----------
    values
        Names, each of them many times.
    names
        Different names.

    Returns
    -------
    The numbers; −1 for what is null or not among the names.
    """
    codes, found = pd.factorize(values)
    return np.append(names.get_indexer(found), -1)[codes]


def row_numbers(frame: pd.DataFrame, standards: pd.DataFrame) -> Numbers:
    """Give the number of the row of the standards by druh, forma and cs.

    Parameters
    ----------
    frame
        Columns druh, forma and cs.
    standards
        The table `standards`.

    Returns
    -------
    The numbers; −1 where the standards have no such row.
    """
    known, asked = (
        np.stack([numbers_of(rows[name], pd.Index(standards[name].unique())) for name in ROW])
        for rows in (standards, frame)
    )
    shape = known.max(axis=1) + 1
    missing = (asked < 0).any(axis=0)
    keys = pd.Index(np.ravel_multi_index(tuple(known), tuple(shape)))
    wanted = np.ravel_multi_index(tuple(np.where(missing, 0, asked)), tuple(shape))
    return np.where(missing, -1, keys.get_indexer(wanted))


def different(groups: Numbers, members: NDArray[np.integer], count: int) -> tuple[Numbers, Numbers]:
    """Give each member of a group once.

    Parameters
    ----------
    groups, members
        Numbers from 0, in pairs that may occur several times.
    count
        Number of groups.

    Returns
    -------
    The different pairs, sorted.
    """
    shape = (count, members.max(initial=-1) + 1)
    # The quickest way to sort pairs: a sparse matrix adds up what stands in the same place.
    pairs = coo_array((np.ones(len(groups), dtype=bool), (groups, members)), shape=shape).tocsr()
    pairs.sort_indices()
    found = np.repeat(np.arange(count), np.diff(pairs.indptr))
    return found, pairs.indices.astype(np.int64)
