"""Addresses of facilities as the register's web service gives them: a call of its own.

An answer of `adresy/spojeni` is `{"list": [{"subjektId", "typSubjektu", "typSpojeni", "adresa"}]}`
and speaks of one subject. The call was never seen whole: public programs that read it find the
parts of an address either in objects within one another or side by side, so both are understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.sources.packed import BROKEN_ARCHIVE, members
from gis_sluzby.sources.rpss.doubts import Doubts, shortened
from gis_sluzby.sources.rpss.raw import Raw
from gis_sluzby.sources.rpss.shape import AddressParts, Gathered, address_text
from gis_sluzby.sources.rpss.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.packed import Member
    from gis_sluzby.sources.rpss.values import Json

#: Of whom an address counts: the seat of a provider is no place of service.
_FACILITY = "ZarizeniSocialniSluzby"
#: What of a facility's contacts is its address.
_ADDRESS = "adrZar"
_AGAIN = "Soubor se nejspíš nestáhl celý, nebo je to jiný soubor: stáhněte jej znovu"
_RULE = "register_addresses"


class Addresses(NamedTuple):
    """What came of the answers.

    Parameters
    ----------
    parts
        Addresses by the id of the facility.
    findings
        What there is to say.
    read
        Number of items read.
    rejected
        Number of items that are no address of a facility.
    """

    parts: Mapping[str, AddressParts]
    findings: list[Finding]
    read: int
    rejected: int


def read_facility_addresses(plan: Plan, source: Source) -> Addresses:
    """Read the addresses of facilities.

    Parameters
    ----------
    plan
        The plan.
    source
        The file: one answer, a list of answers or of their items, or an archive of such files.

    Returns
    -------
    The addresses. Of two that differ the first is taken; a finding says so.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it holds no answers of the web service.
    """
    values, parts, several = Values(), dict[str, AddressParts](), set[str]()
    read = kept = 0
    for member in members(source_path(plan, source), source, ".json"):
        for item in _items(_loaded(member, source), source, values):
            read += 1
            known = _address(item, values)
            if known is None:
                continue
            kept += 1
            key, address = known
            if parts.setdefault(key, address) != address:
                several.add(key)
    doubts = Doubts(source)
    if several:
        doubts.say(
            _RULE,
            "warning",
            "sites",
            found=f"zařízení se dvěma různými adresami: {len(several)} ({shortened(several)})",
            expected="jedna adresa zařízení",
            action="vzata první",
            column="subjektId",
        )
    doubts.about_shape(Raw(Gathered(), values, [], read, None))
    return Addresses(parts, doubts.findings, read, read - kept)


def about_addresses(
    gathered: Gathered, services: pd.DataFrame, parts: Mapping[str, AddressParts], doubts: Doubts
) -> None:
    """Say which facilities have no address, and which addresses no facility.

    Parameters
    ----------
    gathered
        The register's rows, of all days.
    services
        Services kept; the index is the number of the record.
    parts
        Addresses by the id of the facility.
    doubts
        Takes what is to be said.
    """
    wanted = {key for row, key in gathered.facility_ids if row in services.index}
    if lacking := wanted - parts.keys():
        doubts.say(
            _RULE,
            "warning",
            "sites",
            found=f"zařízení bez adresy: {len(lacking)} ({shortened(lacking)})",
            expected="adresa každého zařízení, které není utajené",
            action="místo zařízení není známo",
            column="idZarizeni",
        )
    if strange := parts.keys() - {key for _, key in gathered.facility_ids}:
        doubts.say(
            _RULE,
            "info",
            "sites",
            found=f"adresy zařízení, která ve výpisu nejsou: {len(strange)} ({shortened(strange)})",
            expected="adresy zařízení téhož výpisu",
            action="nezahrnuto",
            column="subjektId",
        )


def _loaded(member: Member, source: Source) -> Any:  # noqa: ANN401 -- any JSON
    """Read a file of JSON."""
    try:
        with member.open() as file:
            return orjson.loads(file.read().removeprefix(b"\xef\xbb\xbf"))
    except BROKEN_ARCHIVE as error:
        raise InputError(Problem("archiv je poškozený", source.path, advice=_AGAIN)) from error
    except orjson.JSONDecodeError as error:
        what = f"{member.name}: soubor není platný JSON"
        raise InputError(Problem(what, source.path, advice=_AGAIN)) from error


def _items(answer: object, source: Source, values: Values) -> Iterator[Json]:
    """Give the items of an answer, or of a list of answers."""
    answers = answer if isinstance(answer, list) else [answer]
    if not isinstance(answer, list | dict) or (isinstance(answer, dict) and "list" not in answer):
        what = "v souboru nejsou odpovědi webové služby o adresách (klíč „list“)"
        raise InputError(Problem(what, source.path, advice=_AGAIN))
    for one in answers:
        if not isinstance(one, dict):
            values.strange("odpověď", one)
        elif "list" in one:
            yield from values.items(one, "list")
        else:
            yield one


def _address(item: Json, values: Values) -> tuple[str, AddressParts] | None:
    """Give the facility and its address; none where the item is about something else."""
    kind = values.text(values.part(item, "typSpojeni"), "kod")
    if values.text(item, "typSubjektu") != _FACILITY or kind not in (None, _ADDRESS):
        return None
    key = values.text(item, "subjektId")
    structured = values.part(values.part(item, "adresa"), "strukturovanaAdresa")
    place = values.part(structured, "adresniMisto")
    parts = _within(place, values) if place else _beside(structured, values)
    return (key, parts) if key and parts != AddressParts() else None


def _beside(address: Json, values: Values) -> AddressParts:
    """Take an address whose parts stand side by side."""
    street = values.text(address, "nazevUlice")
    return AddressParts(
        kod_adm=values.text(address, "kodAdresnihoMista"),
        nazev_cast=values.text(address, "nazevCastiObce"),
        nazev_obec=values.text(address, "nazevObce"),
        nazev_okres=values.text(address, "nazevOkresu"),
        nazev_kraj=values.text(address, "nazevKraje"),
        street=street,
        address=_written(street, address, values.text(address, "psc"), values),
    )


def _within(place: Json, values: Values) -> AddressParts:
    """Take an address whose parts stand within one another."""
    part = values.part(place, "castObce")
    obec = values.part(part, "obec")
    okres = values.part(obec, "okres")
    street = _named(place, "ulice", "nazev", values)
    psc = _named(place, "psc", "kodPsc", values)
    return AddressParts(
        kod_adm=values.text(place, "kodAdresnihoMista"),
        nazev_cast=values.text(part, "nazev"),
        nazev_obec=values.text(obec, "nazev"),
        nazev_okres=values.text(okres, "nazev"),
        nazev_kraj=values.text(values.part(okres, "kraj"), "nazev"),
        street=street,
        address=_written(street, place, psc, values),
    )


def _named(of: Json, key: str, name: str, values: Values) -> str | None:
    """Give a name that stands alone, or in an object of its own."""
    if isinstance(of.get(key), dict):
        return values.text(values.part(of, key), name)
    return values.text(of, key)


def _written(street: str | None, of: Json, psc: str | None, values: Values) -> str | None:
    """Write an address as it stands on a letter."""
    house, number = values.text(of, "cisloDomovni"), values.text(of, "cisloOrientacni")
    return address_text(street, house, number, psc)
