"""Where a row of services says that it is: columns of degrees, of metres, WKT, or geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.crs import CZECHIA, CZECHIA_KROVAK, KROVAK, to_degrees, to_krovak
from gis_sluzby.findings import finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.plan import Source

Wrong = tuple[int, str, str, str]
#: WKT and columns of degrees that differ by less are the same place (degrees, about 100 m).
_SAME_PLACE = 1e-3


def points_of(
    frame: pd.DataFrame, source: Source
) -> tuple[gpd.GeoSeries, list[Wrong], list[dict[str, Any]]]:
    """Give the point of every row.

    Parameters
    ----------
    frame
        Rows with the fields lon, lat (degrees), x, y (EPSG:5514), wkt (degrees) and possibly
        `geometry`; the first of geometry, degrees, metres and WKT that a row has is taken.
    source
        Their source.

    Returns
    -------
    The points in EPSG:5514 (null where a row says none), the rows whose coordinates cannot be,
    and the findings.
    """
    lon, lat = frame["lon"].astype(float), frame["lat"].astype(float)
    wkt_lon, wkt_lat, findings = _wkt_degrees(frame, lon, lat, source)
    wrong = _impossible(lon, lat, CZECHIA, "lon", "lat")
    wrong += _impossible(
        frame["x"].astype(float), frame["y"].astype(float), CZECHIA_KROVAK, "x", "y"
    )
    x, y = to_krovak(lon.fillna(wkt_lon), lat.fillna(wkt_lat))
    x, y = (
        np.where(np.isnan(x), frame["x"].astype(float), x),
        np.where(np.isnan(y), frame["y"].astype(float), y),
    )
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=frame.index, crs=KROVAK)
    points[np.isnan(x) | np.isnan(y)] = None
    if isinstance(frame, gpd.GeoDataFrame):
        given = frame.geometry
        points = given.where(~(given.isna() | given.is_empty), points)
    return points, wrong, findings


def _impossible(
    first: pd.Series[float],
    second: pd.Series[float],
    limits: tuple[float, float, float, float],
    *names: str,
) -> list[Wrong]:
    """Name the rows whose coordinates lie outside Czechia, and say what they may be."""
    given = first.notna() & second.notna()
    a, b = first.to_numpy(), second.to_numpy()
    outside = given.to_numpy() & ~_within(a, b, limits)
    swapped = outside & _within(b, a, limits)
    words = f"{' a '.join(names)}"
    wrong: list[Wrong] = []
    for position in np.flatnonzero(outside):
        row = int(first.index[position])
        found = f"{a[position]:g}; {b[position]:g}"
        if swapped[position]:
            what = f"souřadnice {words} jsou prohozené, vyměňte sloupce v plánu"
        else:
            what = f"souřadnice {words} leží mimo Česko{_guess(a[position], b[position])}"
        wrong.append((row, names[0], found, what))
    return wrong


def _guess(a: float, b: float) -> str:
    """Guess which other system impossible coordinates are in."""
    lon, lat = (float(v) for v in to_degrees(-abs(a), -abs(b)))
    if _within(np.array([lon]), np.array([lat]), CZECHIA)[0]:
        return "; snad jsou to metry S-JTSK (pole x, y, obě záporná)"
    lon, lat = (float(v) for v in to_degrees(-abs(b), -abs(a)))
    if _within(np.array([lon]), np.array([lat]), CZECHIA)[0]:
        return "; snad jsou to metry S-JTSK v pořadí Y, X (pole x = -Y, y = -X)"
    if 1.3e6 < a < 2.2e6 and 6.1e6 < b < 6.7e6:  # noqa: PLR2004  (extent of Czechia in EPSG:3857)
        return "; snad jsou to metry Web Mercator (EPSG:3857)"
    return ""


def _wkt_degrees(
    frame: pd.DataFrame, lon: pd.Series[float], lat: pd.Series[float], source: Source
) -> tuple[pd.Series[float], pd.Series[float], list[dict[str, Any]]]:
    """Read WKT points; most Czech portals write latitude first, against the standard."""
    texts = [text if isinstance(text, str) else None for text in frame["wkt"]]
    shapes = shapely.from_wkt(texts, on_invalid="ignore")
    first = pd.Series(shapely.get_x(shapes), frame.index)
    second = pd.Series(shapely.get_y(shapes), frame.index)
    given = first.notna()
    lat_first = given & _within(second.to_numpy(), first.to_numpy(), CZECHIA)
    x, y = first.where(~lat_first, second), second.where(~lat_first, first)
    findings = []
    place = {"source_id": source.id, "column": source.column("wkt")}
    if lat_first.any():
        example = frame.loc[lat_first, "wkt"].iloc[0]
        findings.append(
            finding(
                "wkt_lat_lon",
                "info",
                "sites",
                **place,
                found=f"{int(lat_first.sum())} z {int(given.sum())} řádků má nejdřív šířku, např. {example}",
                expected="POINT(délka šířka)",
                action="souřadnice v textu prohozeny",
            )
        )
    apart = given & (((x - lon).abs() > _SAME_PLACE) | ((y - lat).abs() > _SAME_PLACE))
    findings += [
        finding(
            "wkt_elsewhere",
            "warning",
            "sites",
            **place,
            row_id=str(frame.at[row, "service_id"]),
            source_row=int(row),
            found=str(frame.at[row, "wkt"]),
            expected=f"{lon[row]:g}; {lat[row]:g}",
            action="vzaty souřadnice ze sloupců",
        )
        for row in frame.index[apart]
    ]
    return x, y, findings


def _within(
    x: NDArray[np.float64], y: NDArray[np.float64], limits: tuple[float, float, float, float]
) -> NDArray[np.bool_]:
    """Tell which points lie in a box."""
    return (x >= limits[0]) & (x <= limits[2]) & (y >= limits[1]) & (y <= limits[3])
