"""Gini index: how far access is from being the same for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.equity.weighted import by_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


def gini(
    areas: pd.DataFrame, *, value: str = "ratio", by: str | Sequence[str] = ()
) -> pd.DataFrame:
    """Give the Gini index of access over people.

    Formula: Σ_i Σ_j p_i · p_j · |x_i − x_j| / (2 · μ), with p the share of people and μ the mean;
    0 is the same for everybody, towards 1 all of it falls to few.

    Parameters
    ----------
    areas
        The columns `value`, people and those of `by`: one row an area and group.
    value
        Column of the access: more of it is better. It may be null only where nobody lives.
    by
        Columns that tell the groups, such as kod_orp; none measures all together.

    Returns
    -------
    The columns of `by`, people and gini; null where nobody has any access.

    Raises
    ------
    InputError
        With everything that is wrong in the frame (see `weighted.by_groups`).

    References
    ----------
    Gini, C. (1914): Sulla misura della concentrazione e della variabilità dei caratteri. Atti del
    Reale Istituto Veneto di Scienze, Lettere ed Arti 73, 1203–1248.
    Lerman, R. I., Yitzhaki, S. (1989): Improving the accuracy of estimates of Gini coefficients.
    Journal of Econometrics 42(1), 43–47.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"ratio": [0.0, 0.2], "people": [100, 300], "kod_orp": "9901"})
    >>> gini(areas, by="kod_orp")
      kod_orp  people  gini
    0    9901   400.0  0.25
    """
    return by_groups(areas, value, _gini, by)


def _gini(
    values: NDArray[np.float64], people: NDArray[np.float64], _rank: NDArray[np.float64]
) -> dict[str, float]:
    total = (values * people).sum()
    if not total > 0:
        return {"gini": np.nan}
    shares = people / people.sum()
    # twice the area under the Lorenz curve, as trapezoids
    lorenz = np.cumsum(values * people) / total
    under = (shares * (lorenz + np.append(0.0, lorenz[:-1]))).sum()
    return {"gini": max(0.0, 1.0 - float(under))}
