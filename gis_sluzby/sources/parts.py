"""Parts of obce: městské části and obvody, parts of obce, ZSJ, from RÚIAN or any layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby.plan import source_path
from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.ruian.parts import vfr_parts
from gis_sluzby.tables import tables

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source

_TABLE = "obec_parts"


def read_parts(plan: Plan, source: Source) -> Reading:
    """Read parts of obce.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `obec_parts`.

    Returns
    -------
    level, kod, nazev, kod_obec, people where the source has them, and a boundary or a point in
    EPSG:5514.

    Raises
    ------
    InputError
        Naming every part whose level or obec is not known, whose code repeats or that has no
        place, unless the source says `rejects = "record"`.
    """
    if source.reader == "vfr":
        opened = vfr_parts(source_path(plan, source), source)
    else:
        opened = read_source(plan, source)
    # What a layer lacks was found when it was read.
    told = {(one.row, one.field) for one in opened.wrong}
    wrong = _wrong(gpd.GeoDataFrame(opened.frame))
    return reject(opened, source, [one for one in wrong if (one.row, one.field) not in told])


def _wrong(parts: gpd.GeoDataFrame) -> list[Wrong]:
    """Name the parts of no use."""
    levels = next(c.allowed for c in tables()[_TABLE].columns if c.name == "level")
    known = parts["level"].isin(levels) | parts["level"].isna()
    what = f"má to být {', '.join(levels)}"
    wrong = [
        Wrong(row, "level", str(level), what) for row, level in cells(parts.loc[~known, "level"])
    ]
    homeless = parts.loc[parts["kod_obec"].isna(), "kod"]
    wrong += [Wrong(row, "kod_obec", f"část {code}", "obec chybí") for row, code in cells(homeless)]
    people = parts["people"] if "people" in parts else pd.Series(dtype=float)
    wrong += [
        Wrong(row, "people", f"{count:g}", "počet lidí nemůže být záporný")
        for row, count in cells(people[people < 0])
    ]
    nowhere = parts.geometry.isna() | parts.geometry.is_empty
    wrong += [
        Wrong(row, None, f"část {code}", "geometrie chybí nebo je prázdná")
        for row, code in cells(parts.loc[nowhere, "kod"])
    ]
    again = parts[parts.duplicated(["level", "kod"]) & parts["kod"].notna()]
    return wrong + [
        Wrong(row, "kod", str(code), "kód části se na téže úrovni opakuje")
        for row, code in cells(again["kod"])
    ]
