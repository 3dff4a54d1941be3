"""All sheets of a plan into a folder, drawn by two processes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from gis_sluzby.cores import when_asked
from gis_sluzby.publish.sheets.atlas import atlas_of
from gis_sluzby.publish.sheets.change import read_change
from gis_sluzby.publish.sheets.described import account_of
from gis_sluzby.publish.sheets.files import Drawing, write_drawings
from gis_sluzby.publish.sheets.series import Table, halves, sheets_of
from gis_sluzby.publish.tables import safe_text

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.cores import Submit
    from gis_sluzby.plan import Plan
    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.series import Sheet

#: The list of all sheets of a plan.
LIST = "listy.csv"


class Tables(Protocol):
    """The tables of a plan, as `products.Results` has them."""

    @property
    def centre(self) -> dict[str, pd.DataFrame]: ...  # noqa: D102
    @property
    def roads(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def reached(self) -> dict[str, pd.DataFrame]: ...  # noqa: D102
    @property
    def coverage(self) -> dict[str, pd.DataFrame]: ...  # noqa: D102


def write_sheets(
    plan: Plan, results: Tables, folder: Path, submit: Submit = when_asked
) -> list[Path]:
    """Draw all map sheets that a plan asks for.

    Parameters
    ----------
    plan
        The plan; its sections [sheets] and [publish] say which sheets, how large and in what files.
    results
        Tables of the edition that is published.
    folder
        Where the sheets go; it is made.
    submit
        Who draws the other half of them, see `cores`.

    Returns
    -------
    list of pathlib.Path
        Of every sheet the drawings, a text that describes it and its figures as CSV; and
        `listy.csv`, the list of all.

    Raises
    ------
    MissingSourceError
        When the table of changes that the plan names is not there.
    """
    tables = results.centre, results.roads, results.reached, results.coverage
    atlas = atlas_of(plan, *tables, read_change(plan))
    folder.mkdir(parents=True, exist_ok=True)
    sheets = sheets_of(atlas)
    mine, others = halves(sheets)
    drawn = submit(draw_sheets, atlas, others, folder)
    written = draw_sheets(atlas, mine, folder)
    return sorted([*written, *drawn(), *write_accounts(atlas, sheets, folder)])


def draw_sheets(atlas: Atlas, sheets: list[Sheet], folder: Path) -> list[Path]:
    """Draw some of the sheets.

    Parameters
    ----------
    atlas
        What all sheets share.
    sheets
        The sheets.
    folder
        Where they go; it is there.

    Returns
    -------
    list of pathlib.Path
        The drawings.
    """
    table = Table(atlas)
    drawings = (
        Drawing(sheet.name, partial(table.drawn, sheet), account_of(atlas, sheet).described)
        for sheet in sheets
    )
    return write_drawings(folder, drawings, atlas.plan.sheets.formats)


def write_accounts(atlas: Atlas, sheets: list[Sheet], folder: Path) -> list[Path]:
    """Write what each sheet says, in words and as a table, and the list of all sheets.

    Parameters
    ----------
    atlas
        What all sheets share.
    sheets
        The sheets.
    folder
        Where they go; it is there.

    Returns
    -------
    list of pathlib.Path
        The files.
    """
    written, listed = [], []
    for sheet in sheets:
        account = account_of(atlas, sheet)
        text = folder / f"{sheet.name}.txt"
        text.write_bytes(f"{account.described.text}\n".encode())
        written.append(text)
        for ending, table in account.tables.items():
            written.append(folder / f"{sheet.name}{ending}.csv")
            _write_csv(written[-1], table)
        listed.append((sheet.name, account.described.title, account.described.text))
    _write_csv(folder / LIST, pd.DataFrame(listed, columns=["list", "nazev", "popis"]))
    return [*written, folder / LIST]


def _write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table for people: no cell is a formula."""

    def safe(cell: Any) -> Any:  # noqa: ANN401  (a cell)
        return safe_text(cell) if isinstance(cell, str) else cell

    table.map(safe).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
