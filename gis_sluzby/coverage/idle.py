"""Declared and yet idle: where all services that declare an obec had no client in the last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: What reports of services call the number of their clients.
CLIENTS = ("klienti", "počet klientů", "klientů", "uživatelé", "počet uživatelů")
_OFFER = ["service_id", "forma"]


def declared_idle(
    centre: Mapping[str, pd.DataFrame], reached: Mapping[str, pd.DataFrame], day: date
) -> pd.DataFrame:
    """Find the obce where services declare that they work, but had no client.

    Parameters
    ----------
    centre
        The tables services, obce, areas and service_year.
    reached
        The tables demand and reach.
    day
        The plan's day: the last year reported that is not after it is taken, for each service.

    Returns
    -------
    The table `declared_idle`: an obec × druh × forma where every service that declares it reports
    clients, and all of them report none. It rests on reports of services: internal edition only.
    """
    if centre["service_year"].empty:
        return empty("declared_idle")
    reports = clients_of(centre, day)
    reach = reached["reach"]
    declared = reach.loc[reach["claim"] != "modelled", [*_OFFER, "demand_id"]]
    units = reached["demand"].loc[reached["demand"]["in_plan"], ["demand_id", "kod_obec"]]
    here = declared.merge(units, on="demand_id")[[*_OFFER, "kod_obec"]].drop_duplicates()
    here = here.merge(centre["services"][["service_id", "druh"]], on="service_id")
    told = here.merge(reports, on=_OFFER, how="left")
    groups = told.assign(idle=told["clients"] == 0).groupby(["kod_obec", "druh", "forma"])
    idle = groups.agg(
        services=("service_id", "nunique"), year=("year", "max"), idle=("idle", "all")
    )
    found = idle[idle["idle"]].reset_index()
    if found.empty:
        return empty("declared_idle")
    obce = centre["obce"].set_index("kod_obec")
    names = obce["nazev"].rename("nazev_obec"), obce["kod_orp"]
    named = found.join(names[0], on="kod_obec").join(names[1], on="kod_obec")
    return conform(named.assign(reason="declared_idle"), "declared_idle")


def clients_of(centre: Mapping[str, pd.DataFrame], day: date) -> pd.DataFrame:
    """Give the clients that services report for the last year.

    Parameters
    ----------
    centre
        The tables offers and service_year.
    day
        Years after it are left out.

    Returns
    -------
    service_id, forma, year and clients; a report of all forms together is told for each of them.
    """
    known = {codelists.normalise(name) for name in CLIENTS}
    rows = centre["service_year"]
    rows = rows[(rows["year"] <= day.year) & rows["value"].notna()]
    rows = rows[rows["field"].map(codelists.normalise).isin(known).astype(bool)]
    offers = centre["offers"][_OFFER]
    own = rows[rows["forma"] != "any"][[*_OFFER, "year", "value"]]
    whole = rows[rows["forma"] == "any"][["service_id", "year", "value"]].merge(
        offers, on="service_id"
    )
    last = pd.concat([own, whole], ignore_index=True).sort_values("year", kind="stable")
    latest = last.groupby(_OFFER)["year"].transform("max")
    sums = last[last["year"] == latest].groupby([*_OFFER, "year"])["value"].sum()
    return sums.rename("clients").reset_index()
