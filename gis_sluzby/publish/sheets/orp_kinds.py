"""The table of all kinds in one ORP, which takes the room of an inset that is not needed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from gis_sluzby import codelists
from gis_sluzby.cartography import EN_DASH, PRINT, nonbreaking, number, percent, shown_minutes
from gis_sluzby.publish.sheets.lettering import Style, fitted, narrow, shortened
from gis_sluzby.publish.sheets.marks import draw_swatch
from gis_sluzby.publish.sheets.paths import segments
from gis_sluzby.publish.sheets.scheme import Row, claim_of
from gis_sluzby.words import STATUSES

if TYPE_CHECKING:
    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.canvas import Canvas

_PITCH: Final = 4.6
_EACH: Final = 17
_GAP: Final = 6.0
_FILLS: Final = {
    "covered": PRINT.ramp[1],
    "partial": PRINT.beyond[1],
    "uncovered": PRINT.beyond[4],
    "no_data": "no_data",
    "not_applicable": "not_applicable",
}


def draw_orp_kinds(
    canvas: Canvas, atlas: Atlas, kod: str, x: float, top: float, width: float
) -> None:
    """List minutes and the share of people in reach of every kind.

    Parameters
    ----------
    canvas
        The sheet.
    atlas
        What all sheets share.
    kod
        Code of the ORP.
    x, top, width
        Where the table stands, millimetres.
    """
    second = PRINT.ui["ink-2"]
    canvas.line(segments((x, top, x + width, top)), PRINT.ui["ink"], 1.0, cap="butt")
    head = Style(6.4, bold=True, colour=second)
    half = (width - _GAP) / 2
    for column in range(2):
        left = x + column * (half + _GAP)
        canvas.text(left, top + 4.3, "druh služby", head)
        canvas.text(left + half - 18, top + 4.3, "minut", head, align="right")
        canvas.text(left + half, top + 4.3, "v dosahu", head, align="right")
        canvas.line(segments((left, top + 6.0, left + half, top + 6.0)), PRINT.ui["rule"], 0.6)
        for row, druh in enumerate(codelists.druhy()[column * _EACH : (column + 1) * _EACH]):
            _draw_row(canvas, atlas, kod, druh, left, top + 6.0 + (row + 1) * _PITCH, half)


def _draw_row(
    canvas: Canvas,
    atlas: Atlas,
    kod: str,
    druh: codelists.Druh,
    x: float,
    y: float,
    width: float,
) -> None:
    """Draw the row of one kind."""
    rows = atlas.total("orp", druh.code)
    row = rows[rows["kod_orp"] == kod].iloc[0]
    obce = atlas.total("obec", druh.code)
    measure = str(next(iter(obce["measure"].dropna()), "none"))
    claim = claim_of(druh.code, measure, str(atlas.standard(druh.code)["level"]), obce)
    base = y - 1.4
    canvas.line(segments((x, y, x + width, y)), "#E6E4DD", 0.35)
    status = str(row["status"])
    draw_swatch(canvas, x, y - 3.7, Row("", "", _FILLS[status]), (3.2, 2.8))
    strong = Style(6.2, bold=True, colour=PRINT.lines["point"])
    canvas.text(x + 4.6, base, druh.paragraph or druh.code.upper(), strong)
    name = nonbreaking(druh.name)
    style = fitted(name, width - 43, Style(6.4), 5.6)
    canvas.text(x + 14, base, shortened(name, width - 43, style), style)
    minutes = float(row["nearest_minutes"])
    timed = claim in {"time", "unlimited"} and not math.isnan(minutes)
    text = number(float(shown_minutes(minutes))) if timed else EN_DASH
    canvas.text(x + width - 18, base, text, Style(6.4), align="right")
    share = float(row["covered_share"])
    said = STATUSES[status] if math.isnan(share) else narrow(percent(share))
    warm = status in {"partial", "uncovered"}
    colour = PRINT.ui["beyond-ink"] if warm else PRINT.ui["ink"]
    canvas.text(x + width, base, said, Style(6.4, bold=warm, colour=colour), align="right")
