"""The register of providers of social services: all that a centre takes from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.plan import source_path
from gis_sluzby.sources.rpss import api, open_data
from gis_sluzby.sources.rpss.api_addresses import about_addresses, join_addresses
from gis_sluzby.sources.rpss.codes import Codes
from gis_sluzby.sources.rpss.details import register_details
from gis_sluzby.sources.rpss.doubts import Doubts
from gis_sluzby.sources.rpss.lists import together
from gis_sluzby.sources.rpss.places import register_places
from gis_sluzby.sources.rpss.raw import read_json
from gis_sluzby.sources.rpss.services import TEXT, register_services
from gis_sluzby.sources.rpss.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.rpss.api_addresses import Said
    from gis_sluzby.sources.rpss.lists import CodeList, Names
    from gis_sluzby.sources.rpss.raw import Raw


class Register(NamedTuple):
    """What came of a register.

    Parameters
    ----------
    frame
        Services kept, a row each; the index is the number of the record.
    findings
        What there is to say.
    read
        Number of records read.
    rejected
        Number of records that were not kept.
    places
        A row for each service and place, as `places.register_places` gives them.
    details
        The tables offers, capacities, targets and declared.
    names
        Official names by code, of the code lists that the plan has.
    """

    frame: pd.DataFrame
    findings: list[Finding]
    read: int
    rejected: int
    places: gpd.GeoDataFrame
    details: dict[str, pd.DataFrame]
    names: Names


def read_register(
    plan: Plan,
    source: Source,
    code_lists: Sequence[CodeList] = (),
    addresses: Said | None = None,
) -> Register:
    """Read services, places, forms, capacities, target groups and scope from a register.

    Parameters
    ----------
    plan
        The plan: its date.
    source
        A source of the table `services` with one of the readers of a register.
    code_lists
        Official code lists of the register, where the plan has them.
    addresses
        Addresses of facilities by their ids, where the register has them in another file.

    Returns
    -------
    What holds on the plan's day.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it is not the register, or naming every record that cannot be accepted, unless the
        source says `rejects = "record"`.
    """
    raw = read_raw_register(plan, source)
    doubts = Doubts(source)
    if addresses is not None:
        join_addresses(raw.gathered, addresses)
    names = together(code_lists)
    codes = Codes(names, doubts)
    reading = register_services(raw, plan, source, codes, doubts)
    if addresses is not None:
        about_addresses(raw.gathered, reading.frame, addresses, doubts)
    places = register_places(raw, reading.frame, plan, source, codes, doubts)
    details = register_details(raw, reading.frame, plan, codes, doubts)
    codes.about_lists()
    doubts.about_codes()
    doubts.about_shape(raw)
    services = _described(reading.frame, places, details["offers"])
    hidden = services.loc[services["secret"], "service_id"]
    for name in ("capacities", "targets"):
        table = details[name]
        table["note"] = table["note"].mask(table["service_id"].isin(hidden))
    findings = [*reading.findings, *doubts.findings]
    return Register(services, findings, reading.read, reading.rejected, places, details, names)


def read_raw_register(plan: Plan, source: Source) -> Raw:
    """Read the file of a register.

    Parameters
    ----------
    plan
        The plan.
    source
        A source with one of the readers of a register.

    Returns
    -------
    Its rows, not understood yet.

    Raises
    ------
    MissingSourceError
        When the file does not exist.
    InputError
        When it is not the register.
    """
    path = source_path(plan, source)
    if source.reader == "rpss_xlsx":
        return read_workbook(path, source)
    if source.reader == "rpss_api":
        return read_json(path, source, "list", api.gather)
    return read_json(path, source, "polozky", open_data.gather)


def _described(
    services: pd.DataFrame, places: gpd.GeoDataFrame, offers: pd.DataFrame
) -> pd.DataFrame:
    """Add to services what their places and forms say: a name, forms, whether all is secret.

    A free text of a secret service might tell where it is, so it is not taken over.
    """
    by_service = places.groupby("service_id")
    secret = services["service_id"].map(by_service["secret"].all()).eq(other=True)
    names = by_service["nazev"].first()
    forms: dict[str, tuple[str, ...]] = {}
    for service, forma in zip(offers["service_id"], offers["forma"], strict=True):
        forms[service] = (*forms.get(service, ()), forma)
    return services.assign(
        nazev=services["service_id"].map(names).astype(TEXT),
        forms=services["service_id"].map(lambda service: forms.get(service, ())).astype(object),
        secret=secret,
        age_note=services["age_note"].mask(secret),
    )
