"""Where a row of services says that it is: columns of degrees, of metres, WKT, or geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.crs import CZECHIA, CZECHIA_KROVAK, KROVAK, to_degrees, to_krovak
from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.rows import Wrong, cells, coordinates
from gis_sluzby.sources.shapes import POINTS, wrong_shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

    Limits = tuple[float, float, float, float]
    Floats = NDArray[np.floating[Any]]

#: WKT and columns of degrees that differ by less are the same place (degrees, about 100 m).
_SAME_PLACE = 1e-3
#: Czechia in EPSG:3857 (metres, with a margin).
_CZECHIA_MERCATOR = (1.3e6, 6.1e6, 2.2e6, 6.7e6)


class Places(NamedTuple):
    """What the rows of a source say about their places.

    Parameters
    ----------
    points
        Points in EPSG:5514, null where a row says none.
    wrong
        Rows whose coordinates cannot be.
    findings
        What else there is to say.
    """

    points: gpd.GeoSeries
    wrong: list[Wrong]
    findings: list[Finding]


class _Pair(NamedTuple):
    """Two coordinates of every row, NaN where it has none, and the extent of Czechia in them."""

    first: pd.Series[float]
    second: pd.Series[float]
    limits: Limits
    names: tuple[str, str]


class _Guess(NamedTuple):
    """What impossible coordinates may be: the rule, the words, and the rows that it fits."""

    rule: str
    what: str
    fits: NDArray[np.bool_]


def places_of(frame: pd.DataFrame, source: Source) -> Places:
    """Give the point of every row.

    Parameters
    ----------
    frame
        Rows with service_id, the fields lon, lat (degrees), x, y (EPSG:5514), wkt (degrees) and
        possibly `geometry`; the first of geometry, degrees, WKT and metres that a row has is
        taken.
    source
        Their source.

    Returns
    -------
    The points, the rows whose coordinates cannot be, and the findings.
    """
    numbers = frame[["lon", "lat", "x", "y"]].astype(float)
    degrees = _Pair(numbers["lon"], numbers["lat"], CZECHIA, ("lon", "lat"))
    metres = _Pair(numbers["x"], numbers["y"], CZECHIA_KROVAK, ("x", "y"))
    written, wrong, findings = _wkt(frame, source)
    for pair in (degrees, metres):
        wrong += _halves(pair) + _impossible(pair)
    wrong += _impossible(written)
    findings += _elsewhere(frame, degrees, written, source)
    x, y = to_krovak(degrees.first.fillna(written.first), degrees.second.fillna(written.second))
    x = np.where(np.isnan(x), metres.first, x)
    y = np.where(np.isnan(y), metres.second, y)
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=frame.index, crs=KROVAK)
    points[np.isnan(x) | np.isnan(y)] = None
    if isinstance(frame, gpd.GeoDataFrame):
        given = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
        wrong += wrong_shapes(given, POINTS)
        points = given.geometry.reindex(frame.index).fillna(points)
    return Places(points, wrong, findings)


def _halves(pair: _Pair) -> list[Wrong]:
    """Name the rows that have one coordinate of the two."""
    wrong = []
    columns = dict(zip(pair.names, (pair.first, pair.second), strict=True))
    for name, missing in (pair.names, pair.names[::-1]):
        given, other = columns[name], columns[missing]
        what = f"k souřadnici {name} chybí {missing}"
        alone = given[given.notna() & other.isna()]
        wrong += [Wrong(row, name, f"{value:g}", what) for row, value in cells(alone)]
    return wrong


def _impossible(pair: _Pair) -> list[Wrong]:
    """Name the rows whose coordinates lie outside Czechia, and say what they may be.

    Where every row has the same fault, the columns are wrong and no row is: that is said once.
    """
    a, b = pair.first.to_numpy(float), pair.second.to_numpy(float)
    given = ~(np.isnan(a) | np.isnan(b))
    outside = given & ~_within(a, b, pair.limits)
    what = pd.Series("leží mimo Česko", index=pair.first.index)
    rule = pd.Series("coords_outside", index=what.index)
    for guess in _guesses(a, b, pair.limits):
        what[guess.fits], rule[guess.fits] = guess.what, guess.rule
    told = "souřadnice " + " a ".join(dict.fromkeys(pair.names)) + " " + what[outside]
    texts = [coordinates(x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    found = pd.Series(texts, index=what.index)
    reasons = set(told)
    if len(reasons) == 1 and outside.sum() == given.sum():
        text = f"{reasons.pop()}, vyměňte sloupce v plánu (platí pro všechny řádky)"
        return [Wrong(None, pair.names[0], str(found[outside].iloc[0]), text)]
    return [
        Wrong(row, pair.names[0], str(found[row]), text, str(rule[row]))
        for row, text in cells(told)
    ]


def _guesses(a: Floats, b: Floats, limits: Limits) -> list[_Guess]:
    """Tell which impossible coordinates would be possible in another order or system."""
    metres, turned = to_degrees(-abs(a), -abs(b)), to_degrees(-abs(b), -abs(a))
    unknown = "leží mimo Česko; snad jsou to metry "
    return [
        _Guess(
            "coords_krovak",
            f"{unknown}S-JTSK v pořadí Y, X (pole x = -Y, y = -X)",
            _within(*turned, CZECHIA),
        ),
        _Guess(
            "coords_krovak",
            f"{unknown}S-JTSK (pole x a y, obě záporná)",
            _within(*metres, CZECHIA),
        ),
        _Guess(
            "coords_mercator",
            f"{unknown}Web Mercator (EPSG:3857)",
            _within(a, b, _CZECHIA_MERCATOR),
        ),
        _Guess("coords_swapped", "jsou prohozené", _within(b, a, limits)),
    ]


def _wkt(frame: pd.DataFrame, source: Source) -> tuple[_Pair, list[Wrong], list[Finding]]:
    """Read WKT points; most Czech portals write latitude first, against the standard."""
    texts = frame["wkt"]
    shapes = shapely.from_wkt(
        [text if isinstance(text, str) else None for text in texts], on_invalid="ignore"
    )
    shapes[shapely.is_empty(shapes)] = None
    first = pd.Series(shapely.get_x(shapes), frame.index)
    second = pd.Series(shapely.get_y(shapes), frame.index)
    lat_first = first.between(CZECHIA[1], CZECHIA[3]) & second.between(CZECHIA[0], CZECHIA[2])
    pair = _Pair(
        first.where(~lat_first, second), second.where(~lat_first, first), CZECHIA, ("wkt", "wkt")
    )
    what = "má to být POINT(délka šířka)"
    unread = texts[texts.notna() & first.isna()]
    wrong = [Wrong(row, "wkt", str(text), what) for row, text in cells(unread)]
    if not lat_first.any():
        return pair, wrong, []
    counts = f"{int(lat_first.sum())} z {int(first.notna().sum())} řádků má nejdřív šířku"
    about_order = finding(
        "wkt_lat_lon",
        "info",
        "sites",
        Place(None, source.id, None, source.column("wkt")),
        found=f"{counts}, např. {texts[lat_first].iloc[0]}",
        expected="POINT(délka šířka)",
        action="souřadnice v textu prohozeny",
    )
    return pair, wrong, [about_order]


def _elsewhere(
    frame: pd.DataFrame, degrees: _Pair, written: _Pair, source: Source
) -> list[Finding]:
    """Name the rows whose WKT lies elsewhere than their columns say."""
    apart = (written.first - degrees.first).abs().gt(_SAME_PLACE) | (
        written.second - degrees.second
    ).abs().gt(_SAME_PLACE)
    return [
        finding(
            "wkt_elsewhere",
            "warning",
            "sites",
            Place(str(service), source.id, row, source.column("wkt")),
            found=str(frame.at[row, "wkt"]),
            expected=coordinates(degrees.first[row], degrees.second[row]),
            action="vzaty souřadnice ze sloupců",
        )
        for row, service in cells(frame.loc[apart, "service_id"])
    ]


def _within(x: Floats, y: Floats, limits: Limits) -> NDArray[np.bool_]:
    """Tell which points lie in a box."""
    return (x >= limits[0]) & (x <= limits[2]) & (y >= limits[1]) & (y <= limits[3])
