"""Reading of the code list files, and the index of their spellings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gis_sluzby.codelists.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class _Coded(Protocol):
    """A row that has a code."""

    @property
    def code(self) -> str: ...


Row = TypeVar("Row", bound=_Coded)

_FOLDER = Path(__file__).parent


@cache
def read_list(name: str) -> dict[str, Any]:
    """Read one code list file of the package.

    Parameters
    ----------
    name
        Name of the file without its ending, e.g. ``"druhy"``.

    Returns
    -------
    dict
        The parsed TOML. It is cached: callers must not change it.
    """
    import tomllib  # noqa: PLC0415 -- slow to load, and code that only imports us needs none

    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def spelling_index(spellings: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Index the spellings of coded rows.

    Parameters
    ----------
    spellings
        Code and its spellings, row by row.

    Returns
    -------
    dict
        Search key of the spelling -> code.

    Raises
    ------
    ValueError
        When one spelling stands for two codes.
    """
    index: dict[str, str] = {}
    for code, texts in spellings:
        for text in texts:
            if index.setdefault(search_key(text), code) != code:
                message = f"spelling {text!r} stands for {index[search_key(text)]} and {code}"
                raise ValueError(message)
    return index


def coded(rows: Iterable[Row]) -> Mapping[str, Row]:
    """Map rows by their codes.

    Parameters
    ----------
    rows
        Rows of a code list.

    Returns
    -------
    Mapping
        Code -> row in the order given, read only.
    """
    return MappingProxyType({row.code: row for row in rows})


def find(text: str, index: Mapping[str, str], prefixes: Iterable[str] = ()) -> str | None:
    """Find the code that a spelling stands for.

    Parameters
    ----------
    text
        The spelling; a register's reference such as ``"FormaSocialniSluzby/amb"`` may lead it.
    index
        Index made by `spelling_index`.
    prefixes
        Names of registers' code lists that may stand before a slash.

    Returns
    -------
    str or None
        The code, or None where the spelling is not known.
    """
    key = search_key(text)
    for prefix in prefixes:
        key = key.removeprefix(f"{search_key(prefix)} ")
    return index.get(key)
