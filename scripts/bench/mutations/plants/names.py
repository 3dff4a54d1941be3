"""Names of places that are misspelt, of another place, of several, or unreadable."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants.planted import Plant, one
from scripts.bench.mutations.spoil import folded, garbled, typo

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field


def obec_homonym(field: Field) -> Plant:
    row = field.take()
    names = [obec.nazev for obec in field.obce]
    name = field.random.choice(sorted({name for name in names if names.count(name) > 1}))
    field.nowhere(row)
    field.set(row, nazev_obec=name, nazev_orp="", kod_orp="", nazev_okres="")
    field.set(row, kod_kraj="", nazev_kraj="")
    return one("obec_homonym", row, "no_place")


def obec_name_misspelt(field: Field) -> Plant:
    row = field.take(lambda one: len(folded(one["nazev_obec"])) > 5)  # noqa: PLR2004
    field.set(row, nazev_obec=typo(field.rows.at[row, "nazev_obec"], field.random, field.names))
    if field.random.random() < 0.5:  # noqa: PLR2004  (with its code, or by name alone)
        field.nowhere(row)
        return one("obec_name_misspelt", row, "no_place")
    return one("obec_name_misspelt", row, "code_two_names")


def obec_name_of_other(field: Field) -> Plant:
    row = field.take()
    own = folded(field.rows.at[row, "nazev_obec"])
    field.set(row, nazev_obec=field.an_obec(lambda obec: folded(obec.nazev) != own).nazev)
    return one("obec_name_of_other", row, "code_two_names")


def obec_name_unknown(field: Field) -> Plant:
    row = field.take()
    field.set(row, nazev_obec=field.random.choice(("U Zkušební kapličky", "Pod Vzorovým vrchem")))
    return one("obec_name_unknown", row, "code_two_names")


def area_name_misspelt(field: Field) -> Plant:
    column = field.random.choice(("nazev_orp", "nazev_kraj"))
    # of a name of two letters, such as Aš, a slip leaves nothing
    row = field.take(lambda one: len(one[column]) > 2)  # noqa: PLR2004
    taken = {name for obec in field.obce for name in (obec.nazev_orp, obec.nazev_kraj)}
    name = field.rows.at[row, column].removesuffix(" kraj")
    field.set(row, **{column: typo(name, field.random, taken)})
    return one("area_name_misspelt", row, "code_two_names")


def code_two_names(field: Field) -> Plant:
    """Give the ORP of a row the name of another."""
    row = field.take()
    # rows of one code that have the same other name are one finding
    taken = set(field.rows["nazev_orp"])
    field.set(row, nazev_orp=field.an_obec(lambda obec: obec.nazev_orp not in taken).nazev_orp)
    return one("code_two_names", row)


def mojibake(field: Field) -> Plant:
    def broken(row: dict[str, str]) -> bool:
        return garbled(row["provider"], field.random) != row["provider"]

    row = field.take(broken, alone=True)
    provider = garbled(field.rows.at[row, "provider"], field.random)
    field.set(row, provider=provider)
    return one("mojibake", row)
