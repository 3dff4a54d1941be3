"""Files that are not what they should be: a web page, an answer of a portal, an Excel workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.errors import Problem

if TYPE_CHECKING:
    from gis_sluzby.plan import Source

_SHOWN = 60
_ZIP = "PK\x03\x04"
_AGAIN = "Otevřete odkaz v prohlížeči a soubor stáhněte znovu"
_PENDING = "Portál jej možná teprve chystal: stáhněte jej znovu. GeoJSON čte reader = „vector“"
#: How the file begins, what it is and what to do.
_KINDS = (
    (_ZIP, "archiv ZIP nebo sešit Excelu", "V Excelu jej uložte jako „CSV UTF-8“"),
    ("<", "webová stránka nebo XML", _AGAIN),
    ("{", "JSON", _PENDING),
    ("[", "JSON", _PENDING),
)


def impostor(beginning: bytes, source: Source) -> Problem | None:
    """Recognise a file that is neither a table nor a layer.

    Parameters
    ----------
    beginning
        The first bytes of the file.
    source
        Its declaration in the plan.

    Returns
    -------
    The problem, with what the file is; none where it is none of the known.
    """
    text = beginning.decode("utf-8-sig", errors="replace").strip()
    for start, name, advice in _KINDS:
        if text.startswith(start):
            shown = "" if start == _ZIP else f" ({' '.join(text.split())[:_SHOWN]})"
            return Problem(f"místo dat je v souboru {name}{shown}", source.path, advice=advice)
    return None
