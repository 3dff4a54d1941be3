"""Cells of a raster of population as places where people are counted."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.tables import empty

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.centre.intake import Intake
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.vector import Box

_LIBRARIES = ("rasterio", "exactextract")


def demand_cells(intake: Intake, own: gpd.GeoDataFrame, source: Source, box: Box) -> pd.DataFrame:
    """Read the cells in which people of the plan's obce live.

    Parameters
    ----------
    intake
        Takes what the source gives; also the error where the libraries for rasters are missing.
    own
        The plan's obce.
    source
        A source of the table `demand_points` with the reader `raster`.
    box
        The box around the obce.

    Returns
    -------
    The table `demand_points`; empty where something is wrong, which the intake knows.
    """
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        what = f"čtenář „raster“ potřebuje knihovny, které chybí: {', '.join(missing)}"
        advice = 'Nainstalujte je příkazem pip install "gis-sluzby[raster]"'
        intake.errors.append(InputError(Problem(what, source.path, advice=advice)))
        return empty("demand_points")
    # The libraries are an extra, so nothing else may need these modules.
    from gis_sluzby.audit.population_cells import settled_cells  # noqa: PLC0415
    from gis_sluzby.sources.population_raster import read_population_raster  # noqa: PLC0415

    reading = intake.read(source, partial(read_population_raster, intake.plan, source, box))
    if reading is None:
        return empty("demand_points")
    return settled_cells(gpd.GeoDataFrame(reading.frame), own, source)
