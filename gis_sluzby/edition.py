"""Editions of what is published: what stays inside, and counts of people too small to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: Tables that the public edition holds without rows.
INTERNAL_TABLES = ("service_year", "declared_idle")
#: A unit named by a standard says nothing of anybody's amount.
_NO_AMOUNT = "standards"
#: What rests on a need, blank where the need is only proposed.
_BY_NEED = ("need", "gap", "deficit", "capacity_status")
_APPROVED = "schvaleno"

#: Columns that count people of a target group, or tell their count by division.
_PEOPLE = (
    *("target_pop", "covered_pop", "no_data_pop", "covered_share"),
    *("covered_declared", "covered_modelled", "covered_both", "people_uncovered"),
)
#: Tables with such columns, and the area of which their rows are parts.
_PARTS = {"coverage_obec": "kod_orp", "coverage_orp": "kod_kraj", "coverage_kraj": None}
_KIND = ["druh", "forma", "cs"]


def public_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Leave out of tables what is not for the public: costs, FTE, unapproved need.

    Parameters
    ----------
    tables
        Canonical tables by name.

    Returns
    -------
    All of them. Tables of `INTERNAL_TABLES` have no rows; rows in a unit that is internal by the
    code list are left out; so is a need that is not approved, and what rests on it is null.
    """
    return {name: _public_rows(name, table) for name, table in tables.items()}


def _public_rows(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Leave out of one table what is not for the public."""
    if name in INTERNAL_TABLES:
        return table.iloc[:0]
    if name == "need":
        table = table[table["status"] == _APPROVED]
    if "unit" in table and name != _NO_AMOUNT:
        inside = [unit.code for unit in codelists.units().values() if unit.edition == "internal"]
        table = table[~table["unit"].isin(inside)]
    if "need_status" in table:
        proposed = table["need_status"].notna() & (table["need_status"] != _APPROVED)
        resting = [column for column in _BY_NEED if column in table]
        table = table.assign(
            **{column: table[column].mask(proposed) for column in (*resting, "need_status")}
        )
    return table


def suppressed(tables: Mapping[str, pd.DataFrame], below: int) -> dict[str, pd.DataFrame]:
    """Hide counts of people that are too small to show.

    A row is hidden where the people of its target group, those in reach, those out of it or those
    without data are some, but fewer than the threshold. Where it is the only one of an ORP (of a
    kraj), so that the difference from the total would tell it, the next smallest row of the same
    kind, form and target group is hidden too.

    Parameters
    ----------
    tables
        Tables of coverage by name; of others nothing is hidden.
    below
        The threshold; 0 hides nothing.

    Returns
    -------
    All tables. In hidden rows the counts and shares of people are null; the status stays.
    """
    if not below:
        return dict(tables)
    told = dict(tables)
    for name, whole in _PARTS.items():
        if name in told:
            told[name] = _blanked(told[name], _hidden(told[name], whole, below))
    if "gaps" in told:
        told["gaps"] = _like_coverage(told["gaps"], told)
    return told


def _hidden(table: pd.DataFrame, whole: str | None, below: int) -> pd.Series[bool]:
    """Tell which rows are hidden."""
    target, covered = table["target_pop"], table["covered_pop"]
    unknown = table.get("no_data_pop", target * 0.0)
    hidden = target.isna()
    for count in (target, covered, unknown, target - covered - unknown):
        hidden |= (count > 0) & (count < below)
    if whole is None or whole not in table:
        return hidden
    groups = [table[column] for column in (whole, *_KIND)]
    alone = hidden.groupby(groups, dropna=False).transform("sum") == 1
    others = target.where(alone & ~hidden & (target > 0))
    # the first of the smallest, so that the order of the table decides between equals
    smallest = others.groupby(groups, dropna=False).rank(method="first") == 1
    return hidden | smallest


def _blanked(table: pd.DataFrame, hidden: pd.Series[bool]) -> pd.DataFrame:
    """Take the counts out of hidden rows."""
    columns = [column for column in _PEOPLE if column in table]
    return table.assign(**{column: table[column].mask(hidden) for column in columns})


def _like_coverage(gaps: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Hide in the gaps what is hidden in the coverage that they come from."""
    hidden = gaps["target_pop"].isna()
    for level in gaps["level"].unique():
        name, kod = f"coverage_{level}", f"kod_{level}"
        if name in tables:
            rows = tables[name]
            lost = rows.loc[rows["target_pop"].isna(), [kod, *_KIND]]
            keys = lost.set_axis(["kod", *_KIND], axis=1).assign(lost=True)
            found = gaps[["kod", *_KIND]].merge(keys, on=["kod", *_KIND], how="left")["lost"]
            hidden |= (found.notna() & (gaps["level"] == level).to_numpy()).to_numpy()
    return _blanked(gaps, hidden)
