"""HSDS as a tabular data package: a CSV file an object and `datapackage.json`.

The files are for exchange: text is verbatim, UTF-8, comma, decimal point, empty for null.
"""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from gis_sluzby.errors import InputError, MissingSourceError, Problem
from gis_sluzby.exchange.hsds.objects import NUMBER, SERVICE, no_rows, objects
from gis_sluzby.exchange.hsds.parsed import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gis_sluzby.exchange.hsds.objects import HsdsObject, HsdsTables, Row

DESCRIPTOR = "datapackage.json"
#: Type and format of a field in a Table Schema, by our type.
_TYPES = {
    "uuid": {"type": "string", "format": "uuid"},
    "text": {"type": "string"},
    "number": {"type": "number"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime", "format": "any"},
    "time": {"type": "time"},
}


def to_package(tables: HsdsTables, title: str) -> dict[str, bytes]:
    """Write HSDS tables as a tabular data package.

    Parameters
    ----------
    tables
        Rows of the HSDS objects.
    title
        Title of the package.

    Returns
    -------
    The content of every file by its name; an object without rows has a file with its header.
    """
    files = {kind.path: _csv(kind, tables[name]) for name, kind in objects().items()}
    package = {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        "title": title,
        "version": "3.1",
        "resources": [_resource(kind) for kind in objects().values()],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return {**files, DESCRIPTOR: text.encode()}


def from_package(folder: Path) -> HsdsTables:
    """Read a tabular data package.

    Parameters
    ----------
    folder
        The folder with `datapackage.json`.

    Returns
    -------
    Rows of the HSDS objects. Columns and files that HSDS 3.1 does not have are left out.

    Raises
    ------
    MissingSourceError
        When the descriptor or a file that it names does not exist.
    InputError
        With all that is wrong in the files: row, column and what stands there.
    """
    tables, problems = no_rows(), []
    for name, path in _paths(folder).items():
        if not path.is_file():
            advice = "Soubor jmenuje datapackage.json; doplňte jej"
            raise MissingSourceError(Problem("soubor neexistuje", str(path), advice=advice))
        taken, wrong = _read(objects()[name], path)
        tables[name] = {str(row["id"]): row for row in taken if "id" in row}
        problems += wrong
    if problems:
        raise InputError(problems)
    return tables


def _csv(kind: HsdsObject, rows: Mapping[str, Row]) -> bytes:
    """Write the rows of one object."""
    text = io.StringIO()
    # All text is quoted: a lone carriage return would else end the row.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(kind.fields)
    writer.writerows([row.get(field) for field in kind.fields] for row in rows.values())
    return text.getvalue().encode()


def _resource(kind: HsdsObject) -> dict[str, Any]:
    """Describe the file of one object."""
    required = {*kind.required, *kind.tabular_required}
    fields = []
    for name, type_ in kind.fields.items():
        constraints: dict[str, Any] = {"required": True} if name in required else {}
        constraints |= {"unique": True} if name == "id" else {}
        constraints |= {"enum": list(kind.enums[name])} if name in kind.enums else {}
        fields.append({"name": name, **_TYPES[type_], "constraints": constraints})
    return {
        "name": kind.name,
        "path": kind.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", "foreignKeys": _foreign_keys(kind)},
    }


def _foreign_keys(kind: HsdsObject) -> list[dict[str, Any]]:
    """Give the fields that point to a row of another file."""
    targets = {key: other for other, key in kind.one.values()}
    for other in objects().values():
        targets |= {key: other.name for name, key in other.many.values() if name == kind.name}
    return [
        {"fields": field, "reference": {"resource": targets[field], "fields": "id"}}
        for field in kind.fields
        if field in targets
    ]


def _paths(folder: Path) -> dict[str, Path]:
    """Give the files that the descriptor names, by object."""
    descriptor = folder / DESCRIPTOR
    try:
        package = parsed(descriptor.read_text("utf-8-sig"))
        resources = {r["name"]: str(r["path"]) for r in package["resources"]}
    except OSError as error:
        advice = "Zadejte složku s tabulkovým balíkem HSDS, nebo soubor JSON"
        raise MissingSourceError(
            Problem(f"v této složce není {DESCRIPTOR}", str(folder), advice=advice)
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        problem = Problem("popis balíku není správný JSON se seznamem resources", str(descriptor))
        raise InputError(problem) from error
    found = {name: path for name, path in resources.items() if name in objects()}
    outside = [path for path in found.values() if _leads_out(path)]
    problems = [Problem(f"cesta „{path}“ vede mimo složku", str(descriptor)) for path in outside]
    if SERVICE not in found:
        problems.append(Problem("balík nemá soubor služeb (service)", str(descriptor)))
    if problems:
        raise InputError(problems)
    return {name: folder / path for name, path in found.items()}


def _leads_out(path: str) -> bool:
    """Tell whether a path leads out of the folder of its package."""
    parts = PurePosixPath(path.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in path


def _read(kind: HsdsObject, path: Path) -> tuple[list[Row], list[Problem]]:
    """Read the rows of one file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Problem("text není v kódování UTF-8", str(path))]
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    required = [f for f in (*kind.required, *kind.tabular_required) if f in kind.fields]
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for cells in reader:
            row, wrong = _row(kind, cells, required)
            rows.append(row)
            problems += [
                Problem(what, str(path), reader.line_num, column) for what, column in wrong
            ]
    except csv.Error as error:
        problems.append(Problem(f"není to CSV ({error})", str(path), reader.line_num))
    return rows, problems


def _row(
    kind: HsdsObject, cells: Mapping[str | Any, str | Any], required: list[str]
) -> tuple[Row, list[tuple[str, str]]]:
    """Give the fields of one row and what is wrong with them."""
    row: Row = {}
    wrong = [("hodnota chybí", field) for field in required if not cells.get(field)]
    for field, type_ in kind.fields.items():
        cell = cells.get(field)
        if not cell:
            continue
        if type_ == NUMBER:
            number = _number(cell)
            if number is None:
                wrong.append((f"„{cell}“ není číslo", field))
            else:
                row[field] = number
        else:
            row[field] = cell
    wrong += [
        (f"hodnota „{row[field]}“ není povolena ({', '.join(allowed)})", field)
        for field, allowed in kind.enums.items()
        if field in row and row[field] not in allowed
    ]
    return row, wrong


def _number(cell: str) -> float | None:
    """Give a finite number with a decimal point."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
