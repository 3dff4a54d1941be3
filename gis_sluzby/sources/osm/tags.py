"""Tags of OpenStreetMap: who may use a way, and which way round.

After the wiki of OpenStreetMap (Key:access, Key:oneway, Tag:barrier): the most specific key of a
mode decides. A way for inhabitants, deliveries or forestry is closed, since a visitor may not
use it; one that leads only to its own houses (`destination`, `customers`) is open like any other.
Limits on hours, weight or height and restrictions on turns are not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan.speeds import Mode

    Tags = Mapping[str, str]

#: The class of ways with route=ferry.
FERRY = "ferry"
#: The class of ways to houses, through yards and car parks.
SERVICE = "service"
#: Keys that say who may go, the most specific first.
_ACCESS: Mapping[Mode, tuple[str, ...]] = {
    "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
    "bike": ("bicycle", "vehicle", "access"),
    "foot": ("foot", "access"),
}
#: How many of these keys speak of the mode itself and so open what is closed to it by default.
_OWN: Mapping[Mode, int] = {"car": 2, "bike": 1, "foot": 1}
_CLOSED = {
    *("no", "private", "agricultural", "forestry", "emergency", "military", "psv", "bus", "taxi"),
    *("delivery", "employees", "staff", "permit", "residents", "restricted"),
    *("use_sidepath", "dismount"),
}
#: Classes that are closed to a mode unless its own key says otherwise.
_CLOSED_CLASSES: Mapping[Mode, set[str]] = {
    "car": {"track", "pedestrian", FERRY},
    "bike": {"trunk", "trunk_link", "pedestrian", "footway", "bridleway", FERRY},
    "foot": {"trunk", "trunk_link"},
}
_FEET_ONLY = {"stile", "kissing_gate", "turnstile", "full-height_turnstile", "fence", "wall"}
#: Barriers that stop a mode unless its own key says otherwise.
_STOPS: Mapping[Mode, set[str]] = {
    "car": {
        *("bollard", "block", "jersey_barrier", "log", "debris", "chain", "ditch", "hedge"),
        *("cycle_barrier", "motorcycle_barrier", "horse_stile", *_FEET_ONLY),
    },
    "bike": _FEET_ONLY,
    "foot": set(),
}
_FORWARD = {"yes", "true", "1"}
_BACKWARD = {"-1", "reverse"}
_ONEWAY: Mapping[Mode, tuple[str, ...]] = {
    "car": ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"),
    "bike": ("oneway:bicycle", "oneway:vehicle", "oneway"),
    "foot": ("oneway:foot",),
}
_ROUND = {"roundabout", "circular"}
_LANES = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
_NO_JOINT = {"motorway", "motorway_link", FERRY}


def class_of(tags: Tags) -> str | None:
    """Give the class of a way.

    Parameters
    ----------
    tags
        Its tags.

    Returns
    -------
    The value of highway, or ferry; none where the way is neither.
    """
    if "highway" in tags:
        return tags["highway"]
    return FERRY if tags.get("route") == "ferry" else None


def is_open(tags: Tags, trida: str, mode: Mode) -> bool:
    """Tell whether a mode may use a way.

    Parameters
    ----------
    tags
        Tags of the way.
    trida
        Its class.
    mode
        How one goes.

    Returns
    -------
    Whether it may.
    """
    if tags.get("area") == "yes" and mode != "foot":
        return False  # its outline is no way
    if tags.get("service") == "emergency_access" and mode == "car":
        return False
    closed = trida in _CLOSED_CLASSES[mode] or (tags.get("motorroad") == "yes" and mode != "car")
    return _allowed(tags, mode, otherwise=not closed)


def stops(tags: Tags, mode: Mode) -> bool:
    """Tell whether a barrier on a way stops a mode.

    Parameters
    ----------
    tags
        Tags of the node.
    mode
        How one goes.

    Returns
    -------
    Whether it does. A gate does only where its tags close it.
    """
    return not _allowed(tags, mode, otherwise=tags.get("barrier") not in _STOPS[mode])


def oneway_of(tags: Tags, mode: Mode) -> int:
    """Give the direction in which a mode may use a way.

    Parameters
    ----------
    tags
        Tags of the way.
    mode
        How one goes.

    Returns
    -------
    1 along the way, −1 against it, 0 both ways. Roundabouts and motorways are one-way unless a
    tag says otherwise.
    """
    if mode == "bike" and any(tags.get(key, "").startswith("opposite") for key in _LANES):
        return 0
    said = next((tags[key] for key in _ONEWAY[mode] if key in tags), None)
    if said is not None:
        return 1 if said in _FORWARD else -1 if said in _BACKWARD else 0
    implied = tags.get("junction") in _ROUND or tags.get("highway") == "motorway"
    return int(implied and mode != "foot")


def joins(tags: Tags, trida: str) -> bool:
    """Tell whether a place beside a way has access to it.

    Parameters
    ----------
    tags
        Tags of the way.
    trida
        Its class.

    Returns
    -------
    Not from motorways, roads for motor vehicles only, ferries and tunnels.
    """
    tunnel = tags.get("tunnel", "no") not in ("no", "building_passage")
    return not (trida in _NO_JOINT or tags.get("motorroad") == "yes" or tunnel)


def _allowed(tags: Tags, mode: Mode, *, otherwise: bool) -> bool:
    """Ask the keys of a mode, the most specific first; general ones open nothing."""
    for number, key in enumerate(_ACCESS[mode]):
        if key in tags:
            values = {value.strip() for value in tags[key].split(";")}
            return not values <= _CLOSED and (otherwise or number < _OWN[mode])
    return otherwise
