"""Small networks made by hand: at 60 km/h a kilometre takes a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.reach.joined import Joined, join_places
from gis_sluzby.reach.minutes import times
from gis_sluzby.reach.network import edges_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A corner somewhere in Czechia (EPSG:5514); coordinates below are kilometres from it.
CORNER = (-760_000.0, -1_060_000.0)
KMH = {"silnice": 60.0, "rychlá": 120.0, "dálnice": 120.0}
LEG_KMH = 30.0
EVERYWHERE = shapely.box(-10_000_000, -10_000_000, 10_000_000, 10_000_000)

Xy = tuple[float, float]
Segment = tuple[str, tuple[Xy, ...]]
Minutes = dict[tuple[str, str], float]
Nearest = dict[str, tuple[str, str, float]]


def metres(xy: Xy) -> Xy:
    """Give the coordinates in EPSG:5514."""
    return CORNER[0] + xy[0] * 1000, CORNER[1] + xy[1] * 1000


def roads(segments: Iterable[Segment]) -> gpd.GeoDataFrame:
    """Make roads of a class and kilometres."""
    listed = list(segments)
    return gpd.GeoDataFrame(
        {"trida": [trida for trida, _ in listed]},
        geometry=[shapely.LineString([metres(xy) for xy in way]) for _, way in listed],
        crs=KROVAK,
    )


def points(id_column: str, places: Mapping[str, Xy | None]) -> gpd.GeoDataFrame:
    """Make points with ids; none where a place has no geometry."""
    shapes = [None if xy is None else shapely.Point(metres(xy)) for xy in places.values()]
    return gpd.GeoDataFrame({id_column: list(places)}, geometry=shapes, crs=KROVAK)


def joined(
    segments: Iterable[Segment],
    sites: Mapping[str, Xy | None],
    units: Mapping[str, Xy],
    kmh: Mapping[str, float] = KMH,
) -> Joined:
    """Join sites and units to a network; nothing joins a dálnice."""
    edges = edges_of(roads(segments), kmh, ["dálnice"], EVERYWHERE, 0.0)
    return join_places(edges, points("site_id", sites), points("demand_id", units), LEG_KMH)


def both(
    segments: Iterable[Segment],
    sites: Mapping[str, Xy | None],
    units: Mapping[str, Xy],
    services: Mapping[str, str],
) -> tuple[Minutes, Nearest]:
    """Give the minutes of all pairs, and the nearest of services (service -> site) by unit."""
    travel, near = times(joined(segments, sites, units), supply(services), 1e9)
    return pairs_of(travel), {
        unit: (service, site, took)
        for unit, service, site, took in zip(
            near["demand_id"], near["service_id"], near["site_id"], near["minutes"], strict=True
        )
    }


def minutes(
    segments: Iterable[Segment],
    sites: Mapping[str, Xy | None],
    units: Mapping[str, Xy],
    kmh: Mapping[str, float] = KMH,
    horizon: float = 1e9,
) -> Minutes:
    """Give the minutes of every pair that is within the horizon."""
    travel, _ = times(joined(segments, sites, units, kmh), supply({}), horizon)
    return pairs_of(travel)


def nearest(
    segments: Iterable[Segment],
    sites: Mapping[str, Xy | None],
    units: Mapping[str, Xy],
    services: Mapping[str, str],
) -> Nearest:
    """Give service, site and minutes of the nearest of services (service -> site) by unit."""
    return both(segments, sites, units, services)[1]


def pairs_of(travel: pd.DataFrame) -> Minutes:
    """Give the minutes of the table `travel` by pair."""
    pairs = zip(travel["site_id"], travel["demand_id"], strict=True)
    return dict(zip(pairs, travel["minutes"], strict=True))


def supply(services: Mapping[str, str]) -> pd.DataFrame:
    """Make the supply of one group."""
    return pd.DataFrame(
        {
            "druh": "46",
            "forma": "amb",
            "cs": "any",
            "service_id": pd.Series(list(services), dtype=str),
            "site_id": pd.Series(list(services.values()), dtype=str),
        }
    )
