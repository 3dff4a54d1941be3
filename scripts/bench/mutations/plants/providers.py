"""IČO that are wrong, short or of somebody else; names of providers in two spellings."""

# ruff: noqa: D103  (a function is named by its rule, which rules.toml describes)

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants.planted import Plant, one
from scripts.bench.mutations.real import has_right_digit, valid_ico
from scripts.bench.mutations.spoil import respelt

if TYPE_CHECKING:
    from scripts.bench.mutations.field import Field


def ico_check_digit(field: Field) -> Plant:
    row = field.take(alone=True)
    field.set(row, ico=field.made(lambda: _other_digit(field, row), has_right_digit))
    return one("ico_check_digit", row, "ico_zeros")


def ico_zeros(field: Field) -> Plant:
    row = field.take(alone=True)
    ico = field.made(lambda: valid_ico(field.random), lambda text: not text.startswith("0"))
    field.set(row, ico=ico.lstrip("0"))
    return one("ico_zeros", row)


def ico_two_names(field: Field) -> Plant:
    row, other = field.take(alone=True), field.take(alone=True)
    field.set(row, ico=field.rows.at[other, "ico"])
    return Plant("ico_two_names", frozenset((row, other)))


def provider_two_icos(field: Field) -> Plant:
    row = field.take(alone=False)
    field.witness(row)
    name = field.rows.at[row, "provider"]
    field.set(row, ico=_other_digit(field, row))
    places = {row, *field.rows.index[field.rows["provider"] == name]}
    return Plant("provider_two_icos", frozenset(places), frozenset(["ico_check_digit"]))


def provider_two_spellings(field: Field) -> Plant:
    row = field.take(alone=False)
    field.witness(row)
    name = field.rows.at[row, "provider"]
    places = frozenset([row, *field.rows.index[field.rows["provider"] == name]])
    field.set(row, provider=respelt(name, field.random))
    return Plant("provider_two_spellings", places)


def _other_digit(field: Field, row: int) -> str:
    """Give the IČO of a row with one of its first digits changed."""
    ico = field.rows.at[row, "ico"]
    at = field.random.randrange(7)
    digit = str((int(ico[at]) + field.random.randint(1, 9)) % 10)
    return str(ico[:at] + digit + ico[at + 1 :])
