"""One figure explained: from the source row through site, minutes and standard to its status."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.gazetteer import nearest_name
from gis_sluzby.cartography import EN_DASH, NBSP, border_note, number, shown_minutes
from gis_sluzby.coverage.claims import flagged_services
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.words import (
    CONFIDENCES,
    FORMS,
    MODES,
    date_text,
    measure_text,
    reason_text,
    status_word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Plan

    Row = Any  # a row of a frame has no type of its own

#: Evidence of a declared area, the strongest first.
_EVIDENCE = {
    "povereni": "pověření",
    "sit": "síť služeb",
    "kraj": "evidence kraje",
    "katalog": "katalog",
    "text": "slovní popis",
}
_PRECISION = {
    "address": "adresa",
    "street": "ulice",
    "part": "část obce",
    "obec": "jen obec",
    "none": "žádná",
}
_LEVELS = {"obec": "obec", "orp": "ORP", "kraj": "kraj", "stat": "celá republika"}
#: Levels of declared areas.
_AREAS = {
    "obec": "obec",
    "pou": "POÚ",
    "orp": "ORP",
    "okres": "okres",
    "kraj": "kraj",
    "custom": "vlastní území",
}
#: Why there is no nearest service, by the mode of travel.
_OFF_NETWORK = "žádná s místem na síti silnic a cest"
_NOWHERE = {
    "car": "žádná s místem na silniční síti",
    "transit": "tabulka dob veřejnou dopravou odtud k žádné nevede",
    "matrix": "tabulka dob odtud k žádné nevede",
}
#: So many declarations are spelled out, the rest is counted.
_SHOWN = 20


def explain(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    obec: str,
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
        The tables demand, nearest and reach.
    coverage
        The tables of coverage.
    obec
        Code of the obec, or its name where only one has it.
    druh
        Any known spelling of the kind of service.

    Returns
    -------
    Czech text: the row of the table, the standard and where it was set, the nearest service with
    its source row, place and minutes, declared areas, findings.

    Raises
    ------
    PlanError
        When the plan has no such obec or the code list no such kind.
    """
    kod, code = _known(plan, coverage, obec, druh)
    rows = coverage["coverage_obec"]
    mine = rows[(rows["kod_obec"] == kod) & (rows["druh"] == code) & (rows["cs"] == "any")]
    row = mine[mine["forma"] == "any"].iloc[0]
    return "\n".join(
        [
            *_result(row, plan.reach.mode),
            *_forms(row, mine[mine["forma"] != "any"], plan.reach.mode),
            "",
            *_standard(plan, centre, coverage, code),
            "",
            *_nearest(centre, reached, row, plan.reach.mode),
            *_declared(centre, reached, row),
            *_findings(centre, row),
            "",
            "Zdroje:",
            *(
                f"  {source.title}: {source.path}, stav k {date_text(str(source.vintage))}"
                for source in centre["sources"].itertuples()
            ),
        ]
    )


def _known(
    plan: Plan, coverage: Mapping[str, pd.DataFrame], obec: str, druh: str
) -> tuple[str, str]:
    """Find both names, give the codes of the obec and of the kind."""
    problems = []
    code = codelists.find_druh(druh)
    if code is None:
        near = codelists.suggest_druh(druh)
        advice = f"Nejbližší je „{near}“" if near else "Zadejte §, například 46"
        problems.append(Problem(f"druh služby „{druh}“ není v číselníku", advice=advice))
    obce = coverage["coverage_obec"][["kod_obec", "nazev_obec"]].drop_duplicates()
    names = obce["nazev_obec"].map(codelists.normalise)
    found = obce[(obce["kod_obec"] == obec) | (names == codelists.normalise(obec))]
    if found.empty:
        near_name = nearest_name(obec, obce["nazev_obec"])
        advice = "Kódy a názvy jsou v tabulce coverage_obec.csv"
        advice = (
            f"Nejbližší je „{near_name}“; {advice[0].lower()}{advice[1:]}" if near_name else advice
        )
        problems.append(Problem(f"obec {obec} v plánu {plan.path.name} není", advice=advice))
    elif len(found) > 1:
        advice = f"Zadejte kód: {', '.join(found['kod_obec'])}"
        problems.append(Problem(f"obcí s názvem {obec} je víc", advice=advice))
    if problems or code is None:
        raise PlanError(problems)
    return str(found["kod_obec"].iloc[0]), code


def _result(row: Row, mode: str) -> list[str]:
    """Say what the table says."""
    kind = codelists.druh(str(row.druh))
    paragraph = f" ({kind.paragraph})" if kind.paragraph else ""
    target, reached = _figure(row.target_pop), _figure(row.covered_pop)
    services, providers = _figure(row.services_in_limit), _figure(row.providers_in_limit)
    return [
        f"{row.nazev_obec} ({row.kod_obec}), ORP {row.nazev_orp}: {kind.name}{paragraph}",
        "",
        f"Stav: {status_word(str(row.status))}",
        f"Důvod: {_reason(row, mode)}",
        f"Spolehlivost: {CONFIDENCES[str(row.confidence)]}",
        f"Osoby v cílové skupině: {target}, v dosahu: {reached}",
        f"Služby v dosahu: {services}, poskytovatelé: {providers}",
    ]


def _forms(row: Row, forms: pd.DataFrame, mode: str) -> list[str]:
    """Say of each form how it is judged, where forms are judged by measures of their own."""
    if row.measure != "mixed":
        return []
    judged = forms[forms["reason"] != "no_service"]
    return [
        "Podle forem:",
        *(
            f"  {FORMS[str(form.forma)]}: {status_word(str(form.status))}. {_reason(form, mode)}"
            for form in judged.itertuples()
        ),
    ]


def _reason(row: Row, mode: str) -> str:
    """Put the reason of a row into words; minutes only where it is judged by them."""
    timed = row.measure == "time"
    return reason_text(
        str(row.reason),
        minutes=_optional(row.nearest_minutes) if timed else None,
        limit_minutes=_optional(row.limit_minutes),
        providers=None if pd.isna(row.providers_in_limit) else int(row.providers_in_limit),
        mode=mode,
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
    lines = ["Standard:"]
    for part in mine.to_dict("records"):
        limit = part["limit_minutes"]
        within = "" if pd.isna(limit) else f" {number(limit)}{NBSP}min"
        lines.append(
            f"  {FORMS[part['part']]}: {measure_text(part['measure'], plan.reach.mode)}{within}, "
            f"úroveň {_LEVELS[part['level']]}, věk {part['age_from']}–{part['age_to']}; "
            f"{part['source']} ({part['origin']})"
        )
    return lines


def _nearest(
    centre: Mapping[str, pd.DataFrame], reached: Mapping[str, pd.DataFrame], row: Row, mode: str
) -> list[str]:
    """Follow the nearest service to its source row and its place."""
    near = reached["nearest"]
    mine = near[
        near["demand_id"].isin(_units(reached, row))
        & (near["druh"] == row.druh)
        & (near["forma"] == "any")
        & (near["cs"] == "any")
        & (near["rank"] == 1)
    ]
    if mine.empty:
        return [f"Nejbližší služba: {_NOWHERE.get(mode, _OFF_NETWORK)}."]
    sites = centre["sites"].set_index("site_id")
    lines = []
    for answer in mine.to_dict("records"):
        site = sites.loc[answer["site_id"]]
        point = site["geometry"]
        place = f"obec {site['kod_obec']}, S-JTSK x {point.x:.0f}, y {point.y:.0f}"
        whole = number(float(shown_minutes(answer["minutes"])))
        shown = f"zobrazuje se {whole}, začatá minuta se počítá celá"
        minutes = f"{number(answer['minutes'], 2)}{NBSP}min {MODES[answer['mode']]}"
        lines += [
            f"Nejbližší služba, poskytovatel: {_provider(centre, answer['service_id'])}",
            f"  {_origin(centre, answer['service_id'])}",
            f"  místo {answer['site_id']}: {place}, přesnost {_PRECISION[site['precision']]}",
            f"  {minutes} z místa poptávky {answer['demand_id']} ({shown})",
        ]
    border = border_note(mode)
    return [*lines, f"  {border}"] if border else lines


def _declared(
    centre: Mapping[str, pd.DataFrame], reached: Mapping[str, pd.DataFrame], row: Row
) -> list[str]:
    """Name the services that declare that they work here, and the evidence."""
    services = centre["services"]
    reach = reached["reach"]
    here = reach[
        (reach["claim"] != "modelled")
        & reach["demand_id"].isin(_units(reached, row))
        & reach["service_id"].isin(services.loc[services["druh"] == row.druh, "service_id"])
    ]
    if here.empty:
        return []
    areas = centre["declared"].merge(here[["service_id", "forma", "claim"]].drop_duplicates())
    lines = [
        f"  {_provider(centre, area['service_id'])}, forma {FORMS[area['forma']]}: "
        f"{_area(centre, area['level'], area['kod'])}, doklad {_EVIDENCE[area['evidence']]} "
        f"(zdroj {area['source_id']})"
        for area in areas.to_dict("records")
    ]
    rest = len(lines) - _SHOWN
    more = [f"  … a dalších {rest}"] if rest > 0 else []
    return ["", "Vymezená působnost služeb, které tu působí:", *lines[:_SHOWN], *more]


def _area(centre: Mapping[str, pd.DataFrame], level: str, kod: str) -> str:
    """Name a declared area."""
    if level == "radius":
        return f"okruh {kod.replace('.', ',')}{NBSP}km"
    listed = centre["obce"].assign(kod=centre["obce"]["kod_obec"], level="obec")
    areas = pd.concat([frame[["level", "kod", "nazev"]] for frame in (listed, centre["areas"])])
    named = areas.loc[(areas["level"] == level) & (areas["kod"] == kod), "nazev"].tolist()
    return " ".join(filter(None, (_AREAS[level], *named[:1], f"({kod})")))


def _findings(centre: Mapping[str, pd.DataFrame], row: Row) -> list[str]:
    """Name the findings about the nearest service."""
    service = row.nearest_service
    if not isinstance(service, str) or service not in flagged_services(centre):
        return []
    audit = centre["audit"]
    ids = audit["row_id"].fillna("")
    about = audit[[service == text or service in text.split() for text in ids]]
    return [
        "",
        "Nálezy k této službě:",
        *(
            f"  {rules()[str(f.rule)].title}: {f.found}; má být: {f.expected}; {f.action}"
            for f in about.itertuples()
        ),
    ]


def _provider(centre: Mapping[str, pd.DataFrame], service_id: str) -> str:
    """Name the provider of a service, and the service."""
    service = centre["services"].set_index("service_id").loc[service_id]
    provider = centre["providers"].set_index("provider_id").loc[service["provider_id"]]
    return f"{provider['nazev']} ({service_id})"


def _origin(centre: Mapping[str, pd.DataFrame], service_id: str) -> str:
    """Say in which row of which file a service stands."""
    service = centre["services"].set_index("service_id").loc[service_id]
    source = centre["sources"].set_index("source_id").loc[service["source_id"]]
    return f"řádek {service['source_row']} souboru {source['path']}"


def _units(reached: Mapping[str, pd.DataFrame], row: Row) -> pd.Series[str]:
    """Give the demand units of the row's obec."""
    demand = reached["demand"]
    return demand.loc[demand["kod_obec"] == row.kod_obec, "demand_id"]


def _optional(value: float) -> float | None:
    """Give a number, none for null."""
    return None if math.isnan(value) else float(value)


def _figure(value: float) -> str:
    """Print a count, a dash for null."""
    if math.isnan(value):
        return EN_DASH
    return number(value, 0)
