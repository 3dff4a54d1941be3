"""What a kraj plans with: need as stated by ORP, the network list, the services' years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby.sample.seeds import KRAJ, NETWORK_PERIODS, random, words
from gis_sluzby.sample.service_tables import offers

if TYPE_CHECKING:
    import geopandas as gpd

NETWORK = "zakladni-sit-vzk"
_YEARS = (2024, 2025)
#: Share of services that are in the network at all, and of those in its conditional part.
_IN_NETWORK, _CONDITIONAL = 0.82, 0.18
_UNIT_COST = 690_000


def make_need(obce: gpd.GeoDataFrame, people: pd.Series[int]) -> pd.DataFrame:
    """Make the need that ORP state.

    Parameters
    ----------
    obce
        The frame of `make_obce`.
    people
        People by code of obec.

    Returns
    -------
    pandas.DataFrame
        level, kod, druh, forma, cs, unit, period, amount, status; the second period is a draft.
    """
    rng = random("need")
    own = obce[obce["KOD_KRAJ"] == KRAJ]
    size = people.reindex(own["KOD_OBEC"]).groupby(own["KOD_ORP"].to_numpy()).sum()
    statuses = dict(zip(NETWORK_PERIODS, ("schvaleno", "navrh"), strict=True))
    rows = []
    for kind in words("kinds")["kind"]:
        if "need" not in kind:
            continue
        forma, unit, rate = kind["need"]
        step = 0.25 if unit == "fte" else 1.0
        for orp, count in zip(size.index, size.to_numpy(), strict=True):
            amount = float(rate) * count / 1000 * rng.uniform(0.75, 1.35)
            for period, status in statuses.items():
                shown = max(step, round(amount / step) * step)
                rows.append(("orp", orp, kind["druh"], forma, "any", unit, period, shown, status))
                amount *= rng.uniform(1.0, 1.12)
    columns = ["level", "kod", "druh", "forma", "cs", "unit", "period", "amount", "status"]
    return pd.DataFrame(rows, columns=columns)


def make_network(services: pd.DataFrame, capacities: pd.DataFrame) -> pd.DataFrame:
    """Make the network list of two periods.

    Parameters
    ----------
    services
        The services of the kraj that run.
    capacities
        The frame of `make_capacities`.

    Returns
    -------
    pandas.DataFrame
        network_id, period, service, forma, unit, committed (a minimum), level, funded, counts,
        reservation, od, do; úvazky beside the register's unit, except for beds.
    """
    rng = random("network")
    columns = ["service", "forma", "unit", "count"]
    registered = {
        (key, forma): (unit, float(count))
        for key, forma, unit, count in capacities[columns].to_numpy(dtype=object)
    }
    rows = []
    listed = {key: rng.random() < _IN_NETWORK for key in services["key"]}
    conditional = {key: rng.random() < _CONDITIONAL for key in services["key"]}
    for offer in offers(services):
        if not listed[offer.key]:
            continue
        unit, count = registered[offer.key, offer.forma]
        share, fte = rng.uniform(0.7, 1.0), rng.integers(4, 34) / 4
        amounts = [(unit, float(max(1, round(count * share))))]
        if unit != "luzka":
            amounts.append(("fte", float(fte)))
        for period in NETWORK_PERIODS:
            loose = conditional[offer.key]
            about = (
                "podmíněná" if loose else "základní",
                "ano" if not loose or period == NETWORK_PERIODS[1] else "ne",
                "ne" if loose else "ano",
                "ano" if loose else "ne",
            )
            span = (f"{period}-01-01", f"{period}-12-31")
            rows += [
                (NETWORK, period, offer.key, offer.forma, unit, amount, *about, *span)
                for unit, amount in amounts
            ]
    columns = ["network_id", "period", "service", "forma", "unit", "committed"]
    columns += ["level", "funded", "counts", "reservation", "od", "do"]
    return pd.DataFrame(rows, columns=columns)


def make_service_years(services: pd.DataFrame) -> pd.DataFrame:
    """Make what services report by year: úvazky, clients, refused applicants, costs.

    Parameters
    ----------
    services
        The services of the kraj that run.

    Returns
    -------
    pandas.DataFrame
        service, forma, year, field, value, unit.
    """
    rng = random("years")
    rows: list[tuple[Any, ...]] = []
    for offer in offers(services):
        fte = float(rng.integers(4, 60)) / 4
        for year in _YEARS:
            clients = int(fte * rng.uniform(6, 22)) + 1
            values = (
                ("uvazky", fte, "fte"),
                ("klienti", clients, "osoby"),
                ("odmitnuti", int(clients * rng.uniform(0, 0.3)), "osoby"),
                ("naklady", round(fte * _UNIT_COST * rng.uniform(0.85, 1.2), -3), "Kč"),
            )
            rows += [(offer.key, offer.forma, year, *value) for value in values]
            fte = max(1.0, fte + float(rng.integers(-2, 4)) / 4)
    return pd.DataFrame(rows, columns=["service", "forma", "year", "field", "value", "unit"])
