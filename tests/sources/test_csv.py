"""CSV: rows as a spreadsheet counts them, and a clear word on every way to get a file wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.sources.csv import read_csv
from tests.sources.given import source_of, told

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.sources.rows import Wrong


def read(folder: Path, text: str | bytes, **keys: str) -> tuple[pd.DataFrame, list[Wrong]]:
    file = folder / "a.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_csv(file, source_of("services", "a.csv", **keys))


def wrong(folder: Path, text: str | bytes, **keys: str) -> str:
    [line] = told(lambda: read(folder, text, **keys))
    return line


def test_every_cell_is_text(tmp_path: Path) -> None:
    frame, _ = read(tmp_path, 'key,kod\n1,012345\nNA,1e5\n,"a, b"\n')
    assert frame.to_dict("list") == {"key": ["1", "NA", ""], "kod": ["012345", "1e5", "a, b"]}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_those_of_a_spreadsheet(end: str, tmp_path: Path) -> None:
    lines = ["key,note", '1,"dva', 'řádky"', "", "2,x", ",", '3,"a ""b"" c"']
    frame, _ = read(tmp_path, end.join(lines))
    assert frame["key"].to_dict() == {2: "1", 4: "2", 6: "3"}
    assert frame["note"].to_dict() == {2: f"dva{end}řádky", 4: "x", 6: 'a "b" c'}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250"])
def test_a_byte_order_mark_is_no_part_of_the_header(encoding: str, tmp_path: Path) -> None:
    """A mark says UTF-8 even where the plan says something else."""
    text = b"\xef\xbb\xbf" + "klíč\nŽďár\n".encode()
    frame, _ = read(tmp_path, text, encoding=encoding)
    assert frame.to_dict("list") == {"klíč": ["Žďár"]}


def test_the_encoding_is_that_of_the_plan(tmp_path: Path) -> None:
    text = "key,název\n1,Žďár\n".encode("cp1250")
    frame, _ = read(tmp_path, text, encoding="cp1250")
    assert frame["název"].tolist() == ["Žďár"]
    assert wrong(tmp_path, text) == (
        "a.csv, řádek textu 1: text není v kódování utf-8. Doplňte ke zdroji v plánu správné "
        'encoding, například "cp1250".'
    )


def test_names_of_columns_lose_their_spaces(tmp_path: Path) -> None:
    """Portals of kraje write such headers; a trailing delimiter gives a column without a name."""
    frame, _ = read(tmp_path, "Kód obce ,\u00a0druh,\n1,2,\n")
    assert frame.columns.tolist() == ["Kód obce", "druh"]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    frame, ragged = read(tmp_path, "key,druh\n\n")
    assert frame.empty
    assert ragged == []
    assert frame.columns.tolist() == ["key", "druh"]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", "  \n"])
def test_a_file_without_a_header_is_explained(text: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, text) == (
        "a.csv: soubor je prázdný, nemá ani záhlaví. Není-li co uvést, nechte v něm řádek s názvy "
        "sloupců."
    )


def test_ragged_rows_are_named_and_no_cell_is_shifted(tmp_path: Path) -> None:
    frame, ragged = read(tmp_path, "key,druh,x\n1,2,3\n1,2,3,4\n1,2\n4,5,6\n")
    assert frame["key"].to_dict() == {2: "1", 5: "4"}
    assert [one.row for one in ragged] == [3, 4]
    assert ragged[0].what == "počet buněk 4, v záhlaví 3; nejspíš chybějí uvozovky"


def test_a_first_row_that_is_too_long_does_not_become_an_index(tmp_path: Path) -> None:
    """pandas takes the first column for an index where every row has one cell more."""
    frame, ragged = read(tmp_path, "key,druh\n1,2,3\n4,5,6\n")
    assert frame.empty
    assert [one.row for one in ragged] == [2, 3]


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, "key,druh,key\n1,2,3\n") == (
        "a.csv, řádek 1, sloupec „key“: sloupec je v záhlaví dvakrát. Jeden z nich přejmenujte."
    )


@pytest.mark.parametrize(
    ("delimiter", "name", "shown"),
    [(";", "středníkem", ";"), ("\t", "tabulátorem", "\\t"), ("|", "svislou čarou", "|")],
)
def test_another_delimiter_is_recognised(
    delimiter: str, name: str, shown: str, tmp_path: Path
) -> None:
    text = f"key{delimiter}druh\n1{delimiter}2\n"
    assert wrong(tmp_path, text) == (
        f"a.csv, řádek 1: soubor není tabulka oddělená znakem „,“, snad je oddělen {name}. Doplňte "
        f'ke zdroji v plánu delimiter = "{shown}".'
    )
    frame, _ = read(tmp_path, text, delimiter=delimiter)
    assert frame.to_dict("list") == {"key": ["1"], "druh": ["2"]}


@pytest.mark.parametrize("text", ['key,x\n1,2\n2,"a\n3,4\n', 'key,x\n1,2\n2,"a" b\n'])
def test_quotes_that_do_not_match_are_refused(text: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, text).startswith("a.csv, řádek 3: uvozovky nejsou spárované.")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"status":"Pending"}', 'JSON ({"status":"Pending"}). Portál jej možná teprve chystal'),
        (b'\xef\xbb\xbf\n [{"a": 1}]', 'JSON ([{"a": 1}]). Portál'),
        (b"<!DOCTYPE html>\n<html>", "webová stránka nebo XML (<!DOCTYPE html> <html>). Otevřete"),
        (b"PK\x03\x04\x14\x00", "archiv ZIP nebo sešit Excelu. V Excelu jej uložte jako „CSV"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(content: bytes, what: str, tmp_path: Path) -> None:
    assert wrong(tmp_path, content).startswith(f"a.csv: místo dat je v souboru {what}")


def test_a_column_that_begins_like_an_archive_is_none(tmp_path: Path) -> None:
    frame, _ = read(tmp_path, "PK,x\n1,2\n")
    assert frame.columns.tolist() == ["PK", "x"]
