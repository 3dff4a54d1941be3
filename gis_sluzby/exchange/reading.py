"""Reading of an HSDS file or package into a datové centrum."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from gis_sluzby.errors import MissingSourceError, Problem
from gis_sluzby.exchange.hsds import centre_of, from_json, from_package

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.centre import Centre

_NOT_ID = re.compile(r"[^0-9a-z_-]+")


def read_hsds(path: Path) -> Centre:
    """Read services from HSDS 3.

    Parameters
    ----------
    path
        A JSON file (a page of the HSDS API, a list of services or one service), the folder of a
        tabular data package, or its `datapackage.json`.

    Returns
    -------
    A datové centrum with the tables of services; the others are empty (`hsds.NOT_CARRIED`). The
    table `audit` names services that were refused and areas that were left out.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    InputError
        With all that is wrong in it.
    """
    folder = path.parent if path.name == "datapackage.json" else path
    if folder.is_dir():
        tables = from_package(folder)
        content = b"".join(p.read_bytes() for p in sorted(folder.glob("*.csv")))
    elif path.is_file():
        content = path.read_bytes()
        tables = from_json(content, str(path))
    else:
        advice = "Ověřte cestu k souboru JSON nebo ke složce balíku"
        raise MissingSourceError(Problem("soubor HSDS neexistuje", str(path), advice=advice))
    source_id = _NOT_ID.sub("-", path.stem.lower()).strip("-") or "hsds"
    return centre_of(tables, source_id, path.name, sha256(content).hexdigest())
