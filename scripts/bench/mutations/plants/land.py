"""What lies under all: relations, people, points of obce, own areas, dates and licences."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.field import NoRowLeftError
from scripts.bench.mutations.plants.planted import one

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field
    from scripts.bench.mutations.plants.planted import Plant


def hierarchy_apart(field: Field) -> Plant:
    obec = field.an_obec(
        lambda obec: obec.kod_kraj == "CZ041" and obec.kod_obec not in field.other_orp
    )
    other = field.an_obec(lambda its: its.kod_kraj == "CZ041" and its.kod_orp != obec.kod_orp)
    field.other_orp[obec.kod_obec] = other.kod_orp
    return one("hierarchy_apart", obec.kod_obec)


def obec_ceased(field: Field) -> Plant:
    old = field.unused_code()
    field.retired[old] = field.an_obec(lambda obec: obec.kod_kraj == "CZ041").kod_obec
    field.people.append(old)
    return one("obec_ceased", old)


def obec_elsewhere(field: Field) -> Plant:
    if field.strangers:
        raise NoRowLeftError  # they are told together
    for _ in range(field.random.randint(1, 4)):
        field.strangers.append(field.unused_code())
    return one("obec_elsewhere", "obyvatele")


def point_outside(field: Field) -> Plant:
    obec = field.an_obec(
        lambda obec: obec.kod_kraj == "CZ041" and obec.kod_obec not in field.points
    )
    other = field.an_obec(lambda its: its.kod_kraj == "CZ041" and its.kod_obec != obec.kod_obec)
    field.points[obec.kod_obec] = other.kod_obec
    return one("point_outside", obec.kod_obec)


def point_missing(field: Field) -> Plant:
    if None in field.points.values():
        raise NoRowLeftError  # they are told together
    obec = field.an_obec(
        lambda obec: obec.kod_kraj == "CZ041" and obec.kod_obec not in field.points
    )
    field.points[obec.kod_obec] = None
    return one("point_missing", "body")


def demand_point_outside(field: Field) -> Plant:
    row = field.take(lambda one: bool(one["lon"] and one["kod_obec"]))
    here, lon, lat = (field.rows.at[row, name] for name in ("kod_obec", "lon", "lat"))
    told = {code for code, *_ in field.homes}
    other = field.an_obec(
        lambda obec: obec.kod_kraj == "CZ041" and obec.kod_obec not in {here, *told}
    )
    field.homes.append((other.kod_obec, lon, lat))
    return one("demand_point_outside", other.kod_obec)


def custom_area_elsewhere(field: Field) -> Plant:
    obec = field.an_obec(lambda obec: obec.kod_kraj != "CZ041")
    field.areas.append(("U1", obec.kod_obec))
    return one("custom_area_elsewhere", f"custom U1 {obec.kod_obec}")


def source_undescribed(field: Field) -> Plant:
    source = next((name for name in _DATED if name not in field.undescribed), None)
    if source is None:
        raise NoRowLeftError
    field.undescribed[source] = field.random.choice(("licence", "attribution"))
    return one("source_undescribed", source)


def vintage_apart(field: Field) -> Plant:
    source = next((name for name in _DATED if name not in field.old), None)
    if source is None:
        raise NoRowLeftError
    field.old[source] = field.random.choice(("2019-12-31", "2031-01-01", "2011-03-26"))
    return one("vintage_apart", source)


_DATED = ("hranice", "body", "obyvatele", "silnice", "vazby", "kapacity", "vymezeni")
