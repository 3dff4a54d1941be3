"""Valid files made bad: bytes, tokens, JSON trees and members of archives changed at random."""

from __future__ import annotations

import gzip
import io
import json
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

#: Texts that readers trip over.
NASTY = (
    *(b"", b"NaN", b"nan", b"inf", b"-inf", b"1e999", b"-0", b"1e-999", b"9" * 400, b"0x10"),
    *(b"null", b"None", b"true", b"[]", b"{}", b'"', b"'", b"\\", b"\x00", b"\xff\xfe", b"\r"),
    *(b"=1+1", b"@x", b"<a>", b"]]>", b"&x;", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xed\xa0\x80"),
    *(b"2026-02-30", b"31. 2. 2026", b"0000-00-00", b"9999-99-99", b"1" * 5000, b"-" * 300),
    *(b"POINT(nan nan)", b"POINT EMPTY", b"POLYGON((0 0,1 1))", "ěščřžýáíé".encode("cp1250")),
    *(b"\xf0\x9f\x98\x80", b"1,5", b"1 234", b"12e", b"--1", b"1.2.3", b"\t", b";;;;", b",,,,"),
)
_NESTED = (b"[" * 5_000, b"{" * 2_000, b'{"a":' * 3_000, b"<a>" * 3_000, b"(" * 5_000)
_DEEP = 700
#: What comes of an archive that was spoilt before.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError),
    *(NotImplementedError, RuntimeError),
)
#: The most that a member of an archive is blown up to.
_BLOWN = 20_000_000


def spoilt(content: bytes, random: Random) -> bytes:
    """Change a file in one to four ways, mostly in one."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if len(content) > 2 * _BLOWN:  # more would fill the memory before any reader sees it
            break
        content = _once(content, random)
    return content


def _once(content: bytes, random: Random) -> bytes:
    """Change a file once, in a way that fits what it is."""
    if content[:2] == b"PK" and random.random() < 0.85:
        return _archive(content, random)
    if content[:2] == b"\x1f\x8b" and random.random() < 0.85:
        try:
            return gzip.compress(spoilt(gzip.decompress(content), random), 1, mtime=0)
        except _BROKEN:
            return content
    if content[:1] in (b"{", b"[") and random.random() < 0.6:
        return _json(content, random)
    return random.choice((_bytes, _tokens, _lines, _whole))(content, random)


def _bytes(content: bytes, random: Random) -> bytes:
    """Flip, drop, double or put in bytes."""
    size = len(content)
    first = random.randint(0, size)
    last = min(size, first + random.choice((1, 2, 8, 64, size)))
    return random.choice(
        (
            content[:first],
            content[first:],
            content[:first] + content[last:],
            content[:first] + content[first:last] * 2 + content[last:],
            content[:first] + random.randbytes(last - first) + content[last:],
            content[:first] + bytes([random.randrange(256)]) + content[first + 1 :],
            content[:first] + random.choice(NASTY) + content[first:],
        )
    )


def _tokens(content: bytes, random: Random) -> bytes:
    """Put something nasty in the place of a cell or of a word."""
    marks = [place for place, byte in enumerate(content) if byte in b',;\n":<>= ']
    if len(marks) < 2:
        return random.choice(NASTY)
    at = random.randrange(len(marks) - 1)
    return content[: marks[at] + 1] + random.choice(NASTY) + content[marks[at + 1] :]


def _lines(content: bytes, random: Random) -> bytes:
    """Drop, double or change over lines, or repeat one many times."""
    lines = content.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    way = random.randrange(4)
    if way == 0:
        del lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one:one] = [lines[one]] * max(1, min(50, _BLOWN // (len(lines[one]) + 1)))
    return b"\n".join(lines)


def _whole(content: bytes, random: Random) -> bytes:
    """Change a file as a whole: its encoding, its kind, its depth."""
    text = content.decode("utf-8", "replace")
    return random.choice(
        (
            b"",
            b"\xef\xbb\xbf" + content,
            text.encode("utf-16"),
            text.encode("cp1250", "replace"),
            content.replace(b"\n", b"\r"),
            content.replace(b",", b";"),
            content.replace(b'"', b""),
            content * 2,
            random.choice(_NESTED),
            content[: len(content) // 2] + random.choice(_NESTED),
            random.randbytes(random.randint(0, 400)),
            b"<!DOCTYPE html><html><body>503</body></html>",
            b'{"status":"Pending"}',
        )
    )


def _json(content: bytes, random: Random) -> bytes:
    """Change one node of a JSON document: its type, its key, its depth, or say a key twice."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return _bytes(content, random)
    nodes = list(_nodes(tree))
    if not nodes:
        return random.choice(NASTY)
    holder, key = random.choice(nodes)
    way = random.random()
    if way < 0.7:
        holder[key] = random.choice(_JSON_VALUES)
    elif way < 0.8 and isinstance(holder, dict):
        holder[random.choice(("", "id", key.upper() if isinstance(key, str) else "x"))] = (
            holder.pop(key)
        )
    elif way < 0.9:
        inner: Any = holder[key]
        for _ in range(random.choice((1, 2, _DEEP))):
            inner = [inner]
        holder[key] = inner
    else:
        del holder[key]
    try:
        written = json.dumps(tree, ensure_ascii=random.random() < 0.5)
    except (ValueError, RecursionError):
        return content
    twice = (
        written.replace('{"', '{"id": 1, "id": null, "', 1) if random.random() < 0.1 else written
    )
    return twice.encode("utf-8", "surrogatepass")


_JSON_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1e308, 10**30, float("nan"), float("inf"), "", "x", "None"),
    *([], {}, [[]], [None], {"id": None}, {"id": 5}, {"id": "Obec/"}, {"id": "Obec/abc"}, "\x00"),
    *("2026-13-45", "0001-01-01", "99999-01-01", 20260101, "ř" * 3000, "\ud800", ["a", 1, None]),
)


def _nodes(tree: Any) -> Any:  # noqa: ANN401  (any JSON)
    """Give every place of a JSON tree: its holder and the key there."""
    stack = [tree]
    while stack:
        holder = stack.pop()
        places = (
            holder.items()
            if isinstance(holder, dict)
            else enumerate(holder)
            if isinstance(holder, list)
            else ()
        )
        for key, value in list(places):
            yield holder, key
            stack.append(value)


def _archive(content: bytes, random: Random) -> bytes:
    """Spoil, drop, double, rename or blow up a member of an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = [(info.filename, packed.read(info)) for info in packed.infolist()]
    except _BROKEN:
        return _bytes(content, random)
    if not members:
        return _bytes(content, random)
    at = random.randrange(len(members))
    name, inside = members[at]
    way = random.random()
    if way < 0.75:
        members[at] = name, spoilt(inside, random)
    elif way < 0.82:
        del members[at]
    elif way < 0.88:
        members.append((name, inside))
    elif way < 0.97:
        members[at] = random.choice(("../x", "/x", "x" * 300, "", name.upper(), "ř.csv")), inside
    else:
        members[at] = name, inside[:100] + b" " * _BLOWN
    target = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),  # of names that stand there twice
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        for one, body in members:
            packed.writestr(zipfile.ZipInfo(one or "x"), body)
    return target.getvalue()
