"""Palma ratio: the best served tenth of people against the worst served two fifths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.equity.weighted import by_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

_TOP, _BOTTOM = 0.1, 0.4


def palma(
    areas: pd.DataFrame,
    *,
    value: str = "ratio",
    deprivation: str | None = None,
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the mean access of the upper 10 % of people over that of the lower 40 %.

    1 is the same for both. (The ratio of their *shares*, as it was first defined for incomes, is a
    quarter of it.) An area that lies across a limit counts on both sides with its part; so do all
    areas of one rank, at their mean.

    Parameters
    ----------
    areas
        The columns `value`, people and those of `by`: one row an area and group.
    value
        Column of the access: more of it is better. It may be null only where nobody lives.
    by
        Columns that tell the groups, such as kod_orp; none measures all together.
    deprivation
        Column that ranks people, more is worse: the least deprived 10 % over the most deprived
        40 %. None ranks them by their access.

    Returns
    -------
    The columns of `by`, people and palma: infinite where the lower 40 % have nothing, null where
    the upper 10 % have nothing either.

    Raises
    ------
    InputError
        With everything that is wrong in the frame (see `weighted.by_groups`).

    References
    ----------
    Palma, J. G. (2011): Homogeneous middles vs. heterogeneous tails, and the end of the
    “inverted-U”. Development and Change 42(1), 87–153.
    Guzman, L. A., Oviedo, D. (2018): Accessibility, affordability and equity. Transport Policy 68,
    37–51 (of access, in means).

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"ratio": [0.1, 0.2, 0.4], "people": [400, 500, 100]})
    >>> palma(areas)
       people  palma
    0  1000.0    4.0
    """
    return by_groups(
        areas, value, _palma if deprivation is None else _palma_of_deprived, by, deprivation
    )


def _palma_of_deprived(
    values: NDArray[np.float64], people: NDArray[np.float64], rank: NDArray[np.float64]
) -> dict[str, float]:
    return _palma(values, people, -rank)


def _palma(
    values: NDArray[np.float64], people: NDArray[np.float64], rank: NDArray[np.float64]
) -> dict[str, float]:
    if not len(people):
        return {"palma": np.nan}
    _, number = np.unique(rank, return_inverse=True)
    crowd = np.bincount(number, people)
    access = np.bincount(number, people * values)
    # what those up to a share of all people, the worst off first, have together
    ends = np.append(0.0, np.cumsum(crowd)) / crowd.sum()
    upto = np.append(0.0, np.cumsum(access))
    upper = (upto[-1] - np.interp(1 - _TOP, ends, upto)) / _TOP
    lower = np.interp(_BOTTOM, ends, upto) / _BOTTOM
    if lower > 0:
        return {"palma": float(upper / lower)}
    return {"palma": np.inf if upper > 0 else np.nan}
