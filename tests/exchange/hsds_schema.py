"""The JSON schema of HSDS 3.1, written down from its documentation (Schema Reference).

Independent of the package's own declaration. Stricter than the published schemas in one thing: a
property that HSDS does not have is an error, so that nothing invented slips into an export.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
ID: Schema = {"type": "string", "format": "uuid"}
URI: Schema = {"type": "string", "format": "uri"}
EMAIL: Schema = {"type": "string", "format": "email"}
TIMESTAMP: Schema = {"type": "string", "format": "date-time"}


def one(name: str) -> Schema:
    """Give the reference to one embedded object."""
    return {"$ref": f"#/$defs/{name}"}


def many(name: str) -> Schema:
    """Give a list of embedded objects."""
    return {"type": "array", "items": one(name)}


def texts(names: str) -> Schema:
    """Give properties of plain text."""
    return dict.fromkeys(names.split(), TEXT)


def ids(names: str) -> Schema:
    """Give properties that hold an id."""
    return dict.fromkeys(names.split(), ID)


def described(required: str, properties: Schema, *, attributes: bool = True) -> Schema:
    """Give the schema of an object; all have an id and metadata, most have attributes."""
    return {
        "type": "object",
        "properties": {
            "id": ID,
            **properties,
            **({"attributes": many("attribute")} if attributes else {}),
            "metadata": many("metadata"),
        },
        "required": ["id", *required.split()],
        "additionalProperties": False,
    }


DEFINITIONS: dict[str, Schema] = {
    "organization": described(
        "name description",
        {
            **texts("name alternate_name description tax_status tax_id legal_status logo"),
            "email": EMAIL,
            "website": URI,
            "additional_websites": many("url"),
            "year_incorporated": NUMBER,
            "uri": URI,
            "parent_organization_id": ID,
            "funding": many("funding"),
            "contacts": many("contact"),
            "phones": many("phone"),
            "locations": many("location"),
            "programs": many("program"),
            "organization_identifiers": many("organization_identifier"),
        },
    ),
    "service": described(
        "name status",
        {
            **ids("organization_id program_id"),
            **texts("name alternate_name description interpretation_services"),
            **texts("application_process fees_description wait_time fees accreditations"),
            **texts("eligibility_description assured_date licenses alert"),
            "url": URI,
            "additional_urls": many("url"),
            "email": EMAIL,
            "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
            "minimum_age": NUMBER,
            "maximum_age": NUMBER,
            "assurer_email": EMAIL,
            "last_modified": TIMESTAMP,
            "phones": many("phone"),
            "schedules": many("schedule"),
            "service_areas": many("service_area"),
            "service_at_locations": many("service_at_location"),
            "languages": many("language"),
            "organization": one("organization"),
            "funding": many("funding"),
            "cost_options": many("cost_option"),
            "program": one("program"),
            "required_documents": many("required_document"),
            "contacts": many("contact"),
            "capacities": many("service_capacity"),
        },
    ),
    "service_at_location": described(
        "",
        {
            **ids("service_id location_id"),
            **texts("description"),
            "service_areas": many("service_area"),
            "contacts": many("contact"),
            "phones": many("phone"),
            "schedules": many("schedule"),
            "location": one("location"),
        },
    ),
    "location": described(
        "location_type",
        {
            "location_type": {"enum": ["physical", "postal", "virtual"]},
            "url": URI,
            "organization_id": ID,
            **texts("name alternate_name description transportation"),
            **texts("external_identifier external_identifier_type"),
            "latitude": NUMBER,
            "longitude": NUMBER,
            "languages": many("language"),
            "addresses": many("address"),
            "contacts": many("contact"),
            "accessibility": many("accessibility"),
            "phones": many("phone"),
            "schedules": many("schedule"),
        },
    ),
    "address": described(
        "address_1 city state_province postal_code country address_type",
        {
            "location_id": ID,
            **texts("attention address_1 address_2 city region state_province postal_code country"),
            "address_type": {"enum": ["physical", "postal", "virtual"]},
        },
    ),
    "phone": described(
        "number",
        {
            **ids("location_id service_id organization_id contact_id service_at_location_id"),
            **texts("number type description"),
            "extension": NUMBER,
            "languages": many("language"),
        },
    ),
    "schedule": described(
        "",
        {
            **ids("service_id location_id service_at_location_id"),
            **texts("valid_from valid_to dtstart until byday byweekno bymonthday byyearday"),
            **texts("description opens_at closes_at attending_type notes"),
            "timezone": NUMBER,
            "count": NUMBER,
            "interval": NUMBER,
            "wkst": {"enum": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]},
            "freq": {"enum": ["WEEKLY", "MONTHLY"]},
            "schedule_link": URI,
        },
    ),
    "service_area": described(
        "",
        {
            **ids("service_id service_at_location_id"),
            **texts("name description extent extent_type uri"),
        },
    ),
    # 3.1 gave capacities and units no attributes; 3.2 is to.
    "service_capacity": described(
        "unit available updated",
        {
            **ids("service_id unit_id"),
            "unit": one("unit"),
            "available": NUMBER,
            "maximum": NUMBER,
            "description": TEXT,
            "updated": TIMESTAMP,
        },
        attributes=False,
    ),
    "unit": described("name", {**texts("name scheme identifier"), "uri": URI}, attributes=False),
    "attribute": described(
        "",
        {
            **ids("link_id taxonomy_term_id"),
            **texts("link_type link_entity value label"),
            "taxonomy_term": one("taxonomy_term"),
        },
        attributes=False,
    ),
    "taxonomy_term": described(
        "name description",
        {
            **texts("code name description taxonomy language"),
            **ids("parent_id taxonomy_id"),
            "taxonomy_detail": one("taxonomy"),
            "term_uri": URI,
        },
        attributes=False,
    ),
    "taxonomy": described(
        "name description",
        {**texts("name description version"), "uri": URI},
        attributes=False,
    ),
    "organization_identifier": described(
        "identifier_type identifier",
        {"organization_id": ID, **texts("identifier_scheme identifier_type identifier")},
    ),
    "url": described("url", {**ids("organization_id service_id"), "label": TEXT, "url": URI}),
    "metadata": {
        "type": "object",
        "properties": {
            **ids("id resource_id"),
            **texts("resource_type last_action_date last_action_type field_name"),
            **texts("previous_value replacement_value updated_by"),
        },
        "required": [
            *("id", "last_action_date", "last_action_type", "field_name"),
            *("previous_value", "replacement_value", "updated_by"),
        ],
        "additionalProperties": False,
    },
    # Objects that no centre has: an export must not hold them, so they are not spelled out.
    **{
        name: {"not": {}}
        for name in (
            *("accessibility", "contact", "cost_option", "funding", "language", "program"),
            "required_document",
        )
    },
}
PAGE: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), WHOLE),
        **dict.fromkeys(("first_page", "last_page", "empty"), FLAG),
        "contents": many("service"),
    },
    "required": [
        *("total_items", "total_pages", "page_number", "size", "first_page", "last_page"),
        *("empty", "contents"),
    ],
    "additionalProperties": False,
    "$defs": DEFINITIONS,
}

FORMATS = FormatChecker(formats=("uuid", "email"))


@FORMATS.checks("uri", raises=ValueError)
def is_uri(value: object) -> bool:
    """Tell whether text is an absolute URI of ASCII characters without spaces."""
    parts = urlsplit(str(value))
    return bool(parts.scheme and parts.netloc) and str(value).isascii() and " " not in str(value)


@FORMATS.checks("date-time", raises=ValueError)
def is_timestamp(value: object) -> bool:
    """Tell whether text is a time with its zone."""
    return dt.datetime.fromisoformat(str(value)).tzinfo is not None


VALIDATOR = Draft202012Validator(PAGE, format_checker=FORMATS)


def complaints(page: object) -> list[str]:
    """Give all that is wrong with a document."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(page)]
