"""Reading a plan file: bytes to text to TOML to a checked `Plan`, errors in plain Czech."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from gis_sluzby.errors import MissingSourceError, PlanError, Problem
from gis_sluzby.plan.checks import contradictions
from gis_sluzby.plan.messages import message, place
from gis_sluzby.plan.model import PATH_KEY, Plan

if TYPE_CHECKING:
    import os

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
#: How a message of the TOML parser begins, and what the planner did.
_TOML_FAULTS = {
    "Cannot declare": "oddíl je zapsán dvakrát; závorky [[source]] a [[standard]] jsou dvojité",
    "Cannot overwrite": "klíč je zapsán dvakrát; závorky [[source]] a [[standard]] jsou dvojité",
    "Duplicate inline table key": "klíč je zapsán dvakrát",
    "Unterminated string": "text nekončí uvozovkou",
    "Expected '=' after a key": "za klíčem není rovnítko",
    "Unclosed": "závorka není uzavřena",
    "Expected ']'": "závorka není uzavřena",
    "Invalid value": "hodnota chybí, nebo text není v uvozovkách",
    "Illegal character": "je zde nedovolený znak, nebo text nekončí uvozovkou",
    "Expected newline": "za hodnotou je ještě něco",
}
_BACKSLASH = (
    "Zpětné lomítko v uvozovkách uvozuje zvláštní znaky: v cestách pište „/“, nebo dejte cestu do "
    "apostrofů"
)


def read_plan(path: str | os.PathLike[str]) -> Plan:
    """Read and check a plan file.

    Parameters
    ----------
    path
        The file `plan.toml`. UTF-8, with or without a byte order mark.

    Returns
    -------
    The plan; paths in it are as written, with forward slashes (see `paths.source_path`).

    Raises
    ------
    MissingSourceError
        When there is no such file.
    PlanError
        With all that is wrong in it, each with its key path and what is allowed.
    """
    file = Path(path)
    try:
        raw = file.read_bytes()
    except OSError as error:
        problem = Problem("soubor plánu nelze přečíst", str(path), advice="Ověřte cestu k plánu")
        raise MissingSourceError(problem) from error
    content = _parsed(_decoded(raw, file), file)
    wrong = [(found.key, found.what) for found in contradictions(content)]
    try:
        plan = Plan.model_validate({**content, PATH_KEY: file})
    except ValidationError as error:
        wrong = [(detail["loc"], message(detail)) for detail in error.errors()] + wrong
    if wrong:
        raise PlanError([Problem(what, str(file), place(key, content)) for key, what in wrong])
    return plan


def _decoded(raw: bytes, file: Path) -> str:
    """Decode the bytes of a plan."""
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


def _parsed(text: str, file: Path) -> dict[str, Any]:
    """Parse the text of a plan."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fault = next((said for start, said in _TOML_FAULTS.items() if start in str(error)), None)
        found = _TOML_PLACE.search(str(error))
        lines = text.split("\n")
        row = int(found[1]) if found else len(lines)
        advice = (
            _BACKSLASH
            if "\\" in lines[row - 1]
            else "Zkontrolujte uvozovky, závorky a rovnítka na tomto řádku a před ním"
        )
        what = f"plán není správný TOML{f': {fault}' if fault else ''}"
        raise PlanError(Problem(what, str(file), row, advice=advice)) from error
