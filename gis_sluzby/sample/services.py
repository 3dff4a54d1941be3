"""Services of the sample region: who, what, in which forms and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from gis_sluzby import codelists
from gis_sluzby.crs import to_degrees
from gis_sluzby.sample.providers import Providers
from gis_sluzby.sample.seeds import KRAJ, SERVICES_DATE, random, words

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

_RANKS = ("capital", "orp", "pou", "village")
#: How far from the middle of an obec services stand (metres), by rank.
_SITE_DISTANCE = {"capital": 2_000.0, "orp": 1_100.0, "pou": 550.0, "village": 320.0}
#: ORP that get fewer services, and the kinds that are spared.
_SPARSE = {"9906": 0.03, "9903": 0.12}
_EVERYWHERE = {"39", "40", "49"}
#: Kinds with a secret address, and every which service of the kind has one.
_SECRET = {"57": 4, "60a": 1}
_SAME_SITE = 0.55
#: Of the kinds with one form by law every so-many-th service leaves the form out.
_FORMA_LEFT_OUT = 4
#: One service of this kind ended before the date of the data, one of that kind has not begun yet.
_ENDED, _NOT_BEGUN = ("40", "2025-12-31"), ("65", "2027-01-01")


def make_services(obce: gpd.GeoDataFrame, people: pd.Series[int]) -> pd.DataFrame:
    """Make the services of the kraj and a few of its neighbour.

    Parameters
    ----------
    obce
        The frame of `make_obce`.
    people
        People by code of obec.

    Returns
    -------
    pandas.DataFrame
        One row a service, columns as in the plan's table `services`; a service with a secret
        address has neither coordinates nor an address nor an obec, and where the law allows one
        form only the form may be missing.
    """
    rng = random("services")
    providers = Providers()
    settled = obce.assign(people=people.reindex(obce["KOD_OBEC"]).to_numpy())
    rows = [
        _service(druh, settled.loc[place], providers, turn)
        for druh, place, turn in _placed(settled, rng)
    ]
    frame = pd.DataFrame(rows)
    frame = _with_sites(frame, settled, rng)
    frame = _with_dates(frame, rng)
    frame.insert(0, "key", [f"S{number:03d}" for number in range(1, len(frame) + 1)])
    frame.insert(1, "identifikator", [f"99{number:05d}" for number in range(1, len(frame) + 1)])
    hidden = frame["secret"].eq("ano")
    frame.loc[hidden, ["address", "kod_obec", "lon", "lat"]] = None
    return frame


def _placed(obce: gpd.GeoDataFrame, rng: np.random.Generator) -> list[tuple[str, int, int]]:
    """Choose kind, place (index of the obec) and turn of every service."""
    placed = []
    for kind in words("kinds")["kind"]:
        weights = _weights(obce, kind)
        places = rng.choice(len(obce), size=kind["count"], p=weights / weights.sum())
        placed += [(kind["druh"], int(place), turn) for turn, place in enumerate(sorted(places))]
    neighbours = np.flatnonzero((obce["KOD_KRAJ"] != KRAJ) & (obce["rank"] == "orp"))
    for turn, druh in enumerate(words("kinds")["outside"]["druhy"]):
        placed.append((druh, int(neighbours[turn % len(neighbours)]), turn))
    return placed


def _weights(obce: gpd.GeoDataFrame, kind: dict[str, Any]) -> NDArray[np.float64]:
    """Give the weight of every obec as a seat of a kind of service."""
    own = (obce["KOD_KRAJ"] == KRAJ).to_numpy()
    weights = np.zeros(len(obce))
    for rank, share in zip(_RANKS, words("kinds")["tiers"][kind["tier"]], strict=True):
        inside = own & (obce["rank"] == rank).to_numpy()
        attraction = np.sqrt(obce["people"].to_numpy()[inside])
        weights[inside] = share * attraction / attraction.sum()
    if kind["druh"] not in _EVERYWHERE:
        weights *= obce["KOD_ORP"].map(_SPARSE).fillna(1.0).to_numpy()
    return weights


def _service(druh: str, obec: pd.Series[Any], providers: Providers, turn: int) -> dict[str, Any]:
    """Describe one service, its place left out."""
    kind = next(kind for kind in words("kinds")["kind"] if kind["druh"] == druh)
    provider = providers.of(kind["provider"], obec["NAZ_ORP"], obec["NAZ_OBEC"], turn)
    row = codelists.druh(druh)
    secret = druh in _SECRET and turn % _SECRET[druh] == 0 and obec["KOD_KRAJ"] == KRAJ
    unsaid = codelists.single_form(druh) and turn % _FORMA_LEFT_OUT == _FORMA_LEFT_OUT - 1
    named = row.singular[0].upper() + row.singular[1:]
    return {
        "provider": provider.nazev,
        "ico": provider.ico,
        "druh": row.name,
        "nazev": named if secret else f"{named} {obec['NAZ_OBEC']}",
        "forma": None if unsaid else kind["combos"][turn % len(kind["combos"])],
        "address": None,
        "kod_obec": obec["KOD_OBEC"],
        "kod_orp": obec["KOD_ORP"],
        "lon": None,
        "lat": None,
        "secret": "ano" if secret else "ne",
        "od": None,
        "do": None,
        "web": provider.web,
        "email": provider.email,
        "phone": provider.phone,
    }


def _with_sites(
    frame: pd.DataFrame, obce: gpd.GeoDataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Place the services; those of one provider in one obec often share a site."""
    by_code = obce.set_index("KOD_OBEC")
    sites: dict[tuple[str, str], tuple[str, float, float]] = {}
    found = []
    for service in frame.itertuples():
        here = (str(service.ico), str(service.kod_obec))
        if here not in sites or rng.random() > _SAME_SITE:
            obec = by_code.loc[service.kod_obec]
            street = rng.choice(words("names")["streets"])
            address = f"{street} {rng.integers(1, 180)}, {obec['NAZ_OBEC']}"
            sites[here] = (address, *_site(obec, rng))
        found.append(sites[here])
    places = pd.DataFrame(found, columns=["address", "x", "y"], index=frame.index)
    lon, lat = to_degrees(places["x"], places["y"])
    return frame.assign(address=places["address"], lon=np.round(lon, 6), lat=np.round(lat, 6))


def _site(obec: pd.Series[Any], rng: np.random.Generator) -> tuple[float, float]:
    """Find a place near the middle of an obec and well inside it (metres)."""
    inside = obec["geometry"].buffer(-20.0)
    angle, far = rng.uniform(0, 2 * np.pi), _SITE_DISTANCE[obec["rank"]] * rng.uniform(0.1, 1.0)
    while True:
        x = obec["node_x"] + far * np.cos(angle)
        y = obec["node_y"] + far * np.sin(angle)
        if shapely.contains_xy(inside, x, y):
            return float(x), float(y)
        far /= 2


def _with_dates(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Date the services: all run at the date of the data but one that ended and one to come."""
    days = rng.integers(0, 365 * 16, len(frame))
    begun = pd.Timestamp("2007-01-01") + pd.to_timedelta(days, unit="D")
    frame = frame.assign(od=begun.strftime("%Y-%m-%d"), do=None)
    ended = frame.index[frame["druh"] == codelists.druh(_ENDED[0]).name][-1]
    frame.loc[ended, "do"] = _ENDED[1]
    coming = frame.index[frame["druh"] == codelists.druh(_NOT_BEGUN[0]).name][-1]
    frame.loc[coming, "od"] = _NOT_BEGUN[1]
    return frame


def running(services: pd.DataFrame) -> pd.DataFrame:
    """Give the services that run at the date of the data.

    Parameters
    ----------
    services
        The frame of `make_services`.

    Returns
    -------
    pandas.DataFrame
        Its rows that have begun and have not ended.
    """
    begun = services["od"] <= SERVICES_DATE
    ended = services["do"].notna() & (services["do"].fillna("") < SERVICES_DATE)
    return services[begun & ~ended]
