"""The land of a plan: obce, what they form and what they consist of, from sources of all kinds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.crs import KROVAK
from gis_sluzby.errors import GisSluzbyError, InputError
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan import source_path
from gis_sluzby.plan.model import WHOLE_COUNTRY
from gis_sluzby.sources.addresses import read_addresses
from gis_sluzby.sources.boundaries import read_boundaries, read_points
from gis_sluzby.sources.csu.ceased import Registry, registry_of
from gis_sluzby.sources.csu.files import read_relations
from gis_sluzby.sources.csu.relations import combined, with_successors_of_parts
from gis_sluzby.sources.parts import read_parts
from gis_sluzby.sources.ruian.streets import STREET_COLUMNS, csv_streets
from gis_sluzby.tables import conform, empty
from gis_sluzby.territory import areas_of, hierarchy_findings, obce_table, points_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gis_sluzby.centre.intake import Intake
    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.csu.relations import Relations
    from gis_sluzby.sources.read import Reading

_AREA_NAMES = ("nazev_pou", "nazev_orp", "nazev_okres", "nazev_kraj")


class Land(NamedTuple):
    """The land of a plan.

    Parameters
    ----------
    tables
        The tables obce, areas, area_obce and obec_parts.
    codes
        All obce that the boundaries have: kod_obec, nazev, kod_orp, kod_kraj.
    registry
        Which obce there are, and where those went that are no more.
    """

    tables: dict[str, Any]
    codes: pd.DataFrame
    registry: Registry


def read_land(intake: Intake) -> Land | None:
    """Read relations, boundaries and parts of obce.

    Parameters
    ----------
    intake
        Takes what the sources give.

    Returns
    -------
    The land; none where relations or boundaries are wrong, which the intake knows.
    """
    plan = intake.plan
    relations = _relations(intake)
    if relations is None:
        return None
    source = plan.of_table("obce")[0]
    codes = pd.DataFrame()

    def reading() -> Reading:
        nonlocal codes
        boundaries = read_boundaries(plan, source, relations)
        codes = boundaries.codes
        return boundaries.reading

    read = intake.read(source, reading)
    if read is None:
        return None
    belt = plan.reach.belt_km * 1000
    try:
        obce = obce_table(gpd.GeoDataFrame(read.frame), source.id, belt)
    except InputError as error:
        intake.errors.append(error)
        return None
    areas, area_obce = areas_of(obce, pd.DataFrame(read.frame)[["kod_obec", *_AREA_NAMES]])
    intake.findings += hierarchy_findings(obce)
    intake.findings += _without_boundary(relations, codes, plan, source)
    parts = _parts(intake)
    registry = registry_of(with_successors_of_parts(relations, parts), codes["kod_obec"])
    own = conform(parts[parts["kod_obec"].isin(obce["kod_obec"])], "obec_parts")
    tables = {"obce": obce, "areas": areas, "area_obce": area_obce, "obec_parts": own}
    return Land(tables, codes, registry)


def read_official_points(intake: Intake, obce: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Read the official points of obce, where the plan has a source of them.

    Parameters
    ----------
    intake
        Takes what the sources give.
    obce
        The table `obce`.

    Returns
    -------
    The table `obec_points`: a point for every obec.
    """
    plan = intake.plan
    west, south, east, north = shapely.total_bounds(obce.geometry.to_numpy()).tolist()
    for source in plan.of_table("obec_points")[:1]:
        read = intake.read(source, partial(read_points, plan, source, (west, south, east, north)))
        if read is not None:
            own = read.frame[read.frame["kod_obec"].isin(obce["kod_obec"])]
            table, findings = points_table(obce, gpd.GeoDataFrame(own), source.id)
            intake.findings += findings
            return table
    table, findings = points_table(obce, None, None)
    intake.findings += findings
    return table


def read_address_points(
    intake: Intake, land: Land, services: Sequence[gpd.GeoDataFrame]
) -> gpd.GeoDataFrame | None:
    """Read the address points whose codes services state.

    Parameters
    ----------
    intake
        Takes what the sources give.
    land
        The land of the plan.
    services
        Services of all sources as `sources.services.read_services` gives them.

    Returns
    -------
    The table `address_points`; none where the plan has no source of them, or it is wrong.
    """
    plan = intake.plan
    sources = plan.of_table("address_points")
    if not sources:
        return None
    codes = {code for frame in services for code in frame["kod_adm"].dropna()}
    claimed = {code for frame in services for code in frame["kod_obec"].dropna()}
    obce = claimed | set(land.tables["obce"]["kod_obec"])
    parts = [
        read.frame.assign(source_id=source.id)
        for source in sources
        if (read := intake.read(source, partial(read_addresses, plan, source, codes, obce)))
        is not None
    ]
    if len(parts) < len(sources):
        return None
    every = pd.concat(parts, ignore_index=True).drop_duplicates("kod_adm")
    return gpd.GeoDataFrame(conform(gpd.GeoDataFrame(every, crs=KROVAK), "address_points"))


def read_street_points(intake: Intake, obce: Collection[str]) -> pd.DataFrame:
    """Read the address points of obce with their streets, where the plan has a source of them.

    Parameters
    ----------
    intake
        Knows the plan, and takes what is wrong.
    obce
        Codes of the obce.

    Returns
    -------
    As `sources.ruian.streets.csv_streets` gives them; no rows where no source has streets.
    """
    parts = [pd.DataFrame(columns=[*STREET_COLUMNS], dtype=object)]
    for source in intake.plan.of_table("address_points"):
        if source.reader == "ruian_csv" and obce:
            try:
                parts.append(csv_streets(source_path(intake.plan, source), source, obce))
            except GisSluzbyError as error:
                intake.errors.append(error)
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _relations(intake: Intake) -> Relations | None:
    """Read code lists and relations; none where one of them is wrong."""
    plan = intake.plan
    sources = plan.of_table("relations")
    readings = [intake.read(one, partial(read_relations, plan, one)) for one in sources]
    frames = [read.frame for read in readings if read is not None]
    return combined(frames, plan.date) if len(frames) == len(sources) else None


def _parts(intake: Intake) -> gpd.GeoDataFrame:
    """Read the parts of obce, also those of other kraje."""
    plan = intake.plan
    parts = [
        read.frame.assign(source_id=source.id)
        for source in plan.of_table("obec_parts")
        if (read := intake.read(source, partial(read_parts, plan, source))) is not None
    ]
    if not parts:
        return gpd.GeoDataFrame(empty("obec_parts"))
    every = pd.concat(parts, ignore_index=True).drop_duplicates(["level", "kod"])
    return gpd.GeoDataFrame(every, crs=KROVAK)


def _without_boundary(
    relations: Relations, codes: pd.DataFrame, plan: Plan, source: Source
) -> list[Finding]:
    """Name the obce of the plan's kraj that the list of obce has and the boundaries lack."""
    lacking = relations.names[~relations.names.index.isin(codes["kod_obec"])]
    if relations.gives("kraj"):
        kraj = relations.obce["kod_kraj"].reindex(lacking.index)
        lacking = lacking[(kraj == plan.kraj) | (plan.kraj == WHOLE_COUNTRY)]
    return [
        finding(
            "obec_without_boundary",
            "warning",
            "obce",
            Place(str(code), source.id),
            found=f"obec {name} ({code}) nemá hranici",
            expected="hranice každé obce číselníku ČSÚ",
            action="obec chybí v mapě i v počtech",
        )
        for code, name in lacking.items()
    ]
