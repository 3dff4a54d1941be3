"""Small maps of all kinds on one A3 sheet: by obec and minutes, or by ORP and share of people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from gis_sluzby import codelists
from gis_sluzby.cartography import (
    PRINT,
    UNLIMITED_EDGES,
    class_index,
    counted,
    nonbreaking,
    number,
    percent,
    share_colours,
    share_index,
    share_labels,
)
from gis_sluzby.publish.sheets.backdrop import draw_fills
from gis_sluzby.publish.sheets.canvas import Canvas
from gis_sluzby.publish.sheets.frame import MapFrame, round_scale
from gis_sluzby.publish.sheets.furniture import (
    draw_imprint,
    draw_north,
    draw_scale,
    draw_title,
)
from gis_sluzby.publish.sheets.land import ground_of
from gis_sluzby.publish.sheets.layout import LAYOUTS
from gis_sluzby.publish.sheets.lettering import Style, fitted, narrow, text_width, wrapped
from gis_sluzby.publish.sheets.marks import draw_swatch
from gis_sluzby.publish.sheets.paths import circles, line_path, segments
from gis_sluzby.publish.sheets.places import numbered
from gis_sluzby.publish.sheets.scheme import Row, share_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.land import Ground

_COLUMNS: Final = 7
_PITCH: Final = (57.7, 47.6)
_MAP: Final = (42.6, 33.0)
_LEFT, _TOP = 10.0, 31.6
_CELL: Final = 54.0
_HEAD_LINES: Final = 2
_SECOND = PRINT.ui["ink-2"]
_DARK = PRINT.lines["point"]
_SPECIAL: Final = (
    Row("no_data", "bez dat (území služby neuvedeno)", "no_data"),
    Row("not_applicable", "netýká se (újezd, jiná úroveň)", "not_applicable"),
)


class Small(NamedTuple):
    """One small map.

    Parameters
    ----------
    fills
        Colour or pattern of each class.
    keys
        Class of each shape.
    figure, under
        What stands at its top right, in one word and in smaller letters.
    good
        Whether the standard is met; none where nothing is judged.
    """

    fills: dict[str, str]
    keys: NDArray[np.str_]
    figure: str
    under: str
    good: bool | None


def draw_kinds(atlas: Atlas) -> Canvas:
    """Draw how far each obec is from every kind.

    Parameters
    ----------
    atlas
        What all sheets share.

    Returns
    -------
    Canvas
        The A3 sheet.
    """
    canvas, ground = _begun(
        atlas,
        "prehled",
        f"Dostupnost všech druhů sociálních služeb {atlas.kraj_in} v roce {atlas.year}",
        f"Minuty cesty {atlas.mode} z obce k nejbližšímu místu služby",
    )
    for at, druh in enumerate(codelists.druhy()):
        rows = atlas.total("obec", druh.code)
        small = small_map(atlas, druh.code, rows)
        _draw_cell(canvas, atlas, ground, at, druh, small, ground.shapes)
    canvas.end_part()
    _minutes_legend(canvas, atlas)
    _finish(
        canvas,
        atlas,
        "prehled",
        ground,
        "Meze jsou orientační, závazný normativ neexistuje. „Bez meze“: časová mez není, minuty "
        "jsou jen pomůcka. Terénní služba pokrývá obce, kde působí; sídlo základny "
        "o tom nevypovídá.",
    )
    return canvas


def draw_shares(atlas: Atlas) -> Canvas:
    """Draw what share of the people of each ORP every kind reaches.

    Parameters
    ----------
    atlas
        What all sheets share.

    Returns
    -------
    Canvas
        The A3 sheet.
    """
    canvas, ground = _begun(
        atlas,
        "podily",
        f"Podíl obyvatel v dosahu sociálních služeb podle ORP {atlas.kraj_in} v roce {atlas.year}",
        "Podíl osob cílové skupiny, které mají službu v dosahu podle standardu druhu",
    )
    codes = atlas.land.obce.loc[atlas.land.own, "kod_orp"].to_numpy(str)
    orp = np.unique(codes)
    shapes = np.array(
        [shapely.coverage_union_all(ground.shapes[codes == code]) for code in orp], dtype=object
    )
    edges = atlas.plan.publish.classes
    fills = {f"s{at}": colour for at, colour in enumerate(share_fills(edges))}
    fills |= {row.key: row.fill for row in _SPECIAL}
    for at, druh in enumerate(codelists.druhy()):
        rows = atlas.total("orp", druh.code).set_index("kod_orp").reindex(orp)
        index = share_index(rows["covered_share"].to_numpy(float), edges)
        status = rows["status"].to_numpy(str)
        claim = atlas.claim(druh.code)
        index = np.full(len(orp), -1) if claim == "nowhere" else index
        out = (status == "not_applicable") | (claim == "nowhere")
        special = np.where(out, "not_applicable", "no_data")
        keys = np.where(index >= 0, np.char.add("s", index.astype(str)), special)
        of_kraj = atlas.total("kraj", druh.code).iloc[0]
        share = float(of_kraj["covered_share"])
        status_, figure = share_words(claim, str(of_kraj["status"]), share)
        good = status_ == "covered" if figure[:1].isdigit() else None
        small = Small(fills, keys, figure, "v kraji" if good is not None else "", good)
        _draw_cell(canvas, atlas, ground, at, druh, small, shapes)
    canvas.end_part()
    _shares_legend(canvas, atlas)
    note = "Horní mez patří do třídy. Podíl je z osob, o nichž jsou data."
    _finish(canvas, atlas, "podily", ground, note)
    return canvas


def share_fills(edges: Sequence[float]) -> list[str]:
    """Give the colours of shares; that of everybody is the lightest, so that grey keeps the order.

    Parameters
    ----------
    edges
        Edges of the classes in percent, from 0 to 100.

    Returns
    -------
    list of str
        From nobody to everybody.
    """
    return [*share_colours(edges)[:-1], PRINT.ramp[0]]


def small_map(atlas: Atlas, druh: str, rows: pd.DataFrame) -> Small:
    """Give the classes of a kind on its small map.

    Parameters
    ----------
    atlas
        What all sheets share.
    druh
        Code of the kind.
    rows
        Its rows of `coverage_obec` for all forms and target groups.

    Returns
    -------
    Small
        The colour says on which side of the limit an obec lies, its lightness how far it is.
    """
    rule, kraj = atlas.standard(druh), atlas.total("kraj", druh).iloc[0]
    claim = atlas.claim(druh)
    status = rows["status"].to_numpy(str)
    special = {row.key: row.fill for row in _SPECIAL}
    if claim == "nowhere":
        why = "po telefonu" if kraj["measure"] == "phone" else "úroveň státu"
        return Small(special, np.full(len(rows), "not_applicable"), "netýká se", why, None)
    class_of = class_index(rows["nearest_minutes"].to_numpy(float), UNLIMITED_EDGES).astype(str)
    if claim == "unlimited":
        fills = {f"u{at}": colour for at, colour in enumerate(PRINT.unlimited)} | special
        empty = (status == "not_applicable") & (rows["reason"] != "no_standard").to_numpy()
        known = np.where(class_of == "-1", "no_data", np.char.add("u", class_of))
        return Small(fills, np.where(empty, "not_applicable", known), "bez meze", "", None)
    share = float(kraj["covered_share"])
    if claim == "time":
        fills = {f"w{at}": colour for at, colour in enumerate(PRINT.ramp)}
        fills |= {f"b{at}": colour for at, colour in enumerate(PRINT.beyond)}
        class_of = np.where(class_of == "-1", str(len(PRINT.beyond) - 1), class_of)
        near, far = np.char.add("w", class_of), np.char.add("b", class_of)
    else:
        fills = {"w1": PRINT.ramp[1], "b2": PRINT.beyond[2]}
        near, far = np.full(len(rows), "w1"), np.full(len(rows), "b2")
    keys = np.select([status == "covered", status == "uncovered"], [near, far], status)
    fills |= {"partial": "partial", **special}
    if math.isnan(share):
        return Small(fills, keys, "bez dat", "o území", None)
    limit = kraj["limit_minutes"]
    under = f"do {number(limit)} minut" if claim == "time" else _reached(claim, str(rule["level"]))
    return Small(fills, keys, percent(share), under, bool(kraj["status"] == "covered"))


def _reached(claim: str, level: str) -> str:
    """Say in two words what is counted where no minutes are."""
    if claim == "declared":
        return "někdo jezdí"
    return {"obec": "v obci", "orp": "v ORP", "kraj": "v kraji", "stat": "ve státě"}[level]


def _begun(atlas: Atlas, name: str, title: str, how: str) -> tuple[Canvas, Ground]:
    """Begin a sheet of small maps: its title, and the land at their scale."""
    layout = LAYOUTS["A3"]
    canvas = Canvas(layout.width, layout.height)
    days = f"služby k {atlas.services_on} · obyvatelé k {atlas.people_on}"
    kinds = counted(len(codelists.druhy()), "druh", "druhy", "druhů")
    under = f"{how} · {kinds}, § zákona č. 108/2006 Sb. · {days}"
    draw_title(canvas, layout, *atlas.texts(name, title, under))
    canvas.end_part()
    ends = (layout.margin, 28.2, layout.right, 28.2)
    canvas.line(segments(ends), PRINT.ui["ink"], 1.0, cap="butt")
    land = atlas.land
    west, south, east, north = land.bounds(land.own)
    scale = round_scale(east - west, north - south, *_MAP)
    centre = ((west + east) / 2, (south + north) / 2)
    frame = MapFrame(0, 0, *_MAP, scale, centre)
    return canvas, ground_of(land, frame, land.own)


def _draw_cell(
    canvas: Canvas,
    atlas: Atlas,
    ground: Ground,
    at: int,
    druh: codelists.Druh,
    small: Small,
    shapes: NDArray[np.object_],
) -> None:
    """Draw one small map with its head and its figure."""
    x = _LEFT + at % _COLUMNS * _PITCH[0]
    y = _TOP + at // _COLUMNS * _PITCH[1]
    _draw_head(canvas, x, y, druh)
    moved = (x, y + 9.0)
    placed = shapely.transform(shapes, lambda xy: xy + moved)
    draw_fills(canvas, placed, small.keys, small.fills)
    white = bool(np.isin(small.keys, ("no_data", "not_applicable")).mean() > 1 / 2)
    lines = shapely.transform(
        np.array([ground.orp_lines, ground.outline], dtype=object), lambda xy: xy + moved
    )
    colour = PRINT.ui["rule"] if white else "#FFFFFF"
    canvas.line(line_path(lines[:1]), colour, 0.5)
    canvas.line(line_path(lines[1:]), PRINT.lines["kraj"], 0.7)
    services = atlas.places[atlas.places["druh"] == druh.code]
    places = numbered(services, atlas.land)
    for travelling in (False, True):
        own = [[p.x, p.y] for p in places if p.travelling == travelling]
        dots = ground.frame.place(np.array(own, dtype=float).reshape(-1, 2)) + moved
        face, edge = ("#FFFFFF", _DARK) if travelling else (_DARK, "#FFFFFF")
        canvas.area(circles(dots, 0.55), face, edge=edge, line=0.45 if travelling else 0.2)
    _draw_figure(canvas, x + _CELL, y, small, atlas.counts.get(druh.code, 0))


def _draw_head(canvas: Canvas, x: float, y: float, druh: codelists.Druh) -> None:
    """Write § and name of a kind."""
    canvas.line(segments((x, y, x + _CELL, y)), PRINT.ui["rule"], 0.4)
    strong = Style(6.8, bold=True, colour=_DARK)
    canvas.text(x, y + 3.4, druh.paragraph or druh.code.upper(), strong)
    name, room = nonbreaking(druh.name), _CELL - 9.6
    style, step = Style(6.4), 2.75
    if len(wrapped(name, room, style)) > _HEAD_LINES:
        style, step = Style(5.8), 2.4
    for row, line in enumerate(wrapped(name, room, style)):
        canvas.text(x + 9.6, y + 3.4 + row * step, line, style)


def _draw_figure(canvas: Canvas, right: float, y: float, small: Small, services: int) -> None:
    """Write the figure, what it is of, and how many services there are."""
    colours = {True: PRINT.ui["within-ink"], False: PRINT.ui["beyond-ink"], None: _SECOND}
    size = 8.4 if small.good is not None else 7.0
    style = Style(size, bold=True, colour=colours[small.good])
    canvas.text(right, y + 12.2, narrow(small.figure), style, align="right", halo="#FFFFFF")
    quiet = Style(6.0, colour=_SECOND)
    text = narrow(nonbreaking(small.under))
    canvas.text(right, y + 15.2, text, quiet, align="right", halo="#FFFFFF")
    many = counted(services, "služba", "služby", "služeb")
    canvas.text(right, y + 44.2, many, quiet, align="right", halo="#FFFFFF")


def _legend_head(canvas: Canvas, unit: str) -> tuple[float, float]:
    """Begin the legend in the last cell."""
    at = len(codelists.druhy())
    x = _LEFT + at % _COLUMNS * _PITCH[0]
    y = _TOP + at // _COLUMNS * _PITCH[1]
    canvas.line(segments((x, y, x + _CELL, y)), PRINT.ui["ink"], 1.0, cap="butt")
    canvas.text(x, y + 4.0, "LEGENDA", Style(7.5, bold=True))
    canvas.text(x + _CELL, y + 4.0, unit, Style(6.0, colour=_SECOND), align="right")
    return x, y


def _minutes_legend(canvas: Canvas, atlas: Atlas) -> None:
    """Explain the small maps of minutes."""
    x, y = _legend_head(canvas, f"minuty {atlas.mode}")
    small = Style(5.8, colour=_SECOND)
    ends = [*(f"do {number(edge)}" for edge in UNLIMITED_EDGES), "dále"]
    width = 7.2
    for at, text in enumerate(ends):
        middle = x + 17.6 + (at + 0.5) * width
        canvas.text(middle, y + 8.2, nonbreaking(text), small, align="center")
    ramps = (("v mezi", PRINT.ramp), ("nad mezí", PRINT.beyond), ("bez meze", PRINT.unlimited))
    for row, (label, colours) in enumerate(ramps):
        top = y + 9.2 + row * 4.2
        canvas.text(x, top + 2.5, label, Style(6.2))
        for at, colour in enumerate(colours):
            swatch = Row("", "", colour)
            draw_swatch(canvas, x + 17.6 + at * width, top, swatch, (width - 0.3, 3.4))
    top = y + 22.8
    others = (
        Row("w1", "služba je v území, časová mez není", PRINT.ramp[1]),
        Row("b2", "služba v území není", PRINT.beyond[2]),
        *_SPECIAL,
    )
    _draw_rows(canvas, x, top, others, 3.9)
    _draw_dots_key(canvas, x, top + 17.2)


def _shares_legend(canvas: Canvas, atlas: Atlas) -> None:
    """Explain the small maps of shares."""
    x, y = _legend_head(canvas, "podíl osob v dosahu")
    edges = atlas.plan.publish.classes
    pairs = zip(share_labels(edges), share_fills(edges), strict=True)
    rows = [Row("", label, colour) for label, colour in pairs][::-1]
    rows += [_SPECIAL[0]._replace(label="bez dat"), _SPECIAL[1]._replace(label="netýká se")]
    _draw_rows(canvas, x, y + 6.0, rows, min(4.2, 34.0 / len(rows)))
    _draw_dots_key(canvas, x, y + 42.2)


def _draw_rows(
    canvas: Canvas, x: float, y: float, rows: tuple[Row, ...] | list[Row], step: float
) -> None:
    """Draw rows of a legend."""
    for row in rows:
        draw_swatch(canvas, x, y, row, (7.2, step - 0.7))
        style = fitted(narrow(row.label), _CELL - 9.2, Style(6.2), 5.4)
        canvas.text(x + 9.2, y + step / 2 + 0.5, narrow(nonbreaking(row.label)), style)
        y += step


def _draw_dots_key(canvas: Canvas, x: float, y: float) -> None:
    """Explain the dots."""
    style = Style(6.2)
    canvas.area(circles(np.array([[x + 3.6, y]]), 0.6), _DARK)
    canvas.text(x + 9.2, y + 0.8, "místo služby", style)
    middle = x + 12.5 + text_width("místo služby", style)
    canvas.area(circles(np.array([[middle, y]]), 0.6), "#FFFFFF", edge=_DARK, line=0.5)
    canvas.text(middle + 1.8, y + 0.8, nonbreaking("základna terénní"), style)


def _finish(canvas: Canvas, atlas: Atlas, name: str, ground: Ground, note: str) -> None:
    """Draw scale, arrow and imprint."""
    layout = LAYOUTS["A3"]
    ends = (layout.margin, layout.imprint_y, layout.right, layout.imprint_y)
    canvas.line(segments(ends), PRINT.ui["rule"], 0.4)
    draw_scale(canvas, ground.frame, layout.margin + 1.2, layout.imprint_y + 11.4)
    draw_north(canvas, ground.frame, layout.margin + 61.5, layout.imprint_y + 9.0, 10.0)
    canvas.end_part()
    draw_imprint(canvas, layout, atlas, layout.margin + 69, *atlas.notes(name, note))
