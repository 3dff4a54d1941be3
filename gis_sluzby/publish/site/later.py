"""Files beside the page that it reads only when they are asked for.

Each is a script that hands one value, or one part of the program, to the page. The page loads it by
a script element, which works from a disk and from any web server alike; nothing is fetched. Their
names carry a mark of their content, so that no old file is ever taken from a browser's memory.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any, Final

from gis_sluzby.publish.site.scripts import asset, small_script
from gis_sluzby.publish.site.text import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Parts of the program that are loaded later, and the scripts that make them.
PARTS: Final = {
    "porovnani": ("compare",),
    "soubory": ("spreadsheet", "geojson"),
    "english": ("english",),
}
FOLDER: Final = "data"


def later_files(values: Mapping[str, Any]) -> dict[str, str]:
    """Give the files that are read later.

    Parameters
    ----------
    values
        What each of them hands to the page, by name.

    Returns
    -------
    dict
        Text of each file by its name: the values and the parts of the program.
    """
    files = {
        name: f"mapaSluzeb({to_json(name)},{to_json(value)});" for name, value in values.items()
    }
    for name, scripts in PARTS.items():
        body = "\n".join(asset(f"js/later/{script}.js") for script in scripts)
        if name == "english":
            body = f"{_dictionary()}\n{body}"
        files[name] = small_script(f'mapaSluzeb("{name}",(page)=>{{"use strict";\n{body}}});')
    return files


def _dictionary() -> str:
    """Give the English words of the frame as constants of a script."""
    words = tomllib.loads(asset("english.toml"))
    return f"const WORDS={to_json(words['words'])},PATTERNS={to_json(words['patterns'])};"


def marks_of(files: Mapping[str, str]) -> dict[str, str]:
    """Give the mark of each file: the page asks for `name.js?mark`.

    Parameters
    ----------
    files
        Text of each file by its name.

    Returns
    -------
    dict
        Eight digits of the hash of each text.
    """
    return {name: hashlib.sha256(text.encode()).hexdigest()[:8] for name, text in files.items()}


def write_later(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write the files that are read later.

    Parameters
    ----------
    folder
        Folder of the page.
    files
        Text of each file by its name.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in files.items():
        path = place / f"{name}.js"
        path.write_bytes(text.encode("utf-8"))
        written.append(path)
    return written
