"""Address points of RÚIAN: the CSV files of obce, or an exchange file of an obec.

In the CSV the coordinates are positive S-JTSK: the column Y is the distance to the west, X to the
south, so in EPSG:5514 x = -Y and y = -X.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute, csv

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.contents import impostor
from gis_sluzby.sources.packed import members
from gis_sluzby.sources.ruian.vfr import vfr_files, vfr_layer

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.packed import Member

    #: A file, the names of its columns, its rows.
    _Content = tuple[Member, tuple[str, ...], bytes]

#: In which the files are written.
CSV_ENCODING = "cp1250"
_COLUMNS = {
    "Kód ADM": "kod_adm",
    "Kód obce": "kod_obec",
    "Souřadnice Y": "west",
    "Souřadnice X": "south",
}
#: The code of the obec in the name of its file, e.g. 20260930_OB_554782_ADR.csv.
_OBEC_IN_NAME = re.compile(r"_?OB_(\d{6})_")
#: All bytes of a file.
_ALL = -1
_BEGINNING = 400
#: So many files are understood at a time.
_BATCH = 200
_TEXT = pd.StringDtype(na_value=np.nan)
_TYPES = (pa.string(), pa.string(), pa.float64(), pa.float64())


def csv_addresses(
    path: Path, source: Source, wanted: Collection[str], obce: Collection[str]
) -> gpd.GeoDataFrame:
    """Find address points by their codes in the CSV files of RÚIAN.

    The files of the obce named are read first; the rest only where some code is not in them.

    Parameters
    ----------
    path
        A ZIP archive with a CSV for each obec, or one CSV.
    source
        Its declaration in the plan.
    wanted
        Codes of the address points.
    obce
        Codes of the obce in which they most likely lie.

    Returns
    -------
    kod_adm, kod_obec and the point in EPSG:5514, null where the address has no coordinates.

    Raises
    ------
    InputError
        When a file is not what it should be.
    """
    files = members(path, source, ".csv")
    # Where nothing is wanted, one file tells whether they are what they should be.
    near = [file for file in files if obec_of(file) in obce] if wanted else files[:1]
    parts = _found(near, source, wanted)
    lacking = set(wanted).difference(*(part["kod_adm"] for part in parts))
    if lacking:
        seen = {file.name for file in near}
        parts += _found([file for file in files if file.name not in seen], source, lacking)
    frame = pd.concat(parts, ignore_index=True)
    points = gpd.points_from_xy(-frame["west"], -frame["south"])
    located = gpd.GeoSeries(points, crs=KROVAK)
    located[frame["west"].isna() | frame["south"].isna()] = None
    return gpd.GeoDataFrame(frame[["kod_adm", "kod_obec"]], geometry=located, crs=KROVAK)


def vfr_addresses(path: Path, source: Source, wanted: Collection[str]) -> gpd.GeoDataFrame:
    """Find address points by their codes in exchange files of obce.

    Parameters
    ----------
    path
        A file of an obec (OB_…_UKSH), or a ZIP archive of some.
    source
        Its declaration in the plan.
    wanted
        Codes of the address points.

    Returns
    -------
    kod_adm, kod_obec and the point in EPSG:5514, null where the address has no coordinates.

    Raises
    ------
    InputError
        When it is no exchange file.
    """
    parts = [_all_in(file, source) for file in vfr_files(path, source)]
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK)
    return frame[frame["kod_adm"].isin(list(wanted))].reset_index(drop=True)


def _all_in(file: Member, source: Source) -> gpd.GeoDataFrame:
    """Read all addresses of an exchange file; building and part of obec lead to the obec."""
    fields = {"kod_adm": "Kod", "building": "StavebniObjektKod"}
    addresses = gpd.GeoDataFrame(vfr_layer(file, source, "AdresniMista", fields, "AdresniBod"))
    part = _lookup(file, source, "StavebniObjekty", "CastObceKod")
    obec = _lookup(file, source, "CastiObci", "ObecKod")
    return addresses[["kod_adm", "geometry"]].assign(
        kod_obec=addresses["building"].map(part).map(obec)
    )


def _lookup(file: Member, source: Source, layer: str, field: str) -> pd.Series[str]:
    """Give a field of a layer by the code of the feature."""
    columns = {"kod": "Kod", "value": field}
    return vfr_layer(file, source, layer, columns, None).set_index("kod")["value"]


def obec_of(file: Member) -> str | None:
    """Give the obec whose addresses a file holds, by the file's name.

    Parameters
    ----------
    file
        A CSV file of RÚIAN.

    Returns
    -------
    Code of the obec; none where the name does not say it.
    """
    match = _OBEC_IN_NAME.search(file.name)
    return match[1] if match else None


def _found(files: list[Member], source: Source, wanted: Collection[str]) -> list[pd.DataFrame]:
    """Read the rows of CSV files whose codes are wanted; many short files at a time."""
    found = []
    for first in range(0, len(files), _BATCH):
        batch = [_content(file, source) for file in files[first : first + _BATCH]]
        together = _table(batch) if len({names for _, names, _ in batch}) == 1 else None
        tables = [_table([one]) for one in batch] if together is None else [together]
        for table, (file, *_) in zip(tables, batch, strict=False):
            if table is None:
                raise InputError(_stranger(file, source))
            found.append(_wanted(table, wanted))
    return found


def _content(file: Member, source: Source) -> _Content:
    """Read a file: the names of its columns, and its rows as they are."""
    raw = file.beginning(_ALL, source)
    header, _, rows = raw.partition(b"\n")
    names = tuple(header.decode(CSV_ENCODING, errors="replace").strip().split(";"))
    if not set(_COLUMNS) <= set(names):
        raise InputError(impostor(raw[:_BEGINNING], source) or _stranger(file, source))
    return file, names, rows if rows.endswith(b"\n") else rows + b"\n"


def _table(batch: list[_Content]) -> pa.Table | None:
    """Understand the rows of files; none where they are no table. Only digits are decoded."""
    _, names, _ = batch[0]
    rows = b"".join(rows for *_, rows in batch)
    types = dict(zip(_COLUMNS, _TYPES, strict=True))
    if not rows.strip():
        return pa.schema(types.items()).empty_table()
    try:
        return csv.read_csv(
            pa.BufferReader(rows),
            read_options=csv.ReadOptions(column_names=names),
            parse_options=csv.ParseOptions(delimiter=";"),
            convert_options=csv.ConvertOptions(include_columns=list(types), column_types=types),
        )
    except pa.ArrowException:
        return None


def _wanted(table: pa.Table, wanted: Collection[str]) -> pd.DataFrame:
    """Keep the rows whose codes are wanted."""
    named = table.rename_columns(_COLUMNS)
    kept = named.filter(compute.is_in(named["kod_adm"], pa.array(sorted(wanted), pa.string())))
    return kept.to_pandas().astype({"kod_adm": _TEXT, "kod_obec": _TEXT})


def _stranger(file: Member, source: Source) -> Problem:
    """Say that a file has no address points."""
    what = f"soubor {file.name} není seznam adresních míst RÚIAN"
    advice = f"Čeká se CSV oddělené středníky v cp1250 se sloupci {', '.join(_COLUMNS)}"
    return Problem(what, source.path, advice=advice)
