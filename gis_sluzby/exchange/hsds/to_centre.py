"""HSDS tables as a datové centrum: of our own export everything, of another system what we know.

A service of another system is taken when a term of its taxonomies, or its own name, is the name
of a druh; its forms are those that the law gives for certain, else unknown. What cannot be taken
is a finding: a service without a druh or a provider is refused, an area that HSDS only describes
in words is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.centre import CENTRE_TABLES
from gis_sluzby.exchange.hsds.carried import DRUH, SERVICE_COLUMNS, SOURCE_COLUMNS
from gis_sluzby.exchange.hsds.details import Details, details_of
from gis_sluzby.exchange.hsds.objects import SERVICE
from gis_sluzby.exchange.hsds.reading import HsdsReader
from gis_sluzby.exchange.hsds.sites import place_tables
from gis_sluzby.findings import Place, finding, findings_table
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre
    from gis_sluzby.exchange.hsds.objects import HsdsTables, Row

_OWN = tuple(name for name in SERVICE_COLUMNS if name != "source_row")


def centre_of(tables: HsdsTables, source_id: str, path: str, sha256: str) -> Centre:
    """Give HSDS tables as a datové centrum.

    Parameters
    ----------
    tables
        Rows of the HSDS objects.
    source_id
        Id of the source of services that do not name their own; it begins their service_id.
    path, sha256
        Name and hash of the file, for the table `sources`.

    Returns
    -------
    All tables of a centre. Those that HSDS does not carry (`carried.NOT_CARRIED`) are empty;
    `audit` names what was refused or left out.

    Raises
    ------
    InputError
        When a table made of the rows is not canonical.
    """
    reader = HsdsReader(tables)
    details, findings = Details(), []
    services, providers = [], {}
    for number, row in enumerate(sorted(tables[SERVICE].values(), key=lambda r: r["id"]), 1):
        druh = _druh(reader, row)
        organization = tables["organization"].get(row.get("organization_id", ""))
        if druh is None or organization is None:
            findings.append(_refusal(row, source_id, number, provider=organization is not None))
            continue
        provider = _provider(reader, organization)
        providers[provider["provider_id"]] = provider
        service = _service(reader, row, druh, source_id, number)
        service["provider_id"] = provider["provider_id"]
        services.append(service)
        findings += details_of(reader, row["id"], service, details)
    frames = {
        "services": services,
        "providers": list(providers.values()),
        **details.rows,
        "sources": _sources(reader, services, (source_id, path, sha256), findings),
    }
    places = place_tables(reader, {row["hsds"]: row["service_id"] for row in services}, source_id)
    centre = {name: places.get(name, _frame(name, frames.get(name, []))) for name in CENTRE_TABLES}
    centre["audit"] = findings_table(findings)
    return centre


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    """Give rows as a canonical table."""
    return conform(pd.DataFrame(rows), name) if rows else empty(name)


def _druh(reader: HsdsReader, row: Row) -> str | None:
    """Find the druh of a service: our own code, else a name that the code list knows."""
    for attribute in reader.attributes(row["id"], DRUH):
        if code := reader.term(attribute).get("code"):
            return str(code)
    names = [*(term.get("name", "") for term in reader.terms(row["id"])), row["name"]]
    return next((code for name in names if (code := _druh_of_name(name))), None)


def _druh_of_name(name: str) -> str | None:
    """Find a druh by its name alone: a number in another taxonomy is no §."""
    return codelists.find_druh(name) if any(c.isalpha() for c in name) else None


def _service(reader: HsdsReader, row: Row, druh: str, source_id: str, number: int) -> Row:
    """Give a row of `services`."""
    key = row["id"]
    own = reader.columns(key, "services", _OWN)
    unnamed = reader.attributes(key, "services.nazev")
    source_row = reader.column(key, "services.source_row")
    return {
        **own,
        "service_id": own["service_id"] or f"{source_id}:{key}",
        "druh": druh,
        "nazev": None if unnamed else row["name"],
        "secret": reader.column(key, "services.secret") == "true",
        "web": row.get("url") or reader.column(key, "services.web"),
        "email": row.get("email") or reader.column(key, "services.email"),
        "phone": _phone(reader, key, "service_id"),
        "source_id": own["source_id"] or source_id,
        "source_row": int(source_row) if source_row and source_row.isdecimal() else number,
        "hsds": key,
    }


def _provider(reader: HsdsReader, row: Row) -> Row:
    """Give a row of `providers`."""
    key = row["id"]
    identifiers = reader.of("organization_identifier", key, "organization_id")
    ico = next(
        (
            i["identifier"]
            for i in identifiers
            if i.get("identifier_scheme") == "CZ-ICO" or i["identifier_type"] in ("IČO", "IČ")
        ),
        None,
    )
    fallback = f"ico-{ico}" if ico else f"hsds-{key}"
    return {
        "provider_id": reader.column(key, "providers.provider_id") or fallback,
        "ico": ico,
        "nazev": row["name"],
        "legal_form": row.get("legal_status"),
        "kod_obec_seat": reader.column(key, "providers.kod_obec_seat"),
        "web": row.get("website") or reader.column(key, "providers.web"),
        "email": row.get("email") or reader.column(key, "providers.email"),
        "phone": _phone(reader, key, "organization_id"),
    }


def _phone(reader: HsdsReader, key: str, field: str) -> str | None:
    """Give the first phone number of an object."""
    phones = reader.of("phone", key, field)
    return phones[0]["number"] if phones else None


def _refusal(row: Row, source_id: str, number: int, *, provider: bool) -> dict[str, Any]:
    """Say why a service was refused."""
    return finding(
        "hsds_druh" if provider else "hsds_provider",
        "error",
        "services",
        Place(row["id"], source_id, number, "attributes" if provider else "organization"),
        found=row["name"],
        expected=(
            "klasifikace, jejíž název je druh sociální služby"
            if provider
            else "organizace, která službu poskytuje"
        ),
        action="služba nepřijata",
    )


def _sources(
    reader: HsdsReader,
    services: list[Row],
    file: tuple[str, str, str],
    findings: list[dict[str, Any]],
) -> list[Row]:
    """Give the rows of `sources`: a row a source named by services, each read from this file."""
    source_id, path, sha256 = file
    refused = sum(found["severity"] == "error" for found in findings)
    kept = Counter(row["source_id"] for row in services)
    if refused or not kept:
        kept[source_id] += 0
    first = {row["source_id"]: row["hsds"] for row in reversed(services)}
    rows = []
    for name, count in kept.items():
        about: Row = dict.fromkeys(SOURCE_COLUMNS)
        if name in first:
            about = reader.columns(first[name], "sources", SOURCE_COLUMNS)
            about["vintage"] = about["vintage"] or reader.tables[SERVICE][first[name]].get(
                "assured_date"
            )
        rejected = refused if name == source_id else 0
        rows.append(
            {
                **about,
                "source_id": name,
                "table": "services",
                "title": about["title"] or name,
                "path": path,
                "sha256": sha256,
                "rows_read": count + rejected,
                "rows_kept": count,
                "rows_rejected": rejected,
            }
        )
    return rows
