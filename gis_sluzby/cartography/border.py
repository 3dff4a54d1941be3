"""What is said of the state border where minutes are shown."""

from __future__ import annotations

_ROADS = ("car", "foot", "bike")
_ENDS = "Silnice končí na státní hranici, nemají-li zdroje i ty za ní."


def border_note(mode: str) -> str:
    """Say that roads end at the border of the state.

    Parameters
    ----------
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    str
        The sentence; empty where minutes come from a table, which follows no road.

    Examples
    --------
    >>> border_note("car")
    'Silnice končí na státní hranici, nemají-li zdroje i ty za ní.'
    >>> border_note("transit")
    ''
    """
    return _ENDS if mode in _ROADS else ""
