"""Gaps and priorities of one kind: where people are beyond the limit, the most people first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from gis_sluzby import codelists
from gis_sluzby.cartography import (
    PRINT,
    border_note,
    counted,
    nonbreaking,
    number,
    percent,
    shown_minutes,
)
from gis_sluzby.publish.sheets.backdrop import (
    draw_backdrop,
    draw_fills,
    draw_lines,
    draw_neatline,
)
from gis_sluzby.publish.sheets.canvas import Canvas, points
from gis_sluzby.publish.sheets.druh import people_short
from gis_sluzby.publish.sheets.frame import map_frame
from gis_sluzby.publish.sheets.furniture import draw_imprint, draw_north, draw_scale, draw_title
from gis_sluzby.publish.sheets.labels import Occupied, spread
from gis_sluzby.publish.sheets.lacking import gaps_of
from gis_sluzby.publish.sheets.land import ground_of
from gis_sluzby.publish.sheets.layout import LAYOUTS
from gis_sluzby.publish.sheets.lettering import (
    Style,
    fitted,
    narrow,
    shortened,
    text_width,
    wrapped,
)
from gis_sluzby.publish.sheets.marks import draw_swatch
from gis_sluzby.publish.sheets.names import Naming, Symbol, draw_names
from gis_sluzby.publish.sheets.paths import circles, rectangle, segments
from gis_sluzby.words import people_text

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.frame import MapFrame
    from gis_sluzby.publish.sheets.lacking import Gaps
    from gis_sluzby.publish.sheets.land import Ground

_LAYOUT = LAYOUTS["A4"]
_TOP, _HEIGHT = 24.0, 135.0
#: Widths of the map that are tried; a wider one is taken where it allows a larger scale.
_WIDTHS: Final = (174.0, 186.0)
_STRIP: Final = 163.4
_SPACE: Final = 6.0
#: The width of the table for which its columns are laid out.
_COLUMNS_FROM: Final = 101.0
_NAME_ROOM: Final = 26.0
#: Room of scale and arrow at the right end of the strip, of the arrow alone, the shortest bar.
_FOOT, _ARROW_ROOM, _LEAST_BAR = 50.0, 14.0, 30.0
_ROW: Final = 6.9
_LISTED: Final = 18
_SMALLEST, _LARGEST = 1.7, 5.2
_GAP_COLOUR, _DARK = PRINT.lines["gap"], PRINT.lines["point"]
_INK, _SECOND, _RULE = PRINT.ui["ink"], PRINT.ui["ink-2"], PRINT.ui["rule"]


def draw_gaps(atlas: Atlas, druh: str) -> Canvas:
    """Draw the sheet of the gaps of a kind.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind, which has gaps.

    Returns
    -------
    Canvas
        The A4 sheet.
    """
    gaps = gaps_of(atlas, druh)
    canvas = Canvas(_LAYOUT.width, _LAYOUT.height)
    kind, rule = codelists.druh(druh), atlas.standard(druh)
    ages = float(rule["age_from"]), float(rule["age_to"])
    law = f"{kind.paragraph} zákona č. 108/2006 Sb." if kind.paragraph else kind.name
    timed = not math.isnan(gaps.limit)
    what = f"obce nad mezí {number(gaps.limit)} minut {atlas.mode}" if timed else "obce bez služby"
    days = f"služby k {atlas.services_on} · obyvatelé k {atlas.people_on}"
    title = f"Mezery v dosahu {kind.genitive} {atlas.kraj_in} {atlas.year}"
    name = f"mezery_{druh}"
    draw_title(canvas, _LAYOUT, *atlas.texts(name, title, f"{law} · {what} · {days}"))
    canvas.end_part()
    frame = gaps_frame(atlas)
    ground = ground_of(atlas.land, frame, atlas.land.own)
    _draw_map(canvas, atlas, ground, druh, gaps)
    canvas.end_part()
    _draw_strip(canvas, atlas, ground, druh, gaps, people_short(*ages))
    x = frame.x + frame.width + _SPACE
    _draw_table(canvas, atlas, gaps, x, people_text(*ages), people_short(*ages))
    notes = ["Horní mez patří do třídy.", "Doba cesty je modelová."] if timed else []
    notes += [border_note(atlas.plan.reach.mode)] if timed else []
    canvas.end_part()
    draw_imprint(canvas, _LAYOUT, atlas, _LAYOUT.margin, *atlas.notes(name, *notes))
    return canvas


def gaps_frame(atlas: Atlas) -> MapFrame:
    """Give the frame of the map of gaps.

    Parameters
    ----------
    atlas
        What all sheets share.

    Returns
    -------
    MapFrame
        The narrower one where both have the same scale.
    """
    bounds = atlas.land.bounds(atlas.land.own)
    frames = [map_frame(bounds, _LAYOUT.margin, _TOP, width, _HEIGHT) for width in _WIDTHS]
    return min(frames, key=lambda frame: frame.scale)


def _radius(people: float, most: float) -> float:
    """Give the radius of a circle whose area goes with people."""
    return max(_SMALLEST, _LARGEST * math.sqrt(people / most))


def _draw_map(canvas: Canvas, atlas: Atlas, ground: Ground, druh: str, gaps: Gaps) -> None:
    """Draw the map with circles of the first obce."""
    land = atlas.land
    draw_backdrop(canvas, ground)
    draw_fills(canvas, ground.shapes, gaps.keys, {row.key: row.fill for row in gaps.legend})
    draw_lines(canvas, ground)
    services = atlas.places[atlas.places["druh"] == druh]
    sites = np.unique(services[["x", "y"]].to_numpy(float), axis=0)
    squares = spread(ground.frame.place(sites), np.full(len(sites), 1.05), 0.5)
    for x, y in squares.tolist():
        canvas.area(rectangle(x - 1.05, y - 1.05, 2.1, 2.1), _DARK, edge="#FFFFFF", line=0.7)
    first = gaps.rows.head(_LISTED)
    at = {kod: row for row, kod in enumerate(land.obce["kod_obec"])}
    true = ground.frame.place(land.points[[at[kod] for kod in first["kod_obec"]]])
    radii = np.array([_radius(people, first["lacking"].max()) for people in first["lacking"]])
    stand = spread(true, radii, 0.7)
    for start, end, radius in zip(true.tolist(), stand.tolist(), radii.tolist(), strict=True):
        if math.dist(start, end) > 0.55 * radius:
            canvas.line(segments((*start, *end)), _GAP_COLOUR, 0.5)
            canvas.area(circles(np.array([start]), 0.45), _GAP_COLOUR, edge="#FFFFFF", line=0.3)
    symbols = []
    for rank, (kod, (x, y), radius) in enumerate(
        zip(first["kod_obec"], stand.tolist(), radii.tolist(), strict=True), 1
    ):
        draw_rank(canvas, x, y, radius, rank)
        symbols.append(Symbol(x, y, radius, kod))
    occupied = Occupied(ground.frame.box)
    occupied.add((x - 1.2, y - 1.2, x + 1.2, y + 1.2) for x, y in squares.tolist())
    naming = Naming(land.own, frozenset(first["kod_obec"]), 0)
    draw_names(canvas, land, ground, symbols, naming, occupied)
    draw_neatline(canvas, ground.frame)


def draw_rank(canvas: Canvas, x: float, y: float, radius: float, rank: int) -> None:
    """Draw the circle of a gap with its rank.

    Parameters
    ----------
    canvas
        The sheet.
    x, y
        Its middle.
    radius
        Its radius; the rank has the size that fits the smallest one.
    rank
        From 1.
    """
    middle = np.array([[x, y]])
    canvas.area(circles(middle, radius), _GAP_COLOUR, edge="#FFFFFF", line=0.8, name="gap")
    size = min(8.5, max(5.6, 2.6 * radius))
    style = Style(size, bold=True, colour="#FFFFFF")
    canvas.text(x, y + 0.127 * size, str(rank), style, align="center")


def _draw_strip(
    canvas: Canvas,
    atlas: Atlas,
    ground: Ground,
    druh: str,
    gaps: Gaps,
    who: str,
) -> None:
    """Draw the legend under the map."""
    x, y = _LAYOUT.margin, _STRIP
    canvas.text(x, y + 1.6, "LEGENDA", Style(7.5, bold=True), name="legend")
    style = Style(6.8)
    shown = [
        row
        for row in gaps.legend
        if (gaps.keys == row.key).any() or row.key in {"covered", "b0", "b1"}
    ]
    for at, row in enumerate(shown[:6]):
        top = y + 3.6 + at * 4.7
        draw_swatch(canvas, x, top, row, (7.4, 3.5))
        count = int((gaps.keys == row.key).sum())
        text = nonbreaking(f"{row.label} ({number(count)})")
        if row.key == "covered":
            text = nonbreaking(f"{row.label} ({counted(count, 'obec', 'obce', 'obcí')})")
        canvas.text(x + 9.2, top + 2.7, narrow(text), style)
    beyond = f"{who} nad mezí" if not math.isnan(gaps.limit) else f"{who} bez služby"
    _draw_sizes(canvas, x + 60, y + 3.2, gaps, beyond)
    x += 93
    rows = ("místo služby", "hranice ORP", "hranice kraje", "dálnice, silnice")
    sites = atlas.places.loc[atlas.places["druh"] == druh, ["x", "y"]].drop_duplicates()
    for at, label in enumerate(rows):
        text = f"{label} ({len(sites)})" if at == 0 else label
        canvas.text(x + 9, y + 6.3 + at * 5.2, text, style)
    line = y + 5.4
    canvas.area(rectangle(x + 2.6, line - 1.05, 2.1, 2.1), _DARK)
    canvas.line(segments((x, line + 5.2, x + 7, line + 5.2)), PRINT.lines["orp"], 0.8, cap="butt")
    band = (x, line + 10.9, x + 7, line + 10.9)
    canvas.line(segments(band), PRINT.lines["kraj-band"], points(1.3), cap="butt")
    canvas.line(segments((x, line + 10.4, x + 7, line + 10.4)), PRINT.lines["kraj"], 1.25)
    canvas.line(segments((x, line + 15.6, x + 7, line + 15.6)), PRINT.lines["road"], 0.75)
    right = ground.frame.x + ground.frame.width
    foot = _FOOT + (ground.frame.width - _WIDTHS[0]) / 2
    bar = _LEAST_BAR, foot - _ARROW_ROOM
    draw_scale(canvas, ground.frame, right - foot, y + 10.6, bar=bar)
    draw_north(canvas, ground.frame, right - 3.6, y + 9.6)


def _draw_sizes(canvas: Canvas, x: float, y: float, gaps: Gaps, who: str) -> None:
    """Explain the circles."""
    start = x
    most = float(gaps.rows["lacking"].max())
    samples = [value for value in _round_samples(most) if value < most] + [most]
    for value in samples:
        radius = _radius(value, most)
        middle = np.array([[x + radius, y + 2 * _LARGEST - radius]])
        canvas.area(circles(middle, radius), _GAP_COLOUR)
        text = narrow(number(value, 0))
        width = max(2 * radius, text_width(text, Style(6.4)))
        canvas.text(x + radius, y + 2 * _LARGEST + 3.2, text, Style(6.4), align="center")
        x += width + 2.2
    for at, line in enumerate((who, "číslo = pořadí v tabulce")):
        base = y + 2 * _LARGEST + 6.6 + 2.8 * at
        canvas.text(start, base, narrow(nonbreaking(line)), Style(6.0))


def _round_samples(most: float) -> tuple[float, float]:
    """Give two round numbers below the largest one."""
    power = 10.0 ** math.floor(math.log10(max(most, 1.0) / 2))
    larger = next(factor * power for factor in (5.0, 2.0, 1.0) if factor * power <= most / 2 + 1e-9)
    return larger / 5, larger


def _draw_table(canvas: Canvas, atlas: Atlas, gaps: Gaps, x: float, who: str, short: str) -> None:
    """List the obce with the most people out of reach."""
    right, top = _LAYOUT.right, _TOP
    width = right - x
    canvas.line(segments((x, top, right, top)), _INK, 1.0, cap="butt")
    total = float(gaps.rows["lacking"].sum())
    figure = narrow(number(total, 0))
    big = Style(18.5, bold=True, colour=PRINT.ui["beyond-ink"])
    canvas.text(x, top + 8.6, figure, big, name="figure")
    timed = not math.isnan(gaps.limit)
    target = float(atlas.total("obec", str(gaps.rows["druh"].iloc[0]))["target_pop"].sum())
    limit = f"nad mezí {number(gaps.limit)} minut" if timed else "bez služby v dosahu"
    obce = counted(len(gaps.rows), "obec", "obce", "obcí")
    left = x + text_width(figure, big) + 4.0
    said = f"{who} žije {limit}: {obce}, {percent(total / target)} {who} v kraji"
    small = Style(6.8)
    for at, line in enumerate(wrapped(narrow(nonbreaking(said)), right - left, small)[:3]):
        canvas.text(left, top + 4.9 + at * 3.2, line, small)
    # A wide map takes its room from the column of ORP and from the bars.
    less = _COLUMNS_FROM - width
    columns = (x + 8.0, x + 35.0, x + 62.0 - 0.55 * less, x + 76.0 - 0.6 * less, right)
    orp_room = 0.8 * (columns[2] - columns[1]) if timed else columns[3] - columns[1]
    y = top + 16.0
    head = Style(6.5, bold=True, colour=_SECOND)
    canvas.text(columns[0], y - 1.8, "Obec", head)
    canvas.text(columns[1], y - 1.8, "ORP", head)
    if timed:
        canvas.text(columns[2], y - 1.8, "minut", head, align="right")
        canvas.text(columns[3], y - 1.8, "nad mez", head, align="right")
    canvas.text(right, y - 1.8, narrow(short), head, align="right")
    canvas.line(segments((x, y, right, y)), _RULE, 0.8)
    first = gaps.rows.head(_LISTED)
    fills = {row.key: row.fill for row in gaps.legend}
    order = np.sort(atlas.total("obec", str(first["druh"].iloc[0]))["kod_obec"].to_numpy(str))
    for rank, row in enumerate(first.to_dict("records"), 1):
        if rank % 2 == 1:
            canvas.area(rectangle(x, y, width, _ROW), PRINT.ui["stripe"])
        base = y + 4.3
        draw_rank(canvas, x + 2.6, y + _ROW / 2, 1.75, rank)
        _draw_name(canvas, columns[0], base, row["nazev_obec"])
        own = fitted(row["nazev_orp"], orp_room, Style(6.5, colour=_SECOND), 5.6)
        canvas.text(columns[1], base, shortened(row["nazev_orp"], orp_room, own), own)
        if timed and not math.isnan(row["nearest_minutes"]):
            _draw_minutes(canvas, columns[2:4], base, row["nearest_minutes"], gaps.limit)
        key = str(gaps.keys[np.searchsorted(order, row["kod_obec"])])
        fill = fills[key] if fills[key].startswith("#") else PRINT.beyond[1]
        bar = (right - columns[3] - 13.0) * row["lacking"] / first["lacking"].max()
        canvas.area(rectangle(columns[3] + 2.5, y + 2.0, max(bar, 0.3), 2.9), fill)
        canvas.text(right, base, narrow(number(row["lacking"], 0)), Style(6.8), align="right")
        y += _ROW
    _draw_sums(canvas, gaps, x, y, right)


def _draw_name(canvas: Canvas, x: float, base: float, name: str) -> None:
    """Write the name of an obec, a long one in two lines."""
    style = fitted(name, _NAME_ROOM, Style(6.8), 5.8)
    if text_width(name, style) <= _NAME_ROOM:
        canvas.text(x, base, name, style)
        return
    for at, line in enumerate(wrapped(nonbreaking(name), _NAME_ROOM, style)):
        canvas.text(x, base - 1.2 + 2.4 * at, line, style)


def _draw_minutes(
    canvas: Canvas, ends: tuple[float, ...], base: float, exact: float, limit: float
) -> None:
    """Write the minutes of an obec, and by how much they are beyond the limit."""
    minutes = float(shown_minutes(exact))
    canvas.text(ends[0], base, number(minutes), Style(6.8), align="right")
    over = Style(6.5, colour=_SECOND)
    canvas.text(ends[1], base, f"+{number(minutes - limit)}", over, align="right")


def _draw_sums(canvas: Canvas, gaps: Gaps, x: float, y: float, right: float) -> None:
    """Add the obce that are not listed, and the sum."""
    rest = gaps.rows.iloc[_LISTED:]
    canvas.line(segments((x, y, right, y)), _RULE, 0.8)
    if len(rest):
        quiet = Style(6.6, colour=_SECOND)
        other = counted(len(rest), "další obec", "další obce", "dalších obcí")
        canvas.text(x + 8, y + 4.3, other, quiet)
        people = narrow(number(float(rest["lacking"].sum()), 0))
        canvas.text(right, y + 4.3, people, quiet, align="right")
        y += 6.2
        canvas.line(segments((x, y, right, y)), _RULE, 0.8)
    strong = Style(6.8, bold=True)
    head = "celkem nad mezí" if not math.isnan(gaps.limit) else "celkem bez služby"
    canvas.text(x + 8, y + 4.3, head, strong)
    total = narrow(number(float(gaps.rows["lacking"].sum()), 0))
    canvas.text(right, y + 4.3, total, strong, align="right")
    canvas.line(segments((x, y + 6.2, right, y + 6.2)), _RULE, 0.8)
    note = (
        "Pořadí podle počtu osob mimo dosah. Výjezdy terénních služeb bez uvedeného území se "
        "nezapočítávají."
    )
    italic = Style(5.8, italic=True, colour=_SECOND)
    for at, line in enumerate(wrapped(nonbreaking(note), right - x, italic)):
        canvas.text(x, y + 9.4 + at * 2.6, line, italic)
