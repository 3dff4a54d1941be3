"""Whole numbers packed into text that may stand in JSON inside HTML.

The alphabet has 89 printable characters, none of which JSON or HTML would escape. Small numbers
take one character, so a column of minutes takes about one byte a row. `unpack.js` reads it back.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

ALPHABET: Final = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"&<>\\')
_BASE = len(ALPHABET)
#: Numbers below stand for themselves in one character.
_ONE = 60
#: The others lead numbers of two characters, but for the last one, which announces a long number.
_LONG_DIGITS = 5


def pack(values: ArrayLike) -> str:
    """Pack whole numbers from zero, each into one, two or six characters.

    Parameters
    ----------
    values
        Whole numbers, 0 to 89^5 - 1.

    Returns
    -------
    str
        Characters of the alphabet.

    Raises
    ------
    ValueError
        When a number is out of range.

    Examples
    --------
    >>> pack([0, 1, 59, 60])
    '!#ab!'
    """
    numbers = np.asarray(values, dtype=np.int64)
    if numbers.size and (numbers.min() < 0 or numbers.max() >= _BASE**_LONG_DIGITS):
        raise ValueError(f"Numbers to pack must be within 0 and {_BASE**_LONG_DIGITS - 1}")
    short = _short()
    return "".join([short[n] if n < len(short) else _long(n) for n in numbers.tolist()])


@cache
def _short() -> list[str]:
    """Give the numbers that take one or two characters, as they are packed."""
    two = [f"{head}{tail}" for head in ALPHABET[_ONE : _BASE - 1] for tail in ALPHABET]
    return [*ALPHABET[:_ONE], *two]


def _long(number: int) -> str:
    """Pack a number that takes six characters."""
    digits = [ALPHABET[number // _BASE**place % _BASE] for place in range(_LONG_DIGITS)]
    return "".join([ALPHABET[-1], *reversed(digits)])


def pack_signed(values: ArrayLike) -> str:
    """Pack whole numbers of either sign (0, -1, 1, -2 … become 0, 1, 2, 3 …).

    Parameters
    ----------
    values
        Whole numbers.

    Returns
    -------
    str
        Characters of the alphabet.
    """
    numbers = np.asarray(values, dtype=np.int64)
    return pack(np.where(numbers < 0, -2 * numbers - 1, 2 * numbers))


def pack_optional(values: ArrayLike) -> str:
    """Pack whole numbers from zero of which some are missing (NaN).

    Parameters
    ----------
    values
        Whole numbers as floats, NaN where there is none.

    Returns
    -------
    str
        Characters of the alphabet: 0 for a missing number, else the number and one.
    """
    numbers = np.asarray(values, dtype=np.float64)
    return pack(np.where(np.isnan(numbers), 0, numbers + 1))


def pack_bits(flags: ArrayLike) -> str:
    """Pack flags, five of them into a character.

    Parameters
    ----------
    flags
        Flags in order.

    Returns
    -------
    str
        Characters of the alphabet.
    """
    bits = np.asarray(flags, dtype=bool)
    padded = np.concatenate([bits, np.zeros(-bits.size % 5, dtype=bool)]).reshape(-1, 5)
    return pack(padded @ (1 << np.arange(5)))


def pack_column(values: ArrayLike) -> str:
    """Pack a column of whole numbers, some missing, in the way that takes the least room.

    Parameters
    ----------
    values
        Whole numbers from zero as floats, NaN where there is none.

    Returns
    -------
    str
        A letter for the way (p plain, r runs of equal values, d differences), then the numbers,
        each one higher than it is and 0 for a missing one.
    """
    numbers = np.asarray(values, dtype=np.float64)
    whole = np.where(np.isnan(numbers), 0, numbers + 1).astype(np.int64)
    starts = np.flatnonzero(np.diff(whole, prepend=-1))
    lengths = np.diff(np.append(starts, whole.size))
    ways = [
        "d" + pack_signed(np.diff(whole, prepend=0)),
        "r" + pack(np.column_stack([whole[starts], lengths]).ravel()),
        "p" + pack(whole),
    ]
    return min(ways, key=len)
