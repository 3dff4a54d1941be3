"""A register as its file has it: records gathered one after another, nothing understood yet."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from gis_sluzby.sources.packed import members
from gis_sluzby.sources.rows import Wrong
from gis_sluzby.sources.rpss.shape import Gathered
from gis_sluzby.sources.rpss.stream import Broken, Listed, records
from gis_sluzby.sources.rpss.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gis_sluzby.plan import Source
    from gis_sluzby.sources.rpss.values import Json

    #: Takes what one record says: the record, its number, who takes the rows, who looks into it.
    Gather = Callable[[Json, int, Gathered, Values], None]


class Raw(NamedTuple):
    """What the file of a register holds.

    Parameters
    ----------
    gathered
        Its rows.
    odd
        What of it is of another shape than awaited.
    wrong
        Records that cannot be read at all.
    read
        Number of records.
    stated
        How many records the file says that there are; none where it does not say.
    """

    gathered: Gathered
    odd: Values
    wrong: list[Wrong]
    read: int
    stated: int | None


def read_json(path: Path, source: Source, key: str, gather: Gather) -> Raw:
    """Read a register that is a list of records in a JSON object.

    Parameters
    ----------
    path
        The file; it may be packed by gzip, or a ZIP archive with files of JSON.
    source
        Its declaration in the plan.
    key
        Key of the list.
    gather
        Takes what one record says.

    Returns
    -------
    Its rows.

    Raises
    ------
    InputError
        When the file is no such list.
    """
    into, values, wrong = Gathered(), Values(), list[Wrong]()
    row, stated = 0, 0
    with _no_collection():
        for member in members(path, source, ".json"):
            for part in records(member, key, source):
                if isinstance(part, Listed):
                    stated += _stated(part.rest)
                    continue
                for item in part:
                    row += 1
                    if type(item) is dict:
                        gather(item, row, into, values)
                    else:
                        wrong.append(_no_record(item, row))
    return Raw(into, values, wrong, row, stated or None)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Switch the collector of cycles off: plain values have none, and it takes a third of time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _no_record(item: object, row: int) -> Wrong:
    """Say that an item of the list is no record."""
    if isinstance(item, Broken):
        return Wrong(row, None, item.text, "záznam není platný JSON")
    return Wrong(row, None, str(item)[:60], "záznam není objekt JSON")


def _stated(rest: dict[str, Any]) -> int:
    """Give how many records a file says that there are."""
    count = rest.get("count")
    return count if type(count) is int else 0
