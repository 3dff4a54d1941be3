"""Classes, colours, patterns, Czech numbers and Czech order: one source for page, sheet and layer.

The scale, decided once: hue says on which side of the limit an obec lies, lightness says how far.
Near is light, far is dark; beyond the limit the colour is warm (and hatched on the page). The upper
edge belongs to its class, and minutes are shown rounded up (a begun minute counts whole), so a
shown number never contradicts its class or its limit.
"""

from __future__ import annotations

from gis_sluzby.cartography.border import border_note
from gis_sluzby.cartography.classes import (
    PROVIDER_CLASSES,
    UNLIMITED_EDGES,
    MinuteClasses,
    class_index,
    class_labels,
    joined_classes,
    minute_classes,
    shown_minutes,
    spoken_labels,
)
from gis_sluzby.cartography.czech import (
    EN_DASH,
    NBSP,
    NO_VALUE,
    counted,
    czech_sorted,
    nonbreaking,
    number,
    percent,
    plural,
)
from gis_sluzby.cartography.palette import DARK, LIGHT, PATTERNS, Palette, Pattern
from gis_sluzby.cartography.people import (
    NO_PEOPLE,
    PEOPLE_COLOURS,
    PEOPLE_EDGES,
    people_labels,
)
from gis_sluzby.cartography.printing import PRINT
from gis_sluzby.cartography.shares import SHARE_EDGES, share_colours, share_index, share_labels

__all__ = [
    "DARK",
    "EN_DASH",
    "LIGHT",
    "NBSP",
    "NO_PEOPLE",
    "NO_VALUE",
    "PATTERNS",
    "PEOPLE_COLOURS",
    "PEOPLE_EDGES",
    "PRINT",
    "PROVIDER_CLASSES",
    "SHARE_EDGES",
    "UNLIMITED_EDGES",
    "MinuteClasses",
    "Palette",
    "Pattern",
    "border_note",
    "class_index",
    "class_labels",
    "counted",
    "czech_sorted",
    "joined_classes",
    "minute_classes",
    "nonbreaking",
    "number",
    "people_labels",
    "percent",
    "plural",
    "share_colours",
    "share_index",
    "share_labels",
    "shown_minutes",
    "spoken_labels",
]
