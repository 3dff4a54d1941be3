"""Capacities in a unit or of a size that they hardly have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby import codelists
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.audit.record import service_names
from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding

#: Beds are of residential services and of shelters for a night (§ 63), which are ambulatory.
_BEDS_WITHOUT_STAY = ("63",)
#: Kinds that talk with people over the telephone.
_BY_PHONE = ("37", "41", "55", "60", "60a")
#: No capacity at one moment is larger. The largest homes have some 300 beds.
_LARGEST = {
    "luzka": 500.0,
    "misto": 500.0,
    "klient": 2000.0,
    "kontakt": 2000.0,
    "interv": 2000.0,
    "hovor": 2000.0,
    "fte": 300.0,
    "tym": 30.0,
}
#: Units of which there is no half.
_WHOLE = ("luzka", "misto", "tym")


def odd_capacities(centre: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Name the capacities whose unit does not go with druh and forma, and those of an odd size.

    Parameters
    ----------
    centre
        The tables capacities, services and providers.

    Returns
    -------
    The findings; a capacity that is not known is none.
    """
    services = centre["services"][["service_id", "druh", "source_id"]]
    names = service_names(centre)
    rows = centre["capacities"].merge(services, on="service_id")
    findings = []
    for service, forma, unit, count, druh, source_id in zip(
        *(rows[c] for c in ("service_id", "forma", "unit", "count", "druh", "source_id")),
        strict=True,
    ):
        for rule, column, expected in (
            ("capacity_unit_odd", "unit", _right_unit(druh, forma, unit)),
            ("capacity_size_odd", "count", _right_size(unit, count)),
        ):
            if expected is None:
                continue
            findings.append(
                finding(
                    rule,
                    rules()[rule].severities[0],
                    "capacities",
                    Place(f"{service} {forma} {unit}", source_id, column=column),
                    found=f"{names[service]}, {_form(forma)}: {_amount(unit, count)}",
                    expected=expected,
                    action="ponecháno",
                )
            )
    return findings


def _right_unit(druh: str, forma: str, unit: str) -> str | None:
    """Say what the unit should go with; nothing where it does."""
    if unit == "luzka" and forma in ("amb", "ter") and druh not in _BEDS_WITHOUT_STAY:
        return "lůžka jen u pobytové formy"
    if unit == "hovor" and druh not in _BY_PHONE:
        return "hovory jen u služby po telefonu"
    if unit in ("kontakt", "interv") and forma == "pob":
        return "kontakty a intervence jen u ambulantní a terénní formy"
    return None


def _right_size(unit: str, count: float) -> str | None:
    """Say what the size should be; nothing where it is, or is not known."""
    largest = _LARGEST.get(unit)
    if largest is None or count != count:  # noqa: PLR0124  (NaN: not known)
        return None
    if count <= 0:
        return "číslo větší než 0"
    if unit in _WHOLE and count != round(count):
        return "celé číslo"
    if count > largest:
        return f"nejvýš {largest:.0f}"
    return None


def _form(forma: str) -> str:
    """Name a form."""
    known = codelists.forms().get(forma)
    return f"{known.name} forma" if known else "forma neuvedena"


def _amount(unit: str, count: float) -> str:
    """Give the amount with the name of its unit."""
    return f"{codelists.units()[unit].name} {count:g}".replace(".", ",")
