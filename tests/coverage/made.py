"""A world small enough to judge by hand: five obce, services and minutes as a test states them.

| obec | ORP | people under 80 | people of 80 and more |
|---|---|---|---|
| A | 9901 | 80 | 20 |
| B | 9901 | 50 | 0 |
| C | 9902 | 20 | 10 |
| D | 9902 | military area: nobody | |
| E | of another kraj, not in the plan | | |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.coverage.compute import coverage_and_capacity, coverage_table
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.crs import KROVAK
from gis_sluzby.demand import bands_of, demand_people, demand_units, people_of_obce
from gis_sluzby.plan import Plan, read_plan
from gis_sluzby.reach.claims import reach_table, supply_groups
from gis_sluzby.tables import empty, tables
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CODES = dict(zip("ABCDE", ("100001", "100002", "100003", "100004", "200001"), strict=True))
ORP = dict(zip("ABCDE", ("9901", "9901", "9902", "9902", "9801"), strict=True))
PEOPLE = {"A": (80, 20), "B": (50, 0), "C": (20, 10), "D": (0, 0)}
#: Everybody, from 80 years on, and under 80 years in A, B and C.
ALL = {"A": 100, "B": 50, "C": 30}
#: No default of the program gets in the way of what a test states.
BARE = "[standards]\ndefaults = false\n"


@dataclass(frozen=True)
class Service:
    """One service as a test states it.

    Parameters
    ----------
    key
        Its key; the id has the source before it.
    druh
        Code of its kind.
    forms
        Forms in which it is offered.
    at
        Letters of the obce in which it stands; "?" for a place that is not known.
    minutes
        Minutes from its first place by letter of the obec.
    cs
        Okruhy of its target groups; none where the source names none.
    capacity
        Count by forma and unit, None where it is stated but not known.
    declared
        forma, level, kod (or a letter), claim.
    provider
        Who provides it.
    secret
        Whether its address is secret.
    warned
        Whether a warning of the audit is about it.
    """

    key: str
    druh: str = "46"
    forms: tuple[str, ...] = ("amb",)
    at: str = "A"
    minutes: Mapping[str, float] = field(default_factory=dict)
    cs: tuple[str, ...] = ()
    capacity: Mapping[tuple[str, str], float | None] = field(default_factory=dict)
    declared: tuple[tuple[str, str, str, str], ...] = ()
    provider: str = "P"
    secret: bool = False
    warned: bool = False

    @property
    def service_id(self) -> str:
        """Id in the tables."""
        return f"sluzby:{self.key}"


def plan_with(standards: str) -> Plan:
    """Give the small plan with standards (TOML) instead of the program's."""
    return _plan(standards)


@cache
def _plan(standards: str) -> Plan:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_text(f"{PLAN}\n{standards}", encoding="utf-8")
        return read_plan(path)


def covered(
    services: Iterable[Service],
    standards: str = BARE,
    *,
    complete: str = "all",
    declared_complete: str = "",
) -> dict[str, pd.DataFrame]:
    """Compute the coverage of the small world.

    `complete` and `declared_complete` name the kinds for which the sources are complete.
    """
    return coverage_table(*world(services, standards, complete, declared_complete))


def with_capacity(
    services: Iterable[Service],
    standards: str = BARE,
    *,
    complete: str = "all",
    **tables: Iterable[Mapping[str, Any]],
) -> dict[str, pd.DataFrame]:
    """Compute coverage and capacities of the small world; rows of need, network, service_year."""
    return coverage_and_capacity(*world(services, standards, complete, tables=tables))


def world(
    services: Iterable[Service],
    standards: str = BARE,
    complete: str = "all",
    declared_complete: str = "",
    tables: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
) -> tuple[Plan, dict[str, pd.DataFrame], dict[str, pd.DataFrame], pd.DataFrame]:
    """Give plan, centre, reached and standards of the small world."""
    listed = list(services)
    plan = plan_with(standards)
    centre = centre_of(listed, complete, declared_complete)
    for name in ("need", "network", "service_year"):
        centre[name] = _filled(name, [dict(row) for row in (tables or {}).get(name, ())])
    table = standards_table(plan, centre)
    demand = demand_units(gpd.GeoDataFrame(centre["obce"]), gpd.GeoDataFrame(centre["obec_points"]))
    people = people_of_obce(centre["population"], plan.date, bands_of(table))
    travel = _travel(listed)
    reached = {
        "demand": demand,
        "demand_people": demand_people(demand, people),
        "reach": reach_table(centre, demand, travel, plan.date),
        "nearest": _nearest(centre, travel, table),
    }
    return plan, centre, reached, table


def row_of(
    coverage: Mapping[str, pd.DataFrame],
    place: str,
    druh: str = "46",
    forma: str = "any",
    cs: str = "any",
) -> dict[str, Any]:
    """Give the row of an obec (a letter), an ORP (its code) or the kraj."""
    level = "obec" if place in CODES else "kraj" if place.startswith("CZ") else "orp"
    table = coverage[f"coverage_{level}"]
    mine = table[
        (table[f"kod_{level}"] == CODES.get(place, place))
        & (table["druh"] == druh)
        & (table["forma"] == forma)
        & (table["cs"] == cs)
    ]
    assert len(mine) == 1, f"{place} {druh} {forma} {cs}: {len(mine)} rows"
    return {str(name): value for name, value in mine.iloc[0].items()}


def verdict(row: Mapping[str, Any]) -> tuple[str, str]:
    """Give status and reason of a row."""
    return row["status"], row["reason"]


def centre_of(
    services: Iterable[Service], complete: str = "all", declared_complete: str = ""
) -> dict[str, pd.DataFrame]:
    """Give the datové centrum of the small world with these services."""
    listed = list(services)
    return {
        **_territory(),
        "sources": _sources(complete, declared_complete),
        "population": _population(),
        **_services(listed),
        "capacities": _filled(
            "capacities",
            [
                {"service_id": s.service_id, "forma": forma, "unit": unit, "count": count}
                for s in listed
                for (forma, unit), count in s.capacity.items()
            ],
        ),
        "targets": _filled(
            "targets",
            [
                {"service_id": s.service_id, "target_group": f"{n}", "cs": cs}
                for s in listed
                for n, cs in enumerate(s.cs)
            ],
        ),
        "declared": _filled(
            "declared",
            [
                {
                    "service_id": s.service_id,
                    "forma": forma,
                    "level": level,
                    "kod": CODES.get(kod, kod),
                    "claim": claim,
                    "evidence": "sit",
                }
                for s in listed
                for forma, level, kod, claim in s.declared
            ],
        ),
        "audit": _filled("audit", [_warning(s) for s in listed if s.warned]),
    }


@cache
def _territory() -> dict[str, pd.DataFrame]:
    """Give obce in a row, their points and areas."""
    letters = list(CODES)
    boxes = [shapely.box(n * 1000, 0, (n + 1) * 1000, 1000) for n in range(len(letters))]
    obce = pd.DataFrame(
        {
            "kod_obec": list(CODES.values()),
            "nazev": [f"Obec {letter}" for letter in letters],
            "kod_orp": [ORP[letter] for letter in letters],
            "kod_kraj": ["CZ099"] * 4 + ["CZ098"],
            "kind": ["obec"] * 3 + ["vojensky_ujezd", "obec"],
            "in_plan": [True] * 4 + [False],
            "geometry": boxes,
        }
    )
    points = obce[["kod_obec"]].assign(geometry=shapely.centroid(boxes))
    members = [("orp", ORP[letter], CODES[letter]) for letter in "ABCD"]
    members += [("kraj", "CZ099", CODES[letter]) for letter in "ABCD"]
    areas = pd.DataFrame(
        {
            "level": ["orp", "orp", "kraj"],
            "kod": ["9901", "9902", "CZ099"],
            "nazev": ["Jih", "Sever", "Vzorový kraj"],
            "in_plan": True,
            "geometry": shapely.box(0, 0, 1, 1),
        }
    )
    area_obce = pd.DataFrame(members, columns=["level", "kod", "kod_obec"])
    return {
        "obce": _typed(obce, "obce"),
        "obec_points": _typed(points, "obec_points"),
        "areas": _typed(areas, "areas"),
        "area_obce": _typed(area_obce, "area_obce"),
        "water": empty("water"),
    }


@cache
def _sources(complete: str, declared_complete: str) -> pd.DataFrame:
    common = {"path": "x", "sha256": "0", "rows_read": 0, "rows_kept": 0, "rows_rejected": 0}
    rows = [
        {"source_id": "sluzby", "table": "services", "complete_for": complete, **common},
        {"source_id": "uzemi", "table": "declared", "complete_for": declared_complete, **common},
    ]
    return _typed(pd.DataFrame(rows), "sources")


@cache
def _population() -> pd.DataFrame:
    rows = [
        {
            "kod_obec": CODES[letter],
            "date": "2025-01-01",
            "sex": "all",
            "age_from": age_from,
            "age_to": age_to,
            "people": people,
        }
        for letter, groups in PEOPLE.items()
        for (age_from, age_to), people in zip([(0, 80), (80, None)], groups, strict=True)
    ]
    return _typed(pd.DataFrame(rows), "population")


def _services(services: list[Service]) -> dict[str, pd.DataFrame]:
    """Part services into the canonical tables; a site is a service at a letter."""
    sites = [
        {
            "site_id": f"{s.service_id}@{letter}",
            "service_id": s.service_id,
            "kod_obec": CODES.get(letter),
            "precision": "address" if letter in CODES else "none",
            "secret": s.secret,
            "geometry": None if s.secret or letter not in CODES else shapely.Point(0, 0),
        }
        for s in services
        for letter in s.at
    ]
    return {
        "providers": _filled(
            "providers",
            [{"provider_id": p, "nazev": p} for p in sorted({s.provider for s in services})],
        ),
        "services": _filled(
            "services",
            [
                {
                    "service_id": s.service_id,
                    "druh": s.druh,
                    "provider_id": s.provider,
                    "source_id": "sluzby",
                    "secret": s.secret,
                    "source_row": 2,
                }
                for s in services
            ],
        ),
        "sites": _filled("sites", sites),
        "service_sites": _filled("service_sites", sites),
        "offers": _filled(
            "offers",
            [
                {
                    "service_id": s.service_id,
                    "forma": forma,
                    "forma_basis": "unknown" if forma == "unknown" else "source",
                    "nonstop": False,
                }
                for s in services
                for forma in s.forms
            ],
        ),
    }


def _warning(service: Service) -> dict[str, Any]:
    return {
        "finding_id": service.key,
        "rule": "seat_as_place",
        "severity": "warning",
        "table": "sites",
        "row_id": service.service_id,
        "action": "ponecháno",
    }


def _filled(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Give rows as a canonical table; they are canonical by the way they are made."""
    return _typed(pd.DataFrame(rows), name) if rows else _pattern(name)


def _typed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give a frame the columns, types and order of a canonical table."""
    pattern = _pattern(name)
    # Flags and counts are never null.
    absent = {column: t.type() for column, t in pattern.dtypes.items() if t.kind in "bi"}
    whole = frame.reindex(columns=pattern.columns).fillna(absent)
    typed = whole.astype({c: t for c, t in pattern.dtypes.items() if c != "geometry"})
    ordered = typed.sort_values(list(tables()[name].key), ignore_index=True)
    if not isinstance(pattern, gpd.GeoDataFrame):
        return ordered
    return gpd.GeoDataFrame(ordered, geometry="geometry", crs=KROVAK)


@cache
def _pattern(name: str) -> pd.DataFrame:
    return empty(name)


def _travel(services: list[Service]) -> pd.DataFrame:
    """Give the minutes as stated, from the first place of each service."""
    rows = [
        {
            "site_id": f"{s.service_id}@{s.at[0]}",
            "demand_id": CODES[letter],
            "mode": "car",
            "minutes": minutes,
        }
        for s in services
        for letter, minutes in s.minutes.items()
    ]
    return _filled("travel", rows)


def _nearest(
    centre: Mapping[str, pd.DataFrame], travel: pd.DataFrame, standards: pd.DataFrame
) -> pd.DataFrame:
    """Give the least of the minutes for each group."""
    pairs = supply_groups(centre, standards).merge(travel, on="site_id")
    if pairs.empty:
        return _pattern("nearest")
    ordered = pairs.sort_values(["minutes", "service_id"])
    first = ordered.drop_duplicates(["demand_id", "druh", "forma", "cs"])
    return _typed(first.assign(rank=1), "nearest")
