"""Sources of the ground, looked at when inputs are loaded: what is wrong is told at once."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan.fields import GROUND
from gis_sluzby.sources.barriers import read_barriers

if TYPE_CHECKING:
    import geopandas as gpd

    from gis_sluzby.centre.intake import Intake
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.vector import Box

_LIBRARIES = ("rasterio", "numba")
#: What is taken where a raster has no data.
_INSTEAD = {
    "land_cover": "platí rychlost ground_kmh",
    "elevation": "počítá se jako rovina",
}


def look_at_ground(intake: Intake, points: gpd.GeoDataFrame, box: Box) -> None:
    """Read the sources of the ground: what they hold is needed only by rasters.

    Parameters
    ----------
    intake
        Takes what the sources give: counts, findings, what is wrong.
    points
        Official points of the plan's obce.
    box
        The box around the plan's area and its belt.
    """
    for source in intake.plan.of_table(*GROUND):
        if source.table == "barriers":
            intake.read(source, partial(read_barriers, intake.plan, source, box))
            continue
        missing = [name for name in _LIBRARIES if find_spec(name) is None]
        if missing:
            what = f"čtenář „raster“ potřebuje knihovny, které chybí: {', '.join(missing)}"
            advice = 'Nainstalujte je příkazem pip install "gis-sluzby[raster]"'
            intake.errors.append(InputError(Problem(what, source.path, advice=advice)))
            return
        # Its library is an extra.
        from gis_sluzby.sources.ground import ground_at, read_ground  # noqa: PLC0415

        if intake.read(source, partial(read_ground, intake.plan, source, box)) is not None:
            places = shapely.get_coordinates(points.geometry.to_numpy())
            unknown = np.isnan(ground_at(intake.plan, source, box, places))
            intake.findings += _gaps(source, int(unknown.sum()), len(points))


def _gaps(source: Source, lacking: int, obce: int) -> list[Finding]:
    """Say in how many obce a raster has no data."""
    if not lacking:
        return []
    return [
        finding(
            "raster_gap",
            "warning",
            source.table,
            Place(source.id, source.id),
            found=f"rastr nemá data v definičním bodě {lacking} z {obce} obcí",
            expected="rastr, který pokrývá celé území plánu",
            action=_INSTEAD[source.table],
        )
    ]
