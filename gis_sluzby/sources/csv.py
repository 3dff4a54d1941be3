"""The reader `csv`: a delimited text file, every cell as text."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.contents import impostor
from gis_sluzby.sources.rows import Wrong

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source

_BEGINNING = 200
_OTHER_DELIMITERS = {";": "středníkem", "\t": "tabulátorem", ",": "čárkou", "|": "svislou čarou"}


def read_csv(path: Path, source: Source) -> tuple[pd.DataFrame, list[Wrong]]:
    """Read a delimited text file.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan: encoding and delimiter.

    Returns
    -------
    Every cell as text, and the rows that have more or fewer cells than the header. The index is
    the row as a spreadsheet shows it: the header is 1, a line break within quotes starts no row,
    empty rows are counted and left out.

    Raises
    ------
    InputError
        When the file is empty or no table, its bytes are not text in the stated encoding, its
        quotes do not match or a column stands in the header twice.
    """
    raw = path.read_bytes()
    if (problem := impostor(raw[:_BEGINNING], source)) is not None:
        raise InputError(problem)
    header, *records = _records(_decoded(raw, source), source)[source.header_row - 1 :]
    names = [name.strip() for name in header]
    check_header(names, source)
    rows: dict[int, list[str]] = {}
    ragged = []
    for row, record in enumerate(records, source.header_row + 1):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) == len(names):
            rows[row] = record
        else:
            why = "chybějí uvozovky" if len(record) > len(names) else "je neúplný, nebo rozlomený"
            what = f"počet buněk {len(record)}, v záhlaví {len(names)}; řádek nejspíš {why}"
            what = what.replace("řádek nejspíš chybějí", "nejspíš chybějí")
            ragged.append(Wrong(row, None, "", what))
    index = pd.Index(list(rows), dtype="int64")
    frame = pd.DataFrame(list(rows.values()), index=index, columns=names, dtype=object)
    return frame.loc[:, [bool(name) for name in names]], ragged


def _decoded(raw: bytes, source: Source) -> str:
    """Decode the bytes; a byte order mark says UTF-8 whatever the plan says."""
    encoding = "utf-8-sig" if raw.startswith(BOM_UTF8) else source.encoding
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(
            f"text není v kódování {encoding}",
            source.path,
            f"řádek textu {line}",
            advice='Doplňte ke zdroji v plánu správné encoding, například "cp1250"'
            if encoding.lower().startswith("utf")
            else "Je-li v UTF-8, klíč encoding zdroje v plánu smažte",
        )
        raise InputError(problem) from error


def _records(text: str, source: Source) -> list[list[str]]:
    """Part text into records of cells; there is at least the header."""
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, ""), delimiter=source.delimiter, strict=True))
    except csv.Error as error:
        problem = Problem(
            "uvozovky nejsou spárované",
            source.path,
            len(records) + 1,
            advice="Uvozovky uvnitř textu se píší dvakrát; ověřte i oddělovač (delimiter)",
        )
        raise InputError(problem) from error
    header = records[source.header_row - 1 : source.header_row]
    if not header or not any(cell.strip() for cell in header[0]):
        problem = Problem(
            "soubor je prázdný, nemá ani záhlaví",
            source.path,
            advice="Není-li co uvést, nechte v něm řádek s názvy sloupců",
        )
        raise InputError(problem)
    return records


def check_header(names: list[str], source: Source) -> None:
    """Refuse names that repeat and a header that some other delimiter parts.

    Parameters
    ----------
    names
        Names of the columns.
    source
        The file's declaration in the plan.

    Raises
    ------
    InputError
        With every name that repeats, or the delimiter that the file seems to have.
    """
    row = source.header_row
    problems = [
        Problem("sloupec je v záhlaví dvakrát", source.path, row, name, "Jeden z nich přejmenujte")
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    if len(names) == 1 and source.reader != "xlsx":
        problems += [
            Problem(
                f"soubor není tabulka oddělená znakem „{source.delimiter}“, snad je oddělen {word}",
                source.path,
                row,
                advice=f'Doplňte ke zdroji v plánu delimiter = "{other}"'.replace("\t", "\\t"),
            )
            for other, word in _OTHER_DELIMITERS.items()
            if other in names[0] and other != source.delimiter
        ][:1]
    if problems:
        raise InputError(problems)
