"""Coverage of larger areas: people are summed first, shares and statuses come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.coverage.claims import ROW
from gis_sluzby.demand import obec_people
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

_PEOPLE = ["target_pop", "covered_pop", "covered_declared", "covered_modelled", "covered_both"]
#: Statuses of obce in which people are counted as reached or not.
_KNOWN = ("covered", "partial", "uncovered")


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
    key = [f"kod_{level}", *ROW]
    member = centre["area_obce"].query("level == @level")[["kod", "kod_obec"]]
    member = member.rename(columns={"kod": f"kod_{level}"})
    rows = coverage_obec.drop(columns="kod_orp").merge(member, on="kod_obec")
    known = rows["status"].isin(_KNOWN)
    counts = rows.assign(
        no_data_pop=rows["target_pop"].where(rows["status"] == "no_data", 0.0),
        known=known,
        lowered=rows["confidence"] == "lowered",
        no_data=rows["status"] == "no_data",
        **{name: rows[name].where(known, 0.0) for name in _PEOPLE[1:]},
    )
    groups = counts.groupby(key, sort=False)
    table = groups[[*_PEOPLE, "no_data_pop"]].sum()
    for name in ("known", "lowered", "no_data"):
        table[name] = groups[name].any()
    table["measure"] = groups["measure"].first()
    table["limit_minutes"] = groups["limit_minutes"].first()
    table["nearest_minutes"] = _mean_minutes(rows, key, reached)
    table["silent"] = _commonest(rows[~known], key)
    table["told"] = _commonest(rows[known], key)
    table = table.reset_index().merge(_services(counting, member, key), on=key, how="left")
    table["covered_from"] = table.merge(standards, on=ROW, how="left")["covered_from"]
    names = centre["areas"].query("level == @level").set_index("kod")["nazev"]
    table[f"nazev_{level}"] = table[f"kod_{level}"].map(names)
    return conform(_judged(table), f"coverage_{level}")


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Set share, status, reason and confidence; null what is not known."""
    certain = table["target_pop"] - table["no_data_pop"]
    share = (table["covered_pop"] / certain).where(certain > 0)
    conditions = [
        table["known"] & (share >= table["covered_from"]),
        table["known"] & (share > 0),
        table["known"] & share.notna(),
        table["no_data"],
    ]
    status = np.select(conditions, ["covered", "partial", "uncovered", "no_data"], "not_applicable")
    known = np.isin(status, _KNOWN)
    judged = table.assign(
        covered_share=share,
        status=status,
        reason=np.where(known, table["told"], table["silent"]),
        confidence=np.where(known & table["lowered"], "lowered", "full"),
    )
    counts = ["services_in_limit", "providers_in_limit"]
    judged[counts] = judged[counts].fillna(0.0)
    for name in (*_PEOPLE[1:], *counts, "covered_share"):
        judged[name] = judged[name].where(known)
    return judged


def _mean_minutes(
    rows: pd.DataFrame, key: list[str], reached: Mapping[str, pd.DataFrame]
) -> pd.Series[float]:
    """Average the minutes of obce by all their people; an obec with nobody has no weight."""
    everybody = obec_people(reached["demand"], reached["demand_people"])
    people = rows["kod_obec"].map(everybody.set_index("kod_obec")["people"])
    weight = people.where(rows["nearest_minutes"].notna(), 0.0)
    product = (rows["nearest_minutes"] * weight).fillna(0.0)
    by = [rows[name] for name in key]
    total = weight.groupby(by).sum()
    return product.groupby(by).sum() / total.where(total > 0)


def _commonest(rows: pd.DataFrame, key: list[str]) -> pd.Series[str]:
    """Give the reason that most people of an area share; of equal ones the first by name."""
    sums = rows.assign(people=rows["target_pop"].fillna(0.0)).groupby([*key, "reason"])["people"]
    ordered = sums.sum().reset_index().sort_values(["people", "reason"], ascending=[False, True])
    return ordered.drop_duplicates(key).set_index(key)["reason"]


def _services(counting: pd.DataFrame, member: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Count the services and providers that count in at least one obec of an area."""
    groups = counting.merge(member, on="kod_obec").groupby(key)
    return pd.DataFrame(
        {
            "services_in_limit": groups["service_id"].nunique(),
            "providers_in_limit": groups["provider_id"].nunique(),
        }
    ).reset_index()
