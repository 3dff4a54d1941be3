"""Cells of a plan's area: in which obec each lies, and how many uncovered people live there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from rasterio.features import rasterize
from rasterio.transform import from_origin

from gis_sluzby.publish.layers.raster import UNKNOWN
from gis_sluzby.reach.raster.grid import Grid, cells_at, grid_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

#: Statuses that say that somebody is covered or not.
_KNOWN = ("covered", "partial", "uncovered")


class Ground(NamedTuple):
    """The cells of a plan's area.

    Parameters
    ----------
    grid
        The grid over it.
    obec
        Number of the obec in which the middle of each cell lies, −1 outside.
    codes
        Codes of the obce.
    """

    grid: Grid
    obec: NDArray[np.int32]
    codes: pd.Index[str]


def ground_of(centre: Mapping[str, pd.DataFrame], cell: float) -> Ground:
    """Lay a grid over the plan's obce.

    Parameters
    ----------
    centre
        The table obce.
    cell
        Side of a cell, metres.

    Returns
    -------
    The cells. One on a border belongs to the obec in which its middle lies.
    """
    obce = gpd.GeoDataFrame(centre["obce"])
    own = obce[obce["in_plan"]]
    west, south, east, north = own.total_bounds
    grid = grid_of((west, south, east, north), cell)
    numbered = zip(own.geometry.to_numpy(), range(len(own)), strict=True)
    obec = rasterize(
        numbered,
        out_shape=grid.shape,
        fill=-1,
        transform=from_origin(grid.west, grid.north, cell, cell),
        dtype="int32",
    )
    return Ground(grid, obec, pd.Index(own["kod_obec"]))


def uncovered_grid(
    ground: Ground,
    druh: str,
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
) -> NDArray[np.float32]:
    """Sum the uncovered people of a kind in the cells in which they are counted.

    Parameters
    ----------
    ground
        The cells.
    druh
        The kind of service.
    reached
        The table uncovered_places.
    coverage
        The table coverage_obec.

    Returns
    -------
    People in the shape of the grid; `UNKNOWN` in obce of which it is not known who is covered,
    where counts are hidden, and outside the plan's area.
    """
    judged, places = coverage["coverage_obec"], reached["uncovered_places"]
    total = judged[(judged["druh"] == druh) & (judged["forma"] == "any") & (judged["cs"] == "any")]
    told = total[total["status"].isin(_KNOWN) & total["target_pop"].notna()]
    known = np.append(ground.codes.isin(told["kod_obec"]), False)[ground.obec].ravel()
    own = places[places["druh"] == druh]
    cells = cells_at(ground.grid, shapely.get_coordinates(own["geometry"].to_numpy()))
    people = np.zeros(known.size)
    np.add.at(people, cells, own["people"].to_numpy(float))
    # People on the border may be counted in a cell whose middle lies elsewhere.
    known[cells] = True
    values = np.where(known & ~np.isnan(people), people, UNKNOWN)
    return values.reshape(ground.grid.shape).astype(np.float32)
