"""What the disk does not let through, and sizes, in the user's words."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gis_sluzby.errors import GisSluzbyError, Problem, WriteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNITS = (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000))


@contextmanager
def write_errors(file: Path) -> Iterator[None]:
    """Name what cannot be written, and a full disk as such.

    Parameters
    ----------
    file
        The file.

    Yields
    ------
    Nothing.

    Raises
    ------
    WriteError
        When the block meets an error of the operating system.
    """
    try:
        yield
    except GisSluzbyError:
        raise
    except OSError as error:
        full = error.errno in _FULL
        what = "na disku není místo" if full else f"soubor nelze zapsat ({error.strerror or error})"
        advice = "Uvolněte místo" if full else "Ověřte oprávnění ke složce dat"
        raise WriteError(Problem(what, str(file), advice=advice)) from error


def refuse_full(folder: Path, coming: int) -> None:
    """Refuse before it comes what the disk has no room for.

    Parameters
    ----------
    folder
        Where it would be written.
    coming
        Bytes to come.

    Raises
    ------
    WriteError
        When fewer are free.
    """
    free = shutil.disk_usage(folder).free
    if coming > free:
        what = f"na disku není místo: zbývá stáhnout {size(coming)}, volných je {size(free)}"
        raise WriteError(Problem(what, str(folder), advice="Uvolněte místo"))


def size(count: int) -> str:
    """Write a number of bytes in Czech.

    Parameters
    ----------
    count
        Bytes.

    Returns
    -------
    A number with one place after the comma and its unit, a non-breaking space between.

    Examples
    --------
    >>> [size(count).replace("\u00a0", " ") for count in (12, 4_560, 12_345_678)]
    ['0,0 kB', '4,6 kB', '12,3 MB']
    """
    unit, bytes_of_unit = next((u for u in _UNITS if count >= u[1]), _UNITS[-1])
    return f"{count / bytes_of_unit:.1f}".replace(".", ",") + f"\u00a0{unit}"
