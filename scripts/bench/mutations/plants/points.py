"""Coordinates that are swapped, of another system or place, or missing; crowded points."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants.planted import Plant, one
from scripts.bench.mutations.real import LAWFUL

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field


def coords_swapped(field: Field) -> Plant:
    row = field.take()
    field.set(row, lon=field.rows.at[row, "lat"], lat=field.rows.at[row, "lon"])
    return one("coords_swapped", row, "wkt_elsewhere")


def coords_krovak(field: Field) -> Plant:
    row = field.take()
    x, y = field.krovak(row)
    lon, lat = field.random.choice(((x, y), (-x, -y), (y, x), (-y, -x)))
    field.set(row, lon=f"{lon:.2f}", lat=f"{lat:.2f}")
    return one("coords_krovak", row, "wkt_elsewhere")


def coords_mercator(field: Field) -> Plant:
    row = field.take()
    x, y = field.mercator(row)
    field.set(row, lon=f"{x:.2f}", lat=f"{y:.2f}")
    return one("coords_mercator", row, "wkt_elsewhere")


def coords_outside(field: Field) -> Plant:
    row = field.take()
    lon, lat = field.random.choice(
        (("0", "0"), ("1.2369", "50.07"), ("12.3", "5.01"), ("21", "52"))
    )
    field.set(row, lon=lon, lat=lat)
    return one("coords_outside", row, "wkt_elsewhere")


def note_in_number(field: Field) -> Plant:
    row = field.take()
    note = field.random.choice(
        ("viz poznámka", "None", "neuvedeno", "CHYBA: 'NoneType'", "neznámo")
    )
    field.set(row, **{field.random.choice(("lon", "lat")): note})
    return one("note_in_number", row)


def wkt_elsewhere(field: Field) -> Plant:
    row = field.take()
    lon, lat = (float(field.rows.at[row, name]) for name in ("lon", "lat"))
    field.set(row, wkt=f"POINT({lon + 0.05:.6f} {lat - 0.03:.6f})")
    return one("wkt_elsewhere", row)


def point_in_no_obec(field: Field) -> Plant:
    row = field.take()
    field.place(row, 16.6 + field.random.random(), 49.2)
    return one("point_in_no_obec", row)


def point_of_obec(field: Field) -> Plant:
    row = field.take()
    field.set(row, lon="", lat="", wkt="")
    return one("point_of_obec", row)


def no_place(field: Field) -> Plant:
    row = field.take()
    field.nowhere(row)
    field.set(row, nazev_obec="")
    return one("no_place", row)


def outside_plan(field: Field) -> Plant:
    row = field.take()
    field.move(row, field.an_obec(lambda obec: obec.kod_kraj not in ("CZ041", "CZ032", "CZ042")))
    field.set(row, lon="", lat="", wkt="")
    return one("outside_plan", row)


def seat_as_place(field: Field) -> Plant:
    row = field.take(alone=True)
    kinds = field.random.sample(sorted(LAWFUL), 6)
    places = [row]
    for kind in kinds:
        copy = field.add(row)
        field.set(copy, druh=kind, forma=LAWFUL[kind][0], identifikator=field.identifier())
        places.append(copy)
    return Plant("seat_as_place", frozenset(places))


def many_at_point(field: Field) -> Plant:
    row = field.take(alone=True)
    places = field.at_point_of(row)
    for _ in range(8):
        copy = field.add(row)
        name = f"Zkušební {field.word()} {field.word()}"
        field.set(copy, provider=name, ico=field.ico())
        field.set(copy, identifikator=field.identifier())
        places.append(copy)
    return Plant("many_at_point", frozenset(places))
