"""What a scenario changes, entry by entry: from what to what, and what has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gis_sluzby import codelists
from gis_sluzby.cartography import counted, czech_sorted, number
from gis_sluzby.publish.whatif.standards import standard_text
from gis_sluzby.publish.whatif.words import kind_name
from gis_sluzby.studies.whatif.places import spot_of
from gis_sluzby.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from gis_sluzby.studies.whatif import WhatIf
    from gis_sluzby.studies.whatif.scenario import Add, ChangedAreas, ChangedCapacity, Move, Placed

    Tables = Mapping[str, pd.DataFrame]

#: So many areas are named, more are counted.
_SHOWN = 5
_AREAS = ("území", "území", "území")
#: What stands before the name of an area.
_LEVELS: Final[Mapping[str, str]] = {
    "obec": "obec ", "pou": "POÚ ", "orp": "ORP ", "okres": "okres ", "kraj": "", "custom": "",
}  # fmt: skip
_HIDDEN = "místo se neuvádí (utajená adresa)"


def changes_text(result: WhatIf, mode: str = "car") -> Iterator[str]:
    """Name every entry of a scenario.

    Parameters
    ----------
    result
        As `studies.whatif.whatif` gives it.
    mode
        How people travel, one of `words.MODES`.

    Yields
    ------
    A line an entry: what would be instead of what, and why it has no effect where it has none.
    Of a service with a secret address no place and no area is told.
    """
    scenario, centre = result.scenario, result.before.centre
    names = _names(centre)
    for closed in scenario.close:
        yield f"končí {names[closed.service]}"
    for added in scenario.add:
        yield _added(added, result)
    for moved in scenario.move:
        yield f"stěhuje se {names[moved.service]}; {_way(moved, centre)}"
    for sized in scenario.capacity:
        yield _capacity(sized, names[sized.service], result)
    for declaring in scenario.declared:
        where = _declared(declaring, centre)
        yield f"jiná vymezená působnost: {names[declaring.service]}; {where}"
    for standard in scenario.standard:
        yield standard_text(standard, result.before.coverage, result.after.coverage, mode)


def _names(centre: Tables) -> dict[str, str]:
    """Name every service: its provider, its kind and its id."""
    providers = centre["providers"].set_index("provider_id")["nazev"]
    services = centre["services"]
    return {
        service: f"{providers.get(provider, provider)}: {kind_name(druh)} ({service})"
        for service, provider, druh in zip(
            services["service_id"], services["provider_id"], services["druh"], strict=True
        )
    }


def _added(added: Add, result: WhatIf) -> str:
    """Say what begins."""
    who = added.nazev or added.provider or added.key
    forms = ", ".join(FORMS[form] for form in added.forms())
    where = _HIDDEN if added.secret else _place(added, result.before.centre)
    told = f"přibývá {who}: {kind_name(added.druh)}, forma {forms}; {where}"
    standards = result.after.coverage["standards"]
    idle = {_idle(one.unit, added.druh, standards) for one in added.capacity} - {""}
    notes = [f"kapacita {note}" for note in sorted(idle)]
    if "ter" in added.forms() and not added.areas and _by_areas(added.druh, standards):
        notes.append("terénní služba bez areas nikam nejezdí")
    return told + (f" ({'; '.join(notes)})" if notes else "")


def _way(moved: Move, centre: Tables) -> str:
    """Say from where and to where a service moves."""
    services = centre["services"].set_index("service_id")["secret"]
    if services[moved.service]:
        return _HIDDEN
    links = centre["service_sites"]
    mine = links["service_id"] == moved.service
    if moved.site is not None:
        mine &= links["site_id"] == moved.site
    sites = centre["sites"]
    codes = sites.loc[sites["site_id"].isin(links.loc[mine, "site_id"]), "kod_obec"].dropna()
    obce = centre["obce"].set_index("kod_obec")["nazev"]
    now = f"obec {obce[codes.iloc[0]]}" if len(codes) else "místo není známo"
    return f"dnes {now}, potom {_place(moved, centre)}"


def _place(entry: Placed, centre: Tables) -> str:
    """Say where something would stand."""
    spot = spot_of(entry, centre)
    obce = centre["obce"].set_index("kod_obec")["nazev"]
    obec = f"obec {obce[spot.kod_obec]}" if spot is not None else ""
    if entry.kod_adm is not None:
        return f"{obec}, adresní místo {entry.kod_adm}"
    if entry.lon is not None and entry.lat is not None:
        return f"{obec}, {number(entry.lon, 5)}° v. d., {number(entry.lat, 5)}° s. š."
    return obec


def _capacity(sized: ChangedCapacity, name: str, result: WhatIf) -> str:
    """Say what capacity there is and would be."""
    rows = result.before.centre["capacities"]
    mine = (rows["service_id"] == sized.service) & (rows["unit"] == sized.unit)
    if sized.forma is not None:
        mine &= rows["forma"] == sized.forma
    known = rows.loc[mine, "count"].dropna()
    now = number(float(known.iloc[0])) if len(known) else "neuvedena"
    services = result.before.centre["services"].set_index("service_id")["druh"]
    note = _idle(sized.unit, str(services[sized.service]), result.after.coverage["standards"])
    unit = codelists.units()[sized.unit].name
    told = f"kapacita ({unit}) dnes {now}, potom {number(sized.count)}: {name}"
    return f"{told} ({note})" if note else told


def _idle(unit: str, druh: str, standards: pd.DataFrame) -> str:
    """Say why a capacity has no effect, nothing where it has one."""
    asked = standards["required_per_1000"].notna() & (standards["measure"] == "balance")
    units = standards.loc[asked & (standards["druh"] == druh), "unit"].dropna().unique()
    if not len(units):
        return "bez účinku: standard druhu nemá required_per_1000"
    if unit not in units:
        used = ", ".join(codelists.units()[code].name for code in sorted(units))
        return f"bez účinku: standard počítá jednotku {used}"
    return ""


def _by_areas(druh: str, standards: pd.DataFrame) -> bool:
    """Tell whether the terénní form of a kind is measured by the areas declared."""
    rows = standards[(standards["druh"] == druh) & (standards["cs"] == "any")]
    return bool(((rows["forma"] == "ter") & (rows["measure"] == "declared")).any())


def _declared(declaring: ChangedAreas, centre: Tables) -> str:
    """Say in which areas a service works and would work."""
    services = centre["services"].set_index("service_id")["secret"]
    if services[declaring.service]:
        return "území se neuvádějí (utajená adresa)"
    rows = centre["declared"]
    mine = rows["service_id"] == declaring.service
    if declaring.forma is not None:
        mine &= rows["forma"] == declaring.forma
    names = _area_names(centre)
    now = [names.get(key, key[1]) for key in zip(rows["level"][mine], rows["kod"][mine],
                                                 strict=True)]  # fmt: skip
    then = [names[area.level, area.kod] for area in declaring.areas]
    return f"dnes {_listed(now)}, potom {_listed(then)}"


def _area_names(centre: Tables) -> dict[tuple[str, str], str]:
    """Name every area by its level and code."""
    areas, obce = centre["areas"], centre["obce"]
    keys = [*zip(areas["level"], areas["kod"], areas["nazev"], strict=True)]
    keys += [("obec", kod, name) for kod, name in zip(obce["kod_obec"], obce["nazev"], strict=True)]
    return {(level, kod): f"{_LEVELS[level]}{name}" for level, kod, name in keys}


def _listed(names: list[str]) -> str:
    """Name areas, count them where they are many."""
    if not names:
        return "nikde"
    return ", ".join(czech_sorted(names)) if len(names) <= _SHOWN else counted(len(names), *_AREAS)
