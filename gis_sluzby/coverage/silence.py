"""Silence: what it means where no claim reaches anybody — a gap, or that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.centre import service_forms
from gis_sluzby.coverage.claims import SECRET_LEVELS, known_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan

Answer = tuple[str, str]


def silence(
    plan: Plan,
    parts: pd.DataFrame,
    members: pd.DataFrame,
    centre: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Say for each part what it means where nothing is claimed.

    Parameters
    ----------
    plan
        The plan: whether places outside its area count.
    parts
        Parts of the standards as `standards.standard_parts` gives them.
    members
        The services that belong to them, as `claims.members_of` gives them.
    centre
        The tables sources, obce, services, offers, targets, service_sites and sites.

    Returns
    -------
    The parts with `silent_status` (uncovered, no_data or not_applicable) and `silent_reason`.
    """
    known = _with_members(plan, parts, members, centre)
    forms = service_forms(centre)
    untargeted = ~forms["service_id"].isin(centre["targets"]["service_id"])
    known = known.assign(
        complete=known["druh"].isin(complete_kinds(centre, "services")),
        declared=known["druh"].isin(complete_kinds(centre, "declared")),
        form_hidden=known["druh"].isin(forms.loc[forms["forma"] == "unknown", "druh"]),
        target_hidden=known["druh"].isin(forms.loc[untargeted, "druh"]),
    )
    answers = [_answer(part) for part in known.itertuples()]
    status, reason = zip(*answers, strict=True)
    return parts.assign(silent_status=list(status), silent_reason=list(reason))


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


def _with_members(
    plan: Plan, parts: pd.DataFrame, members: pd.DataFrame, centre: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Tell of each part whether it has services, and what is known of their places.

    The flags: `exists`; `mapped`, a point from which people's minutes count; `unmapped`, a
    service without any point; `placed`, an obec that may be told at the standard's level.
    """
    places = known_places(centre)
    obce = centre["obce"]
    counting = obce if plan.reach.outside_sites else obce[obce["in_plan"]]
    points = places[places["mapped"].eq(other=True)]
    here = points.loc[points["kod_obec"].isin(counting["kod_obec"]), "service_id"]
    open_places = places.loc[places["secret"].ne(other=True), "service_id"]
    coarse = members["level"].isin(SECRET_LEVELS)
    ids = members["service_id"]
    flags = members[["number"]].assign(
        exists=True,
        mapped=ids.isin(here),
        unmapped=~ids.isin(points["service_id"]),
        placed=ids.isin(open_places) | (coarse & ids.isin(places["service_id"])),
    )
    by_part = flags.groupby("number").any().reindex(parts["number"])
    known = by_part.eq(other=True).set_axis(parts.index)
    return parts.join(known)


def _answer(part: Any) -> Answer:  # noqa: ANN401  (a row of a frame has no type of its own)
    """Say what silence means for one part."""
    if part.excluded:
        return "not_applicable", "excluded"
    if not part.complete:
        return "no_data", "no_source"
    if part.measure == "none":
        return "not_applicable", "no_standard"
    if part.exists:
        return _of_services(part)
    return _of_nobody(part)


def _of_services(part: Any) -> Answer:  # noqa: ANN401
    """Say what it means that none of the services that exist reaches a unit."""
    if part.measure == "declared":
        return ("uncovered", "not_declared") if part.declared else ("no_data", "no_declared_area")
    if part.measure == "time":
        if part.mapped:
            return "uncovered", "beyond_limit"
        # Without a point nobody knows; where all points lie outside the plan, here is none.
        return ("no_data", "place_unknown") if part.unmapped else ("uncovered", "no_service")
    return ("uncovered", "absent_in_area") if part.placed else ("no_data", "place_unknown")


def _of_nobody(part: Any) -> Answer:  # noqa: ANN401
    """Say what it means that no service is known for a part."""
    if part.measure == "phone":
        return "no_data", "phone_unknown"
    if part.part not in ("any", "unknown") and part.form_hidden:
        return "no_data", "form_unknown"
    if part.cs != "any" and part.target_hidden:
        return "no_data", "target_unknown"
    return "uncovered", "no_service"
