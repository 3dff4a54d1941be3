"""What comes is what it should be, or is told apart."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.fetch.catalogue import Official
from gis_sluzby.fetch.check import wrong

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "kód;obec;počet\n1;Žďár nad Sázavou;2\n3;Ústí nad Labem;4\n"
COLUMNS = ("kód", "obec")
PAGE = b"\xef\xbb\xbf\n <!DOCTYPE html><html><body>Odst\xc3\xa1vka</body></html>"


def expected(kind: str, **what: Any) -> Official:  # noqa: ANN401
    given = {"id": "x", "title": "X", "publisher": "", "licence": "", "attribution": ""}
    return Official.model_validate(
        given | {"file": "a", "addresses": ["http://a"], "kind": kind} | what
    )


@pytest.fixture
def told(tmp_path: Path) -> Any:  # noqa: ANN401
    def check(content: bytes, kind: str, **what: Any) -> list[str]:  # noqa: ANN401
        (tmp_path / "a").write_bytes(content)
        return [str(problem) for problem in wrong(tmp_path / "a", expected(kind, **what), "a.x")]

    return check


def archive(name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        packed.writestr("cti.txt", "nic")
        packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["zip", "csv", "json", "pbf", "any"])
def test_a_web_page_is_never_data(told: Any, kind: str) -> None:  # noqa: ANN401
    (line,) = told(PAGE, kind)
    assert line.startswith("a.x: místo dat přišla webová stránka (<!DOCTYPE html><html>")


@pytest.mark.parametrize("kind", ["zip", "csv", "json", "pbf", "any"])
def test_nothing_and_an_answer_of_a_portal_are_never_data(told: Any, kind: str) -> None:  # noqa: ANN401
    assert told(b"", kind)[0].startswith("a.x: přišel prázdný soubor")
    (line,) = told(b'{"status":"Pending","recordCount":5}', kind)
    assert line.startswith("a.x: portál data teprve chystá. Spusťte fetch za chvíli znovu")


# ------------------------------------------------------------------------------- csv
@pytest.mark.parametrize(
    ("encoding", "stated"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1250", "cp1250"), ("cp1250", "windows-1250")],
)
@pytest.mark.parametrize("known", [True, False])
def test_a_table_is_accepted(told: Any, encoding: str, stated: str, *, known: bool) -> None:  # noqa: ANN401
    what = {"encoding": stated, "delimiter": ";"} if known else {}
    assert told(TABLE.encode(encoding), "csv", columns=COLUMNS, **what) == []
    assert told(TABLE.replace(";", ",").encode(encoding), "csv", columns=COLUMNS) == []


def test_ascii_is_in_whatever_encoding_is_stated(told: Any) -> None:  # noqa: ANN401
    for encoding in ("utf-8", "cp1250", None):
        assert told(b"a,b\n1,2\n", "csv", columns=["a", "b"], encoding=encoding) == []


def test_cp1250_where_utf8_is_stated(told: Any) -> None:  # noqa: ANN401
    plain = "kod;obec;pocet\n1;Brno;2\n"
    (line,) = told((plain + "3;Žďár;4\n").encode("cp1250"), "csv", encoding="utf-8")
    assert line.startswith("a.x, řádek 3: text není v kódování utf-8, nejspíš je v cp1250")


def test_utf8_where_cp1250_is_stated(told: Any) -> None:  # noqa: ANN401
    (line,) = told(TABLE.encode(), "csv", encoding="cp1250")
    assert "text není v kódování cp1250, nejspíš je v utf-8" in line


def test_bytes_that_are_no_text(told: Any) -> None:  # noqa: ANN401
    content = b"a;b\n\xff\x81\x00;1\n"
    assert "text není v kódování utf-8 ani cp1250" in told(content, "csv")[0]
    assert "nejspíš je v cp1250" in told(content, "csv", encoding="utf-8")[0]
    assert told(content, "csv", encoding="cp1250")[0].startswith("a.x, řádek 2: text není")


def test_letters_parted_by_the_blocks_of_reading(told: Any) -> None:  # noqa: ANN401
    content = "a;b\n" + "ž" * 700_000 + ";1\n"
    assert told(content.encode(), "csv", columns=["a"]) == []
    assert "řádek 2" in told(content.encode()[:-4], "csv", encoding="utf-8", columns=["a"])[0]


def test_a_column_that_is_missing_or_renamed(told: Any) -> None:  # noqa: ANN401
    (line,) = told(TABLE.encode(), "csv", columns=[*COLUMNS, "kod_obce", "rok"], delimiter=";")
    assert "řádek 1: chybí „kod_obce“, „rok“; v záhlaví je: kód, obec, počet." in line
    assert "Vydavatel změnil strukturu" in line


def test_the_case_of_a_header_does_not_matter(told: Any) -> None:  # noqa: ANN401
    assert told(TABLE.upper().encode(), "csv", columns=COLUMNS) == []


def test_a_table_without_rows(told: Any) -> None:  # noqa: ANN401
    assert "tabulka má jen záhlaví" in told("kód;obec\n".encode(), "csv", columns=COLUMNS)[0]


@pytest.mark.parametrize("end", ["3;Ústí", "3;Ústí;", "3", '3;"Ústí; n', "3;Ústí;4;5"])
def test_a_table_that_ends_within_a_row(told: Any, end: str) -> None:  # noqa: ANN401
    head = "kód;obec;počet\n" + "1;Brno;2\n" * 2_000
    cut = told((head + end).encode(), "csv", columns=COLUMNS)
    assert ["tabulka končí uprostřed řádku" in line for line in cut] == [True] * (end != "3;Ústí;")
    assert told((head + end + "\n").encode(), "csv", columns=COLUMNS) == []
    assert told((head + "3;Ústí;4").encode(), "csv", columns=COLUMNS) == []


# ------------------------------------------------------------------------------- json
def test_a_json_is_accepted(told: Any) -> None:  # noqa: ANN401
    content = json.dumps({"polozky": [{"status": "Pending"}]}).encode()
    assert told(content, "json", keys=["polozky"]) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"items": [], "meta": 1}', "v kořeni JSON chybí „polozky“; je tam: items, meta"),
        (b"[1]", "v kořeni JSON chybí „polozky“; je tam: jiná struktura"),
        (b'{"polozky": [', "soubor není celý JSON"),
        ('{"polozky": "ž"}'.encode("cp1250"), "text není v kódování UTF-8"),
    ],
)
def test_a_json_that_is_not_right(told: Any, content: bytes, said: str) -> None:  # noqa: ANN401
    (line,) = told(content, "json", keys=["polozky"])
    assert said in line


# ------------------------------------------------------------------------------- zip, pbf
def test_an_archive_is_accepted(told: Any) -> None:  # noqa: ANN401
    content = archive("20260930_ST.XML", b"<?xml?><vf:VymennyFormat>")
    assert told(content, "zip", member=".xml", begins="VymennyFormat") == []
    assert told(content, "zip") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive("a.gml", b"x"), "v archivu není soubor .xml"),
        (archive("a.xml", b"<gml:x>"), "soubor a.xml v archivu nezačíná, jak má"),
        (archive("a.xml", b"VymennyFormat")[:-40], "soubor není celý archiv ZIP"),
        (b"kod;obec\n1;Brno\n", "soubor není celý archiv ZIP"),
    ],
)
def test_an_archive_that_is_not_right(told: Any, content: bytes, said: str) -> None:  # noqa: ANN401
    (line,) = told(content, "zip", member=".xml", begins="VymennyFormat")
    assert said in line


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_with_a_damaged_member(told: Any, method: int) -> None:  # noqa: ANN401
    content = bytearray(archive("a.xml", b"VymennyFormat" + bytes(range(256)) * 40, method))
    content[len(content) // 2] ^= 0xFF
    (line,) = told(bytes(content), "zip", member=".xml", begins="VymennyFormat")
    said = {
        zipfile.ZIP_STORED: "v archivu je poškozený soubor a.xml",
        zipfile.ZIP_DEFLATED: "soubor není celý archiv ZIP",
    }
    assert said[method] in line


def test_an_openstreetmap_extract(told: Any) -> None:  # noqa: ANN401
    assert told(b"\x00\x00\x00\x0d\n\tOSMHeader\x18\x80", "pbf") == []
    assert "soubor není výřez OpenStreetMap" in told(b"\x00\x00\x00\x0d\n\tOSMData", "pbf")[0]


def test_anything_else_is_taken_as_it_is(told: Any) -> None:  # noqa: ANN401
    assert told(b"SQLite format 3\x00", "any") == []
