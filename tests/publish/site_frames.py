"""Frames of an invented territory for the tests of the page, hostile names included.

Minutes are made up from straight-line distances: the tests of the page need figures to show, not
true ones.
"""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis_sluzby import codelists

HOSTILE = (
    "${alert(1)}",
    "`back`tick`",
    "</script><img src=x onerror=alert(1)>",
    "\u202eRTL obrácený\u202c",
    "<b>tučné</b> & \"uvozovky\" 'apostrof'",
    "\u2028oddělovač řádku",
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
)
Frames = dict[str, Any]
Floats = NDArray[np.float64]
Texts = NDArray[Any]
_CELL = 6_000.0
_KMH = 45.0
_CROW = 1.35
_HERE = 4.0
_MANY = 3


def grid_centre(columns: int = 9, rows: int = 6, services: int = 90, seed: int = 7) -> Frames:
    """Give the centre of an invented kraj of `columns` × `rows` obce with hostile names."""
    rng = np.random.default_rng(seed)
    obce = _grid_obce(columns, rows, rng)
    centre = {"obce": obce, "areas": _areas(obce), "sources": _sources()}
    return {**centre, **random_services(obce, services, rng)}


def _grid_obce(columns: int, rows: int, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Give a grid of obce whose shared corners are shifted, and a row of neighbours around it."""
    shift = rng.uniform(-0.3, 0.3, size=(columns + 3, rows + 3, 2))
    cells = []
    for i in range(columns + 2):
        for j in range(rows + 2):
            corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
            ring = [
                (-860_000 + (a + shift[a, b, 0]) * _CELL, -1_030_000 + (b + shift[a, b, 1]) * _CELL)
                for a, b in corners
            ]
            own = 0 < i <= columns and 0 < j <= rows
            cells.append((i, j, own, shapely.Polygon(ring)))
    table = []
    for n, (i, j, own, polygon) in enumerate(cells):
        orp = f"99{1 + (3 * (i - 1)) // columns:02d}" if own else "9801"
        name = _NAMES[n % len(_NAMES)] + ("" if n < len(_NAMES) else f" {1 + n // len(_NAMES)}")
        table.append(
            {
                "kod_obec": f"{599000 + n}",
                "nazev": HOSTILE[j - 1] if own and i == 2 and j <= len(HOSTILE) else name,
                "kod_pou": f"{orp}1",
                "kod_orp": orp,
                "kod_okres": "CZ0991" if own else "CZ0981",
                "kod_kraj": "CZ099" if own else "CZ098",
                "kind": "vojensky_ujezd" if own and (i, j) == (columns, rows) else "obec",
                "in_plan": own,
                "geometry": polygon,
            }
        )
    return gpd.GeoDataFrame(table, geometry="geometry", crs=5514)


_NAMES = (
    "Aš", "Březová", "Cvikov", "Čistá", "Dolní Žandov", "Háje", "Cheb", "Chodov", "Jáchymov",
    "Kraslice", "Luby", "Město Úval", "Nejdek", "Ostrov", "Ždírec", "Zálesí", "Řež", "Šabina",
)  # fmt: skip


def _areas(obce: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve the obce."""
    parts = []
    names = {"9901": "Žďár", "9902": HOSTILE[2], "9903": "Chodov", "CZ099": "Vzorový kraj"}
    for level in ("orp", "kraj"):
        merged = obce.dissolve(f"kod_{level}").reset_index(names="kod")
        parts.append(
            gpd.GeoDataFrame(
                {
                    "level": level,
                    "kod": merged["kod"],
                    "nazev": [names.get(kod, f"Soused {kod}") for kod in merged["kod"]],
                    "in_plan": merged["in_plan"],
                },
                geometry=merged.geometry.to_numpy(),
                crs=5514,
            )
        )
    return pd.concat(parts, ignore_index=True)


def _sources() -> pd.DataFrame:
    """Give two sources, the second with a hostile title."""
    return pd.DataFrame(
        {
            "source_id": ["obce", "sluzby"],
            "table": ["obce", "services"],
            "title": ["Hranice obcí", HOSTILE[0]],
            "path": ["boundaries/obce.gpkg", "services.csv"],
            "licence": ["CC BY 4.0", None],
            "attribution": ["© ČÚZK", HOSTILE[2]],
            "vintage": ["2024-07-01", "2026-09-27"],
        }
    )


def random_services(obce: gpd.GeoDataFrame, count: int, rng: np.random.Generator) -> Frames:
    """Give seeded services of all druhy, clustered in few obce, some of them secret."""
    own = obce[obce["in_plan"] & (obce["kind"] == "obec")].reset_index(drop=True)
    seats = rng.choice(len(own), size=max(4, len(own) // 5), replace=False)
    druhy = [row.code for row in codelists.druhy() if row.code not in {"68", "54"}]
    providers = max(3, count // 3)
    at = seats[rng.integers(0, len(seats), size=count)]
    spread = rng.normal(0, 700, size=(count, 2))
    points = own.geometry.representative_point()
    druh = [
        druhy[n % len(druhy)] if n < 3 * len(druhy) else str(rng.choice(druhy))
        for n in range(count)
    ]
    secret = np.array([d in {"57", "60a"} and rng.random() < 0.4 for d in druh])
    ids = [f"sluzby:{n:05d}" for n in range(count)]
    geometry = [
        None if secret[n] else shapely.Point(points.x[at[n]] + dx, points.y[at[n]] + dy)
        for n, (dx, dy) in enumerate(spread)
    ]
    offers = []
    for key, code in zip(ids, druh, strict=True):
        forms = codelists.forms_by_law(code)
        chosen = forms if len(forms) == 1 else [f for f in forms if rng.random() < 0.6]
        offers += [
            {"service_id": key, "forma": f, "forma_basis": "source"} for f in chosen or ["unknown"]
        ]
    names = [
        HOSTILE[n % len(HOSTILE)] if n < len(HOSTILE) else f"Charita {_NAMES[n % len(_NAMES)]} {n}"
        for n in range(providers)
    ]
    return {
        "providers": pd.DataFrame(
            {
                "provider_id": [f"p{n:04d}" for n in range(providers)],
                "nazev": names,
                "web": [
                    f"https://www.priklad{n}.cz" if n % 2 else "javascript:alert(1)"
                    for n in range(providers)
                ],
                "email": [f"info@priklad{n}.cz" if n % 3 else None for n in range(providers)],
                "phone": [f"353000{n % 1000:03d}" if n % 2 else None for n in range(providers)],
            }
        ),
        "services": pd.DataFrame(
            {
                "service_id": ids,
                "provider_id": [f"p{n % providers:04d}" for n in range(count)],
                "druh": druh,
                "nazev": [f"Středisko {n}" if n % 5 == 0 else None for n in range(count)],
                "od": None,
                "do": ["2020-01-01" if n == 1 else None for n in range(count)],
                "secret": secret,
                "web": None,
                "email": None,
                "phone": [f"+420 353 111 {n % 1000:03d}" if n % 3 else None for n in range(count)],
            }
        ),
        "sites": gpd.GeoDataFrame(
            {
                "site_id": [f"m{n:05d}" for n in range(count)],
                "address": [
                    f"Náměstí {n}, {own['nazev'][at[n]]}" if not secret[n] else None
                    for n in range(count)
                ],
                "kod_obec": [
                    own["kod_obec"][at[n]] if not secret[n] else None for n in range(count)
                ],
                "secret": secret,
            },
            geometry=geometry,
            crs=5514,
        ),
        "service_sites": pd.DataFrame(
            {
                "service_id": ids,
                "site_id": [f"m{n:05d}" for n in range(count)],
                "od": None,
                "do": None,
            }
        ),
        "offers": pd.DataFrame(offers),
    }


def fake_coverage(centre: Frames, people: pd.Series[int], *, declared: bool = True) -> Frames:
    """Make up coverage of every druh and forma; people are given by obec."""
    obce = centre["obce"][centre["obce"]["in_plan"]].reset_index(drop=True)
    standards = _standards(centre)
    rows = [_layer(rule, centre, obce, people, declared) for rule in standards.to_dict("records")]
    table = pd.concat(rows, ignore_index=True)
    names = centre["areas"].query("level == 'orp'").set_index("kod")["nazev"]
    table["nazev_orp"] = table["kod_orp"].map(names)
    return {
        "coverage_obec": table,
        "coverage_orp": _rolled(table, ["kod_orp", "nazev_orp"]),
        "coverage_kraj": _rolled(table.assign(kod_kraj="CZ099"), ["kod_kraj"]),
        "standards": standards,
        "obec_people": pd.DataFrame({"kod_obec": people.index, "people": people.to_numpy()}),
    }


def _standards(centre: Frames) -> pd.DataFrame:
    """Give the default standards of every druh, for any form and for the forms that occur."""
    default = codelists.default_standards()
    offers = centre["offers"].merge(centre["services"][["service_id", "druh"]])
    rows = []
    for druh in codelists.druhy():
        occurring = sorted(set(offers.loc[offers["druh"] == druh.code, "forma"]))
        for forma in ["any", *occurring]:
            rule = dict(default["standards"])
            for entry in default["standard"]:
                if (
                    entry["druh"] == druh.code
                    and "cs" not in entry
                    and entry.get("forma", forma) == forma
                ):
                    rule.update(entry)
            measures = {rule["measure"]}
            if forma == "any" and len(occurring) > 1:
                measures = {
                    row["measure"] for row in default["standard"] if row["druh"] == druh.code
                }
            measure = rule["measure"] if len(measures) == 1 else "mixed"
            rows.append(
                {
                    "druh": druh.code, "forma": forma, "cs": "any", "level": rule["level"],
                    "measure": measure,
                    "limit_minutes": rule["limit_minutes"] if measure == "time" else np.nan,
                    "covered_from": rule["covered_from"],
                    "age_from": rule["target"]["ages"][0], "age_to": rule["target"]["ages"][1],
                    "source": rule["source"], "origin": "default",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def _layer(
    rule: Any,  # noqa: ANN401
    centre: Frames,
    obce: gpd.GeoDataFrame,
    people: pd.Series[int],
    declared: bool,  # noqa: FBT001
) -> pd.DataFrame:
    """Make up the rows of one druh and forma."""
    offers = centre["offers"].merge(centre["services"])
    offers = offers[offers["druh"] == rule["druh"]]
    if rule["forma"] != "any":
        offers = offers[offers["forma"] == rule["forma"]]
    offers = offers.drop_duplicates("service_id").merge(
        centre["service_sites"][["service_id", "site_id"]]
    )
    offers = offers.merge(centre["sites"], on="site_id", suffixes=("", "_site"))
    placed = offers[~shapely.is_missing(offers["geometry"].to_numpy())]
    points = obce.geometry.representative_point().to_numpy()
    count = people.reindex(obce["kod_obec"]).to_numpy(float)
    if len(placed):
        away = shapely.distance(points[:, None], placed["geometry"].to_numpy()[None, :])
        minutes = away * _CROW / 1000 / _KMH * 60
        nearest, least = minutes.argmin(axis=1), minutes.min(axis=1)
        within = (minutes <= np.nan_to_num(rule["limit_minutes"], nan=30)).sum(axis=1)
        named = placed["service_id"].to_numpy()[nearest]
    else:
        least, within = np.full(len(obce), np.nan), np.zeros(len(obce))
        named = np.full(len(obce), None)
    rng = np.random.default_rng(sum(map(ord, rule["druh"] + rule["forma"])))
    jobs = np.zeros(len(obce))
    if declared and len(offers):
        jobs = rng.integers(0, 6, len(obce)).astype(np.float64)
    status, reason = _status(rule, least, jobs, len(offers), declared=declared)
    status = np.where(count == 0, "not_applicable", status)
    reason = np.where(count == 0, "nobody", reason)
    target = np.round(count * (0.2 if rule["age_from"] >= 65 else 1.0))
    reached = np.where(status == "covered", target, np.where(status == "partial", target // 2, 0))
    unknown = (status == "no_data") | (target == 0)
    return pd.DataFrame(
        {
            "kod_obec": obce["kod_obec"], "nazev_obec": obce["nazev"], "kod_orp": obce["kod_orp"],
            "druh": rule["druh"], "forma": rule["forma"], "cs": "any",
            "target_pop": target,
            "covered_pop": np.where(status == "no_data", np.nan, reached),
            "covered_share": np.where(unknown, np.nan, reached / np.maximum(target, 1)),
            "services_in_limit": within.astype(int),
            "providers_in_limit": jobs.astype(int),
            "nearest_minutes": least, "nearest_service": named,
            "limit_minutes": rule["limit_minutes"], "measure": rule["measure"],
            "status": status, "reason": reason,
            "confidence": np.where(rng.random(len(obce)) < 0.03, "lowered", "full"),
        }
    )  # fmt: skip


def _status(
    rule: dict[str, Any], least: Floats, jobs: Floats, offers: int, *, declared: bool
) -> tuple[Texts, Texts]:
    """Make up status and reason by the measure."""
    shape = least.shape
    whole = {
        "balance": ("no_data", "capacity_unknown"),
        "phone": ("covered", "phone"),
        "none": ("not_applicable", "no_standard"),
        "time": ("uncovered", "no_service"),
        "declared": ("no_data", "no_declared_area"),
        "presence": ("covered", "present_in_area") if offers else ("uncovered", "no_service"),
    }
    measure = rule["measure"]
    limit = np.nan_to_num(rule["limit_minutes"], nan=30.0)
    told = {
        "time": (least <= limit, "within_limit", "beyond_limit"),
        "declared": (jobs > 0, "declared", "not_declared"),
        "presence": (least < _HERE, "present_in_area", "absent_in_area"),
    }
    if measure == "mixed":
        status = np.where(least <= limit, "covered", np.where(jobs > _MANY, "partial", "uncovered"))
        return status, np.full(shape, "united", object)
    by_obec = {
        "time": offers > 0,
        "declared": declared and offers > 0,
        "presence": rule["level"] == "obec",
    }
    if by_obec.get(measure):
        yes, good, bad = told[measure]
        return np.where(yes, "covered", "uncovered"), np.where(yes, good, bad)
    status_word, reason = whole[measure]
    return np.full(shape, status_word, object), np.full(shape, reason, object)


def _rolled(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Roll coverage up to an area."""
    table = table.assign(
        known=np.where(table["status"] == "no_data", 0.0, table["target_pop"]),
        no_data_pop=np.where(table["status"] == "no_data", table["target_pop"], 0.0),
    )
    grouped = table.groupby([*keys, "druh", "forma", "cs"], sort=False, dropna=False)
    rolled = grouped.agg(
        target_pop=("target_pop", "sum"), covered_pop=("covered_pop", "sum"),
        known=("known", "sum"), no_data_pop=("no_data_pop", "sum"),
        nearest_minutes=("nearest_minutes", "mean"), measure=("measure", "first"),
    ).reset_index()  # fmt: skip
    rolled["covered_share"] = np.where(
        rolled["known"] > 0, rolled["covered_pop"] / rolled["target_pop"].clip(lower=1), np.nan
    )
    rolled["status"] = np.select(
        [
            rolled["target_pop"] == 0,
            rolled["known"] == 0,
            rolled["covered_share"] >= 0.95,
            rolled["covered_share"] > 0,
        ],
        ["not_applicable", "no_data", "covered", "partial"],
        "uncovered",
    )
    return rolled


def grid_people(centre: Frames) -> pd.Series[int]:
    """Give people of the obce of the grid, nobody in the military area."""
    own = centre["obce"][centre["obce"]["in_plan"]]
    drawn = np.random.default_rng(1).integers(60, 9000, len(own))
    people = np.where(own["kind"] == "obec", drawn, 0).astype(np.int64)
    return pd.Series(people, index=own["kod_obec"].to_numpy())


def grid_frames() -> tuple[Frames, Frames]:
    """Give centre and coverage of the grid."""
    centre = grid_centre()
    return centre, fake_coverage(centre, grid_people(centre))


def told_frames(centre: Frames) -> Frames:
    """Add what a full centre tells: target groups, hours, capacities, departments."""
    services = centre["services"]["service_id"]
    offers = centre["offers"].assign(nonstop=False, hours=None)
    offers.loc[offers.index[::2], "hours"] = HOSTILE[2]
    return {
        **centre,
        "offers": offers,
        "targets": pd.DataFrame({"service_id": services, "target_group": "24", "cs": "seniori"}),
        "capacities": pd.DataFrame(
            {
                "service_id": offers["service_id"],
                "forma": offers["forma"],
                "unit": "luzka",
                "count": np.arange(len(offers)) + 1.0,
            }
        ),
        "departments": pd.DataFrame(
            {
                "kod_orp": ["9901", "9902"],
                "nazev": ["Městský úřad Žďár", HOSTILE[2]],
                "phone": ["353 000 200", None],
                "email": [None, "javascript:alert(1)"],
                "address": ["Náměstí 1", None],
            }
        ),
    }


def reached_frames(centre: Frames) -> Frames:
    """Make up declared areas and isochrone bands: squares of obce, circles of minutes."""
    obce = centre["obce"][centre["obce"]["in_plan"]].reset_index(drop=True)
    demand = pd.DataFrame({"demand_id": "d" + obce["kod_obec"], "kod_obec": obce["kod_obec"]})
    coming = centre["offers"].query("forma == 'ter'")["service_id"]
    rows = [
        {"service_id": service, "demand_id": unit, "claim": "declared"}
        for at, service in enumerate(coming)
        for unit in demand["demand_id"].iloc[at % 7 :: 3]
    ]
    placed = centre["service_sites"].merge(centre["sites"], on="site_id")
    placed = placed[~shapely.is_missing(placed["geometry"].to_numpy())]
    bands = [
        _ring("service", service, point, part)
        for service, point in zip(placed["service_id"], placed["geometry"], strict=True)
        for part in (0, 1)
    ]
    bands += [_ring("druh", "46", placed["geometry"].iloc[0], part) for part in (0, 1)]
    return {
        "demand": demand,
        "reach": pd.DataFrame(rows),
        "isochrones": gpd.GeoDataFrame(bands, geometry="geometry", crs=5514),
    }


def _ring(scope: str, kod: str, point: shapely.Point, part: int) -> dict[str, Any]:
    """Make up a band: a disc, or the ring around it."""
    disc = point.buffer(4000)
    shape = disc if part == 0 else point.buffer(9000).difference(disc)
    return {
        "scope": scope, "kod": kod, "mode": "car",
        "minutes_from": 10.0 * part, "minutes": 10.0 * (part + 1), "geometry": shape,
    }  # fmt: skip


#: The words of the page of the grid.
GRID_WORDS = {
    "title": "Dostupnost sociálních služeb ve Vzorovém kraji",
    "kraj_name": "Vzorový kraj",
    "publisher": "Úřad <b>vzorového</b> kraje",
    "date": "2026-09-27",
    "model": True,
}
