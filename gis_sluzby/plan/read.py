"""Reading a plan file: TOML to a checked `Plan`, errors in plain Czech."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.plan.checks import contradictions
from gis_sluzby.plan.files import with_source_files
from gis_sluzby.plan.messages import message, place
from gis_sluzby.plan.model import PATH_KEY, Plan
from gis_sluzby.plan.parse import Words, read_toml

if TYPE_CHECKING:
    import os

    from gis_sluzby.plan.checks import Key
    from gis_sluzby.plan.files import Declared

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
    declared = with_source_files(read_toml(file, _WORDS), file.parent)
    content = declared.content
    wrong = [(found.key, found.what) for found in contradictions(content)]
    try:
        plan = Plan.model_validate({**content, PATH_KEY: file})
    except ValidationError as error:
        wrong = [(detail["loc"], message(detail)) for detail in error.errors()] + wrong
    told = [_problem(key, what, file, declared) for key, what in wrong]
    problems = [*declared.problems, *(one for one in told if one is not None)]
    if problems:
        raise PlanError(problems)
    return plan


def _problem(key: Key, what: str, file: Path, declared: Declared) -> Problem | None:
    """Say what is wrong in the file that says it; nothing of a source whose file is not read."""
    number = key[1] if key[:1] == ("source",) and len(key) > 1 else None
    of_source = declared.files.get(number) if isinstance(number, int) else None
    if of_source is None or any(one in of_source.in_plan for one in key[2:3]):
        return Problem(what, str(file), place(key, declared.content))
    if of_source.said is None:
        return None
    return Problem(what, str(of_source.path), place(key[2:], of_source.said))
