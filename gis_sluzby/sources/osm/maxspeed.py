"""The highest speed allowed on a way, from its tags.

After the wiki of OpenStreetMap (Key:maxspeed). Where no number is tagged but the kind of limit is
(`CZ:urban`, a zone), the number is that of the law of the country named; nothing is guessed from
where the way lies.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)\s*(km/h|kmh|kph|mph|knots)?$")
_UNITS = {"mph": 1.609344, "knots": 1.852}
_ZONE = re.compile(r"^[A-Z]{2}:(?:zone:?)?(\d+)$")
_KINDS = re.compile(r"^([A-Z]{2}):([a-z_]+)$")
#: Limits that the laws of the republic and of its neighbours set by the kind of road.
_BY_LAW = {
    "urban": {"": 50.0},
    "rural": {"CZ": 90.0, "SK": 90.0, "PL": 90.0, "DE": 100.0, "AT": 100.0},
    "living_street": {"CZ": 20.0, "SK": 20.0, "PL": 20.0, "DE": 7.0},
    "pedestrian_zone": {"CZ": 20.0},
    "trunk": {"CZ": 110.0},
    "motorway": {"CZ": 130.0, "SK": 130.0, "AT": 130.0, "PL": 140.0},
    "urban_trunk": {"CZ": 80.0},
    "urban_motorway": {"CZ": 80.0},
}
_WALK = 7.0
#: What says that there is no fixed limit.
_NO_LIMIT = frozenset({"none", "signals", "variable", "DE:motorway"})
_KEYS = ("maxspeed", "maxspeed:forward", "maxspeed:backward")
#: Keys that name the kind of limit where maxspeed itself is not tagged.
_KIND_KEYS = ("maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic")
_QUICKEST = 150.0


def maxspeed_of(tags: Mapping[str, str]) -> tuple[float | None, str | None]:
    """Give the highest speed allowed on a way.

    Parameters
    ----------
    tags
        Its tags.

    Returns
    -------
    km/h, the lowest of several values; none where there is no limit or it is not known. And the
    value of maxspeed that was not understood, where there is one.
    """
    values = [
        part.strip() for key in _KEYS if key in tags for part in re.split(r"[;|,]", tags[key])
    ]
    if not values:
        kinds = [kmh for key in _KIND_KEYS if (kmh := _kmh(tags.get(key, ""))) is not None]
        return min(kinds, default=None), None
    read = {value: _kmh(value) for value in values if value not in _NO_LIMIT}
    odd = sorted(value for value, kmh in read.items() if kmh is None)
    understood = [kmh for kmh in read.values() if kmh is not None]
    return min(understood, default=None), odd[0] if odd else None


def _kmh(value: str) -> float | None:
    """Give one value in km/h; none where it is not understood or cannot be a limit."""
    number, zone, kind = _NUMBER.match(value), _ZONE.match(value), _KINDS.match(value)
    found: float | None = None
    if number:
        found = float(number[1]) * _UNITS.get(number[2], 1.0)
    elif zone:
        found = float(zone[1])
    elif kind:
        of_kind = _BY_LAW.get(kind[2], {})
        found = of_kind.get(kind[1], of_kind.get(""))
    elif value == "walk":
        found = _WALK
    return found if found is not None and 0 < found <= _QUICKEST else None
