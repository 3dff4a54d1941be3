"""HSDS as JSON: objects embedded in services, services in a page of the HSDS API."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.exchange.hsds.carried import COLUMN
from gis_sluzby.exchange.hsds.objects import (
    ATTRIBUTE,
    ATTRIBUTES,
    LINK,
    LINK_ENTITY,
    NUMBER,
    SERVICE,
    keys_of,
    no_rows,
    objects,
)
from gis_sluzby.exchange.hsds.parsed import parsed
from gis_sluzby.exchange.hsds.rows import hsds_id

if TYPE_CHECKING:
    from gis_sluzby.exchange.hsds.objects import HsdsTables, Row

CONTENTS = "contents"


def to_json(tables: HsdsTables) -> bytes:
    """Write HSDS tables as one document.

    Parameters
    ----------
    tables
        Rows of the HSDS objects.

    Returns
    -------
    A page of the HSDS API with all services, each with what belongs to it embedded; UTF-8.
    """
    embed = _Embedding(tables)
    services = [embed.whole(SERVICE, row) for row in tables[SERVICE].values()]
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        CONTENTS: services,
    }
    return (json.dumps(page, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def from_json(content: bytes, file: str) -> HsdsTables:
    """Read an HSDS document.

    Parameters
    ----------
    content
        The file: a page of the HSDS API, a list of services or one service.
    file
        Its name, for messages.

    Returns
    -------
    Rows of the HSDS objects. Fields that HSDS 3.1 does not have are left out; of objects with the
    same id the first one counts.

    Raises
    ------
    InputError
        With all that is wrong: no JSON, a required field that is missing, a value of another type.
    """
    document = _parsed(content, file)
    services = document.get(CONTENTS, [document]) if isinstance(document, dict) else document
    taken = _Flattening(file)
    if isinstance(services, list):
        for number, service in enumerate(services):
            taken.take(SERVICE, service, {}, f"{CONTENTS}[{number}]")
    else:
        taken.problems.append(Problem("má být seznam služeb", file, CONTENTS))
    if taken.problems:
        raise InputError(taken.problems)
    return taken.tables


def _parsed(content: bytes, file: str) -> Any:  # noqa: ANN401  (any JSON)
    """Parse JSON; say where it is not one."""
    advice = "Zkontrolujte, že soubor je HSDS 3 ve formátu JSON"
    try:
        return parsed(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(Problem("text není v kódování UTF-8", file, advice=advice)) from error
    except json.JSONDecodeError as error:
        what = f"není to JSON (znak {error.colno})"
        raise InputError(Problem(what, file, error.lineno, advice=advice)) from error
    except UnicodeEncodeError as error:
        what = "v textu je polovina znaku (samostatný kód \\ud800 až \\udfff)"
        raise InputError(Problem(what, file, advice=advice)) from error
    except ValueError as error:  # a number of thousands of digits
        raise InputError(Problem("číslo v JSON je příliš dlouhé", file, advice=advice)) from error
    except RecursionError as error:
        what = "JSON je vnořen příliš hluboko"
        raise InputError(Problem(what, file, advice=advice)) from error


class _Embedding:
    """Puts objects into those that they belong to."""

    def __init__(self, tables: HsdsTables) -> None:
        self.tables = tables
        self.children: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def whole(self, name: str, row: Row) -> dict[str, Any]:
        """Give an object with all that belongs to it."""
        kind, left_out = objects()[name], keys_of(name)
        out: dict[str, Any] = {
            field: row[field] for field in kind.fields if field in row and field not in left_out
        }
        for prop, (other, key) in kind.one.items():
            found = self.tables[other].get(row.get(key, ""))
            if found is not None and not _is_column(other, found):
                out[prop] = self.whole(other, found)
        embedded = dict(kind.many)
        if kind.attributes:
            embedded[ATTRIBUTES] = (ATTRIBUTE, LINK)
        for prop, (other, key) in embedded.items():
            if rows := self._of(other, key).get(row["id"]):
                out[prop] = [self.whole(other, child) for child in rows]
        return out

    def _of(self, name: str, key: str) -> dict[str, list[Row]]:
        """Group the rows of a table by the object that they belong to."""
        if (name, key) not in self.children:
            grouped: dict[str, list[Row]] = defaultdict(list)
            for row in self.tables[name].values():
                if key in row:
                    grouped[row[key]].append(row)
            self.children[name, key] = grouped
        return self.children[name, key]


def _is_column(name: str, row: Row) -> bool:
    """Tell whether a term stands for a column: `link_type` says it already, shorter."""
    return name == "taxonomy_term" and row.get("taxonomy_id") == hsds_id("taxonomy", COLUMN)


def _is_number(value: object) -> bool:
    """Tell whether a value is a finite number that a float can hold."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


class _Flattening:
    """Takes embedded objects apart into rows."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables = no_rows()
        self.problems: list[Problem] = []

    def take(self, name: str, value: object, keys: Row, place: str) -> str | None:
        """Take an object with all that it embeds; give its id."""
        kind = objects()[name]
        if not isinstance(value, dict):
            self._wrong("má být objekt", place)
            return None
        missing = [field for field in kind.required if value.get(field) is None]
        for field in missing:
            self._wrong("povinné pole chybí", f"{place}.{field}")
        row = {
            field: value[field]
            for field, type_ in kind.fields.items()
            if value.get(field) is not None and self._fits(value[field], type_, f"{place}.{field}")
        }
        for field, allowed in kind.enums.items():
            if field in row and row[field] not in allowed:
                what = f"hodnota „{row[field]}“ není povolena ({', '.join(allowed)})"
                self._wrong(what, f"{place}.{field}")
        if "id" not in row:
            return None
        key = str(row["id"])
        for prop, (other, field) in kind.one.items():
            if value.get(prop) is not None:
                row[field] = self.take(other, value[prop], {}, f"{place}.{prop}")
        self.tables[name].setdefault(key, {**row, **keys})
        self._take_lists(name, value, key, place)
        return key

    def _take_lists(self, name: str, value: dict[str, Any], key: str, place: str) -> None:
        """Take the lists that an object embeds."""
        kind = objects()[name]
        lists = {prop: (other, {field: key}) for prop, (other, field) in kind.many.items()}
        if kind.attributes:
            lists[ATTRIBUTES] = (ATTRIBUTE, {LINK: key, LINK_ENTITY: name})
        for prop, (other, keys) in lists.items():
            listed = value.get(prop)
            if listed is None:
                continue
            if not isinstance(listed, list):
                self._wrong("má být seznam", f"{place}.{prop}")
                continue
            for number, child in enumerate(listed):
                self.take(other, child, keys, f"{place}.{prop}[{number}]")

    def _fits(self, value: object, type_: str, place: str) -> bool:
        """Check the type of a value."""
        fits = _is_number(value) if type_ == NUMBER else isinstance(value, str)
        if not fits:
            self._wrong(f"hodnota má být {'číslo' if type_ == NUMBER else 'text'}", place)
        return fits

    def _wrong(self, what: str, place: str) -> None:
        """Keep a problem, so that all are told at once."""
        self.problems.append(Problem(what, self.file, place))
