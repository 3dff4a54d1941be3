"""One figure explained: from the source row through site, minutes and standard to its status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.cartography import number
from gis_sluzby.coverage.claims import flagged_services
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.words import date_text, reason_text, status_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

_CONFIDENCE = {"full": "plná", "lowered": "snížená (nález, nebo neznámá forma)"}
_MEASURES = {
    "time": "čas",
    "declared": "vymezená působnost",
    "presence": "přítomnost v území",
    "balance": "bilance kapacity v území",
    "phone": "po telefonu",
    "none": "nehodnotí se",
    "mixed": "podle formy různá",
}


def explain(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    kod_obec: str,
    druh: str,
) -> str:
    """Explain the coverage of one obec by one kind of service.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables travel and nearest.
    coverage
        The tables of coverage.
    kod_obec
        Code of the obec.
    druh
        Any known spelling of the kind of service.

    Returns
    -------
    Czech text: the row of the table, the standard and where it was set, the nearest service with
    its source row, place and minutes, findings.

    Raises
    ------
    PlanError
        When the plan has no such obec or the code list no such kind.
    """
    code = _known(plan, coverage, kod_obec, druh)
    rows = coverage["coverage_obec"]
    mine = rows[(rows["kod_obec"] == kod_obec) & (rows["druh"] == code)]
    row = mine[(mine["forma"] == "any") & (mine["cs"] == "any")].iloc[0]
    kind = codelists.druh(code)
    lines = [
        f"{row.nazev_obec} ({kod_obec}), ORP {row.nazev_orp}: {kind.name}"
        + (f" ({kind.paragraph})" if kind.paragraph else ""),
        "",
        f"Stav: {status_word(str(row.status))}",
        f"Důvod: {_reason(row)}",
        f"Spolehlivost: {_CONFIDENCE[str(row.confidence)]}",
        f"Osoby v cílové skupině: {_figure(row.target_pop)}, v dosahu: {_figure(row.covered_pop)}",
        f"Služby v dosahu: {_figure(row.services_in_limit)}, "
        f"poskytovatelé: {_figure(row.providers_in_limit)}",
        "",
        *_standard(plan, centre, coverage, code),
        "",
        *_nearest(centre, reached, row),
        *_findings(centre, row),
        "",
        "Zdroje:",
        *(f"  {s.title}: {s.path}, stav k {date_text(str(s.vintage))}" for s in _sources(centre)),
    ]
    return "\n".join(lines)


def _known(plan: Plan, coverage: Mapping[str, pd.DataFrame], kod_obec: str, druh: str) -> str:
    """Check both names, give the code of the kind."""
    problems = []
    code = codelists.find_druh(druh)
    if code is None:
        near = codelists.suggest_druh(druh)
        advice = f"Nejbližší je „{near}“" if near else "Zadejte §, například 46"
        problems.append(Problem(f"druh služby „{druh}“ není v číselníku", advice=advice))
    if kod_obec not in set(coverage["coverage_obec"]["kod_obec"]):
        advice = "Kódy jsou ve sloupci kod_obec tabulky coverage_obec.csv"
        problems.append(Problem(f"obec {kod_obec} v plánu {plan.path.name} není", advice=advice))
    if problems or code is None:
        raise PlanError(problems)
    return code


def _reason(row: Any) -> str:  # noqa: ANN401  (a row of a frame has no type of its own)
    """Put the reason of a row into words."""
    return reason_text(
        str(row.reason),
        minutes=_optional(row.nearest_minutes),
        limit_minutes=_optional(row.limit_minutes),
    )


def _standard(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    druh: str,
) -> list[str]:
    """Say by which standards the row was measured and where they were set."""
    parts = standard_parts(plan, centre, coverage["standards"])
    mine = parts[(parts["druh"] == druh) & (parts["forma"] == "any") & (parts["cs"] == "any")]
    names = {"any": "všechny formy", "unknown": "forma neznámá"}
    names |= {code: forma.name for code, forma in codelists.forms().items()}
    lines = ["Standard:"]
    for part in mine.itertuples():
        limit = (
            f", do {number(part.limit_minutes)} min autem" if pd.notna(part.limit_minutes) else ""
        )
        lines.append(
            f"  {names[str(part.part)]}: {_MEASURES[str(part.measure)]}{limit}, úroveň {part.level}, "
            f"věk {part.age_from}–{part.age_to}; {part.source} ({part.origin})"
        )
    return lines


def _nearest(
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    row: Any,  # noqa: ANN401
) -> list[str]:
    """Follow the nearest service to its source row and its place."""
    near = reached["nearest"]
    demand = reached["demand"]
    units = demand.loc[demand["kod_obec"] == row.kod_obec, "demand_id"]
    mine = near[
        near["demand_id"].isin(units)
        & (near["druh"] == row.druh)
        & (near["forma"] == "any")
        & (near["cs"] == "any")
    ]
    if mine.empty:
        return ["Nejbližší služba: žádná s místem na silniční síti."]
    lines = []
    services = centre["services"].set_index("service_id")
    providers = centre["providers"].set_index("provider_id")["nazev"]
    sites = centre["sites"].set_index("site_id")
    sources = centre["sources"].set_index("source_id")
    for answer in mine.itertuples():
        service, site = services.loc[str(answer.service_id)], sites.loc[str(answer.site_id)]
        source = sources.loc[service["source_id"]]
        point = site["geometry"]
        lines += [
            f"Nejbližší služba: {providers[service['provider_id']]} ({answer.service_id})",
            f"  řádek {service['source_row']} souboru {source['path']}",
            f"  místo {answer.site_id}: obec {site['kod_obec']}, "
            f"S-JTSK x {point.x:.0f}, y {point.y:.0f}, přesnost {site['precision']}",
            f"  {number(answer.minutes, 2)} min autem z místa poptávky {answer.demand_id}",
        ]
    return lines


def _findings(centre: Mapping[str, pd.DataFrame], row: Any) -> list[str]:  # noqa: ANN401
    """Name the findings about the nearest service."""
    service = row.nearest_service
    if pd.isna(service) or str(service) not in flagged_services(centre):
        return []
    audit = centre["audit"]
    about = audit[[str(service) in str(ids).split() for ids in audit["row_id"]]]
    return [
        "",
        "Nálezy k této službě:",
        *(f"  {f.rule}: {f.found} (čeká se {f.expected}); {f.action}" for f in about.itertuples()),
    ]


def _sources(centre: Mapping[str, pd.DataFrame]) -> Any:  # noqa: ANN401
    """Give the rows of the sources."""
    return centre["sources"].itertuples()


def _optional(value: float) -> float | None:
    """Give a number, none for null."""
    return None if pd.isna(value) else float(value)


def _figure(value: float) -> str:
    """Print a count, a dash for null."""
    return "–" if pd.isna(value) else number(value, 0 if float(value).is_integer() else 1)
