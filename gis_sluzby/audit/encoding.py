"""Text that was read in another encoding than it was written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gis_sluzby.audit.record import recorder
from gis_sluzby.sources.rows import cells

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source

#: Fields with words of people.
_FIELDS = ("provider", "nazev", "address", "nazev_obec", "nazev_okres", "nazev_orp", "nazev_kraj")
#: Encodings in which UTF-8 is read by mistake, and such pairs of one-byte encodings.
_READ_AS = ("cp1250", "cp1252", "latin-1", "iso-8859-2")
_MIXED_UP = (
    ("cp1250", "iso-8859-2"),
    ("latin-1", "cp1250"),
    ("cp1252", "cp1250"),
    ("latin-1", "iso-8859-2"),
    ("iso-8859-2", "cp1250"),
)
_CZECH = frozenset("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ")
#: Letters of Czech, and of the neighbours whose names stand in Czech registers.
_USUAL = _CZECH | frozenset("äëöüßÄÖÜľĺŕôĽĹŔÔąćęłńśźżĄĆĘŁŃŚŹŻőűŐŰ„“”‚‘’–—…§°²³×½€ \u00ad\u00a0")
#: Signs where letters stand in another encoding: before a small letter, or beside any.
_SIGNS = re.compile(r"(?<!\w)[®»©«¾¼](?=[^\W\d_A-Z])|(?<=[^\W\d_])[¹¾¼]|[¹](?=[^\W\d_])")
#: A letter that could not be written, or stands as a question mark before a small one.
_LOST = re.compile(r"\ufffd|(?<=[^\W\d_])\?(?=[a-záčďéěíňóřšťúůýž])")
_PRINTABLE = 0xA0
_ASCII = 0x80


def broken_text(services: pd.DataFrame, source: Source) -> list[Finding]:
    """Name the cells whose letters were broken by a wrong encoding.

    Parameters
    ----------
    services
        Rows with service_id and the fields of text, as far as the source has them; the index is
        the row of the source.
    source
        The rows' source.

    Returns
    -------
    The findings, with the text as it was where that can be told.
    """
    record = recorder(services, source, "services")
    findings = []
    for field in _FIELDS:
        if field not in services:
            continue
        texts = services[field].dropna()
        told = {text: mended(text) for text in dict.fromkeys(texts.tolist())}
        for row, text in cells(texts):
            if (right := told[text]) is not None:
                expected = f"snad „{right}“" if right else "text se všemi písmeny"
                words = (str(text), expected, "ponecháno")
                findings.append(record("mojibake", row, field, words))
    return findings


def mended(text: str) -> str | None:
    r"""Tell whether a text is broken, and how it was meant.

    Parameters
    ----------
    text
        A name or an address.

    Returns
    -------
    None where nothing is wrong; the text as it was meant; an empty text where letters are lost.

    Examples
    --------
    >>> mended("PÅ™Ã\xadbram"), mended("Příbram"), mended("P?íbram")
    ('Příbram', None, '')
    """
    if text.isascii() and "?" not in text:
        return None
    for encoding in _READ_AS:
        right = _reread(text, encoding, "utf-8")
        if right is not None and right != text and _CZECH & set(right):
            return right
    strange = [c for c in text if ord(c) >= _ASCII and c not in _USUAL]
    if any(ord(c) < _PRINTABLE or c.isalpha() for c in strange) or _SIGNS.search(text):
        for wrong, meant in _MIXED_UP:
            right = _reread(text, wrong, meant)
            if right is not None and right != text and _all_usual(right):
                return right
        if any(ord(c) < _PRINTABLE for c in strange):
            return ""
    return "" if _LOST.search(text) else None


def _reread(text: str, wrong: str, meant: str) -> str | None:
    """Read the bytes of a text in another encoding; none where they are no text in it."""
    try:
        return text.encode(wrong).decode(meant)
    except UnicodeError:
        return None


def _all_usual(text: str) -> bool:
    """Tell whether a text has no letter that Czech registers do not have."""
    return all(ord(c) < _ASCII or c in _USUAL for c in text)
