"""An earlier page, read back so that its time can be shown beside this one's."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from gis_sluzby.errors import InputError, MissingSourceError, Problem
from gis_sluzby.publish.site.payload import FORMAT

if TYPE_CHECKING:
    from pathlib import Path

_DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
#: What the later page has itself.
_SHARED = (
    *("shapes", "neighbours", "roads", "water", "abroad", "colours", "shares", "patterns"),
    *("situations", "later"),
)


def earlier_page(index: Path) -> dict[str, Any]:
    """Read what an earlier page says.

    Parameters
    ----------
    index
        Its file `index.html`.

    Returns
    -------
    dict
        What the page carried, without borders and colours.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    InputError
        When it is no page of this program, or one of another format.
    """
    if not index.is_file():
        what = "dřívější stránka neexistuje"
        advice = "Uveďte v [publish] earlier cestu k jejímu souboru index.html, nebo klíč vynechte"
        raise MissingSourceError(Problem(what, str(index), advice=advice))
    found = _DATA.search(index.read_text("utf-8"))
    try:
        page: dict[str, Any] = json.loads(found[1]) if found else {}
    except ValueError:
        page = {}
    if page.get("format") != FORMAT:
        what = "to není mapová stránka, se kterou jde srovnávat"
        advice = "Vezměte stránku sestavenou touto verzí programu"
        raise InputError(Problem(what, str(index), advice=advice))
    return {name: value for name, value in page.items() if name not in _SHARED}
