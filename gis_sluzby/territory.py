"""Territory: obce, what they form together, and whether the picture holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import Place, finding
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gis_sluzby.findings import Finding

#: Military areas (vojenské újezdy); by law nobody lives there.
MILITARY_AREAS = {
    "545422": "Boletice",
    "592935": "Březina",
    "555177": "Hradiště",
    "503941": "Libavá",
}
#: Levels above the obec, the smaller first.
LEVELS = ("pou", "orp", "okres", "kraj")
#: Boundaries nearer to each other than this are meant to meet (metres).
_GAP_WIDTH = 1.0
#: A smaller hole is no more than the width of a line (m²).
_LEAST_HOLE = 1.0
#: A hole smaller than this is a fault of drawing, not a missing obec (m²).
_LEAST_OBEC = 100_000.0
_SHOWN_NAMES = 20
#: Levels in words.
_LEVELS = {"pou": "POÚ", "orp": "ORP", "okres": "okres", "kraj": "kraj"}


def obce_table(frame: gpd.GeoDataFrame, source_id: str, belt_metres: float) -> gpd.GeoDataFrame:
    """Give the canonical table of obce: those of the plan and those of the belt around it.

    Parameters
    ----------
    frame
        Obce as `sources.boundaries.read_obce` gives them.
    source_id
        Their source.
    belt_metres
        Obce farther than this from the plan's area are left out.

    Returns
    -------
    The table `obce`.

    Raises
    ------
    InputError
        When the boundaries overlap or leave slivers, that is, are no coverage.
    """
    own = shapely.STRtree(frame.loc[frame["in_plan"], "geometry"].to_numpy())
    others = frame[~frame["in_plan"]]
    near, _ = own.query(others.geometry.to_numpy(), predicate="dwithin", distance=belt_metres)
    kept = frame[frame["in_plan"] | frame.index.isin(others.index[near])]
    military = kept["kod_obec"].isin(MILITARY_AREAS) | kept["kind"].eq("vojensky_ujezd")
    table = conform(
        kept.assign(kind=np.where(military, "vojensky_ujezd", "obec"), source_id=source_id), "obce"
    )
    _check_coverage(gpd.GeoDataFrame(table))
    return gpd.GeoDataFrame(table)


def areas_of(obce: gpd.GeoDataFrame, names: pd.DataFrame) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Dissolve the obce of the plan to areas of every level that their codes name.

    Parameters
    ----------
    obce
        The table `obce`.
    names
        Columns kod_obec, nazev_pou, nazev_orp, nazev_okres, nazev_kraj; null where not known.

    Returns
    -------
    The tables `areas` and `area_obce`. An area whose name is not known is named by its code.
    """
    own = obce[obce["in_plan"]].merge(names, on="kod_obec", how="left")
    parts, members = [], []
    for level in LEVELS:
        code = f"kod_{level}"
        known = own[own[code].notna()]
        if known.empty:
            continue
        dissolved = gpd.GeoDataFrame(known[[code, f"nazev_{level}", "geometry"]]).dissolve(
            by=code, method="coverage", as_index=False
        )
        dissolved = dissolved.rename(columns={code: "kod", f"nazev_{level}": "nazev"})
        dissolved["nazev"] = dissolved["nazev"].fillna(dissolved["kod"])
        parts.append(dissolved.assign(level=level))
        members.append(known[["kod_obec"]].assign(level=level, kod=known[code]))
    areas = conform(gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK), "areas")
    return gpd.GeoDataFrame(areas), conform(pd.concat(members, ignore_index=True), "area_obce")


def points_table(
    obce: gpd.GeoDataFrame, points: gpd.GeoDataFrame | None, source_id: str | None
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Give an official point to every obec.

    Parameters
    ----------
    obce
        The table `obce`.
    points
        kod_obec and the point, none where the plan has no source of them.
    source_id
        Their source.

    Returns
    -------
    The table `obec_points` and the findings: an obec without a point gets one inside its
    boundary, a point outside its obec is kept and named.
    """
    codes = obce["kod_obec"].tolist()
    inside = gpd.GeoSeries(obce.representative_point().to_numpy(), index=codes, crs=KROVAK)
    if points is None:
        chosen = gpd.GeoSeries([None] * len(codes), index=codes, crs=KROVAK)
    else:
        chosen = points.set_index("kod_obec").geometry.reindex(codes)
    missing = chosen.isna()
    own = obce["in_plan"].to_numpy(dtype=bool)
    table = gpd.GeoDataFrame(
        {"kod_obec": codes, "source_id": [None if none else source_id for none in missing]},
        geometry=chosen.where(~missing, inside).to_numpy(),
        crs=KROVAK,
    )
    findings = []
    if missing.any():
        shown = _listed(_named(obce[missing.to_numpy()]))
        findings.append(
            finding(
                "point_missing",
                "warning" if points is not None and missing[own].any() else "info",
                "obec_points",
                Place(source_id=source_id),
                found=f"obcí bez definičního bodu: {int(missing.sum())} ({shown})",
                expected="bod každé obce",
                action="vzat bod uvnitř hranice",
            )
        )
    outside = ~shapely.intersects(obce.geometry.to_numpy(), table.geometry.to_numpy())
    findings += [
        finding(
            "point_outside",
            "warning",
            "obec_points",
            Place(code, source_id),
            found=f"{name}: bod leží mimo hranici obce",
            expected="bod uvnitř obce",
            action="ponechán",
        )
        for code, name in zip(table.loc[outside, "kod_obec"], _named(obce[outside]), strict=True)
    ]
    return gpd.GeoDataFrame(conform(table, "obec_points")), findings


def hierarchy_findings(obce: gpd.GeoDataFrame) -> list[Finding]:
    """Find areas that lie in two larger ones, and holes where an obec is missing.

    Parameters
    ----------
    obce
        The table `obce`.

    Returns
    -------
    The findings.
    """
    return [*_in_two(obce), *_holes(obce)]


def obec_at(points: gpd.GeoSeries, obce: gpd.GeoDataFrame) -> pd.Series[str]:
    """Find the obec in which each point lies; on a shared edge the one of the lowest code.

    Parameters
    ----------
    points
        Points in EPSG:5514, null allowed.
    obce
        The table `obce`, sorted by code.

    Returns
    -------
    kod_obec by the points' index; null where a point lies in none.
    """
    tree = shapely.STRtree(obce.geometry.to_numpy())
    which, where = tree.query(points.to_numpy(), predicate="intersects")
    hits = pd.Series(obce["kod_obec"].to_numpy()[where], index=points.index[which], dtype="str")
    lowest = hits.groupby(level=0).min()
    return lowest.reindex(points.index).astype(pd.StringDtype(na_value=np.nan))


def _in_two(obce: gpd.GeoDataFrame) -> list[Finding]:
    """Name the areas that lie in two larger ones of the same level."""
    findings = []
    for lower, upper in (("pou", "orp"), ("orp", "kraj"), ("okres", "kraj")):
        pairs = obce[[f"kod_{lower}", f"kod_{upper}"]].dropna().drop_duplicates()
        for code, uppers in pairs.groupby(f"kod_{lower}")[f"kod_{upper}"]:
            if len(uppers) > 1:
                findings.append(
                    finding(
                        "area_in_two",
                        "warning",
                        "obce",
                        Place(f"{lower} {code}", column=f"kod_{upper}"),
                        found=f"{_LEVELS[lower]} {code}: "
                        f"{_LEVELS[upper]} {', '.join(sorted(uppers))}",
                        expected="jediné nadřazené území",
                        action="ponecháno",
                    )
                )
    return findings


def _holes(obce: gpd.GeoDataFrame) -> list[Finding]:
    """Name the holes in the picture, with the obce around them."""
    geometry = obce.geometry.to_numpy()
    parts = shapely.get_parts(shapely.coverage_union_all(geometry))
    rings = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    findings = []
    for ring in rings:
        if ring.area <= _LEAST_HOLE:
            continue
        around = obce[shapely.intersects(geometry, ring)]
        if not around["in_plan"].any():
            continue  # an obec that the obce of the belt enclose, itself farther away
        size = f"{ring.area / 1e6:.2f} km²" if ring.area >= _LEAST_OBEC else f"{ring.area:.0f} m²"
        findings.append(
            finding(
                "hole",
                "warning" if ring.area >= _LEAST_OBEC else "info",
                "obce",
                Place(f"{ring.centroid.x:.0f} {ring.centroid.y:.0f}"),
                found=f"díra {size.replace('.', ',')} mezi obcemi {_listed(_named(around))}",
                expected="souvislé území",
                action="ponecháno; v díře nikdo nebydlí a nic neleží",
            )
        )
    return findings


def _check_coverage(obce: gpd.GeoDataFrame) -> None:
    """Refuse boundaries that overlap or do not meet."""
    geometry = obce.geometry.to_numpy()
    if shapely.coverage_is_valid(geometry, gap_width=_GAP_WIDTH):
        return
    edges = shapely.coverage_invalid_edges(geometry, gap_width=_GAP_WIDTH)
    names = _listed(_named(obce[~shapely.is_empty(edges)]))
    what = f"hranice obcí se překrývají nebo na sebe nenavazují: {names}"
    advice = "Opravte je v QGIS (Kontrola topologie), nebo vezměte hranice RÚIAN bez zjednodušení"
    raise InputError(Problem(what, "tabulka obce", advice=advice))


def _named(obce: pd.DataFrame) -> list[str]:
    """Give obce by name and code."""
    return [f"{name} ({code})" for name, code in zip(obce["nazev"], obce["kod_obec"], strict=True)]


def _listed(names: Iterable[str]) -> str:
    """Join names, the first of them, and count the rest."""
    every = list(names)
    rest = len(every) - _SHOWN_NAMES
    return ", ".join(every[:_SHOWN_NAMES]) + (f" a dalších {rest}" if rest > 0 else "")
