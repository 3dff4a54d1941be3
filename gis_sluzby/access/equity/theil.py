"""Theil index: inequality that is sensitive to the best served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.equity.weighted import by_groups, mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


def theil(
    areas: pd.DataFrame, *, value: str = "ratio", by: str | Sequence[str] = ()
) -> pd.DataFrame:
    """Give the Theil index T of access over people.

    Formula: Σ_i p_i · (x_i / μ) · ln(x_i / μ), with p the share of people and μ the mean; what has
    no access adds 0. The index is 0 where everybody has the same and unbounded above.

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
    The columns of `by`, people and theil; null where nobody has any access.

    Raises
    ------
    InputError
        With everything that is wrong in the frame (see `weighted.by_groups`).

    References
    ----------
    Theil, H. (1967): Economics and Information Theory. North-Holland, Amsterdam.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"ratio": [0.0, 0.2], "people": [100, 100]})
    >>> theil(areas).round(3)
       people  theil
    0   200.0  0.693
    """
    return by_groups(areas, value, _theil, by)


def _theil(
    values: NDArray[np.float64], people: NDArray[np.float64], _rank: NDArray[np.float64]
) -> dict[str, float]:
    average = mean(values, people)
    if not average > 0:
        return {"theil": np.nan}
    some = values > 0
    relative = values[some] / average
    parts = people[some] * relative * np.log(relative)
    return {"theil": max(0.0, float(parts.sum() / people.sum()))}
