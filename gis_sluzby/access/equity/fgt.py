"""FGT: how many people have too little access, by how much, and how badly the worst fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gis_sluzby.access.checks import positive
from gis_sluzby.access.equity.weighted import by_groups, mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray


def fgt(
    areas: pd.DataFrame, *, line: float, value: str = "ratio", by: str | Sequence[str] = ()
) -> pd.DataFrame:
    """Give the Foster-Greer-Thorbecke measures of poverty of access.

    Formula: FGT_α = Σ_i p_i · ((line − x_i) / line)^α over areas with x_i < line, with p the share
    of people. FGT_0 is the share of people below the line, FGT_1 their mean shortfall as a share of
    the line, FGT_2 gives more weight to those who have least.

    Parameters
    ----------
    areas
        The columns `value`, people and those of `by`: one row an area and group.
    value
        Column of the access: more of it is better. It may be null only where nobody lives.
    by
        Columns that tell the groups, such as kod_orp; none measures all together.
    line
        What is enough, in the unit of the value; it need not be below what anybody has.

    Returns
    -------
    The columns of `by`, people, fgt0, fgt1 and fgt2, each between 0 and 1.

    Raises
    ------
    InputError
        With everything that is wrong in the frame (see `weighted.by_groups`), or
        a line that is no positive number.

    References
    ----------
    Foster, J., Greer, J., Thorbecke, E. (1984): A class of decomposable poverty measures.
    Econometrica 52(3), 761–766.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"ratio": [0.0, 0.1, 0.2], "people": [100, 100, 200]})
    >>> fgt(areas, line=0.2)
       people  fgt0   fgt1    fgt2
    0   400.0   0.5  0.375  0.3125
    """
    enough = positive("line", line)

    def measure(
        values: NDArray[np.float64], people: NDArray[np.float64], _rank: NDArray[np.float64]
    ) -> dict[str, float]:
        poor = values < enough
        shortfall = np.where(poor, (enough - values) / enough, 0.0)
        return {
            "fgt0": mean(poor.astype(np.float64), people),
            "fgt1": mean(shortfall, people),
            "fgt2": mean(shortfall**2, people),
        }

    return by_groups(areas, value, measure, by)
