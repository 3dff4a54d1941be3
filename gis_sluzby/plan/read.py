"""Reading a plan file: TOML to a checked `Plan`, errors in plain Czech."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.plan.checks import contradictions
from gis_sluzby.plan.messages import message, place
from gis_sluzby.plan.model import PATH_KEY, Plan
from gis_sluzby.plan.parse import Words, read_toml

if TYPE_CHECKING:
    import os

_WORDS = Words(
    unreadable="soubor plánu nelze přečíst",
    advice="Ověřte cestu k plánu",
    no_toml="plán není správný TOML",
    repeated="[[source]] a [[standard]]",
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
    content = read_toml(file, _WORDS)
    wrong = [(found.key, found.what) for found in contradictions(content)]
    try:
        plan = Plan.model_validate({**content, PATH_KEY: file})
    except ValidationError as error:
        wrong = [(detail["loc"], message(detail)) for detail in error.errors()] + wrong
    if wrong:
        raise PlanError([Problem(what, str(file), place(key, content)) for key, what in wrong])
    return plan
