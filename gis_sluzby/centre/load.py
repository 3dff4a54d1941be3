"""Loading a plan's inputs: sources read, territory settled, joins audited, all errors at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.audit.across import in_two_sources
from gis_sluzby.audit.areas import unknown_areas
from gis_sluzby.audit.capacities import odd_capacities
from gis_sluzby.audit.demand_points import settled_points
from gis_sluzby.audit.fetched import changed_since_fetch
from gis_sluzby.audit.tables import (
    apart_vintages,
    circles_without_centre,
    undescribed_sources,
    unknown_forms,
    unused_classes,
)
from gis_sluzby.centre.custom_areas import with_custom_areas
from gis_sluzby.centre.demand_cells import demand_cells
from gis_sluzby.centre.file import CENTRE_TABLES
from gis_sluzby.centre.ground import look_at_ground
from gis_sluzby.centre.inhabited_parts import with_inhabited_parts
from gis_sluzby.centre.intake import Intake
from gis_sluzby.centre.keys import check_keys, loose_keys
from gis_sluzby.centre.land import read_land, read_official_points
from gis_sluzby.centre.nobody import with_nobody
from gis_sluzby.centre.registered import with_registered
from gis_sluzby.centre.services import service_tables
from gis_sluzby.centre.settled import settled_services
from gis_sluzby.cores import when_asked
from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import InputError, Problem
from gis_sluzby.findings import findings_table
from gis_sluzby.plan import source_path
from gis_sluzby.sources.area_names import places_of_plan
from gis_sluzby.sources.attributes import ATTRIBUTE_TABLES, Known, read_attributes
from gis_sluzby.sources.demand_points import read_demand_points
from gis_sluzby.sources.population import read_population
from gis_sluzby.sources.read import Reading
from gis_sluzby.sources.roads import read_roads
from gis_sluzby.sources.water import read_water
from gis_sluzby.tables import conform, empty

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.centre.file import Centre
    from gis_sluzby.cores import Submit
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

    #: Sources that are being read, each with the function that gives what was read.
    Begun = list[tuple[Source, Callable[[], Reading]]]

_MISSING_PEOPLE = "Doplňte řádek; u nové nebo sloučené obce vezměte tabulku téhož roku jako hranice"


class Loaded(NamedTuple):
    """What `load` gives.

    Parameters
    ----------
    centre
        The canonical tables by name.
    roads
        Road segments around the plan's area, as `read_roads` gives them.
    """

    centre: Centre
    roads: gpd.GeoDataFrame


def load(
    plan: Plan, submit: Submit = when_asked, roads_reader: Callable[..., Reading] = read_roads
) -> Loaded:
    """Read all sources of a plan, settle the territory and audit the joins.

    Parameters
    ----------
    plan
        The plan.
    submit
        Who does work that can be done beside, see `cores`.
    roads_reader
        Reads the roads like `read_roads`, or remembers them.

    Returns
    -------
    The datové centrum and the roads.

    Raises
    ------
    MissingSourceError, InputError
        With all that is wrong in all sources.
    """
    intake = Intake(plan)
    land = read_land(intake)
    if land is None:
        _try_the_rest(intake)
        intake.stop_on_errors()
        raise AssertionError  # pragma: no cover  (there is an error: the land is none)
    obce = land.tables["obce"]
    own = obce[obce["in_plan"]]
    wanted, around = frozenset(own["kod_obec"]), _box(own, _belt(plan))
    # Read beside the others, where somebody can: both are long and need nothing more.
    counting = partial(read_population, registry=land.registry)
    people = _begin(plan, "population", submit, counting, wanted)
    segments = _begin(plan, "roads", submit, roads_reader, around)
    points = read_official_points(intake, obce)
    points_given = _demand_points(intake, own)
    inhabited = with_inhabited_parts(intake, land.tables["obec_parts"], own, points_given)
    settled = settled_services(intake, land, points)
    military = frozenset(own.loc[own["kind"] == "vojensky_ujezd", "kod_obec"])
    population = _population(intake, people, wanted, military)
    roads = _roads(intake, segments)
    water = _water(intake, around)
    look_at_ground(intake, gpd.GeoDataFrame(points[points["kod_obec"].isin(wanted)]), around)
    areas = with_custom_areas(intake, land.tables)
    own_tables = _attributes(intake, settled.services, {**land.tables, **areas})
    intake.stop_on_errors()
    attributes, outranked = with_registered(own_tables, settled.details)
    intake.findings += outranked
    centre: Centre = {
        "sources": conform(pd.DataFrame(intake.sources), "sources"),
        **land.tables,
        **areas,
        "obec_points": points,
        "demand_points": inhabited,
        "water": water,
        "population": population,
        **service_tables(settled, attributes),
        **attributes,
    }
    intake.findings += unknown_areas(centre, land.codes) + circles_without_centre(centre)
    intake.findings += unknown_forms(centre) + odd_capacities(centre) + in_two_sources(centre)
    intake.findings += apart_vintages(centre["sources"], plan.date)
    intake.findings += undescribed_sources(plan, centre["sources"]) + unused_classes(plan, roads)
    intake.findings += changed_since_fetch(plan, centre["sources"])
    check_keys(centre)
    intake.findings += loose_keys(centre)
    centre["audit"] = findings_table(intake.findings)
    return Loaded({name: centre[name] for name in CENTRE_TABLES}, roads)


def _try_the_rest(intake: Intake) -> None:
    """Without boundaries nothing can be joined, but missing files can be named all the same."""
    for source in intake.plan.source[1:]:
        intake.read(source, partial(_exists, intake.plan, source))


def _exists(plan: Plan, source: Source) -> Reading:
    """Check that a source's file exists."""
    source_path(plan, source)
    return Reading(pd.DataFrame(), [], 0, 0)


def _demand_points(intake: Intake, own: gpd.GeoDataFrame) -> pd.DataFrame:
    """Read the points at which people live, where the plan has a source of them."""
    plan, wanted, box = intake.plan, frozenset(own["kod_obec"]), _box(own)
    for source in plan.of_table("demand_points"):
        if source.reader == "raster":
            return demand_cells(intake, own, source, box)
        reading = intake.read(source, partial(read_demand_points, plan, source, wanted, box))
        if reading is not None:
            table, findings = settled_points(gpd.GeoDataFrame(reading.frame), own, source)
            intake.findings += findings
            return table
    return empty("demand_points")


def _begin(
    plan: Plan,
    table: str,
    submit: Submit,
    reader: Callable[..., Reading],
    only: frozenset[str] | Box,
) -> Begun:
    """Begin to read the sources of a table."""
    return [(source, submit(reader, plan, source, only)) for source in plan.of_table(table)]


def _population(
    intake: Intake, begun: Begun, wanted: frozenset[str], military: frozenset[str]
) -> pd.DataFrame:
    """Gather the population of the plan's obce."""
    parts = []
    for source, people in begun:
        reading = intake.read(source, people)
        if reading is None:
            continue
        date = source.vintage.isoformat()
        lacking = wanted - set(reading.frame["kod_obec"].unique())
        rows, findings = with_nobody(reading.frame, lacking & military, source)
        intake.findings += findings
        parts.append(rows.assign(date=date, source_id=source.id))
        missing = sorted(lacking - military)
        intake.errors += [
            InputError(
                Problem(
                    f"chybí obyvatelé obce {code}",
                    source.path,
                    advice=_MISSING_PEOPLE,
                )
            )
            for code in missing
        ]
    return intake.conform(parts, "population")


def _roads(intake: Intake, begun: Begun) -> gpd.GeoDataFrame:
    """Gather the roads of the plan's area and its belt."""
    parts = [
        reading.frame
        for source, segments in begun
        if (reading := intake.read(source, segments)) is not None
    ]
    if not parts:
        return gpd.GeoDataFrame({"trida": []}, geometry=[], crs=KROVAK)
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK)


def _water(intake: Intake, around: Box) -> pd.DataFrame:
    """Gather the rivers and lakes of the plan's area and its belt."""
    parts = [
        reading.frame
        for source in intake.plan.of_table("water")
        if (reading := intake.read(source, partial(read_water, intake.plan, source, around)))
        is not None
    ]
    return intake.conform(parts, "water")


def _belt(plan: Plan) -> float:
    """Give the width of the belt around the plan's area in metres."""
    return plan.reach.belt_km * 1000


def _attributes(intake: Intake, services: pd.DataFrame, land: Centre) -> Centre:
    """Read the tables that speak about services and areas."""
    known = Known(services, places_of_plan(land["obce"], land["areas"]))
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in ATTRIBUTE_TABLES}
    for source in intake.plan.of_table(*ATTRIBUTE_TABLES):
        reading = intake.read(source, partial(read_attributes, intake.plan, source, known))
        if reading is not None:
            parts[source.table].append(reading.frame)
    return {name: intake.conform(frames, name) for name, frames in parts.items()}


def _box(obce: gpd.GeoDataFrame, metres: float = 0.0) -> tuple[float, float, float, float]:
    """Give the box around obce, widened on all sides."""
    west, south, east, north = shapely.total_bounds(obce.geometry.to_numpy())
    return west - metres, south - metres, east + metres, north + metres
