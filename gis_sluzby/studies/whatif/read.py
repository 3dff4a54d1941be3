"""Reading a scenario file: TOML to a checked `Scenario`, errors in plain Czech."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.plan.messages import Shape, message, place
from gis_sluzby.plan.model import PATH_KEY, Standard, Target
from gis_sluzby.plan.parse import Words, read_toml
from gis_sluzby.studies.whatif.scenario import (
    Add,
    Area,
    ChangedAreas,
    ChangedCapacity,
    Close,
    Move,
    Scenario,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from pydantic import BaseModel

    from gis_sluzby.plan.checks import Key

_WORDS = Words(
    unreadable="soubor scénáře nelze přečíst",
    advice="Ověřte cestu ke scénáři",
    no_toml="scénář není správný TOML",
    repeated="[[add]], [[move]], [[close]], [[capacity]], [[declared]] a [[standard]]",
)
_ARRAYS = ("add", "move", "close", "capacity", "declared", "standard")
_SHAPE = Shape(
    Scenario,
    {
        "add": Add,
        "move": Move,
        "close": Close,
        "capacity": ChangedCapacity,
        "declared": ChangedAreas,
        "areas": Area,
        "standard": Standard,
        "target": Target,
    },
    _ARRAYS,
)


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read and check a scenario file.

    Parameters
    ----------
    path
        The file, TOML in UTF-8, with or without a byte order mark.

    Returns
    -------
    The scenario. Whether its services, obce and areas exist, is asked when it is applied.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    PlanError
        With all that is wrong in it, each with its key path and what is allowed.
    """
    file = Path(path)
    content = read_toml(file, _WORDS)
    try:
        return Scenario.model_validate({**content, PATH_KEY: file})
    except ValidationError as error:
        wrong = [(detail["loc"], message(detail, _SHAPE)) for detail in error.errors()]
        raise PlanError(
            [Problem(what, str(file), place(key, content, _SHAPE)) for key, what in wrong]
        ) from error


def entry_place(scenario: Scenario, key: Key) -> str | None:
    """Give a key path of a scenario as its author sees it, e.g. [[close]] č. 2 (sluzby:7).

    Parameters
    ----------
    scenario
        The scenario.
    key
        Keys and numbers (from 0) from the top.

    Returns
    -------
    The path.
    """
    return place(key, {name: _listed(getattr(scenario, name)) for name in _ARRAYS}, _SHAPE)


def _listed(entries: Iterable[BaseModel]) -> list[dict[str, Any]]:
    """Give entries as TOML would."""
    return [entry.model_dump() for entry in entries]
