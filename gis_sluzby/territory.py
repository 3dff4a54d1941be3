"""Territory: obce, what they form together, and whether the picture holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import finding
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

#: Military areas (vojenské újezdy); by law nobody lives there.
MILITARY_AREAS = {
    "545422": "Boletice",
    "592935": "Březina",
    "555177": "Hradiště",
    "503941": "Libavá",
}
#: Levels above the obec, the smaller first.
LEVELS = ("pou", "orp", "okres", "kraj")
#: A sliver between obce that is smaller than this is a fault of drawing, not a missing obec (m²).
_LEAST_HOLE = 1.0
_SHOWN_NAMES = 20


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
    own = frame[frame["in_plan"]]
    whole = shapely.union_all(own.geometry.to_numpy())
    shapely.prepare(whole)
    near = shapely.dwithin(frame.geometry.to_numpy(), whole, belt_metres)
    kept = frame[near | frame["in_plan"]]
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
) -> tuple[gpd.GeoDataFrame, list[dict[str, Any]]]:
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
    inside = gpd.GeoSeries(
        obce.representative_point().to_numpy(), index=obce["kod_obec"], crs=KROVAK
    )
    given = (
        gpd.GeoSeries(index=pd.Index([], dtype=str), crs=KROVAK)
        if points is None
        else points.set_index("kod_obec").geometry
    )
    chosen = given.reindex(inside.index)
    missing = chosen.isna()
    table = gpd.GeoDataFrame(
        {"kod_obec": inside.index, "source_id": np.where(missing, None, source_id)},
        geometry=chosen.where(~missing, inside).to_numpy(),
        crs=KROVAK,
    )
    findings = []
    if missing.any():
        findings.append(
            finding(
                "point_missing",
                "info" if points is None else "warning",
                "obec_points",
                source_id=source_id,
                found=f"{int(missing.sum())} obcí bez definičního bodu",
                expected="bod každé obce",
                action="vzat bod uvnitř hranice",
            )
        )
    outside = ~missing.to_numpy() & ~shapely.intersects(
        obce.geometry.to_numpy(), table.geometry.to_numpy()
    )
    findings += [
        finding(
            "point_outside",
            "warning",
            "obec_points",
            row_id=code,
            source_id=source_id,
            found="bod leží mimo hranici obce",
            expected="bod uvnitř obce",
            action="ponechán",
        )
        for code in inside.index[outside]
    ]
    return gpd.GeoDataFrame(conform(table, "obec_points")), findings


def hierarchy_findings(obce: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Find areas that lie in two larger ones, and holes where an obec is missing.

    Parameters
    ----------
    obce
        The table `obce`.

    Returns
    -------
    The findings.
    """
    findings = []
    for lower, upper in (
        ("kod_pou", "kod_orp"),
        ("kod_orp", "kod_kraj"),
        ("kod_okres", "kod_kraj"),
    ):
        pairs = obce[[lower, upper]].dropna().drop_duplicates()
        for code in sorted(pairs.loc[pairs[lower].duplicated(), lower].unique()):
            uppers = sorted(pairs.loc[pairs[lower] == code, upper])
            findings.append(
                finding(
                    "area_in_two",
                    "warning",
                    "obce",
                    row_id=f"{lower} {code}",
                    column=upper,
                    found=", ".join(uppers),
                    expected="jediné nadřazené území",
                    action="ponecháno",
                )
            )
    findings += [
        finding(
            "hole",
            "warning",
            "obce",
            row_id=f"{ring.centroid.x:.0f} {ring.centroid.y:.0f}",
            found=f"díra {ring.area / 1e6:.2f} km²",
            expected="souvislé území",
            action="ponecháno; v díře nikdo nebydlí a nic neleží",
        )
        for ring in _holes(obce.geometry.to_numpy())
    ]
    return findings


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
    first = pd.Series(obce["kod_obec"].to_numpy()[where]).groupby(which).min()
    found = pd.Series(np.nan, index=points.index, dtype=pd.StringDtype(na_value=np.nan))
    found.iloc[first.index.to_numpy()] = first.to_numpy()
    return found


def _check_coverage(obce: gpd.GeoDataFrame) -> None:
    """Refuse boundaries that overlap or do not meet."""
    geometry = obce.geometry.to_numpy()
    if shapely.coverage_is_valid(geometry):
        return
    bad = ~shapely.is_empty(shapely.coverage_invalid_edges(geometry))
    names = _listed(f"{row.nazev} ({row.kod_obec})" for row in obce[bad].itertuples())
    what = f"hranice obcí se překrývají nebo na sebe nenavazují: {names}"
    advice = "Opravte je v QGIS (Kontrola topologie), nebo vezměte hranice RÚIAN bez zjednodušení"
    raise InputError(Problem(what, "tabulka obce", advice=advice))


def _holes(geometry: NDArray[np.object_]) -> list[shapely.Polygon]:
    """Give the holes of the union of a coverage."""
    whole = shapely.coverage_union_all(geometry)
    rings = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    return [ring for ring in rings if ring.area > _LEAST_HOLE]


def _listed(names: Iterable[str]) -> str:
    """Join names, the first of them, and count the rest."""
    every = list(names)
    rest = len(every) - _SHOWN_NAMES
    return ", ".join(every[:_SHOWN_NAMES]) + (f" a dalších {rest}" if rest > 0 else "")
