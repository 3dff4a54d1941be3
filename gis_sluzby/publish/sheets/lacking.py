"""The gaps of a kind: which obce have people out of reach, how many and how far beyond."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gis_sluzby.cartography import PRINT, class_index, joined_classes, number, spoken_labels
from gis_sluzby.publish.sheets.scheme import Row
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.words import STATUSES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.atlas import Atlas

_GAP_STATUSES: Final = ("uncovered", "partial")
_BEYOND: Final = (PRINT.beyond[1], PRINT.beyond[3], PRINT.beyond[4])
_WITHIN = "#EDF4F2"


class Gaps(NamedTuple):
    """The gaps of a kind.

    Parameters
    ----------
    rows
        Rows of `coverage_obec` of the obce with people out of reach, the most people first, with
        `lacking`.
    keys
        Class of each obec of the plan.
    legend
        Rows of the legend.
    limit
        Limit in minutes, NaN where the kind has none.
    """

    rows: pd.DataFrame
    keys: NDArray[np.str_]
    legend: tuple[Row, ...]
    limit: float


def has_gaps(atlas: Atlas, druh: str) -> bool:
    """Tell whether a kind has people out of reach, so that there is a sheet of its gaps.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind.

    Returns
    -------
    bool
        Kinds that have nothing to do with places have none.
    """
    rows = atlas.total("obec", druh)
    lacking = (rows["target_pop"] - rows["covered_pop"])[rows["status"].isin(_GAP_STATUSES)]
    return bool((lacking > 0).any()) and atlas.claim(druh) in {"time", "declared", "status"}


def gaps_of(atlas: Atlas, druh: str) -> Gaps:
    """Find the gaps of a kind.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind.

    Returns
    -------
    Gaps
        Ranked, with classes of how far beyond the limit they are.
    """
    rows = atlas.total("obec", druh)
    status = rows["status"].to_numpy(str)
    measure = str(next(iter(rows["measure"].dropna()), "none"))
    timed = measure == "time" and druh not in PLACELESS
    limits = rows["limit_minutes"].dropna()
    limit = float(limits.iloc[0]) if timed and len(limits) else math.nan
    fixed = (
        Row("no_data", STATUSES["no_data"], "no_data"),
        Row("not_applicable", STATUSES["not_applicable"], "not_applicable"),
    )
    if timed:
        classes = joined_classes(limit)
        labels = spoken_labels(classes.edges)[len(classes.within) :]
        far = class_index(rows["nearest_minutes"].to_numpy(float), classes.beyond)
        far = np.where(far < 0, len(classes.beyond), far)
        keys = np.where(status == "uncovered", np.char.add("b", far.astype(str)), status)
        beyond = tuple(
            Row(f"b{at}", f"{label} minut", colour)
            for at, (label, colour) in enumerate(zip(labels, _BEYOND, strict=False))
        )
        within = f"v dosahu do {number(limit)} minut"
    else:
        keys, within = status, "služba v dosahu"
        beyond = (Row("uncovered", "bez služby", _BEYOND[0]),)
    partial = Row("partial", STATUSES["partial"], "partial")
    legend = (Row("covered", within, _WITHIN), partial, *beyond, *fixed)
    lacking = rows["target_pop"] - rows["covered_pop"].fillna(0)
    gaps = rows.assign(lacking=lacking)[np.isin(status, _GAP_STATUSES) & (lacking > 0).to_numpy()]
    ranked = gaps.sort_values(["lacking", "kod_obec"], ascending=[False, True], ignore_index=True)
    return Gaps(ranked, keys, legend, limit)
