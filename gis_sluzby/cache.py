"""The build cache: results of steps under the hash of all that they depend on.

It is the folder `.gis-sluzby` beside the plan. Tables are kept as Arrow files, which hold data
and no code; the folder is safe to delete at any time.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import pandas as pd

FOLDER = ".gis-sluzby"
#: How many results of one step are kept, the latest first.
_KEPT = 3
_SPATIAL = ".geo.arrow"
_PLAIN = ".arrow"
#: Libraries whose version may change a result.
_LIBRARIES = ("geopandas", "numpy", "pandas", "pyogrio", "pyproj", "scipy", "shapely")
_KEY_LENGTH = 20


def key_of(*parts: object) -> str:
    """Give the key of a result: a hash of all that it depends on.

    Parameters
    ----------
    *parts
        Values that JSON knows; others go in as their text.

    Returns
    -------
    Hexadecimal digits.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:_KEY_LENGTH]


@cache
def program_key() -> str:
    """Give the hash of the program itself: its source and the libraries that compute.

    Returns
    -------
    Hexadecimal digits.
    """
    digest = sha256()
    for name, content in sorted(_sources(files("gis_sluzby"), "")):
        digest.update(name.encode())
        digest.update(content)
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:_KEY_LENGTH]


def remembered(
    folder: Path,
    step: str,
    key: str,
    compute: Callable[[], Mapping[str, pd.DataFrame]],
) -> dict[str, pd.DataFrame]:
    """Give the tables of a step, computed only when the cache does not have them.

    Parameters
    ----------
    folder
        The cache folder, which need not exist.
    step
        Name of the step.
    key
        Hash of all that the step depends on.
    compute
        Computes the tables.

    Returns
    -------
    The tables by name.
    """
    place = folder / f"{step}-{key}"
    if place.is_dir():
        try:
            return _read(place)
        except (OSError, ValueError, KeyError):
            # A damaged entry is no result: compute it anew.
            shutil.rmtree(place, ignore_errors=True)
    tables = dict(compute())
    _write(tables, place)
    _prune(folder, step)
    return tables


def _read(place: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of an entry in the order in which they were written."""
    import geopandas as gpd  # noqa: PLC0415  (an unchanged rebuild needs none of it)
    import pandas as pd  # noqa: PLC0415

    names = json.loads((place / "tables.json").read_text("utf-8"))
    tables: dict[str, pd.DataFrame] = {}
    for name in names:
        spatial = place / f"{name}{_SPATIAL}"
        tables[name] = (
            gpd.read_feather(spatial)
            if spatial.is_file()
            else pd.read_feather(place / f"{name}{_PLAIN}")
        )
    return tables


def _write(tables: Mapping[str, pd.DataFrame], place: Path) -> None:
    """Write an entry beside its place and move it there, so that it is whole or absent."""
    import geopandas as gpd  # noqa: PLC0415

    draft = place.with_name(place.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for name, frame in tables.items():
        spatial = isinstance(frame, gpd.GeoDataFrame)
        frame.to_feather(draft / f"{name}{_SPATIAL if spatial else _PLAIN}")
    (draft / "tables.json").write_text(json.dumps(list(tables)), "utf-8")
    draft.rename(place)


def _prune(folder: Path, step: str) -> None:
    """Delete all but the latest entries of a step."""
    entries = sorted(folder.glob(f"{step}-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in entries[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Walk over the files of the package."""
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _sources(entry, name)
        elif not name.endswith((".pyc", ".pyo")):
            yield name, entry.read_bytes()
