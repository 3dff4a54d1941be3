"""The land of a plan as sheets need it: generalised for a scale, split into what is drawn apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from gis_sluzby.cartography.waters import long_waters

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.frame import Bounds, MapFrame

#: How much of a border may be lost, millimetres on paper.
_TOLERANCE: Final = 0.13
#: Ranks of roads: motorways, first, second, third class.
ROAD_RANKS: Final = (0, 1, 2, 3)
#: Rank of a road by words of its class; other roads are left out.
_RANK_WORDS: Final = (
    ("dálnice", 0), ("rychlostní", 0), ("motorway", 0), ("trunk", 0),
    ("III. tř", 3), ("II. tř", 2), ("I. tř", 1),
    ("primary", 1), ("secondary", 2), ("tertiary", 3),
)  # fmt: skip
#: Waters shorter than this on paper are left out, millimetres; areas by their square's side.
_WATER_SEEN: Final = (4.0, 0.8)
#: Borders closer to the belt's end than this are its own, not the state's, metres.
_BELT_END: Final = 1500.0
_NOTHING: Final = shapely.Polygon()


@dataclass(frozen=True)
class Land:
    """Obce, official points and roads, EPSG:5514.

    Attributes
    ----------
    obce
        The table `obce`, those of the plan first.
    points
        x and y of each official point, rows as in `obce`.
    people
        All people of each obec; NaN beyond the plan.
    kraj_names
        Names of kraje by code.
    orp_names
        Names of the plan's ORP by code.
    roads
        Lines by rank.
    water
        Rivers as long lines, lakes as areas.
    belt
        How far the neighbours reach, metres.
    """

    obce: gpd.GeoDataFrame
    points: NDArray[np.float64]
    people: NDArray[np.float64]
    kraj_names: dict[str, str]
    orp_names: dict[str, str]
    roads: dict[int, NDArray[np.object_]]
    water: NDArray[np.object_]
    belt: float
    _simplified: dict[float, NDArray[np.object_]] = field(default_factory=dict)

    @property
    def own(self) -> NDArray[np.bool_]:
        """Tell which obce are the plan's."""
        return self.obce["in_plan"].to_numpy(dtype=bool)

    def bounds(self, mask: NDArray[np.bool_]) -> Bounds:
        """Give the bounds of some obce."""
        west, south, east, north = shapely.total_bounds(self.obce.geometry.to_numpy()[mask])
        return float(west), float(south), float(east), float(north)

    def simplified(self, scale: float) -> NDArray[np.object_]:
        """Give the borders of all obce as a scale shows them; neighbours keep a common border."""
        tolerance = _TOLERANCE * scale / 1000
        if tolerance not in self._simplified:
            whole = self.obce.geometry.to_numpy()
            self._simplified[tolerance] = shapely.coverage_simplify(whole, tolerance)
        return self._simplified[tolerance]


@dataclass(frozen=True)
class Ground:
    """What a frame shows of the land, on the sheet (millimetres).

    Attributes
    ----------
    frame
        The frame.
    shapes
        Each obec of the plan.
    inside
        What the sheet is about: the kraj, or one ORP.
    neighbours
        Obce around it.
    around
        Land around it by code: other ORP of the kraj, other kraje; what is left is abroad ("").
    obec_lines, orp_lines, outline
        Borders within it, and its own.
    kraj_lines, orp_outside, state_lines
        Borders around it.
    roads_inside, roads_outside
        Roads by rank.
    water_inside, water_outside
        Rivers as lines, lakes as areas.
    """

    frame: MapFrame
    shapes: NDArray[np.object_]
    inside: shapely.Geometry
    neighbours: NDArray[np.object_]
    around: dict[str, shapely.Geometry]
    obec_lines: shapely.Geometry
    orp_lines: shapely.Geometry
    outline: shapely.Geometry
    kraj_lines: shapely.Geometry
    orp_outside: shapely.Geometry
    state_lines: shapely.Geometry
    roads_inside: dict[int, NDArray[np.object_]]
    roads_outside: dict[int, NDArray[np.object_]]
    water_inside: NDArray[np.object_]
    water_outside: NDArray[np.object_]


def land_of(
    centre: dict[str, pd.DataFrame], roads: pd.DataFrame, people: pd.DataFrame, belt_km: float
) -> Land:
    """Collect the land of a plan.

    Parameters
    ----------
    centre
        The tables obce, obec_points, areas and water.
    roads
        Road segments with `trida`.
    people
        kod_obec and people of the obce of the plan.
    belt_km
        How far the obce around the plan reach.

    Returns
    -------
    Land
        The land, its obce in the order of their codes, those of the plan first.
    """
    obce = centre["obce"].sort_values(
        ["in_plan", "kod_obec"], ascending=[False, True], ignore_index=True
    )
    points = centre["obec_points"].set_index("kod_obec")["geometry"].reindex(obce["kod_obec"])
    places = np.full((len(obce), 2), np.nan)
    given = points.notna().to_numpy()
    places[given] = shapely.get_coordinates(points.to_numpy()[given])
    inner = shapely.get_coordinates(shapely.point_on_surface(obce.geometry.to_numpy()))
    places[~given] = inner[~given]
    counts = people.set_index("kod_obec")["people"].reindex(obce["kod_obec"]).to_numpy(float)
    areas = centre["areas"]
    names = {
        level: dict(areas.loc[areas["level"] == level, ["kod", "nazev"]].to_numpy().tolist())
        for level in ("kraj", "orp")
    }
    return Land(
        obce=obce,
        points=places,
        people=counts,
        kraj_names=names["kraj"],
        orp_names=names["orp"],
        roads=_ranked(roads),
        water=long_waters(centre["water"]),
        belt=belt_km * 1000,
    )


def ground_of(land: Land, frame: MapFrame, about: NDArray[np.bool_]) -> Ground:
    """Prepare what a frame shows.

    Parameters
    ----------
    land
        The land.
    frame
        The frame.
    about
        Which obce the sheet is about.

    Returns
    -------
    Ground
        Cut by the frame, on the sheet.
    """
    seen = shapely.intersects(land.obce.geometry.to_numpy(), shapely.box(*frame.land))
    shapes = _areas_only(frame.on_sheet(land.simplified(frame.scale)))
    kod_orp = land.obce["kod_orp"].to_numpy()
    kod_kraj = land.obce["kod_kraj"].to_numpy()
    inside = shapely.coverage_union_all(shapes[seen & about])
    outline = shapely.boundary(inside)
    every = shapely.coverage_union_all(shapes[seen])
    rim = shapely.boundary(shapely.box(*frame.box))
    around = _edges(_dissolved(shapes[seen], kod_orp[seen]))
    kraje = _edges(_dissolved(shapes[seen], kod_kraj[seen]))
    end = frame.on_sheet(np.array([_belt(land)], dtype=object))[0]
    near = shapely.difference(shapely.boundary(every), shapely.union_all([rim]).buffer(0.02))
    state = shapely.intersection(near, end) if land.belt else shapely.LineString()
    roads = {rank: frame.on_sheet(_in_view(lines, frame)) for rank, lines in land.roads.items()}
    water = frame.on_sheet(_seen_water(_in_view(land.water, frame), frame))
    shapely.prepare(inside)
    return Ground(
        frame=frame,
        shapes=shapes[land.own],
        inside=inside,
        neighbours=shapes[seen & ~about],
        around=_around(land, frame, shapes, seen, about),
        obec_lines=shapely.difference(_edges(shapes[seen & about]), outline),
        orp_lines=shapely.difference(
            _edges(_dissolved(shapes[seen & about], kod_orp[seen & about])), outline
        ),
        outline=shapely.difference(outline, rim.buffer(0.02)),
        kraj_lines=shapely.difference(kraje, outline),
        orp_outside=shapely.difference(shapely.difference(around, kraje), inside),
        state_lines=shapely.difference(state, outline),
        roads_inside={rank: shapely.intersection(lines, inside) for rank, lines in roads.items()},
        roads_outside={rank: shapely.difference(lines, inside) for rank, lines in roads.items()},
        water_inside=shapely.intersection(water, inside),
        water_outside=shapely.difference(water, inside),
    )


def _around(
    land: Land,
    frame: MapFrame,
    shapes: NDArray[np.object_],
    seen: NDArray[np.bool_],
    about: NDArray[np.bool_],
) -> dict[str, shapely.Geometry]:
    """Give the land around by code: other ORP of the plan, other kraje, "" for abroad."""
    own = land.own
    codes = np.where(own, land.obce["kod_orp"], land.obce["kod_kraj"]).astype(str)
    found = {
        str(code): shapely.coverage_union_all(shapes[seen & ~about & (codes == code)])
        for code in np.unique(codes[seen & ~about])
    }
    every = shapely.coverage_union_all(shapes[seen])
    return {**found, "": shapely.difference(shapely.box(*frame.box), every)}


def _ranked(roads: pd.DataFrame) -> dict[int, NDArray[np.object_]]:
    """Part roads by rank, each rank merged into long lines."""
    if roads.empty:
        return {}
    ranks = roads["trida"].astype(str).map(_rank).to_numpy()
    lines = np.asarray(roads["geometry"].to_numpy(), dtype=object)
    return {
        rank: shapely.get_parts(shapely.line_merge(shapely.multilinestrings(own)))
        for rank in ROAD_RANKS
        if (own := lines[(ranks == rank) & (shapely.get_type_id(lines) == 1)]).size
    }


def _rank(trida: str) -> int:
    """Give the rank of a road class, -1 for roads that are left out."""
    return next((rank for words, rank in _RANK_WORDS if words in trida), -1)


def _areas_only(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Drop lines and points, which remain of shapes that only touch the frame."""
    cleaned = geometry.copy()
    polygon = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
    for at in np.flatnonzero(~np.isin(shapely.get_type_id(geometry), polygon)):
        parts = shapely.get_parts(geometry[at])
        areas = parts[np.isin(shapely.get_type_id(parts), polygon)]
        cleaned[at] = shapely.multipolygons(shapely.get_parts(areas)) if areas.size else _NOTHING
    return cleaned


def _in_view(lines: NDArray[np.object_], frame: MapFrame) -> NDArray[np.object_]:
    """Take lines that a frame may show, generalised for its scale."""
    seen = lines[shapely.intersects(lines, shapely.box(*frame.land))]
    return shapely.simplify(seen, frame.metres(_TOLERANCE))


def _seen_water(water: NDArray[np.object_], frame: MapFrame) -> NDArray[np.object_]:
    """Take the waters that are not too small for the frame's scale."""
    length, side = (frame.metres(size) for size in _WATER_SEEN)
    is_line = shapely.get_dimensions(water) == 1
    seen = np.where(is_line, shapely.length(water) > length, shapely.area(water) > side**2)
    return water[seen]


def _dissolved(shapes: NDArray[np.object_], codes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Give the areas that shapes form by their codes."""
    names = np.unique(codes.astype(str))
    return np.array(
        [shapely.coverage_union_all(shapes[codes.astype(str) == name]) for name in names],
        dtype=object,
    )


def _edges(shapes: NDArray[np.object_]) -> shapely.Geometry:
    """Give the borders of areas, each drawn once."""
    return shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))


def _belt(land: Land) -> shapely.Geometry:
    """Give the land within which neighbours are known: borders at its end are the data's."""
    outline = shapely.simplify(shapely.coverage_union_all(land.simplified(2e6)[land.own]), 500)
    return shapely.buffer(outline, max(land.belt - _BELT_END, 1.0))
