"""Records of a long JSON list, some at a time: the file is never in memory whole.

Borders of records are found in blocks of bytes, by the depth of brackets outside text; whole
records of a block are then understood at once.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.sources.packed import BROKEN_ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.packed import Member

#: Bytes read at a time.
BLOCK = 1 << 21
#: No record of a register is nearly as long; what is longer is no list of records.
LONGEST_RECORD = 1 << 24
_BOM = b"\xef\xbb\xbf"
_ESCAPED = re.compile(rb"\\.", re.DOTALL)
_QUOTE = ord('"')
#: What each byte does to the depth of brackets.
_STEPS = np.zeros(256, np.int8)
_STEPS[[ord("["), ord("{")]] = 1
_STEPS[[ord("]"), ord("}")]] = -1
#: 1 for the bytes that tell, 0 for the rest, as `bytes.translate` takes them.
_TELLING = bytes(int(_STEPS[byte] != 0 or byte == _QUOTE) for byte in range(256))
_BETWEEN = b" \t\r\n,"
#: The depth within a list that stands in the object at the top.
_IN_LIST = 2
_KEY_WITHIN = 1000
_SHOWN = 60
_AGAIN = "Soubor se nejspíš nestáhl celý, nebo je to jiný soubor: stáhněte jej znovu"
_CHECK = "Ověřte, že jde o otevřená data registru"


class Broken(NamedTuple):
    """A record that is no JSON.

    Parameters
    ----------
    text
        How it begins.
    """

    text: str


class Listed(NamedTuple):
    """What there is beside the records of a list.

    Parameters
    ----------
    rest
        The file's other keys, the list itself being empty.
    """

    rest: dict[str, Any]


def records(
    member: Member, key: str, source: Source, block: int = BLOCK
) -> Iterator[list[Any] | Listed]:
    """Give the records of the list that stands in a JSON object under a key.

    Parameters
    ----------
    member
        The file, packed or not: UTF-8, with a byte order mark or without, compact or indented.
    key
        The key of the list at the top of the file.
    source
        The file's declaration in the plan.
    block
        Bytes read at a time.

    Yields
    ------
    Lists of records as Python values, `Broken` in place of those that are no JSON; last of all
    the file's other keys.

    Raises
    ------
    InputError
        When the file is no JSON object, has no such list, ends within it, or a record is longer
        than `LONGEST_RECORD`.
    """
    try:
        with member.open() as file:
            yield from _records(file, key, source, block)
    except BROKEN_ARCHIVE as error:
        raise InputError(Problem("archiv je poškozený", source.path, advice=_AGAIN)) from error


def _records(file: IO[bytes], key: str, source: Source, block: int) -> Iterator[list[Any] | Listed]:
    """Give the records of an open file."""
    head, waiting = _head(file, key, source, block)
    while True:
        ends, closing = _borders(waiting)
        if closing is not None:
            break
        if ends:
            yield _understood(waiting, ends)
            waiting = waiting[ends[-1] :]
        elif len(waiting) > LONGEST_RECORD:
            raise InputError(_problem(f"položka seznamu „{key}“ nemá konec", source))
        # A long record is not looked through again for every block of it.
        more = file.read(max(block, len(waiting)))
        if not more:
            raise InputError(_problem(f"soubor končí uprostřed seznamu „{key}“", source, _AGAIN))
        waiting += more
    if last := _understood(waiting[:closing], [*ends, closing]):
        yield last
    around = head + waiting[closing:] + file.read(LONGEST_RECORD)
    try:
        yield Listed(orjson.loads(around))
    except orjson.JSONDecodeError as error:
        raise InputError(_problem("soubor není celý platný JSON", source, _AGAIN)) from error


def _head(file: IO[bytes], key: str, source: Source, block: int) -> tuple[bytes, bytes]:
    """Read up to where the list begins: what stands before it, and what was read of it."""
    opened = re.compile(rb'"%b"[ \t\r\n]*:[ \t\r\n]*$' % re.escape(key.encode()))
    read = data = b""
    while more := file.read(max(block, len(read))):
        read += more
        data = read.removeprefix(_BOM)
        at, depth = _brackets(data)
        for place in at[(depth == _IN_LIST)].tolist():
            if data[place : place + 1] == b"[" and opened.search(data[:place][-_KEY_WITHIN:]):
                return data[: place + 1], data[place + 1 :]
        begins = data.lstrip()
        if len(data) > LONGEST_RECORD or (len(begins) > len(_BOM) and begins[:1] != b"{"):
            break
    raise InputError(_stranger(data, key, source))


def _brackets(data: bytes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Find the brackets outside text, and the depth after each of them.

    Parameters
    ----------
    data
        Bytes of JSON that begin outside text.

    Returns
    -------
    Positions and depths; the depth before the first byte is 0.
    """
    plain = _ESCAPED.sub(b"__", data) if b"\\" in data else data
    at = np.flatnonzero(np.frombuffer(plain.translate(_TELLING), np.bool_))
    found = np.frombuffer(plain, np.uint8)[at]
    quotes = found == _QUOTE
    outside = ~quotes & ~np.logical_xor.accumulate(quotes)
    at = at[outside]
    return at, np.cumsum(_STEPS[found[outside]], dtype=np.intp)


def _borders(data: bytes) -> tuple[list[int], int | None]:
    """Find where records end, and where the list does; `data` begins between two records."""
    at, depth = _brackets(data)
    closed = np.flatnonzero(depth < 0)[:1]
    if closed.size:
        at, depth, closing = at[: closed[0]], depth[: closed[0]], int(at[closed[0]])
    else:
        closing = None
    return (at[depth == 0] + 1).tolist(), closing


def _understood(data: bytes, ends: list[int]) -> list[Any]:
    """Understand whole records: together, and one by one where some is no JSON."""
    try:
        return _values(data[: ends[-1]])
    except orjson.JSONDecodeError:
        parts = [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    listed: list[Any] = []
    for part in parts:
        try:
            listed += _values(part)
        except orjson.JSONDecodeError:
            listed.append(Broken(part.strip(_BETWEEN)[:_SHOWN].decode(errors="replace")))
    return listed


def _values(data: bytes) -> list[Any]:
    """Understand values parted by commas."""
    values: list[Any] = orjson.loads(b"[%b]" % data.strip(_BETWEEN))
    return values


def _stranger(data: bytes, key: str, source: Source) -> Problem:
    """Say that a file is not the one that was awaited."""
    begins = " ".join(data[:_SHOWN].decode(errors="replace").split())
    what = f"v souboru není seznam „{key}“"
    return _problem(f"{what} (začíná: {begins})" if begins else "soubor je prázdný", source, _AGAIN)


def _problem(what: str, source: Source, advice: str = _CHECK) -> Problem:
    return Problem(what, source.path, advice=advice)
