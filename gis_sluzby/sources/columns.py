"""The columns that a source must have."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.plan import Source
    from gis_sluzby.plan.fields import Field

_SHOWN_COLUMNS = 12


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
    problems = []
    for name, field in fields.items():
        column = source.column(name)
        if column in present or not (field.required or name in source.columns):
            continue
        near = get_close_matches(column, present, n=1)
        shown = ", ".join(present[:_SHOWN_COLUMNS])
        shown += " …" if len(present) > _SHOWN_COLUMNS else ""
        advice = (
            f"Snad „{near[0]}“"
            if near
            else f'Doplňte v plánu columns = {{ {name} = "…" }}; soubor má sloupce {shown}'
        )
        what = f"chybí sloupec pro pole „{name}“"
        problems.append(Problem(what, source.path, column=column, advice=advice))
    if problems:
        raise InputError(problems)
