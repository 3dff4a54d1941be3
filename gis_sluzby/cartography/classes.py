"""Classes of minutes around a limit: edges, labels, and the minutes that are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from gis_sluzby.cartography.czech import EN_DASH, NBSP, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

_WITHIN = (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))
_BEYOND = (Fraction(3, 2), Fraction(2))
#: Upper edges of the classes of kinds without a limit ("bez meze"), minutes.
UNLIMITED_EDGES: Final = (15.0, 30.0, 45.0, 60.0)
#: Classes of the number of providers who declare an obec: from how many, and the label.
PROVIDER_CLASSES: Final = ((4, "4 a více"), (3, "3"), (2, "2"), (1, "1"))


@dataclass(frozen=True, slots=True)
class MinuteClasses:
    """Classes of minutes around a limit.

    Attributes
    ----------
    limit
        The limit in minutes, unrounded.
    within
        Upper edges of the classes within reach; the last is the limit.
    beyond
        Upper edges of the classes beyond it; one more class follows without an upper edge.
    """

    limit: float
    within: tuple[float, ...]
    beyond: tuple[float, ...]

    @property
    def edges(self) -> tuple[float, ...]:
        """Give all upper edges, near to far."""
        return self.within + self.beyond


def minute_classes(limit_minutes: float) -> MinuteClasses:
    """Give the classes of minutes that a limit makes.

    Within reach they end at a third, a half, two thirds and the whole of the limit, beyond it at
    one and a half and twice the limit. Inner edges are rounded to whole minutes (a half up), so
    that a minute rounded up lies in the class of the unrounded one; the limit itself is not
    rounded. Edges that meet are joined.

    Parameters
    ----------
    limit_minutes
        The limit of a standard, minutes, above zero.

    Returns
    -------
    MinuteClasses
        The edges on both sides of the limit.

    Raises
    ------
    ValueError
        When the limit is not above zero.

    Examples
    --------
    >>> minute_classes(30).within, minute_classes(30).beyond
    ((10.0, 15.0, 20.0, 30.0), (45.0, 60.0))
    >>> minute_classes(20).within
    (7.0, 10.0, 13.0, 20.0)
    """
    if not limit_minutes > 0:
        raise ValueError(f"Limit must be above zero, not {limit_minutes}")
    limit = float(limit_minutes)
    inner = {_half_up(limit, share) for share in _WITHIN}
    within = tuple(sorted(edge for edge in inner if 0 < edge < limit))
    outer = {_half_up(limit, share) for share in _BEYOND}
    beyond = tuple(sorted(edge for edge in outer if edge > limit))
    return MinuteClasses(limit, (*within, limit), beyond)


def joined_classes(limit_minutes: float) -> MinuteClasses:
    """Give the classes of a printed sheet: the two in the middle within reach are joined.

    Parameters
    ----------
    limit_minutes
        The limit of a standard, minutes, above zero.

    Returns
    -------
    MinuteClasses
        The edges of `minute_classes` without half of the limit, where there are four within.

    Examples
    --------
    >>> joined_classes(30).within
    (10.0, 20.0, 30.0)
    """
    classes = minute_classes(limit_minutes)
    full = len(classes.within) > len(_WITHIN)
    within = (classes.within[0], *classes.within[2:]) if full else classes.within
    return MinuteClasses(classes.limit, within, classes.beyond)


def class_index(minutes: ArrayLike, edges: Iterable[float]) -> NDArray[np.int64]:
    """Give the class of unrounded minutes; the upper edge belongs to its class.

    Parameters
    ----------
    minutes
        Unrounded minutes, NaN where there are none.
    edges
        Upper edges, near to far.

    Returns
    -------
    numpy.ndarray
        Index of the class, `len(edges)` above the last edge, -1 for NaN.

    Examples
    --------
    >>> class_index([10, 10.001, 61, float("nan")], (10, 15, 20, 30)).tolist()
    [0, 1, 4, -1]
    """
    values = np.asarray(minutes, dtype=np.float64)
    found = np.searchsorted(np.asarray(tuple(edges), dtype=np.float64), values, side="left")
    return np.where(np.isnan(values), -1, found).astype(np.int64)


def class_labels(edges: Iterable[float]) -> list[str]:
    """Name the classes in Czech, in the minutes that are shown.

    Parameters
    ----------
    edges
        Upper edges, near to far.

    Returns
    -------
    list of str
        One label for each edge and one for what lies above the last.

    Examples
    --------
    >>> [label.replace(NBSP, " ") for label in class_labels((10, 15, 30))]
    ['do 10 min', '11–15 min', '16–30 min', 'nad 30 min']
    """
    labels: list[str] = []
    below: float | None = None
    for edge in edges:
        first = edge if below is None else math.floor(below) + 1
        if below is None:
            text = f"do{NBSP}{number(edge)}"
        elif first >= edge:
            text = number(edge)
        else:
            text = f"{first}{EN_DASH}{number(edge)}"
        labels.append(text)
        below = edge
    if below is not None:
        labels.append(f"nad{NBSP}{number(below)}")
    return [f"{label}{NBSP}min" for label in labels]


def spoken_labels(edges: Iterable[float]) -> list[str]:
    """Name the classes in words that state which end is closed.

    Parameters
    ----------
    edges
        Upper edges, near to far.

    Returns
    -------
    list of str
        One label for each edge and one for what lies above the last.

    Examples
    --------
    >>> [label.replace(NBSP, " ") for label in spoken_labels((10, 20, 30))]
    ['do 10 minut', 'přes 10 do 20', 'přes 20 do 30', 'nad 30']
    """
    ends = [number(edge) for edge in edges]
    if not ends:
        return []
    middle = [f"přes{NBSP}{low} do{NBSP}{up}" for low, up in pairwise(ends)]
    return [f"do{NBSP}{ends[0]}{NBSP}minut", *middle, f"nad{NBSP}{ends[-1]}"]


def shown_minutes(minutes: ArrayLike) -> NDArray[np.float64]:
    """Round minutes up for showing: a begun minute counts whole, without any tolerance.

    Parameters
    ----------
    minutes
        Unrounded minutes.

    Returns
    -------
    numpy.ndarray
        Whole minutes, NaN where there are none.

    Examples
    --------
    >>> shown_minutes([30.0, 30.0000001]).tolist()
    [30.0, 31.0]
    """
    return np.ceil(np.asarray(minutes, dtype=np.float64))


def _half_up(limit: float, share: Fraction) -> float:
    """Give a share of the limit in whole minutes, exact halves up."""
    return float(math.floor(Fraction(limit) * share + Fraction(1, 2)))
