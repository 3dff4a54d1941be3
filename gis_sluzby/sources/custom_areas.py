"""Areas of the plan's own: a table with a row for every obec of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source


def read_custom_areas(plan: Plan, source: Source) -> Reading:
    """Read which obce belong to which area.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `custom_areas`.

    Returns
    -------
    kod, nazev, kod_obec, source_id and source_row.

    Raises
    ------
    InputError
        With every row that says the same again or gives an area another name, unless the source
        says `rejects = "record"`.
    """
    opened = read_source(plan, source)
    frame = opened.frame.assign(source_id=source.id, source_row=opened.frame.index)
    again = frame.loc[frame.duplicated(["kod", "kod_obec"]), "kod_obec"].dropna()
    first = frame.groupby("kod")["nazev"].transform("first")
    other = frame.loc[frame["nazev"].notna() & (frame["nazev"] != first), "nazev"]
    wrong = [
        Wrong(row, "kod_obec", str(code), "obec je v území podruhé") for row, code in cells(again)
    ]
    wrong += [
        Wrong(row, "nazev", str(name), f"totéž území se výše jmenuje „{first[row]}“")
        for row, name in cells(other)
    ]
    return reject(opened._replace(frame=frame), source, wrong)
