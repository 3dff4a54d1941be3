"""The lists of a panel: places by number and the longest ways, as many as there is room for."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, Final

from gis_sluzby.cartography import EN_DASH, NBSP, PRINT, counted, nonbreaking, number
from gis_sluzby.publish.sheets.lettering import (
    Style,
    fitted,
    narrow,
    running,
    shortened,
    text_width,
    wrapped,
)
from gis_sluzby.publish.sheets.marks import draw_number
from gis_sluzby.publish.sheets.places import by_obec, place_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.panel import Panel
    from gis_sluzby.publish.sheets.places import Place

_SECOND = PRINT.ui["ink-2"]
_NOTE = Style(5.8, colour=_SECOND)
_TABLE = Style(6.5)
#: Steps of rows of the list of places that are tried, and the letters that go with them.
_PITCHES: Final = ((4.3, 6.4), (3.7, 6.2), (3.3, 5.8), (3.0, 5.6), (2.75, 5.5))
#: Height of a line as a share of its letters' size (mm per pt), and the smallest letters.
_LINE, _LEAST = 0.41, 5.5
#: Where names of places begin; the head of the list.
_INDENT, _HEAD_ROOM = 4.8, 4.2
#: The list as running text.
_SMALL, _SMALL_STEP = Style(5.8), 2.6
_LONGEST: Final = 4
_FEWER: Final = (3, 2)
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
    room = low - y - _HEAD_ROOM
    journeys = list(panel.journeys)[:_LONGEST]
    told = _listed(panel.places, width, room) if panel.numbered else []
    if panel.places and panel.numbered:
        y = _draw_head(canvas, x, y, width, "číslo odpovídá mapě")
        for listed in dict.fromkeys((len(journeys), *_FEWER, 0)):
            found = _pitch(panel.places, width, room - _journeys_room(listed))
            if found is not None:
                journeys = journeys[:listed]
                y = _draw_places(canvas, x, y, width, panel.places, found)
                break
        else:
            for indent, head, text in told:
                canvas.text(x, y, head, _SMALL._replace(bold=True)) if head else None
                canvas.text(x + indent, y, text, _SMALL)
                y += _SMALL_STEP
            y += 1.4
    else:
        y = _draw_head(canvas, x, y, width, "")
        for line in wrapped(nonbreaking(_absent(panel)), width, _NOTE):
            canvas.text(x, y, line, _NOTE)
            y += 2.7
    if journeys and y + _journeys_room(len(journeys)) - 1.5 <= low:
        _draw_journeys(canvas, x, y + 1.9, width, panel._replace(journeys=journeys))


def _journeys_room(count: int) -> float:
    """Give the height of the list of longest ways."""
    return 6.0 + _LONGEST_ROW * count if count else 0.0


def _absent(panel: Panel) -> str:
    """Say why no places are listed: there are none, or too many."""
    if not panel.places:
        return panel.no_places
    places = counted(len(panel.places), "místo", "místa", "míst")
    return f"{places}, jejich seznam je v tabulce, která leží vedle listu."


def _listed(places: Sequence[Place], width: float, room: float) -> list[tuple[float, str, str]]:
    """Give the places as running text: indent, head and text of each line.

    Obce with their places; where even that is too long, the numbers alone.
    """
    lines: list[tuple[float, str, str]] = []
    strong = _SMALL._replace(bold=True)
    for obec, own in groupby(places, key=lambda place: place.obec):
        head = obec.replace(" ", NBSP)
        indent = text_width(f"{head} ", strong) + 0.4
        text = f"{NBSP}· ".join(f"{one.number}{NBSP}{one.providers}" for one in own)
        text = nonbreaking(text)
        first, *_ = wrapped(text, width - indent, _SMALL)
        rest = text[len(first) :].lstrip(" ")
        rows = [first, *(wrapped(rest, width, _SMALL) if rest else ())]
        rows = [row.removesuffix(f"{NBSP}·") for row in rows]
        lines += [(indent, head, rows[0]), *((0.0, "", row) for row in rows[1:])]
    if len(lines) * _SMALL_STEP <= room:
        return lines
    items = [f"{numbers} {obec}" for obec, numbers in by_obec(list(places))]
    return [(0.0, "", line) for line in running(items, width, _SMALL)]


def _pitch(
    places: Sequence[Place], width: float, room: float
) -> tuple[float, float, list[list[str]]] | None:
    """Give the widest step of rows that fits, its letters and the lines of each place."""
    for pitch, size in _PITCHES:
        rows = [_lines(place, width, Style(size)) for place in places]
        further = sum(len(lines) - 1 for lines in rows)
        if len(rows) * pitch + further * _LINE * size <= room:
            return pitch, size, rows
    return None


def _lines(place: Place, width: float, style: Style) -> list[str]:
    """Give the name of a place in one line, or in two."""
    text, room = nonbreaking(place_text(place)), width - _INDENT
    if text_width(text, fitted(text, room, style, _LEAST)) <= room:
        return [text]
    first, *rest = wrapped(text, room, style)
    return [first, shortened(" ".join(rest), room, style)] if rest else [first]


def _draw_head(canvas: Canvas, x: float, y: float, width: float, told: str) -> float:
    """Write the head of the list of places."""
    canvas.text(x, y, "Místa služby", Style(6.8, bold=True))
    canvas.text(x + width, y, told, Style(5.8, colour=_SECOND), align="right")
    return y + _HEAD_ROOM


def _draw_places(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    places: Sequence[Place],
    found: tuple[float, float, list[list[str]]],
) -> float:
    """Draw a row for each place."""
    pitch, size, rows = found
    style = Style(size)
    for place, lines in zip(places, rows, strict=True):
        draw_number(canvas, x + 1.6, y - 0.8, min(1.55, 0.4 * pitch), place)
        for at, line in enumerate(lines):
            own = fitted(line, width - _INDENT, style, _LEAST)
            canvas.text(x + _INDENT, y + at * _LINE * size, line, own)
        y += pitch + (len(lines) - 1) * _LINE * size
    return y


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
        canvas.text(middle, y, narrow(one.said), _TABLE, align="right")
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
