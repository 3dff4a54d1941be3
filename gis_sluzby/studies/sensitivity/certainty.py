"""How certain gaps are: in how many runs each of them is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.coverage.rollup import KNOWN
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.studies.sensitivity.statuses import Judged

#: Statuses that mean a gap.
GAPS = ("uncovered", "partial")
#: Measures that minutes can change; a gap of another one is robust against speeds and limits by
#: construction.
TIMED = ("time", "mixed")
#: The most certain first.
_ORDER = {"robust": 0, "uncertain": 1, "latent": 2}
_KEY = ["level", "kod", "druh", "forma", "cs"]


def certainty_table(
    cells: Mapping[str, pd.DataFrame], judged: Mapping[str, Judged], robust_from: float
) -> pd.DataFrame:
    """Say how certain each gap is.

    Parameters
    ----------
    cells
        By level the cells of the runs in their order, each with what the plan's own coverage says
        of it: kod, nazev, druh, forma, cs, target_pop, unreached, measure, status, reason and
        confidence.
    judged
        By level what came of the runs.
    robust_from
        From this share of runs on a gap is robust.

    Returns
    -------
    The table `sensitivity`: gaps of the plan, and those that are gaps in some run only. Runs in
    which nothing is known of a cell do not count for it.
    """
    found = pd.concat(
        [_level(level, cells[level], judged[level], robust_from) for level in cells],
        ignore_index=True,
    )
    found["order"] = found["certainty"].map(_ORDER)
    # What is no gap in the plan is ranked by the people whom it may leave out.
    found["weight"] = found["people_uncovered"].where(found["order"] < _ORDER["latent"])
    found["weight"] = found["weight"].fillna(found["people_most"])
    ordered = found.sort_values(
        ["order", "weight", *_KEY], ascending=[True, False, *[True] * len(_KEY)], kind="stable"
    )
    ranked = ordered.assign(rank=np.arange(1, len(ordered) + 1))
    return conform(ranked, "sensitivity")


def _level(level: str, cells: pd.DataFrame, judged: Judged, robust_from: float) -> pd.DataFrame:
    """Give the gaps of one level."""
    known, gap = np.isin(judged.status, KNOWN), np.isin(judged.status, GAPS)
    in_plan = cells["status"].isin(GAPS).to_numpy()
    listed = in_plan | gap.any(axis=1)
    known, gap, own = known[listed], gap[listed], in_plan[listed]
    runs = known.sum(axis=1)
    share = gap.sum(axis=1) / runs
    unreached = judged.unreached[listed]
    rows = cells[listed].assign(
        level=level,
        certainty=np.where(own, np.where(share >= robust_from, "robust", "uncertain"), "latent"),
        share_of_runs=share,
        runs=runs,
        people_least=np.nanmin(unreached, axis=1),
        people_most=np.nanmax(unreached, axis=1),
    )
    return rows.rename(columns={"unreached": "people_uncovered"})
