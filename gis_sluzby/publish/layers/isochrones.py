"""The layer of isochrones: bands of minutes with their class, in the colours of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd

from gis_sluzby import codelists
from gis_sluzby.cartography import LIGHT, class_labels
from gis_sluzby.cartography.isochrones import isochrone_edges
from gis_sluzby.crs import KROVAK
from gis_sluzby.publish.layers.styles import Category, Style
from gis_sluzby.publish.layers.symbols import solid
from gis_sluzby.publish.site.legend import legend_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.publish.layers.symbols import Symbol


class _Band(NamedTuple):
    """One band of a kind of services: its class, what the legend says, how it is drawn."""

    trida: str
    label: str
    symbol: Symbol


def isochrone_layer(
    isochrones: pd.DataFrame, standards: pd.DataFrame, services: pd.DataFrame
) -> tuple[gpd.GeoDataFrame, Style]:
    """Give the layer of isochrones and its look.

    Parameters
    ----------
    isochrones
        The table `isochrones`.
    standards
        The table `standards`, whose limits make the bands.
    services
        The services that may be shown: service_id, druh and poskytovatel. Isochrones of others are
        left out.

    Returns
    -------
    The table with the name of the kind or the provider and the column `trida`, the kinds first; and
    a look with a class for every band that some kind has.
    """
    bands = _bands(standards)
    known = services.drop_duplicates("service_id").set_index("service_id")
    druh = isochrones["kod"].where(
        isochrones["scope"] == "druh", isochrones["kod"].map(known["druh"])
    )
    shown = isochrones.assign(druh=druh)[druh.notna()]
    names = {kind.code: kind.name for kind in codelists.druhy()}
    providers = shown["kod"].map(known["poskytovatel"])
    keys = zip(shown["druh"], shown["minutes"], strict=True)
    layer = shown.assign(
        nazev_druhu=shown["druh"].map(names),
        poskytovatel=providers,
        trida=[bands[str(kind), float(minutes)].trida for kind, minutes in keys],
    )
    columns = [
        *("scope", "kod", "druh", "nazev_druhu", "poskytovatel", "mode"),
        *("minutes_from", "minutes", "trida", "geometry"),
    ]
    ordered = layer.sort_values(["scope", "kod", "minutes"], ignore_index=True)[columns]
    different = {band.trida: band for band in bands.values()}
    style = Style("trida", tuple(Category(*band) for band in different.values()))
    return gpd.GeoDataFrame(ordered, geometry="geometry", crs=KROVAK), style


def _bands(standards: pd.DataFrame) -> Mapping[tuple[str, float], _Band]:
    """Give the bands of every kind by its code and the upper edge."""
    limited = set(standards.dropna(subset="limit_minutes")["druh"])
    found = {}
    for druh, rows in isochrone_edges(standards).groupby("druh", sort=False):
        edges = [float(edge) for edge in rows["minutes"]]
        labels = class_labels(edges)[:-1]
        if druh in limited:
            legend = legend_of("time", "obec", edges[-1], weighed=False)
            colours = [LIGHT.ramp[row["ramp"]] for row in legend.rows if "ramp" in row]
        else:
            colours = list(LIGHT.unlimited)
        for edge, label, colour in zip(edges, labels, colours, strict=False):
            trida = f"{edge:g}_{colour.removeprefix('#').lower()}"
            found[str(druh), edge] = _Band(trida, label, solid(colour))
    return found
