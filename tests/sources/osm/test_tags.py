"""Who may use a way, which way round, and how fast."""

from __future__ import annotations

import pytest

from gis_sluzby.plan.speeds import SPEEDS, Mode
from gis_sluzby.sources.osm.maxspeed import maxspeed_of
from gis_sluzby.sources.osm.tags import class_of, is_open, joins, oneway_of, stops


def tags(text: str) -> dict[str, str]:
    """Read tags written as `key=value key=value`."""
    return dict(pair.split("=", 1) for pair in text.split())


def modes(text: str) -> str:
    """Give the first letters of the modes that may use a way."""
    read = tags(text)
    trida = class_of(read)
    assert trida is not None
    return "".join(
        mode[0] for mode in SPEEDS if trida in SPEEDS[mode] and is_open(read, trida, mode)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("highway=residential", "cfb"),
        ("highway=motorway", "c"),
        ("highway=trunk", "c"),
        ("highway=trunk foot=yes bicycle=yes", "cfb"),
        ("highway=primary motorroad=yes", "c"),
        ("highway=footway", "f"),
        ("highway=footway bicycle=yes", "fb"),
        ("highway=footway access=yes", "f"),
        ("highway=path", "fb"),
        ("highway=path bicycle=no", "f"),
        ("highway=cycleway", "fb"),
        ("highway=cycleway foot=no", "b"),
        ("highway=steps", "f"),
        ("highway=steps bicycle=yes", "f"),
        ("highway=pedestrian", "f"),
        ("highway=track", "fb"),
        ("highway=track motor_vehicle=yes", "cfb"),
        ("highway=track vehicle=yes", "fb"),
        ("highway=track tracktype=grade1 motorcar=destination", "cfb"),
        ("highway=service", "cfb"),
        ("highway=service service=driveway access=private", ""),
        ("highway=service service=parking_aisle", "cfb"),
        ("highway=service service=emergency_access", "fb"),
        ("highway=service access=customers", "cfb"),
        ("highway=residential access=destination", "cfb"),
        ("highway=residential vehicle=no", "f"),
        ("highway=residential vehicle=no bicycle=yes", "fb"),
        ("highway=residential motor_vehicle=agricultural;forestry", "fb"),
        ("highway=residential motor_vehicle=agricultural;destination", "cfb"),
        ("highway=residential motor_vehicle=no motorcar=yes", "cfb"),
        ("highway=residential access=no motor_vehicle=permissive", "c"),
        ("highway=residential access=no foot=yes", "f"),
        ("highway=residential bicycle=use_sidepath", "cf"),
        ("highway=service area=yes", "f"),
        ("highway=construction", ""),
        ("route=ferry", "f"),
        ("route=ferry motor_vehicle=yes bicycle=yes", "cfb"),
        ("route=ferry foot=no motorcar=yes", "c"),
    ],
)
def test_who_may_use_a_way(text: str, expected: str) -> None:
    assert modes(text) == expected


def test_a_way_that_is_no_road_has_no_class() -> None:
    assert class_of({"route": "hiking"}) is None
    assert class_of({"barrier": "fence"}) is None


@pytest.mark.parametrize(
    ("text", "car", "bike"),
    [
        ("highway=residential", 0, 0),
        ("highway=residential oneway=yes", 1, 1),
        ("highway=residential oneway=1", 1, 1),
        ("highway=residential oneway=-1", -1, -1),
        ("highway=residential oneway=reverse", -1, -1),
        ("highway=residential oneway=no", 0, 0),
        ("highway=residential oneway=reversible", 0, 0),
        ("highway=residential oneway=yes oneway:bicycle=no", 1, 0),
        ("highway=residential oneway=yes cycleway=opposite_lane", 1, 0),
        ("highway=residential oneway=yes cycleway:left=opposite", 1, 0),
        ("highway=residential oneway=no oneway:motor_vehicle=yes", 1, 0),
        ("highway=residential junction=roundabout", 1, 1),
        ("highway=residential junction=circular", 1, 1),
        ("highway=residential junction=roundabout oneway=-1", -1, -1),
        ("highway=motorway", 1, 1),
        ("highway=motorway oneway=no", 0, 0),
        ("highway=motorway_link", 0, 0),
    ],
)
def test_which_way_round(text: str, car: int, bike: int) -> None:
    assert (oneway_of(tags(text), "car"), oneway_of(tags(text), "bike")) == (car, bike)


def test_walkers_go_both_ways_unless_it_is_they_who_may_not() -> None:
    assert oneway_of(tags("highway=residential oneway=yes junction=roundabout"), "foot") == 0
    assert oneway_of(tags("highway=footway oneway:foot=yes"), "foot") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("barrier=gate", ""),
        ("barrier=gate access=private", "cfb"),
        ("barrier=lift_gate motor_vehicle=no", "c"),
        ("barrier=bollard", "c"),
        ("barrier=bollard motor_vehicle=yes", ""),
        ("barrier=stile", "cb"),
        ("barrier=cycle_barrier", "c"),
        ("barrier=toll_booth", ""),
    ],
)
def test_whom_a_barrier_stops(text: str, expected: str) -> None:
    assert "".join(mode[0] for mode in SPEEDS if stops(tags(text), mode)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("highway=residential", True),
        ("highway=service service=driveway", True),
        ("highway=motorway", False),
        ("highway=motorway_link", False),
        ("highway=primary motorroad=yes", False),
        ("highway=primary tunnel=yes", False),
        ("highway=primary tunnel=no", True),
        ("highway=service tunnel=building_passage", True),
        ("highway=primary bridge=yes", True),
        ("route=ferry", False),
    ],
)
def test_where_places_have_access(text: str, *, expected: bool) -> None:
    read = tags(text)
    assert joins(read, str(class_of(read))) == expected


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("maxspeed=50", 50),
        ("maxspeed=30.5", 30.5),
        ("maxspeed=30+mph", 48.28032),
        ("maxspeed=30+km/h", 30),
        ("maxspeed=10+knots", 18.52),
        ("maxspeed=50;30", 30),
        ("maxspeed=70|50", 50),
        ("maxspeed=walk", 7),
        ("maxspeed=none", None),
        ("maxspeed=signals", None),
        ("maxspeed=CZ:urban", 50),
        ("maxspeed=AT:urban", 50),
        ("maxspeed=CZ:rural", 90),
        ("maxspeed=DE:rural", 100),
        ("maxspeed=CZ:motorway", 130),
        ("maxspeed=DE:motorway", None),
        ("maxspeed=CZ:living_street", 20),
        ("maxspeed=DE:zone30", 30),
        ("maxspeed=DE:zone:20", 20),
        ("maxspeed=CZ:30", 30),
        ("maxspeed:forward=50 maxspeed:backward=30", 30),
        ("source:maxspeed=CZ:urban", 50),
        ("maxspeed:type=sign", None),
        ("zone:maxspeed=CZ:30 source:maxspeed=CZ:urban", 30),
        ("maxspeed=90 source:maxspeed=CZ:urban", 90),
        ("highway=residential", None),
    ],
)
def test_highest_speeds(text: str, kmh: float | None) -> None:
    assert maxspeed_of({key: value.replace("+", " ") for key, value in tags(text).items()}) == (
        kmh,
        None,
    )


@pytest.mark.parametrize("value", ["fast", "0", "500", "XX:rural", "50 kmph", "-30", "default"])
def test_a_highest_speed_that_is_not_understood_is_told(value: str) -> None:
    assert maxspeed_of({"maxspeed": value}) == (None, value)


def test_what_is_understood_counts_beside_what_is_not() -> None:
    assert maxspeed_of({"maxspeed": "fixme; 50"}) == (50, "fixme")


@pytest.mark.parametrize("mode", SPEEDS)
def test_every_class_of_a_mode_has_a_speed_that_it_can_do(mode: Mode) -> None:
    quickest = {"car": 110, "foot": 10, "bike": 15}[mode]
    assert all(0 < kmh <= quickest for kmh in SPEEDS[mode].values())
