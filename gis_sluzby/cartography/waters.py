"""Waters as maps draw them: pieces of one river joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def long_waters(water: pd.DataFrame) -> NDArray[np.object_]:
    """Join what is one river or lake.

    Parameters
    ----------
    water
        The table `water`.

    Returns
    -------
    numpy.ndarray
        Lines and areas: lines of one name are one river, areas and lines without a name stay by
        themselves.
    """
    shapes = np.asarray(water["geometry"].to_numpy(), dtype=object)
    is_line = shapely.get_dimensions(shapes) == 1
    names = water["nazev"].where(water["nazev"].notna(), water["id"])[is_line]
    lines = shapes[is_line]
    rivers = [
        shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines[own])))
        for own in names.groupby(names.to_numpy(), sort=False).indices.values()
    ]
    return np.array([*rivers, *shapes[~is_line]], dtype=object)
