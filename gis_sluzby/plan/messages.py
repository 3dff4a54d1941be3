"""What is wrong in a plan, in the planner's words: from pydantic's errors and key paths."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.plan.model import (
    PATH_KEY,
    Plan,
    Publish,
    Reach,
    Sensitivity,
    Standard,
    StandardBase,
    Target,
)
from gis_sluzby.plan.source import NetworkLevel, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from gis_sluzby.plan.checks import Key

_SHOWN = 60
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


class Shape(NamedTuple):
    """What a file consists of.

    Parameters
    ----------
    whole
        The model of the file.
    sections
        Models of its sections by name, for a hint at a misspelt key.
    arrays
        Sections of which there may be several, written in double brackets.
    """

    whole: type[BaseModel]
    sections: Mapping[str, type[BaseModel]]
    arrays: tuple[str, ...]


_PLAN = Shape(
    Plan,
    {
        "source": Source,
        "levels": NetworkLevel,
        "reach": Reach,
        "standards": StandardBase,
        "standard": Standard,
        "sensitivity": Sensitivity,
        "publish": Publish,
        "target": Target,
    },
    ("source", "standard"),
)


def message(error: ErrorDetails, shape: Shape = _PLAN) -> str:
    """Say in Czech what is wrong with a value and what is allowed.

    Parameters
    ----------
    error
        One error of pydantic.
    shape
        What the file consists of.

    Returns
    -------
    The sentence, without the full stop.
    """
    kind = error["type"]
    if kind in _TELLERS:
        return _TELLERS[kind](error, shape)
    shown = _shown(error["input"])
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"hodnota {shown} má být {words} {error['ctx'][key]:g}"
    if kind in _TYPES:
        return f"hodnota „{shown}“ má být {_TYPES[kind]}"
    return f"hodnota „{shown}“ není správná ({error['msg']})"


def place(key: Key, content: dict[str, Any], shape: Shape = _PLAN) -> str | None:
    """Give a key path as the planner sees it, e.g. [[source]] č. 2 (sluzby) > path.

    Parameters
    ----------
    key
        Keys and numbers from the top of the file; names that no key of the file has, as pydantic
        adds them for the branches of a choice, are passed over.
    content
        The file as TOML gives it.
    shape
        What the file consists of.

    Returns
    -------
    The path; none for the file as a whole.
    """
    parts: list[str] = []
    here: Any = content
    for step in key:
        if isinstance(step, int) and isinstance(here, list):
            here = here[step] if step < len(here) else None
            parts[-1] += f" č. {step + 1}{_name(here)}"
        elif isinstance(step, str) and (here is None or isinstance(here, dict)):
            parts.append(f"[[{step}]]" if step in shape.arrays and not parts else step)
            here = here.get(step) if here else None
    return " > ".join(parts) or None


def _name(entry: object) -> str:
    """Give what a planner knows an entry by: its id or key, the service it is about, its druh."""
    known = entry if isinstance(entry, dict) else {}
    name = next((known[key] for key in ("id", "key", "service", "druh") if known.get(key)), None)
    return f" ({name})" if isinstance(name, str) else ""


def _shown(value: object) -> str:
    """Give a value as text that is not too long; true and false as TOML writes them."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _missing(_error: ErrorDetails, _shape: Shape) -> str:
    return "povinný klíč chybí"


def _unknown_key(error: ErrorDetails, shape: Shape) -> str:
    """Suggest the key that a misspelt one may have meant."""
    *above, key = error["loc"]
    named = (shape.sections.get(str(step)) for step in reversed(above))
    section = next((model for model in named if model), shape.whole)
    known = [field.alias or name for name, field in section.model_fields.items()]
    known = [name for name in known if name != PATH_KEY]
    near = get_close_matches(str(key), known, n=1)
    hint = f", snad „{near[0]}“" if near else f"; povoleno: {', '.join(known)}"
    return f"neznámý klíč{hint}"


def _own_words(error: ErrorDetails, _shape: Shape) -> str:
    return str(error["ctx"]["error"])


def _not_allowed(error: ErrorDetails, _shape: Shape) -> str:
    """Say which values are allowed, and which of them is near."""
    expected = str(error["ctx"]["expected"])
    allowed = re.findall(r"'([^']*)'", expected) or [expected]
    near = get_close_matches(str(error["input"]), allowed, n=1)
    hint = f", snad „{near[0]}“" if near else ""
    shown = _shown(error["input"])
    return f"hodnota „{shown}“ není povolena{hint}; povoleno: {', '.join(allowed)}"


def _odd_letters(error: ErrorDetails, _shape: Shape) -> str:
    if error["loc"][-1] == "delimiter":
        return "oddělovač nemůže být uvozovka ani konec řádku"
    shown = _shown(error["input"])
    return f"„{shown}“ smí mít jen písmena bez diakritiky, číslice, „-“ a „_“"


def _length(error: ErrorDetails, _shape: Shape) -> str:
    """Say how long a text or a list may be."""
    context = error["ctx"]
    if "min_length" in context and not error["input"]:
        return "hodnota je prázdná"
    bound = (
        f"aspoň {context['min_length']}"
        if "min_length" in context
        else f"nejvýše {context['max_length']}"
    )
    return f"hodnota „{_shown(error['input'])}“ nemá správnou délku ({bound})"


def _not_a_list(error: ErrorDetails, shape: Shape) -> str:
    """Say how a list is written; of sections, that their brackets are double."""
    key = str(error["loc"][-1])
    if key in shape.arrays:
        return f"oddíl má mít dvojité závorky: [[{key}]]"
    return f"hodnota „{_shown(error['input'])}“ má být {_TYPES['tuple_type']}"


_TELLERS: dict[str, Callable[[ErrorDetails, Shape], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "value_error": _own_words,
    "literal_error": _not_allowed,
    "string_pattern_mismatch": _odd_letters,
    "string_too_short": _length,
    "string_too_long": _length,
    "too_short": _length,
    "too_long": _length,
    "tuple_type": _not_a_list,
}
