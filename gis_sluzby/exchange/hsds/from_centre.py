"""A datové centrum as HSDS tables: services, providers, forms, capacities and target groups.

What HSDS asks for and a centre does not have:

- `service_capacity.available` is the registered capacity, as is `maximum`: free places are not
  known. A capacity without a number, or of a source without a date, goes as an attribute.
- `organization.description` is a general sentence.
- `address.postal_code` reads "neuvedeno", so do `city` and `state_province` of an unknown obec.
- A web or an e-mail address that is no valid URI or e-mail goes as an attribute.
- Empty text is the same as no text.

A service with a secret address has no location; of where it works only the kraj is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from gis_sluzby import codelists
from gis_sluzby.exchange.hsds.carried import (
    CAPACITY_FORMA,
    DRUH,
    FORMA,
    OKRUH,
    ROW_TABLES,
    SERVICE_COLUMNS,
    SOURCE_COLUMNS,
    TARGET,
    Edition,
)
from gis_sluzby.exchange.hsds.objects import SERVICE, HsdsTables, Row
from gis_sluzby.exchange.hsds.places import (
    KRAJ,
    add_areas,
    add_location,
    kraj_of_secret,
    names_of_areas,
    shown_sites,
)
from gis_sluzby.exchange.hsds.rows import HsdsRows, hsds_id, records

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre

ICO_SCHEME = "CZ-ICO"
#: How HSDS says "day and night": its guidance on schedules.
NONSTOP = ("00:00:00", "23:59:00")
_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
_PART = r"([\w.~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
_WEB = re.compile(rf"https?://{_HOST}(:\d+)?([/?]{_PART})?(#{_PART})?", re.ASCII)
_EMAIL = re.compile(rf"[\w%+-]+(\.[\w%+-]+)*@{_HOST}\.[A-Za-z]{{2,}}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PROVIDER = "Poskytovatel sociálních služeb."


def hsds_tables(centre: Centre, date: str, edition: Edition = "public") -> HsdsTables:
    """Give a datové centrum as HSDS tables.

    Parameters
    ----------
    centre
        The canonical tables.
    date
        Day to which the status of services is given, ISO.
    edition
        The public one leaves out the network, the services by year and capacities in units of the
        internal edition (úvazky).

    Returns
    -------
    Rows of the HSDS objects. What is not carried is listed in `carried.NOT_CARRIED`.
    """
    rows = HsdsRows()
    providers = {row["provider_id"]: row for row in records(centre["providers"])}
    sources = {row["source_id"]: row for row in records(centre["sources"])}
    details = {
        name: _by_service(centre, name)
        for name in ("offers", "capacities", "targets", "declared", "service_sites", *ROW_TABLES)
    }
    areas = names_of_areas(centre)
    kraje, sites = kraj_of_secret(centre), shown_sites(centre)
    for service in records(centre["services"]):
        key = service["service_id"]
        source = sources.get(service["source_id"], {})
        link = _add_service(rows, service, providers[service["provider_id"]], source, date)
        for offer in details["offers"][key]:
            _add_offer(rows, link, offer)
        for capacity in details["capacities"][key]:
            if edition == "internal" or _is_public(capacity["unit"]):
                _add_capacity(rows, link, capacity, source.get("vintage"))
        for target in details["targets"][key]:
            _add_target(rows, link, target)
        declared = [
            row for row in details["declared"][key] if row["level"] == KRAJ or not service["secret"]
        ]
        add_areas(rows, link[1], declared, areas, kraje.get(key))
        for place in details["service_sites"][key]:
            if place["site_id"] in sites and not service["secret"]:
                _add_place(rows, link, place, sites[place["site_id"]])
        for name in ROW_TABLES if edition == "internal" else ():
            for row in details[name][key]:
                rows.whole_row(link, name, row)
    return rows.tables


def _by_service(centre: Centre, name: str) -> dict[str, list[Row]]:
    """Group the rows of a table by their service."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in records(centre[name]):
        grouped[row["service_id"]].append(row)
    return grouped


def _add_service(
    rows: HsdsRows, service: Row, provider: Row, source: Row, date: str
) -> tuple[str, str]:
    """Add a service with its provider; give what its details link to."""
    druh = {d.code: d for d in codelists.druhy()}.get(service["druh"])
    web, email = _web(service["web"]), _email(service["email"])
    vintage = source.get("vintage")
    key = rows.add(
        SERVICE,
        {
            "id": hsds_id(SERVICE, service["service_id"]),
            "organization_id": _add_provider(rows, provider),
            "name": service["nazev"] or (druh.singular if druh else service["druh"]),
            "url": web,
            "email": email,
            "status": _status(service, date),
            "assured_date": vintage if _is_date(vintage) else None,
        },
    )
    link = (SERVICE, key)
    _add_phone(rows, link, service["phone"])
    rows.attribute(link, DRUH, rows.term(DRUH, service["druh"], druh.name if druh else None))
    own = {column: service[column] for column in SERVICE_COLUMNS}
    left = {"web": None if web else service["web"], "email": None if email else service["email"]}
    secret = {"secret": "true" if service["secret"] else None}
    # A name made of the druh is told from one that the source gave.
    unnamed = {"nazev": "" if service["nazev"] is None else None}
    rows.columns(link, "services", {**own, **left, **secret, **unnamed})
    rows.columns(link, "sources", {c: source.get(c) for c in SOURCE_COLUMNS})
    return link


def _add_provider(rows: HsdsRows, provider: Row) -> str:
    """Add a provider as an organization."""
    key = hsds_id("organization", provider["provider_id"])
    if key in rows.tables["organization"]:
        return key
    web, email = _web(provider["web"]), _email(provider["email"])
    rows.add(
        "organization",
        {
            "id": key,
            "name": provider["nazev"] or provider["provider_id"],
            "description": _PROVIDER,
            "email": email,
            "website": web,
            "legal_status": provider["legal_form"],
        },
    )
    link = ("organization", key)
    _add_phone(rows, link, provider["phone"])
    if provider["ico"] is not None:
        rows.add(
            "organization_identifier",
            {
                "id": hsds_id("organization_identifier", key),
                "organization_id": key,
                "identifier_scheme": ICO_SCHEME,
                "identifier_type": "IČO",
                "identifier": provider["ico"],
            },
        )
    own = {column: provider[column] for column in ("provider_id", "kod_obec_seat")}
    left = {"web": None if web else provider["web"], "email": None if email else provider["email"]}
    rows.columns(link, "providers", {**own, **left})
    return key


def _add_phone(rows: HsdsRows, link: tuple[str, str], number: str | None) -> None:
    """Add a phone number as it is written."""
    if number is not None:
        row = {"id": hsds_id("phone", *link), f"{link[0]}_id": link[1], "number": number}
        rows.add("phone", {**row, "type": "voice"})


def _add_offer(rows: HsdsRows, link: tuple[str, str], offer: Row) -> None:
    """Add a form of a service, and when it is open."""
    known = codelists.forms().get(offer["forma"])
    term = rows.term(FORMA, offer["forma"], known.name if known else "neuvedena")
    rows.attribute(link, FORMA, term, offer["forma_basis"])
    if not offer["nonstop"] and offer["hours"] is None:
        return
    opens, closes = NONSTOP if offer["nonstop"] else (None, None)
    key = rows.add(
        "schedule",
        {
            "id": hsds_id("schedule", link[1], offer["forma"]),
            "service_id": link[1],
            "description": offer["hours"],
            "opens_at": opens,
            "closes_at": closes,
        },
    )
    rows.attribute(("schedule", key), FORMA, term)


def _add_capacity(
    rows: HsdsRows, link: tuple[str, str], capacity: Row, vintage: str | None
) -> None:
    """Add a capacity; one that HSDS cannot state goes as an attribute."""
    if capacity["count"] is None or not _is_date(vintage):
        rows.whole_row(link, "capacities", capacity)
        return
    unit = codelists.units().get(capacity["unit"])
    unit_id = rows.add(
        "unit",
        {
            "id": hsds_id("unit", capacity["unit"]),
            "name": unit.name if unit else capacity["unit"],
            "scheme": "gis_sluzby",
            "identifier": capacity["unit"],
        },
    )
    key = rows.add(
        "service_capacity",
        {
            "id": hsds_id("service_capacity", link[1], capacity["forma"], capacity["unit"]),
            "service_id": link[1],
            "unit_id": unit_id,
            "available": _number(capacity["count"]),
            "maximum": _number(capacity["count"]),
            "description": capacity["note"],
            "updated": f"{vintage}T00:00:00.000Z",
        },
    )
    known = codelists.forms().get(capacity["forma"])
    term = rows.term(FORMA, capacity["forma"], known.name if known else "neuvedena")
    rows.attribute(link, CAPACITY_FORMA, term, key)


def _add_target(rows: HsdsRows, link: tuple[str, str], target: Row) -> None:
    """Add a target group under its okruh."""
    okruh = codelists.okruhy().get(target["cs"])
    above = rows.term(OKRUH, target["cs"], okruh.name if okruh else None)
    rows.attribute(link, OKRUH, above)
    group = codelists.target_groups().get(target["target_group"])
    term = rows.term(TARGET, target["target_group"], group.name if group else None, above)
    rows.attribute(link, TARGET, term, target["note"])


def _add_place(rows: HsdsRows, link: tuple[str, str], place: Row, site: Row) -> None:
    """Say that a service stands in a place."""
    location = add_location(rows, site)
    key = rows.add(
        "service_at_location",
        {
            "id": hsds_id("service_at_location", link[1], location),
            "service_id": link[1],
            "location_id": location,
        },
    )
    values = {column: place[column] for column in ("od", "do")}
    rows.columns(("service_at_location", key), "service_sites", values)


def _status(service: Row, date: str) -> str:
    """Say whether a service is provided on a day."""
    if service["do"] is not None and service["do"] < date:
        return "defunct"
    return "inactive" if service["od"] is not None and service["od"] > date else "active"


def _is_public(unit: str) -> bool:
    """Tell whether capacities in a unit are for the public edition."""
    known = codelists.units().get(unit)
    return known is None or known.edition == "public"


def _number(value: float) -> float | int:
    """Give a whole number without a decimal point."""
    return int(value) if float(value).is_integer() else value


def _is_date(text: Any) -> bool:  # noqa: ANN401  (a cell)
    """Tell whether a cell is an ISO date."""
    return isinstance(text, str) and _DATE.fullmatch(text) is not None


def _web(text: str | None) -> str | None:
    """Give a web address that is a valid URI."""
    return text if text is not None and _WEB.fullmatch(text) else None


def _email(text: str | None) -> str | None:
    """Give an e-mail address that is a valid one."""
    return text if text is not None and _EMAIL.fullmatch(text) else None
