"""Which country lies beyond the border, for the name on the edge of a map."""

from __future__ import annotations

from typing import Final

#: Points at the border where three countries meet, degrees.
_TRIPLE_NORTH: Final = 14.82
_TRIPLE_SOUTH_WEST: Final = 13.84
_TRIPLE_SOUTH: Final = 16.95
_TRIPLE_EAST: Final = 49.52
_NORTH: Final = 50.2


def country_beyond(lon: float, lat: float) -> str:
    """Name the country of a place beyond the Czech border, near to it.

    Parameters
    ----------
    lon, lat
        The place, degrees.

    Returns
    -------
    str
        Its usual name.

    Examples
    --------
    >>> [country_beyond(*place) for place in ((12.2, 50.3), (15.5, 51.0), (14.4, 48.5))]
    ['Německo', 'Polsko', 'Rakousko']
    """
    if lat > _NORTH:
        return "Německo" if lon < _TRIPLE_NORTH else "Polsko"
    if lon < _TRIPLE_SOUTH_WEST:
        return "Německo"
    if lon < _TRIPLE_SOUTH and lat < _TRIPLE_EAST:
        return "Rakousko"
    return "Slovensko" if lat < _TRIPLE_EAST else "Polsko"
