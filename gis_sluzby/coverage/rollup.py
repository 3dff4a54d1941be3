"""Coverage of larger areas: people are summed first, shares and statuses come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.coverage.grid import ROW, row_numbers
from gis_sluzby.demand import obec_people
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_PEOPLE = ["target_pop", "covered_pop", "covered_declared", "covered_modelled", "covered_both"]
#: Statuses of obce in which people are counted as reached or not.
_KNOWN = ("covered", "partial", "uncovered")
#: What the reason of its obce means for an area that is reached in part.
_PARTLY = {
    "within_limit": "partly_within_limit",
    "beyond_limit": "partly_within_limit",
    "declared": "partly_declared",
    "not_declared": "partly_declared",
}


def roll_up(
    level: str,
    coverage_obec: pd.DataFrame,
    counting: pd.DataFrame,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> pd.DataFrame:
    """Sum the coverage of obce up to areas.

    Parameters
    ----------
    level
        orp or kraj.
    coverage_obec
        The table `coverage_obec`.
    counting
        The services that count in each obec, as `status.coverage_obec` gives them.
    centre
        The tables area_obce and areas.
    reached
        The tables demand and demand_people.
    standards
        The table `standards`.

    Returns
    -------
    The table `coverage_orp` or `coverage_kraj`. The share is that of the people about whom
    something is known; an area is `no_data` only where all its target people are, and
    `not_applicable` only where all its obce are. The minutes are the mean weighted by people.
    """
    areas = centre["areas"].query("level == @level").set_index("kod")["nazev"]
    member = centre["area_obce"].query("level == @level").set_index("kod_obec")["kod"]
    first_cell = member.map({kod: n * len(standards) for n, kod in enumerate(areas.index)})
    row = row_numbers(coverage_obec, standards)
    rows = coverage_obec.assign(cell=first_cell.loc[coverage_obec["kod_obec"]].to_numpy() + row)
    cells = first_cell.loc[counting["kod_obec"]].to_numpy() + counting["row"]
    table = _summed(rows, reached).join(_services(counting.assign(cell=cells)))
    area, number = np.divmod(table.index.to_numpy(), len(standards))
    table = table.join(standards[[*ROW, "covered_from"]].iloc[number].set_axis(table.index))
    table[f"kod_{level}"] = areas.index[area]
    table[f"nazev_{level}"] = areas.to_numpy()[area]
    return conform(_judged(table), f"coverage_{level}")


def _summed(rows: pd.DataFrame, reached: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Sum people, average minutes and choose reasons by cell (area × row of the standards)."""
    known = rows["status"].isin(_KNOWN)
    unknown = rows["status"] == "no_data"
    counts = rows[["cell", *_PEOPLE]].assign(
        no_data_pop=rows["target_pop"].where(unknown, 0.0),
        known=known,
        lowered=rows["confidence"] == "lowered",
        no_data=unknown,
        **{name: rows[name].where(known, 0.0) for name in _PEOPLE[1:]},
    )
    table = counts.groupby("cell").sum()
    first = rows.drop_duplicates("cell").set_index("cell")
    table[["measure", "limit_minutes"]] = first[["measure", "limit_minutes"]]
    table["nearest_minutes"] = _mean_minutes(rows, reached)
    for name, these in (
        ("told", known),
        ("hidden", unknown),
        ("spared", rows["status"] == "not_applicable"),
    ):
        table[f"{name}_reason"] = _commonest(rows[these])
    return table


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Set share, status, reason and confidence; null what is not known."""
    certain = table["target_pop"] - table["no_data_pop"]
    share = (table["covered_pop"] / certain).where(certain > 0)
    known = table["known"] > 0
    conditions = [
        known & (share >= table["covered_from"]),
        known & (share > 0),
        known & share.notna(),
        table["no_data"] > 0,
    ]
    status = np.select(conditions, ["covered", "partial", "uncovered", "no_data"], "not_applicable")
    told = np.isin(status, _KNOWN)
    judged = table.assign(
        covered_share=share,
        status=status,
        reason=_reasons(table, status),
        confidence=np.where(told & (table["lowered"] > 0), "lowered", "full"),
    )
    counts = ["services_in_limit", "providers_in_limit"]
    judged[counts] = judged[counts].fillna(0.0)
    judged.loc[~told, [*_PEOPLE[1:], *counts, "covered_share"]] = np.nan
    return judged


def _reasons(table: pd.DataFrame, status: NDArray[np.str_]) -> pd.Series[str]:
    """Give the commonest reason among the obce whose status is of the kind of the area's."""
    partly = table["told_reason"].replace(_PARTLY)
    return (
        table["told_reason"]
        .mask(status == "partial", partly)
        .mask(status == "no_data", table["hidden_reason"])
        .mask(status == "not_applicable", table["spared_reason"])
    )


def _mean_minutes(rows: pd.DataFrame, reached: Mapping[str, pd.DataFrame]) -> pd.Series[float]:
    """Average the minutes of obce by all their people; an obec with nobody has no weight."""
    everybody = obec_people(reached["demand"], reached["demand_people"])
    people = rows["kod_obec"].map(everybody.set_index("kod_obec")["people"])
    weight = people.where(rows["nearest_minutes"].notna(), 0.0)
    product = (rows["nearest_minutes"] * weight).fillna(0.0)
    sums = pd.DataFrame({"product": product, "weight": weight}).groupby(rows["cell"]).sum()
    return sums["product"] / sums["weight"].where(sums["weight"] > 0)


def _commonest(rows: pd.DataFrame) -> pd.Series[str]:
    """Give the reason that most people of an area share; of equal ones the first by name."""
    people = rows.groupby(["cell", "reason"])["target_pop"].sum().reset_index()
    ordered = people.sort_values(["target_pop", "reason"], ascending=[False, True])
    return ordered.drop_duplicates("cell").set_index("cell")["reason"]


def _services(counted: pd.DataFrame) -> pd.DataFrame:
    """Count the services and providers that count in at least one obec of an area."""
    return pd.DataFrame(
        {
            f"{name}s_in_limit": counted[["cell", f"{name}_id"]]
            .drop_duplicates()
            .groupby("cell")
            .size()
            for name in ("service", "provider")
        }
    )
