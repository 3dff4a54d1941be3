"""Tables beside the services: capacities, networks, areas that are no areas."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants.planted import Plant, one
from scripts.bench.mutations.real import LAWFUL
from scripts.bench.mutations.spoil import typo

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field


def capacity_unit_odd(field: Field) -> Plant:
    row = field.take(lambda one: LAWFUL.get(one["druh"]) in (("terénní",), ("pobytová",)))
    key, stays = field.rows.at[row, "key"], field.rows.at[row, "forma"] == "pobytová"
    talking = field.rows.at[row, "druh"] == "tísňová péče"
    unit = field.random.choice(("kontakt", "hovor")) if stays or talking else "luzka"
    unit = "luzka" if talking else unit
    field.capacities.append((key, field.rows.at[row, "forma"], unit, "10"))
    code = {"pobytová": "pob", "terénní": "ter"}[field.rows.at[row, "forma"]]
    return one("capacity_unit_odd", f"sluzby:{key} {code} {unit}")


def capacity_size_odd(field: Field) -> Plant:
    row = field.take(lambda one: LAWFUL.get(one["druh"]) == ("pobytová",))
    key = field.rows.at[row, "key"]
    field.capacities.append((key, "pobytová", "luzka", field.random.choice(_ODD_SIZES)))
    return one("capacity_size_odd", f"sluzby:{key} pob luzka")


def area_unknown(field: Field) -> Plant:
    row = field.take()
    key, code = field.rows.at[row, "key"], field.unused_code()
    form = field.rows.at[row, "forma"] or "terénní"
    field.declared.append((key, form, "obec", code, "kraj"))
    return one("area_unknown", f"sluzby:{key} obec {code}")


def area_elsewhere(field: Field) -> Plant:
    row = field.take()
    key, obec = field.rows.at[row, "key"], field.an_obec(lambda one: one.kod_kraj == "CZ080")
    field.declared.append(
        (key, field.rows.at[row, "forma"] or "terénní", "obec", obec.kod_obec, "kraj")
    )
    return one("area_elsewhere", f"sluzby:{key}")


_ODD_SIZES = ("0", "-12", "17,5", "15000", "2024")


def circle_without_centre(field: Field) -> Plant:
    row = field.take()
    field.nowhere(row)
    field.set(row, nazev_obec="")
    key, form = field.rows.at[row, "key"], field.rows.at[row, "forma"] or "terénní"
    field.declared.append((key, form, "radius", "12", "kraj"))
    return Plant(
        "circle_without_centre",
        frozenset([row, f"sluzby:{key} radius 12"]),
        frozenset(["no_place"]),
    )


def foreign_missing(field: Field) -> Plant:
    row = field.take(lambda one: LAWFUL.get(one["druh"]) == ("pobytová",))
    key = field.rows.at[row, "key"]
    field.network.append((key, "terénní"))
    return one("foreign_missing", f"sit 2026 sluzby:{key} ter klient")


def area_name_unknown(field: Field) -> Plant:
    name = field.an_obec(lambda obec: obec.kod_kraj == "CZ041" and len(obec.nazev) > _LONG).nazev
    return _named(field, "area_name_unknown", typo(name, field.random, field.names))


def area_name_short(field: Field) -> Plant:
    names = [obec.nazev for obec in field.obce if obec.kod_kraj == "CZ041"]
    begins = [name.split()[0] for name in names]
    fitting = [
        first
        for name, first in zip(names, begins, strict=True)
        if first != name and begins.count(first) == 1 and len(first) > _LONG
    ]
    return _named(field, "area_name_short", field.random.choice(fitting))


def area_name_homonym(field: Field) -> Plant:
    names = [obec.nazev for obec in field.obce if obec.kod_kraj == "CZ041"]
    begins = [name.split()[0] for name in names]
    fitting = sorted({one for one in begins if begins.count(one) > 1 and one not in names})
    return _named(field, "area_name_homonym", field.random.choice(fitting))


def _named(field: Field, rule: str, area: str) -> Plant:
    """Declare an area by a name, which somebody else declares rightly too."""
    row = field.take(lambda one: bool(one["forma"]))
    field.named.append((field.rows.at[row, "key"], field.rows.at[row, "forma"], area))
    return one(rule, f"nazvy:{len(field.named) + 1}")


_LONG = 4
