"""What is planted: each function spoils rows and says what the audit has to find there."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scripts.bench.mutations.real import FORMS, LAWFUL, valid_ico
from scripts.bench.mutations.spoil import folded, garbled, respelt, typo

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.bench.mutations.field import Field


class Plant(NamedTuple):
    """One planted fault.

    Parameters
    ----------
    rule
        The rule that has to find it.
    places
        Rows of services, or keys of rows of other tables, at any of which it may be told.
    also
        Rules that rightly speak of the same rows.
    """

    rule: str
    places: frozenset[int | str]
    also: frozenset[str] = frozenset()


def _one(rule: str, row: int, *also: str) -> Plant:
    return Plant(rule, frozenset([row]), frozenset(also))


def obec_unknown(field: Field) -> Plant:
    row = field.take()
    field.set(row, kod_obec=field.unused_code())
    return _one("obec_unknown", row)


def obec_retired(field: Field) -> Plant:
    row = field.take()
    old = field.unused_code()
    field.retired[old] = field.rows.at[row, "kod_obec"]
    field.set(row, kod_obec=old, nazev_obec="")
    return _one("obec_retired", row)


def obec_not_at_point(field: Field) -> Plant:
    row = field.take()
    here = field.rows.at[row, "kod_obec"]
    field.move(row, field.an_obec(lambda obec: obec.kod_obec != here and obec.kod_kraj == "CZ041"))
    return _one("obec_not_at_point", row)


def orp_of_other_obec(field: Field) -> Plant:
    row = field.take()
    name, own = field.rows.at[row, "nazev_obec"], field.rows.at[row, "kod_orp"]
    namesakes = {obec.kod_orp for obec in field.obce if obec.nazev == name}
    other = field.an_obec(lambda obec: obec.kod_orp not in {own, *namesakes})
    field.set(row, kod_orp=other.kod_orp, nazev_orp=other.nazev_orp)
    return _one("orp_of_other_obec", row)


def orp_of_namesake(field: Field) -> Plant:
    row = field.take()
    by_name: dict[str, set[str]] = {}
    for obec in field.obce:
        by_name.setdefault(obec.nazev, set()).add(obec.kod_orp)
    here = field.an_obec(lambda obec: obec.kod_kraj == "CZ041" and len(by_name[obec.nazev]) > 1)
    field.move(row, here)
    field.set(row, lon="", lat="", wkt="")
    there = field.an_obec(lambda obec: obec.nazev == here.nazev and obec.kod_orp != here.kod_orp)
    field.set(row, kod_orp=there.kod_orp, nazev_orp=there.nazev_orp)
    return _one("orp_of_namesake", row, "point_of_obec")


def orp_unknown(field: Field) -> Plant:
    row = field.take()
    known = {obec.kod_orp for obec in field.obce}
    code = field.made(lambda: str(field.random.randint(1001, 9999)), known)
    field.set(row, kod_orp=code, nazev_orp="")
    return _one("orp_unknown", row)


def kraj_of_other_obec(field: Field) -> Plant:
    row = field.take()
    other = field.an_obec(lambda obec: obec.kod_kraj != "CZ041")
    field.set(row, kod_kraj=other.kod_kraj, nazev_kraj=other.nazev_kraj)
    return _one("kraj_of_other_obec", row)


def obec_homonym(field: Field) -> Plant:
    row = field.take()
    names = [obec.nazev for obec in field.obce]
    name = field.random.choice(sorted({name for name in names if names.count(name) > 1}))
    field.nowhere(row)
    field.set(row, nazev_obec=name, nazev_orp="", kod_orp="", nazev_okres="")
    field.set(row, kod_kraj="", nazev_kraj="")
    return _one("obec_homonym", row, "no_place")


def obec_name_misspelt(field: Field) -> Plant:
    row = field.take(lambda one: len(folded(one["nazev_obec"])) > 5)  # noqa: PLR2004
    field.set(row, nazev_obec=typo(field.rows.at[row, "nazev_obec"], field.random, field.names))
    if field.random.random() < 0.5:  # noqa: PLR2004  (with its code, or by name alone)
        field.nowhere(row)
        return _one("obec_name_misspelt", row, "no_place")
    return _one("obec_name_misspelt", row, "code_two_names")


def obec_name_of_other(field: Field) -> Plant:
    row = field.take()
    own = folded(field.rows.at[row, "nazev_obec"])
    field.set(row, nazev_obec=field.an_obec(lambda obec: folded(obec.nazev) != own).nazev)
    return _one("obec_name_of_other", row, "code_two_names")


def obec_name_unknown(field: Field) -> Plant:
    row = field.take()
    field.set(row, nazev_obec=field.random.choice(("U Zkušební kapličky", "Pod Vzorovým vrchem")))
    return _one("obec_name_unknown", row, "code_two_names")


def area_name_misspelt(field: Field) -> Plant:
    row = field.take()
    column = field.random.choice(("nazev_orp", "nazev_kraj"))
    taken = {name for obec in field.obce for name in (obec.nazev_orp, obec.nazev_kraj)}
    name = field.rows.at[row, column].removesuffix(" kraj")
    field.set(row, **{column: typo(name, field.random, taken)})
    return _one("area_name_misspelt", row, "code_two_names")


def code_two_names(field: Field) -> Plant:
    """Give the ORP of a row the name of another."""
    row = field.take()
    own = field.rows.at[row, "nazev_orp"]
    field.set(row, nazev_orp=field.an_obec(lambda obec: obec.nazev_orp != own).nazev_orp)
    return _one("code_two_names", row)


def codes_dragged(field: Field) -> Plant:
    column = field.random.choice(("kod_obec", "kod_orp", "ico"))
    rows = field.take_run(5)
    first = field.rows.at[rows[0], column]
    for step, row in enumerate(rows):
        code = str(int(first) + step).zfill(len(first))
        field.set(row, **{column: code})
    also = {
        "kod_obec": ("obec_unknown", "code_two_names"),
        "kod_orp": ("orp_of_other_obec", "orp_unknown", "orp_of_namesake", "code_two_names"),
        "ico": ("ico_check_digit", "provider_two_icos", "ico_two_names"),
    }
    return Plant("codes_dragged", frozenset(rows), frozenset(also[column]))


def mojibake(field: Field) -> Plant:
    def broken(row: dict[str, str]) -> bool:
        return garbled(row["provider"], field.random) != row["provider"]

    row = field.take(broken, alone=True)
    provider = garbled(field.rows.at[row, "provider"], field.random)
    field.set(row, provider=provider)
    return _one("mojibake", row)


def coords_swapped(field: Field) -> Plant:
    row = field.take()
    field.set(row, lon=field.rows.at[row, "lat"], lat=field.rows.at[row, "lon"])
    return _one("coords_swapped", row, "wkt_elsewhere")


def coords_krovak(field: Field) -> Plant:
    row = field.take()
    x, y = field.krovak(row)
    lon, lat = field.random.choice(((x, y), (-x, -y), (y, x), (-y, -x)))
    field.set(row, lon=f"{lon:.2f}", lat=f"{lat:.2f}")
    return _one("coords_krovak", row, "wkt_elsewhere")


def coords_mercator(field: Field) -> Plant:
    row = field.take()
    x, y = field.mercator(row)
    field.set(row, lon=f"{x:.2f}", lat=f"{y:.2f}")
    return _one("coords_mercator", row, "wkt_elsewhere")


def coords_outside(field: Field) -> Plant:
    row = field.take()
    lon, lat = field.random.choice(
        (("0", "0"), ("1.2369", "50.07"), ("12.3", "5.01"), ("21", "52"))
    )
    field.set(row, lon=lon, lat=lat)
    return _one("coords_outside", row, "wkt_elsewhere")


def note_in_number(field: Field) -> Plant:
    row = field.take()
    note = field.random.choice(
        ("viz poznámka", "None", "neuvedeno", "CHYBA: 'NoneType'", "neznámo")
    )
    field.set(row, **{field.random.choice(("lon", "lat")): note})
    return _one("note_in_number", row)


def wkt_elsewhere(field: Field) -> Plant:
    row = field.take()
    lon, lat = (float(field.rows.at[row, name]) for name in ("lon", "lat"))
    field.set(row, wkt=f"POINT({lon + 0.05:.6f} {lat - 0.03:.6f})")
    return _one("wkt_elsewhere", row)


def point_in_no_obec(field: Field) -> Plant:
    row = field.take()
    field.place(row, 16.6 + field.random.random(), 49.2)
    return _one("point_in_no_obec", row)


def point_of_obec(field: Field) -> Plant:
    row = field.take()
    field.set(row, lon="", lat="", wkt="")
    return _one("point_of_obec", row)


def no_place(field: Field) -> Plant:
    row = field.take()
    field.nowhere(row)
    field.set(row, nazev_obec="")
    return _one("no_place", row)


def outside_plan(field: Field) -> Plant:
    row = field.take()
    field.move(row, field.an_obec(lambda obec: obec.kod_kraj not in ("CZ041", "CZ032", "CZ042")))
    field.set(row, lon="", lat="", wkt="")
    return _one("outside_plan", row)


def ico_check_digit(field: Field) -> Plant:
    row = field.take(alone=True)
    ico = field.rows.at[row, "ico"]
    at = field.random.randrange(7)
    digit = str((int(ico[at]) + field.random.randint(1, 9)) % 10)
    field.set(row, ico=ico[:at] + digit + ico[at + 1 :])
    return _one("ico_check_digit", row, "ico_zeros")


def ico_zeros(field: Field) -> Plant:
    row = field.take(alone=True)
    ico = field.made(lambda: valid_ico(field.random), lambda text: not text.startswith("0"))
    field.set(row, ico=ico.lstrip("0"))
    return _one("ico_zeros", row)


def ico_two_names(field: Field) -> Plant:
    row, other = field.take(alone=True), field.take(alone=True)
    field.set(row, ico=field.rows.at[other, "ico"])
    return Plant("ico_two_names", frozenset((row, other)))


def provider_two_icos(field: Field) -> Plant:
    row = field.take(alone=False)
    name = field.rows.at[row, "provider"]
    ico = field.rows.at[row, "ico"]
    at = field.random.randrange(7)
    field.set(row, ico=ico[:at] + str((int(ico[at]) + 1) % 10) + ico[at + 1 :])
    places = {row, *field.rows.index[field.rows["provider"] == name]}
    return Plant("provider_two_icos", frozenset(places), frozenset(["ico_check_digit"]))


def provider_two_spellings(field: Field) -> Plant:
    row = field.take(alone=False)
    name = field.rows.at[row, "provider"]
    places = frozenset([row, *field.rows.index[field.rows["provider"] == name]])
    field.set(row, provider=respelt(name, field.random))
    return Plant("provider_two_spellings", places)


def service_twice(field: Field) -> Plant:
    row = field.take()
    copy = field.add(row)
    return Plant("service_twice", frozenset([row, copy]))


def service_respelt(field: Field) -> Plant:
    row = field.take(alone=True)
    copy = field.add(row)
    field.set(copy, provider=respelt(field.rows.at[row, "provider"], field.random))
    also = frozenset(["provider_two_spellings"])
    return Plant("service_respelt", frozenset([row, copy]), also)


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
    places = [row]
    for _ in range(8):
        copy = field.add(row)
        name = f"Zkušební {field.word()} {field.word()}"
        field.set(copy, provider=name, ico=valid_ico(field.random))
        field.set(copy, identifikator=field.identifier())
        places.append(copy)
    return Plant("many_at_point", frozenset(places))


def dates_contradict(field: Field) -> Plant:
    row = field.take()
    field.set(row, od="2020-05-01", do="2016-12-31")
    return _one("dates_contradict", row)


def date_unlikely(field: Field) -> Plant:
    row = field.take()
    field.set(row, od=field.random.choice(("1900-01-01", "1899-12-30", "1970-01-01", "0207-03-01")))
    return _one("date_unlikely", row)


def not_in_force(field: Field) -> Plant:
    row = field.take()
    field.set(row, **field.random.choice(({"do": "2025-12-31"}, {"od": "2027-01-01"})))
    return _one("not_in_force", row)


def forma_against_law(field: Field) -> Plant:
    row = field.take(lambda one: len(LAWFUL.get(one["druh"], FORMS)) < len(FORMS))
    lawful = LAWFUL[field.rows.at[row, "druh"]]
    field.set(row, forma=field.random.choice([one for one in FORMS if one not in lawful]))
    return _one("forma_against_law", row)


def capacity_unit_odd(field: Field) -> Plant:
    row = field.take(lambda one: LAWFUL.get(one["druh"]) in (("terénní",), ("pobytová",)))
    key, stays = field.rows.at[row, "key"], field.rows.at[row, "forma"] == "pobytová"
    talking = field.rows.at[row, "druh"] == "tísňová péče"
    unit = field.random.choice(("kontakt", "hovor")) if stays or talking else "luzka"
    unit = "luzka" if talking else unit
    field.capacities.append((key, field.rows.at[row, "forma"], unit, "10"))
    code = {"pobytová": "pob", "terénní": "ter"}[field.rows.at[row, "forma"]]
    return Plant("capacity_unit_odd", frozenset([f"sluzby:{key} {code} {unit}"]))


def capacity_size_odd(field: Field) -> Plant:
    row = field.take(lambda one: LAWFUL.get(one["druh"]) == ("pobytová",))
    key = field.rows.at[row, "key"]
    field.capacities.append((key, "pobytová", "luzka", field.random.choice(_ODD_SIZES)))
    return Plant("capacity_size_odd", frozenset([f"sluzby:{key} pob luzka"]))


_ODD_SIZES = ("0", "-12", "17,5", "15000", "2024")


def area_unknown(field: Field) -> Plant:
    row = field.take()
    key, code = field.rows.at[row, "key"], field.unused_code()
    form = field.rows.at[row, "forma"] or "terénní"
    field.declared.append((key, form, "obec", code, "kraj"))
    return Plant("area_unknown", frozenset([f"sluzby:{key} obec {code}"]))


def service_in_two_sources(field: Field) -> Plant:
    row = field.take(lambda one: bool(one["forma"]), alone=True)
    key = f"d{len(field.second)}"
    told = field.rows.loc[row].to_dict() | {"key": key}
    if field.random.random() < 0.5:  # noqa: PLR2004  (by identifier, or by what the row says)
        told["identifikator"] = ""
    field.second.append(told)
    return Plant("service_in_two_sources", frozenset([row, f"druhy:{key}"]))


def hierarchy_apart(field: Field) -> Plant:
    obec = field.an_obec(
        lambda one: one.kod_kraj == "CZ041" and one.kod_obec not in field.other_orp
    )
    other = field.an_obec(lambda one: one.kod_kraj == "CZ041" and one.kod_orp != obec.kod_orp)
    field.other_orp[obec.kod_obec] = other.kod_orp
    return Plant("hierarchy_apart", frozenset([obec.kod_obec]))


def vintage_apart(field: Field) -> Plant | None:
    source = next((one for one in _DATED if one not in field.old), None)
    if source is None:
        return None
    field.old[source] = field.random.choice(("2019-12-31", "2031-01-01", "2011-03-26"))
    return Plant("vintage_apart", frozenset([source]))


_DATED = ("hranice", "body", "obyvatele", "silnice", "vazby", "kapacity", "vymezeni")

#: Every kind of fault. Each is planted into rows of its own.
PLANTS: tuple[Callable[[Field], Plant | None], ...] = (
    codes_dragged,
    provider_two_icos,
    provider_two_spellings,
    mojibake,
    obec_name_misspelt,
    forma_against_law,
    capacity_unit_odd,
    capacity_size_odd,
    ico_check_digit,
    ico_zeros,
    ico_two_names,
    service_respelt,
    seat_as_place,
    many_at_point,
    service_in_two_sources,
    service_twice,
    obec_unknown,
    obec_retired,
    obec_not_at_point,
    orp_of_other_obec,
    orp_of_namesake,
    orp_unknown,
    kraj_of_other_obec,
    obec_homonym,
    obec_name_of_other,
    obec_name_unknown,
    area_name_misspelt,
    code_two_names,
    coords_swapped,
    coords_krovak,
    coords_mercator,
    coords_outside,
    note_in_number,
    wkt_elsewhere,
    point_in_no_obec,
    point_of_obec,
    no_place,
    outside_plan,
    dates_contradict,
    date_unlikely,
    not_in_force,
    area_unknown,
    hierarchy_apart,
    vintage_apart,
)
