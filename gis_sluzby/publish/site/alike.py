"""Entries that are nearly the same, written by what they differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gis_sluzby.publish.site.text import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Key of the entry that another one is like; no entry has a key of its own by that name.
LIKE: Final = "a"
#: How far back a like entry is looked for; entries of one druh stand together.
_NEAR: Final = 12


def by_difference(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Write each entry as it is, or by its difference from an earlier one, whichever is shorter.

    `model.js` puts them together again.

    Parameters
    ----------
    entries
        Entries of a list; none has the key `LIKE`.

    Returns
    -------
    list of dict
        Entries of which some have the position of an earlier one under `LIKE`, and only the keys
        whose values are not the same there.
    """
    written: list[dict[str, Any]] = []
    for at, entry in enumerate(entries):
        ways = [dict(entry)]
        for earlier in range(max(0, at - _NEAR), at):
            other = entries[earlier]
            if other.keys() <= entry.keys():
                differing = {k: v for k, v in entry.items() if k not in other or other[k] != v}
                ways.append({LIKE: earlier, **differing})
        written.append(min(ways, key=lambda way: len(to_json(way))))
    return written
