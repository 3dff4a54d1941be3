"""Writing a study: its tables as CSV with a descriptor, its layers as one GeoPackage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.geopackage import write_geopackage
from gis_sluzby.publish.tables import write_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

#: The GeoPackage of a study.
LAYERS_FILE = "vrstvy.gpkg"


def write_study(
    folder: Path,
    title: str,
    frames: Mapping[str, pd.DataFrame],
    sources: pd.DataFrame,
    layers: Mapping[str, pd.DataFrame],
) -> list[Path]:
    """Write the tables and the layers of a study.

    Parameters
    ----------
    folder
        The folder, which is made.
    title
        Title of the tables.
    frames
        Canonical tables by name.
    sources
        The table `sources`, named in the descriptor.
    layers
        Frames by layer name; none are written where there is none.

    Returns
    -------
    The files.
    """
    written = write_tables(folder, title, frames, sources)
    if layers:
        path = folder / LAYERS_FILE
        write_geopackage(path, layers)
        written.append(path)
    return written
