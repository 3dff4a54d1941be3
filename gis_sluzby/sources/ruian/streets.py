"""Streets and parts of obce by their address points, from the CSV files of RÚIAN."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.packed import members
from gis_sluzby.sources.ruian.addresses import CSV_ENCODING, obec_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from gis_sluzby.plan import Source

_COLUMNS = {
    "Kód obce": "kod_obec",
    "Kód části obce": "kod_cast",
    "Název části obce": "nazev_cast",
    "Název ulice": "street",
    "Souřadnice Y": "west",
    "Souřadnice X": "south",
}
#: What is told of each address point.
STREET_COLUMNS = ("kod_obec", "kod_cast", "nazev_cast", "street", "x", "y")
_TYPES = {"Souřadnice Y": pa.float64(), "Souřadnice X": pa.float64()}


def csv_streets(path: Path, source: Source, obce: Collection[str]) -> pd.DataFrame:
    """Read where the address points of some obce lie, with their streets and parts.

    Parameters
    ----------
    path
        A ZIP archive with a CSV for each obec, or one CSV.
    source
        Its declaration in the plan.
    obce
        Codes of the obce.

    Returns
    -------
    kod_obec, kod_cast, nazev_cast, street, and x, y in EPSG:5514, a row for each address point
    that has coordinates.

    Raises
    ------
    InputError
        When a file is not what it should be.
    """
    files = members(path, source, ".csv")
    # A file that does not say whose addresses it holds may hold those of any obec.
    near = [file for file in files if obec_of(file) in obce or obec_of(file) is None]
    parts = []
    for file in near:
        with file.open() as stream:
            raw = stream.read()
        try:
            table = csv.read_csv(
                pa.BufferReader(raw),
                read_options=csv.ReadOptions(encoding=CSV_ENCODING),
                parse_options=csv.ParseOptions(delimiter=";"),
                convert_options=csv.ConvertOptions(
                    include_columns=list(_COLUMNS),
                    column_types={**dict.fromkeys(_COLUMNS, pa.string()), **_TYPES},
                    strings_can_be_null=True,
                ),
            )
        except (pa.ArrowException, KeyError, UnicodeError) as error:
            what = f"v souboru {file.name} nejsou ulice a části obcí"
            advice = f"Čeká se CSV adresních míst RÚIAN se sloupci {', '.join(_COLUMNS)}"
            raise InputError(Problem(what, source.path, advice=advice)) from error
        parts.append(table.rename_columns(list(_COLUMNS.values())).to_pandas())
    nothing = pd.DataFrame(columns=list(_COLUMNS.values()))
    frame = pd.concat(parts, ignore_index=True) if parts else nothing
    known = frame[frame["kod_obec"].isin(list(obce))].dropna(subset=["west", "south"])
    return known.assign(x=-known["west"], y=-known["south"])[[*STREET_COLUMNS]]
