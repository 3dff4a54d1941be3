"""Classes of the share of people in reach: the same for page, layers and sheets of one plan."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from gis_sluzby.cartography.czech import NBSP, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

#: Edges of the classes in percent where the plan states none.
SHARE_EDGES: Final = (0.0, 25.0, 50.0, 75.0, 100.0)
#: Nobody, the classes between, everybody: dark is little, the last one alone has the hue of reach.
_NOBODY, _EVERYBODY = "#8A3A1A", "#B9DBD6"
_BETWEEN: Final = ("#C67F3A", "#DDA05C", "#EBBF8C", "#F6E0C2")


def share_index(shares: ArrayLike, edges: Sequence[float] = SHARE_EDGES) -> NDArray[np.int64]:
    """Give the class of shares; nobody and everybody are classes of their own.

    Parameters
    ----------
    shares
        From 0 to 1, NaN where there are none.
    edges
        Edges in percent, ascending from 0 to 100; the upper edge belongs to its class.

    Returns
    -------
    numpy.ndarray
        0 for nobody, `len(edges)` for everybody, the classes in between from 1, -1 for NaN.

    Examples
    --------
    >>> share_index([0, 0.2, 0.25, 0.251, 0.999, 1, float("nan")]).tolist()
    [0, 1, 1, 2, 4, 5, -1]
    """
    values = np.asarray(shares, dtype=np.float64)
    inner = np.asarray(edges[1:-1], dtype=np.float64) / 100
    found = 1 + np.searchsorted(inner, values, side="left")
    whole = np.select([np.isnan(values), values <= 0, values >= 1], [-1, 0, len(edges)], found)
    return whole.astype(np.int64)


def share_labels(edges: Sequence[float] = SHARE_EDGES) -> list[str]:
    """Name the classes in Czech, from nobody to everybody.

    Parameters
    ----------
    edges
        Edges in percent, ascending from 0 to 100.

    Returns
    -------
    list of str
        One label more than there are edges.

    Examples
    --------
    >>> [label.replace(NBSP, " ") for label in share_labels((0, 50, 100))]
    ['nikdo', 'do 50 %', 'přes 50, ne všichni', 'všichni']
    """
    between = [
        f"přes{NBSP}{number(low)} do{NBSP}{number(up)}{NBSP}%" for low, up in pairwise(edges)
    ]
    between[0] = f"do{NBSP}{number(edges[1])}{NBSP}%"
    between[-1] = f"přes{NBSP}{number(edges[-2])}, ne všichni"
    return ["nikdo", *between, "všichni"]


def share_colours(edges: Sequence[float] = SHARE_EDGES) -> list[str]:
    """Give the colours of the classes, from nobody (dark, warm) to everybody (light, teal).

    Parameters
    ----------
    edges
        Edges in percent, ascending from 0 to 100, at most five classes between them.

    Returns
    -------
    list of str
        One colour more than there are edges, lighter from class to class; everybody differs by hue.
    """
    places = np.linspace(0, len(_BETWEEN) - 1, len(edges) - 1)
    return [_NOBODY, *(_mixed(place) for place in places), _EVERYBODY]


def _mixed(place: float) -> str:
    """Give the colour at a place among those between, mixed where it lies between two."""
    low, part = int(place), place - int(place)
    first = _channels(_BETWEEN[low])
    second = _channels(_BETWEEN[min(low + 1, len(_BETWEEN) - 1)])
    mixed = [round(a + (b - a) * part) for a, b in zip(first, second, strict=True)]
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _channels(colour: str) -> list[int]:
    """Give red, green and blue."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
