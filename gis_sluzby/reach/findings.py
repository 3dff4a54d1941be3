"""Findings of the network: places far from it, and islands that nothing joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from gis_sluzby.audit.record import rows_listed
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from gis_sluzby.findings import Finding
    from gis_sluzby.reach.islands import Islands
    from gis_sluzby.reach.network import Edges

#: A straight leg longer than this is told.
FAR_METRES = 1000.0
_METRES_PER_KM = 1000.0
_NBSP = "\N{NO-BREAK SPACE}"
#: So many obce are named.
_SHOWN = 10


def far_joins(table: str, ids: NDArray[np.object_], metres: NDArray[np.float64]) -> list[Finding]:
    """Tell which places lie far from the network.

    Parameters
    ----------
    table
        Their table: sites, or demand.
    ids
        Their ids.
    metres
        Straight distance to where each joins; NaN where it joins nothing.

    Returns
    -------
    A finding for each.
    """
    return [
        finding(
            "far_join",
            "info",
            table,
            Place(row_id=str(ids[i])),
            found=f"místo {ids[i]}: k nejbližšímu úseku {metres[i]:.0f}{_NBSP}m",
            expected=f"nejvýš {FAR_METRES:.0f}{_NBSP}m",
            action="poslední úsek cesty se počítá vzdušnou čarou",
        )
        for i in np.flatnonzero(metres > FAR_METRES).tolist()
    ]


def with_names(
    found: Iterable[Finding], centre: Mapping[str, pd.DataFrame], demand: pd.DataFrame
) -> list[Finding]:
    """Say of places far from the network in which obec they lie, and whose services they are.

    Parameters
    ----------
    found
        Findings, those of `far_joins` among them.
    centre
        The tables obce, sites, service_sites, services and providers.
    demand
        The table `demand`.

    Returns
    -------
    The findings with names in place of ids, and with the source and row of the first service
    where services have them. Secret places have no point and are not among them.
    """
    obce = centre["obce"].set_index("kod_obec")["nazev"]
    places = pd.concat(
        [
            frame.set_index(key)["kod_obec"].map(obce)
            for frame, key in ((centre["sites"], "site_id"), (demand, "demand_id"))
        ]
    ).dropna()
    owners = _owners(centre)
    named = []
    for one in found:
        at = one["row_id"]
        if one["rule"] != "far_join":
            named.append(one)
            continue
        words = [f"obec {places[at]}"] if at in places.index else []
        told: Finding = {}
        if at in owners:
            words.append(_whose(owners[at]))
            first = owners[at].iloc[0]
            told = {"source_id": first["source_id"], "source_row": first["source_row"]}
        if words:
            told["found"] = one["found"].replace(f"místo {at}", ", ".join(words), 1)
        named.append({**one, **told})
    return named


def _owners(centre: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give the services of each site with source, row and the name of the provider."""
    services = centre["services"][["service_id", "provider_id", "source_id", "source_row"]]
    owners = (
        centre["service_sites"][["service_id", "site_id"]]
        .merge(services, on="service_id")
        .merge(centre["providers"][["provider_id", "nazev"]], on="provider_id")
        .sort_values(["source_id", "source_row", "service_id"], kind="stable")
    )
    return {str(site): rows for site, rows in owners.groupby("site_id")}


def _whose(services: pd.DataFrame) -> str:
    """Name the providers of services, and the rows where these are several."""
    names = services["nazev"].unique().tolist()
    rows = services["source_row"].dropna().astype(int).unique().tolist()
    one = len(services) == 1
    provider = "poskytovatele" if len(names) == 1 else "poskytovatelů"
    listed = f" ({rows_listed(rows)})" if len(rows) > 1 else ""
    return f"{'služba' if one else 'služby'} {provider} {', '.join(names)}{listed}"


def told_islands(islands: Islands, edges: Edges, obce: gpd.GeoDataFrame) -> list[Finding]:
    """Tell what points do not join though they could.

    Parameters
    ----------
    islands
        Islands of the network.
    edges
        The network.
    obce
        kod_obec, nazev and polygons, to say where islands lie.

    Returns
    -------
    One finding; none where there is no island.
    """
    if not len(islands.edges):
        return []
    middles = shapely.line_interpolate_point(edges.lines[islands.edges], 0.5, normalized=True)
    _, at = shapely.STRtree(obce.geometry.to_numpy()).query(middles, predicate="intersects")
    names = sorted(set(obce["nazev"].iloc[at]))
    where = f"; obce: {', '.join(names[:_SHOWN])}" if names else ""
    more = f" a dalších {len(names) - _SHOWN}" if len(names) > _SHOWN else ""
    return [
        finding(
            "road_islands",
            "info",
            "roads",
            Place(),
            found=f"úseků, ze kterých nebo na které nevede cesta: {len(islands.edges)}, "
            f"dohromady {islands.metres / _METRES_PER_KM:.0f}{_NBSP}km{where}{more}",
            expected="souvislá síť",
            action="nic se na ně nepřipojuje",
        )
    ]
