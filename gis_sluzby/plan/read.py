"""Reading a plan file: bytes to text to TOML to a checked `Plan`, errors in plain Czech."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from gis_sluzby.errors import MissingSourceError, PlanError, Problem
from gis_sluzby.plan.model import Plan, Publish, Reach, Source, Standard, StandardBase, Target

if TYPE_CHECKING:
    import os

    from pydantic_core import ErrorDetails

_TYPES = {
    "bool_type": "ano/ne (true, nebo false)",
    "bool_parsing": "ano/ne (true, nebo false)",
    "int_type": "celé číslo",
    "int_parsing": "celé číslo",
    "int_from_float": "celé číslo",
    "float_type": "číslo",
    "float_parsing": "číslo",
    "string_type": "text v uvozovkách",
    "tuple_type": "seznam v hranatých závorkách",
    "list_type": "seznam v hranatých závorkách",
    "dict_type": "oddíl, nebo { klíč = hodnota }",
    "model_type": "oddíl, nebo { klíč = hodnota }",
    "model_attributes_type": "oddíl, nebo { klíč = hodnota }",
    "date_type": "datum, například 2026-09-27",
    "date_parsing": "datum, například 2026-09-27",
    "date_from_datetime_parsing": "datum, například 2026-09-27",
    "date_from_datetime_inexact": "datum bez hodin, například 2026-09-27",
    "finite_number": "konečné číslo",
}
_BOUNDS = {
    "greater_than": ("větší než", "gt"),
    "greater_than_equal": ("aspoň", "ge"),
    "less_than": ("menší než", "lt"),
    "less_than_equal": ("nejvýše", "le"),
}
#: Sections whose keys are known, for a hint at a misspelt one.
_SECTIONS = {
    "source": Source,
    "reach": Reach,
    "standards": StandardBase,
    "standard": Standard,
    "publish": Publish,
    "target": Target,
}


def read_plan(path: str | os.PathLike[str]) -> Plan:
    """Read and check a plan file.

    Parameters
    ----------
    path
        The file `plan.toml`. UTF-8, with or without a byte order mark.

    Returns
    -------
    The plan; paths in it are as written (see `paths.source_path`).

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
        message = Problem("soubor plánu nelze přečíst", str(path), advice="Ověřte cestu k plánu")
        raise MissingSourceError(message) from error
    content = _parse(raw, file)
    try:
        return Plan.model_validate({**content, "path": file})
    except ValidationError as error:
        raise PlanError([_problem(detail, content, file) for detail in error.errors()]) from error


def _parse(raw: bytes, file: Path) -> dict[str, Any]:
    """Decode and parse the bytes of a plan."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        problem = Problem(
            "text není v kódování UTF-8",
            str(file),
            row,
            advice="V Poznámkovém bloku zvolte Uložit jako a kódování UTF-8",
        )
        raise PlanError(problem) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        row = getattr(error, "lineno", None) or _line_in(str(error))
        line = text.splitlines()[row - 1] if row and row <= len(text.splitlines()) else ""
        advice = (
            "Zpětné lomítko v uvozovkách uvozuje zvláštní znaky: v cestách pište „/“, nebo dejte "
            "cestu do apostrofů"
            if "\\" in line
            else "Zkontrolujte uvozovky, závorky a rovnítka na tomto řádku"
        )
        problem = Problem(f"plán není správný TOML ({error})", str(file), row, advice=advice)
        raise PlanError(problem) from error


def _line_in(message: str) -> int | None:
    """Find the line that a TOML error of Python 3.11 names in its text."""
    _, _, tail = message.partition("(at line ")
    number = tail.partition(",")[0]
    return int(number) if number.isdigit() else None


def _problem(detail: ErrorDetails, content: dict[str, Any], file: Path) -> Problem:
    """Put one error of pydantic into words."""
    location = detail["loc"]
    return Problem(_what(detail), str(file), _place(location, content) or None)


def _what(detail: ErrorDetails) -> str:
    """Say in Czech what is wrong and what is allowed."""
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "missing":
        return "povinný klíč chybí"
    if kind == "extra_forbidden":
        return f"neznámý klíč{_hint(detail['loc'])}"
    if kind == "value_error":
        return str(context["error"])
    if kind in ("literal_error", "enum"):
        allowed = str(context["expected"]).replace("'", "„", 1).replace(" or ", ", ")
        return f"hodnota „{value}“ není povolena; povoleno: {allowed.replace('„', '').replace(chr(39), '')}"
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"hodnota {value} má být {words} {context[key]}"
    if kind == "string_pattern_mismatch":
        return f"„{value}“ smí mít jen písmena bez diakritiky, číslice, „-“ a „_“"
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return f"hodnota „{value}“ nemá správnou délku"
    if kind in _TYPES:
        return f"hodnota „{value}“ má být {_TYPES[kind]}"
    return f"hodnota „{value}“ není správná ({detail['msg']})"


def _hint(location: tuple[int | str, ...]) -> str:
    """Suggest the key that a misspelt one may have meant."""
    section = next(
        (_SECTIONS[str(p)] for p in reversed(location[:-1]) if str(p) in _SECTIONS), Plan
    )
    known = [
        field.alias or name for name, field in section.model_fields.items() if not field.exclude
    ]
    near = get_close_matches(str(location[-1]), known, n=1)
    return f", snad „{near[0]}“" if near else f"; povoleno: {', '.join(known)}"


def _place(location: tuple[int | str, ...], content: dict[str, Any]) -> str:
    """Give the key path as the planner sees it, e.g. [[source]] č. 2 (sluzby) › path."""
    parts: list[str] = []
    here: Any = content
    for step in location:
        if isinstance(step, int) and isinstance(here, list) and step < len(here):
            here = here[step]
            name = (here.get("id") or here.get("druh")) if isinstance(here, dict) else None
            parts[-1] = f"[[{parts[-1]}]]" if isinstance(here, dict) else parts[-1]
            parts[-1] += f" č. {step + 1}" + (f" ({name})" if name else "")
            continue
        here = here.get(step) if isinstance(here, dict) else None
        # pydantic also names the branch of a union that it tried; the planner never wrote it.
        if here is not None or step == location[-1]:
            parts.append(str(step))
    return " > ".join(parts)
