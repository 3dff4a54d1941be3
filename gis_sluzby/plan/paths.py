"""Where the files of a plan are, and what identifies their content."""

from __future__ import annotations

import os
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gis_sluzby.errors import MissingSourceError, Problem

if TYPE_CHECKING:
    from gis_sluzby.plan.model import Plan
    from gis_sluzby.plan.source import Source

_BLOCK = 1 << 20
#: File names are taken for near from this likeness on: the ending alone makes many alike.
_NEAR = 0.75
#: Keys of the plan that name files beside a source, by the tables that these are given.
_KEYS = {"code_lists": "code_lists", "facility_addresses": "addresses"}
_SHAPEFILE = {".shp", ".shx", ".dbf", ".prj", ".cpg"}


def plan_data(plan: Plan) -> Path:
    """Give the folder of the plan's inputs.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    The folder named by the environment variable GIS_SLUZBY_DATA, else `data` of the plan beside
    the plan file.
    """
    override = os.environ.get("GIS_SLUZBY_DATA")
    return Path(override) if override else plan.path.parent / plan.data


def source_path(plan: Plan, source: Source) -> Path:
    """Find the file of a source.

    Parameters
    ----------
    plan
        The plan.
    source
        One of its sources.

    Returns
    -------
    The path, which exists.

    Raises
    ------
    MissingSourceError
        When it does not; a file of nearly the same name is suggested.
    """
    path = plan_data(plan) / source.path
    if path.is_file():
        return path
    names = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, names, n=1, cutoff=_NEAR)
    if near:
        advice = f"Ve složce je {near[0]}"
    elif source.fetch:
        advice = "Stáhne jej příkaz gis-sluzby fetch"
    else:
        key = _KEYS.get(str(source.table), "path")
        advice = (
            f"Ověřte {key} zdroje v plánu a složku dat (data, případně proměnnou GIS_SLUZBY_DATA)"
        )
    what = f"soubor zdroje „{source.id}“ neexistuje (složka dat {plan_data(plan)})"
    raise MissingSourceError(Problem(what, source.path, advice=advice))


def files_named(plan: Plan) -> list[Source]:
    """Give all files of inputs that a plan names: its sources, and those beside them.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    A source for each file, in the plan's order.
    """
    return [file for one in plan.source for file in (one, *one.files_beside())]


def missing_sources(plan: Plan) -> list[Problem]:
    """Name every source whose file does not exist.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    The problems, none when all files are there.
    """
    problems: list[Problem] = []
    for source in files_named(plan):
        try:
            source_path(plan, source)
        except MissingSourceError as error:
            problems += error.problems
    return problems


def file_hash(path: Path) -> str:
    """Give the SHA-256 of a file; of a Shapefile, of all its parts.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    64 hexadecimal digits.
    """
    digest = sha256()
    for part in _parts(path):
        with part.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _parts(path: Path) -> list[Path]:
    """Give the files that a source consists of: a Shapefile is several."""
    if path.suffix.lower() != ".shp":
        return [path]
    beside = (part for part in path.parent.iterdir() if part.suffix.lower() in _SHAPEFILE)
    return sorted(part for part in beside if part.stem == path.stem)
