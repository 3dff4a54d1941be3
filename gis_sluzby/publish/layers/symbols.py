"""Symbols of QGIS made from the palette: fills with their patterns, lines, points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from gis_sluzby.cartography import LIGHT, PATTERNS

if TYPE_CHECKING:
    from gis_sluzby.cartography import Pattern

#: Millimetres of a pixel of the screen (96 to the inch): QGIS draws them at the same size.
_PIXEL: Final = 25.4 / 96
#: Lines of a pattern: their angle, counted from east against the clock.
_ANGLES: Final = {"hatch": 45, "backhatch": 135, "stripes": 90}
_DASH_WIDTH: Final = 1.25
_OBEC_WIDTH, _RING_WIDTH = 0.2, 0.4
Pairs: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One layer of a symbol.

    Attributes
    ----------
    kind
        Name of the class in QGIS, such as SimpleFill.
    properties
        Its properties as QGIS writes them, name and value; lengths are in millimetres.
    symbol
        The symbol it repeats, of patterns.
    expressions
        Expressions of QGIS: the name of the property that each gives, and the expression.
    """

    kind: str
    properties: Pairs
    symbol: Symbol | None = None
    expressions: Pairs = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of QGIS.

    Attributes
    ----------
    type
        The word fill, line or marker.
    parts
        Its layers, drawn in this order.
    """

    type: str
    parts: tuple[Part, ...]


def solid(colour: str, line: str = LIGHT.lines["obec"], width: float = _OBEC_WIDTH) -> Symbol:
    """Give an area of one colour with the line of an obec.

    Parameters
    ----------
    colour, line
        Colours as #RRGGBB.
    width
        Width of the line, mm.

    Returns
    -------
    A fill.
    """
    return Symbol("fill", (_ground(colour, line, width),))


def patterned(state: str) -> Symbol:
    """Give an area with the pattern of a state.

    Parameters
    ----------
    state
        One of `cartography.PATTERNS`.

    Returns
    -------
    A fill: ground and marks in the colours of the light palette.

    Raises
    ------
    KeyError
        When there is no such pattern.
    """
    ground, mark = LIGHT.patterns[state]
    base = _ground(ground, LIGHT.lines["obec"], _OBEC_WIDTH)
    return Symbol("fill", (base, marks(PATTERNS[state], mark)))


def marks(pattern: Pattern, colour: str) -> Part:
    """Give the marks of a pattern.

    Parameters
    ----------
    pattern
        Kind and sizes, pixels of the screen.
    colour
        Colour of the marks.

    Returns
    -------
    A layer of a fill.
    """
    if pattern.kind in _ANGLES:
        properties = {
            "angle": str(_ANGLES[pattern.kind]),
            "distance": _mm(pattern.step),
            "distance_unit": "MM",
        }
        return Part("LinePatternFill", _pairs(properties), line(colour, pattern.size * _PIXEL))
    width, height = pattern.cell
    dots = pattern.kind == "dots"
    # Every other row of dashes is half a cell further.
    across, down, shift = (pattern.step, pattern.step, 0.0) if dots else (width, height / 2, 0.5)
    properties = {
        "distance_x": _mm(across),
        "distance_x_unit": "MM",
        "distance_y": _mm(down),
        "distance_y_unit": "MM",
        "displacement_x": _mm(across * shift),
        "displacement_x_unit": "MM",
    }
    mark = _marker("circle", colour, 2 * pattern.size * _PIXEL, colour, 0)
    if not dots:
        mark = _marker("line", colour, pattern.size * _PIXEL, colour, _DASH_WIDTH * _PIXEL, 90)
    return Part("PointPatternFill", _pairs(properties), Symbol("marker", (mark,)))


def line(colour: str, width: float) -> Symbol:
    """Give a line.

    Parameters
    ----------
    colour
        Its colour.
    width
        Its width, mm.

    Returns
    -------
    A line.
    """
    return Symbol("line", (_stroke(colour, width),))


def border(colour: str, width: float, casing: str | None = None) -> Symbol:
    """Give an area of which only the border is drawn.

    Parameters
    ----------
    colour
        Colour of the border.
    width
        Its width, mm.
    casing
        Colour of a wider line below it; none where not given.

    Returns
    -------
    A fill made of lines.
    """
    below = () if casing is None else (_stroke(casing, width + 0.5),)
    return Symbol("fill", (*below, _stroke(colour, width)))


def point(
    shape: str, size: float, colour: str = LIGHT.lines["point"], expression: str | None = None
) -> Symbol:
    """Give a point with its ring.

    Parameters
    ----------
    shape
        Name of the shape in QGIS: circle, square, triangle …
    size
        Diameter, mm.
    colour
        Its colour.
    expression
        What gives the diameter in its place, an expression of QGIS.

    Returns
    -------
    A marker.
    """
    return Symbol("marker", (_point(shape, size, colour, expression),))


def middle(shape: str, size: float, colour: str, expression: str) -> Symbol:
    """Give a point in the middle of an area, which itself is not drawn.

    Parameters
    ----------
    shape, size, colour, expression
        As of `point`.

    Returns
    -------
    A fill.
    """
    mark = point(shape, size, colour, expression)
    return Symbol("fill", (Part("CentroidFill", (("point_on_surface", "1"),), mark),))


def _point(shape: str, size: float, colour: str, expression: str | None) -> Part:
    """Give a marker with a ring in the colour that parts it from what lies below."""
    part = _marker(shape, colour, size, LIGHT.lines["point-ring"], _RING_WIDTH)
    sizes = () if expression is None else (("size", expression),)
    return Part(part.kind, part.properties, expressions=sizes)


def _ground(colour: str, line_colour: str, width: float) -> Part:
    """Give the ground of an area."""
    properties = {
        "color": _rgba(colour),
        "style": "solid",
        "outline_color": _rgba(line_colour),
        "outline_style": "solid",
        "outline_width": f"{width:g}",
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    return Part("SimpleFill", _pairs(properties))


def _stroke(colour: str, width: float) -> Part:
    """Give a line of one colour."""
    properties = {
        "line_color": _rgba(colour),
        "line_style": "solid",
        "line_width": f"{width:.3g}",
        "line_width_unit": "MM",
        "joinstyle": "round",
        "capstyle": "flat",
    }
    return Part("SimpleLine", _pairs(properties))


def _marker(
    shape: str, colour: str, size: float, ring: str, ring_width: float, angle: float = 0
) -> Part:
    """Give a simple marker; lengths in millimetres."""
    properties = {
        "name": shape,
        "angle": f"{angle:g}",
        "color": _rgba(colour),
        "size": f"{size:.3g}",
        "size_unit": "MM",
        "outline_color": _rgba(ring),
        "outline_style": "solid" if ring_width else "no",
        "outline_width": f"{ring_width:.3g}",
        "outline_width_unit": "MM",
        "scale_method": "diameter",
    }
    return Part("SimpleMarker", _pairs(properties))


def _pairs(properties: dict[str, str]) -> Pairs:
    """Give properties so that what holds them can be remembered by its value."""
    return tuple(properties.items())


def _mm(pixels: float) -> str:
    """Write pixels of the screen in millimetres."""
    return f"{pixels * _PIXEL:.3f}"


def _rgba(colour: str) -> str:
    """Write a colour as QGIS does."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"{red},{green},{blue},255"
