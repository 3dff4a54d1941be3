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
    from gis_sluzby.sources.rpss.shape import FacilityRow
    from gis_sluzby.sources.rpss.values import Json

    #: Addresses by the id of the facility: the one that counts first.
    Said = Mapping[str, tuple[AddressParts, ...]]

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
    said
        Addresses by the id of the facility: the one that counts first.
    findings
        What there is to say.
    read
        Number of items read.
    rejected
        Number of items that are no address of a facility.
    """

    said: Said
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
    The addresses. Of several for a facility the one with a code of RÚIAN counts, else the first by
    its words, in whatever order they stand; a finding says so.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it holds no answers of the web service.
    """
    values, told, read, kept, alike = Values(), dict[str, set[AddressParts]](), 0, 0, False
    for member in members(source_path(plan, source), source, ".json"):
        for item in _items(_loaded(member, source), source, values):
            read += 1
            alike = alike or "subjektId" in item
            known = _address(item, values)
            if known is not None:
                kept += 1
                told.setdefault(known[0], set()).add(known[1])
    if read and not alike:
        what = "v souboru nejsou odpovědi o adresách: žádná položka nemá „subjektId“"
        raise InputError(Problem(what, source.path, advice=_AGAIN))
    said = {key: tuple(sorted(parts, key=_preference)) for key, parts in told.items()}
    doubts = Doubts(source)
    if several := [key for key, parts in said.items() if len(parts) > 1]:
        doubts.say(
            _RULE,
            "warning",
            "sites",
            found=f"zařízení s více různými adresami: {len(several)} ({shortened(several)})",
            expected="jedna adresa zařízení",
            action="vzata ta s kódem adresního místa, z více takových první podle abecedy",
            column="subjektId",
        )
    # What stands there may be a secret address, so it is not shown.
    values.examples = dict.fromkeys(values.strange_keys, "údaj jiného tvaru (nevypisuje se)")
    doubts.about_shape(Raw(Gathered(), values, [], read, None))
    return Addresses(said, doubts.findings, read, read - kept)


def join_addresses(gathered: Gathered, said: Said) -> None:
    """Give facilities their addresses, and hide what would give a secret one away.

    A facility that is secret in one service is so in all, and so is every facility of its service
    at any of its addresses.

    Parameters
    ----------
    gathered
        The register's rows; its facilities are replaced.
    said
        Addresses by the id of the facility.
    """
    pairs = list(zip(gathered.facilities, gathered.facility_ids, strict=True))
    hidden = {key for one, key in pairs if key and one.secret}
    places = {
        (one.row, parts)
        for one, key in pairs
        if key in hidden
        for parts in said.get(key or "", ())
        if parts.address or parts.kod_adm
    }
    codes = {(row, parts.kod_adm) for row, parts in places if parts.kod_adm}

    def joined(one: FacilityRow, key: str | None) -> FacilityRow:
        parts = next(iter(said.get(key or "", ())), one.parts)
        near = (one.row, parts) in places or (one.row, parts.kod_adm) in codes
        return one._replace(parts=parts, secret=one.secret or key in hidden or near)

    gathered.facilities = [joined(one, key) for one, key in pairs]


def about_addresses(gathered: Gathered, services: pd.DataFrame, said: Said, doubts: Doubts) -> None:
    """Say which facilities have no address, and which addresses no facility.

    Parameters
    ----------
    gathered
        The register's rows, of all days.
    services
        Services kept; the index is the number of the record.
    said
        Addresses by the id of the facility.
    doubts
        Takes what is to be said.
    """
    pairs = zip(gathered.facilities, gathered.facility_ids, strict=True)
    of_kept = {key for one, key in pairs if key and not one.secret and one.row in services.index}
    if lacking := of_kept - said.keys():
        doubts.say(
            _RULE,
            "warning",
            "sites",
            found=f"zařízení bez adresy: {len(lacking)} ({shortened(lacking)})",
            expected="adresa každého zařízení, které není utajené",
            action="místo zařízení není známo",
            column="idZarizeni",
        )
    if strange := said.keys() - set(gathered.facility_ids):
        doubts.say(
            _RULE,
            "info",
            "sites",
            found=f"adresy zařízení, která ve výpisu nejsou: {len(strange)} ({shortened(strange)})",
            expected="adresy zařízení téhož výpisu",
            action="nezahrnuto",
            column="subjektId",
        )


def _preference(parts: AddressParts) -> tuple[bool, tuple[str, ...]]:
    """Order the addresses of a facility: those with a code first, then by their words."""
    return parts.kod_adm is None, tuple(one or "" for one in parts)


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
    letter = values.text(of, "znakCislaOrientacniho") or ""
    numbered = f"{number}{letter}" if number else None
    return address_text(street, house, numbered, psc.replace(" ", "") if psc else None)
