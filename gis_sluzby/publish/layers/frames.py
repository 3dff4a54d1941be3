"""The tables that `plan.gpkg` stores: areas, places of services, coverage, declared areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP
from gis_sluzby.crs import KROVAK
from gis_sluzby.exchange.public import public_services
from gis_sluzby.reach.declared import CIRCLE
from gis_sluzby.words import CONFIDENCES, FORMS, LEVELS, STATUSES, measure_text, reasons_by

if TYPE_CHECKING:
    from collections.abc import Mapping

_METRES_PER_KM: Final = 1000.0
#: Higher areas that are layers of their own, the largest last.
AREAS: Final = ("pou", "orp", "kraj")
#: In Czech, what shows that a service works in an area.
EVIDENCE: Final = {
    "povereni": "pověření",
    "sit": "síť sociálních služeb",
    "kraj": "údaj kraje",
    "katalog": "katalog služeb",
    "text": "text poskytovatele",
}
_OBEC: Final = (
    *("kod_obec", "nazev", "kind", "kod_pou", "nazev_pou", "kod_orp", "nazev_orp"),
    *("kod_okres", "kod_kraj", "geometry"),
)
CLAIMS: Final = {"declared": "uvedené území", "kraj_wide": "celý kraj"}


def stored_frames(
    centre: Mapping[str, pd.DataFrame], coverage: Mapping[str, pd.DataFrame], mode: str
) -> dict[str, pd.DataFrame]:
    """Give what the GeoPackage stores, by the name of the layer or table.

    Parameters
    ----------
    centre
        The tables of the datové centrum.
    coverage
        The tables of coverage.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    Areas, waters where there are any and points in EPSG:5514, then tables. No service and no place
    with a secret address.
    """
    services = _services(centre)
    return {
        "obce": _obce(centre),
        **{level: _areas(centre["areas"], level) for level in AREAS},
        "uzemi": _other_areas(centre, services),
        **_waters(centre["water"]),
        "mista": _places(services),
        "sluzby": services[services.geometry.notna()],
        "coverage_obec": coverage["coverage_obec"],
        "coverage_orp": coverage["coverage_orp"],
        "coverage_kraj": coverage["coverage_kraj"],
        "gaps": coverage["gaps"],
        "declared": _declared(centre["declared"], services),
        "kody": codes_table(mode),
    }


def codes_table(mode: str) -> pd.DataFrame:
    """Give the codes that stand in the tables, in Czech.

    Parameters
    ----------
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    sloupec, kod and popis; views take their words from it.
    """
    reasons = {code: plain for code, (plain, _) in reasons_by(mode).items()}
    measures = ("time", "declared", "presence", "balance", "phone", "none", "mixed")
    words = {
        "status": STATUSES,
        "reason": reasons,
        "forma": FORMS,
        "confidence": CONFIDENCES,
        "level": LEVELS,
        "measure": {code: measure_text(code, mode) for code in measures},
        "druh": {druh.code: druh.name for druh in codelists.druhy()},
        "claim": CLAIMS,
        "evidence": EVIDENCE,
    }
    rows = [(column, code, word) for column, named in words.items() for code, word in named.items()]
    return pd.DataFrame(rows, columns=["sloupec", "kod", "popis"])


def _obce(centre: Mapping[str, pd.DataFrame]) -> gpd.GeoDataFrame:
    """Give the obce of the plan with the names of their areas."""
    obce, areas = centre["obce"], centre["areas"]
    own = pd.DataFrame(obce[obce["in_plan"]])
    for level in ("pou", "orp"):
        named = areas[areas["level"] == level].set_index("kod")["nazev"]
        own[f"nazev_{level}"] = own[f"kod_{level}"].map(named)
    return gpd.GeoDataFrame(own[list(_OBEC)], geometry="geometry", crs=KROVAK)


def _areas(areas: pd.DataFrame, level: str) -> gpd.GeoDataFrame:
    """Give the areas of one level."""
    rows = areas[areas["level"] == level].rename(columns={"kod": f"kod_{level}"})
    kept = rows[[f"kod_{level}", "nazev", "geometry"]].reset_index(drop=True)
    return gpd.GeoDataFrame(kept, geometry="geometry", crs=KROVAK)


def _other_areas(
    centre: Mapping[str, pd.DataFrame], services: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Give the areas that are no layer of their own: okresy, programme areas, circles."""
    areas = centre["areas"]
    kept = ["level", "kod", "nazev", "geometry"]
    rows = pd.DataFrame(areas[~areas["level"].isin(AREAS)])[kept]
    if (centre["declared"]["level"] == CIRCLE).any():
        circles = pd.DataFrame(_circles(centre["declared"], services))
        rows = pd.concat([rows, circles[kept]])
    return gpd.GeoDataFrame(rows.reset_index(drop=True), geometry="geometry", crs=KROVAK)


def _waters(water: pd.DataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Give rivers and lakes, each where there are any: QGIS wants one geometry in a layer."""
    rows = gpd.GeoDataFrame(water[["nazev", "geometry"]], crs=KROVAK)
    dimension = shapely.get_dimensions(rows.geometry.to_numpy())
    parts = {"vody": rows[dimension == 1], "vody_plochy": rows[dimension == 2]}  # noqa: PLR2004
    return {name: part for name, part in parts.items() if len(part)}


def _services(centre: Mapping[str, pd.DataFrame]) -> gpd.GeoDataFrame:
    """Give the services that may be shown, with the group of their kind."""
    services = public_services(dict(centre))
    groups = {druh.code: druh.group for druh in codelists.druhy()}
    services.insert(4, "skupina", services["druh"].map(groups))
    return services


def _places(services: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the places where services are, with the number of services."""
    placed = services[services.geometry.notna()]
    kept = ["site_id", "address", "kod_obec", "precision"]
    places = placed.drop_duplicates("site_id")[[*kept, "geometry"]]
    counts = placed.groupby("site_id")["service_id"].nunique()
    places.insert(len(kept), "sluzeb", places["site_id"].map(counts).astype("int64"))
    return places.sort_values("site_id", ignore_index=True)


def _declared(declared: pd.DataFrame, services: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give the declared areas of the services that may be shown, with who works there."""
    known = services.drop_duplicates("service_id")[
        ["service_id", "druh", "nazev_druhu", "nazev", "poskytovatel"]
    ]
    rows = declared.merge(pd.DataFrame(known), on="service_id")
    rows["kod_uzemi"] = rows["kod"].where(rows["level"] != CIRCLE, _circle_code(rows))
    ends = ["od", "do", "source_id"]
    return rows[[c for c in rows.columns if c not in ends] + ends]


def _circles(declared: pd.DataFrame, services: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the circles that services declare around their places."""
    circles = declared[declared["level"] == CIRCLE][["service_id", "kod"]].drop_duplicates()
    placed = pd.DataFrame(services[["service_id", "geometry"]])
    rows = circles.merge(placed[placed["geometry"].notna()], on="service_id")
    metres = pd.to_numeric(rows["kod"].str.replace(",", ".")).to_numpy(float) * _METRES_PER_KM
    drawn = gpd.GeoDataFrame(
        {
            "level": CIRCLE,
            "kod": _circle_code(rows),
            "nazev": "okruh " + rows["kod"].astype(str) + NBSP + "km",
        },
        geometry=shapely.buffer(rows["geometry"].to_numpy(object), metres),
        crs=KROVAK,
    )
    return drawn.dissolve(["level", "kod", "nazev"], as_index=False) if len(drawn) else drawn


def _circle_code(rows: pd.DataFrame) -> pd.Series[str]:
    """Give the code of a service's circle."""
    return rows["service_id"].astype(str) + " " + rows["kod"].astype(str)
