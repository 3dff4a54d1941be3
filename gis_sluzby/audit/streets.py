"""Places without an address point: put into their street, else into their part of the obec."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.audit.record import recorder
from gis_sluzby.sources.rows import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    import shapely

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

_NAMED = ("street", "kod_cast", "nazev_cast")
_BY_STREET, _BY_PART = "address_by_street", "address_by_part"


def lacking_places(places: gpd.GeoDataFrame) -> pd.Series[bool]:
    """Tell which places have no point yet and name a street or a part.

    Parameters
    ----------
    places
        Places of services of one source.

    Returns
    -------
    Whether each of them does; secret places never do.
    """
    named = places.reindex(columns=[*_NAMED]).notna().any(axis=1)
    return named & places.geometry.isna() & ~places["secret"] & places["kod_obec"].notna()


def located_by_street(
    places: gpd.GeoDataFrame, points: pd.DataFrame, parts: gpd.GeoDataFrame, source: Source
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Place the services that no address point has placed.

    Parameters
    ----------
    places
        Places of one source: kod_obec, kod_cast, street, secret and the point; nazev_cast where
        the source has names of parts.
    points
        Address points of their obce: kod_obec, kod_cast, nazev_cast, street, x, y.
    parts
        The table `obec_parts`.
    source
        Their source.

    Returns
    -------
    The places, with `precision` (street or part) where they had no point: the middle of the
    address points of the street in that obec, else that of the part's points, else a point of the
    part's area; and the findings.
    """
    streets = _middles(points.assign(key=_keys(points["kod_obec"], points["street"])))
    by_code = _middles(points.assign(key=points["kod_cast"]))
    areas = parts[parts["level"] == "cast"].set_index("kod").geometry.representative_point()
    areas = areas[~areas.index.duplicated()]
    by_name = _middles(points.assign(key=_keys(points["kod_obec"], points["nazev_cast"])))
    named = _keys(places["kod_obec"], places.reindex(columns=["nazev_cast"])["nazev_cast"])
    coded = named.map(_codes_of(parts))
    found: dict[int, shapely.Point] = {}
    rules: dict[int, str] = {}
    for row, key in cells(_keys(places["kod_obec"], places["street"])[lacking_places(places)]):
        part = places.at[row, "kod_cast"]
        for rule, known, code in (
            (_BY_STREET, streets, key),
            (_BY_PART, by_code, part),
            (_BY_PART, by_name, named[row]),
            (_BY_PART, areas, part if isinstance(part, str) else coded[row]),
        ):
            if isinstance(code, str) and code in known.index:
                found[row], rules[row] = known[code], rule
                break
    where = gpd.GeoSeries(found, crs=places.crs).reindex(places.index)
    precision = pd.Series(rules, dtype=object).map({_BY_STREET: "street", _BY_PART: "part"})
    placed = places.set_geometry(places.geometry.fillna(where)).assign(
        precision=precision.reindex(places.index).astype(places["street"].dtype)
    )
    record = recorder(places, source, "sites")
    return placed, [_told(record, rule, row) for row, rule in rules.items()]


def _told(record: Callable[..., Finding], rule: str, row: int) -> Finding:
    """Say that a place is known by its street, or part of the obec, alone."""
    field, word = ("street", "ulice") if rule == _BY_STREET else ("kod_cast", "části obce")
    told = ("adresní místo není známo", "kód platného adresního místa RÚIAN")
    return record(rule, row, field, (*told, f"vzat střed {word}"))


def _codes_of(parts: gpd.GeoDataFrame) -> dict[str, str]:
    """Give the codes of parts by obec and name."""
    own = parts[parts["level"] == "cast"]
    return dict(zip(_keys(own["kod_obec"], own["nazev"]), own["kod"], strict=True))


def _keys(obce: pd.Series[str], streets: pd.Series[str]) -> pd.Series[str]:
    """Identify streets, or parts, by obec and name; null where there is no name."""
    names = {name: codelists.normalise(str(name)) for name in streets.dropna().unique()}
    return obce + "|" + streets.map(names).astype(obce.dtype)


def _middles(points: pd.DataFrame) -> gpd.GeoSeries:
    """Give the middle of the points of each key."""
    middle = points.dropna(subset="key").groupby("key")[["x", "y"]].mean()
    return gpd.GeoSeries(gpd.points_from_xy(middle["x"], middle["y"]), index=middle.index)
