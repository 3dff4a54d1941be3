"""Where the services of a scenario would stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import shapely

from gis_sluzby.crs import KROVAK, to_krovak
from gis_sluzby.territory import obec_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.studies.whatif.scenario import Placed


class Spot(NamedTuple):
    """A place.

    Parameters
    ----------
    kod_obec
        The obec in which it lies.
    geometry
        The point in EPSG:5514.
    precision
        How exactly it is known, as in the table `sites`.
    """

    kod_obec: str
    geometry: shapely.Point
    precision: str


def spot_of(entry: Placed, centre: Mapping[str, pd.DataFrame]) -> Spot | None:
    """Find the place that an entry names.

    Parameters
    ----------
    entry
        What stands somewhere.
    centre
        The tables obce, obec_points and sites.

    Returns
    -------
    The point of the degrees given; of an obec its official point; of an address the place that
    has it in the centre, the first by site_id. None where there is no such place, or where it
    lies in no obec of the plan or of its surroundings.
    """
    if entry.kod_obec is not None:
        points = centre["obec_points"].set_index("kod_obec")["geometry"]
        return (
            Spot(entry.kod_obec, points[entry.kod_obec], "obec")
            if entry.kod_obec in points.index
            else None
        )
    if entry.kod_adm is not None:
        return _at_address(entry.kod_adm, centre["sites"])
    if entry.lon is None or entry.lat is None:
        return None
    x, y = to_krovak(entry.lon, entry.lat)
    point = shapely.Point(x.item(), y.item())
    found = obec_at(gpd.GeoSeries([point], crs=KROVAK), gpd.GeoDataFrame(centre["obce"]))
    return None if found.isna().all() else Spot(str(found.iloc[0]), point, "address")


def _at_address(kod_adm: str, sites: pd.DataFrame) -> Spot | None:
    """Find the place of an address."""
    known = sites[(sites["kod_adm"] == kod_adm) & sites["kod_obec"].notna()]
    known = known[known["geometry"].notna()]
    if known.empty:
        return None
    first = known.iloc[0]
    return Spot(first["kod_obec"], first["geometry"], first["precision"])
