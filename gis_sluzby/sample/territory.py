"""Obce, POÚ, ORP, okresy and kraje of the sample region, and the official points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK
from gis_sluzby.sample.cells import CENTRE, HALF_AXES, make_cells
from gis_sluzby.sample.seeds import KRAJ, NEIGHBOUR, random, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.sample.cells import Cells

#: Where ORP towns are sought: share of the kraj's half-axes from its centre. The first is the
#: capital, the last the remote town with few services.
_ORP_PLACES = ((0.0, 0.05), (0.62, 0.42), (0.55, -0.45), (-0.42, -0.55), (0.02, 0.72), (-0.78, 0.0))
_NEIGHBOUR_PLACES = ((1.2, -0.1), (0.1, -1.15))
#: Okres of each ORP: the first three and the others.
_OKRES_OF_ORP = (0, 0, 0, 1, 0, 1)
#: The official point stands this far from the middle of the road network's node (metres).
_POINT_OFFSET = (40.0, 220.0)


def make_obce() -> gpd.GeoDataFrame:
    """Make the obce of both kraje with their place in the hierarchy.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns KOD_OBEC … NAZ_KRAJ and kind of the boundary file, `rank` (capital,
        orp, pou, village, military), `node_x` and `node_y` (metres: the middle where roads
        meet), polygons in EPSG:5514; sorted by KOD_OBEC.
    """
    cells = make_cells()
    parts = [
        _one_kraj(cells, cells.own, KRAJ, _ORP_PLACES, _OKRES_OF_ORP),
        _one_kraj(cells, ~cells.own, NEIGHBOUR, _NEIGHBOUR_PLACES, (0, 0)),
    ]
    frame = pd.concat(parts).sort_index()
    names = _village_names(frame)
    frame["NAZ_OBEC"] = frame["NAZ_OBEC"].where(frame["NAZ_OBEC"].notna(), names)
    frame = frame.assign(
        kind=np.where(cells.military, "vojensky_ujezd", "obec"),
        node_x=cells.seeds[:, 0],
        node_y=cells.seeds[:, 1],
    )
    obce = gpd.GeoDataFrame(frame, geometry=list(cells.polygons), crs=KROVAK)
    return obce.sort_values("KOD_OBEC", ignore_index=True)


def make_points(obce: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Place the official point of every obec, near the node of its roads but not on it.

    Parameters
    ----------
    obce
        The frame of `make_obce`.

    Returns
    -------
    geopandas.GeoDataFrame
        KOD_OBEC and the point in EPSG:5514, inside the polygon.
    """
    rng = random("points")
    angle = rng.uniform(0, 2 * np.pi, len(obce))
    away = rng.uniform(*_POINT_OFFSET, len(obce))
    x = np.round(obce["node_x"] + away * np.cos(angle), 1)
    y = np.round(obce["node_y"] + away * np.sin(angle), 1)
    return gpd.GeoDataFrame(
        {"KOD_OBEC": obce["KOD_OBEC"]}, geometry=gpd.points_from_xy(x, y), crs=KROVAK
    )


def _one_kraj(
    cells: Cells,
    member: NDArray[np.bool_],
    kod_kraj: str,
    places: tuple[tuple[float, float], ...],
    okresy: tuple[int, ...],
) -> pd.DataFrame:
    """Divide one kraj into ORP and POÚ around their towns."""
    code = kod_kraj[-2:]
    key = "" if kod_kraj == KRAJ else "_neighbour"
    orp_names, pou_names = words("names")[f"orp{key}"], words("names")[f"pou{key}"]
    towns = _towns(cells, member, places)
    orp = _grown(cells, member, towns)
    second = [_far_town(cells, orp == number, town) for number, town in enumerate(towns)]
    frame = pd.DataFrame(index=np.flatnonzero(member))
    frame["KOD_OBEC"] = [f"{code}{1001 + 7 * i:04d}" for i in range(len(frame))]
    frame["NAZ_OBEC"] = pd.Series(
        {**dict(zip(towns, orp_names, strict=True)), **dict(zip(second, pou_names, strict=True))}
    ).reindex(frame.index)
    pou = np.full(len(member), -1)
    for number, (town, other) in enumerate(zip(towns, second, strict=True)):
        inside = orp == number
        pou[inside] = _grown(cells, inside, [town, other])[inside]
    pou = pou[frame.index]
    orp = orp[frame.index]
    frame["KOD_POU"] = [f"{code}{o + 1:02d}{p + 1}" for o, p in zip(orp, pou, strict=True)]
    frame["NAZ_POU"] = [(orp_names, pou_names)[p][o] for o, p in zip(orp, pou, strict=True)]
    frame["KOD_ORP"] = [f"{code}{o + 1:02d}" for o in orp]
    frame["NAZ_ORP"] = [orp_names[o] for o in orp]
    okres = np.array(okresy)[orp]
    frame["KOD_OKRES"] = [f"{kod_kraj}{o + 1}" for o in okres]
    frame["NAZ_OKRES"] = [orp_names[okresy.index(o)] for o in okres]
    frame["KOD_KRAJ"] = kod_kraj
    frame["NAZ_KRAJ"] = codelists.kraj(kod_kraj).name
    frame["rank"] = "village"
    frame.loc[second, "rank"] = "pou"
    frame.loc[towns, "rank"] = "orp"
    if kod_kraj == KRAJ:
        frame.loc[towns[0], "rank"] = "capital"
        frame.loc[cells.military[frame.index], ["rank", "NAZ_OBEC"]] = [
            "military",
            words("names")["military"],
        ]
    return frame


def _towns(
    cells: Cells, member: NDArray[np.bool_], places: tuple[tuple[float, float], ...]
) -> list[int]:
    """Give the cell nearest to each place."""
    usable = member & ~cells.military
    towns = []
    for place in places:
        aim = np.array(CENTRE) + np.array(place) * np.array(HALF_AXES)
        distance = np.where(usable, np.hypot(*(cells.seeds - aim).T), np.inf)
        towns.append(int(np.argmin(distance)))
    return towns


def _grown(cells: Cells, member: NDArray[np.bool_], towns: list[int]) -> NDArray[np.int64]:
    """Give each member cell the number of the town it is joined to, through members only."""
    pairs = cells.neighbours[member[cells.neighbours].all(axis=1)]
    one, other = pairs.T
    length = np.hypot(*(cells.seeds[one] - cells.seeds[other]).T)
    graph = coo_array((length, (one, other)), shape=(len(member), len(member))).tocsr()
    _, _, source = dijkstra(
        graph, directed=False, indices=towns, min_only=True, return_predecessors=True
    )
    number = {town: i for i, town in enumerate(towns)}
    return np.array([number.get(int(s), -1) for s in source])


def _far_town(cells: Cells, inside: NDArray[np.bool_], town: int) -> int:
    """Choose the second town: far from the first, near the middle of what is far."""
    usable = np.flatnonzero(inside & ~cells.military)
    distance = np.hypot(*(cells.seeds[usable] - cells.seeds[town]).T)
    far = usable[distance >= np.quantile(distance, 0.6)]
    middle = np.median(cells.seeds[far], axis=0)
    return int(far[np.argmin(np.hypot(*(cells.seeds[far] - middle).T))])


def _village_names(frame: pd.DataFrame) -> pd.Series[str]:
    """Name the villages; one name is used twice, once in each okres of the kraj."""
    rng = random("names")
    villages = frame.index[frame["NAZ_OBEC"].isna()]
    names = rng.permutation(words("names")["villages"])[: len(villages)]
    named = pd.Series(names, index=villages, dtype=object)
    for okres in sorted(set(frame.loc[frame["KOD_KRAJ"] == KRAJ, "KOD_OKRES"])):
        in_okres = villages[frame.loc[villages, "KOD_OKRES"] == okres]
        named[in_okres[len(in_okres) // 2]] = words("names")["namesake"]
    return named
