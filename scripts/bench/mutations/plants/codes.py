"""Codes of obce, ORP and kraje that are none, retired, of another place, or dragged."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants.planted import Plant, one

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field


def obec_unknown(field: Field) -> Plant:
    row = field.take()
    field.set(row, kod_obec=field.unused_code())
    return one("obec_unknown", row)


def obec_retired(field: Field) -> Plant:
    row = field.take()
    old = field.unused_code()
    field.retired[old] = field.rows.at[row, "kod_obec"]
    field.set(row, kod_obec=old, nazev_obec="")
    return one("obec_retired", row)


def obec_not_at_point(field: Field) -> Plant:
    row = field.take()
    here = field.rows.at[row, "kod_obec"]
    field.move(row, field.an_obec(lambda obec: obec.kod_obec != here and obec.kod_kraj == "CZ041"))
    return one("obec_not_at_point", row)


def orp_of_other_obec(field: Field) -> Plant:
    row = field.take()
    name, own = field.rows.at[row, "nazev_obec"], field.rows.at[row, "kod_orp"]
    namesakes = {obec.kod_orp for obec in field.obce if obec.nazev == name}
    other = field.an_obec(lambda obec: obec.kod_orp not in {own, *namesakes})
    field.set(row, kod_orp=other.kod_orp, nazev_orp=other.nazev_orp)
    return one("orp_of_other_obec", row)


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
    return one("orp_of_namesake", row, "point_of_obec")


def orp_unknown(field: Field) -> Plant:
    row = field.take()
    known = {obec.kod_orp for obec in field.obce}
    code = field.made(lambda: str(field.random.randint(1001, 9999)), known)
    field.set(row, kod_orp=code, nazev_orp="")
    return one("orp_unknown", row)


def kraj_of_other_obec(field: Field) -> Plant:
    row = field.take()
    other = field.an_obec(lambda obec: obec.kod_kraj != "CZ041")
    field.set(row, kod_kraj=other.kod_kraj, nazev_kraj=other.nazev_kraj)
    return one("kraj_of_other_obec", row)


def codes_dragged(field: Field) -> Plant:
    column = field.random.choice(("kod_obec", "kod_orp", "ico"))
    rows = field.take_run(5)
    first = field.rows.at[rows[0], column]
    for step, row in enumerate(rows):
        code = str(int(first) + step).zfill(len(first))
        field.set(row, **{column: code})
    also = {
        # a code that follows may be that of a real obec
        "kod_obec": (
            *("obec_unknown", "code_two_names"),
            *("obec_name_of_other", "obec_not_at_point", "orp_of_other_obec"),
        ),
        "kod_orp": ("orp_of_other_obec", "orp_unknown", "orp_of_namesake", "code_two_names"),
        "ico": ("ico_check_digit", "provider_two_icos", "ico_two_names"),
    }
    # the IČO of a provider may be told at its rows beside the run
    beside = field.rows.index[field.rows["provider"].isin(field.rows.loc[rows, "provider"])]
    # the code of the row before may by chance begin the run
    before = [rows[0] - 1] if field.follows(rows[0] - 1, rows[0], column) else []
    places = frozenset({*rows, *before, *(beside if column == "ico" else ())})
    return Plant("codes_dragged", places, frozenset(also[column]))
