"""Keys of tables that other tables hold: whatever a row refers to must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.record import service_names
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import Place, finding
from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.tables import Foreign

#: Formae that name none.
_OPEN = ("any", "unknown")


def check_keys(centre: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a centre in which a row refers to one that is not there.

    Parameters
    ----------
    centre
        Canonical tables by name; what refers to a table that is not among them is not checked.

    Raises
    ------
    InputError
        With every such row of every key whose violation `tables.toml` calls an error.
    """
    problems = [
        Problem(
            f"{' '.join(values)} v tabulce {foreign.table} není",
            f"tabulka {name}",
            f"{row + 1}. řádek tabulky",
            " ".join(foreign.columns),
        )
        for name, foreign, row, values in _broken(centre)
        if foreign.is_error
    ]
    if problems:
        raise InputError(problems)


def loose_keys(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Name the rows that refer to something which another source does not have.

    Parameters
    ----------
    centre
        Canonical tables by name.

    Returns
    -------
    A finding for every such row of every key whose violation `tables.toml` calls a finding.
    """
    names = service_names(centre) if {"services", "providers"} <= centre.keys() else {}
    return [
        finding(
            "foreign_missing",
            "warning",
            name,
            Place(
                " ".join(str(centre[name].at[row, key]) for key in tables()[name].key),
                _source(centre[name], row),
                column=foreign.columns[-1],
            ),
            found=_told(foreign, values, names),
            expected=f"řádek v tabulce „{tables()[foreign.table].title}“",
            action="ponecháno",
        )
        for name, foreign, row, values in _broken(centre)
        if not foreign.is_error
    ]


def _told(foreign: Foreign, values: Sequence[str], names: Mapping[str, str]) -> str:
    """Say in words to what a row refers."""
    forms = codelists.forms()
    words = {"service_id": names, "forma": {code: f"{f.name} forma" for code, f in forms.items()}}
    pairs = zip(foreign.columns, values, strict=True)
    return ", ".join(words.get(column, {}).get(value, value) for column, value in pairs)


def _broken(
    centre: Mapping[str, pd.DataFrame],
) -> Iterator[tuple[str, Foreign, int, tuple[str, ...]]]:
    """Find the rows that refer to nothing: table, key, row and the values."""
    for name, frame in centre.items():
        for foreign in tables()[name].foreign:
            if foreign.table not in centre or frame.empty:
                continue
            columns = list(foreign.columns)
            there = set(_rows(centre[foreign.table], columns))
            for row, values in enumerate(_rows(frame, columns)):
                if values not in there and not any(_is_open(value) for value in values):
                    yield name, foreign, row, tuple(str(value) for value in values)


def _rows(frame: pd.DataFrame, columns: list[str]) -> Iterator[tuple[object, ...]]:
    """Give the values of columns, row by row."""
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def _is_open(value: object) -> bool:
    """Tell whether a value is null or names no forma."""
    return not isinstance(value, str) or value in _OPEN


def _source(frame: pd.DataFrame, row: int) -> str | None:
    """Give the source of a row, where the table has it."""
    return str(frame.at[row, "source_id"]) if "source_id" in frame.columns else None
