"""What a plan asks for: the files of its sources that are to be fetched."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.fetch.catalogue import Kind, Official, official

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source

#: Kind of a file by the end of its name, of those that a plan gives an address for.
_KINDS: dict[str, Kind] = {
    ".zip": "zip",
    ".csv": "csv",
    ".json": "json",
    ".geojson": "json",
    ".pbf": "pbf",
}


class Wanted(NamedTuple):
    """One file that a plan asks for.

    Parameters
    ----------
    path
        Its path in the data folder, as the plan writes it.
    official
        What it is and where.
    sources
        The sources of the plan that read it.
    """

    path: str
    official: Official
    sources: tuple[Source, ...]


def files_wanted(plan: Plan) -> list[Wanted]:
    """Give the files that a plan asks for.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    The files in the plan's order, each once.

    Raises
    ------
    PlanError
        When a source asks for what is not in the list, or two sources want different things in
        one file.
    """
    found: dict[str, Wanted] = {}
    problems = []
    for source in plan.source:
        if source.fetch is None:
            continue
        asked = _asked(source)
        if isinstance(asked, Problem):
            problems.append(asked)
            continue
        before = found.setdefault(source.path, Wanted(source.path, asked, ()))
        if before.official.id != asked.id:
            what = (
                f"zdroj „{source.id}“ chce do téhož souboru stáhnout „{source.fetch}“, jiný zdroj "
                f"„{before.official.id}“"
            )
            problems.append(Problem(what, source.path, advice="Dejte jednomu jiný path"))
        found[source.path] = before._replace(sources=(*before.sources, source))
    if problems:
        raise PlanError(problems)
    return list(found.values())


def _asked(source: Source) -> Official | Problem:
    """Give what a source asks for, by id or by an address of its own."""
    asked = str(source.fetch)
    if asked in official():
        return official()[asked]
    if "://" not in asked:
        near = get_close_matches(asked, official(), n=1)
        advice = f"Snad „{near[0]}“" if near else f"Seznam: {', '.join(official())}"
        what = f"zdroj „{source.id}“: fetch „{asked}“ není v seznamu úředních adres"
        return Problem(what, column="fetch", advice=advice)
    return _own(source, asked)


def _own(source: Source, address: str) -> Official:
    """Describe a file that the plan gives an address for."""
    name = source.path.rpartition("/")[2]
    ending = f".{name.rpartition('.')[2].lower()}"
    kind = _KINDS.get(ending, "any")
    table = kind == "csv" and source.reader == "csv"
    return Official(
        id=address,
        title=source.title or source.id,
        publisher=urlsplit(address).hostname or "",
        licence=source.licence,
        attribution=source.attribution,
        file=name,
        addresses=(address,),
        kind=kind,
        encoding=source.encoding if table else None,
        delimiter=source.delimiter if table else None,
        columns=tuple(source.columns.values()) if table else (),
    )
