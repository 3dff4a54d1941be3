"""Writing the sample region: a plan folder, and the boundary set of the repository."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio

from gis_sluzby.crs import to_4326
from gis_sluzby.errors import Problem, WriteError
from gis_sluzby.sample.indicators import make_indicators, write_indicators
from gis_sluzby.sample.people import make_population, people_of
from gis_sluzby.sample.planning_tables import make_need, make_network, make_service_years
from gis_sluzby.sample.roads import make_roads
from gis_sluzby.sample.seeds import BOUNDARIES_DATE, KRAJ, POPULATION_DATES
from gis_sluzby.sample.service_tables import make_capacities, make_declared, make_targets
from gis_sluzby.sample.services import make_services, running
from gis_sluzby.sample.territory import make_obce, make_points
from gis_sluzby.sample.waters import make_waters

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    import pandas as pd

#: The files that are not made: the plan, a scenario to try, and what describes a table of the kraj.
PLAN, SCENARIO, INDICATORS = (
    Path(__file__).with_name(name) for name in ("plan.toml", "scenar.toml", "ukazatele.toml")
)
_SOURCES = "zdroje"
#: Columns of the boundary file; the rest of the obce frame serves the generator only.
BOUNDARY_COLUMNS = (
    *("KOD_OBEC", "NAZ_OBEC", "KOD_POU", "NAZ_POU", "KOD_ORP", "NAZ_ORP"),
    *("KOD_OKRES", "NAZ_OKRES", "KOD_KRAJ", "NAZ_KRAJ", "kind", "geometry"),
)
_DATE_OPTION = "OGR_CURRENT_DATE"


def write_sample(folder: Path) -> None:
    """Write the plan folder of the sample region: `plan.toml`, `scenar.toml`, `zdroje/`, `data/`.

    The same files, byte by byte, on every run.

    Parameters
    ----------
    folder
        The plan folder; it is made if need be, files of the same names are overwritten.

    Raises
    ------
    WriteError
        When a file cannot be written.
    """
    obce = make_obce()
    layers = {
        "boundaries/obce.gpkg": obce[list(BOUNDARY_COLUMNS)],
        "boundaries/obec_points.gpkg": make_points(obce),
        "roads/roads.gpkg": make_roads(obce),
        "water/water.gpkg": make_waters(),
    }
    data = folder / "data"
    with _errors_in_czech(folder):
        for name in [*layers, *(tables := _tables(obce))]:
            (data / name).parent.mkdir(parents=True, exist_ok=True)
        for name, frame in layers.items():
            _write_layer(frame, data / name)
        for name, table in tables.items():
            table.to_csv(data / name, index=False, encoding="utf-8", lineterminator="\n")
        (folder / _SOURCES).mkdir(exist_ok=True)
        rows = make_indicators(obce, people_of(make_population(obce)[POPULATION_DATES[-1]]))
        write_indicators(data / "services/ukazatele.xlsx", rows)
        for file in (PLAN, SCENARIO):
            (folder / file.name).write_bytes(file.read_bytes())
        (folder / _SOURCES / INDICATORS.name).write_bytes(INDICATORS.read_bytes())


def write_boundary_set(path: Path) -> None:
    """Write the obce of the sample region as GeoJSON (WGS 84, 6 decimals, a feature a line).

    Parameters
    ----------
    path
        The file; overwritten.

    Raises
    ------
    WriteError
        When it cannot be written.
    """
    degrees = to_4326(make_obce()[list(BOUNDARY_COLUMNS)])
    with _errors_in_czech(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        pyogrio.write_dataframe(
            degrees, path, driver="GeoJSON", layer="obce", COORDINATE_PRECISION=6, RFC7946=True
        )


def _tables(obce: gpd.GeoDataFrame) -> dict[str, pd.DataFrame]:
    """Make the tables without geometry, by file name."""
    population = make_population(obce)
    people = people_of(population[POPULATION_DATES[-1]])
    services = make_services(obce, people)
    present = running(services)
    own = present[present["kod_orp"].isin(obce.loc[obce["KOD_KRAJ"] == KRAJ, "KOD_ORP"])]
    capacities = make_capacities(present)
    return {
        **{f"population/obyvatelstvo_{date}.csv": table for date, table in population.items()},
        "services/services.csv": services,
        "services/capacities.csv": capacities,
        "services/targets.csv": make_targets(present),
        "services/declared.csv": make_declared(present, obce),
        "services/need.csv": make_need(obce, people),
        "services/network.csv": make_network(own, capacities),
        "services/service_year.csv": make_service_years(own),
    }


def _write_layer(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a GeoPackage of one layer whose bytes do not depend on the hour."""
    path.unlink(missing_ok=True)
    with _pinned_date():
        pyogrio.write_dataframe(frame, path, driver="GPKG", layer=path.stem, VERSION="1.2")


@contextmanager
def _pinned_date() -> Iterator[None]:
    """Let GDAL take the date of the model data for the current one."""
    before = pyogrio.get_gdal_config_option(_DATE_OPTION)
    pyogrio.set_gdal_config_options({_DATE_OPTION: f"{BOUNDARIES_DATE}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_DATE_OPTION: before})


@contextmanager
def _errors_in_czech(place: Path) -> Iterator[None]:
    """Turn what the system says about writing into an error of ours."""
    try:
        yield
    except (OSError, pyogrio.errors.DataSourceError) as error:
        where = getattr(error, "filename", None) or place
        raise WriteError(
            Problem(
                f"vzorová data nelze zapsat ({error})",
                str(where),
                advice="Zavřete soubor v jiném programu, nebo zvolte jinou složku",
            )
        ) from error
