"""A TOML file that a planner wrote: bytes to text to values, errors in plain Czech."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.errors import MissingSourceError, PlanError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
#: The sections of which there may be several stand in place of the braces.
_TWICE = "je zapsán dvakrát; závorky {} jsou dvojité"
#: How a message of the TOML parser begins, and what the planner did.
_TOML_FAULTS = {
    "Cannot declare": f"oddíl {_TWICE}",
    "Cannot overwrite": f"klíč {_TWICE}",
    "Duplicate inline table key": "klíč je zapsán dvakrát",
    "Unterminated string": "text nekončí uvozovkou",
    "Expected '=' after a key": "za klíčem není rovnítko",
    "Unclosed": "závorka není uzavřena",
    "Expected ']'": "závorka není uzavřena",
    "Invalid value": "hodnota chybí, nebo text není v uvozovkách",
    "Illegal character": "je zde nedovolený znak, nebo text nekončí uvozovkou",
    "Expected newline": "za hodnotou je ještě něco",
}
#: What a line at fault looks like, and what to do then.
_TOML_ADVICE = {
    r"\\": "Zpětné lomítko v uvozovkách uvozuje zvláštní znaky: v cestách pište „/“, nebo dejte "
    "cestu do apostrofů",
    r"[=\[]\s*-?\d+,\d+\s*(#.*)?$": "V desetinných číslech pište tečku, ne čárku",
}


class Words(NamedTuple):
    """What is said of a file that cannot be read.

    Parameters
    ----------
    unreadable
        That it cannot be opened.
    advice
        What to do then.
    no_toml
        That it is no TOML.
    repeated
        The sections of which there may be several, in double brackets.
    """

    unreadable: str
    advice: str
    no_toml: str
    repeated: str


def read_toml(file: Path, words: Words) -> dict[str, Any]:
    """Read a TOML file in UTF-8, with or without a byte order mark.

    Parameters
    ----------
    file
        The file.
    words
        What is said where it cannot be read.

    Returns
    -------
    The values as TOML gives them.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    PlanError
        When it is no TOML, with the row and what was done wrong there.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise MissingSourceError(
            Problem(words.unreadable, str(file), advice=words.advice)
        ) from error
    return _parsed(_decoded(raw, file), file, words)


def _decoded(raw: bytes, file: Path) -> str:
    """Decode the bytes."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(
            "text není v kódování UTF-8",
            str(file),
            raw[: error.start].count(b"\n") + 1,
            advice="V Poznámkovém bloku zvolte Uložit jako a kódování UTF-8",
        )
        raise PlanError(problem) from error


def _parsed(text: str, file: Path, words: Words) -> dict[str, Any]:
    """Parse the text."""
    try:
        return tomllib.loads(text)
    # Beside faults of TOML: numbers of thousands of digits, brackets within brackets.
    except (ValueError, RecursionError) as error:
        fault = next((said for start, said in _TOML_FAULTS.items() if start in str(error)), None)
        found = _TOML_PLACE.search(str(error))
        lines = text.split("\n")
        row = int(found[1]) if found else len(lines)
        advice = next(
            (said for shape, said in _TOML_ADVICE.items() if re.search(shape, lines[row - 1])),
            "Zkontrolujte uvozovky, závorky a rovnítka na tomto řádku a před ním",
        )
        what = words.no_toml + (f": {fault.format(words.repeated)}" if fault else "")
        raise PlanError(Problem(what, str(file), row, advice=advice)) from error
