"""Speeds by mode and class of road in km/h, where the plan states none (design section 6).

They are means of a whole way, not the limits on signs. Classes are those of ArcČR and, in English,
the values of the key highway in OpenStreetMap. A class that a mode's table lacks is closed to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Mode = Literal["car", "foot", "bike"]
#: Ways whose minutes come from a table that somebody else computed.
MatrixMode = Literal["transit", "matrix"]

#: Speeds of a car by the classes of Czech road layers.
KMH = {
    "dálnice": 110.0,
    "rychlostní silnice": 100.0,
    "silnice I. třídy": 70.0,
    "silnice II. třídy": 55.0,
    "silnice III. třídy": 45.0,
    "neevidovaná silnice": 40.0,
}
#: What people on foot and on bicycles may use of them.
_SLOW_ROADS = tuple(name for name in KMH if name not in ("dálnice", "rychlostní silnice"))
#: Speeds by the classes of OpenStreetMap; 0 where a mode may not go.
_OSM = (
    # class            car  foot  bike
    ("motorway", 110.0, 0.0, 0.0),
    ("motorway_link", 60.0, 0.0, 0.0),
    ("trunk", 80.0, 5.0, 15.0),
    ("trunk_link", 50.0, 5.0, 15.0),
    ("primary", 70.0, 5.0, 15.0),
    ("primary_link", 50.0, 5.0, 15.0),
    ("secondary", 55.0, 5.0, 15.0),
    ("secondary_link", 45.0, 5.0, 15.0),
    ("tertiary", 45.0, 5.0, 15.0),
    ("tertiary_link", 40.0, 5.0, 15.0),
    ("unclassified", 40.0, 5.0, 15.0),
    ("residential", 30.0, 5.0, 15.0),
    ("road", 30.0, 5.0, 15.0),
    ("living_street", 15.0, 5.0, 12.0),
    ("service", 15.0, 5.0, 12.0),
    ("track", 15.0, 5.0, 12.0),
    ("cycleway", 0.0, 5.0, 15.0),
    ("pedestrian", 10.0, 5.0, 8.0),
    ("footway", 0.0, 5.0, 8.0),
    ("path", 0.0, 5.0, 10.0),
    ("bridleway", 0.0, 5.0, 8.0),
    ("steps", 0.0, 2.5, 0.0),
    ("ferry", 10.0, 10.0, 10.0),
)
#: Speeds by mode and class.
SPEEDS: Mapping[Mode, Mapping[str, float]] = {
    "car": {**KMH, **{name: car for name, car, _, _ in _OSM if car}},
    "foot": {
        **dict.fromkeys(_SLOW_ROADS, 5.0),
        **{name: foot for name, _, foot, _ in _OSM if foot},
    },
    "bike": {
        **dict.fromkeys(_SLOW_ROADS, 15.0),
        **{name: bike for name, _, _, bike in _OSM if bike},
    },
}
#: The straight leg to the network is no quicker than this.
LEG_LIMITS: Mapping[Mode, float] = {"car": float("inf"), "foot": 5.0, "bike": 10.0}


def is_known(trida: str) -> bool:
    """Tell whether a class has a speed for some mode: for the others it is closed.

    Parameters
    ----------
    trida
        Class of a road.

    Returns
    -------
    Whether the program knows it.

    Examples
    --------
    >>> is_known("steps"), is_known("silnice")
    (True, False)
    """
    return any(trida in speeds for speeds in SPEEDS.values())
