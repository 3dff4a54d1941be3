"""Two coverages side by side: who gains, who loses, and where the nearest service would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: Key of a row of coverage beside its area.
_ROW = ["druh", "forma", "cs"]
#: Columns of coverage -> their names before and after.
_SHARED = {
    "target_pop": "target",
    "covered_pop": "covered",
    "status": "status",
    "nearest_minutes": "minutes",
}
_OF_OBEC = {"reason": "reason", "services_in_limit": "services", "nearest_service": "nearest"}
_OF_AREA = {"covered_share": "share"}
#: Columns that name the area.
_NAMES = {
    "obec": ["nazev_obec", "kod_orp", "nazev_orp"],
    "orp": ["nazev_orp"],
    "kraj": ["nazev_kraj"],
}
#: Minutes and people that differ by no more than the rounding of sums are equal.
_ROUNDING = 1e-6


def compared(
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    kinds: Collection[str],
    by_kraj: Collection[str],
    centre: Mapping[str, pd.DataFrame],
) -> dict[str, pd.DataFrame]:
    """Compare two coverages.

    Parameters
    ----------
    before, after
        The tables coverage_obec, coverage_orp and coverage_kraj.
    kinds
        The kinds of service wanted.
    by_kraj
        Those of them that are told by kraj alone.
    centre
        The table area_obce.

    Returns
    -------
    The tables whatif_obec, whatif_orp and whatif_kraj: every area × every row of the standards
    that is in either coverage. Null is what one of the two does not know, or does not have.
    Who is gained and lost is what the people in reach of an obec differ by, where nobody known
    to be in reach counts as nobody; larger areas sum their obce.
    """
    obce = _side_by_side("obec", before, after, kinds)
    told = obce[~obce["druh"].isin(by_kraj)]
    tables = {"whatif_obec": conform(told, "whatif_obec") if len(told) else empty("whatif_obec")}
    for level in ("orp", "kraj"):
        areas = _side_by_side(level, before, after, kinds)
        areas = areas.drop(columns=["gained", "lost"]).merge(
            _summed(obce, level, centre["area_obce"]), on=[f"kod_{level}", *_ROW], how="left"
        )
        areas = areas if level == "kraj" else areas[~areas["druh"].isin(by_kraj)]
        name = f"whatif_{level}"
        tables[name] = conform(areas, name) if len(areas) else empty(name)
    return tables


def _side_by_side(
    level: str,
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    kinds: Collection[str],
) -> pd.DataFrame:
    """Put the rows of one level side by side."""
    columns = _SHARED | (_OF_OBEC if level == "obec" else _OF_AREA)
    key, names = [f"kod_{level}", *_ROW], _NAMES[level]
    sides = []
    for when, coverage in (("before", before), ("after", after)):
        rows = coverage[f"coverage_{level}"]
        rows = rows.loc[rows["druh"].isin(kinds), [*key, *names, *columns]]
        sides.append(rows.rename(columns={old: f"{new}_{when}" for old, new in columns.items()}))
    both = sides[0].merge(sides[1], on=[*key, *names], how="outer")
    more = both["covered_after"].fillna(0.0) - both["covered_before"].fillna(0.0)
    return both.assign(
        gained=more.where(more > _ROUNDING, 0.0),
        lost=-more.where(more < -_ROUNDING, 0.0) + 0.0,
        changed=_changed(both, list(columns.values())),
    )


def _changed(both: pd.DataFrame, columns: list[str]) -> pd.Series[bool]:
    """Tell the rows that differ in anything."""
    changed = pd.Series(data=False, index=both.index)
    for name in columns:
        one, other = both[f"{name}_before"], both[f"{name}_after"]
        if pd.api.types.is_numeric_dtype(one):
            same = (one - other).abs() <= _ROUNDING
        else:
            same = one == other
        changed |= ~(same.eq(other=True) | (one.isna() & other.isna()))
    return changed


def _summed(obce: pd.DataFrame, level: str, area_obce: pd.DataFrame) -> pd.DataFrame:
    """Sum who is gained and lost to larger areas."""
    members = area_obce.loc[area_obce["level"] == level, ["kod", "kod_obec"]]
    rows = obce[["kod_obec", *_ROW, "gained", "lost"]].merge(members, on="kod_obec")
    sums = rows.groupby(["kod", *_ROW])[["gained", "lost"]].sum()
    return sums.reset_index().rename(columns={"kod": f"kod_{level}"})
