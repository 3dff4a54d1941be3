"""The list of official addresses: what each file is, who publishes it, what it must look like."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: How many months back a file of a month's end is looked for: the latest is not out at once.
_MONTHS = 3
_MONTH_END = re.compile(r"\{month_end:([^}]+)\}")

Kind = Literal["zip", "csv", "json", "pbf", "any"]


class Official(BaseModel):
    """One file that can be fetched.

    Attributes
    ----------
    id
        Name by which a plan asks for it.
    title, publisher, licence, attribution
        What it is and whose, in Czech.
    file
        Name of the file in the data folder and in a mirror.
    addresses
        Addresses in the order in which they are tried.
    kind
        How its content is checked; `any` is not.
    seen
        Day when the address was last seen in a public source.
    seen_in
        That source, in Czech.
    vintage
        Day to which the data belong, where the address does not say it.
    encoding, delimiter
        Of a CSV; where none, utf-8 and cp1250, a comma and a semicolon are right.
    columns
        Columns that a CSV must have.
    keys
        Keys that the root of a JSON must have.
    member
        How the name of a ZIP's member ends.
    begins
        What the beginning of that member contains.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    publisher: str
    licence: str
    attribution: str
    file: str
    addresses: tuple[str, ...]
    kind: Kind
    seen: date | None = None
    seen_in: str | None = None
    vintage: date | None = None
    encoding: str | None = None
    delimiter: str | None = None
    columns: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    member: str = ""
    begins: str = ""


class Address(NamedTuple):
    """Where a file may be.

    Parameters
    ----------
    url
        Its address.
    vintage
        Day to which the data belong, where it is known beforehand.
    """

    url: str
    vintage: date | None


@cache
def official() -> Mapping[str, Official]:
    """Give the official addresses.

    Returns
    -------
    The files by id, in the order of the list.
    """
    text = files("gis_sluzby.fetch").joinpath("official.toml").read_text("utf-8")
    listed = [Official.model_validate(entry) for entry in tomllib.loads(text)["data"]]
    return {entry.id: entry for entry in listed}


def addresses(wanted: Official, today: date) -> list[Address]:
    """Give the addresses at which a file is looked for, in order.

    Parameters
    ----------
    wanted
        The file.
    today
        Files of a month's end are looked for at the ends of the months before this day.

    Returns
    -------
    The addresses: all of the latest month before those of an earlier one.
    """
    if not any(_MONTH_END.search(address) for address in wanted.addresses):
        return [Address(address, wanted.vintage) for address in wanted.addresses]
    return [
        Address(_dated(address, end), end)
        for end in _month_ends(today)
        for address in wanted.addresses
    ]


def _dated(address: str, end: date) -> str:
    """Put a month's end into an address."""
    return _MONTH_END.sub(lambda found: end.strftime(found[1]), address)


def _month_ends(today: date) -> Iterator[date]:
    """Give the last days of the months before a day, the latest first."""
    end = today
    for _ in range(_MONTHS):
        end = end.replace(day=1) - timedelta(days=1)
        yield end
