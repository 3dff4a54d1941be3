"""The record of what was fetched: a text file beside the data, written with every file fetched."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import files_named, plan_data

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gis_sluzby.plan import Plan

#: Name of the record in the data folder.
LOCK = "stazeno.toml"
_HEAD = """\
# Co a odkud stáhl příkaz gis-sluzby fetch. Otisk (sha256) hlídá, že se soubor od té doby nezměnil.
# Soubor neupravujte; kdo jej dostane i s plánem, stáhne totéž, nebo se dozví, že se data změnila.
"""


class Record(BaseModel):
    """What is known of one fetched file.

    Attributes
    ----------
    id
        What was asked for: id of the official list, or an address.
    address
        Where it was fetched from: the address asked, or a file of a mirror.
    sha256
        Checksum of the content, 64 hexadecimal digits.
    size
        Bytes.
    fetched
        When, with the offset from UTC.
    checked
        When it was last found unchanged at its address.
    vintage
        Day to which the data belong, where it is known.
    server
        Host that sent it, where the address led on to another.
    etag, last_modified
        What the server said of the version.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    address: str
    sha256: str
    size: int
    fetched: datetime
    checked: datetime | None = None
    vintage: date | None = None
    server: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def read_lock(folder: Path) -> dict[str, Record]:
    """Read the record of a data folder.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    What is known of the files, by path in the folder; empty where nothing was fetched.

    Raises
    ------
    InputError
        When the record was damaged.
    """
    file = folder / LOCK
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
        return {
            path: Record.model_validate(entry) for path, entry in content.get("file", {}).items()
        }
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, ValidationError, AttributeError, RecursionError) as error:
        advice = "Smažte jej; záznam vznikne znovu a soubory se stáhnou znovu"
        raise InputError(
            Problem("záznam o stažení je poškozený", str(file), advice=advice)
        ) from error


def recorded_checksums(plan: Plan) -> dict[str, str]:
    """Give the checksums with which the files of a plan were fetched.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    SHA-256 by path in the data folder, of those files of the plan's sources that were fetched.

    Raises
    ------
    InputError
        When the record was damaged.
    """
    records = read_lock(plan_data(plan))
    return {
        source.path: records[source.path].sha256
        for source in files_named(plan)
        if source.path in records
    }


def write_lock(folder: Path, records: Mapping[str, Record]) -> None:
    """Write the record of a data folder, beside and then in its place.

    Parameters
    ----------
    folder
        The folder.
    records
        What is known of the files, by path in the folder.
    """
    draft = folder / f"{LOCK}.draft"
    draft.write_bytes(_text(records).encode())
    draft.replace(folder / LOCK)


def _text(records: Mapping[str, Record]) -> str:
    """Write records as TOML: its basic strings are escaped as those of JSON are."""
    parts = [_HEAD]
    for path, record in sorted(records.items()):
        lines = [f"[file.{_quoted(path)}]"]
        for key, value in record.model_dump(exclude_none=True).items():
            written = _quoted(value) if isinstance(value, str) else value
            lines.append(f"{key} = {written.isoformat() if isinstance(written, date) else written}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """Write a TOML string; what TOML does not allow in one bare is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
