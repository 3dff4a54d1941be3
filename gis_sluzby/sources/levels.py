"""Levels of a network of services: what the words of a kraj mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.codelists import normalise
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.plan import Source

_FLAGS = ("funded", "counts", "reservation")


def with_levels(frame: pd.DataFrame, source: Source) -> tuple[pd.DataFrame, list[Wrong]]:
    """Say of every row whether it is funded, counts and is with reservation, by its level.

    Parameters
    ----------
    frame
        Rows with level and the flags; the index is the row of the source.
    source
        Their source, which says what its levels mean.

    Returns
    -------
    The rows, levels spelt as in the source's list; and the rows without a level, or with one that
    the list does not have.
    """
    known = {normalise(name): name for name in source.levels}
    levels = frame["level"].map(lambda word: known.get(normalise(word)), na_action="ignore")
    listed = ", ".join(source.levels)
    strange = frame.loc[frame["level"].notna() & levels.isna(), "level"]
    missing = frame.loc[frame["level"].isna(), "level"]
    wrong = [
        Wrong(row, "level", str(word), f"úroveň sítě zdroj neuvádí v levels ({listed})")
        for row, word in cells(strange)
    ]
    wrong += [Wrong(row, "level", "", "úroveň sítě chybí") for row, _ in cells(missing)]
    flags = {
        flag: levels.map({name: getattr(level, flag) for name, level in source.levels.items()})
        for flag in _FLAGS
    }
    return frame.assign(level=levels.astype(frame["level"].dtype), **flags), wrong
