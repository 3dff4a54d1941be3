"""The land of the model: real obce, people and roads of Liberecký kraj, cut from the real data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyogrio
import shapely

from gis_sluzby.crs import to_5514
from gis_sluzby.geopackage import pinned_date, write_geopackage

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

KRAJ, CAPITAL = "CZ051", "563889"
#: Around the kraj as far as a plan may look at roads and obce (degrees, more than 31 km).
_BELT = (0.46, 0.30)
_OBCE = "boundaries/obce_cz_2024.gpkg"
_POINTS = "boundaries/obce_definicni_body_2024_ruian.gpkg"
_ROADS = "roads/silnice_cr_arccr500.gpkg"
_PEOPLE = "population/obyvatelstvo_vek_pohlavi_obce_2020-12-31.csv"
_EXCLUSION = "population/index_socialniho_vylouceni_obce_2023.csv"


class Land(NamedTuple):
    """The obce of the kraj, for those who invent services in them.

    Parameters
    ----------
    obce
        kod_obec, nazev, kod_pou, nazev_pou, kod_orp, nazev_orp, rank (capital, orp, pou or
        village), people, x, y (the official point) and geometry, EPSG:5514.
    people
        People of each obec by five-year age group, by kod_obec.
    """

    obce: gpd.GeoDataFrame
    people: pd.DataFrame


def write_land(real: Path, data: Path) -> Land:
    """Cut obce, points, roads and people out of the real data.

    Parameters
    ----------
    real
        Folder of the real data.
    data
        Folder of the plan's inputs.

    Returns
    -------
    The obce and people of the kraj.
    """
    every = pyogrio.read_dataframe(real / _OBCE)
    own = every[every["KOD_CZNUTS3"] == KRAJ]
    west, south, east, north = own.total_bounds
    box = (west - _BELT[0], south - _BELT[1], east + _BELT[0], north + _BELT[1])
    near = every[shapely.intersects(every.geometry.to_numpy(), shapely.box(*box))]
    points = pyogrio.read_dataframe(real / _POINTS, bbox=box)
    roads = pyogrio.read_dataframe(real / _ROADS, bbox=box)
    for name, frame in (("obce", near), ("obec_points", points)):
        _write(data / f"boundaries/{name}.gpkg", name, frame)
    _write(data / "roads/roads.gpkg", "roads", roads)
    people = _people(real, data, own["KOD_OBEC"])
    _exclusion(real, data)
    return Land(_obce(own, points, people), people)


def _write(path: Path, layer: str, frame: gpd.GeoDataFrame) -> None:
    """Write a layer whose bytes do not depend on the hour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with pinned_date():
        write_geopackage(path, {layer: frame.reset_index(drop=True)})


def _people(real: Path, data: Path, own: pd.Series[str]) -> pd.DataFrame:
    """Copy the rows of the kraj and give the sums of both sexes."""
    table = pd.read_csv(real / _PEOPLE, dtype=str)
    table = table[table["ZUJ"].isin(own)]
    _table(table, data / "population/obyvatelstvo_2020-12-31.csv")
    whole = table[table["POH"] == "celkem"].set_index("ZUJ")
    return whole.drop(columns=["POH", "Obec", "Okres", "Kraj"]).astype(int)


def _exclusion(real: Path, data: Path) -> None:
    """Copy the index of social exclusion of the kraj's obce; prose notes are left as they are."""
    table = pd.read_csv(real / _EXCLUSION, dtype=str)
    _table(table[table["kod_kraj"] == KRAJ], data / "population/index_vylouceni_2023.csv")


def _table(frame: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n")


def _obce(
    own: gpd.GeoDataFrame, points: gpd.GeoDataFrame, people: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Give the obce of the kraj with what places services."""
    place = to_5514(points).set_index("KOD_OBEC").geometry
    seats = place.loc[own["KOD_OBEC"]]
    named = own["NAZ_OBEC"].to_numpy()
    rank = np.select(
        [own["KOD_OBEC"] == CAPITAL, named == own["NAZ_ORP"], named == own["NAZ_POU"]],
        ["capital", "orp", "pou"],
        "village",
    )
    names = {
        f"{level}_{unit}": f"{word}_{unit.lower()}"
        for unit in ("OBEC", "POU", "ORP")
        for level, word in (("KOD", "kod"), ("NAZ", "nazev"))
    }
    names["NAZ_OBEC"] = "nazev"
    obce = to_5514(own)[[*names, "geometry"]].rename(columns=names)
    count = people["Celkem"].loc[obce["kod_obec"]].to_numpy()
    obce = obce.assign(rank=rank, people=count, x=seats.x.to_numpy(), y=seats.y.to_numpy())
    return obce.sort_values("kod_obec", ignore_index=True)
