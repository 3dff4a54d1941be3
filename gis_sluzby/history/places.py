"""Where services stand: positions, and how many of them changed between two centres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre


def positions(centre: Centre) -> pd.DataFrame:
    """Give the known positions of services.

    Parameters
    ----------
    centre
        The tables service_sites and sites.

    Returns
    -------
    Columns service_id, x, y (metres in EPSG:5514), a row for each service and position; without
    secret addresses and places whose position is not known.
    """
    sites = centre["sites"]
    known = sites[~sites["secret"] & sites["geometry"].notna()]
    places = pd.DataFrame(
        {
            "site_id": known["site_id"],
            "x": known["geometry"].x.astype(float),
            "y": known["geometry"].y.astype(float),
        }
    )
    joined = centre["service_sites"][["service_id", "site_id"]].merge(places, on="site_id")
    return (
        joined[["service_id", "x", "y"]]
        .drop_duplicates()
        .sort_values(["service_id", "x", "y"], ignore_index=True)
    )


def changed_share(old: Centre, new: Centre) -> float:
    """Give the share of places that changed.

    Parameters
    ----------
    old, new
        The tables service_sites and sites of two centres.

    Returns
    -------
    Places that went or came, whichever are more, to the places that were; a place is a position
    in whole metres, whatever its services, so one that moved counts once. 0 where there were and
    are none, 1 where the first ones came.
    """
    before, after = _metres(old), _metres(new)
    changed = max(len(before - after), len(after - before))
    if not before:
        return float(bool(after))
    return changed / len(before)


def _metres(centre: Centre) -> set[tuple[int, int]]:
    """Give the positions in whole metres."""
    xy = np.round(positions(centre)[["x", "y"]].to_numpy(float)).astype(int)
    return {(int(x), int(y)) for x, y in xy}
