"""The audit of tables against each other: areas, forms and dates that do not fit together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gis_sluzby.audit.record import service_names
from gis_sluzby.findings import Place, day_text, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan


#: Data whose date is further than this from the plan's day may describe another time.
_FAR_DAYS = 2 * 366


def circles_without_centre(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Name the declared circles around services of which no place is known.

    Parameters
    ----------
    centre
        The tables declared, service_sites, sites, services and providers.

    Returns
    -------
    The findings. The place of a secret service is never known.
    """
    sites, declared = centre["sites"], centre["declared"]
    located = centre["service_sites"].merge(sites.loc[sites["geometry"].notna(), ["site_id"]])
    circles = declared[declared["level"] == "radius"]
    names = service_names(centre)
    without = circles[~circles["service_id"].isin(located["service_id"])]
    return [
        finding(
            "circle_without_centre",
            "warning",
            "declared",
            Place(f"{service} radius {km}", source_id, column="level"),
            found=f"{names[service]}: okruh {km} km",
            expected="služba se známým a veřejným místem",
            action="ponecháno, do dosahu se nepočítá",
        )
        for service, km, source_id in zip(
            *(without[name] for name in ("service_id", "kod", "source_id")), strict=True
        )
    ]


def unknown_forms(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Say of each source for how many services the form is not known.

    Parameters
    ----------
    centre
        The tables offers and services.

    Returns
    -------
    The findings.
    """
    offers = centre["offers"].merge(
        centre["services"][["service_id", "source_id"]], on="service_id"
    )
    counts = offers.groupby("source_id")["service_id"].nunique()
    unknown = offers[offers["forma"] == "unknown"].groupby("source_id")["service_id"].nunique()
    return [
        finding(
            "forma_unknown",
            "warning",
            "offers",
            Place(source_id=str(source_id), column="forma"),
            found=f"forma není známa u {unknown[source_id]} z {counts[source_id]} služeb",
            expected="forma, nebo druh s jedinou formou podle zákona",
            action="měří se jako ambulantní; nemá-li druh ambulantní formu, jako pobytová",
        )
        for source_id in unknown.index
    ]


def unused_classes(plan: Plan, roads: pd.DataFrame) -> list[Finding]:
    """Name the classes of roads that the plan speaks of and no road has.

    Parameters
    ----------
    plan
        The plan: what it states itself, not the defaults.
    roads
        Column trida.

    Returns
    -------
    The findings: a class written otherwise than in the source would quietly change nothing.
    """
    reach = plan.reach
    stated = {
        "join_exclude": reach.join_exclude if "join_exclude" in reach.model_fields_set else (),
        "kmh": tuple(reach.kmh),
    }
    present = sorted(roads["trida"].dropna().unique()) if len(roads) else []
    return [
        finding(
            "class_unused",
            "warning",
            "roads",
            Place(key, column=key),
            found=f"v síti nejsou: {', '.join(classes)}",
            expected=f"třídy sítě: {', '.join(present)}",
            action="zadání nemá žádný účinek",
        )
        for key, classes in stated.items()
        if present and classes and not set(classes) & set(present)
    ]


def undescribed_sources(plan: Plan, sources: pd.DataFrame) -> list[Finding]:
    """Name the sources whose licence or attribution still has to be filled in.

    Parameters
    ----------
    plan
        The plan.
    sources
        The table sources.

    Returns
    -------
    The findings; and one where services were read but no source is complete for any kind, so that
    all would be without data.
    """
    findings = [
        finding(
            "source_undescribed",
            "warning",
            "sources",
            Place(source.id, source.id, column=column),
            found=value,
            expected="skutečné znění; na stránce je vidí veřejnost",
            action="ponecháno",
        )
        for source in plan.source
        for column, value in (("licence", source.licence), ("attribution", source.attribution))
        if value.lower().startswith("doplňte")
    ]
    services = plan.of_table("services")
    read = sources.loc[sources["table"] == "services", "rows_kept"].sum()
    if read and not any(source.complete_for for source in services):
        findings.append(
            finding(
                "nothing_complete",
                "warning",
                "sources",
                Place(services[0].id, services[0].id, column="complete_for"),
                found=f"služeb {read}, ale žádný zdroj není pro žádný druh úplný",
                expected='complete_for = "all", nebo seznam druhů, které zdroj zná celé',
                action="co není v dosahu, je bez dat",
            )
        )
    return findings


def apart_vintages(sources: pd.DataFrame, day: date) -> list[Finding]:
    """Name the sources whose date is more than two years from the plan's day.

    Parameters
    ----------
    sources
        The table sources.
    day
        The plan's day.

    Returns
    -------
    The findings: figures stand on data of different years, and a change between two plans may be
    one of the data alone.
    """
    return [
        finding(
            "vintage_apart",
            "info",
            "sources",
            Place(source_id, source_id, column="vintage"),
            found=f"data platí k {day_text(vintage)}",
            expected=f"nejvýš dva roky od dne plánu {day_text(day)}",
            action="ponecháno",
        )
        for source_id, vintage in zip(
            sources["source_id"], map(date.fromisoformat, sources["vintage"]), strict=True
        )
        if abs((vintage - day).days) > _FAR_DAYS
    ]
