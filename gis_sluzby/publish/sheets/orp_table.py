"""The table of places on the sheet of an ORP."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, PRINT, nonbreaking
from gis_sluzby.publish.sheets.lettering import Style, fitted, running, shortened, text_width
from gis_sluzby.publish.sheets.marks import draw_number
from gis_sluzby.publish.sheets.paths import segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.places import Place

_SECOND, _RULE = PRINT.ui["ink-2"], PRINT.ui["rule"]
#: Heights of rows of the table that are tried, with the size of their letters.
_ROWS: Final = ((5.0, 6.6), (4.4, 6.4), (3.9, 6.2), (3.4, 6.0), (3.0, 5.6))


_HEAD: Final = 6.8
_NOTE: Final = Style(5.8, colour=PRINT.ui["ink-2"])


class Entry(NamedTuple):
    """A row of the table: an obec, or a place in it."""

    obec: str
    place: Place | None


def draw_places_table(
    canvas: Canvas, room: tuple[float, float, float, float], places: Sequence[Place]
) -> None:
    """List the places by number in columns, and what the § mean.

    Parameters
    ----------
    canvas
        The sheet.
    room
        Left, top, right and bottom, millimetres.
    places
        By number.
    """
    left, top, right, bottom = room
    glossary, note = _glossary(places, right - left), _NOTE
    low = bottom - 2.75 * len(glossary) - 2.0
    ends = (left, top, right, top)
    canvas.line(segments(ends), PRINT.ui["ink"], 1.0, cap="butt")
    _draw_entries(canvas, (left, top, right, low - 3.0), _entries(places))
    canvas.line(segments((left, low - 1.0, right, low - 1.0)), _RULE, 0.4)
    for at, line in enumerate(glossary):
        canvas.text(left, low + 2.4 + at * 2.75, line, note)


def table_height(places: Sequence[Place], width: float) -> float:
    """Give the height of the list in two columns of its widest rows, with what the § mean.

    Parameters
    ----------
    places
        By number.
    width
        Of the list, millimetres.

    Returns
    -------
    float
        Millimetres.
    """
    rows = math.ceil(len(_entries(places)) / 2) + 1
    return _HEAD + rows * _ROWS[0][0] + 2.75 * len(_glossary(places, width)) + 8.0


def _entries(places: Sequence[Place]) -> list[Entry]:
    """Give the rows of the list: each obec, then its places."""
    entries: list[Entry] = []
    for place in places:
        if not entries or entries[-1].obec != place.obec:
            entries.append(Entry(place.obec, None))
        entries.append(Entry(place.obec, place))
    return entries


def _glossary(places: Sequence[Place], width: float) -> list[str]:
    """Say what the § of the list mean."""
    kinds = [kind for kind in codelists.druhy() if any(kind.code in p.druhy for p in places)]
    words = [nonbreaking(f"{kind.paragraph or kind.code.upper()} {kind.name}") for kind in kinds]
    return running(words, width, _NOTE)


def _draw_entries(
    canvas: Canvas, space: tuple[float, float, float, float], entries: Sequence[Entry]
) -> None:
    """Draw the rows of the table, in as many columns as they need."""
    left, top, right, low = space
    room = low - top - _HEAD - 2.0
    for columns in (2, 3, 4):
        found = next(
            (pair for pair in _ROWS if math.ceil(len(entries) / columns) * pair[0] <= room), None
        )
        if found is not None:
            break
    else:
        found = _ROWS[-1]
    pitch, size = found
    each = min(math.ceil(len(entries) / columns) + 1, int(room / pitch))
    gap = 6.0
    width = ((right - left) - gap * (columns - 1)) / columns
    at = 0
    for column in range(columns):
        x = left + column * (width + gap)
        head = Style(6.4, bold=True, colour=_SECOND)
        canvas.text(x, top + 4.3, "č.", head)
        canvas.text(x + 6.6, top + 4.3, "poskytovatel", head)
        canvas.text(x + width, top + 4.3, "druhy služeb (§)", head, align="right")
        canvas.line(segments((x, top + 6.0, x + width, top + 6.0)), _RULE, 0.6)
        y = top + _HEAD
        for row in range(each):
            if at >= len(entries):
                break
            # The name of an obec does not stand alone at the end of a column.
            if entries[at].place is None and row == each - 1 and column < columns - 1:
                break
            y += pitch
            _draw_entry(canvas, x, y, width, entries[at], Style(size))
            at += 1


def _draw_entry(
    canvas: Canvas, x: float, y: float, width: float, entry: Entry, style: Style
) -> None:
    """Draw one row."""
    base = y - 0.22 * style.size
    canvas.line(segments((x, y, x + width, y)), "#E6E4DD", 0.35)
    if entry.place is None:
        strong = style._replace(bold=True, colour=PRINT.ui["within-ink"])
        canvas.text(x, base, entry.obec, strong)
        return
    place = entry.place
    draw_number(canvas, x + 2.2, base - 0.8, min(1.5, 0.23 * style.size), place)
    kinds = [
        (codelists.druh(code).paragraph or code.upper()).removeprefix(f"§{NBSP}")
        for code in place.druhy
    ]
    listed = f"§{NBSP}{', '.join(kinds)}"
    room = width * 0.42
    own = fitted(listed, room, style, 5.4)
    listed = shortened(listed, room, own)
    canvas.text(x + width, base, listed, own, align="right")
    left = width - 6.6 - text_width(listed, own) - 2.5
    smaller = fitted(place.providers, left, style, 5.6)
    canvas.text(x + 6.6, base, shortened(place.providers, left, smaller), smaller)
