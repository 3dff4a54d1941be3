"""What the sample data say about its services: capacities, target groups, declared areas."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.sample.seeds import KRAJ, random, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

#: Evidence of a declared area and how often it is given.
_EVIDENCE = {"povereni": 0.45, "sit": 0.2, "kraj": 0.15, "katalog": 0.15, "text": 0.05}
#: Share of terénní services that declare nothing: their coverage is not known.
_SILENT = 0.15
#: Share of the others that declare the widest area of their kind, and a second ORP beside theirs.
_WIDEST, _SECOND_ORP = 0.6, 0.2
#: Declarations are not older than this.
_DECLARED_FROM = "2024-01-01"
#: Kind and ORP whose declarations have run out, and when.
_RUN_OUT = ("69", "9901", "2025-12-31")
_NOTES = {
    "luzka": "Maximální kapacita lůžek",
    "klient": "Okamžitá kapacita",
    "kontakt": "Kontakty za den",
    "interv": "Intervence za den",
    "hovor": "Souběžné hovory",
}


class Offer(NamedTuple):
    """A service in one of its forms.

    Parameters
    ----------
    service
        Row of the service.
    druh, forma
        Codes of its kind and of the form.
    kind
        Description of the kind (kinds.toml).
    """

    service: dict[str, Any]
    druh: str
    forma: str
    kind: dict[str, Any]

    @property
    def key(self) -> str:
        """Key of the service."""
        return str(self.service["key"])


def offers(services: pd.DataFrame) -> Iterator[Offer]:
    """Go through services and their forms.

    Parameters
    ----------
    services
        The frame of `make_services`.

    Yields
    ------
    Offer
        In the order of the services.
    """
    kinds = {kind["druh"]: kind for kind in words("kinds")["kind"]}
    for service in services.to_dict("records"):
        druh = str(codelists.find_druh(service["druh"]))
        only = codelists.single_form(druh)
        for forma in [only] if only else service["forma"].split(";"):
            yield Offer({str(k): v for k, v in service.items()}, druh, forma, kinds[druh])


def make_capacities(services: pd.DataFrame) -> pd.DataFrame:
    """Make the registered capacities.

    Parameters
    ----------
    services
        The frame of `make_services`.

    Returns
    -------
    pandas.DataFrame
        service, forma, unit, count, note; one row a service and form.
    """
    rng = random("capacities")
    rows = []
    for offer in offers(services):
        unit, low, high = offer.kind["capacity"][offer.forma]
        count = int(rng.integers(low, high, endpoint=True))
        rows.append((offer.key, offer.forma, unit, count, _NOTES[unit]))
    return pd.DataFrame(rows, columns=["service", "forma", "unit", "count", "note"])


def make_targets(services: pd.DataFrame) -> pd.DataFrame:
    """Make the target groups.

    Parameters
    ----------
    services
        The frame of `make_services`.

    Returns
    -------
    pandas.DataFrame
        service, target_group (name), cs (okruh); at least one row a service.
    """
    rng = random("targets")
    groups = codelists.target_groups()
    rows = []
    for key, (offer, *_) in groupby(offers(services), key=lambda offer: offer.key):
        possible = offer.kind["groups"]
        first = int(rng.integers(len(possible)))
        count = int(rng.integers(1, len(possible), endpoint=True))
        chosen = sorted(np.roll(possible, -first)[:count], key=int)
        rows += [(key, groups[code].name, groups[code].cs) for code in chosen]
    return pd.DataFrame(rows, columns=["service", "target_group", "cs"])


def make_declared(services: pd.DataFrame, obce: gpd.GeoDataFrame) -> pd.DataFrame:
    """Make the areas in which terénní services declare that they work.

    Parameters
    ----------
    services
        The frame of `make_services`.
    obce
        The frame of `make_obce`.

    Returns
    -------
    pandas.DataFrame
        service, forma, level, kod, claim, evidence, od, do. Some services declare nothing, some
        declarations have run out.
    """
    rng = random("declared")
    inhabited = obce[(obce["KOD_KRAJ"] == KRAJ) & (obce["rank"] != "military")]
    rows: list[tuple[Any, ...]] = []
    for offer in offers(services):
        if offer.forma != "ter" or offer.service["kod_orp"] not in set(inhabited["KOD_ORP"]):
            continue
        areas = _areas(offer, inhabited, rng)
        evidence = str(rng.choice(list(_EVIDENCE), p=list(_EVIDENCE.values())))
        od = max(str(offer.service["od"]), _DECLARED_FROM)
        do = _RUN_OUT[2] if (offer.druh, offer.service["kod_orp"]) == _RUN_OUT[:2] else None
        rows += [
            (offer.key, "ter", level, kod, _claim(level), evidence, od, do) for level, kod in areas
        ]
    columns = ["service", "forma", "level", "kod", "claim", "evidence", "od", "do"]
    return pd.DataFrame(rows, columns=columns)


def _claim(level: str) -> str:
    """Give the claim that goes with a level."""
    return "kraj_wide" if level == "kraj" else "declared"


def _areas(offer: Offer, obce: gpd.GeoDataFrame, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Choose the declared areas of one service: the kraj, its ORP, its POÚ, or obce around it."""
    widest = offer.kind["area"]
    if widest == "kraj":
        return [("kraj", KRAJ)]
    if rng.random() < _SILENT:
        return []
    orp = offer.service["kod_orp"]
    home = obce[obce["KOD_ORP"] == orp]
    seat = home[home["KOD_OBEC"] == offer.service["kod_obec"]].iloc[0]
    level = widest if rng.random() < _WIDEST else "obec"
    if level == "orp":
        others = sorted(set(obce["KOD_ORP"]) - {orp})
        more = [str(rng.choice(others))] if rng.random() < _SECOND_ORP else []
        return [("orp", kod) for kod in sorted([orp, *more])]
    if level == "pou":
        return [("pou", str(seat["KOD_POU"]))]
    distance = np.hypot(home["node_x"] - seat["node_x"], home["node_y"] - seat["node_y"])
    count = max(1, int(len(home) * rng.uniform(0.35, 0.95)))
    nearest = home["KOD_OBEC"].to_numpy()[np.argsort(distance.to_numpy(), kind="stable")[:count]]
    return [("obec", str(kod)) for kod in sorted(nearest)]
