"""The page's scripts and styles: Leaflet's and our own, put together and made small."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

import rcssmin
import rjsmin

_ASSETS = files(__package__).joinpath("assets")
_LEAFLET = files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")
#: Parts of Leaflet that the page does not make: none of their rules is needed.
_ABSENT: Final = re.compile(
    r"\.leaflet-(popup|tooltip|marker|div-icon|control-layers|[\w-]*attribution|image-layer|oldie|shadow|vml)|\.lvml"
)
#: The page's own scripts, in the order in which they are put together.
SCRIPTS: Final = (
    "unpack", "czech", "dom", "model", "classes", "patterns", "shapes", "drawing", "labels",
    "surface", "state", "legend", "later", "places", "situations", "obec", "search", "table",
    "files", "print", "bands", "beside", "embed", "page", "selecting", "tip", "start",
)  # fmt: skip


@cache
def vendored(name: str) -> str:
    """Give a file of Leaflet to be put into the page.

    Parameters
    ----------
    name
        What a child of the figure asks for.

    Returns
    -------
    str
        The text without the name of a source map. The style sheet's images belong to controls
        that the page does not have (markers, Leaflet's own list of layers) and are left out.

    Raises
    ------
    KeyError
        When it is not a file that we ship.
    """
    shipped = {"leaflet.js", "leaflet.css"}
    if name not in shipped:
        raise KeyError(f"The page does not ship {name}, and asks nobody for it")
    text = _LEAFLET.joinpath(name).read_text("utf-8")
    text = re.sub(r"/[/*]# sourceMappingURL=\S+(?: \*/)?\s*$", "", text)
    return re.sub(r"url\(images/[\w-]+\.png\)", "none", text)


def asset(name: str) -> str:
    """Give one of our own files.

    Parameters
    ----------
    name
        Path below `assets`.

    Returns
    -------
    str
        The text.
    """
    return _ASSETS.joinpath(name).read_text("utf-8")


@cache
def own_script() -> str:
    """Give the page's own scripts as one, without comments and needless space.

    Returns
    -------
    str
        The source.
    """
    return small_script("\n".join(asset(f"js/{name}.js") for name in SCRIPTS))


def small_script(source: str) -> str:
    """Take comments and needless space out of a script; names stay as they are.

    Parameters
    ----------
    source
        JavaScript.

    Returns
    -------
    str
        The same in fewer characters.
    """
    small: str = rjsmin.jsmin(source)
    return small


def small_styles(source: str) -> str:
    """Take comments, needless space and rules of parts that no page has out of a style sheet.

    Parameters
    ----------
    source
        CSS.

    Returns
    -------
    str
        The same in fewer characters.
    """
    small: str = rcssmin.cssmin(source)
    return re.sub(r"(?<=[}/])[^{}@]*\{[^{}]*\}", _needed, small)


def _needed(rule: re.Match[str]) -> str:
    """Give a rule, or nothing when all it styles are parts of Leaflet that the page has not."""
    selectors = rule[0].partition("{")[0]
    return "" if all(map(_ABSENT.search, selectors.split(","))) else rule[0]
