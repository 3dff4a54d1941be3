"""Where the gaps are: all that is out of reach, the most people first, and the sum by area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROW = ["druh", "forma", "cs"]
#: At what level a standard of each level is judged; the state is no larger than the plan's kraj.
_JUDGED = {"obec": "obec", "orp": "orp", "kraj": "kraj", "stat": "kraj"}
_GAPS = ("partial", "uncovered")
_STATUSES = ("covered", "partial", "uncovered", "no_data", "not_applicable")


def gaps_table(coverage: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rank what is out of reach by the number of people.

    Parameters
    ----------
    coverage
        The tables standards, coverage_obec, coverage_orp and coverage_kraj.

    Returns
    -------
    The table `gaps`: the rows `partial` and `uncovered`, each at the level of its standard. A row
    of one forma or target group is left out where it says the same as the row of all. The kinds
    that are a gap as a whole (any forma and cs) come first, then the most people; of equally many
    the smaller share, then level, code, druh, forma and cs.
    """
    levels = coverage["standards"][[*_ROW, "level"]]
    parts = []
    for level in ("obec", "orp", "kraj"):
        table = coverage[f"coverage_{level}"].merge(levels, on=_ROW)
        names = {f"kod_{level}": "kod", f"nazev_{level}": "nazev"}
        whole = table.loc[_total(table), [f"kod_{level}", "druh", "status"]]
        whole = whole.rename(columns={"status": "total_status"})
        table = table.merge(whole, on=[f"kod_{level}", "druh"], how="left")
        here = table[table["level"].map(_JUDGED) == level].assign(level=level)
        unknown = here.get("no_data_pop", 0.0)
        lacking = here["target_pop"] - here["covered_pop"] - unknown
        parts.append(here.rename(columns=names).assign(people_uncovered=lacking))
    every = pd.concat(parts, ignore_index=True)
    gaps = every[every["status"].isin(_GAPS)]
    gaps = gaps.assign(total_gap=gaps["total_status"].isin(_GAPS))
    ranked = _without_repeats(gaps).sort_values(
        ["total_gap", "people_uncovered", "covered_share", "level", "kod", *_ROW],
        ascending=[False, False, True, True, True, True, True, True],
        kind="stable",
    )
    return conform(ranked.assign(rank=range(1, len(ranked) + 1)), "gaps")


def summary_table(
    coverage: Mapping[str, pd.DataFrame], area_obce: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:
    """Count the kinds of services by status in every ORP and in the kraj.

    Parameters
    ----------
    coverage
        The tables coverage_orp and coverage_kraj.
    area_obce
        The table `area_obce`.
    people
        kod_obec and people, for every obec of the plan.

    Returns
    -------
    The table `summary`; the counts by status add up to the number of kinds.
    """
    parts = []
    for level in ("orp", "kraj"):
        key, name = f"kod_{level}", f"nazev_{level}"
        table = coverage[f"coverage_{level}"]
        total = table[_total(table)]
        known = total["status"].isin(("covered", *_GAPS))
        flags = {status: total["status"] == status for status in _STATUSES} | {
            "kinds": total["druh"].notna(),
            "absent": known & (total["services_in_limit"] == 0),
            "single": known & (total["providers_in_limit"] == 1),
            "gaps": total["status"].isin(_GAPS),
            "lowered": known & (total["confidence"] == "lowered"),
        }
        counts = pd.DataFrame(flags).groupby([total[key], total[name]]).sum().reset_index()
        here = area_obce[area_obce["level"] == level].merge(people, on="kod_obec")
        sums = here.groupby("kod")["people"].agg(["size", "sum"])
        areas = counts.rename(columns={key: "kod", name: "nazev"}).assign(level=level)
        parts.append(areas.join(sums, on="kod").rename(columns={"size": "obce", "sum": "people"}))
    return conform(pd.concat(parts), "summary")


def _without_repeats(gaps: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows of one forma or group that say the same as the row of all."""
    same = ["level", "kod", "druh", "status"]
    total = _total(gaps)
    of_all = gaps.loc[total, [*same, "target_pop", "people_uncovered"]]
    joined = gaps[same].merge(of_all, on=same, how="left").set_index(gaps.index)
    repeats = (joined["people_uncovered"] == gaps["people_uncovered"]) & (
        joined["target_pop"] == gaps["target_pop"]
    )
    return gaps[total | ~repeats]


def _total(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows stand for all forms and target groups."""
    return (rows["forma"] == "any") & (rows["cs"] == "any")
