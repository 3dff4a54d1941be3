"""Modifiable areas: the same people judged by obec and by ORP.

The problem is that of S. Openshaw (The modifiable areal unit problem, 1984): what is found depends
on the areas by which one looks. People are summed alike at both levels; what differs is whether
the area they live in counts as a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.coverage.rollup import KNOWN
from gis_sluzby.studies.sensitivity.certainty import GAPS
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping


def levels_table(coverage: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Compare the gaps judged by obec with those judged by ORP.

    Parameters
    ----------
    coverage
        The tables coverage_obec and coverage_orp.

    Returns
    -------
    The table `sensitivity_levels`: for each druh (any forma and cs) the people who are not reached
    in obce that are gaps, those of them whose ORP is none, so that they vanish when one looks by
    ORP, and those who are reached although their ORP is a gap.
    """
    obce, orp = (_total(coverage[f"coverage_{level}"]) for level in ("obec", "orp"))
    larger = orp[["kod_orp", "druh", "status"]].rename(columns={"status": "status_orp"})
    rows = obce.merge(larger, on=["kod_orp", "druh"])
    gap, larger_gap = rows["status"].isin(GAPS), rows["status_orp"].isin(GAPS)
    unreached = (rows["target_pop"] - rows["covered_pop"]).where(gap, 0.0)
    hidden = gap & (rows["status_orp"] == "covered")
    sums = pd.DataFrame(
        {
            "druh": rows["druh"],
            "obce_gap": gap,
            "obce_hidden": hidden,
            "people_gap": unreached,
            "people_hidden": unreached.where(hidden, 0.0),
            "people_reached_in_gap": rows["covered_pop"].where(
                larger_gap & rows["status"].isin(KNOWN), 0.0
            ),
        }
    )
    table = sums.groupby("druh").sum()
    table["orp_gap"] = orp["status"].isin(GAPS).groupby(orp["druh"]).sum()
    table["share_hidden"] = (table["people_hidden"] / table["people_gap"]).where(
        table["people_gap"] > 0
    )
    return conform(table.reset_index(), "sensitivity_levels")


def _total(coverage: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of all forms and target groups together."""
    return coverage[(coverage["forma"] == "any") & (coverage["cs"] == "any")]
