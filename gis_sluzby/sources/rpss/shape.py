"""What the register says, in one shape, whichever way it is handed out.

Each row knows the record it comes from (`row`, from 1). Values are as the register has them: text,
numbers, codes of its code lists; nothing is understood yet.
"""

from __future__ import annotations

from typing import NamedTuple


class ServiceRow(NamedTuple):
    """A registered service with its provider; `key` only where the register has no identifier."""

    row: int
    key: str | None = None
    identifikator: str | None = None
    portal_id: str | None = None
    druh: str | None = None
    od: str | None = None
    do: str | None = None
    provider: str | None = None
    ico: str | None = None
    natural: bool = False
    kod_obec_seat: str | None = None
    provider_web: str | None = None
    provider_email: str | None = None
    provider_phone: str | None = None
    web: str | None = None
    email: str | None = None
    phone: str | None = None
    age_groups: str | None = None
    age_note: str | None = None


class AddressParts(NamedTuple):
    """An address: codes where the register has them, else words."""

    kod_adm: str | None = None
    kod_obec: str | None = None
    kod_cast: str | None = None
    kod_okres: str | None = None
    kod_kraj: str | None = None
    nazev_cast: str | None = None
    nazev_obec: str | None = None
    nazev_okres: str | None = None
    nazev_kraj: str | None = None
    street: str | None = None
    address: str | None = None


def address_text(
    street: str | None, house: str | None, number: str | None, psc: str | None
) -> str | None:
    """Write an address as it stands on a letter.

    Parameters
    ----------
    street
        Name of the street.
    house, number
        Numbers of the house: číslo domovní and číslo orientační.
    psc
        Postal code.

    Returns
    -------
    The text; none where nothing but a postal code is known.

    Examples
    --------
    >>> address_text("Nemocniční", "2272", "54", "35201")
    'Nemocniční 2272/54, 35201'
    """
    numbers = "/".join(one for one in (house, number) if one)
    line = " ".join(one for one in (street, numbers) if one)
    return (f"{line}, {psc}" if psc else line) if line else None


class FacilityRow(NamedTuple):
    """A place of service; `path` says where in the record it stands."""

    row: int
    path: str
    nazev: str | None
    secret: bool
    od: str | None
    do: str | None
    contact: bool
    parts: AddressParts


class FormRow(NamedTuple):
    """A form in which a service is provided."""

    row: int
    forma: str | None
    nonstop: bool
    hours: str | None


class CapacityRow(NamedTuple):
    """A capacity: it belongs to service × form × unit, never to a facility."""

    row: int
    forma: str | None
    unit: str | None
    amount: str | None
    note: str | None


class TargetRow(NamedTuple):
    """A target group of a service."""

    row: int
    target_group: str | None
    note: str | None


class ScopeRow(NamedTuple):
    """A kraj in which a service works beside the one of its address."""

    row: int
    kraj: str | None


class Gathered:
    """Rows of a register as they come in.

    Attributes
    ----------
    services, facilities, forms, capacities, targets, scopes
        The rows.
    facility_ids
        What the register calls each facility; empty where it does not number them.
    """

    def __init__(self) -> None:
        self.services: list[ServiceRow] = []
        self.facilities: list[FacilityRow] = []
        self.forms: list[FormRow] = []
        self.capacities: list[CapacityRow] = []
        self.targets: list[TargetRow] = []
        self.scopes: list[ScopeRow] = []
        self.facility_ids: list[str | None] = []
