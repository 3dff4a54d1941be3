"""Minutes of cells: the same as those of demand units that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby.centre import load
from gis_sluzby.plan import read_plan
from gis_sluzby.reach.claims import supply_groups
from gis_sluzby.reach.compute import supply_times
from gis_sluzby.reach.raster.grid import grid_of, middles
from gis_sluzby.reach.raster.travel import travel_grids
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path


def test_cells_take_as_long_as_units_in_their_middles(tmp_path: Path) -> None:
    plan = read_plan(write_small_plan(tmp_path / "plán"))
    centre, roads = load(plan)
    obce = gpd.GeoDataFrame(centre["obce"])
    grid = grid_of(tuple(obce.total_bounds), 500.0)
    wanted = np.ones(grid.shape, dtype=bool)
    wanted[:3] = False
    found = dict(travel_grids(plan, centre, roads, grid, wanted))
    # The third service is of the kind 39, terénní alone.
    assert set(found) == {"46", "49"}
    units = gpd.GeoDataFrame(
        {"demand_id": np.arange(wanted.size).astype(str)},
        geometry=np.asarray(shapely.points(middles(grid)), object),
        crs=obce.crs,
    )
    groups = centre["services"][["druh"]].assign(forma="any", cs="any")
    supply = supply_groups(centre, groups)
    _, nearest, _ = supply_times(plan, centre, roads, units, supply)
    for druh, values in found.items():
        assert np.isnan(values[:3]).all()
        own = nearest[nearest["druh"] == druh].astype({"demand_id": int}).set_index("demand_id")
        expected = own["minutes"].reindex(range(wanted.size)).to_numpy().reshape(grid.shape)
        np.testing.assert_allclose(values[3:], expected[3:], atol=1e-9)
    matrix = plan.model_copy(update={"reach": plan.reach.model_copy(update={"mode": "matrix"})})
    assert list(travel_grids(matrix, centre, roads, grid, wanted)) == []


def test_secret_addresses_take_no_part(tmp_path: Path) -> None:
    plan = read_plan(write_small_plan(tmp_path / "plán"))
    centre, roads = load(plan)
    grid = grid_of(tuple(gpd.GeoDataFrame(centre["obce"]).total_bounds), 1000.0)
    wanted = np.ones(grid.shape, dtype=bool)
    services = centre["services"].assign(druh="46")
    # Both services are of one kind now; hidden is the first one, so only the other one counts.
    both = dict(travel_grids(plan, {**centre, "services": services}, roads, grid, wanted))["46"]
    secret = services.assign(secret=services["service_id"] == "sluzby:1")
    found = dict(travel_grids(plan, {**centre, "services": secret}, roads, grid, wanted))["46"]
    ((_, alone),) = travel_grids(plan, centre, roads, grid, wanted, ["49"])
    np.testing.assert_array_equal(found, alone)
    assert (both < found).any()
