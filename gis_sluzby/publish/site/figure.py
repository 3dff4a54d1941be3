"""The page as folium's objects on a Figure of our own: one file that asks nobody for anything.

folium's Figure links to four foreign hosts, has no language and no title, and its names come from
`os.urandom`. Here the map is still folium's Map and its children, but what they ask for is looked
up among the files that we ship (`KeyError` for anything else), every script is named in the
Content-Security-Policy by its hash, and names are given, not drawn.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import folium
import jinja2
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template

from gis_sluzby.cartography import nonbreaking
from gis_sluzby.publish.site.scripts import asset, own_script, small_styles, used_rules, vendored

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the page looks at later is loaded by its own script, which is named by its hash; "self" would
# let in any script of the same host, and a hash alone does not hold for files of a disk.
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data: blob:{images}; "
    "script-src {scripts} 'strict-dynamic'; style-src {styles}"
)


class PageMap(folium.Map):
    """folium's map with Leaflet alone, Czech words and no tiles; the script says where to look."""

    default_js = [("leaflet", "leaflet.js")]  # noqa: RUF012 -- folium's own way
    default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        const map = L.map("mapa", {{ this.options|tojavascript }});
        L.control.zoom({zoomInTitle: "Přiblížit", zoomOutTitle: "Oddálit", position: "topright"})
          .addTo(map);
        L.control.scale({imperial: false, maxWidth: 140}).addTo(map);
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            zoom_delta=0.5,
            min_zoom=6,
            max_zoom=14,
        )
        self._id = "1"

    def get_name(self) -> str:
        """Give the name of the map in the script."""
        return "map"


class Verbatim(Element):
    """Text that stands in the page as it is.

    What folium's macros give is compiled as a template once more, so register text in it could
    be run there ("{{ 7 * 7 }}"); this is not.

    Parameters
    ----------
    text
        HTML or JavaScript.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **kwargs: object) -> str:  # noqa: ARG002 -- folium hands them on
        """Give the text."""
        return self._text


class CoverageLayer(Element):
    """The layer of coverage: its data as JSON, and the script that reads it.

    Parameters
    ----------
    json_text
        The page's data, written by `payload.to_json`.
    """

    def __init__(self, json_text: str) -> None:
        super().__init__()
        self._json_text = json_text

    def render(self, **kwargs: object) -> str:  # noqa: ARG002 -- folium hands them on
        """Put the data into the page and the script after the map's."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise TypeError("The layer of coverage must stand in a figure")
        element = f'<script type="application/json" id="data">{self._json_text}</script>'
        figure.html.add_child(Verbatim(element), name="coverage_data")
        figure.script.add_child(Verbatim(own_script()), name="coverage_script")
        return ""


class PageFigure(Figure):
    """The whole page.

    Parameters
    ----------
    content
        Values of the template `page.html.j2`; all of them are escaped there.
    styles
        Style sheet put before our own.
    """

    def __init__(self, content: Mapping[str, Any], styles: str) -> None:
        super().__init__(title=content["title"])
        self._id = "1"
        self._content = content
        self._styles = styles

    def render(self, **kwargs: object) -> str:
        """Give the page as HTML.

        Parameters
        ----------
        **kwargs
            Handed to the children, as folium does.

        Returns
        -------
        str
            The page.

        Raises
        ------
        KeyError
            When a child asks for a file that we do not ship.
        """
        for child in self._children.values():
            child.render(**kwargs)
        links = list(self.header._children.values())  # noqa: SLF001 -- branca offers no other way
        scripts = ['document.documentElement.className="js"']
        scripts += [vendored(link.url) for link in links if isinstance(link, JavascriptLink)]
        styles = [used_rules(vendored(link.url)) for link in links if isinstance(link, CssLink)]
        scripts.append(f'(() => {{\n"use strict";\n{_rendered(self.script)}}})();\n')
        own = [asset("page.css"), asset("media.css")]
        sheet = small_styles("\n".join([*styles, self._styles, *own]))
        images = "".join(f" {host}" for host in self._content.get("hosts", ()))
        policy = _POLICY.format(
            scripts=" ".join(map(_hash, scripts)), styles=_hash(sheet), images=images
        )
        template = _environment().get_template("page.html.j2")
        parts = {"sheet": sheet, "scripts": scripts, "body": _rendered(self.html)}
        return template.render(**self._content, policy=policy, **parts)


def _rendered(element: Element) -> str:
    """Render the parts that children put into a part of the figure."""
    return "\n".join(child.render() for child in element._children.values())  # noqa: SLF001


def _hash(text: str) -> str:
    """Give the hash under which the policy lets a script or a style sheet pass."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _template(name: str) -> str:
    """Give a template without its indentation."""
    return re.sub(r"^ +", "", asset(name), flags=re.MULTILINE)


@cache
def _environment() -> jinja2.Environment:
    """Give the templates; everything put into them is escaped unless it is ours."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["nb"] = nonbreaking
    return environment
