"""The shape of the register's open data, for invented services: what is said becomes JSON.

Everything written here is invented; the name of every provider says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DAYS = ("pondeli", "utery", "streda", "ctvrtek", "patek", "sobota", "nedele")


@dataclass(frozen=True)
class Address:
    """An address; codes as the code lists of the project have them."""

    kod_obec: str | None = None
    kod_kraj: str | None = None
    kod_okres: str | None = None
    kod_cast: str | None = None
    kod_adm: str | None = None
    street: str | None = None
    house: int | None = None
    psc: str | None = None


@dataclass(frozen=True)
class Facility:
    """A place of service. The address of a secret one is written all the same, as registers do."""

    nazev: str
    address: Address | None
    secret: bool = False
    od: str | None = None
    do: str | None = None


@dataclass(frozen=True)
class Form:
    """A form of service with its capacities (unit, count, note) and hours (seven texts or none)."""

    forma: str
    capacities: tuple[tuple[str, int | None, str | None], ...] = ()
    nonstop: bool = False
    hours: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Provider:
    """Who provides. A natural person has a name of their own and no name of a body."""

    nazev: str | None
    ico: str | None
    seat: Address | None = None
    person: tuple[str, str] | None = None
    web: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Service:
    """A registered service: `druh`, forms, units and target groups by the project's codes."""

    portal_id: int
    identifikator: str | None
    druh: str
    provider: Provider
    od: str | None
    facilities: tuple[Facility, ...]
    forms: tuple[Form, ...]
    do: str | None = None
    contact: Address | None = None
    targets: tuple[tuple[str, str | None], ...] = ()
    ages: tuple[str, ...] = ()
    age_note: str | None = None
    extended: tuple[str, ...] = ()
    web: str | None = None
    email: str | None = None
    phone: str | None = None
    papers: dict[str, list[Any]] = field(default_factory=dict)


def write_rpss(services: Iterable[Service], path: Path) -> None:
    """Write services in the shape of the open data, one record after another."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"polozky":[')
        for number, service in enumerate(services):
            file.write(",\n" if number else "\n")
            json.dump(record(service), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n]}\n")


def record(service: Service) -> dict[str, Any]:
    """Give one service as an item of `polozky`."""
    return {
        "portalId": service.portal_id,
        "id": f"SocialniSluzba/{service.portal_id}",
        "identifikator": service.identifikator,
        "datumPoskytovaniOd": service.od,
        "datumPoskytovaniDo": service.do,
        "druhSocialniSluzby": _ref("DruhSocialniSluzby", _druh_number(service.druh)),
        "kontaktniAdresy": [_address(service.contact)] if service.contact else [],
        "zarizeni": [_facility(one) for one in service.facilities],
        "poskytovatel": _provider(service.provider),
        **_contacts(service.email, service.phone, service.web),
        "ciloveSkupiny": [
            {"cilovaSkupina": _ref("CilovaSkupinaOsoby", group), "doplnujiciInformace": note}
            for group, note in service.targets
        ],
        "vekoveSkupiny": [{"vekovaSkupina": _ref("VekovaSkupina", age)} for age in service.ages],
        "doplnujiciInformaceVekoveSkupiny": service.age_note,
        "formy": [_form(one) for one in service.forms],
        "rozsirenePusobnostiVKraji": [{"kraj": _kraj(code)} for code in service.extended],
        "doplnkoveUdaje": service.papers,
    }


def _ref(codelist: str, code: str | None) -> dict[str, str] | None:
    return {"id": f"{codelist}/{code}"} if code else None


def _druh_number(code: str) -> str:
    """Give the register's number of a kind; what the code list does not know goes as it is."""
    known = {one.code: one for one in codelists.druhy()}
    return str(known[code].rpss) if code in known else code


def _kraj(code: str | None) -> dict[str, str] | None:
    return _ref("Kraj", codelists.kraj(code).ruian if code else None)


def _address(address: Address | None) -> dict[str, Any] | None:
    if address is None:
        return None
    return {
        "cisloDomovni": address.house,
        "cisloOrientacni": None,
        "dodatekAdresy": None,
        "kodAdresnihoMista": int(address.kod_adm) if address.kod_adm else None,
        "psc": address.psc,
        "typCislaDomovniho": _ref("TypStavebnihoObjektu", "1"),
        "kraj": _kraj(address.kod_kraj),
        "okres": _ref("Okres", address.kod_okres),
        "obec": _ref("Obec", address.kod_obec),
        "castObce": _ref("CastObce", address.kod_cast),
        "mestskyObvodMestskaCast": None,
        "mestskyObvodVPraze": None,
        "ulice": {"nazev": address.street} if address.street else None,
    }


def _facility(facility: Facility) -> dict[str, Any]:
    return {
        "id": None,
        "portalId": None,
        "identifikator": None,
        "nazev": facility.nazev,
        "utajenaAdresa": facility.secret,
        "adresa": _address(facility.address),
        "poskytujeOd": facility.od,
        "poskytujeDo": facility.do,
        "vedouci": None,
    }


def _provider(provider: Provider) -> dict[str, Any]:
    first, last = provider.person or (None, None)
    return {
        "nazev": provider.nazev,
        "ico": provider.ico,
        "dic": None,
        "jmeno": first,
        "prijmeni": last,
        "adresa": _address(provider.seat),
        "statutarniOrgany": [],
        **_contacts(provider.email, provider.phone, provider.web),
    }


def _contacts(email: str | None, phone: str | None, web: str | None) -> dict[str, Any]:
    return {
        "emaily": [{"email": email, "poznamka": None}] if email else [],
        "telefony": [{"telefon": phone, "poznamka": None}] if phone else [],
        "faxy": [],
        "weby": [{"web": web, "poznamka": None}] if web else [],
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "forma": _ref("FormaSocialniSluzby", form.forma),
        "nepretrzitePoskytovani": form.nonstop,
        "casoveRozsahy": [
            {"den": _ref("DenVTydnu", day), "interval": hours}
            for day, hours in zip(_DAYS, form.hours, strict=False)
            if hours
        ],
        "kapacity": [
            {"pocet": count, "popis": note, "typ": _ref("TypKapacitySocialniSluzby", unit)}
            for unit, count, note in form.capacities
        ],
    }
