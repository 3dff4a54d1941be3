"""Styles and projects of QGIS written as XML from templates; all text is escaped."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup

from gis_sluzby.cartography import LIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.publish.layers.styles import Style

#: Characters that no XML may hold.
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def qml(style: Style | None, titles: Mapping[str, str]) -> str:
    """Write the style of a layer.

    Parameters
    ----------
    style
        Its look; none for a table.
    titles
        Czech titles of its columns.

    Returns
    -------
    A style as QGIS reads it (QML).
    """
    return rendered("style.qml.j2", style=style, titles=titles)


def rendered(template: str, **values: Any) -> str:  # noqa: ANN401 -- whatever the template takes
    """Fill a template of XML.

    Parameters
    ----------
    template
        Name of the template.
    **values
        What it takes.

    Returns
    -------
    XML in which no text can end its element; characters that XML forbids are left out.
    """
    ink = ",".join(str(part) for part in bytes.fromhex(LIGHT.ui["ink"][1:]))
    filled = _environment().get_template(template)
    return _FORBIDDEN.sub("", filled.render(ink=f"{ink},255", look=_look, **values))


@cache
def _look(style: Style) -> Markup:
    """Write symbols and labels; many layers share them."""
    return Markup(rendered("look.xml.j2", style=style))  # noqa: S704 -- escaped by the template


@cache
def _environment() -> jinja2.Environment:
    """Give the environment of templates: everything that is put in is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("gis_sluzby.publish.layers"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
