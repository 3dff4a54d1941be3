"""A map of a GeoDataFrame to look at in a notebook: HTML that asks nobody for anything.

It is folium's map. What folium would do with text and links is held shut: text of data is written
in HTML entities, so that neither a template nor a browser takes it for code; Leaflet is inlined;
names are numbers in order, so that the same frame gives the same HTML.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import folium
import numpy as np
import pandas as pd
import shapely
from branca.element import CssLink, Element, Figure, JavascriptLink

from gis_sluzby.cartography import EN_DASH, LIGHT, NBSP, number
from gis_sluzby.crs import to_4326
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.publish.site.scripts import vendored
from gis_sluzby.words import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

#: Shapes are simplified by this many metres, with shared edges.
_TOLERANCE = 60.0
#: Degrees are rounded to about a metre.
_DIGITS = 5
_NONE_WORD, _NONE_COLOUR = "bez hodnoty", "#E3E7E9"
#: What HTML, a template literal or a template would take for its own.
_STEERING = re.compile(r"[^\w .,;:()/%+\-–„“°²]|_")
_CLASSES = 4
_STATUS_COLOURS = {
    "covered": LIGHT.ramp[1],
    "partial": LIGHT.beyond[0],
    "uncovered": LIGHT.beyond[2],
    "no_data": LIGHT.patterns["no_data"][0],
    "not_applicable": LIGHT.patterns["not_applicable"][0],
}
_OTHERS = (*LIGHT.ramp, *LIGHT.beyond, *LIGHT.unlimited)


def explore(
    frame: gpd.GeoDataFrame,
    column: str | None = None,
    *,
    title: str = "",
    tooltip: Mapping[str, str] | None = None,
    colours: Mapping[str, str] | None = None,
    height: int = 480,
) -> folium.Map:
    """Show a GeoDataFrame as a map.

    Parameters
    ----------
    frame
        Shapes or points in EPSG:5514.
    column
        What colours them: numbers are parted into classes of equally many rows, text is taken as
        it is; codes of statuses have their own colours and words. One colour where not given.
    title
        Title of the map.
    tooltip
        Columns shown for a shape under the pointer, each with its Czech name; all columns under
        their own names where not given.
    colours
        Colour of each text of the column.
    height
        Height in pixels.

    Returns
    -------
    The map: a notebook shows it, `save` writes it. It needs no network.

    Raises
    ------
    InputError
        When a column is not there, or the frame is in another reference system.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> frame = gpd.GeoDataFrame(
    ...     {"nazev": ["Ves <b>"], "status": ["covered"]},
    ...     geometry=[shapely.box(-850000, -1000000, -849000, -999000)],
    ...     crs=5514,
    ... )
    >>> page = explore(frame, "status", title="Dosah").get_root().render()
    >>> "v dosahu" in page, "<b>" in page
    (True, False)
    """
    shown = dict(tooltip or {name: name for name in frame.columns if name != "geometry"})
    _check(frame, [*shown, *([] if column is None else [column])])
    words, fill = _coloured(frame, column, colours)
    degrees = to_4326(_simplified(frame))
    geometry = shapely.set_precision(degrees.to_numpy(), 10.0**-_DIGITS)
    rows = [{name: _text(value) for name, value in row.items()} for row in _records(frame, shown)]
    features = [
        {
            "type": "Feature",
            "id": str(place),
            "properties": {**{f"c{n}": text for n, text in enumerate(row.values())}, "fill": c},
            "geometry": shape.__geo_interface__,
        }
        for place, (row, c, shape) in enumerate(zip(rows, fill, geometry, strict=True))
        if shape is not None and not shape.is_empty
    ]
    page = _Map(height)
    if features:
        west, south, east, north = shapely.total_bounds(geometry).tolist()
        layer = folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            style_function=_style,
            marker=folium.CircleMarker(radius=5),
            tooltip=folium.GeoJsonTooltip(
                fields=[f"c{n}" for n in range(len(shown))],
                aliases=[entities(name) for name in shown.values()],
                localize=False,
            )
            if shown
            else None,
        )
        layer.add_to(page)
        folium.FitBounds([[south, west], [north, east]]).add_to(page)
    figure = _Figure(title, words)
    figure.add_child(page)
    for place, element in enumerate(_elements(figure)):
        element._id = str(place)  # noqa: SLF001 -- branca draws names at random
    return page


def entities(text: str) -> str:
    """Write text so that HTML, JavaScript and templates take all of it for text.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The same text for who reads the page.

    Examples
    --------
    >>> entities("a<b>${x}`{{ 7 }}")
    'a&#60;b&#62;&#36;&#123;x&#125;&#96;&#123;&#123; 7 &#125;&#125;'
    """
    return _STEERING.sub(lambda found: f"&#{ord(found[0])};", text)


class _Map(folium.Map):
    """folium's map with Leaflet alone and no tiles."""

    default_js = [("leaflet", "leaflet.js")]  # noqa: RUF012 -- folium's own way
    default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012

    def __init__(self, height: int) -> None:
        super().__init__(tiles=None, height=height, attribution_control=False, prefer_canvas=True)


class _Figure(Figure):
    """A page that holds all that it needs."""

    def __init__(self, title: str, words: Mapping[str, str]) -> None:
        super().__init__(height="540px")
        self._heading, self._legend = title, words

    def render(self, **kwargs: object) -> str:
        """Give the page."""
        for child in self._children.values():
            child.render(**kwargs)
        links = list(self.header._children.values())  # noqa: SLF001 -- branca offers no other way
        scripts = [vendored(link.url) for link in links if isinstance(link, JavascriptLink)]
        sheets = [vendored(link.url) for link in links if isinstance(link, CssLink)]
        own = [e.render() for e in links if not isinstance(e, (JavascriptLink, CssLink))]
        legend = "".join(
            f'<li><span style="background:{colour}"></span>{entities(word)}</li>'
            for word, colour in self._legend.items()
        )
        return (
            '<!DOCTYPE html><html lang="cs"><head><meta charset="utf-8">'
            f"<title>{entities(self._heading or 'Mapa')}</title><style>{''.join(sheets)}{_SHEET}"
            f"</style>{''.join(text for text in own if '<style' in text)}</head><body><main>"
            f"<h1>{entities(self._heading)}</h1><ul>{legend}</ul>{_parts(self.html)}</main>"
            f"<script>{''.join(scripts)}</script><script>{_parts(self.script)}</script>"
            "</body></html>"
        )


_SHEET = (
    "body{margin:0;font:14px system-ui,sans-serif}h1{font-size:16px;margin:4px 0}"
    "ul{display:flex;flex-wrap:wrap;gap:2px 14px;list-style:none;margin:4px 0;padding:0}"
    "li span{display:inline-block;width:14px;height:14px;margin-right:5px;vertical-align:-2px;"
    "border:1px solid #74858F}"
)


def _check(frame: gpd.GeoDataFrame, columns: list[str]) -> None:
    """Refuse columns that are not there, and degrees."""
    problems = [
        Problem(f"sloupec „{name}“ v tabulce není", advice=f"Má: {', '.join(frame.columns)}")
        for name in dict.fromkeys(columns)
        if name not in frame
    ]
    if frame.crs is None or frame.crs.to_epsg() != 5514:  # noqa: PLR2004
        problems.append(Problem("geometrie má být v EPSG:5514"))
    if problems:
        raise InputError(problems)


def _simplified(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Simplify shapes as a coverage, where they are one."""
    shapes = frame.geometry
    kinds = shapes.geom_type.isin(("Polygon", "MultiPolygon"))
    if not kinds.all() or not shapely.coverage_is_valid(shapes.to_numpy()):
        return shapes
    return shapes.simplify_coverage(_TOLERANCE)


def _coloured(
    frame: gpd.GeoDataFrame, column: str | None, colours: Mapping[str, str] | None
) -> tuple[dict[str, str], list[str]]:
    """Give the legend (words and colours) and the colour of every row."""
    if column is None:
        return {}, [LIGHT.ramp[2]] * len(frame)
    cells = frame[column]
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        edges = np.unique(np.nanquantile(cells, np.linspace(0, 1, _CLASSES + 1)))
        return _classes(cells.to_numpy(float), edges)
    known = set(cells.dropna().map(str))
    if colours is None and known <= set(STATUSES):
        legend = {STATUSES[code]: _STATUS_COLOURS[code] for code in STATUSES if code in known}
        return legend, [_STATUS_COLOURS.get(str(cell), _NONE_COLOUR) for cell in cells]
    chosen = dict(colours or zip(sorted(known), _OTHERS * (len(known) // len(_OTHERS) + 1)))  # noqa: B905
    none = {_NONE_WORD: _NONE_COLOUR} if len(known) < len(set(map(str, cells))) else {}
    legend = {word: colour for word, colour in chosen.items() if word in known}
    return legend | none, [chosen.get(str(cell), _NONE_COLOUR) for cell in cells]


def _classes(values: np.ndarray[Any, Any], edges: np.ndarray[Any, Any]) -> tuple[Any, Any]:
    """Part numbers into classes; the upper edge belongs to its class."""
    if len(edges) < 2:  # noqa: PLR2004 -- one value, or none
        edges = np.repeat(edges, 2) if len(edges) else np.zeros(2)
    places = np.clip(np.searchsorted(edges[1:], values), 0, len(edges) - 2)
    legend = {
        f"{number(low, 1)}{NBSP}{EN_DASH}{NBSP}{number(high, 1)}": LIGHT.ramp[n]
        for n, (low, high) in enumerate(pairwise(edges))
    }
    missing = np.isnan(values)
    if missing.any():
        legend[_NONE_WORD] = _NONE_COLOUR
    fill = [
        _NONE_COLOUR if none else LIGHT.ramp[n] for n, none in zip(places, missing, strict=True)
    ]
    return legend, fill


def _style(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Style a feature by its own colour."""
    fill = feature["properties"]["fill"]
    return {"fillColor": fill, "color": "#74858F", "weight": 0.6, "fillOpacity": 0.9}


def _records(frame: gpd.GeoDataFrame, shown: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the cells that are shown."""
    return [dict(zip(shown, row, strict=True)) for row in frame[list(shown)].to_numpy(dtype=object)]


def _text(value: Any) -> str:  # noqa: ANN401  (a cell may hold anything)
    """Write a cell for people, safely."""
    if pd.isna(value):
        return EN_DASH
    if isinstance(value, (float, np.floating)):
        return number(float(value), 1).removesuffix(",0")
    return entities(STATUSES.get(str(value), str(value)))


def _parts(element: Element) -> str:
    """Render the parts that children put into a part of the figure."""
    return "\n".join(child.render() for child in element._children.values())  # noqa: SLF001


def _elements(element: Element) -> Iterator[Element]:
    """Walk through an element and all that it holds."""
    yield element
    for child in element._children.values():  # noqa: SLF001
        yield from _elements(child)
