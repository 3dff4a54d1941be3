"""The objects of HSDS 3.1: fields, what is required, and how objects are embedded in each other.

Source: the documentation of the Human Services Data Specification, docs.openreferral.org
(Schema Reference, Serialization and Publication Formats). The declaration is `objects.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A row of an HSDS table: values by field, absent fields left out.
Row = dict[str, Any]
#: HSDS data as tables: rows by id by name of the object.
HsdsTables = dict[str, dict[str, Row]]
NUMBER = "number"
SERVICE = "service"
ATTRIBUTE = "attribute"
ATTRIBUTES = "attributes"
LINK = "link_id"
LINK_ENTITY = "link_entity"


@dataclass(frozen=True, slots=True)
class HsdsObject:
    """One kind of object.

    Parameters
    ----------
    name
        Its name, e.g. "service_area".
    path
        Name of its file in the tabular package.
    fields
        Type of every plain field, in order.
    required
        Properties that it has in JSON.
    tabular_required
        Fields that only a row of the package must have.
    enums
        Values allowed, by field.
    one
        Object and key field by the property that embeds one object.
    many
        Object and the field of it that points back, by the property that embeds a list.
    attributes
        Whether it takes attributes.
    """

    name: str
    path: str
    fields: Mapping[str, str]
    required: tuple[str, ...]
    tabular_required: tuple[str, ...]
    enums: Mapping[str, tuple[str, ...]]
    one: Mapping[str, tuple[str, str]]
    many: Mapping[str, tuple[str, str]]
    attributes: bool


@cache
def objects() -> dict[str, HsdsObject]:
    """Give all objects by name.

    Returns
    -------
    The objects in the order of the declaration.
    """
    text = files("gis_sluzby.exchange.hsds").joinpath("objects.toml").read_text("utf-8")
    return {
        name: HsdsObject(
            name,
            entry["path"],
            entry["fields"],
            tuple(entry["required"]),
            tuple(entry.get("tabular_required", ())),
            {field: tuple(values) for field, values in entry.get("enums", {}).items()},
            {prop: (kind, key) for prop, (kind, key) in entry.get("one", {}).items()},
            {prop: (kind, key) for prop, (kind, key) in entry.get("many", {}).items()},
            entry.get("attributes", False),
        )
        for name, entry in tomllib.loads(text).items()
    }


@cache
def keys_of(name: str) -> frozenset[str]:
    """Give the fields of an object that only hold the id of another object.

    Parameters
    ----------
    name
        Name of the object.

    Returns
    -------
    The fields; embedding stands in their place in JSON.
    """
    own = {key for _, key in objects()[name].one.values()}
    back = {
        key for other in objects().values() for kind, key in other.many.values() if kind == name
    }
    return frozenset(own | back | ({LINK, LINK_ENTITY} if name == ATTRIBUTE else set()))


def no_rows() -> HsdsTables:
    """Give all tables without rows.

    Returns
    -------
    An empty table of every object.
    """
    return {name: {} for name in objects()}
