"""Classes of the number of people in a cell: the more, the darker, in the hues of what is out."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from gis_sluzby.cartography.czech import EN_DASH, NBSP, number
from gis_sluzby.cartography.shares import share_colours

#: Upper edges of the classes; one more follows. The upper edge belongs to its class.
PEOPLE_EDGES: Final = (5.0, 20.0, 100.0, 500.0)
#: The same hues in which maps of shares tell how few people are in reach.
PEOPLE_COLOURS: Final = tuple(reversed(share_colours()[:-1]))
#: What is said where there is nobody.
NO_PEOPLE: Final = "nikdo"


def people_labels() -> list[str]:
    """Name the classes in Czech, few to many.

    Returns
    -------
    list of str
        One label for each edge and one for what lies above the last.

    Examples
    --------
    >>> [label.replace(NBSP, " ") for label in people_labels()]
    ['do 5 osob', '5–20', '20–100', '100–500', 'nad 500']
    """
    between = [f"{number(low)}{EN_DASH}{number(up)}" for low, up in pairwise(PEOPLE_EDGES)]
    first, last = number(PEOPLE_EDGES[0]), number(PEOPLE_EDGES[-1])
    return [f"do{NBSP}{first}{NBSP}osob", *between, f"nad{NBSP}{last}"]
