"""Invented services of the model: who, what, in which forms and where."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from gis_sluzby import codelists
from gis_sluzby.sample.providers import with_check_digit
from gis_sluzby.sample.seeds import words
from scripts.model.liberecky_areas import UNSERVED, programme_areas
from scripts.model.liberecky_seeds import random

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    #: Number of the house, code of the obec, x, y (EPSG:5514).
    Place = tuple[int, str, float, float]

_RANKS = ("capital", "orp", "pou", "village")
_SITE_DISTANCE = {"capital": 3_000.0, "orp": 1_300.0, "pou": 600.0, "village": 350.0}
#: How many times more services there are than in the sample region.
_MORE = 1.5
#: ORP (Frýdlant, Jilemnice) that get fewer services: gaps are planted there.
_SPARSE = {"5102": 0.05, "5104": 0.15}
_EVERYWHERE = ("39", "40", "49")
#: Kinds with secret addresses, and every which service of the kind has one.
_SECRET = {"57": 3, "60": 3, "60a": 1}
_SAME_PLACE = 0.5
#: Every which service has a second place, in the next largest obec of its ORP.
_SECOND_PLACE = 9
#: One service of this kind ended before the plan's day, one of that kind has not begun yet.
_ENDED, _NOT_BEGUN = ("40", "2025-12-31"), ("39", "2027-01-01")
_FIELDS = {
    "pece": ("Modelová péče {orp}, příspěvková organizace", "Modelová opora {orp}, z. s."),
    "domov": ("Modelový domov {obec}, příspěvková organizace", "Modelový dům {obec}, z. ú."),
    "postizeni": ("Modelová cesta {orp}, z. ú.", "Modelová dílna {orp}, o. p. s."),
    "rodina": ("Modelová rodina {orp}, z. s.", "Modelový klub {orp}, z. s."),
    "krize": ("Modelový přístav {orp}, z. ú.", "Modelový směr {orp}, o. p. s."),
    "kraj": ("Modelové centrum sociálních služeb, příspěvková organizace",),
    "nemocnice": ("Modelová nemocnice {orp}, příspěvková organizace",),
}
#: Invented IČO begin here; so high a number is not assigned to anybody.
_FIRST_ICO = 9_800_001


def make_services(obce: gpd.GeoDataFrame) -> pd.DataFrame:
    """Make the services.

    Parameters
    ----------
    obce
        `liberecky_land.Land.obce`.

    Returns
    -------
    A row a service: key (its identifier), provider, ico, druh and nazev in words, forma (codes
    with semicolons), kod_obec and kod_orp of its first place, secret, od, do, area (the
    programme area that it works in; NZDM and SAS only) and places: number of the house, code of
    the obec, x, y (EPSG:5514).
    """
    rng = random("services")
    rows = [
        _service(kind, obce.loc[place], turn, area)
        for kind in words("kinds")["kind"]
        for turn, (place, area) in enumerate(_places(kind, obce, rng))
    ]
    frame = _with_dates(_with_places(pd.DataFrame(rows), obce, rng), rng)
    frame.insert(0, "key", [f"98{number:05d}" for number in range(1, len(frame) + 1)])
    icos = {name: number for number, name in enumerate(dict.fromkeys(frame["provider"]))}
    body = frame["provider"].map(lambda name: f"{_FIRST_ICO + icos[name]:07d}")
    frame.insert(2, "ico", body.map(with_check_digit))
    return frame


def _places(
    kind: dict[str, Any], obce: gpd.GeoDataFrame, rng: np.random.Generator
) -> Iterator[tuple[int, str]]:
    """Choose the obce (by index) in which the services of a kind stand."""
    areas = [area for area in programme_areas(obce) if area.druh == kind["druh"]]
    for area in areas:
        inside = obce[obce["kod_obec"].isin(area.obce)]
        if area.kod not in UNSERVED:
            yield int(inside["people"].idxmax()), area.kod
    if areas:
        return
    weights = _weights(obce, kind)
    size = max(1, round(kind["count"] * _MORE))
    chosen = rng.choice(len(obce), size=size, p=weights / weights.sum())
    yield from ((int(place), "") for place in sorted(chosen))


def _weights(obce: gpd.GeoDataFrame, kind: dict[str, Any]) -> NDArray[np.float64]:
    """Give the weight of every obec as a seat of a kind of service."""
    weights = np.zeros(len(obce))
    for rank, share in zip(_RANKS, words("kinds")["tiers"][kind["tier"]], strict=True):
        inside = obce["rank"].eq(rank).to_numpy()
        attraction = np.sqrt(obce["people"].to_numpy()[inside])
        weights[inside] = share * attraction / attraction.sum()
    if kind["druh"] in _EVERYWHERE:
        return weights
    return weights * obce["kod_orp"].map(_SPARSE).fillna(1.0).to_numpy()


def _service(kind: dict[str, Any], obec: pd.Series[Any], turn: int, area: str) -> dict[str, Any]:
    """Describe one service, its place left out."""
    druh = codelists.druh(kind["druh"])
    patterns = _FIELDS[kind["provider"]]
    secret = turn % _SECRET[druh.code] == 0 if druh.code in _SECRET else False
    # a service of a programme works in its area
    forms = [forms for forms in kind["combos"] if "ter" in forms] if area else kind["combos"]
    named = f"Modelová služba – {druh.name}"
    return {
        "provider": patterns[turn % len(patterns)].format(
            orp=obec["nazev_orp"], obec=obec["nazev"]
        ),
        "druh": druh.name,
        "nazev": named if secret else f"{named}, {obec['nazev']}",
        "forma": forms[turn % len(forms)],
        "kod_obec": obec["kod_obec"],
        "kod_orp": obec["kod_orp"],
        "secret": secret,
        "od": None,
        "do": None,
        "area": area,
    }


def _with_places(
    frame: pd.DataFrame, obce: gpd.GeoDataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Place the services; those of one provider in one obec often share a place."""
    by_code = obce.set_index("kod_obec")
    known: dict[tuple[str, str], Place] = {}
    numbers = count(1)
    found = []
    for turn, row in enumerate(frame.itertuples()):
        codes = [str(row.kod_obec)]
        if turn % _SECOND_PLACE == 0 and not row.secret:
            others = obce[(obce["kod_orp"] == row.kod_orp) & (obce["kod_obec"] != row.kod_obec)]
            codes.append(str(others.loc[others["people"].idxmax(), "kod_obec"]))
        for code in codes:
            here = (str(row.provider), code)
            if here not in known or rng.random() > _SAME_PLACE:
                known[here] = (next(numbers), code, *_site(by_code.loc[code], rng))
        found.append([known[str(row.provider), code] for code in codes])
    return frame.assign(places=found)


def _site(obec: pd.Series[Any], rng: np.random.Generator) -> tuple[float, float]:
    """Find a place near the official point of an obec and well inside it (metres)."""
    inside = obec["geometry"].buffer(-20.0)
    angle, far = rng.uniform(0, 2 * np.pi), _SITE_DISTANCE[obec["rank"]] * rng.uniform(0.1, 1.0)
    while far > 1:
        x, y = obec["x"] + far * np.cos(angle), obec["y"] + far * np.sin(angle)
        if shapely.contains_xy(inside, x, y):
            return float(x), float(y)
        far /= 2
    return float(obec["x"]), float(obec["y"])


def _with_dates(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Date the services: all run on the plan's day but one that ended and one to come."""
    days = pd.to_timedelta(rng.integers(0, 365 * 16, len(frame)), unit="D")
    begun = pd.Timestamp("2007-01-01") + days
    frame = frame.assign(od=begun.strftime("%Y-%m-%d"), do=None)
    ended = frame.index[frame["druh"] == codelists.druh(_ENDED[0]).name][-1]
    frame.loc[ended, "do"] = _ENDED[1]
    coming = frame.index[frame["druh"] == codelists.druh(_NOT_BEGUN[0]).name][-1]
    frame.loc[coming, "od"] = _NOT_BEGUN[1]
    return frame
