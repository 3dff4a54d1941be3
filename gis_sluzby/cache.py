"""The build cache: results of steps under the hash of all that they depend on.

It is the folder `.gis-sluzby` beside the plan. Tables are kept as Arrow files, which hold data
and no code, with their hashes: an entry that was damaged is computed anew. The folder is safe to
delete at any time.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from gis_sluzby.versions import library_versions

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
#: What an entry holds: the names of its tables in order, and the hash of each file.
_INDEX = "tables.json"
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
    """Give the hash of the program itself: its source, Python and the libraries.

    Returns
    -------
    Hexadecimal digits.
    """
    digest = sha256()
    for name, content in sorted(_sources(files("gis_sluzby"), "")):
        digest.update(name.encode())
        digest.update(content)
    digest.update(json.dumps(library_versions()).encode())
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
    kept = _read(place)
    if kept is not None:
        return kept
    tables = dict(compute())
    _write(tables, place)
    _prune(folder, step)
    return tables


def _read(place: Path) -> dict[str, pd.DataFrame] | None:
    """Read the tables of an entry in order; none where there is none or it is damaged."""
    try:
        hashes: dict[str, str] = json.loads((place / _INDEX).read_text("utf-8"))
        contents = {name: (place / name).read_bytes() for name in hashes}
    except (OSError, ValueError):
        return None
    if any(sha256(content).hexdigest() != hashes[name] for name, content in contents.items()):
        return None
    return {name.partition(".")[0]: _frame(name, content) for name, content in contents.items()}


def _frame(name: str, content: bytes) -> pd.DataFrame:
    """Read one Arrow file."""
    import geopandas as gpd  # noqa: PLC0415  (an unchanged rebuild needs none of it)
    import pandas as pd  # noqa: PLC0415

    read = gpd.read_feather if name.endswith(_SPATIAL) else pd.read_feather
    return read(BytesIO(content))


def _write(tables: Mapping[str, pd.DataFrame], place: Path) -> None:
    """Write an entry beside its place and move it there, so that it is whole or absent."""
    import geopandas as gpd  # noqa: PLC0415

    draft = place.with_name(place.name + ".draft")
    for folder in (draft, place):
        shutil.rmtree(folder, ignore_errors=True)
    draft.mkdir(parents=True)
    hashes = {}
    for table, frame in tables.items():
        name = table + (_SPATIAL if isinstance(frame, gpd.GeoDataFrame) else _PLAIN)
        frame.to_feather(draft / name)
        hashes[name] = sha256((draft / name).read_bytes()).hexdigest()
    (draft / _INDEX).write_text(json.dumps(hashes), "utf-8")
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
