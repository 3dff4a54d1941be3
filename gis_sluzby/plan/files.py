"""Sources declared in files of their own: one TOML file a source, named in the plan.

Whatever a [[source]] may say may stand in its file; what the plan says itself has precedence, so
that one file serves several plans or years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.errors import GisSluzbyError, Problem
from gis_sluzby.plan.parse import Words, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_WORDS = Words(
    unreadable="soubor zdroje nelze přečíst",
    advice="Ověřte klíč file v plánu; cesta se počítá od složky plánu",
    no_toml="soubor zdroje není správný TOML",
    repeated="[[…]]",
)


class SourceFile(NamedTuple):
    """The file that declares a source.

    Parameters
    ----------
    path
        The file.
    said
        What it says, as TOML gives it; none where it cannot be read.
    in_plan
        Keys of the source that stand in the plan itself.
    """

    path: Path
    said: dict[str, Any] | None
    in_plan: frozenset[str]


class Declared(NamedTuple):
    """A plan with what the files of its sources say.

    Parameters
    ----------
    content
        The plan as TOML gives it, sources completed from their files.
    files
        Files of the sources that have one, by the source's number in the plan, from 0.
    problems
        Files that cannot be read, and what no such file may say.
    """

    content: dict[str, Any]
    files: Mapping[int, SourceFile]
    problems: list[Problem]


def with_source_files(content: dict[str, Any], folder: Path) -> Declared:
    """Complete the sources of a plan from the files that they name.

    Parameters
    ----------
    content
        The plan as TOML gives it.
    folder
        The plan's folder.

    Returns
    -------
    The plan with whole sources, and what is wrong with their files.
    """
    listed = content.get("source")
    if not isinstance(listed, list):
        return Declared(content, {}, [])
    sources: list[Any] = list(listed)
    problems: list[Problem] = []
    files: dict[int, SourceFile] = {}
    for number, source in enumerate(listed):
        name = source.get("file") if isinstance(source, dict) else None
        if not isinstance(name, str) or not name.strip():
            continue
        path = folder / name.strip().replace("\\", "/")
        said = None
        try:
            said = read_toml(path, _WORDS)
        except GisSluzbyError as error:
            problems += error.problems
        files[number] = SourceFile(path, said, frozenset(source))
        if said is None:
            continue
        if "file" in said:
            what = "soubor zdroje nemůže odkazovat na další soubor"
            problems.append(Problem(what, str(path), "file", advice="Klíč file vynechte"))
        sources[number] = {**said, **source}
    return Declared({**content, "source": sources}, files, problems)
