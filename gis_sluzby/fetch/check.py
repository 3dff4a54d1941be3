"""Whether a file is what it should be: its kind, whole, in its encoding, with its columns."""

from __future__ import annotations

import codecs
import csv
import json
import zipfile
import zlib
from itertools import islice
from os import SEEK_END
from typing import TYPE_CHECKING

from gis_sluzby.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gis_sluzby.fetch.catalogue import Official

_BLOCK = 1 << 20
_BEGINNING = 4096
_SHOWN = 80
_SHOWN_COLUMNS = 12
#: Encodings of which one is right where none is stated, the stricter first.
_EITHER = ("utf-8", "cp1250")
_HTML = ("<!doctype html", "<html", "<head", "<script")
_SCHEMA = "Vydavatel změnil strukturu: stáhněte starší soubor, nebo upravte plán"
_OTHER = (
    "Adresa dnes vede jinam: otevřete ji v prohlížeči; soubor můžete stáhnout i ručně a dát fetch "
    "složku (--mirror)"
)
#: What a portal says instead of data while it makes them.
_PENDING = ("pending", "processing", "inprogress", "queued")


def wrong(path: Path, expected: Official, name: str) -> list[Problem]:
    """Say what is wrong with a file that was fetched.

    Parameters
    ----------
    path
        The file, under whatever name.
    expected
        What it should be.
    name
        Its name for the user.

    Returns
    -------
    The problems; none where it is what it should be.
    """
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    if not beginning:
        return [Problem("přišel prázdný soubor", name, advice=_OTHER)]
    if (page := _page(beginning, name)) is not None:
        return [page]
    if pending(beginning):
        return [Problem("portál data teprve chystá", name, advice="Spusťte fetch za chvíli znovu")]
    return list(_CHECKS[expected.kind](path, expected, name))


def pending(beginning: bytes) -> bool:
    """Tell whether an answer says that the data are still being made.

    Parameters
    ----------
    beginning
        First bytes of the answer.

    Returns
    -------
    Whether it is a JSON object with such a status, and a small one.
    """
    try:
        said = json.loads(beginning)
    except ValueError:
        return False
    status = said.get("status") if isinstance(said, dict) else None
    return isinstance(status, str) and status.lower() in _PENDING


def _page(beginning: bytes, name: str) -> Problem | None:
    """Recognise a web page."""
    text = beginning.decode("utf-8-sig", errors="replace").strip()
    if not text.lower().startswith(_HTML):
        return None
    shown = " ".join(text.split())[:_SHOWN]
    return Problem(f"místo dat přišla webová stránka ({shown})", name, advice=_OTHER)


def _zip(path: Path, expected: Official, name: str) -> Iterator[Problem]:
    """Check an archive: whole, with the member that is wanted."""
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
            members = [m for m in archive.namelist() if m.lower().endswith(expected.member)]
            inside = _inside(archive, members[0], expected.begins) if members else None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        yield Problem("soubor není celý archiv ZIP", name, advice=_OTHER)
        return
    if broken is not None:
        yield Problem(f"v archivu je poškozený soubor {broken}", name, advice=_OTHER)
    elif not members:
        yield Problem(f"v archivu není soubor {expected.member}", name, advice=_SCHEMA)
    elif inside is False:
        what = f"soubor {members[0]} v archivu nezačíná, jak má (chybí „{expected.begins}“)"
        yield Problem(what, name, advice=_SCHEMA)


def _inside(archive: zipfile.ZipFile, member: str, begins: str) -> bool:
    """Tell whether the beginning of a member contains some text."""
    with archive.open(member) as file:
        return begins.encode() in file.read(_BEGINNING)


def _json(path: Path, expected: Official, name: str) -> Iterator[Problem]:
    """Check a JSON: whole, UTF-8, with the keys that are wanted."""
    try:
        content = json.loads(path.read_bytes())
    except UnicodeDecodeError:
        yield Problem("text není v kódování UTF-8, jak u JSON musí být", name, advice=_SCHEMA)
        return
    except ValueError as error:
        yield Problem(f"soubor není celý JSON ({error})", name, advice=_OTHER)
        return
    present = list(content) if isinstance(content, dict) else []
    lacking = [key for key in expected.keys if key not in present]
    if lacking:
        what = f"v kořeni JSON chybí {', '.join(f'„{key}“' for key in lacking)}"
        shown = ", ".join(present[:_SHOWN_COLUMNS]) or "jiná struktura"
        yield Problem(f"{what}; je tam: {shown}", name, advice=_SCHEMA)


def _csv(path: Path, expected: Official, name: str) -> Iterator[Problem]:
    """Check a CSV: its encoding throughout, and its header."""
    encoding = _encoding(path, expected.encoding)
    if isinstance(encoding, str):
        yield from _header(path, encoding, expected, name)
        return
    found, row = encoding
    what = f"text není v kódování {expected.encoding or ' ani '.join(_EITHER)}"
    said = f"{what}, nejspíš je v {found}" if found else what
    yield Problem(said, name, row, advice=_SCHEMA)


def _encoding(path: Path, stated: str | None) -> str | tuple[str | None, int | None]:
    """Give the encoding that a text has, or the likely one and the line of the first other byte.

    Text with Czech letters that is valid UTF-8 is UTF-8: by chance it hardly ever is.
    """
    utf8 = _first_bad_line(path, "utf-8")
    accented = _first_bad_line(path, "ascii") is not None
    if stated is None:
        fits = "utf-8" if utf8 is None else "cp1250"
        return fits if _first_bad_line(path, fits) is None else (None, utf8)
    if codecs.lookup(stated).name in ("utf-8", "utf-8-sig"):
        return "utf-8" if utf8 is None else ("cp1250", utf8)
    bad = _first_bad_line(path, stated)
    if accented and utf8 is None:
        return "utf-8", bad
    return stated if bad is None else (None, bad)


def _first_bad_line(path: Path, encoding: str) -> int | None:
    """Give the number of the first line that is not in an encoding; none where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + block[: error.start].count(b"\n")
            line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _header(path: Path, encoding: str, expected: Official, name: str) -> Iterator[Problem]:
    """Check that the header has the columns wanted, and that a row follows."""
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
        lines = list(islice(file, 2))
    delimiter = expected.delimiter or (";" if lines[0].count(";") > lines[0].count(",") else ",")
    present = [cell.strip() for cell in next(csv.reader([lines[0]], delimiter=delimiter))]
    known = {column.lower() for column in present}
    lacking = [column for column in expected.columns if column.lower() not in known]
    if lacking:
        shown = ", ".join(present[:_SHOWN_COLUMNS])
        what = f"chybí {', '.join(f'„{column}“' for column in lacking)}; v záhlaví je: {shown}"
        yield Problem(what, name, 1, advice=_SCHEMA)
    elif len(lines) == 1:
        yield Problem("tabulka má jen záhlaví", name, advice=_OTHER)
    elif _is_cut(path, encoding, delimiter, len(present)):
        yield Problem("tabulka končí uprostřed řádku", name, advice="Spusťte fetch znovu")


def _is_cut(path: Path, encoding: str, delimiter: str, width: int) -> bool:
    """Tell whether a table ends within a row: servers that state no length may cut it unnoticed."""
    with path.open("rb") as file:
        file.seek(max(file.seek(0, SEEK_END) - _BEGINNING, 0))
        last = file.read().splitlines(keepends=True)[-1]
    if last.endswith((b"\n", b"\r")):
        return False
    (cells,) = csv.reader([last.decode(encoding, errors="replace")], delimiter=delimiter)
    return len(cells) != width


def _pbf(path: Path, _expected: Official, name: str) -> Iterator[Problem]:
    """Check that a file begins as an OpenStreetMap extract does."""
    with path.open("rb") as file:
        if b"OSMHeader" not in file.read(_SHOWN):
            yield Problem("soubor není výřez OpenStreetMap (PBF)", name, advice=_OTHER)


def _any(_path: Path, _expected: Official, _name: str) -> Iterator[Problem]:
    """Accept whatever is no web page."""
    yield from ()


_CHECKS = {"zip": _zip, "json": _json, "csv": _csv, "pbf": _pbf, "any": _any}
