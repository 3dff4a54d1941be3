"""The audit of tables against each other: areas, forms and dates that do not fit together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding


#: Data whose date is further than this from the plan's day may describe another time.
_FAR_DAYS = 2 * 366


def unknown_areas(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Name the declared areas and needs whose area the plan does not have.

    Parameters
    ----------
    centre
        The tables areas, obce, declared and need.

    Returns
    -------
    The findings.
    """
    areas = centre["areas"]
    known = {
        *zip(areas["level"], areas["kod"], strict=True),
        *(("obec", kod) for kod in centre["obce"]["kod_obec"]),
    }
    return [
        finding(
            "area_unknown",
            "warning",
            table,
            Place(f"{of} {level} {kod}".strip(), source_id, column="kod"),
            found=f"{level} {kod}",
            expected="území plánu",
            action="ponecháno, do dosahu se nepočítá",
        )
        for table, whose in (("declared", "service_id"), ("need", "druh"))
        for of, level, kod, source_id in zip(
            *(centre[table][name] for name in (whose, "level", "kod", "source_id")), strict=True
        )
        if level != "radius" and (level, kod) not in known
    ]


def circles_without_centre(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Name the declared circles around services of which no place is known.

    Parameters
    ----------
    centre
        The tables declared, service_sites and sites.

    Returns
    -------
    The findings. The place of a secret service is never known.
    """
    sites, declared = centre["sites"], centre["declared"]
    located = centre["service_sites"].merge(sites.loc[sites["geometry"].notna(), ["site_id"]])
    circles = declared[declared["level"] == "radius"]
    without = circles[~circles["service_id"].isin(located["service_id"])]
    return [
        finding(
            "circle_without_centre",
            "warning",
            "declared",
            Place(f"{service} radius {km}", source_id, column="level"),
            found=f"okruh {km} km",
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
            "info",
            "offers",
            Place(source_id=str(source_id), column="forma"),
            found=f"forma není známa u {unknown[source_id]} z {counts[source_id]} služeb",
            expected="forma, nebo druh s jedinou formou podle zákona",
            action="měří se standardem ambulantní, jinak pobytové formy; nižší spolehlivost",
        )
        for source_id in unknown.index
    ]


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
            found=f"data platí k {vintage}",
            expected=f"nejvýš dva roky od dne plánu {day.isoformat()}",
            action="ponecháno",
        )
        for source_id, vintage in zip(sources["source_id"], sources["vintage"], strict=True)
        if abs((date.fromisoformat(vintage) - day).days) > _FAR_DAYS
    ]
