"""Text that was read in another encoding than it was written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.record import recorder
from gis_sluzby.sources.rows import cells

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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
#: ISO 8859-2 read as cp1250: so stand š, ž, Š, Ž, ť and Ť.
_LATIN_2 = str.maketrans("ąľ©®»«", "šžŠŽťŤ")
_WORD = re.compile(r"[\w©®»«]+")
#: What no Polish or Slovak word has: ą before a vowel or beside a letter that Polish lacks, ľ
#: before e and i or beside a letter that Slovak lacks; a sign within a word.
_NO_WORD = re.compile(
    r"ą(?=[aeiouyáéěíóúůý])|(?=.*ą).*[áčďéěíňřťúůýž]"
    r"|ľ(?=[eěií])|(?=.*ľ).*[ěřů]"
    r"|(?<=[^\W\d_])[©®](?=[^\W\d_])|(?<=[A-ZÁČĎÉĚÍŇÓŘŤÚŮÝ])©$"
)


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
    present = [field for field in _FIELDS if field in services]
    known = _words(text for field in present for text in services[field].dropna().unique())
    for field in present:
        texts = services[field].dropna()
        told = {text: mended(text, known) for text in dict.fromkeys(texts.tolist())}
        for row, text in cells(texts):
            if (right := told[text]) is not None:
                expected = f"snad „{right}“" if right else "text se všemi písmeny"
                words = (str(text), expected, "ponecháno")
                findings.append(record("mojibake", row, field, words))
    return findings


def _words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words of texts and of the names of kinds, in small letters."""
    kinds = (druh.name for druh in codelists.druhy())
    return frozenset(word for text in (*texts, *kinds) for word in _WORD.findall(text.lower()))


def mended(text: str, known: Collection[str] = ()) -> str | None:
    r"""Tell whether a text is broken, and how it was meant.

    Parameters
    ----------
    text
        A name or an address.
    known
        Words that are known, in small letters: „sluľby“ is broken where „služby“ is a word.

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
        if right is not None and right != text and _all_usual(right):
            return right
    strange = [c for c in text if ord(c) >= _ASCII and c not in _USUAL]
    if any(ord(c) < _PRINTABLE or c.isalpha() for c in strange) or _SIGNS.search(text):
        for wrong, meant in _MIXED_UP:
            right = _reread(text, wrong, meant)
            if right is not None and right != text and _all_usual(right):
                return right
        if any(ord(c) < _PRINTABLE for c in strange):
            return ""
    if any(_of_latin_2(word, known) for word in _WORD.findall(text)):
        return _reread(text, "cp1250", "iso-8859-2") or ""
    return "" if _LOST.search(text) else None


def _of_latin_2(word: str, known: Collection[str]) -> bool:
    """Tell whether a word was written in ISO 8859-2 and read as cp1250."""
    meant = word.translate(_LATIN_2)
    return meant != word and (bool(_NO_WORD.search(word)) or meant.lower() in known)


def _reread(text: str, wrong: str, meant: str) -> str | None:
    """Read the bytes of a text in another encoding; none where they are no text in it."""
    try:
        return text.encode(wrong).decode(meant)
    except UnicodeError:
        return None


def _all_usual(text: str) -> bool:
    """Tell whether a text has no letter that Czech registers do not have."""
    return all(ord(c) < _ASCII or c in _USUAL for c in text)
