"""A scenario applied: the centre and the plan as they would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK
from gis_sluzby.plan import file_hash
from gis_sluzby.studies.whatif.checks import ADDED, added_id
from gis_sluzby.studies.whatif.places import spot_of
from gis_sluzby.tables import conform, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gis_sluzby.centre import Centre
    from gis_sluzby.plan import Plan
    from gis_sluzby.studies.whatif.scenario import Add, Area, Placed, Scenario

    Row = dict[str, Any]

#: Tables that have rows about a service.
_ABOUT_SERVICES = (
    *("services", "service_sites", "offers", "capacities", "targets", "declared"),
    *("network", "service_year"),
)


def applied(centre: Mapping[str, pd.DataFrame], scenario: Scenario) -> Centre:
    """Give the centre as it would be.

    Parameters
    ----------
    centre
        The tables of the datové centrum; they are not changed.
    scenario
        A scenario that `checks.check` found right. The order of its entries makes no difference.

    Returns
    -------
    All tables. Those that the scenario does not touch are the same objects. A place that no
    service uses any more stays: so the roads are split as before, and the minutes of all others
    stay the same to the last bit.
    """
    after: Centre = dict(centre)
    _close(after, scenario)
    _move(after, scenario)
    _change_capacities(after, scenario)
    _change_areas(after, scenario)
    _add(after, scenario)
    if scenario.add or scenario.declared:
        _append(after, "sources", [_source(scenario)])
    return after


def changed_plan(plan: Plan, scenario: Scenario) -> Plan:
    """Give the plan with the standards of a scenario.

    Parameters
    ----------
    plan
        The plan; it is not changed.
    scenario
        The scenario.

    Returns
    -------
    The plan; a standard of the scenario takes the place of the plan's for the same druh, forma
    and cs, key by key: what it leaves out stays as in the plan.
    """
    if not scenario.standard:
        return plan
    standards = {(one.druh, one.forma, one.cs): one for one in plan.standard}
    for one in scenario.standard:
        key = (one.druh, one.forma, one.cs)
        old = standards.get(key)
        stated = {name: getattr(one, name) for name in one.model_fields_set}
        standards[key] = one if old is None else old.model_copy(update=stated)
    return plan.model_copy(update={"standard": tuple(standards.values())})


def _close(after: Centre, scenario: Scenario) -> None:
    """Take out all rows about the services that end."""
    ended = [entry.service for entry in scenario.close]
    if not ended:
        return
    for name in [name for name in _ABOUT_SERVICES if name in after]:
        kept = after[name]
        after[name] = kept[~kept["service_id"].isin(ended)].reset_index(drop=True)


def _move(after: Centre, scenario: Scenario) -> None:
    """Put services to other places."""
    services = after["services"].set_index("service_id")["secret"]
    for entry in scenario.move:
        links = after["service_sites"]
        mine = links["service_id"] == entry.service
        if entry.site is not None:
            mine &= links["site_id"] == entry.site
        after["service_sites"] = links[~mine].reset_index(drop=True)
        site = f"{ADDED}-{entry.service}" + (f"-{entry.site}" if entry.site else "")
        _place(after, entry.service, site, entry, secret=bool(services[entry.service]))


def _change_capacities(after: Centre, scenario: Scenario) -> None:
    """Set capacities."""
    rows = [
        {
            "service_id": entry.service,
            "forma": entry.forma or _only_form(after, entry.service),
            "unit": entry.unit,
            "count": entry.count,
        }
        for entry in scenario.capacity
    ]
    _replace(after, "capacities", rows, ["service_id", "forma", "unit"])


def _change_areas(after: Centre, scenario: Scenario) -> None:
    """Replace declared areas, all those of a service and form."""
    for entry in scenario.declared:
        forma = entry.forma or _only_form(after, entry.service)
        old = after["declared"]
        mine = (old["service_id"] == entry.service) & (old["forma"] == forma)
        after["declared"] = old[~mine].reset_index(drop=True)
        _append(after, "declared", _area_rows(entry.service, forma, entry.areas))


def _add(after: Centre, scenario: Scenario) -> None:
    """Add services with all that belongs to them."""
    for number, entry in enumerate(scenario.add, start=1):
        service = added_id(entry.key)
        _append(after, "services", [_service(after, service, entry, number)])
        _append(
            after,
            "offers",
            [
                {"service_id": service, "forma": forma, "forma_basis": "source", "nonstop": False}
                for forma in entry.forms()
            ],
        )
        _append(
            after,
            "capacities",
            [
                {
                    "service_id": service,
                    "forma": one.forma or entry.forms()[0],
                    "unit": one.unit,
                    "count": one.count,
                }
                for one in entry.capacity
            ],
        )
        _append(
            after,
            "targets",
            [{"service_id": service, "target_group": cs, "cs": cs} for cs in entry.cs],
        )
        _append(after, "declared", _area_rows(service, entry.declaring_form(), entry.areas))
        _place(after, service, f"{ADDED}-{service}", entry, secret=entry.secret)


def _service(after: Centre, service: str, entry: Add, number: int) -> Row:
    """Give the row of a service that is added; its provider is added where it is not known."""
    name = entry.provider or entry.nazev or f"nová služba {entry.key}"
    providers = after["providers"]
    same = providers["nazev"].map(codelists.normalise) == codelists.normalise(name)
    if entry.provider is None or not same.any():
        provider = f"{ADDED}-{codelists.normalise(name)}"
        _append(after, "providers", [{"provider_id": provider, "nazev": name}])
    else:
        provider = providers.loc[same, "provider_id"].iloc[0]
    return {
        "service_id": service,
        "provider_id": provider,
        "druh": entry.druh,
        "nazev": entry.nazev,
        "secret": entry.secret,
        "source_id": ADDED,
        "source_row": number,
    }


def _place(after: Centre, service: str, site: str, entry: Placed, *, secret: bool) -> None:
    """Put a service to a place of its own; of a secret one only the obec is kept."""
    spot = spot_of(entry, after)
    if spot is None:  # pragma: no cover  (a scenario that was checked names none)
        raise AssertionError
    row = {
        "site_id": site,
        "kod_adm": entry.kod_adm,
        "kod_obec": spot.kod_obec,
        "kod_obec_geom": None if secret else spot.kod_obec,
        "precision": "none" if secret else spot.precision,
        "secret": secret,
        "geometry": None if secret else spot.geometry,
    }
    _append(after, "sites", [row])
    _append(after, "service_sites", [{"service_id": service, "site_id": site}])


def _area_rows(service: str, forma: str, areas: Iterable[Area]) -> list[Row]:
    """Give declared areas as rows."""
    return [
        {
            "service_id": service,
            "forma": forma,
            **area.model_dump(),
            "evidence": "text",
            "source_id": ADDED,
        }
        for area in areas
    ]


def _source(scenario: Scenario) -> Row:
    """Give the scenario as the source of what it adds; it is complete for nothing."""
    file = scenario.path
    entries = len(scenario.add) + len(scenario.declared)
    return {
        "source_id": ADDED,
        "table": "services",
        "title": f"Scénář: {scenario.name}",
        "path": file.name,
        "sha256": file_hash(file) if file.is_file() else "",
        "rows_read": entries,
        "rows_kept": entries,
        "rows_rejected": 0,
    }


def _only_form(centre: Centre, service: str) -> str:
    """Give the form of a service that has one."""
    offers = centre["offers"]
    return str(offers.loc[offers["service_id"] == service, "forma"].iloc[0])


def _replace(after: Centre, name: str, rows: list[Row], key: list[str]) -> None:
    """Put rows in the place of those of the same key, or beside them."""
    if not rows:
        return
    old, new = after[name], pd.DataFrame(rows)
    known = pd.MultiIndex.from_frame(old[key]).isin(pd.MultiIndex.from_frame(new[key]))
    after[name] = old[~known].reset_index(drop=True)
    _append(after, name, rows)


def _append(after: Centre, name: str, rows: list[Row]) -> None:
    """Add rows to a table; one that is there by its key already stays as it is."""
    if not rows:
        return
    old, key = after[name], list(tables()[name].key)
    new = pd.DataFrame(rows)
    if tables()[name].spatial:
        new = gpd.GeoDataFrame(new, geometry="geometry", crs=KROVAK)
    new = new[~pd.MultiIndex.from_frame(new[key]).isin(pd.MultiIndex.from_frame(old[key]))]
    after[name] = conform(pd.concat([old, new], ignore_index=True), name)
