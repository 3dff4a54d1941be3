"""Numbers in place of names: demand units × rows of the standards, summed to obce × rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The key of a row of the standards and of coverage.
ROW = ["druh", "forma", "cs"]


class Grid(NamedTuple):
    """The demand units, the obce and the rows of the standards, each by its number.

    Parameters
    ----------
    places
        Number of each demand_id.
    obec
        Number of each demand unit's obec.
    obce
        Codes of the plan's obce.
    rows
        Number of rows of the standards.
    """

    places: pd.Series[int]
    obec: NDArray[np.int64]
    obce: pd.Index[str]
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

    def cells(self, claims: pd.DataFrame) -> pd.Series[int]:
        """Give the place in the flat arrays of obce × rows that claims are about.

        Parameters
        ----------
        claims
            Columns place and row.

        Returns
        -------
        Numbers, by the index of the claims.
        """
        return pd.Series(
            self.obec[claims["place"].to_numpy()] * self.rows + claims["row"].to_numpy(),
            index=claims.index,
        )


def grid_of(obce: pd.DataFrame, demand: pd.DataFrame, standards: pd.DataFrame) -> Grid:
    """Give numbers to the demand units, the plan's obce and the rows of the standards.

    Parameters
    ----------
    obce
        The table `obce`.
    demand
        The table `demand`.
    standards
        The table `standards`.

    Returns
    -------
    The grid.
    """
    codes = pd.Index(obce.loc[obce["in_plan"], "kod_obec"])
    return Grid(
        pd.Series(np.arange(len(demand)), index=demand["demand_id"].to_numpy()),
        codes.get_indexer(demand["kod_obec"]),
        codes,
        len(standards),
    )


def row_numbers(frame: pd.DataFrame, standards: pd.DataFrame) -> NDArray[np.int64]:
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
    return pd.MultiIndex.from_frame(standards[ROW]).get_indexer(
        pd.MultiIndex.from_frame(frame[ROW])
    )
