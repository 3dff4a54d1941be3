"""Services that stand there twice, at impossible times, or in an unlawful form."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants.planted import Plant, one
from scripts.bench.mutations.real import FORMS, LAWFUL
from scripts.bench.mutations.spoil import respelt

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field


def service_twice(field: Field) -> Plant:
    row = field.take(alone=True)  # of a provider with many at one point a copy makes a seat
    copy = field.add(row)
    return Plant("service_twice", frozenset([row, copy]))


def service_respelt(field: Field) -> Plant:
    row = field.take(alone=True)
    copy = field.add(row)
    field.set(copy, provider=respelt(field.rows.at[row, "provider"], field.random))
    also = frozenset(["provider_two_spellings"])
    return Plant("service_respelt", frozenset([row, copy]), also)


def service_in_two_sources(field: Field) -> Plant:
    row = field.take(lambda one: bool(one["forma"]), alone=True)
    key = f"d{len(field.second)}"
    told = field.rows.loc[row].to_dict() | {"key": key}
    if field.random.random() < 0.5:  # noqa: PLR2004  (by identifier, or by what the row says)
        told["identifikator"] = ""
    field.second.append(told)
    return Plant("service_in_two_sources", frozenset([row, f"druhy:{key}"]))


def dates_contradict(field: Field) -> Plant:
    row = field.take()
    field.set(row, od="2020-05-01", do="2016-12-31")
    return one("dates_contradict", row)


def date_unlikely(field: Field) -> Plant:
    row = field.take()
    field.set(row, od=field.random.choice(("1900-01-01", "1899-12-30", "1970-01-01", "0207-03-01")))
    return one("date_unlikely", row)


def not_in_force(field: Field) -> Plant:
    row = field.take()
    field.set(row, **field.random.choice(({"do": "2025-12-31"}, {"od": "2027-01-01"})))
    return one("not_in_force", row)


def forma_against_law(field: Field) -> Plant:
    row = field.take(lambda one: len(LAWFUL.get(one["druh"], FORMS)) < len(FORMS))
    lawful = LAWFUL[field.rows.at[row, "druh"]]
    field.set(row, forma=field.random.choice([one for one in FORMS if one not in lawful]))
    return one("forma_against_law", row)


def row_rejected(field: Field) -> Plant:
    row = field.take()
    column = field.random.choice(("druh", "provider"))
    field.set(row, **{column: "" if column == "provider" else f"služba {field.word()}"})
    return one("row_rejected", row)


def address_unknown(field: Field) -> Plant:
    row = field.take()
    field.set(row, kod_adm=str(field.random.randint(90_000_000, 99_999_999)))
    return one("address_unknown", row)


def address_of_other_obec(field: Field) -> Plant:
    row = field.take()
    code = str(20_000_000 + row)
    here = field.rows.at[row, "kod_obec"]
    there = field.an_obec(lambda obec: obec.kod_kraj == "CZ041" and obec.kod_obec != here)
    field.addresses.append((code, there.kod_obec))
    field.set(row, kod_adm=code)
    return one("address_of_other_obec", row)
