"""Loading a plan's inputs: sources read, territory settled, joins audited, all errors at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.audit.places import audited_places
from gis_sluzby.audit.tables import apart_vintages, unknown_areas, unknown_forms
from gis_sluzby.centre.file import CENTRE_TABLES
from gis_sluzby.centre.services import service_tables
from gis_sluzby.cores import when_asked
from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import GisSluzbyError, InputError, MissingSourceError, Problem
from gis_sluzby.findings import findings_table
from gis_sluzby.plan import file_hash, source_path
from gis_sluzby.sources.attributes import ATTRIBUTE_TABLES, read_attributes
from gis_sluzby.sources.boundaries import read_codes, read_obce, read_points
from gis_sluzby.sources.population import read_population
from gis_sluzby.sources.read import Reading
from gis_sluzby.sources.roads import read_roads
from gis_sluzby.sources.services import read_services
from gis_sluzby.tables import conform, empty
from gis_sluzby.territory import areas_of, hierarchy_findings, obce_table, points_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.centre.file import Centre
    from gis_sluzby.cores import Submit
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box

    #: Sources that are being read, each with the function that gives what was read.
    Begun = list[tuple[Source, Callable[[], Reading]]]

#: Of several errors the kind that comes first here names the whole.
_GRAVEST_FIRST = (MissingSourceError, InputError)
_MISSING_PEOPLE = "Doplňte řádek; u nové nebo sloučené obce vezměte tabulku téhož roku jako hranice"
_AREA_NAMES = ("nazev_pou", "nazev_orp", "nazev_okres", "nazev_kraj")


class Loaded(NamedTuple):
    """What `load` gives.

    Parameters
    ----------
    centre
        The canonical tables by name.
    roads
        Road segments around the plan's area: trida and a LineString in EPSG:5514.
    """

    centre: Centre
    roads: gpd.GeoDataFrame


class _Intake:
    """Collects what the sources give: rows, findings, counts and what is wrong."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.findings: list[dict[str, Any]] = []
        self.sources: list[dict[str, Any]] = []
        self.errors: list[GisSluzbyError] = []

    def read(self, source: Source, reader: Callable[[], Reading]) -> Reading | None:
        """Read a source; an error is kept, so that all of them are told at once."""
        try:
            reading = reader()
        except GisSluzbyError as error:
            self.errors.append(error)
            return None
        self.findings += reading.findings
        self.sources.append(
            {
                "source_id": source.id,
                "table": source.table,
                "title": source.title or source.id,
                "path": source.path,
                "sha256": file_hash(source_path(self.plan, source)),
                "vintage": source.vintage.isoformat(),
                "licence": source.licence,
                "attribution": source.attribution,
                "rows_read": reading.read,
                "rows_kept": reading.read - reading.rejected,
                "rows_rejected": reading.rejected,
                "complete_for": " ".join(source.complete_for)
                if isinstance(source.complete_for, tuple)
                else source.complete_for,
            }
        )
        return reading

    def conform(self, frames: list[pd.DataFrame], name: str) -> pd.DataFrame:
        """Give what sources gave as one canonical table; an error is kept."""
        try:
            return conform(pd.concat(frames), name) if frames else empty(name)
        except InputError as error:
            self.errors.append(error)
            return empty(name)

    def stop_on_errors(self) -> None:
        """Raise all errors kept so far as one, of the gravest kind, in the order of the sources."""
        if not self.errors:
            return
        raised = next(
            (kind for kind in _GRAVEST_FIRST if any(isinstance(e, kind) for e in self.errors)),
            type(self.errors[0]),
        )
        order = {source.path: place for place, source in enumerate(self.plan.source)}
        problems = [problem for error in self.errors for problem in error.problems]
        problems.sort(key=lambda one: order.get(one.file or "", len(order)))
        raise raised(problems)


def load(plan: Plan, submit: Submit = when_asked) -> Loaded:
    """Read all sources of a plan, settle the territory and audit the joins.

    Parameters
    ----------
    plan
        The plan.
    submit
        Who does work that can be done beside, see `cores`.

    Returns
    -------
    The datové centrum and the roads.

    Raises
    ------
    MissingSourceError, InputError
        With all that is wrong in all sources.
    """
    intake = _Intake(plan)
    territory = _territory(intake)
    if territory is None:
        _try_the_rest(intake)
        intake.stop_on_errors()
        raise AssertionError  # pragma: no cover  (there is an error: the territory is none)
    obce = territory["obce"]
    own = obce[obce["in_plan"]]
    wanted, around = frozenset(own["kod_obec"]), _box(own, _belt(plan))
    # Read beside the others, where somebody can: both are long and need nothing more.
    people = _begin(plan, "population", submit, read_population, wanted)
    segments = _begin(plan, "roads", submit, read_roads, around)
    points = _points(intake, obce)
    services = _services(intake, obce, points)
    population = _population(intake, people, wanted)
    roads = _roads(intake, segments)
    attributes = _attributes(intake, services["service_id"])
    intake.stop_on_errors()
    centre: Centre = {
        "sources": conform(pd.DataFrame(intake.sources), "sources"),
        **territory,
        "obec_points": points,
        "population": population,
        **service_tables(services, attributes),
        **attributes,
    }
    intake.findings += unknown_areas(centre) + unknown_forms(centre)
    intake.findings += apart_vintages(centre["sources"], plan.date)
    centre["audit"] = findings_table(intake.findings)
    return Loaded({name: centre[name] for name in CENTRE_TABLES}, roads)


def _territory(intake: _Intake) -> dict[str, gpd.GeoDataFrame] | None:
    """Read the obce and dissolve them to areas; none where the boundaries are wrong."""
    plan = intake.plan
    source = plan.of_table("obce")[0]
    reading = intake.read(source, partial(read_obce, plan, source))
    if reading is None:
        return None
    try:
        obce = obce_table(gpd.GeoDataFrame(reading.frame), source.id, _belt(plan))
    except InputError as error:
        intake.errors.append(error)
        return None
    areas, area_obce = areas_of(obce, pd.DataFrame(reading.frame)[["kod_obec", *_AREA_NAMES]])
    intake.findings += hierarchy_findings(obce)
    return {"obce": obce, "areas": areas, "area_obce": area_obce}


def _try_the_rest(intake: _Intake) -> None:
    """Without boundaries nothing can be joined, but missing files can be named all the same."""
    for source in intake.plan.source[1:]:
        intake.read(source, partial(_exists, intake.plan, source))


def _exists(plan: Plan, source: Source) -> Reading:
    """Check that a source's file exists."""
    source_path(plan, source)
    return Reading(pd.DataFrame(), [], 0, 0)


def _points(intake: _Intake, obce: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Read the official points, where the plan has a source of them."""
    plan, box = intake.plan, _box(obce)
    for source in plan.of_table("obec_points")[:1]:
        reading = intake.read(source, partial(read_points, plan, source, box))
        if reading is not None:
            own = reading.frame[reading.frame["kod_obec"].isin(obce["kod_obec"])]
            table, findings = points_table(obce, gpd.GeoDataFrame(own), source.id)
            intake.findings += findings
            return table
    table, findings = points_table(obce, None, None)
    intake.findings += findings
    return table


def _begin(
    plan: Plan,
    table: str,
    submit: Submit,
    reader: Callable[..., Reading],
    only: frozenset[str] | Box,
) -> Begun:
    """Begin to read the sources of a table."""
    return [(source, submit(reader, plan, source, only)) for source in plan.of_table(table)]


def _population(intake: _Intake, begun: Begun, wanted: frozenset[str]) -> pd.DataFrame:
    """Gather the population of the plan's obce."""
    parts = []
    for source, people in begun:
        reading = intake.read(source, people)
        if reading is None:
            continue
        date = source.vintage.isoformat()
        parts.append(reading.frame.assign(date=date, source_id=source.id))
        missing = sorted(wanted - set(reading.frame["kod_obec"]))
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


def _roads(intake: _Intake, begun: Begun) -> gpd.GeoDataFrame:
    """Gather the roads of the plan's area and its belt."""
    parts = [
        reading.frame[["trida", "geometry"]]
        for source, segments in begun
        if (reading := intake.read(source, segments)) is not None
    ]
    if not parts:
        return gpd.GeoDataFrame({"trida": []}, geometry=[], crs=KROVAK)
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK)


def _belt(plan: Plan) -> float:
    """Give the width of the belt around the plan's area in metres."""
    return plan.reach.belt_km * 1000


def _services(
    intake: _Intake, obce: gpd.GeoDataFrame, points: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Read and audit the services of all sources."""
    plan, parts = intake.plan, []
    codes = read_codes(plan, plan.of_table("obce")[0])
    for source in plan.of_table("services"):
        reading = intake.read(source, partial(read_services, plan, source))
        if reading is None:
            continue
        settled, findings = audited_places(
            gpd.GeoDataFrame(reading.frame), obce, points, codes, source
        )
        intake.findings += findings
        parts.append(settled.assign(source_id=source.id, source_row=settled.index))
    if not parts:
        return gpd.GeoDataFrame({"service_id": pd.Series(dtype=str)}, geometry=[], crs=KROVAK)
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=KROVAK)


def _attributes(intake: _Intake, service_ids: pd.Series[str]) -> Centre:
    """Read the tables that speak about services and areas."""
    known = frozenset(service_ids)
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
