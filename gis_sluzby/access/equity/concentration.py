"""Concentration index: whether access goes to the deprived or to those who are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.equity.weighted import by_groups, mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


def concentration_index(
    areas: pd.DataFrame,
    *,
    deprivation: str,
    value: str = "ratio",
    by: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Give the concentration index of access by rank of deprivation.

    Formula: 2 / μ · Σ_i p_i · x_i · r_i − 1, with p the share of people, μ the mean and r the share
    of people who are more deprived, those of the same rank counted by half. Positive: the less
    deprived have more; negative: the more deprived have; between −1 and 1.

    Parameters
    ----------
    areas
        The columns `value`, people and those of `by`: one row an area and group.
    value
        Column of the access: more of it is better. It may be null only where nobody lives.
    by
        Columns that tell the groups, such as kod_orp; none measures all together.
    deprivation
        Column that ranks people, more is worse, such as an index of social exclusion. Only the
        order matters.

    Returns
    -------
    The columns of `by`, people and concentration_index; null where nobody has any access.

    Raises
    ------
    InputError
        With everything that is wrong in the frame (see `weighted.by_groups`).

    References
    ----------
    Kakwani, N., Wagstaff, A., van Doorslaer, E. (1997): Socioeconomic inequalities in health:
    measurement, computation, and statistical inference. Journal of Econometrics 77(1), 87–103.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"ratio": [0.1, 0.3], "people": [100, 100], "index": [12, 3]})
    >>> concentration_index(areas, deprivation="index")
       people  concentration_index
    0   200.0                 0.25
    """
    return by_groups(areas, value, _concentration_index, by, deprivation)


def _concentration_index(
    values: NDArray[np.float64], people: NDArray[np.float64], deprivation: NDArray[np.float64]
) -> dict[str, float]:
    average = mean(values, people)
    if not average > 0:
        return {"concentration_index": np.nan}
    _, number = np.unique(-deprivation, return_inverse=True)
    crowd = np.bincount(number, people)
    rank = ((np.cumsum(crowd) - crowd / 2) / crowd.sum())[number]
    return {"concentration_index": 2 * mean(values * rank, people) / average - 1}
