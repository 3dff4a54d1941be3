"""The open data `rpss.json`: one item of `polozky` is one registered service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.sources.rpss.hours import hours_text
from gis_sluzby.sources.rpss.natural import is_natural
from gis_sluzby.sources.rpss.shape import (
    AddressParts,
    CapacityRow,
    FacilityRow,
    FormRow,
    ScopeRow,
    ServiceRow,
    TargetRow,
    address_text,
)

if TYPE_CHECKING:
    from gis_sluzby.sources.rpss.shape import Gathered
    from gis_sluzby.sources.rpss.values import Json, Values

_CONTACTS = ("emaily", "telefony", "faxy", "weby")
_ITEM = frozenset(
    (
        *("portalId", "id", "identifikator", "datumPoskytovaniOd", "datumPoskytovaniDo"),
        *("druhSocialniSluzby", "kontaktniAdresy", "zarizeni", "poskytovatel", *_CONTACTS),
        *("ciloveSkupiny", "vekoveSkupiny", "doplnujiciInformaceVekoveSkupiny", "formy"),
        *("rozsirenePusobnostiVKraji", "pusobnostVKrajiDleAdresy", "doplnkoveUdaje"),
    )
)
_FACILITY = frozenset(
    (
        *("id", "portalId", "identifikator", "nazev", "utajenaAdresa", "adresa"),
        *("poskytujeOd", "poskytujeDo", "vedouci", *_CONTACTS),
    )
)
_ADDRESS = frozenset(
    (
        *("cisloDomovni", "cisloOrientacni", "dodatekAdresy", "kodAdresnihoMista", "psc"),
        *("typCislaDomovniho", "kraj", "okres", "obec", "castObce", "mestskyObvodMestskaCast"),
        *("mestskyObvodVPraze", "ulice", "adresaText", "znakCislaOrientacniho"),
    )
)
_NO_ADDRESS = AddressParts()


def gather(item: Json, row: int, into: Gathered, values: Values) -> None:
    """Take what one item says.

    Parameters
    ----------
    item
        An item of `polozky`.
    row
        Its number in the file, from 1.
    into
        Takes the rows.
    values
        Looks into it.
    """
    values.known(item, "polozky", _ITEM)
    into.services.append(_service(item, row, values))
    for number, facility in enumerate(values.items(item, "zarizeni")):
        into.facilities.append(_facility(facility, row, f"zarizeni[{number}]", values))
    for number, address in enumerate(values.items(item, "kontaktniAdresy")[:1]):
        parts = _address(address, values)
        path = f"kontaktniAdresy[{number}]"
        into.facilities.append(
            FacilityRow(row, path, None, secret=False, od=None, do=None, contact=True, parts=parts)
        )
    for form in values.items(item, "formy"):
        _form(form, row, into, values)
    for target in values.items(item, "ciloveSkupiny"):
        group = values.code(target, "cilovaSkupina")
        into.targets.append(TargetRow(row, group, values.text(target, "doplnujiciInformace")))
    for scope in values.items(item, "rozsirenePusobnostiVKraji"):
        into.scopes.append(ScopeRow(row, values.code(scope, "kraj")))


def _service(item: Json, row: int, values: Values) -> ServiceRow:
    """Take the service itself and its provider."""
    provider = values.part(item, "poskytovatel")
    seat = values.part(provider, "adresa")
    kind = values.text(values.part(item, "druhSocialniSluzby"), "id")
    ages = [values.code(one, "vekovaSkupina") for one in values.items(item, "vekoveSkupiny")]
    return ServiceRow(
        row,
        identifikator=values.text(item, "identifikator"),
        portal_id=values.text(item, "portalId"),
        druh=kind,
        od=values.text(item, "datumPoskytovaniOd"),
        do=values.text(item, "datumPoskytovaniDo"),
        provider=values.text(provider, "nazev"),
        ico=values.text(provider, "ico"),
        natural=is_natural(provider, values.text(provider, "nazev")),
        kod_obec_seat=values.code(seat, "obec") if seat else None,
        provider_web=_first(provider, "weby", "web", values),
        provider_email=_first(provider, "emaily", "email", values),
        provider_phone=_first(provider, "telefony", "telefon", values),
        web=_first(item, "weby", "web", values),
        email=_first(item, "emaily", "email", values),
        phone=_first(item, "telefony", "telefon", values),
        age_groups=" ".join(age for age in ages if age) or None,
        age_note=values.text(item, "doplnujiciInformaceVekoveSkupiny"),
    )


def _first(of: Json, contacts: str, key: str, values: Values) -> str | None:
    """Give the first contact of a list."""
    found = (values.text(one, key) for one in values.items(of, contacts))
    return next((text for text in found if text), None)


def _facility(facility: Json, row: int, path: str, values: Values) -> FacilityRow:
    """Take one facility; who leads it is not looked at."""
    values.known(facility, "zarizeni", _FACILITY)
    return FacilityRow(
        row,
        path,
        values.text(facility, "nazev"),
        secret=values.flag(facility, "utajenaAdresa"),
        od=values.text(facility, "poskytujeOd"),
        do=values.text(facility, "poskytujeDo"),
        contact=False,
        parts=_address(values.part(facility, "adresa"), values),
    )


def _address(address: Json, values: Values) -> AddressParts:
    """Take an address."""
    if not address:
        return _NO_ADDRESS
    values.known(address, "adresa", _ADDRESS)
    street = values.text(values.part(address, "ulice"), "nazev")
    written = address_text(
        street,
        values.text(address, "cisloDomovni"),
        values.text(address, "cisloOrientacni"),
        values.text(address, "psc"),
    )
    return AddressParts(
        kod_adm=values.text(address, "kodAdresnihoMista"),
        kod_obec=values.code(address, "obec"),
        kod_cast=values.code(address, "castObce"),
        kod_okres=values.code(address, "okres"),
        kod_kraj=values.code(address, "kraj"),
        street=street,
        address=written or values.text(address, "adresaText"),
    )


def _form(form: Json, row: int, into: Gathered, values: Values) -> None:
    """Take a form with its hours and capacities."""
    forma = values.code(form, "forma")
    ranges = values.items(form, "casoveRozsahy")
    spans = [(values.code(one, "den"), values.text(one, "interval")) for one in ranges]
    nonstop = values.flag(form, "nepretrzitePoskytovani")
    into.forms.append(FormRow(row, forma, nonstop, hours_text(spans)))
    for capacity in values.items(form, "kapacity"):
        unit, count = values.code(capacity, "typ"), values.text(capacity, "pocet")
        into.capacities.append(CapacityRow(row, forma, unit, count, values.text(capacity, "popis")))
