"""Islands: what points do not join because no way leads on, or none back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis_sluzby.reach.findings import told_islands
from gis_sluzby.reach.islands import ISLAND_SHARE, without_islands
from gis_sluzby.reach.joints import join
from tests.reach.directed import network
from tests.reach.made import metres

if TYPE_CHECKING:
    from gis_sluzby.reach.network import Edges

#: Two squares that meet at kilometre 2, where islands lie.
OBCE = gpd.GeoDataFrame(
    {"kod_obec": ["2", "1"], "nazev": ["Cheb", "Aš"]},
    geometry=[shapely.box(*metres((x, 4.0)), *metres((x + 2, 6.0))) for x in (2.0, 0.0)],
)
MAIN = ("silnice", ((0.0, 0.0), (10.0, 0.0)))


def joins(edges: Edges) -> dict[float, bool]:
    """Tell by length in kilometres whether points may join an edge."""
    lengths = (shapely.length(edges.lines) / 1000).round(3).tolist()
    return dict(zip(lengths, edges.usable.tolist(), strict=True))


def test_a_small_part_apart_is_an_island() -> None:
    size = 10 * ISLAND_SHARE
    small = ("silnice", ((0.0, 1.0), (size * 0.9, 1.0)))
    large = ("silnice", ((0.0, 2.0), (size * 1.1, 2.0)))
    edges, islands = without_islands(network([MAIN, small, large]))
    assert joins(edges) == {10: True, size * 0.9: False, size * 1.1: True}
    assert islands.metres == pytest.approx(size * 900)
    assert islands.parts == 1


def test_a_point_beside_an_island_joins_the_network_farther_away() -> None:
    small = ("silnice", ((5.0, 1.0), (5.1, 1.0)))
    edges, _ = without_islands(network([MAIN, small]))
    joints = join(edges, np.array([shapely.Point(metres((5.05, 1.0)))]))
    assert joints.leg_metres[0] == pytest.approx(1000)


def test_the_end_of_a_one_way_road_is_an_island() -> None:
    out = ("silnice", ((10.0, 0.0), (12.0, 0.0)))
    into = ("silnice", ((-3.0, 0.0), (0.0, 0.0)))
    edges, islands = without_islands(network([MAIN, out, into], oneway=[0, 1, 1]))
    assert joins(edges) == {10: True, 2: False, 3: False}
    assert (len(islands.edges), islands.parts) == (2, 0)


def test_a_one_way_ring_with_the_network_is_none() -> None:
    ring = ("silnice", ((10.0, 0.0), (10.1, 0.1), (10.2, 0.0), (10.0, 0.0)))
    edges, islands = without_islands(network([MAIN, ring], oneway=[0, 1]))
    assert edges.usable.all()
    assert told_islands(islands, edges, OBCE) == []


def test_what_nothing_could_join_anyway_is_not_told() -> None:
    motorway = ("dálnice", ((0.0, 1.0), (0.1, 1.0)))
    edges, islands = without_islands(network([MAIN, motorway]))
    assert told_islands(islands, edges, OBCE) == []


def test_islands_are_told_with_their_length_and_obce() -> None:
    small = [("silnice", ((float(x), 5.0), (x + 0.4, 5.0))) for x in range(4)]
    edges, islands = without_islands(network([MAIN, *small]))
    (told,) = told_islands(islands, edges, OBCE)
    assert (told["rule"], told["severity"], told["table"]) == ("road_islands", "info", "roads")
    assert told["found"].replace("\N{NO-BREAK SPACE}", " ") == (
        "úseků, ze kterých nebo na které nevede cesta: 4, dohromady 2 km; obce: Aš, Cheb"
    )
    (nowhere,) = told_islands(islands, edges, OBCE.iloc[:0])
    assert nowhere["found"].endswith("2\N{NO-BREAK SPACE}km")


def test_no_road_has_no_island() -> None:
    edges, islands = without_islands(network([("pěšina", MAIN[1])]))
    assert len(edges.lines) == 0
    assert told_islands(islands, edges, OBCE) == []
