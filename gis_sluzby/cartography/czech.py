"""Czech numbers, plurals, order and non-breaking spaces."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

import czech_sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NBSP: Final = "\u00a0"
EN_DASH: Final = "–"
#: What a table shows where there is no value.
NO_VALUE: Final = EN_DASH


def number(value: float, decimals: int | None = None) -> str:
    """Write a number in Czech: decimal comma, thousands parted by a non-breaking space.

    Parameters
    ----------
    value
        The number; NaN gives the mark of no value.
    decimals
        Places after the comma; None writes as many as there are, at most six.

    Returns
    -------
    str
        The number as text; a minus is U+2212.

    Examples
    --------
    >>> number(1234.5).replace(NBSP, " "), number(0.5, 2)
    ('1 234,5', '0,50')
    """
    if math.isnan(value):
        return NO_VALUE
    digits = f"{abs(value):,.{6 if decimals is None else decimals}f}"
    if decimals is None:
        digits = digits.rstrip("0").rstrip(".")
    text = digits.translate({ord(","): NBSP, ord("."): ","})
    return f"−{text}" if value < 0 and text.strip("0,") else text


def percent(share: float) -> str:
    """Write a share as a percentage with one decimal place.

    "100 %" is written only when nobody is left out, else at most 99,9 %; "0 %" only when there is
    nobody, else at least 0,1 %.

    Parameters
    ----------
    share
        From 0 to 1; NaN gives the mark of no value.

    Returns
    -------
    str
        The percentage with a non-breaking space.

    Examples
    --------
    >>> [percent(share).replace(NBSP, " ") for share in (0, 0.00001, 0.957, 0.9999, 1)]
    ['0 %', '0,1 %', '95,7 %', '99,9 %', '100 %']
    """
    if math.isnan(share):
        return NO_VALUE
    if share <= 0 or share >= 1:
        return f"{0 if share <= 0 else 100}{NBSP}%"
    return f"{number(min(max(share * 100, 0.1), 99.9), 1)}{NBSP}%"


def plural(count: float, one: str, few: str, many: str) -> str:
    """Choose the Czech form of a noun by its number.

    Parameters
    ----------
    count
        The number.
    one, few, many
        The noun for 1, for 2–4, and for 0 and from 5 (the genitive plural).

    Returns
    -------
    str
        The form that fits.

    Examples
    --------
    >>> [plural(n, "obec", "obce", "obcí") for n in (0, 1, 4, 5, 21)]
    ['obcí', 'obec', 'obce', 'obcí', 'obcí']
    """
    if count == 1:
        return one
    return few if count in {2, 3, 4} else many


def counted(count: float, one: str, few: str, many: str) -> str:
    """Write a number with its noun, not to be parted.

    Parameters
    ----------
    count
        The number.
    one, few, many
        The forms of the noun, see `plural`.

    Returns
    -------
    str
        E.g. "4 obce" with a non-breaking space.
    """
    return f"{number(count)}{NBSP}{plural(count, one, few, many)}"


def czech_sorted(items: Iterable[Any], key: Callable[[Any], str] | None = None) -> list[Any]:
    """Sort in the Czech order (ch after h, ž after z).

    Parameters
    ----------
    items
        What to sort.
    key
        Gives the text of an item; the item itself when left out.

    Returns
    -------
    list
        The items in order; equal ones keep theirs.

    Examples
    --------
    >>> czech_sorted(["Chodov", "Cheb", "Hazlov", "Čistá", "Cvikov"])
    ['Cvikov', 'Čistá', 'Hazlov', 'Cheb', 'Chodov']
    """
    of = key or (lambda item: item)
    return sorted(items, key=lambda item: czech_sort.key(of(item)))


_UNITS = (
    r"(?:min|minut[ay]?|h|hod|km|m|m²|%|Kč|let|lidí|lid[ie]|obyvatel(?:é)?|obc[eí]|lůž(?:ek|ka))"
)
_NONBREAKING = (
    # one-letter words, also after another one or after an opening bracket or quotation mark
    (re.compile(r"(?<![^\s(\[„‚\u00a0])([KkSsVvZzOoUuAaIi]) +(?=\S)"), rf"\1{NBSP}"),
    (re.compile(r"§ +(?=\d)"), f"§{NBSP}"),
    (re.compile(r"\b(č\.|odst\.|písm\.|str\.|tab\.|obr\.) +(?=\w)"), rf"\1{NBSP}"),
    # thousands: groups of three digits after one to three digits
    (re.compile(r"(?<![\d,.])(\d{1,3}) (?=\d{3}(?!\d))"), rf"\1{NBSP}"),
    (re.compile(rf"(?<=\d{NBSP}\d{{3}}) (?=\d{{3}}(?!\d))"), NBSP),
    (re.compile(rf"(?<=\d) +(?={_UNITS}(?!\w))"), NBSP),
    # dates, and the short forms of legal persons
    (re.compile(r"\b(\d{1,2}\.) *(\d{1,2}\.) *(?=\d{4}\b)"), rf"\1{NBSP}\2{NBSP}"),
    (re.compile(r"\b([azopsú]\.) (?=[aospú]\.)"), rf"\1{NBSP}"),
    (re.compile(r"\b([azopsú]\.) (?=[aospú]\.)"), rf"\1{NBSP}"),
)


def nonbreaking(text: str) -> str:
    """Put non-breaking spaces where Czech typography wants them.

    After one-letter words, in dates, thousands and "o. p. s.", after §, between a number and its
    unit. Text that has them already does not change.

    Parameters
    ----------
    text
        Czech text.

    Returns
    -------
    str
        The same words.

    Examples
    --------
    >>> nonbreaking("v dosahu 30 minut a k § 46").replace(NBSP, "_")
    'v_dosahu 30_minut a_k_§_46'
    """
    for pattern, joined in _NONBREAKING:
        text = pattern.sub(joined, text)
    return text
