"""Findings of the network: places far from it, and islands that nothing joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from gis_sluzby.findings import Finding
    from gis_sluzby.reach.islands import Islands

#: A straight leg longer than this is told.
FAR_METRES = 1000.0
_METRES_PER_KM = 1000.0
_NBSP = "\N{NO-BREAK SPACE}"


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
            action="doba zahrnuje přímý dojezd",
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
    The findings with names in place of ids. Secret places have no point and are not among them.
    """
    obce = centre["obce"].set_index("kod_obec")["nazev"]
    places = pd.concat(
        [
            frame.set_index(key)["kod_obec"].map(obce)
            for frame, key in ((centre["sites"], "site_id"), (demand, "demand_id"))
        ]
    ).dropna()
    owners = (
        centre["service_sites"]
        .merge(centre["services"][["service_id", "provider_id"]], on="service_id")
        .merge(centre["providers"][["provider_id", "nazev"]], on="provider_id")
    )
    provider = owners.drop_duplicates("site_id").set_index("site_id")["nazev"]
    named = []
    for one in found:
        at = one["row_id"]
        words = [f"obec {places[at]}"] if at in places.index else []
        words += [f"služba poskytovatele {provider[at]}"] if at in provider.index else []
        told = {"found": one["found"].replace(f"místo {at}", ", ".join(words), 1)} if words else {}
        named.append({**one, **told} if one["rule"] == "far_join" else one)
    return named


def told_islands(islands: Islands) -> list[Finding]:
    """Tell what points do not join though they could.

    Parameters
    ----------
    islands
        Islands of the network.

    Returns
    -------
    One finding; none where there is no island.
    """
    if not len(islands.edges):
        return []
    return [
        finding(
            "road_islands",
            "info",
            "roads",
            Place(),
            found=f"úseků, ze kterých nebo na které nevede cesta: {len(islands.edges)}, "
            f"dohromady {islands.metres / _METRES_PER_KM:.0f}{_NBSP}km",
            expected="souvislá síť",
            action="nic se na ně nepřipojuje",
        )
    ]
