"""What a source says about its rows beside names of columns: fill down, filters, words, constants.

With these a planner fits a table of the kraj to the plan without code and without editing it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gis_sluzby.codelists import normalise
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.cells import as_text

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from gis_sluzby.plan import Source
    from gis_sluzby.plan.source import Constant


def adapted(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Give the rows of a table as its source wants them.

    Parameters
    ----------
    frame
        Rows with the columns of the file; the index is the row of the source.
    source
        Its declaration in the plan.

    Returns
    -------
    The rows that the filters leave, in this order: empty cells of `fill_down` take the cell above,
    `filters` and `exclude` choose rows, `replace` replaces words of a field (case, diacritics and
    spaces make no difference; an empty word empties the cell), `constants` adds a column for every
    field that it states.

    Raises
    ------
    InputError
        Naming every column that `fill_down`, `filters` or `exclude` names and the file lacks.
    """
    _check_columns(frame, source)
    given = {name: as_text(frame[name]).ffill() for name in source.fill_down}
    frame = frame.assign(**given) if given else frame
    for chosen, wanted in ((source.filters, True), (source.exclude, False)):
        for column, words in chosen.items():
            frame = frame[_among(frame[column], words) == wanted]
    changed = {
        source.column(field): _replaced(frame[source.column(field)], words)
        for field, words in source.replace.items()
        if source.column(field) in frame.columns
    }
    stated = {field: _said(value) for field, value in source.constants.items()}
    return frame.assign(**changed, **stated) if changed or stated else frame


def _check_columns(frame: pd.DataFrame, source: Source) -> None:
    """Refuse columns that the file does not have."""
    keys = {"fill_down": source.fill_down, "filters": source.filters, "exclude": source.exclude}
    present = ", ".join(str(name) for name in frame.columns if name != "geometry")
    problems = [
        Problem(
            f"chybí sloupec, který uvádí {key} zdroje",
            source.path,
            column=column,
            advice=f"Soubor má sloupce {present}",
        )
        for key, columns in keys.items()
        for column in columns
        if column not in frame.columns
    ]
    if problems:
        raise InputError(problems)


def _among(cells: pd.Series[str], words: Collection[str]) -> pd.Series[bool]:
    """Tell which cells hold one of some words."""
    wanted = [normalise(word) for word in words]
    return as_text(cells).fillna("").map(normalise).isin(wanted)


def _replaced(cells: pd.Series[str], words: dict[str, str]) -> pd.Series[str]:
    """Replace words; what is not among them stays."""
    known = {normalise(word): new for word, new in words.items()}
    text = as_text(cells)
    new = text.fillna("").map(lambda word: known.get(normalise(word), word))
    return new.mask(new == "").astype(text.dtype)


def _said(value: Constant) -> str:
    """Give a value of TOML as text of a cell."""
    if isinstance(value, bool):
        return "ano" if value else "ne"
    return value.isoformat() if isinstance(value, date) else str(value)
