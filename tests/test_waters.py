"""Waters as maps draw them."""

from __future__ import annotations

import geopandas as gpd
import shapely

from gis_sluzby.cartography.waters import long_waters
from gis_sluzby.tables import empty

POND = shapely.box(0, 0, 1, 1)


def line(*places: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(places)


def test_pieces_of_one_name_are_one_river_and_the_rest_stays_by_itself() -> None:
    water = gpd.GeoDataFrame(
        {
            "id": list("abcdef"),
            "nazev": ["Teplá", None, "Teplá", None, "Teplá", "Teplá"],
        },
        geometry=[
            line((0, 0), (1, 0)),
            line((5, 5), (6, 5)),
            line((1, 0), (2, 0)),
            line((6, 5), (7, 5)),
            line((8, 0), (9, 0)),
            POND,
        ],
    )
    joined = long_waters(water)
    assert sorted(shapely.length(joined[:-1])) == [1.0, 1.0, 3.0]
    longest = max(joined[:-1], key=shapely.length)
    assert shapely.get_num_geometries(longest) == 2
    assert joined[-1].equals(POND)


def test_no_water_gives_nothing() -> None:
    assert long_waters(empty("water")).size == 0
