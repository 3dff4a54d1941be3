"""Files that may be packed: what GDAL opens, and how the content begins."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, cast

import pyogrio
import shapely

from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Source

#: What GDAL raises when the content of a file is not what it seems.
GDAL_FAULTS = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError,
    pyogrio.errors.CRSError,
    pyogrio.errors.FieldError,
    shapely.errors.GEOSException,
    UnicodeDecodeError,
)
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
#: What is raised where an archive is broken.
BROKEN_ARCHIVE = (
    *(zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, OSError),
    *(NotImplementedError, RuntimeError),  # packed in another way, or under a password
)
_AGAIN = "Soubor se nejspíš nestáhl celý: stáhněte jej znovu"


class Member:
    """One file of data: the file itself, unpacked, or one of those in a ZIP archive.

    Parameters
    ----------
    path
        The file on the disk.
    name
        Its name, within the archive where there is one.
    archive
        The open archive; none where the file is no archive.
    """

    def __init__(
        self, path: Path, name: str | None = None, archive: zipfile.ZipFile | None = None
    ) -> None:
        self.path = path
        self.name = name or path.name
        self._archive = archive

    def gdal(self) -> str:
        """Give the name under which GDAL opens it.

        Returns
        -------
        The path, with the prefix of GDAL's virtual file system where it is packed.
        """
        path = self.path.as_posix()
        if self._archive is not None:
            return f"/vsizip/{{{path}}}/{self.name}"
        return f"/vsigzip/{path}" if _magic(self.path).startswith(_GZIP) else path

    def open(self) -> IO[bytes]:
        """Open its content.

        Returns
        -------
        The bytes, unpacked.
        """
        if self._archive is not None:
            return self._archive.open(self.name)
        if _magic(self.path).startswith(_GZIP):
            return cast("IO[bytes]", gzip.open(self.path))
        return self.path.open("rb")

    def beginning(self, size: int, source: Source) -> bytes:
        """Read how the content begins.

        Parameters
        ----------
        size
            Number of bytes; below zero all of them.
        source
            The file's declaration in the plan.

        Returns
        -------
        The first bytes, unpacked.

        Raises
        ------
        InputError
            When the archive is broken.
        """
        try:
            with self.open() as file:
                return file.read(size)
        except BROKEN_ARCHIVE as error:
            raise InputError(Problem("archiv je poškozený", source.path, advice=_AGAIN)) from error


def members(path: Path, source: Source, *endings: str) -> list[Member]:
    """Find the files of data in a file, which may be a ZIP archive.

    Parameters
    ----------
    path
        The file.
    source
        Its declaration in the plan.
    *endings
        How the names of files in an archive end, in lower case.

    Returns
    -------
    The files by name; the file itself where it is no archive.

    Raises
    ------
    InputError
        When the archive is broken or holds no such file.
    """
    if not _magic(path).startswith(_ZIP):
        return [Member(path)]
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN_ARCHIVE as error:
        raise InputError(Problem("archiv ZIP je poškozený", source.path, advice=_AGAIN)) from error
    found = sorted(name for name in archive.namelist() if name.lower().endswith(endings))
    if not found:
        what = f"v archivu ZIP není žádný soubor {' ani '.join(endings)}"
        raise InputError(Problem(what, source.path, advice="Ověřte, že jde o správný soubor"))
    # Opened once: its list of files is long. It closes when the last of its files is forgotten.
    return [Member(path, name, archive) for name in found]


def _magic(path: Path) -> bytes:
    """Read the bytes that tell a packed file."""
    with path.open("rb") as file:
        return file.read(len(_ZIP))
