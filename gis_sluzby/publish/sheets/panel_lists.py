"""The lists of a panel: places by number and the longest ways, as many as there is room for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from gis_sluzby.cartography import EN_DASH, PRINT, counted, nonbreaking, number
from gis_sluzby.publish.sheets.lettering import (
    Style,
    fitted,
    narrow,
    shortened,
    text_width,
    wrapped,
)
from gis_sluzby.publish.sheets.marks import draw_number
from gis_sluzby.publish.sheets.places import by_obec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.panel import Panel
    from gis_sluzby.publish.sheets.places import Place

_SECOND = PRINT.ui["ink-2"]
_NOTE = Style(5.8, colour=_SECOND)
_TABLE = Style(6.5)
#: Steps of rows of the list of places that are tried, and the letters that go with them.
_PITCHES: Final = ((4.3, 6.4), (3.7, 6.2), (3.3, 5.8), (3.0, 5.6))
_LONGEST: Final = 4
_LONGEST_ROW: Final = 3.3


def draw_lists(canvas: Canvas, x: float, y: float, width: float, low: float, panel: Panel) -> None:
    """Draw the places and the longest ways, as many as there is room for.

    Parameters
    ----------
    canvas
        The sheet.
    x, y, width, low
        The room: left end, first baseline, width and lower edge, millimetres.
    panel
        What the panel says.
    """
    room = low - y
    journeys = list(panel.journeys)[:_LONGEST]
    longest = 6.0 + _LONGEST_ROW * len(journeys) if journeys else 0.0
    found: tuple[float, float] | None = None
    if panel.places and not panel.numbered:
        panel = panel._replace(no_places=_too_many(panel))
    elif panel.places:
        for listed in (len(journeys), 3, 2, 0):
            journeys = journeys[:listed]
            longest = 6.0 + _LONGEST_ROW * len(journeys) if journeys else 0.0
            found = _pitch(len(panel.places), room - longest - 4.2)
            if found is not None:
                break
        y = _draw_places_head(canvas, x, y, width, "číslo odpovídá mapě")
        if found is None:
            _draw_by_obec(canvas, x, y, width, panel.places)
        else:
            y = _draw_places(canvas, x, y, width, panel.places, found)
    if not panel.places or not panel.numbered:
        y = _draw_places_head(canvas, x, y, width, "")
        for line in wrapped(nonbreaking(panel.no_places), width, _NOTE):
            canvas.text(x, y, line, _NOTE)
            y += 2.7
    if journeys and y + longest - 1.5 <= low:
        _draw_journeys(canvas, x, y + 1.9, width, panel._replace(journeys=journeys))


def _too_many(panel: Panel) -> str:
    """Say where the list of places is that are too many for the panel."""
    places = counted(len(panel.places), "místo", "místa", "míst")
    return f"{places}, jejich seznam je v tabulce, která leží vedle listu."


def _pitch(count: int, room: float) -> tuple[float, float] | None:
    """Give the widest step of rows that fits, and its letters; none where none does."""
    return next((pair for pair in _PITCHES if count * pair[0] <= room), None)


def _draw_places_head(canvas: Canvas, x: float, y: float, width: float, told: str) -> float:
    """Write the head of the list of places."""
    canvas.text(x, y, "Místa služby", Style(6.8, bold=True))
    canvas.text(x + width, y, told, Style(5.8, colour=_SECOND), align="right")
    return y + 4.2


def _draw_places(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    places: Sequence[Place],
    found: tuple[float, float],
) -> float:
    """Draw a row for each place."""
    pitch, size = found
    style = Style(size)
    for place in places:
        draw_number(canvas, x + 1.6, y - 0.8, min(1.55, 0.46 * pitch), place)
        text = f"{place.providers}, {place.obec}"
        own = fitted(text, width - 5, style, 5.4)
        canvas.text(x + 4.8, y, shortened(text, width - 5, own), own)
        y += pitch
    return y


def _draw_by_obec(
    canvas: Canvas, x: float, y: float, width: float, places: Sequence[Place]
) -> None:
    """List the obce and their numbers, as there is no room for rows."""
    text = " · ".join(
        f"{numbers} {obec}".replace(" ", "\u00a0") for obec, numbers in by_obec(list(places))
    )
    small = Style(5.8)
    for line in wrapped(text, width, small):
        canvas.text(x, y, line, small)
        y += 2.75


def _draw_journeys(canvas: Canvas, x: float, y: float, width: float, panel: Panel) -> None:
    """List the longest ways."""
    right, people = x + width, panel.people
    head, unit = panel.journeys_head
    middle = right - max(text_width(people, Style(6.2)), 8.0) - 2.5
    canvas.text(x, y, head, Style(6.8, bold=True))
    canvas.text(middle, y, unit, Style(6.2, colour=_SECOND), align="right")
    canvas.text(right, y, people, Style(6.2, colour=_SECOND), align="right")
    y += 3.9
    for one in panel.journeys:
        canvas.text(x, y, shortened(one.obec, middle - x - 9, _TABLE), _TABLE)
        canvas.text(middle, y, narrow(number(one.minutes, 0)), _TABLE, align="right")
        canvas.text(right, y, people_text_of(one.people), _TABLE, align="right")
        y += _LONGEST_ROW


def people_text_of(people: float) -> str:
    """Write a count of people; shares of age groups make it a part, which is rounded.

    Parameters
    ----------
    people
        How many; NaN where that is not told.

    Returns
    -------
    str
        A whole number.
    """
    return EN_DASH if math.isnan(people) else narrow(number(people, 0))
