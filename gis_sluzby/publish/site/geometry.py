"""Geometry of the page: simplified with shared edges, on a grid of about 11 m, packed.

Everything is simplified in EPSG:5514 and leaves for degrees through `crs`. Obce carry two levels
of detail: the finer one (90 m), in which each point is marked whether the coarser one (230 m, for
small scales) keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby import crs
from gis_sluzby.cartography.waters import long_waters
from gis_sluzby.publish.site.packing import pack, pack_bits, pack_signed
from gis_sluzby.publish.site.topology import cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.publish.site.topology import Topology

#: Tolerances of the two levels, metres.
FINE_METRES: Final = 90.0
COARSE_METRES: Final = 230.0
#: Steps of the grid in degrees of longitude and latitude, about 11 m both.
STEP: Final = (1.6e-4, 1e-4)
#: Steps in which points of services are given, about 5 m.
POINT_STEP: Final = (8e-5, 5e-5)
#: A territory of more obce is seen at smaller scales: its tolerances are wider by this factor.
_MANY_OBCE = 500
_WIDER = 1.75
#: How far the surroundings reach beyond the territory, as a share of its longer side.
_CONTEXT = 0.5
#: The same for roads by rank: the small ones only where they help.
_ROAD_CONTEXT = (0.3, 0.2, 0.03)
#: The same for waters, and how many points of them a page bears, about 3 kB.
_WATER_CONTEXT, _WATER_POINTS = 0.2, 800
#: Rank of a road by words of its class; other roads are left out.
_ROAD_RANKS = (
    ("dálnice", 0), ("rychlostní", 0), ("motorway", 0), ("trunk", 0),
    ("III. tř", 3), ("II. tř", 2), ("I. tř", 1), ("primary", 1), ("secondary", 2),
)  # fmt: skip
#: Areas smaller than this many squares of the tolerance are not drawn.
_SEEN = 4
#: A closed line of so many points has no area.
_RING = 3
_LAST_RANK = len(_ROAD_CONTEXT) - 1


@dataclass(frozen=True, slots=True)
class Frame:
    """The grid that all shapes of one page stand on.

    Attributes
    ----------
    bounds
        The territory's bounds, metres in EPSG:5514.
    origin
        Longitude and latitude of the grid's zero.
    width
        Factor of the tolerances.
    """

    bounds: tuple[float, float, float, float]
    origin: tuple[float, float]
    width: float

    def box(self, share: float) -> tuple[float, float, float, float]:
        """Give the bounds widened on each side by a share of the longer side."""
        return _widened(self.bounds, share)

    def degrees(self, geometry: NDArray[np.object_]) -> NDArray[np.object_]:
        """Bring geometry from EPSG:5514 to degrees."""
        series = crs.to_4326(gpd.GeoSeries(geometry, crs=crs.KROVAK))
        return np.asarray(series.to_numpy(), dtype=object)

    def grid(self, geometry: NDArray[np.object_]) -> NDArray[np.object_]:
        """Bring geometry from EPSG:5514 onto the grid (whole numbers from 0)."""

        def to_steps(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
            steps: NDArray[np.float64] = np.rint((lonlat - self.origin) / STEP)
            return steps

        gridded: NDArray[np.object_] = shapely.transform(self.degrees(geometry), to_steps)
        return gridded

    def points(self, geometry: NDArray[np.object_]) -> str:
        """Pack points (x and y in turn); those that are missing become 0, 0."""
        present = ~shapely.is_missing(geometry)
        packed = np.zeros((len(geometry), 2), dtype=np.int64)
        lonlat = shapely.get_coordinates(self.degrees(geometry[present]))
        packed[present] = np.rint((lonlat - self.origin) / POINT_STEP).astype(np.int64) + 1
        return pack(packed.clip(0).ravel())


def frame_of(obce: gpd.GeoDataFrame) -> Frame:
    """Give the grid of a territory.

    Parameters
    ----------
    obce
        Obce of the plan, EPSG:5514.

    Returns
    -------
    Frame
        Its surroundings and the zero of its grid.
    """
    west, south, east, north = (float(bound) for bound in obce.total_bounds)
    bounds = (west, south, east, north)
    wide = shapely.box(*_widened(bounds, _CONTEXT))
    corners = crs.to_4326(gpd.GeoSeries([wide], crs=crs.KROVAK)).total_bounds
    # The corners of a box in metres are not its extremes in degrees: a tenth more is safe.
    lon = float(corners[0]) - (float(corners[2]) - float(corners[0])) / 10
    lat = float(corners[1]) - (float(corners[3]) - float(corners[1])) / 10
    return Frame(bounds, (round(lon, 4), round(lat, 4)), _WIDER if len(obce) > _MANY_OBCE else 1.0)


def obce_shapes(obce: gpd.GeoDataFrame, frame: Frame) -> dict[str, str]:
    """Pack the borders of obce.

    Parameters
    ----------
    obce
        Obce of the plan in the order of the page, EPSG:5514, a valid coverage.
    frame
        The grid.

    Returns
    -------
    dict
        Packed arcs, the marks of the coarser level, and the rings of each obec.
    """
    fine = shapely.coverage_simplify(obce.geometry.to_numpy(), FINE_METRES * frame.width)
    coarse = shapely.coverage_simplify(fine, COARSE_METRES)
    topology = cut(frame.grid(fine))
    kept = _keys(np.rint(shapely.get_coordinates(frame.grid(coarse))).astype(np.int64))
    inner = [arc[1:-1] for arc in topology.arcs]
    return {
        **_packed_arcs(topology),
        "coarse": pack_bits(np.isin(_keys(np.concatenate(inner)), kept)) if inner else "",
    }


def neighbour_shapes(kraje: gpd.GeoDataFrame, frame: Frame) -> dict[str, Any]:
    """Pack the neighbouring kraje as far as the surroundings reach.

    Parameters
    ----------
    kraje
        Neighbouring kraje with `nazev`, EPSG:5514, a valid coverage.
    frame
        The grid.

    Returns
    -------
    dict
        Names, packed arcs and rings.
    """
    simple = shapely.coverage_simplify(kraje.geometry.to_numpy(), COARSE_METRES * frame.width)
    clipped = shapely.buffer(shapely.clip_by_rect(simple, *frame.box(_CONTEXT)), 0)
    return {
        "names": kraje["nazev"].tolist(),
        **_packed_arcs(cut(frame.grid(clipped))),
    }


def outlines(areas: NDArray[np.object_], frame: Frame) -> list[str]:
    """Pack the outlines of areas, each by itself; parts and holes too small to be seen go.

    Parameters
    ----------
    areas
        Polygons in EPSG:5514.
    frame
        The grid.

    Returns
    -------
    list of str
        Packed closed lines of each area, whose last point is not the first one again.
    """
    rough = FINE_METRES * frame.width
    parts, owner = shapely.get_parts(shapely.simplify(areas, rough), return_index=True)
    lines, part = shapely.get_rings(parts, return_index=True)
    seen = shapely.area(shapely.polygons(lines)) > _SEEN * rough**2
    lines, owner = lines[seen], owner[part[seen]]
    points, line = shapely.get_coordinates(frame.grid(lines), return_index=True)
    steps = np.rint(points).astype(np.int64)
    rings = np.split(steps, np.flatnonzero(np.diff(line)) + 1) if len(steps) else []
    packed: list[list[NDArray[np.int64]]] = [[] for _ in areas]
    for at, ring in zip(owner, rings, strict=True):
        packed[at].append(_moved(ring[:-1]))
    return [_packed_lines(own) for own in packed]


def road_shapes(roads: gpd.GeoDataFrame | None, frame: Frame) -> dict[str, str]:
    """Pack the main roads of the territory and its surroundings.

    Parameters
    ----------
    roads
        Road segments with their class `trida`, EPSG:5514, or None.
    frame
        The grid.

    Returns
    -------
    dict
        Packed lines by rank: "0" motorways, "1" and "2" roads of the first and second class.
    """
    if roads is None or roads.empty:
        return {}
    ranks = roads["trida"].astype(str).map(_rank).to_numpy()
    geometry = roads.geometry.to_numpy()
    packed = {}
    for rank, share in enumerate(_ROAD_CONTEXT):
        lines = shapely.clip_by_rect(geometry[ranks == rank], *frame.box(share))
        whole = shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))
        simple = frame.grid(shapely.simplify(whole, FINE_METRES * (1 + rank) * frame.width))
        drawn = [_moved(np.rint(shapely.get_coordinates(line)).astype(np.int64)) for line in simple]
        text = _packed_lines([line for line in drawn if len(line) > 1])
        if text:
            packed[str(rank)] = text
    return packed


def water_shapes(water: gpd.GeoDataFrame | None, frame: Frame) -> dict[str, str]:
    """Pack the rivers and lakes of the territory and its surroundings.

    Parameters
    ----------
    water
        The table `water`, or None.
    frame
        The grid.

    Returns
    -------
    dict
        Packed lines by what they are: "0" rivers, "1" shores of lakes. The longest rivers and the
        largest lakes come first, as many as a page bears.
    """
    if water is None or water.empty:
        return {}
    rough = 2 * FINE_METRES * frame.width
    near = shapely.clip_by_rect(long_waters(water), *frame.box(_WATER_CONTEXT))
    is_line = shapely.get_dimensions(near) == 1
    seen = np.where(is_line, shapely.length(near) > rough, shapely.area(near) > rough**2)
    near, is_line = near[seen], is_line[seen]
    round_shore = 2 * np.sqrt(np.pi * shapely.area(near))
    size = np.where(is_line, shapely.length(near), round_shore)
    ordered = near[np.argsort(-size, kind="stable")]
    simple = frame.grid(shapely.simplify(ordered, rough))
    drawn: dict[str, list[NDArray[np.int64]]] = {"0": [], "1": []}
    left = _WATER_POINTS
    for shape in simple:
        is_area = shapely.get_dimensions(shape) > 1
        parts = shapely.get_parts(shape)
        lines = shapely.get_rings(parts) if is_area else parts
        steps = [_moved(np.rint(shapely.get_coordinates(line)).astype(np.int64)) for line in lines]
        whole = [line for line in steps if len(line) > (_RING if is_area else 1)]
        left -= sum(map(len, whole))
        if left < 0:
            break
        drawn["1" if is_area else "0"] += whole
    return {kind: _packed_lines(lines) for kind, lines in drawn.items() if lines}


def _packed_arcs(topology: Topology) -> dict[str, str]:
    """Pack arcs as lines, and rings as references: 0 for the next new arc, else how far back."""
    references: list[int] = []
    new = 0
    for rings in topology.polygons:
        references.append(len(rings))
        for ring in rings:
            references.append(len(ring))
            for reference in ring:
                if reference == new:
                    references.append(0)
                    new += 1
                else:
                    index = reference if reference >= 0 else ~reference
                    references.append(1 + 2 * (new - 1 - index) + (reference < 0))
    return {"arcs": _packed_lines(topology.arcs), "rings": pack(references)}


def _packed_lines(lines: list[NDArray[np.int64]]) -> str:
    """Pack lines: the number of points, then each point as the way from the one before it.

    The first point of a line is counted from the last one of the line before.
    """
    if not lines:
        return ""
    steps = np.diff(np.concatenate(lines), axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    counts = np.array([len(line) for line in lines])
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return pack_signed(np.insert(steps.ravel(), 2 * starts, counts))


def _widened(
    bounds: tuple[float, float, float, float], share: float
) -> tuple[float, float, float, float]:
    """Widen bounds on each side by a share of their longer side."""
    west, south, east, north = bounds
    margin = share * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin


def _moved(points: NDArray[np.int64]) -> NDArray[np.int64]:
    """Leave out points that repeat the one before them."""
    if len(points) == 0:
        return points
    same = np.all(points[1:] == points[:-1], axis=1)
    kept: NDArray[np.int64] = points[np.append(True, ~same)]
    return kept


def _keys(points: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give each point of the grid a number of its own."""
    keys: NDArray[np.int64] = points[:, 0] * 2**31 + points[:, 1]
    return keys


def _rank(trida: str) -> int:
    """Give the rank of a road class, beyond the last one for roads that are left out."""
    return next((rank for words, rank in _ROAD_RANKS if words in trida), _LAST_RANK + 1)
