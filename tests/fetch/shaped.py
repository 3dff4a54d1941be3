"""Files as the offices publish them, made of the real data when a test runs: one kraj and around.

The state file of RÚIAN, the census table and the OpenStreetMap extract have the form in which they
are published; the relation of ORP and obce is the real file.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import osmium
import pandas as pd
import pyogrio
import shapely
from osmium.osm.mutable import Node, Way

from gis_sluzby.crs import KROVAK, to_4326, to_5514
from tests.ruian_files import OBCE_COLUMNS, write_state_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

#: Around the kraj so much of the neighbours is in the files, in metres.
AROUND = 3_000
_COARSE = 0.001
#: How much the boundaries of the state file are generalised, in metres.
GENERALISED = 50
_BOUNDARIES = "boundaries/obce_cz_2024.gpkg"
_CENSUS = [
    *("idhod", "hodnota", "ukaz_kod", "vek_cis", "pohlavi_kod", "uzemi_cis", "uzemi_kod"),
    *("sldb_rok", "sldb_datum", "vek_txt", "pohlavi_txt"),
]
_HIGHWAYS = {
    "dálnice": "motorway",
    "rychlostní silnice": "trunk",
    "silnice I. třídy": "primary",
    "silnice II. třídy": "secondary",
    "silnice III. třídy": "tertiary",
    "neevidovaná silnice": "unclassified",
}


def official_files(real: Path, kraj: str, folder: Path) -> dict[str, bytes]:
    """Give the files that the plan of a kraj fetches, by their names in the official list."""
    everywhere = pyogrio.read_dataframe(real / _BOUNDARIES)
    own = to_5514(everywhere[everywhere["KOD_CZNUTS3"] == kraj])
    land = shapely.buffer(shapely.coverage_union_all(own.geometry.to_numpy()), AROUND)
    around = to_4326(gpd.GeoSeries([land], crs=KROVAK))
    window = tuple(around.total_bounds)
    near = everywhere[everywhere.intersects(shapely.simplify(around.iloc[0], _COARSE))]
    return {
        "ruian_stat.xml.zip": _state(real, to_5514(near), folder),
        "csu_orp_obce.csv": (real / "registers" / "VAZ0065_0043_CS.csv").read_bytes(),
        "csu_obyvatele_2021.csv": _census(real, set(own["KOD_OBEC"])).encode(),
        "osm_cesko.osm.pbf": _extract(real, window, folder),
    }


def _state(real: Path, obce: gpd.GeoDataFrame, folder: Path) -> bytes:
    """Write the state file of RÚIAN: official points and generalised boundaries."""
    points = pyogrio.read_dataframe(real / "boundaries" / "obce_definicni_body_2024_ruian.gpkg")
    places = to_5514(points).set_index("KOD_OBEC").geometry
    table = obce[[*OBCE_COLUMNS, "geometry"]].rename(columns=OBCE_COLUMNS)
    table.geometry = shapely.coverage_simplify(table.geometry.to_numpy(), GENERALISED)
    path = folder / "20261031_ST_UKSG.xml.zip"
    content = write_state_file(path, table.assign(point=table["kod_obec"].map(places))).read_bytes()
    path.unlink()
    return content


# ------------------------------------------------------------------------------- ČSÚ
def _census(real: Path, codes: set[str]) -> str:
    """Write the census table: obce and their kraj, totals among the groups, the figures of 2020."""
    path = real / "population" / "obyvatelstvo_vek_pohlavi_obce_2020-12-31.csv"
    wide = pd.read_csv(path, dtype={"ZUJ": str})
    wide = wide[wide["ZUJ"].isin(codes)]
    groups = [name for name in wide.columns if name[0].isdigit()]
    people = wide.melt(["ZUJ", "POH"], groups, "skupina", "hodnota")
    totals = people.groupby(["ZUJ", "POH"], as_index=False)["hodnota"].sum().assign(skupina="")
    # where nobody lives there is nobody to be listed
    empty = totals.loc[totals["hodnota"] == 0, "ZUJ"]
    obce = pd.concat([totals, people])[lambda rows: ~rows["ZUJ"].isin(empty)].assign(uzemi_cis=43)
    kraj = obce.groupby(["POH", "skupina"], as_index=False)["hodnota"].sum()
    table = pd.concat([kraj.assign(ZUJ="3000", uzemi_cis=100), obce], ignore_index=True)
    return table.assign(
        idhod=table.index,
        ukaz_kod="3162",
        vek_cis=table["skupina"].map(lambda name: "1035" if name else ""),
        vek_txt=table["skupina"].map(_age),
        pohlavi_kod=table["POH"].map({"celkem": "", "muži": "1", "ženy": "2"}),
        pohlavi_txt=table["POH"].map({"celkem": "", "muži": "muž", "ženy": "žena"}),
        uzemi_kod=table["ZUJ"],
        sldb_rok=2021,
        sldb_datum="2021-03-26",
    )[_CENSUS].to_csv(index=False, lineterminator="\n")


def _age(name: str) -> str:
    """Write an age group as the census does."""
    if not name:
        return ""
    if "+" in name:
        return f"{name.rstrip('+')} a více let"
    low, high = name.split("-")
    return f"{low} - {high} {'roky' if low == '0' else 'let'}"


# ------------------------------------------------------------------------------- OSM
def _extract(real: Path, window: tuple[float, ...], folder: Path) -> bytes:
    """Write roads as an OpenStreetMap extract: ways share the nodes where lines meet."""
    roads = pyogrio.read_dataframe(real / "roads" / "silnice_cr_arccr500.gpkg", bbox=window)
    lines: list[NDArray[np.float64]] = []
    kinds: list[str] = []
    for kind, line in zip(roads["TRIDA"], roads.geometry, strict=True):
        for part in shapely.get_parts(line).tolist():
            lines.append(shapely.get_coordinates(part).round(7))
            kinds.append(_HIGHWAYS[kind])
    vertices, index = np.unique(np.concatenate(lines), axis=0, return_inverse=True)
    ends = np.cumsum([0, *map(len, lines)])
    path = folder / "roads.osm.pbf"
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(path)) as writer:
        for number, (lon, lat) in enumerate(vertices.tolist(), 1):
            writer.add_node(Node(id=number, version=1, location=(lon, lat)))
        for number, ((start, end), kind) in enumerate(
            zip(pairwise(ends.tolist()), kinds, strict=True), 1
        ):
            nodes = (index[start:end] + 1).tolist()
            writer.add_way(Way(id=number, version=1, nodes=nodes, tags={"highway": kind}))
    content = path.read_bytes()
    path.unlink()
    return content
