"""Isochrone bands for the page: a file for each druh, read when one of its services is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gis_sluzby import codelists
from gis_sluzby.cartography import class_labels
from gis_sluzby.publish.site.geometry import outlines
from gis_sluzby.publish.site.layers import PLACELESS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from gis_sluzby.publish.site.geometry import Frame

    #: Upper edges in minutes, and all that lies within each of them.
    Drawn = tuple[list[float], list[Any]]


def bands_of(
    isochrones: gpd.GeoDataFrame | None,
    druh_of: Mapping[str, str],
    position: Mapping[str, int],
    frame: Frame,
) -> dict[str, dict[str, Any]]:
    """Put isochrone bands into the page's form.

    Parameters
    ----------
    isochrones
        The table `isochrones`, or None.
    druh_of
        Code of the druh by service; services that are not there have no bands.
    position
        Position of each service on the page.
    frame
        The grid of the page.

    Returns
    -------
    dict
        By druh: `all`, the bands around the nearest service of the druh, and the bands of each
        service by its position; bands are upper edges in minutes, labels, and the packed outlines
        of all that lies within each edge.
    """
    if isochrones is None or isochrones.empty:
        return {}
    ordered = isochrones.sort_values(["scope", "kod", "minutes"])
    wanted: dict[tuple[str, str], bytes] = {}
    drawn: dict[bytes, Drawn] = {}
    for (scope, kod), rows in ordered.groupby(["scope", "kod"], sort=False):
        druh = kod if scope == "druh" else druh_of.get(kod)
        if druh is None or druh in PLACELESS or (scope == "service" and kod not in position):
            continue
        shapes, minutes = rows.geometry.to_numpy(), rows["minutes"].to_list()
        same = b"".join(shapely.to_wkb(shapes)) + repr(minutes).encode()
        if same not in drawn:  # services at one place have the same bands
            within = [shapely.coverage_union_all(shapes[: at + 1]) for at in range(len(shapes))]
            drawn[same] = minutes, within
        wanted[str(druh), "all" if scope == "druh" else str(position[kod])] = same
    packed = _packed(drawn, frame)
    found: dict[str, dict[str, Any]] = {}
    for (druh, key), same in wanted.items():
        found.setdefault(druh, {})[key] = packed[same]
    return dict(sorted(found.items(), key=lambda one: codelists.druh(one[0]).position))


def _packed(drawn: Mapping[bytes, Drawn], frame: Frame) -> dict[bytes, dict[str, Any]]:
    """Pack all bands at once: to bring geometry to degrees takes long to begin."""
    every = [area for _, within in drawn.values() for area in within]
    texts = iter(outlines(np.array(every, dtype=object), frame))
    return {
        same: {
            "minutes": minutes,
            "labels": class_labels(minutes)[:-1],
            "outlines": [next(texts) for _ in within],
        }
        for same, (minutes, within) in drawn.items()
    }
