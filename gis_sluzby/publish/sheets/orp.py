"""The A3 sheet of one ORP: every place of a service in it, with an inset where they are dense."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from gis_sluzby.cartography import NBSP, PRINT, counted, nonbreaking, number
from gis_sluzby.publish.sheets.backdrop import (
    draw_backdrop,
    draw_fills,
    draw_lines,
    draw_neatline,
)
from gis_sluzby.publish.sheets.canvas import Canvas, points
from gis_sluzby.publish.sheets.frame import MapFrame, map_frame
from gis_sluzby.publish.sheets.furniture import (
    draw_imprint,
    draw_north,
    draw_scale,
    draw_title,
    field_km,
)
from gis_sluzby.publish.sheets.labels import Box, Occupied, draw_labels, place_in_area
from gis_sluzby.publish.sheets.land import ground_of
from gis_sluzby.publish.sheets.layout import LAYOUTS
from gis_sluzby.publish.sheets.lettering import (
    Style,
    narrow,
    text_width,
)
from gis_sluzby.publish.sheets.marks import draw_number, draw_swatch
from gis_sluzby.publish.sheets.names import ORP_SIZES, Naming, draw_names
from gis_sluzby.publish.sheets.orp_kinds import draw_orp_kinds
from gis_sluzby.publish.sheets.orp_symbols import (
    clusters,
    draw_symbols,
    ranges,
    symbol_radius,
)
from gis_sluzby.publish.sheets.orp_table import draw_places_table, table_height
from gis_sluzby.publish.sheets.paths import rectangle, segments
from gis_sluzby.publish.sheets.places import Place, numbered
from gis_sluzby.publish.sheets.scheme import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.atlas import Atlas

_LAYOUT = LAYOUTS["A3"]
_MAP: Final = (10.0, 30.0, 186.0, 236.0)
_SIDE: Final = 206.0
_SIDE_WIDTH: Final = 204.0
#: Least and largest height of the inset with its head; where the list is short it is taller.
_INSET_HEIGHT: Final = (98.0, 150.0)
#: Roads and borders are too coarse for more.
_LARGEST_INSET: Final = 20_000.0
#: An inset is drawn of an obec with so many places, where it is so much larger than the map.
_DENSE, _LARGER, _MUCH_LARGER = 9, 2.0, 2.5
#: So near to the edge of the inset a place belongs to the map, millimetres.
_EDGE: Final = 3.5
_SECOND, _RULE = PRINT.ui["ink-2"], PRINT.ui["rule"]
_FRAME = PRINT.ui["beyond-ink"]
_WITH = "#CFE3DF"
_FILLS: Final = {"with": _WITH, "without": "#FFFFFF", "nobody": "not_applicable"}


def draw_orp(atlas: Atlas, kod: str) -> Canvas:
    """Draw the sheet of one ORP.

    Parameters
    ----------
    atlas
        What all sheets share.
    kod
        Code of the ORP.

    Returns
    -------
    Canvas
        The A3 sheet.
    """
    land, name = atlas.land, atlas.land.orp_names[kod]
    about = (land.obce["kod_orp"] == kod).to_numpy() & land.own
    codes = set(land.obce.loc[about, "kod_obec"])
    services = atlas.places[atlas.places["kod_obec"].isin(codes)]
    seat = land.obce.loc[about & (land.obce["nazev"] == name).to_numpy(), "kod_obec"]
    places = numbered(services, land, str(seat.iloc[0]) if len(seat) else None)
    canvas = Canvas(_LAYOUT.width, _LAYOUT.height)
    many = counted(services["service_id"].nunique(), "služba", "služby", "služeb")
    at_places = f"{number(len(places))}{NBSP}{'místě' if len(places) == 1 else 'místech'}"
    words = atlas.texts(
        f"orp_{kod}",
        f"Místa sociálních služeb ve správním obvodu ORP {name} v roce {atlas.year}",
        f"{many} na {at_places}, číslo místa odpovídá seznamu · stav k {atlas.services_on}",
    )
    draw_title(canvas, _LAYOUT, *words)
    canvas.end_part()
    frame = map_frame(land.bounds(about), *_MAP)
    inset = _inset_frame(places, frame)
    shown = [p for p in places if inset is None or not _within(p, inset)]
    _draw_main(canvas, atlas, frame, about, shown, inset, [p for p in places if p not in shown])
    top = _MAP[1]
    if inset is not None:
        _draw_inset(canvas, atlas, inset, about, [p for p in places if p not in shown])
        top = inset.y + inset.height + 4.5
    else:
        height = _MAP[3] - table_height(places, _SIDE_WIDTH)
        top = draw_orp_kinds(canvas, atlas, kod, (_SIDE, top, _SIDE_WIDTH, height)) + 7.0
    canvas.end_part()
    room = (_SIDE, top, _SIDE + _SIDE_WIDTH, _MAP[1] + _MAP[3])
    draw_places_table(canvas, room, places)
    _draw_foot(canvas, atlas, kod, frame, joined=bool(clusters(frame, shown)))
    return canvas


def _inset_frame(places: Sequence[Place], main: MapFrame) -> MapFrame | None:
    """Give the frame of the inset: the obec with the most places, where they are dense."""
    by_obec: dict[str, list[Place]] = {}
    for place in places:
        by_obec.setdefault(place.kod_obec, []).append(place)
    most = max(by_obec.values(), key=len, default=[])
    if len(most) < _DENSE:
        return None
    xy = np.array([[place.x, place.y] for place in most])
    y = _MAP[1] + 8.0
    rest = _MAP[3] - table_height(places, _SIDE_WIDTH) - 5.0
    height = min(max(rest, _INSET_HEIGHT[0]), _INSET_HEIGHT[1]) - 8.0
    # Where the outermost places lie far off, the inset shows the dense middle.
    for left_out, larger in ((0.0, _MUCH_LARGER), (0.08, _LARGER)):
        low, up = np.quantile(xy, left_out, axis=0), np.quantile(xy, 1 - left_out, axis=0)
        bounds = (float(low[0]), float(low[1]), float(up[0]), float(up[1]))
        frame = map_frame(bounds, _SIDE, y, _SIDE_WIDTH, height, air=6.5)
        frame = replace(frame, scale=max(frame.scale, _LARGEST_INSET))
        if frame.scale * larger <= main.scale:
            return frame
    return None


def _within(place: Place, frame: MapFrame) -> bool:
    """Tell whether an inset shows a place."""
    west, south, east, north = frame.land
    edge = frame.metres(_EDGE)
    return west + edge < place.x < east - edge and south + edge < place.y < north - edge


def _draw_main(
    canvas: Canvas,
    atlas: Atlas,
    frame: MapFrame,
    about: NDArray[np.bool_],
    shown: Sequence[Place],
    inset: MapFrame | None,
    within: Sequence[Place],
) -> None:
    """Draw the map of the ORP."""
    land = atlas.land
    ground = ground_of(land, frame, about)
    own = land.own
    with_place = {place.kod_obec for place in (*shown, *within)}
    codes = land.obce.loc[own, "kod_obec"].to_numpy(str)
    keys = np.where(np.isin(codes, list(with_place)), "with", "without")
    keys = np.where(np.nan_to_num(land.people[own]) > 0, keys, "nobody")
    draw_backdrop(canvas, ground)
    mine = about[own]
    draw_fills(canvas, ground.shapes[mine], keys[mine], _FILLS)
    draw_lines(canvas, ground, on_white=True)
    occupied = Occupied(frame.box)
    clear: list[Box] = []
    if inset is not None:
        clear, lines = _draw_inset_box(canvas, frame, inset, within)
        occupied.add(lines)
    symbols = draw_symbols(canvas, frame, shown, clusters(frame, shown), clear)
    hidden = (
        _covered(land.points, inset, about) if inset is not None else np.zeros(len(about), bool)
    )
    must = frozenset(place.kod_obec for place in shown)
    seats = land.obce["nazev"].isin(list(land.orp_names.values())).to_numpy() & about
    naming = Naming(about & (~hidden | seats), must, 200, ORP_SIZES)
    draw_names(canvas, land, ground, symbols, naming, occupied)
    draw_neatline(canvas, frame)


def _draw_inset_box(
    canvas: Canvas, frame: MapFrame, inset: MapFrame, within: Sequence[Place]
) -> tuple[list[Box], list[Box]]:
    """Draw where the inset lies on the main map; give its box, and boxes of its lines and words."""
    west, south, east, north = inset.land
    (left, top), (right, low) = frame.place(np.array([[west, north], [east, south]])).tolist()
    canvas.line(rectangle(left, top, right - left, low - top), _FRAME, 0.9)
    text = f"výřez {ranges([place.number for place in within])}"
    style = Style(6.0, bold=True, colour=_FRAME)
    text = text if text_width(text, style) < right - left - 1.6 else "výřez"
    canvas.text(left + 0.8, low - 1.0, text, style, halo="#FFFFFF", name="inset")
    lines = [(left, top, right, top), (left, low, right, low)]
    lines += [(left, top, left, low), (right, top, right, low)]
    words = (left, low - 3.2, left + 0.8 + text_width(text, style), low)
    return [(left, top, right, low)], [*lines, words]


def _covered(
    xy: NDArray[np.float64], inset: MapFrame, about: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Tell which obce have their point in the inset, which names them."""
    west, south, east, north = inset.land
    inside = (xy[:, 0] > west) & (xy[:, 0] < east) & (xy[:, 1] > south) & (xy[:, 1] < north)
    covered: NDArray[np.bool_] = inside & about
    return covered


def _draw_inset(
    canvas: Canvas,
    atlas: Atlas,
    inset: MapFrame,
    about: NDArray[np.bool_],
    places: Sequence[Place],
) -> None:
    """Draw the inset with its own scale."""
    land = atlas.land
    ground = ground_of(land, inset, about)
    main = max(places, key=lambda p: sum(q.kod_obec == p.kod_obec for q in places))
    right = _SIDE + _SIDE_WIDTH
    head = Style(9, bold=True)
    canvas.text(_SIDE, inset.y - 2.4, f"Výřez: {main.obec}", head)
    scale = narrow(f"1{NBSP}:{NBSP}{number(inset.scale)}")
    canvas.text(right, inset.y - 2.4, scale, Style(7.5, bold=True), align="right")
    draw_backdrop(canvas, ground)
    codes = land.obce.loc[land.own, "kod_obec"].to_numpy(str)
    keys = np.where(np.isin(codes, [place.kod_obec for place in places]), "with", "without")
    mine = about[land.own]
    draw_fills(canvas, ground.shapes[mine], keys[mine], _FILLS)
    draw_lines(canvas, ground, on_white=True)
    bar_width = 3e6 * field_km(inset.scale) / inset.scale + 14
    bar = (inset.x + inset.width - bar_width, inset.y + inset.height - 8.2)
    occupied, clear = Occupied(inset.box), [(*bar, bar[0] + bar_width, bar[1] + 8.2)]
    occupied.add(clear)
    symbols = draw_symbols(canvas, inset, places, clear=clear)
    naming = Naming(
        about & (land.obce["kod_obec"] != main.kod_obec).to_numpy(), frozenset(), 30, ORP_SIZES
    )
    draw_names(canvas, land, ground, symbols, naming, occupied)
    beside = mine & (codes != main.kod_obec) & ~_covered(land.points, inset, about)[land.own]
    italic = Style(6.4, italic=True, colour=_SECOND)
    for at in np.flatnonzero(beside):
        name = [str(land.obce["nazev"].iloc[at])]
        draw_labels(canvas, place_in_area(name, italic, ground.shapes[at], occupied), halo=False)
    canvas.area(rectangle(*bar, bar_width, 8.2), "#FFFFFF")
    draw_scale(canvas, inset, bar[0] + 4, bar[1] + 5.4, headed=False)
    draw_neatline(canvas, inset)


def _draw_foot(canvas: Canvas, atlas: Atlas, kod: str, frame: MapFrame, *, joined: bool) -> None:
    """Draw scale, arrow, legend and imprint under the map."""
    y = _LAYOUT.imprint_y
    canvas.line(segments((_LAYOUT.margin, y, _LAYOUT.right, y)), _RULE, 0.4)
    draw_scale(canvas, frame, _LAYOUT.margin + 1.2, y + 11.4)
    draw_north(canvas, frame, _LAYOUT.margin + 63.5, y + 9.0, 10.0)
    style = Style(6.4)
    x = _LAYOUT.margin + 73
    rows = (
        Row("with", "obec s místem služby", _WITH),
        Row("without", "obec bez místa služby", "#FFFFFF"),
        Row("nobody", "netýká se (bez obyvatel)", "not_applicable"),
    )
    for at, row in enumerate(rows):
        draw_swatch(canvas, x, y + 2.4 + at * 4.6, row, (6.2, 3.2))
        canvas.text(x + 8.2, y + 4.9 + at * 4.6, row.label, style)
    x += 43
    sample = [_sample(1, 1), _sample(4, 8)]
    draw_number(canvas, x + 1.4, y + 4.0, 1.6, sample[0])
    draw_number(canvas, x + 6.0, y + 4.0, 1.6 * symbol_radius(4) / symbol_radius(1), sample[1])
    canvas.text(x + 9.8, y + 4.9, nonbreaking("místo s 1 a se 4 službami"), style)
    line = y + 8.6
    canvas.line(segments((x, line + 0.5, x + 8, line + 0.5)), PRINT.lines["kraj-band"], points(1.3))
    canvas.line(segments((x, line, x + 8, line)), PRINT.lines["kraj"], 1.25, cap="butt")
    canvas.text(x + 9.8, line + 0.9, "hranice ORP", style)
    line = y + 13.2
    canvas.line(segments((x, line, x + 8, line)), PRINT.lines["obec-on-white"], 0.4, cap="butt")
    canvas.text(x + 9.8, line + 0.9, "hranice obce", style)
    x += 45
    roads = ((1.1, "dálnice"), (0.75, "silnice I. třídy"), (0.4, "silnice II. třídy"))
    for at, (width, label) in enumerate(roads):
        line = y + 4.0 + at * 4.6
        canvas.line(segments((x, line, x + 8, line)), PRINT.lines["road"], width, cap="butt")
        canvas.text(x + 9.8, line + 0.9, nonbreaking(label), style)
    note = "Místa s utajenou adresou a místa služeb, které chrání své uživatele, se nezobrazují."
    many = "Rozsah čísel na mapě je více míst blízko sebe." if joined else ""
    canvas.end_part()
    draw_imprint(canvas, _LAYOUT, atlas, x + 38, *atlas.notes(f"orp_{kod}", many, note))


def _sample(services: int, number_: int) -> Place:
    """Give a place for the legend."""
    return Place(number_, "", "", "", (), services, 0.0, 0.0, travelling=False)
