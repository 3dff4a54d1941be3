"""The 34 kinds of social service (druhy) and their look-up by any known spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gis_sluzby.codelists.lookup import read_list, spelling_index
from gis_sluzby.codelists.text import search_key

_RPSS_REFERENCE = re.compile(r"^druhsocialnisluzby (\d+)$")
_PARAGRAPH = re.compile(r"(?:§|\bpar(?:agraf)?\b) ?(\d+(?: ?[a-z])?)\b")
_LEADING_NUMBER = re.compile(r"^(\d+(?: ?[a-z])?)\b")
_OF_THE_LAW = re.compile(
    r"\b(?:zakona?|zak)\b(?: (?:c|o socialnich sluzbach))?(?: 108 2006)?(?: sb)?|\b108 2006(?: sb)?"
)


@dataclass(frozen=True)
class Druh:
    """One kind of social service.

    Parameters
    ----------
    code
        Own code: the number of the § as text ("37", "60a"), or "cdz".
    paragraph
        The § as it is printed (with a non-breaking space), None where it is not confirmed.
    name
        Official Czech name (plural, lower case).
    singular
        One service of the kind, for use in a sentence.
    genitive
        The name in the genitive, for a heading: "dostupnost denních stacionářů".
    group
        poradenství | péče | prevence.
    rpss
        Number N of ``DruhSocialniSluzby/N`` in the RPSS, None where there is none.
    api
        Number of the kind in the REST API of the RPSS.
    csu
        Code in the table of the statistical office (dsz_kod), None where it is not known.
    forms
        Forms by law: amb | pob | ter, the leading one first.
    forms_possible
        Forms that occur beside them.
    units
        Codes of the units in which the RPSS usually states the capacity.
    capacity_note
        What to mind about its capacity, None where there is nothing.
    aliases
        Further spellings.
    mark
        Reliability of the §, name and forms: V | D | K | ?.
    rpss_mark
        Reliability of the numbers `rpss` and `api`.
    position
        Place in the order of the code list, from 0.
    """

    code: str
    paragraph: str | None
    name: str
    singular: str
    genitive: str
    group: str
    rpss: int | None
    api: int
    csu: str | None
    forms: tuple[str, ...]
    forms_possible: tuple[str, ...]
    units: tuple[str, ...]
    capacity_note: str | None
    aliases: tuple[str, ...]
    mark: str
    rpss_mark: str
    position: int


@cache
def druhy() -> tuple[Druh, ...]:
    """Give all kinds in the order of the code list (by §, centra duševního zdraví last).

    Returns
    -------
    tuple of Druh
        34 kinds.
    """
    return tuple(
        Druh(
            code=row["code"],
            paragraph=row.get("paragraph"),
            name=row["name"],
            singular=row["singular"],
            genitive=row["genitive"],
            group=row["group"],
            rpss=row.get("rpss"),
            api=row["api"],
            csu=row.get("csu"),
            forms=tuple(row["forms"]),
            forms_possible=tuple(row["forms_possible"]),
            units=tuple(row["units"]),
            capacity_note=row.get("capacity_note"),
            aliases=tuple(row["aliases"]),
            mark=row["mark"],
            rpss_mark=row["rpss_mark"],
            position=position,
        )
        for position, row in enumerate(read_list("druhy")["druh"])
    )


@cache
def _by_code() -> dict[str, Druh]:
    return {row.code: row for row in druhy()}


def druh(code: str) -> Druh:
    """Give the kind of a code.

    Parameters
    ----------
    code
        Own code, e.g. "40".

    Returns
    -------
    Druh
        The kind.

    Raises
    ------
    KeyError
        When there is no such code.
    """
    return _by_code()[code]


def forms_by_law(code: str) -> tuple[str, ...]:
    """Give the forms that the law allows a kind, the also possible ones last.

    Parameters
    ----------
    code
        Code of the kind.

    Returns
    -------
    tuple of str
        Codes of forms.
    """
    row = druh(code)
    return row.forms + row.forms_possible


def single_form(code: str) -> str | None:
    """Give the only form of a kind, where the law allows just one.

    Parameters
    ----------
    code
        Code of the kind.

    Returns
    -------
    str or None
        Code of the form, None where more are allowed.
    """
    forms = forms_by_law(code)
    return forms[0] if len(forms) == 1 else None


@cache
def _names() -> dict[str, str]:
    return spelling_index(
        (
            row.code,
            [
                row.name,
                row.singular,
                *row.aliases,
                str(row.api),
                *([row.code] if row.paragraph is None else []),
                *([f"dsz {row.csu}", f"dsz_kod {row.csu}"] if row.csu else []),
            ],
        )
        for row in druhy()
    )


@cache
def _by_rpss() -> dict[str, str]:
    return {str(row.rpss): row.code for row in druhy() if row.rpss is not None}


def _by_paragraph(key: str) -> str | None:
    """Find the kind by a § in the key; a name beside it must be of the same kind."""
    match = _PARAGRAPH.search(key) or _LEADING_NUMBER.search(key)
    if match is None:
        return None
    code = match.group(1).replace(" ", "")
    rest = key[: match.start()] + " " + key[match.end() :]
    if code not in _by_code():
        return None
    rest = search_key(_OF_THE_LAW.sub(" ", rest))
    return code if not rest or _names().get(rest) == code else None


def find_druh(text: str) -> str | None:
    """Find the kind by any known spelling.

    Case, diacritics, white space and punctuation do not matter. A bare number is a § ("46"), or a
    number of the REST API ("3844"); a number of the RPSS counts only with its prefix
    ("DruhSocialniSluzby/10"). A § beside a name must agree with it.

    Parameters
    ----------
    text
        Name, alias, §, or register reference.

    Returns
    -------
    str or None
        Own code of the kind, None where the spelling is not known.

    Examples
    --------
    >>> find_druh("Stacionáře denní"), find_druh("§ 60 a"), find_druh("DruhSocialniSluzby/13")
    ('46', '60a', '49')
    """
    key = search_key(text)
    reference = _RPSS_REFERENCE.match(key)
    if reference:
        return _by_rpss().get(reference.group(1))
    return _names().get(key) or _by_paragraph(key)


def suggest_druh(text: str) -> str | None:
    """Suggest the name of the kind whose spelling is the closest, for a message.

    Parameters
    ----------
    text
        A spelling that `find_druh` does not know.

    Returns
    -------
    str or None
        Official name of the closest kind, None where nothing is close.

    Examples
    --------
    >>> suggest_druh("pecovatelske sluzba")
    'pečovatelská služba'
    """
    import difflib  # noqa: PLC0415 -- needed for messages only, slow to load

    close = difflib.get_close_matches(search_key(text), list(_names()), n=1, cutoff=0.7)
    return druh(_names()[close[0]]).name if close else None
