"""Values that several sections of a plan state, and what a section is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from gis_sluzby import codelists

_ASCII_CONTROL = 32


def _known_druh(code: str) -> str:
    """Accept any known spelling of a kind of service, give its code."""
    found = codelists.find_druh(code)
    if found is None:
        near = codelists.suggest_druh(code)
        hint = f"; nejbližší je „{near}“" if near else ""
        message = f"druh služby „{code}“ není v číselníku{hint}"
        raise ValueError(message)
    return found


def _clean_path(path: object) -> object:
    """Refuse a path that TOML has read as something else; give it with forward slashes."""
    if not isinstance(path, str):
        return path
    if any(ord(letter) < _ASCII_CONTROL for letter in path):
        message = (
            "cesta obsahuje řídicí znak: zpětné lomítko v uvozovkách uvozuje zvláštní znaky; pište "
            "lomítka „/“, nebo cestu v apostrofech"
        )
        raise ValueError(message)
    return path.replace("\\", "/")


def _all_or_list(value: object) -> object:
    """Refuse what is neither "all" nor a list, before each of the two is tried."""
    if value == "all" or isinstance(value, (list, tuple)):
        return value
    message = f'hodnota „{value}“ má být "all", nebo seznam druhů, například ["40", "62"]'
    raise ValueError(message)


def _branch(value: object) -> str:
    """Tell which of the two is meant, so that only its errors are told."""
    return "all" if value == "all" else "list"


Druh = Annotated[str, AfterValidator(_known_druh)]
CompleteFor = Annotated[
    Annotated[tuple[Druh, ...], Tag("list")] | Annotated[Literal["all"], Tag("all")],
    Discriminator(_branch),
    BeforeValidator(_all_or_list),
]
#: Before pydantic strips it: a control character at either end counts too.
PathText = Annotated[str, BeforeValidator(_clean_path), Field(min_length=1)]
#: A tab or a space is a delimiter too, so it is not stripped.
Delimiter = Annotated[
    str, StringConstraints(strip_whitespace=False, min_length=1, max_length=1, pattern=r'[^"\r\n]')
]


class Section(BaseModel):
    """A section of the plan: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
