"""Letters on paper: how wide text is, where it breaks, thin spaces in numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from gis_sluzby.cartography import NBSP, PRINT

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Ships with matplotlib, so it is the same everywhere; it has all Czech letters and thin spaces.
FAMILY: Final = "DejaVu Sans"
MM_PER_POINT: Final = 25.4 / 72
NARROW: Final = "\u202f"
THIN: Final = "\u2009"
#: How far capitals rise above the baseline and letters hang below it, as a share of the size.
ASCENT: Final = 0.76
DESCENT: Final = 0.22
_MEASURED_AT = 100.0
_DIGIT_SPACE = re.compile(rf"(?<=\d){NBSP}(?=\d{{3}}(?!\d))|(?<=\d){NBSP}(?=%)")


class Style(NamedTuple):
    """How text looks.

    Parameters
    ----------
    size
        In points.
    bold, italic
        The cut.
    colour
        Of the letters.
    """

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = PRINT.ui["ink"]


def narrow(text: str) -> str:
    """Part thousands and the per cent sign by a narrow space, which does not break either.

    Parameters
    ----------
    text
        Text of `cartography`.

    Returns
    -------
    str
        The same text as it is printed.
    """
    return _DIGIT_SPACE.sub(NARROW, text)


def text_width(text: str, style: Style) -> float:
    """Measure a line of text.

    Parameters
    ----------
    text
        The line.
    style
        How it looks.

    Returns
    -------
    float
        Its width in millimetres; spaces at the ends count.
    """
    cut = style.bold, style.italic
    return (_units(f"|{text}|", *cut) - _units("||", *cut)) * style.size * MM_PER_POINT


def fitted(text: str, width: float, style: Style, least: float) -> Style:
    """Make letters smaller until a line fits.

    Parameters
    ----------
    text
        The line.
    width
        The space, millimetres.
    style
        How it looks where there is room enough.
    least
        The smallest size allowed, points.

    Returns
    -------
    Style
        Of a size between the two; of the smallest one even where the line does not fit.
    """
    needed = text_width(text, style)
    if needed <= width:
        return style
    # A hair smaller, so that what was made to fit is not found too long by the last bit.
    return style._replace(size=max(least, 0.999 * style.size * width / needed))


def wrapped(text: str, width: float, style: Style) -> list[str]:
    """Break text into lines at its spaces.

    Parameters
    ----------
    text
        The text; no-break spaces do not break.
    width
        The space, millimetres.
    style
        How it looks.

    Returns
    -------
    list of str
        The lines; a word that is too long stands alone.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, style) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def running(items: Sequence[str], width: float, style: Style) -> list[str]:
    """Set items one after the other, parted by middle dots; none of them is broken.

    Parameters
    ----------
    items
        The items.
    width
        The space, millimetres.
    style
        How they look.

    Returns
    -------
    list of str
        The lines; there is no dot at the end of one.
    """
    glued = " ".join(f"{item} ·".replace(" ", NBSP) for item in items)
    lines = wrapped(glued, width + text_width(f"{NBSP}·", style), style)
    return [line.removesuffix(f"{NBSP}·") for line in lines]


def shortened(text: str, width: float, style: Style) -> str:
    """Cut a line that is too long, with an ellipsis.

    Parameters
    ----------
    text
        The line.
    width
        The space, millimetres.
    style
        How it looks.

    Returns
    -------
    str
        The line itself where it fits.
    """
    if text_width(text, style) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", style) > width:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def spaced(text: str) -> str:
    """Write in capitals with thin spaces between letters, as names of areas are.

    Parameters
    ----------
    text
        The name.

    Returns
    -------
    str
        The name as it is printed.
    """
    return THIN.join(text.upper())


@cache
def _units(text: str, bold: bool, italic: bool) -> float:  # noqa: FBT001  (the cache's key)
    """Give the width of text of size one."""
    font = FontProperties(
        family=FAMILY,
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
        size=_MEASURED_AT,
    )
    width, _, _ = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    return width / _MEASURED_AT
