"""Scale, arrow to the north, title and imprint: what every sheet has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.path import Path

from gis_sluzby.cartography import NBSP, PRINT, nonbreaking, number
from gis_sluzby.crs import north_angle
from gis_sluzby.publish.sheets.lettering import Style, fitted, narrow, text_width, wrapped
from gis_sluzby.publish.sheets.paths import rectangle, segments, turned

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.frame import MapFrame
    from gis_sluzby.publish.sheets.layout import Layout

_INK, _SECOND = PRINT.ui["ink"], PRINT.ui["ink-2"]
#: Lengths of one field of the scale bar: these times a power of ten, the nicest first.
_FIELDS: Final = (1.0, 2.0, 5.0, 2.5, 3.0, 4.0)
_FIELD_COUNT: Final = 3
_BAR: Final = (30.0, 50.0)
_BAR_HEIGHT: Final = 1.5
_ARROW: Final = 13.0


def field_km(scale: float, shortest: float = _BAR[0], longest: float = _BAR[1]) -> float:
    """Give the length of one of the three fields of the scale bar.

    Parameters
    ----------
    scale
        Denominator of the scale.
    shortest, longest
        Of the whole bar, millimetres; where no round length is between them it may be shorter by a
        third.

    Returns
    -------
    float
        Kilometres.
    """
    for least in (shortest, shortest / 1.5):
        for power in range(-3, 5):
            for factor in _FIELDS:
                field = factor * 10.0**power
                if least <= _FIELD_COUNT * field * 1e6 / scale <= longest:
                    return field
    raise ValueError(f"No scale bar for 1 : {scale}")


def draw_scale(
    canvas: Canvas,
    frame: MapFrame,
    x: float,
    y: float,
    *,
    headed: bool = True,
    bar: tuple[float, float] = _BAR,
) -> float:
    """Draw the scale in figures and as a bar.

    Parameters
    ----------
    canvas
        The sheet.
    frame
        The map that it is the scale of.
    x, y
        Left end and upper edge of the bar.
    headed
        Whether the scale in figures stands above.
    bar
        Least and largest length of the bar, millimetres.

    Returns
    -------
    float
        Length of the bar, millimetres.
    """
    field = field_km(frame.scale, *bar)
    step = field * 1e6 / frame.scale
    if headed:
        text = narrow(f"Měřítko 1{NBSP}:{NBSP}{number(frame.scale)}")
        canvas.text(x, y - 5.4, text, Style(7.5, bold=True), name="scale")
    small = Style(6.6)
    for at in range(_FIELD_COUNT + 1):
        canvas.text(x + at * step, y - 1.3, number(at * field), small, align="center")
    last = text_width(number(_FIELD_COUNT * field), small) / 2
    canvas.text(x + _FIELD_COUNT * step + last + 1.2, y - 1.3, "km", small)
    for at in range(_FIELD_COUNT):
        face = "#FFFFFF" if at % 2 else _INK
        shape = rectangle(x + at * step, y, step, _BAR_HEIGHT)
        canvas.area(shape, face, edge=_INK, line=0.5, name=f"scale-bar-{at}")
    return _FIELD_COUNT * step


def draw_north(
    canvas: Canvas, frame: MapFrame, x: float, y: float, length: float = _ARROW
) -> float:
    """Draw the arrow to true north.

    Parameters
    ----------
    canvas
        The sheet.
    frame
        The map; the arrow is right in its middle.
    x, y
        Middle of the arrow.
    length
        Of the arrow.

    Returns
    -------
    float
        Degrees from the sheet's vertical, clockwise.
    """
    angle = north_angle(*frame.centre)
    half = length / 2
    left = Path([(0, -half), (-1.7, half), (0, half - 2.6), (0, -half)], closed=True)
    right = Path([(0, -half), (1.7, half), (0, half - 2.6), (0, -half)], closed=True)
    canvas.area(turned(left, angle, x, y), _INK, edge=_INK, line=0.5, name="north-left")
    canvas.area(turned(right, angle, x, y), "#FFFFFF", edge=_INK, line=0.5, name="north-right")
    top = np.asarray(turned(Path([(0.0, -half - 2.2)]), angle, x, y).vertices)[0]
    letter = Style(7.6, bold=True)
    canvas.text(float(top[0]), float(top[1]) + 1.0, "S", letter, align="center", name="north")
    return angle


def draw_title(canvas: Canvas, layout: Layout, title: str, subtitle: str) -> None:
    """Write the title and the line under it; a long title takes two lines.

    Parameters
    ----------
    canvas
        The sheet.
    layout
        Of the sheet.
    title, subtitle
        What the sheet shows, where and when.
    """
    title, subtitle = narrow(nonbreaking(title)), narrow(nonbreaking(subtitle))
    room = layout.width - 2 * layout.margin
    style = fitted(title, room, Style(layout.title, bold=True), 0.78 * layout.title)
    if text_width(title, style) <= room:
        canvas.text(layout.margin, layout.title_y, title, style, name="title")
    else:
        smaller = Style(0.78 * layout.title, bold=True)
        lines = _balanced(title, room, smaller)
        step = 0.45 * smaller.size
        first = layout.title_y - step * (len(lines) - 1) + 1.0
        for at, line in enumerate(lines):
            canvas.text(layout.margin, first + at * step, line, smaller, name=f"title-{at}")
    under = fitted(subtitle, room, Style(layout.subtitle, colour=_SECOND), 0.7 * layout.subtitle)
    canvas.text(layout.margin, layout.subtitle_y, subtitle, under, name="subtitle")


def draw_imprint(canvas: Canvas, layout: Layout, atlas: Atlas, left: float, *notes: str) -> None:
    """Write the imprint: author, publisher and year, data, projection, notes.

    Parameters
    ----------
    canvas
        The sheet.
    layout
        Of the sheet.
    atlas
        What all sheets share.
    left
        Where it begins.
    *notes
        What the reader must know of this sheet.
    """
    plan = atlas.plan
    if left == layout.margin:
        ends = (layout.margin, layout.imprint_y, layout.width - layout.margin, layout.imprint_y)
        canvas.line(segments(ends), PRINT.ui["rule"], 0.4)
    room = layout.width - layout.margin - left
    author = plan.sheets.author or plan.publisher
    published = nonbreaking(f"{plan.publisher} {atlas.year}")
    projection = "S-JTSK, Křovákovo (EPSG:5514); směrovka ukazuje k zeměpisnému severu"
    model = ("Modelová data: kraj, obce, lidé i služby jsou vymyšlené.",) if atlas.model else ()
    columns = (
        (0.0, 0.3, [("Autor:", author), ("Vydavatel:", published)]),
        (0.32, 0.33, [("Data:", f"{atlas.sources}")]),
        (0.67, 0.33, [("Zobrazení:", projection), ("", " ".join((*model, *notes)))]),
    )
    for start, share, entries in columns:
        y = layout.imprint_y + 3.6
        for head, text in entries:
            y = _entry(canvas, layout, left + start * room, y, share * room, head, text)


def _entry(
    canvas: Canvas, layout: Layout, x: float, y: float, room: float, head: str, text: str
) -> float:
    """Write one entry of the imprint, its head bold, and give where the next one begins."""
    if not text:
        return y
    strong = Style(layout.small, bold=True, colour=_SECOND)
    plain = Style(layout.small, colour=_SECOND)
    step = 0.43 * layout.small
    indent = text_width(f"{head} ", strong) + 0.3 if head else 0.0
    words = nonbreaking(text)
    first = wrapped(words, room - indent, plain)[0]
    rest = words[len(first) :].lstrip(" ")
    canvas.text(x, y, head, strong) if head else None
    canvas.text(x + indent, y, first, plain)
    for line in wrapped(rest, room, plain) if rest else ():
        y += step
        canvas.text(x, y, line, plain)
    return y + step


def _balanced(text: str, room: float, style: Style) -> list[str]:
    """Break a title into lines of about the same length."""
    lines = wrapped(text, room, style)
    narrower = room
    while narrower > room / 2:
        tried = wrapped(text, narrower, style)
        if len(tried) > len(lines):
            break
        lines = tried
        narrower -= 4
    return lines
