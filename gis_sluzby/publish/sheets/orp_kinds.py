"""The table of all kinds in one ORP, which takes the room of an inset that is not needed."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from gis_sluzby import codelists
from gis_sluzby.cartography import EN_DASH, PRINT, counted, nonbreaking, number, shown_minutes
from gis_sluzby.publish.sheets.lettering import Style, fitted, narrow, text_width, wrapped
from gis_sluzby.publish.sheets.marks import draw_swatch
from gis_sluzby.publish.sheets.paths import segments
from gis_sluzby.publish.sheets.scheme import Row, share_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.canvas import Canvas

#: Least and largest height of a row.
_PITCHES: Final = (4.6, 7.2)
_EACH: Final = 17
_GAP: Final = 6.0
_SMALL: Final = Style(5.6)
#: Height of the summary above the table, and of the table's head.
_SUMMARY, _HEAD = 14.5, 6.0
_FILLS: Final = {
    "covered": PRINT.ramp[1],
    "partial": PRINT.beyond[1],
    "uncovered": PRINT.beyond[4],
    "no_data": "no_data",
    "not_applicable": "not_applicable",
}


def draw_orp_kinds(
    canvas: Canvas, atlas: Atlas, kod: str, room: tuple[float, float, float, float]
) -> float:
    """Say how many kinds reach all people, then list minutes and the share of people for each.

    Parameters
    ----------
    canvas
        The sheet.
    atlas
        What all sheets share.
    kod
        Code of the ORP.
    room
        Left, top, width and largest height, millimetres.

    Returns
    -------
    float
        Where it ends.
    """
    x, top, width, height = room
    kinds = [_kind_of(atlas, kod, druh) for druh in codelists.druhy()]
    canvas.line(segments((x, top, x + width, top)), PRINT.ui["ink"], 1.0, cap="butt")
    _draw_summary(canvas, x, top, kinds)
    y = top + _SUMMARY
    pitch = (height - _SUMMARY - _HEAD - 7.0) / _EACH
    pitch = min(max(pitch, _PITCHES[0]), _PITCHES[1])
    size = 6.4 if pitch < 5.5 else 6.8  # noqa: PLR2004
    head = Style(6.4, bold=True, colour=PRINT.ui["ink-2"])
    half = (width - _GAP) / 2
    for column in range(2):
        left = x + column * (half + _GAP)
        canvas.text(left, y + 4.3, "druh služby", head)
        canvas.text(left + half - 18, y + 4.3, "minut", head, align="right")
        canvas.text(left + half, y + 4.3, "v dosahu", head, align="right")
        canvas.line(segments((left, y + _HEAD, left + half, y + _HEAD)), PRINT.ui["rule"], 0.6)
        for row, kind in enumerate(kinds[column * _EACH : (column + 1) * _EACH]):
            low = y + _HEAD + (row + 1) * pitch
            _draw_row(canvas, kind, (left, low, half, pitch), Style(size))
    return y + _HEAD + _EACH * pitch


class Kind(NamedTuple):
    """A row: the kind, its status in the ORP, minutes (NaN: none) and share in words."""

    druh: codelists.Druh
    status: str
    minutes: float
    said: str


def _kind_of(atlas: Atlas, kod: str, druh: codelists.Druh) -> Kind:
    """Collect what the table says of one kind."""
    rows = atlas.total("orp", druh.code)
    row = rows[rows["kod_orp"] == kod].iloc[0]
    claim = atlas.claim(druh.code)
    status, said = share_words(claim, str(row["status"]), float(row["covered_share"]))
    minutes = float(row["nearest_minutes"]) if claim in {"time", "unlimited"} else math.nan
    return Kind(druh, status, minutes, said)


def _draw_summary(canvas: Canvas, x: float, y: float, kinds: Sequence[Kind]) -> None:
    """Draw how many kinds all people have in reach, and how it is with the others."""
    counts = Counter(kind.status for kind in kinds)
    figure = str(counts["covered"])
    big = Style(18.5, bold=True, colour=PRINT.ui["within-ink"])
    canvas.text(x, y + 8.6, figure, big, name="figure")
    left = x + text_width(figure, big) + 4.0
    whole = counted(len(kinds), "druhu", "druhů", "druhů")
    other = [
        f"{word}: {counts[status]}"
        for status, word in (
            ("partial", "jen někteří"),
            ("uncovered", "nikdo"),
            ("no_data", "bez dat"),
            ("not_applicable", "netýká se nebo bez meze"),
        )
        if counts[status]
    ]
    said = f"z {whole} služeb mají v dosahu podle standardu všichni obyvatelé cílové skupiny"
    canvas.text(left, y + 5.2, narrow(nonbreaking(said)), Style(6.8))
    strong = Style(6.8, bold=True, colour=PRINT.ui["ink-2"])
    canvas.text(left, y + 8.6, " · ".join(other), strong)


def _draw_row(
    canvas: Canvas, kind: Kind, place: tuple[float, float, float, float], style: Style
) -> None:
    """Draw the row of one kind; a long name takes two lines."""
    x, y, width, pitch = place
    middle = y - pitch / 2
    base = middle + 0.125 * style.size
    canvas.line(segments((x, y, x + width, y)), "#E6E4DD", 0.35)
    draw_swatch(canvas, x, middle - 1.4, Row("", "", _FILLS[kind.status]), (3.2, 2.8))
    strong = style._replace(bold=True, colour=PRINT.lines["point"])
    canvas.text(x + 4.6, base, kind.druh.paragraph or kind.druh.code.upper(), strong)
    name, room = nonbreaking(kind.druh.name), width - 43
    lines = [name] if text_width(name, style) <= room else wrapped(name, room, _SMALL)
    if len(lines) == 1:
        canvas.text(x + 14, base, name, fitted(name, room, style, 5.4))
    else:
        for at, line in enumerate(lines):
            canvas.text(x + 14, middle - 0.3 + at * 2.15, line, _SMALL)
    text = EN_DASH if math.isnan(kind.minutes) else number(float(shown_minutes(kind.minutes)))
    canvas.text(x + width - 18, base, text, style, align="right")
    warm = kind.status in {"partial", "uncovered"}
    colour = PRINT.ui["beyond-ink"] if warm else PRINT.ui["ink"]
    last = style._replace(bold=warm, colour=colour)
    canvas.text(x + width, base, narrow(kind.said), last, align="right")
