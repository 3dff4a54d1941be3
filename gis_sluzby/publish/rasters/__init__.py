"""Rasters for the GIS: minutes to the nearest service, uncovered people, people by minutes.

`kinds` says of which kinds there are minutes and in which classes, `ground` lays the cells, `bands`
counts people.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, get_args

from gis_sluzby import codelists
from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.geopackage import write_geopackage
from gis_sluzby.plan.speeds import MatrixMode
from gis_sluzby.publish.layers.raster import write_minutes, write_people
from gis_sluzby.publish.layers.tree import MINUTES, UNCOVERED
from gis_sluzby.publish.rasters.kinds import shown_kinds
from gis_sluzby.publish.tables import write_csv
from gis_sluzby.words import MODES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.plan import Plan

#: More cells of the plan's area would not fit into the memory of an office computer.
_MOST_CELLS = 4_000_000


def write_rasters(
    out: Path,
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    roads: gpd.GeoDataFrame,
    reached: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
) -> list[Path]:
    """Write the rasters of a plan.

    Parameters
    ----------
    out
        The folder in which `layers` and `rasters` are made.
    plan
        The plan: cell, kinds, how people travel.
    centre
        The tables of the datové centrum.
    roads
        Road segments.
    reached
        The tables demand, uncovered_places and population_by_band.
    coverage
        The tables standards and coverage_obec.

    Returns
    -------
    For every kind that is measured by time and has a service at an address that is no secret:
    `layers/minuty_<druh>.tif` and `layers/mimo_dosah_<druh>.tif`, each with its style; of all of
    them `layers/mimo_dosah.gpkg` with the places themselves and `rasters/population_by_band.csv`.

    Raises
    ------
    PlanError
        When rasterio is not installed, minutes come from a matrix, or the cells are too many.
    """
    _check(plan)
    # Their libraries are an extra: checked above.
    from gis_sluzby.publish.rasters.ground import ground_of, uncovered_grid  # noqa: PLC0415
    from gis_sluzby.reach.raster.travel import travel_grids  # noqa: PLC0415

    kinds = shown_kinds(plan, centre, coverage)
    layers, folder = out / "layers", out / "rasters"
    for made in (layers, folder):
        made.mkdir(parents=True, exist_ok=True)
    ground = ground_of(centre, plan.rasters.cell)
    wanted = ground.obec >= 0
    if wanted.sum() > _MOST_CELLS:
        what = f"buněk by bylo {wanted.sum() / 1e6:.0f} milionů, to je příliš mnoho"
        raise PlanError(Problem(what, plan.path.name, "rasters.cell", advice="Zvětšete buňku"))
    corner, cell = (ground.grid.west, ground.grid.north), ground.grid.cell
    written = []
    for druh, minutes in travel_grids(plan, centre, roads, ground.grid, wanted, kinds):
        name = _named(druh)
        told = f"Minuty k nejbližší službě {MODES[plan.reach.mode]}, {name}"
        path = layers / f"{MINUTES}_{druh}.tif"
        written += write_minutes(path, minutes, corner, cell, kinds[druh], told)
        people = uncovered_grid(ground, druh, reached, coverage)
        told = f"Osoby cílové skupiny mimo dosah, {name}"
        path = layers / f"{UNCOVERED}_{druh}.tif"
        written += write_people(path, people, corner, cell, told)
    places = reached["uncovered_places"]
    exact = layers / f"{UNCOVERED}.gpkg"
    write_geopackage(exact, {"uncovered_places": places[places["druh"].isin(list(kinds))]})
    table = folder / "population_by_band.csv"
    bands = reached["population_by_band"]
    write_csv(table, "population_by_band", bands[bands["druh"].isin(list(kinds))])
    return [*written, exact, table]


def _check(plan: Plan) -> None:
    """Refuse a plan of which no rasters can be made here."""
    if find_spec("rasterio") is None:
        what = "výstup „rasters“ potřebuje knihovnu rasterio, která chybí"
        advice = 'Nainstalujte ji příkazem pip install "gis-sluzby[raster]"'
        raise PlanError(Problem(what, advice=advice))
    if plan.reach.mode in get_args(MatrixMode):
        what = f"rastry minut se počítají po silnicích, způsob cesty „{plan.reach.mode}“ je nemá"
        advice = "Vynechejte výstup „rasters“, nebo zvolte mode car, foot nebo bike"
        raise PlanError(Problem(what, plan.path.name, "reach.mode", advice=advice))


def _named(druh: str) -> str:
    """Name a kind of service: "§ 46 denní stacionáře"."""
    known = codelists.druh(druh)
    return f"{known.paragraph or ''} {known.name}".strip()
