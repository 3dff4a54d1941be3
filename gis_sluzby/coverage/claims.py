"""Claims that count: for each standard which service reaches which demand unit by its measure.

Where nothing is claimed, `silence` says what that means: a gap, or that nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.coverage.standards import service_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The key of a row of coverage, and of a part of it.
ROW = ["druh", "forma", "cs"]
PART = [*ROW, "part"]
#: Measures by which a service counts for the whole area in which it stands.
IN_AREA = ("presence", "balance", "phone")
#: Levels at which a secret place may count: it must not be located more closely.
_SECRET_LEVELS = ("kraj", "stat")
_PER = 1000.0


def members_of(parts: pd.DataFrame, centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the services that belong to each part.

    Parameters
    ----------
    parts
        Parts of the standards as `standards.standard_parts` gives them.
    centre
        The tables services, offers, targets, service_sites and audit.

    Returns
    -------
    The columns of parts, service_id, offer (the form in which the service is offered) and
    flagged: the service rests on rows with findings, or its form is not known.
    """
    services = service_forms(centre).rename(columns={"forma": "offer"})
    of_form = parts[parts["part"] != "any"].merge(
        services, left_on=["druh", "part", "cs"], right_on=["druh", "offer", "cs"]
    )
    of_any = parts[parts["part"] == "any"].merge(services, on=["druh", "cs"])
    members = pd.concat([of_form, of_any], ignore_index=True)
    doubtful = members["service_id"].isin(flagged_services(centre))
    return members.assign(flagged=doubtful | (members["offer"] == "unknown"))


def flagged_services(centre: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Give the services on which a warning of the audit rests.

    Parameters
    ----------
    centre
        The tables services and audit.

    Returns
    -------
    Their ids.
    """
    warned = centre["audit"].loc[centre["audit"]["severity"] == "warning", "row_id"].dropna()
    ids = set(centre["services"]["service_id"])
    return frozenset(name for row in warned for name in str(row).split() if name in ids)


def reached_by_time(members: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """Give the units that a service reaches within the limit of its standard.

    Parameters
    ----------
    members
        As `members_of` gives them.
    reach
        The table `reach`.

    Returns
    -------
    The columns of members and demand_id, for standards that have a limit; minutes are compared
    unrounded, the limit itself is within.
    """
    limited = members[members["limit_minutes"].notna()]
    modelled = reach.loc[
        reach["claim"] == "modelled", ["service_id", "forma", "demand_id", "minutes"]
    ]
    pairs = limited.merge(modelled.rename(columns={"forma": "offer"}), on=["service_id", "offer"])
    return pairs[pairs["minutes"] <= pairs["limit_minutes"]]


def reached_by_declaration(members: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """Give the units that lie in an area that a service declares.

    Parameters
    ----------
    members
        As `members_of` gives them.
    reach
        The table `reach`.

    Returns
    -------
    The columns of members, demand_id and claim (declared or kraj_wide).
    """
    declared = reach.loc[
        reach["claim"] != "modelled", ["service_id", "forma", "demand_id", "claim"]
    ]
    return members.merge(declared.rename(columns={"forma": "offer"}), on=["service_id", "offer"])


def reached_in_area(
    members: pd.DataFrame, centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame
) -> pd.DataFrame:
    """Give the units in whose area, at the standard's level, a service stands.

    Parameters
    ----------
    members
        As `members_of` gives them, those measured by presence, balance or phone.
    centre
        The tables service_sites, sites and obce.
    demand
        The table `demand`.

    Returns
    -------
    The columns of members, demand_id and `area` (code of the area at the level).
    """
    wanted = members[members["measure"].isin(IN_AREA)]
    places = centre["service_sites"].merge(centre["sites"][["site_id", "kod_obec", "secret"]])
    codes = centre["obce"][["kod_obec", "kod_orp", "kod_kraj"]].assign(stat="CZ")
    found = []
    for level, column in (
        ("obec", "kod_obec"),
        ("orp", "kod_orp"),
        ("kraj", "kod_kraj"),
        ("stat", "stat"),
    ):
        here = wanted[wanted["level"] == level]
        allowed = places if level in _SECRET_LEVELS else places[~places["secret"]]
        stands = allowed[["service_id", "kod_obec"]].merge(codes, on="kod_obec")
        stands = stands[["service_id", column]].drop_duplicates()
        units = demand[["demand_id", "kod_obec"]].merge(codes, on="kod_obec")[["demand_id", column]]
        pairs = here.merge(stands, on="service_id").merge(units, on=column)
        found.append(pairs.rename(columns={column: "area"}))
    return pd.concat(found, ignore_index=True)


def shares_of_balance(
    in_area: pd.DataFrame, centre: Mapping[str, pd.DataFrame], people: pd.DataFrame
) -> pd.DataFrame:
    """Measure the capacity in an area against what the standard requires.

    Parameters
    ----------
    in_area
        As `reached_in_area` gives it.
    centre
        The table capacities.
    people
        druh, forma, cs, demand_id, people: the target group.

    Returns
    -------
    `in_area` with `share`: capacity over requirement, at most 1, the same for the whole area; 1
    where no requirement is stated, null where the capacity is not known in the standard's unit.
    """
    wanted = in_area["required_per_1000"].notna() & (in_area["measure"] == "balance")
    shares = in_area.assign(share=1.0)
    if not wanted.any():
        return shares
    key = [*PART, "area"]
    rows = in_area[wanted]
    capacity = (
        rows[[*key, "service_id", "offer", "unit"]]
        .drop_duplicates()
        .merge(
            centre["capacities"][["service_id", "forma", "unit", "count"]],
            left_on=["service_id", "offer", "unit"],
            right_on=["service_id", "forma", "unit"],
            how="left",
            suffixes=("", "_of"),
        )
    )
    supplied = capacity.groupby(key)["count"].sum(min_count=1)
    units = rows[[*key, "demand_id", "required_per_1000"]].drop_duplicates()
    needed = units.merge(people, on=[*ROW, "demand_id"])
    required = (
        (needed["people"] * needed["required_per_1000"] / _PER)
        .groupby([needed[name] for name in key])
        .sum()
    )
    share = (supplied / required.where(required > 0)).clip(upper=1.0).rename("ratio")
    merged = shares.merge(share.reset_index(), on=key, how="left")
    return shares.assign(share=merged["ratio"].where(wanted.to_numpy(), 1.0).to_numpy())


def silence(
    parts: pd.DataFrame, members: pd.DataFrame, centre: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Say for each part what it means where nothing is claimed.

    Parameters
    ----------
    parts
        Parts of the standards.
    members
        The services that belong to them.
    centre
        The tables sources, services, offers, targets, service_sites and sites.

    Returns
    -------
    The parts with `silent_status` (uncovered, no_data or not_applicable) and `silent_reason`.
    """
    services = complete_kinds(centre, "services")
    declared = complete_kinds(centre, "declared")
    filled = set(members[PART].itertuples(index=False, name=None))
    sites = centre["sites"]
    placed = centre["service_sites"].merge(sites.loc[sites["geometry"].notna(), ["site_id"]])
    here = members[members["service_id"].isin(placed["service_id"])]
    located = set(here[PART].itertuples(index=False, name=None))
    forms = service_forms(centre)
    unknown = set(forms.loc[forms["forma"] == "unknown", "druh"])
    without_target = forms[~forms["service_id"].isin(centre["targets"]["service_id"])]
    answers = []
    for part in parts.itertuples():
        key = tuple(getattr(part, name) for name in PART)
        if part.excluded:
            answer = "not_applicable", "excluded"
        elif part.druh not in services:
            answer = "no_data", "no_source"
        elif part.measure == "none":
            answer = "not_applicable", "no_standard"
        elif part.measure == "phone":
            answer = "no_data", "phone_unknown"
        elif key in filled and key not in located and part.measure == "time":
            answer = "no_data", "place_unknown"
        elif key in filled:
            answer = _silence_of_services(str(part.measure), declared=part.druh in declared)
        elif part.part not in ("any", "unknown") and part.druh in unknown:
            answer = "no_data", "form_unknown"
        elif part.cs != "any" and part.druh in set(without_target["druh"]):
            answer = "no_data", "target_unknown"
        else:
            answer = "uncovered", "no_service"
        answers.append(answer)
    status, reason = zip(*answers, strict=True)
    return parts.assign(silent_status=status, silent_reason=reason)


def complete_kinds(centre: Mapping[str, pd.DataFrame], table: str) -> frozenset[str]:
    """Give the kinds of service for which some source of a table is complete.

    Parameters
    ----------
    centre
        The table sources.
    table
        Which sources: services or declared.

    Returns
    -------
    Codes of kinds.
    """
    sources = centre["sources"]
    words = " ".join(sources.loc[sources["table"] == table, "complete_for"].fillna("")).split()
    return frozenset(d.code for d in codelists.druhy()) if "all" in words else frozenset(words)


def _silence_of_services(measure: str, *, declared: bool) -> tuple[str, str]:
    """Say what it means that none of the services that exist reaches a unit."""
    if measure == "declared":
        return ("uncovered", "not_declared") if declared else ("no_data", "no_declared_area")
    return "uncovered", "beyond_limit" if measure == "time" else "absent_in_area"
