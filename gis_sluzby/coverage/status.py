"""The table of coverage by obec: people reached, by what, and the status that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.coverage import claims
from gis_sluzby.coverage.claims import PART, ROW
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.demand import band_label, obec_people
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

OBEC_ROW = ["kod_obec", *ROW]
#: Reasons by measure: when everybody is reached, and when a part is.
_REASONS = {
    "time": ("within_limit", "partly_within_limit"),
    "declared": ("declared", "partly_declared"),
    "presence": ("present_in_area", "present_in_area"),
    "phone": ("phone", "phone"),
}
#: Parts for these reasons take no part, whatever services there are.
_MUTE = ("excluded", "no_source", "no_standard")


def coverage_obec(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compute the coverage of every obec of the plan by every kind of service.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people, reach and nearest.
    standards
        The table `standards`.

    Returns
    -------
    The table `coverage_obec`, every obec × every row of the standards; and the services that
    count in each obec (kod_obec, druh, forma, cs, service_id, provider_id), from which larger
    areas count theirs.
    """
    parts = standard_parts(plan, centre, standards)
    members = claims.members_of(parts, centre)
    parts = claims.silence(parts, members, centre)
    mute = parts.loc[parts["silent_reason"].isin(_MUTE), PART]
    members = members[~members.set_index(PART).index.isin(mute.set_index(PART).index)]
    demand = reached["demand"]
    people = _target_people(standards, reached["demand_people"], demand)
    by_time = claims.reached_by_time(members, reached["reach"])
    by_declaration = claims.reached_by_declaration(members, reached["reach"])
    in_area = claims.reached_in_area(members, centre, demand)
    counted = pd.concat(
        [
            by_time[by_time["measure"] == "time"].assign(claim="modelled", share=1.0),
            by_declaration[by_declaration["measure"] == "declared"].assign(share=1.0),
            claims.shares_of_balance(in_area, centre, people).assign(claim=in_area["measure"]),
        ],
        ignore_index=True,
    )
    counting = _counting(counted, centre, demand)
    table = _rows(standards, parts, centre["obce"], centre["areas"])
    for more in (
        _sums(people, counted, by_time, by_declaration),
        _services(counting),
        _nearest(reached["nearest"], demand),
    ):
        table = table.merge(more, on=OBEC_ROW, how="left")
    table = table.merge(_doubts(members), on=ROW, how="left")
    everybody = obec_people(demand, reached["demand_people"]).set_index("kod_obec")["people"]
    table["everybody"] = table["kod_obec"].map(everybody)
    judged = conform(_judged(table), "coverage_obec")
    return judged, counting[[*OBEC_ROW, "service_id", "provider_id"]].drop_duplicates()


def _target_people(
    standards: pd.DataFrame, demand_people: pd.DataFrame, demand: pd.DataFrame
) -> pd.DataFrame:
    """Count the target group of every standard in every demand unit."""
    bands = [
        band_label(ages) for ages in zip(standards["age_from"], standards["age_to"], strict=True)
    ]
    rows = standards[ROW].assign(band=bands).merge(demand_people, on="band")
    return rows.merge(demand[["demand_id", "kod_obec"]], on="demand_id")


def _rows(
    standards: pd.DataFrame, parts: pd.DataFrame, obce: pd.DataFrame, areas: pd.DataFrame
) -> pd.DataFrame:
    """Give every obec of the plan × every row of the standards, with what silence means there."""
    rows = standards[[*ROW, "covered_from"]].merge(_united(parts), on=ROW)
    orp = areas.loc[areas["level"] == "orp"].set_index("kod")["nazev"]
    own = obce.loc[obce["in_plan"], ["kod_obec", "nazev", "kod_orp"]]
    own = own.assign(nazev_orp=own["kod_orp"].map(orp)).rename(columns={"nazev": "nazev_obec"})
    return pd.DataFrame(own).merge(rows, how="cross")


def _united(parts: pd.DataFrame) -> pd.DataFrame:
    """Unite the parts of each row: measure, limit and what silence means."""
    live = parts["silent_status"] != "not_applicable"
    # Parts to which the standard does not apply are heard only where there is no other.
    used = parts[live | ~live.groupby([parts[name] for name in ROW]).transform("any")]
    gap = used["silent_status"] == "uncovered"
    saying = used[gap | ~gap.groupby([used[name] for name in ROW]).transform("any")]
    by_row, by_saying = used.groupby(ROW), saying.groupby(ROW)
    several_reasons = by_saying["silent_reason"].nunique() > 1
    united = pd.DataFrame(
        {
            "measure": by_row["measure"].first().mask(by_row["measure"].nunique() > 1, "mixed"),
            "limit_minutes": by_row["limit_minutes"]
            .first()
            .where(by_row["limit_minutes"].nunique(dropna=False) == 1),
            "required": by_row["required_per_1000"].count() > 0,
            "silent_status": by_saying["silent_status"].first(),
            "silent_reason": by_saying["silent_reason"].first().mask(several_reasons, "united"),
        }
    )
    return united.reset_index()


def _sums(
    people: pd.DataFrame,
    counted: pd.DataFrame,
    by_time: pd.DataFrame,
    by_declaration: pd.DataFrame,
) -> pd.DataFrame:
    """Sum people of the target group and those reached over the demand units of each obec."""
    unit = [*ROW, "demand_id"]
    # A unit is reached as far as its best claim goes; null where no claim's share is known.
    share = counted.groupby(unit)["share"].max().rename("share").reset_index()
    units = people.merge(share.assign(claimed=True), on=unit, how="left")
    for name, pairs in (("modelled", by_time), ("declared", by_declaration)):
        marked = pairs[unit].drop_duplicates().assign(**{name: True})
        units = units.merge(marked, on=unit, how="left")
        units[name] = units[name].eq(other=True)
    claimed = units["claimed"].eq(other=True)
    here = units["people"]
    sums = units[OBEC_ROW].assign(
        target_pop=here,
        covered_pop=here * units["share"].fillna(0.0),
        covered_declared=here * units["declared"],
        covered_modelled=here * units["modelled"],
        covered_both=here * (units["declared"] & units["modelled"]),
        unknown_pop=here * (claimed & units["share"].isna()),
    )
    return sums.groupby(OBEC_ROW, as_index=False).sum()


def _counting(
    counted: pd.DataFrame, centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame
) -> pd.DataFrame:
    """Give the services that count in each obec, by which claim and measure."""
    columns = [*OBEC_ROW, "service_id", "flagged", "measure", "claim"]
    rows = counted.merge(demand[["demand_id", "kod_obec"]], on="demand_id")[
        columns
    ].drop_duplicates()
    return rows.merge(centre["services"][["service_id", "provider_id"]], on="service_id")


def _services(counting: pd.DataFrame) -> pd.DataFrame:
    """Count services and providers and say on which claims the row stands."""
    groups = counting.groupby(OBEC_ROW)
    table = pd.DataFrame(
        {
            "services_in_limit": groups["service_id"].nunique(),
            "providers_in_limit": groups["provider_id"].nunique(),
            "all_flagged": groups["flagged"].all(),
        }
    ).reset_index()
    for column, name in (("claim", "claim"), ("measure", "claim_measure")):
        kinds = _kinds(counting, column).rename(columns={column: name})
        table = table.merge(kinds, on=OBEC_ROW, how="left")
    return table


def _kinds(counting: pd.DataFrame, column: str) -> pd.DataFrame:
    """Join the different words of a column for each row, in order, with spaces."""
    words = counting[[*OBEC_ROW, column]].drop_duplicates().sort_values(column, kind="stable")
    joined = words.drop_duplicates(OBEC_ROW)
    more = words[words.duplicated(OBEC_ROW)]
    while len(more):
        nth = more.drop_duplicates(OBEC_ROW).rename(columns={column: "next"})
        joined = joined.merge(nth, on=OBEC_ROW, how="left")
        joined[column] += (" " + joined.pop("next")).fillna("")
        more = more[more.duplicated(OBEC_ROW)]
    return joined


def _nearest(nearest: pd.DataFrame, demand: pd.DataFrame) -> pd.DataFrame:
    """Give the minutes to the nearest service: the weighted mean of an obec's demand units."""
    rows = nearest[nearest["rank"] == 1].merge(
        demand[["demand_id", "kod_obec", "weight"]], on="demand_id"
    )
    weighted = rows.assign(product=rows["minutes"] * rows["weight"])
    sums = weighted.groupby(OBEC_ROW)[["product", "weight"]].sum()
    heaviest = rows.sort_values(["weight", "minutes"], ascending=[False, True], kind="stable")
    table = heaviest.drop_duplicates(OBEC_ROW).set_index(OBEC_ROW)[["service_id"]]
    table = table.rename(columns={"service_id": "nearest_service"})
    table["nearest_minutes"] = sums["product"] / sums["weight"]
    return table.reset_index()


def _doubts(members: pd.DataFrame) -> pd.DataFrame:
    """Tell for each row whether any of its services rests on a finding."""
    return members.groupby(ROW, as_index=False).agg(any_flagged=("flagged", "any"))


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Set share, status, reason, basis and confidence; null what is not known."""
    claimed = table["services_in_limit"].notna()
    share = (table["covered_pop"] / table["target_pop"]).where(table["target_pop"] > 0)
    measure = table["claim_measure"].fillna("")
    whole, part = share >= table["covered_from"], share > 0
    cases = [
        (table["everybody"] == 0, "not_applicable", "nobody"),
        (table["silent_status"] == "not_applicable", "not_applicable", table["silent_reason"]),
        (table["silent_reason"] == "no_source", "no_data", "no_source"),
        (table["target_pop"] == 0, "not_applicable", "nobody_in_target"),
        (
            ~claimed & (table["silent_reason"] == "beyond_limit") & table["nearest_minutes"].isna(),
            "uncovered",
            "unreachable",
        ),
        (~claimed, table["silent_status"], table["silent_reason"]),
        (table["unknown_pop"] > 0, "no_data", "capacity_unknown"),
        (whole, "covered", _reason(measure, table, full=True)),
        (part, "partial", _reason(measure, table, full=False)),
    ]
    conditions = [condition.to_numpy() for condition, *_ in cases]
    status = np.select(conditions, [_column(s, table) for _, s, _ in cases], "uncovered")
    reason = np.select(conditions, [_column(r, table) for *_, r in cases], "beyond_limit")
    known = np.isin(status, ("covered", "partial", "uncovered"))
    doubtful = np.where(
        status == "covered",
        table["all_flagged"].eq(other=True),
        table["any_flagged"].eq(other=True),
    )
    counts = ["services_in_limit", "providers_in_limit"]
    reached = ["covered_pop", "covered_declared", "covered_modelled", "covered_both"]
    judged = table.assign(
        covered_share=share, status=status, reason=reason, basis=_basis(table["claim"])
    )
    judged[counts] = judged[counts].fillna(0.0)
    judged["confidence"] = np.where(known & doubtful, "lowered", "full")
    for name in (*reached, *counts, "covered_share", "basis"):
        judged[name] = judged[name].where(known)
    return judged


def _column(value: object, table: pd.DataFrame) -> pd.Series[str]:
    """Give a constant as a column."""
    return value if isinstance(value, pd.Series) else pd.Series(str(value), index=table.index)


def _reason(measure: pd.Series[str], table: pd.DataFrame, *, full: bool) -> pd.Series[str]:
    """Name the reason why people are reached, by the measure of the claims that count."""
    names = {name: words[0 if full else 1] for name, words in _REASONS.items()}
    reason = measure.map(names).fillna("united")
    balanced = measure == "balance"
    met = "balance_met" if full else "balance_short"
    by_balance = pd.Series(np.where(table["required"], met, "present_in_area"), table.index)
    reason = reason.mask(balanced, by_balance)
    return reason.mask(table["claim"].eq("kraj_wide"), "kraj_wide")


def _basis(claim: pd.Series[str]) -> pd.Series[str]:
    """Say on what a row stands: the kind of its claims, "both" where minutes and areas agree."""
    kinds = claim.fillna("").str.split()
    return kinds.map(
        lambda k: None if not k else k[0] if len(k) == 1 else "both" if "modelled" in k else k[0]
    )
