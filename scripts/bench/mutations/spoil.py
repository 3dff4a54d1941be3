"""Ways to spoil a text: typos, other spellings, wrong encodings. Shares nothing with the audit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from random import Random

_LETTERS = "abcdefghijklmnoprstuvyz"
_LEGAL = (
    (", z.s.", " zapsaný spolek"),
    (" z.ú.", " z. ú."),
    (" o.p.s.", ", obecně prospěšná společnost"),
    (" s.r.o.", " spol. s r. o."),
    (", příspěvková organizace", ", p. o."),
)


def folded(text: str) -> str:
    """Give the bare letters and digits of a text."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def typo(text: str, random: Random, taken: Collection[str] = ()) -> str:
    """Misspell a text by one slip inside it, so that it is no other name."""
    while True:
        at = random.randrange(1, len(text) - 1)
        slips = (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] * 2 + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[:at] + random.choice(_LETTERS) + text[at + 1 :],
        )
        slipped = random.choice(slips)
        if folded(slipped) != folded(text) and slipped not in taken:
            return slipped


def respelt(text: str, random: Random) -> str:
    """Write the same name in another way."""
    ways: list[Callable[[str], str]] = [
        str.upper,
        lambda name: "".join(
            c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
        ),
        lambda name: name.replace(" ", "  "),
        lambda name: name.replace(",", ""),
        lambda name: f"„{name}“",
    ]
    ways += [lambda name, a=a, b=b: name.replace(a, b) for a, b in _LEGAL]  # type: ignore[misc]
    if len(folded(text)) > 12:  # noqa: PLR2004  (a slip in a short name makes another name)
        ways.append(lambda name: typo(name, random))
    random.shuffle(ways)
    for way in ways:
        other = way(text)
        if " ".join(other.split()) != " ".join(text.split()) or "  " in other:
            return other
    raise AssertionError(text)


def garbled(text: str, random: Random) -> str:
    """Break the letters of a text as a wrong encoding does; the same where it has none."""
    ways = [
        ("utf-8", "cp1250"),
        ("utf-8", "latin-1"),
        ("cp1250", "latin-1"),
        ("cp1250", "cp1252"),
        ("cp1250", "iso-8859-2"),
        ("iso-8859-2", "cp1250"),
        ("cp1250", "utf-8"),
    ]
    random.shuffle(ways)
    for written, read in ways:
        try:
            other = text.encode(written).decode(read, errors="replace")
        except UnicodeEncodeError:
            continue
        if other != text:
            return other
    return text
