"""What the model's kraj plans with: declared areas, network list, need, years, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.sample.seeds import words
from gis_sluzby.sample.service_tables import Offer, offers
from scripts.model.liberecky_land import KRAJ
from scripts.model.liberecky_seeds import PERIODS, YEARS, random

if TYPE_CHECKING:
    import geopandas as gpd

#: Evidence of a declared area and how often it is given.
_EVIDENCE = {"povereni": 0.4, "sit": 0.25, "kraj": 0.15, "katalog": 0.15, "text": 0.05}
#: Share of terénní services that declare nothing, and of those that declare more than their obce.
_SILENT, _WIDEST = 0.12, 0.6
_DECLARED_FROM = "2025-01-01"
#: Levels of the network in its first period with the share of services, and in the second one.
_LEVELS = {"Z1": 0.62, "Z2": 0.18, "Z1v": 0.06, "Z2v": 0.06, "P/Z2v": 0.08}
_NEXT = {"Z2v": "Z2", "P/Z2v": "Z2v"}
_IN_NETWORK = 0.85
#: Kinds whose need for the coming period is approved already.
_APPROVED = ("49", "50", "62", "65")
#: Target groups by which the need of a kind is stated, and what share of it each has.
_BY_GROUP = {"46": {"seniori": 0.6, "ozp": 0.4}, "57": {"rodiny_deti": 0.55, "ohrozeni": 0.45}}
_UNIT_COST = 720_000


def make_declared(services: pd.DataFrame, obce: gpd.GeoDataFrame) -> pd.DataFrame:
    """Make the areas in which terénní services declare that they work.

    Parameters
    ----------
    services
        Services that run.
    obce
        `liberecky_land.Land.obce`.

    Returns
    -------
    service, forma, level, kod, claim, evidence, od, do.
    """
    rng = random("declared")
    rows: list[tuple[Any, ...]] = []
    for offer in offers(services):
        if offer.forma != "ter":
            continue
        evidence = str(rng.choice(list(_EVIDENCE), p=list(_EVIDENCE.values())))
        od = max(str(offer.service["od"]), _DECLARED_FROM)
        for level, kod in _areas(offer, obce, rng):
            claim = "kraj_wide" if level == "kraj" else "declared"
            rows.append((offer.key, "ter", level, kod, claim, evidence, od, None))
    columns = ["service", "forma", "level", "kod", "claim", "evidence", "od", "do"]
    return pd.DataFrame(rows, columns=columns)


def _areas(offer: Offer, obce: gpd.GeoDataFrame, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Choose the declared areas of one service."""
    widest = offer.kind["area"]
    if widest == "kraj" or offer.service["secret"]:
        return [("kraj", KRAJ)]
    if offer.service["area"]:
        return [("custom", offer.service["area"])]
    if rng.random() < _SILENT:
        return []
    seat = obce[obce["kod_obec"] == offer.service["kod_obec"]].iloc[0]
    level = widest if rng.random() < _WIDEST else "obec"
    if level in {"orp", "pou"}:
        return [(level, str(seat[f"kod_{level}"]))]
    home = obce[obce["kod_orp"] == seat["kod_orp"]]
    distance = np.hypot(home["x"] - seat["x"], home["y"] - seat["y"]).to_numpy()
    count = max(1, int(len(home) * rng.uniform(0.35, 0.95)))
    nearest = home["kod_obec"].to_numpy()[np.argsort(distance, kind="stable")[:count]]
    return [("obec", str(kod)) for kod in sorted(nearest)]


def make_network(services: pd.DataFrame, capacities: pd.DataFrame) -> pd.DataFrame:
    """Make the network list of two periods.

    Parameters
    ----------
    services
        Services that run.
    capacities
        Their registered capacities.

    Returns
    -------
    period, service, forma, unit, committed (a minimum), level, od, do; úvazky beside the
    register's unit, except for beds. What a level means the source's file says.
    """
    rng = random("network")
    of_offer = capacities.set_index(["service", "forma"])
    listed = {key: rng.random() < _IN_NETWORK for key in services["key"]}
    levels = dict(
        zip(
            services["key"],
            rng.choice(list(_LEVELS), size=len(services), p=list(_LEVELS.values())),
            strict=True,
        )
    )
    rows = []
    for offer in offers(services):
        if not listed[offer.key]:
            continue
        unit, count = of_offer.loc[(offer.key, offer.forma), ["unit", "count"]]
        share, fte = rng.uniform(0.7, 1.0), rng.integers(4, 40) / 4
        amounts = [(unit, float(max(1, round(count * share))))]
        if unit != "luzka":
            amounts.append(("fte", float(fte)))
        level = str(levels[offer.key])
        for period, said in zip(PERIODS, (level, _NEXT.get(level, level)), strict=True):
            span = (f"{period}-01-01", f"{period}-12-31")
            rows += [
                (period, offer.key, offer.forma, unit, amount, said, *span)
                for unit, amount in amounts
            ]
    columns = ["period", "service", "forma", "unit", "committed", "level", "od", "do"]
    return pd.DataFrame(rows, columns=columns)


def make_need(obce: gpd.GeoDataFrame) -> pd.DataFrame:
    """Make the need that ORP state: approved for the period in force, mostly a draft for the next.

    Parameters
    ----------
    obce
        `liberecky_land.Land.obce`.

    Returns
    -------
    level, kod, druh, forma, cs, unit, period, amount, status.
    """
    rng = random("need")
    size = obce.groupby("kod_orp")["people"].sum()
    rows = []
    for kind in words("kinds")["kind"]:
        if "need" not in kind:
            continue
        druh, (forma, unit, rate) = kind["druh"], kind["need"]
        step = 0.25 if unit == "fte" else 1.0
        for kod, people in size.items():
            amount = rate * people / 1000 * rng.uniform(0.75, 1.35)
            for period in PERIODS:
                approved = period == PERIODS[0] or druh in _APPROVED
                status = "schvaleno" if approved else "navrh"
                for cs, share in _BY_GROUP.get(druh, {"any": 1.0}).items():
                    shown = max(step, round(amount * share / step) * step)
                    rows.append(("orp", kod, druh, forma, cs, unit, period, shown, status))
                amount *= rng.uniform(1.0, 1.12)
    columns = ["level", "kod", "druh", "forma", "cs", "unit", "period", "amount", "status"]
    return pd.DataFrame(rows, columns=columns)


def make_service_years(services: pd.DataFrame) -> pd.DataFrame:
    """Make what services report by year: úvazky, clients, refused applicants, costs, payments.

    Parameters
    ----------
    services
        Services that run.

    Returns
    -------
    service, forma, year, field, value, unit.
    """
    rng = random("years")
    rows: list[tuple[Any, ...]] = []
    for offer in offers(services):
        fte = float(rng.integers(4, 60)) / 4
        for year in YEARS:
            clients = int(fte * rng.uniform(6, 22)) + 1
            cost = round(fte * _UNIT_COST * rng.uniform(0.85, 1.2), -3)
            values = (
                ("uvazky", fte, "fte"),
                ("klienti", clients, "osoby"),
                ("odmitnuti", int(clients * rng.uniform(0, 0.3)), "osoby"),
                ("naklady", cost, "Kč"),
                ("vyrovnavaci_platba", round(cost * rng.uniform(0.5, 0.8), -3), "Kč"),
            )
            rows += [(offer.key, offer.forma, year, *value) for value in values]
            fte = max(1.0, fte + float(rng.integers(-2, 4)) / 4)
    return pd.DataFrame(rows, columns=["service", "forma", "year", "field", "value", "unit"])


def make_indicators(obce: gpd.GeoDataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Make indicators of need by ORP: recipients of příspěvek na péči, refused applicants.

    Parameters
    ----------
    obce, people
        `liberecky_land.Land`.

    Returns
    -------
    level, kod, indicator, period, value, unit.
    """
    rng = random("indicators")
    orp = obce.set_index("kod_obec")["kod_orp"]
    ages = people[["65-69", "70-74", "75-79", "80-84", "85+"]].sum(axis=1)
    rows = []
    for kod, old in ages.groupby(orp.loc[ages.index].to_numpy()).sum().items():
        for year in YEARS:
            values = {
                "prijemci_pnp_1_2": int(old * rng.uniform(0.08, 0.12)),
                "prijemci_pnp_3_4": int(old * rng.uniform(0.05, 0.08)),
                "odmitnuti_zadatele": int(old * rng.uniform(0.01, 0.04)),
            }
            rows += [("orp", kod, name, year, value, "osoby") for name, value in values.items()]
    return pd.DataFrame(rows, columns=["level", "kod", "indicator", "period", "value", "unit"])
