"""The part of a file that is here: what it is a part of, and how fast the rest comes."""

from __future__ import annotations

import json
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def note(part: Path, url: str, etag: str | None, last_modified: str | None) -> None:
    """Note beside a part file the version that it is a part of.

    Parameters
    ----------
    part
        The part file.
    url
        Where it comes from.
    etag, last_modified
        What the server said of the version; a weak ETag says nothing of the bytes.
    """
    strong = etag if etag and not etag.startswith("W/") else None
    noted = {"url": url, "version": strong or last_modified}
    _note_of(part).write_text(json.dumps(noted), "utf-8")


def version_of(part: Path, url: str) -> str:
    """Give the version that a part file is a part of.

    Parameters
    ----------
    part
        The part file.
    url
        Where the rest would come from.

    Returns
    -------
    Its strong ETag or its date; empty where it cannot be gone on with.
    """
    try:
        noted: dict[str, Any] = json.loads(_note_of(part).read_text("utf-8"))
        return str(noted["version"] or "") if noted["url"] == url else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def part_size(part: Path) -> int:
    """Give the bytes of a part file.

    Parameters
    ----------
    part
        The part file, which need not exist.

    Returns
    -------
    Their number.
    """
    return part.stat().st_size if part.is_file() else 0


def forget(part: Path) -> None:
    """Delete a part file and its note.

    Parameters
    ----------
    part
        The part file, which need not exist.
    """
    for file in (part, _note_of(part)):
        file.unlink(missing_ok=True)


class Pace:
    """Watches how much came in the last while.

    Parameters
    ----------
    seconds
        How long a while is.
    least
        Bytes that must come in it.
    """

    def __init__(self, seconds: float, least: int) -> None:
        self.seconds = seconds
        self.least = least
        self.since = monotonic()
        self.bytes: int | None = None

    def is_slow(self, here: int) -> bool:
        """Tell whether too little has come; the next while begins then.

        Parameters
        ----------
        here
            Bytes that are here.

        Returns
        -------
        Whether a while has passed and brought too little.
        """
        now = monotonic()
        if self.bytes is None:
            self.bytes = here
        if now - self.since < self.seconds:
            return False
        slow = here - self.bytes < self.least
        self.since, self.bytes = now, here
        return slow


def _note_of(part: Path) -> Path:
    """Give the file that says what a part is a part of."""
    return part.with_name(part.name + ".json")
