"""How each layer looks: symbols by class, labels, in the colours and patterns of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gis_sluzby.cartography import LIGHT
from gis_sluzby.publish.layers.classes import class_symbol
from gis_sluzby.publish.layers.symbols import (
    Symbol,
    border,
    line,
    middle,
    patterned,
    point,
    solid,
)
from gis_sluzby.words import FORMS, status_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gis_sluzby.publish.layers.classes import Kind
    from gis_sluzby.publish.site.legend import Legend

_GAP: Final = "#6E2A10"
_PLACE: Final = "#17294D"
#: People out of reach whose circle has the size given; others by the area of the circle.
_GAP_SIZE: Final = "coalesce(max(1.5, min(14, 0.12 * sqrt(people_uncovered))), 1.5)"
_PLACE_SIZE: Final = "1.6 * (1 + 0.13 * (min(sluzeb, 12) - 1))"
#: Shapes tell groups of kinds apart where colours do not.
_GROUPS: Final = {"poradenství": "circle", "péče": "square", "prevence": "triangle"}


@dataclass(frozen=True, slots=True)
class Category:
    """One class of a layer.

    Attributes
    ----------
    value
        The value of the column.
    label
        What the legend says.
    symbol
        What is drawn.
    """

    value: str
    label: str
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Label:
    """Labels of a layer.

    Attributes
    ----------
    column
        The column with the text.
    size
        Size of the letters, points.
    bold
        Whether they are bold.
    scale
        The smallest scale at which they are drawn, as its denominator; 0 for all scales.
    """

    column: str
    size: float
    bold: bool = False
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a layer.

    Attributes
    ----------
    column
        The column that the classes are of; empty where all is drawn alike.
    categories
        The classes; one without a value where all is drawn alike.
    label
        Labels; none where not given.
    geometry
        Polygon, Line or Point.
    """

    column: str
    categories: tuple[Category, ...]
    label: Label | None = None
    geometry: str = "Polygon"

    @property
    def renderer(self) -> str:
        """Name of the renderer in QGIS."""
        return "categorizedSymbol" if self.column else "singleSymbol"


def coverage_styles(
    kinds: Iterable[Kind], orp: Legend, edges: tuple[float, ...]
) -> dict[str, Style]:
    """Give the looks of the views of coverage.

    Parameters
    ----------
    kinds
        The kinds with their legends.
    orp
        The legend of maps by ORP.
    edges
        Edges of the classes of shares, percent.

    Returns
    -------
    The look by name of the view; classes, words, colours and patterns are those of the page.
    """
    styles, of_orp = {}, _by_legend(orp, edges)
    for kind in kinds:
        styles[f"dostupnost_{kind.name}"] = _by_legend(kind.legend, edges)
        if kind.forma == "any":
            styles[f"dostupnost_orp_{kind.druh}"] = of_orp
    return styles


def base_styles() -> dict[str, Style]:
    """Give the looks of the layers that do not depend on the data.

    Returns
    -------
    The look by name of the layer.
    """
    lines = LIGHT.lines
    kinds = (
        Category("obec", "obec", solid(lines["neutral"], lines["neutral-line"])),
        Category("vojensky_ujezd", "vojenský újezd", patterned("not_applicable")),
    )
    return {
        "obce": Style("kind", kinds, Label("nazev", 7, scale=200_000)),
        "pou": _bordered(border(lines["neutral-line"], 0.3), "POÚ"),
        "orp": _bordered(
            border(lines["orp"], 0.4, lines["orp-casing"]),
            "správní obvod ORP",
            Label("nazev", 9, bold=True),
        ),
        "kraj": _bordered(border(lines["kraj"], 0.7, lines["orp-casing"]), "kraj"),
        "vody": Style("", (_alone(line(lines["water"], 0.3), "vodní tok"),), geometry="Line"),
        "vody_plochy": Style("", (_alone(solid(lines["water"], lines["water"]), "vodní plocha"),)),
        "uzemi": _bordered(border(lines["neighbour-line"], 0.3), "jiné území"),
        "mista": Style(
            "",
            (_alone(point("circle", 1.6, _PLACE, _PLACE_SIZE), "místo služeb"),),
            geometry="Point",
        ),
        "sluzby": Style(
            "skupina",
            tuple(Category(name, name, point(shape, 2.4)) for name, shape in _GROUPS.items()),
            geometry="Point",
        ),
        "mezery": Style(
            "status",
            (
                Category("uncovered", status_word("uncovered"), _gap("circle")),
                Category("partial", status_word("partial"), _gap("half_circle")),
            ),
        ),
        "pusobnost": Style("forma", _by_forma()),
    }


def _by_legend(legend: Legend, edges: tuple[float, ...]) -> Style:
    """Give the look of areas by the rows of a legend."""
    classes = (Category(row["key"], row["label"], class_symbol(row, edges)) for row in legend.rows)
    return Style("trida", tuple(classes))


def _by_forma() -> tuple[Category, ...]:
    """Give the classes of declared areas: a line for each form, so that they may overlap."""
    colours: Mapping[str, str] = {
        "ter": LIGHT.ui["accent"],
        "amb": LIGHT.ramp[2],
        "pob": LIGHT.lines["kraj"],
        "unknown": LIGHT.ui["line-strong"],
    }
    return tuple(
        Category(forma, FORMS[forma], border(colour, 0.5)) for forma, colour in colours.items()
    )


def _gap(shape: str) -> Symbol:
    """Give the circle of a gap, its area after the people out of reach."""
    return middle(shape, 3, _GAP, _GAP_SIZE)


def _bordered(symbol: Symbol, label: str, text: Label | None = None) -> Style:
    """Give the look of areas that are all drawn alike."""
    return Style("", (_alone(symbol, label),), text)


def _alone(symbol: Symbol, label: str) -> Category:
    """Give the only class of a layer."""
    return Category("", label, symbol)
