"""Editions of what is published: what stays inside, and counts of people too small to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    *("covered_declared", "covered_modelled", "covered_both", "people_uncovered", "choice_pop"),
)
#: Columns of capacity that tell how many people there are.
_PER_PERSON = ("per_1000", "deficit")
#: Tables with such columns, and the area of which their rows are parts.
_PARTS = {"coverage_obec": "kod_orp", "coverage_orp": "kod_kraj", "coverage_kraj": None}
_KIND = ["druh", "forma", "cs"]
#: Tables whose people add up to a row of coverage: that table, its key, and within what.
_SPREAD = {
    "uncovered_places": ("coverage_obec", ["kod_obec", "druh"], [["kod_obec", "druh"]]),
    "population_by_band": ("coverage_kraj", ["druh"], [["druh", "within_limit"], ["druh"]]),
}


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
    kind, form and target group is hidden too. Places where uncovered people live are hidden in the
    same way within their obec, bands of minutes within their kind and its limit; and all of them
    where the row of coverage to which they add up is hidden.

    Parameters
    ----------
    tables
        Tables of coverage by name, uncovered_places, population_by_band; of others nothing is
        hidden.
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
    for name in [name for name in told if name == "gaps" or name.startswith("capacity_")]:
        table = told[name]
        level = table["level"] if "level" in table else name.removeprefix("capacity_")
        told[name] = _blanked(table, _hidden_too(table.assign(level=level), told))
    for name, (coverage, key, groups) in _SPREAD.items():
        if name in told:
            lost = _lost(told[name], told[coverage], key)
            told[name] = _without_few(told[name], lost, groups, below)
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


def _lost(parts: pd.DataFrame, coverage: pd.DataFrame, key: list[str]) -> pd.Series[bool]:
    """Tell which parts add up to a row of coverage, of any form and group, that is hidden."""
    total = (coverage["forma"] == "any") & (coverage["cs"] == "any")
    rows = coverage.loc[total & coverage["target_pop"].isna(), key].drop_duplicates()
    found = parts[key].merge(rows.assign(lost=True), on=key, how="left")["lost"]
    return found.notna().set_axis(parts.index)


def _without_few(
    parts: pd.DataFrame, lost: pd.Series[bool], groups: list[list[str]], below: int
) -> pd.DataFrame:
    """Hide parts with few people, those that are lost, and the next smallest where one is alone."""
    people = parts["people"]
    hidden = lost | ((people > 0) & (people < below))
    for group in groups:
        keys = [parts[column] for column in group]
        alone = hidden.groupby(keys).transform("sum") == 1
        others = people.where(alone & ~hidden & (people > 0))
        hidden |= others.groupby(keys).rank(method="first") == 1
    return parts.assign(people=people.mask(hidden))


def _blanked(table: pd.DataFrame, hidden: pd.Series[bool]) -> pd.DataFrame:
    """Take the counts out of hidden rows."""
    columns = [column for column in (*_PEOPLE, *_PER_PERSON) if column in table]
    return table.assign(**{column: table[column].mask(hidden) for column in columns})


def _hidden_too(table: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.Series[bool]:
    """Tell which rows are about an area, kind, form and group that the coverage hides."""
    hidden = [
        rows.loc[rows["target_pop"].isna(), [f"kod_{level}", *_KIND]]
        .set_axis(["kod", *_KIND], axis=1)
        .assign(level=level)
        for level in table["level"].unique()
        if (rows := tables.get(f"coverage_{level}")) is not None
    ]
    keys = ["level", "kod", *_KIND]
    if not hidden:
        return pd.Series(data=False, index=table.index)
    lost = pd.MultiIndex.from_frame(pd.concat(hidden)[keys])
    return pd.Series(pd.MultiIndex.from_frame(table[keys]).isin(lost), index=table.index)
