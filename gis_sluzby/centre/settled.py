"""Services of all sources, read and audited, with the places in which they stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pandas as pd

from gis_sluzby.audit.addresses import located_by_address
from gis_sluzby.audit.gazetteer import gazetteer_of
from gis_sluzby.audit.listed import places_by_lists
from gis_sluzby.audit.names import places_by_name
from gis_sluzby.audit.places import audited_places
from gis_sluzby.audit.registers import (
    about_elsewhere,
    about_plan_only,
    concerning,
    places_elsewhere,
)
from gis_sluzby.audit.services import audited_rows
from gis_sluzby.audit.streets import lacking_places, located_by_street
from gis_sluzby.centre.land import read_address_points, read_street_points
from gis_sluzby.crs import KROVAK
from gis_sluzby.plan.fields import REGISTERS
from gis_sluzby.sources.rpss.api_addresses import read_facility_addresses
from gis_sluzby.sources.rpss.lists import read_code_list
from gis_sluzby.sources.rpss.register import read_register
from gis_sluzby.sources.services import read_services

if TYPE_CHECKING:
    from gis_sluzby.audit.gazetteer import Gazetteer
    from gis_sluzby.centre.intake import Intake
    from gis_sluzby.centre.land import Land
    from gis_sluzby.plan import Source

#: What the audit settles about places, and what the rules about services ask for.
_OF_PLACE = (
    *("kod_obec_geom", "kod_obec_claimed", "kod_orp_claimed", "kod_obec", "kod_kraj"),
    *("precision", "address", "geometry"),
)


class Settled(NamedTuple):
    """Services and where they stand.

    Parameters
    ----------
    services
        A row a service, with source_id and source_row.
    places
        A row for each service and place, as `audit.places.audited_places` gives them.
    details
        What registers say in the tables offers, capacities, targets and declared, by source.
    """

    services: pd.DataFrame
    places: gpd.GeoDataFrame
    details: dict[str, dict[str, pd.DataFrame]]


class _Read(NamedTuple):
    """One source: its services, all their places, those to be audited, what else it says."""

    source: Source
    services: pd.DataFrame
    places: gpd.GeoDataFrame
    near: pd.Series[bool]
    details: dict[str, pd.DataFrame]


def settled_services(intake: Intake, land: Land, points: gpd.GeoDataFrame) -> Settled:
    """Read and audit the services of all sources.

    Parameters
    ----------
    intake
        Takes what the sources give.
    land
        The land of the plan.
    points
        The table `obec_points`.

    Returns
    -------
    The services; none of a source that is wrong, which the intake knows.
    """
    sources = intake.plan.of_table("services")
    gazetteer = gazetteer_of(land.codes)
    reads = [
        one for source in sources if (one := _read(intake, land, gazetteer, source)) is not None
    ]
    addresses = read_address_points(intake, land, [one.places[one.near] for one in reads])
    obce = land.tables["obce"]
    in_plan = frozenset(obce.loc[obce["in_plan"], "kod_obec"])

    def audited(one: _Read) -> gpd.GeoDataFrame:
        """Settle the places of a source and tell all that is odd about its rows."""
        named, about_names = places_by_name(one.places[one.near], gazetteer, one.source)
        located, about_addresses = located_by_address(named, addresses, one.source)
        if "street" in located and lacking_places(located).any():
            wanted = frozenset(located.loc[lacking_places(located), "kod_obec"])
            streets = read_street_points(intake, wanted)
            parts = gpd.GeoDataFrame(land.tables["obec_parts"])
            located, about_streets = located_by_street(located, streets, parts, one.source)
            about_addresses = [*about_addresses, *about_streets]
        settled, about_places = audited_places(
            located, obce, points, land.codes, one.source, land.registry
        )
        found = [*about_names, *about_addresses, *about_places]
        if one.source.reader not in REGISTERS:
            intake.findings += [*found, *audited_rows(settled, found, one.source)]
            return settled
        found = about_plan_only(found, settled, in_plan)
        rows = _at_first(one.services, settled[settled["kod_obec"].isin(in_plan)])
        elsewhere = places_elsewhere(one.places[~one.near], land.codes, land.registry)
        whole = gpd.GeoDataFrame(pd.concat([settled, elsewhere]).sort_index(), crs=KROVAK)
        intake.findings += [*found, *audited_rows(rows, found, one.source)]
        intake.findings += about_elsewhere(whole, in_plan, land.codes, one.source)
        return whole

    places = [audited(one) for one in reads]
    services = [
        one.services.assign(source_id=one.source.id, source_row=one.services.index) for one in reads
    ]
    if not reads:
        nothing = {name: pd.Series(dtype=str) for name in ("service_id", "identifikator")}
        return Settled(
            pd.DataFrame(nothing), gpd.GeoDataFrame(nothing, geometry=[], crs=KROVAK), {}
        )
    return Settled(
        pd.concat(services, ignore_index=True),
        gpd.GeoDataFrame(pd.concat(places, ignore_index=True), crs=KROVAK),
        {one.source.id: one.details for one in reads if one.details},
    )


def _read(intake: Intake, land: Land, gazetteer: Gazetteer, source: Source) -> _Read | None:
    """Read a source; none where it is wrong."""
    plan = intake.plan
    if source.reader in REGISTERS:
        # Of files that are wrong the intake knows: the rest is read, so that all is told at once.
        lists = [
            read
            for one in source.code_list_files()
            if (read := intake.read(one, partial(read_code_list, plan, one))) is not None
        ]
        told = None
        for one in source.address_files():
            answers = intake.read(one, partial(read_facility_addresses, plan, one))
            told = answers.said if answers is not None else None
        register = intake.read(source, partial(read_register, plan, source, lists, told))
        if register is None:
            return None
        places = register.places
        obce = land.tables["obce"]
        if register.names:
            known = land.codes[land.codes["kod_obec"].isin(obce["kod_obec"])]
            heirs, of_obce = land.registry.successors, land.tables["obec_parts"]
            places, findings = places_by_lists(
                places, register.names, gazetteer, known, of_obce, heirs, source
            )
            intake.findings += findings
        near = concerning(places, obce, plan)
        return _Read(source, register.frame, places, near, register.details)
    reading = intake.read(source, partial(read_services, plan, source))
    if reading is None:
        return None
    frame = gpd.GeoDataFrame(reading.frame).assign(source_id=source.id)
    near = pd.Series(data=True, index=frame.index)
    return _Read(source, pd.DataFrame(frame).drop(columns="geometry"), frame, near, {})


def _at_first(services: pd.DataFrame, places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the services of a register, each at the first of its places that concern the plan."""
    first = places.drop_duplicates("service_id").set_index("service_id")
    there = services[services["service_id"].isin(first.index)]
    return gpd.GeoDataFrame(
        there.join(first[list(_OF_PLACE)], on="service_id"), geometry="geometry", crs=KROVAK
    )
