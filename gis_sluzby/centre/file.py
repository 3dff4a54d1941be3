"""The datové centrum as one GeoPackage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyogrio

from gis_sluzby.errors import InputError, MissingSourceError, Problem
from gis_sluzby.geopackage import write_geopackage
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from pathlib import Path

Centre = dict[str, pd.DataFrame]
#: The tables of a centre, in the order of the file.
CENTRE_TABLES = (
    "sources",
    "obce",
    "obec_points",
    "demand_points",
    "areas",
    "area_obce",
    "obec_parts",
    "population",
    "providers",
    "services",
    "sites",
    "service_sites",
    "offers",
    "capacities",
    "targets",
    "declared",
    "need",
    "network",
    "service_year",
    "matrix",
    "audit",
)


def write_centre(centre: Centre, path: Path) -> None:
    """Write a datové centrum as one GeoPackage.

    Parameters
    ----------
    centre
        The canonical tables.
    path
        The file, which must not exist.
    """
    write_geopackage(path, {name: centre[name] for name in CENTRE_TABLES})


def load_centre(path: Path) -> Centre:
    """Read a datové centrum back from its GeoPackage.

    Parameters
    ----------
    path
        The file `centrum.gpkg`.

    Returns
    -------
    The canonical tables, each in canonical form.

    Raises
    ------
    MissingSourceError
        When there is no such file.
    InputError
        When a table is missing or not canonical.
    """
    if not path.is_file():
        raise MissingSourceError(
            Problem("datové centrum neexistuje", str(path), advice="Spusťte load")
        )
    present = set(pyogrio.list_layers(path)[:, 0])
    missing = [name for name in CENTRE_TABLES if name not in present]
    if missing:
        raise InputError(Problem(f"v datovém centru chybí tabulky {', '.join(missing)}", str(path)))
    centre: Centre = {}
    for name in CENTRE_TABLES:
        frame = pyogrio.read_dataframe(path, layer=name)
        centre[name] = conform(frame, name)
    return centre
