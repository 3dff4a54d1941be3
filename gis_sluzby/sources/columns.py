"""The columns that a source must have."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from gis_sluzby.codelists import normalise
from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from gis_sluzby.plan import Source
    from gis_sluzby.plan.fields import Field

_SHOWN_COLUMNS = 12
#: A slip of the pen changes, drops, adds or swaps one letter in so many.
_LETTERS_A_SLIP = 4


def perhaps_meant(
    present: Collection[str], source: Source, fields: Mapping[str, Field]
) -> list[tuple[str, str]]:
    """Find columns that nothing reads and that look like a field which is not there.

    Parameters
    ----------
    present
        Columns of the file.
    source
        Its declaration in the plan.
    fields
        Fields whose columns are looked for.

    Returns
    -------
    Column and field.
    """
    read = {source.column(name) for name in fields} | {*source.filters, *source.exclude}
    left = sorted(column for column in present if column not in read)
    lacking = [
        name
        for name in fields
        if name not in source.constants and source.column(name) not in present
    ]
    if not left or not lacking:
        return []
    from rapidfuzz.distance import OSA  # noqa: PLC0415  (most tables have no column too many)
    from rapidfuzz.process import extractOne  # noqa: PLC0415

    found = []
    for name in lacking:
        slips = min(2, len(name) // _LETTERS_A_SLIP)
        near = extractOne(
            normalise(name), left, processor=normalise, scorer=OSA.distance, score_cutoff=slips
        )
        found += [(near[0], name)] if near else []
    return found


def check_columns(present: list[str], source: Source, fields: Mapping[str, Field]) -> None:
    """Refuse a file in which a mapped or required column is missing.

    Parameters
    ----------
    present
        Columns of the file.
    source
        Its declaration in the plan.
    fields
        Fields whose columns are looked for.

    Raises
    ------
    InputError
        Naming every missing column.
    """
    missing: dict[str, str | None] = {}
    for name, field in fields.items():
        column = source.column(name)
        if column in present or not (field.required or name in source.columns):
            continue
        missing[name] = next(iter(get_close_matches(column, present, n=1)), None)
    if missing:
        raise InputError(list(_problems(missing, present, source)))


def _problems(
    missing: Mapping[str, str | None], present: list[str], source: Source
) -> Iterator[Problem]:
    """Name each missing column; the last says once what to write for all of them."""
    last = list(missing)[-1]
    # One column whose name is nearly there needs no more words.
    told = len(missing) > 1 or missing[last] is None
    for name, near in missing.items():
        advice = [f"Snad „{near}“"] if near else []
        if name == last and told:
            advice.append(_line(missing, present))
        what = f"chybí sloupec pro pole „{name}“"
        column = source.column(name)
        yield Problem(what, source.path, column=column, advice=". ".join(advice))


def _line(missing: Mapping[str, str | None], present: list[str]) -> str:
    """Give the line of the plan that maps all missing fields, and the columns to choose from."""
    pairs = ", ".join(f'{name} = "{near or "…"}"' for name, near in missing.items())
    shown = ", ".join(present[:_SHOWN_COLUMNS])
    shown += " …" if len(present) > _SHOWN_COLUMNS else ""
    check = " a názvy ověřte" if any(missing.values()) else ""
    return f"Doplňte v plánu columns = {{ {pairs} }}{check}; soubor má sloupce {shown}"
