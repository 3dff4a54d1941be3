"""The reader `csv`: a delimited text file, every cell as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source

#: The first data row of a file is its second row: the header is the first.
FIRST_ROW = 2


def read_csv(path: Path, source: Source) -> pd.DataFrame:
    """Read a delimited text file.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan: encoding and delimiter.

    Returns
    -------
    Every cell as text, empty cells as null, the index is the row of the file (header = 1).

    Raises
    ------
    InputError
        When the bytes are not text in the stated encoding or the rows are ragged.
    """
    encoding = "utf-8-sig" if source.encoding.lower() in ("utf-8", "utf8") else source.encoding
    try:
        frame = pd.read_csv(
            path,
            dtype=str,
            sep=source.delimiter,
            encoding=encoding,
            keep_default_na=False,
            na_values=[""],
            skip_blank_lines=False,
        )
    except (UnicodeError, LookupError) as error:
        problem = Problem(
            f"text není v kódování {source.encoding}",
            source.path,
            advice='Doplňte ke zdroji v plánu správné encoding, například "cp1250"',
        )
        raise InputError(problem) from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        problem = Problem(
            f"soubor není tabulka oddělená znakem „{source.delimiter}“ ({error})",
            source.path,
            advice="Ověřte oddělovač (delimiter) a uvozovky",
        )
        raise InputError(problem) from error
    frame.columns = frame.columns.astype(str).str.strip()
    frame.index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(frame))
    return frame.dropna(how="all")
