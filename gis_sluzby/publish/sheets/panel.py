"""The panel beside the map of a kind: the figure, the legend with counts, places, the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gis_sluzby.cartography import (
    PRINT,
    nonbreaking,
    number,
    plural,
)
from gis_sluzby.publish.sheets.furniture import draw_north, draw_scale
from gis_sluzby.publish.sheets.lettering import (
    Style,
    fitted,
    narrow,
    shortened,
    text_width,
    wrapped,
)
from gis_sluzby.publish.sheets.lines_key import draw_lines_key
from gis_sluzby.publish.sheets.marks import SWATCH, draw_swatch
from gis_sluzby.publish.sheets.panel_lists import draw_lists, people_text_of
from gis_sluzby.publish.sheets.paths import segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.frame import MapFrame
    from gis_sluzby.publish.sheets.places import Place
    from gis_sluzby.publish.sheets.scheme import Scheme

_INK, _SECOND, _FAINT = PRINT.ui["ink"], PRINT.ui["ink-2"], PRINT.ui["faint"]
_RULE = PRINT.ui["rule"]
_HEAD = Style(7.5, bold=True)
_TEXT = Style(6.8)
_NOTE = Style(5.8, colour=_SECOND)
_ROW: Final = 4.9
#: What the arrow beside the scale takes.
_ARROW_ROOM: Final = 18.0


class Count(NamedTuple):
    """How many obce and people are in a class."""

    obce: int
    people: float


class Key(NamedTuple):
    """The figure at the head of a panel.

    Parameters
    ----------
    figure
        E.g. "95,7 %".
    good
        Whether the standard is met; none where nothing is judged.
    lines
        What the figure says.
    warning
        Who is left out; empty where nobody is.
    """

    figure: str
    good: bool | None
    lines: str
    warning: str


class Journey(NamedTuple):
    """A long way to the nearest service, or what else is worth a row: name, figure, people."""

    obec: str
    said: str
    people: float


class Panel(NamedTuple):
    """All that a panel says.

    Parameters
    ----------
    key
        The figure.
    scheme
        The classes.
    counts
        Obce and people of each class.
    people
        Who is counted, for the head of the column.
    note
        Under the legend.
    places
        Places by number, and what stands where there are none.
    numbered
        Whether the numbers stand on the map.
    no_places
        What is said where there are no places.
    journeys
        The longest ways, or what else is listed with a number.
    journeys_head
        Head of that list and of its number.
    water
        Whether the map has rivers or lakes.
    """

    key: Key
    scheme: Scheme
    counts: dict[str, Count]
    people: str
    note: str
    places: Sequence[Place]
    numbered: bool
    no_places: str
    journeys: Sequence[Journey]
    journeys_head: tuple[str, str] = ("Nejdelší cesta", "minut")
    water: bool = False


def draw_panel(
    canvas: Canvas, frame: MapFrame, x: float, top: float, width: float, panel: Panel
) -> None:
    """Draw the panel of a kind.

    Parameters
    ----------
    canvas
        The sheet.
    frame
        The map beside it; both end at the same height.
    x, top, width
        Where the panel stands.
    panel
        What it says.
    """
    right, low = x + width, frame.y + frame.height
    canvas.line(segments((x, top, right, top)), _INK, 1.0, cap="butt")
    y = _draw_key(canvas, x, top, width, panel.key)
    y = _draw_legend(canvas, x, y + 4.4, width, panel)
    draw_scale(canvas, frame, x + 0.8, low - 5.6, bar=(30.0, width - _ARROW_ROOM))
    draw_north(canvas, frame, right - 4.2, low - 9.5)
    foot = low - 36.5
    draw_lines_key(canvas, x, foot, width, _usual_fill(panel), water=panel.water)
    draw_lists(canvas, x, y + 5.0, width, foot - 4.2, panel)


def _usual_fill(panel: Panel) -> str:
    """Give a colour as most obce have it, or their pattern."""
    none = Count(0, 0.0)
    most = max(panel.scheme.rows, key=lambda row: panel.counts.get(row.key, none).obce)
    # One teal in the whole series; a warm one would look like a class that is meant.
    plain = most.fill.startswith("#") and most.fill not in PRINT.unlimited
    return PRINT.ramp[1] if plain else most.fill


def _draw_key(canvas: Canvas, x: float, y: float, width: float, key: Key) -> float:
    """Draw the figure and what it says."""
    colours = {True: PRINT.ui["within-ink"], False: PRINT.ui["beyond-ink"], None: _SECOND}
    style = Style(18.5, bold=True, colour=colours[key.good])
    y += 8.6
    canvas.text(x, y, narrow(key.figure), fitted(key.figure, width, style, 11), name="figure")
    y += 4.2
    for line in wrapped(narrow(nonbreaking(key.lines)), width, Style(6.6)):
        canvas.text(x, y, line, Style(6.6))
        y += 2.95
    strong = Style(6.6, bold=True, colour=PRINT.ui["beyond-ink"])
    for line in wrapped(narrow(nonbreaking(key.warning)), width, strong) if key.warning else ():
        canvas.text(x, y, line, strong)
        y += 2.95
    return y - 2.95


def _draw_legend(canvas: Canvas, x: float, y: float, width: float, panel: Panel) -> float:
    """Draw the rows of the legend with their counts."""
    right = x + width
    canvas.text(x, y + 1.6, "LEGENDA", _HEAD, name="legend")
    canvas.line(segments((x, y + 3.4, right, y + 3.4)), _RULE, 0.4)
    y += 7.2
    heads = (("obcí", right - _people_room(panel) - 2.5), (panel.people, right))
    title = fitted(panel.scheme.title, heads[0][1] - x - 7.5, Style(6.8, bold=True), 5.4)
    canvas.text(x, y, panel.scheme.title, title)
    for text, at in heads:
        canvas.text(at, y, narrow(text), Style(6.2, colour=_SECOND), align="right")
    y += 1.7
    for row in panel.scheme.rows:
        count = panel.counts.get(row.key, Count(0, 0.0))
        if row.rare and not count.obce:
            continue
        if row.key == panel.scheme.beyond:
            y = _draw_limit(canvas, x, y, right, panel.scheme.limit)
        elif row.key in {"out_of_range", "no_data"}:
            y += 0.9
        draw_swatch(canvas, x, y, row)
        colour = _INK if count.obce else _FAINT
        middle = y + SWATCH[1] / 2 + 0.85
        mark = "*" if row.key == "not_applicable" and panel.note else ""
        label = narrow(row.label) + mark
        room = heads[0][1] - x - 10 - text_width(number(count.obce), _TEXT) - 1
        style = fitted(label, room, Style(6.8, colour=colour), 5.4)
        canvas.text(x + 10, middle, shortened(label, room, style), style)
        plain = Style(6.8, colour=colour)
        canvas.text(heads[0][1], middle, number(count.obce), plain, align="right")
        canvas.text(right, middle, people_text_of(count.people), plain, align="right")
        y += _ROW
    if panel.note:
        for line in wrapped(f"* {panel.note}", width, _NOTE):
            canvas.text(x, y + 1.9, line, _NOTE)
            y += 2.5
    return y


def _draw_limit(canvas: Canvas, x: float, y: float, right: float, limit: str | None) -> float:
    """Draw the line between what is in reach and what is beyond."""
    warm = PRINT.ui["beyond-ink"]
    y += 0.9
    canvas.line(segments((x, y, right, y)), warm, 0.9, dash=(2.6, 1.5), cap="butt")
    if limit:
        canvas.text(x, y + 2.9, limit, Style(5.8, italic=True, colour=warm))
        y += 3.0
    return y + 1.2


def _people_room(panel: Panel) -> float:
    """Give the width of the column of people."""
    head = text_width(panel.people, Style(6.2))
    return max(head, *(text_width(people_text_of(c.people), _TEXT) for c in panel.counts.values()))


def left_out(obce: int, people: float, who: str) -> str:
    """Say how many are beyond the limit.

    Parameters
    ----------
    obce, people
        How many.
    who
        Genitive plural of those counted.

    Returns
    -------
    str
        E.g. "13 obcí, 2 593 obyvatel".
    """
    noun = plural(obce, "obec", "obce", "obcí")
    return f"{number(obce)} {noun}, {number(people, 0)} {who}"
