"""The answer of the register's web service: `{"count": …, "list": [{"sluzba", "poskytovatel"}]}`.

Its names differ from those of the open data, codes are bare numbers and facilities have no
address: addresses are a call of their own, see `api_addresses`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gis_sluzby.sources.rpss.hours import hours_text
from gis_sluzby.sources.rpss.natural import is_natural
from gis_sluzby.sources.rpss.shape import (
    AddressParts,
    CapacityRow,
    FacilityRow,
    FormRow,
    ScopeRow,
    ServiceRow,
    TargetRow,
)

if TYPE_CHECKING:
    from gis_sluzby.sources.rpss.shape import Gathered
    from gis_sluzby.sources.rpss.values import Json, Values

_NO_ADDRESS = AddressParts()
_SERVICE = frozenset(
    (
        *("id", "identifikator", "datumPoskytovaniOd", "datumPoskytovaniDo"),
        *("pusobnostVKrajiDleAdresy", "druhSocialniSluzbyId", "poskytovatelSocialniSluzby"),
        *("sluzbyVZarizeni", "popisyPersonalnihoZajisteni", "popisyRealizacePoskytovaniSluzby"),
        *("kontrolyPlneniRegistracnichPodminek", "planyFinancnihoZajisteni"),
        *("dotaceZeStatnihoRozpoctu", "formySocialniSluzby", "ciloveSkupinySocialniSluzby"),
        *("vekoveSkupinySocialniSluzby", "doplnujiciInformaceVekoveSkupiny", "spojeni"),
        *("rozsirenePusobnostiVKrajiSocialniSluzby", "kontakty"),
    )
)
_FACILITY = frozenset(
    (
        *("poskytovaniSluzbyOd", "poskytovaniSluzbyDo", "utajenaAdresa", "kontaktniAdresa"),
        *("nazevZarizeni", "odpovednyVedouciId", "odpovednyVedouci", "idZarizeni"),
        *("poskytovanaSocialniSluzbaId", "druhSocialniSluzbyId", "identifikator"),
    )
)


def gather(record: Json, row: int, into: Gathered, values: Values) -> None:
    """Take what one record says.

    Parameters
    ----------
    record
        An item of `list`.
    row
        Its number in the file, from 1.
    into
        Takes the rows.
    values
        Looks into it.
    """
    service = values.part(record, "sluzba")
    values.known(service, "sluzba", _SERVICE)
    into.services.append(_service(service, values.part(record, "poskytovatel"), row, values))
    for number, facility in enumerate(values.items(service, "sluzbyVZarizeni")):
        into.facilities.append(_facility(facility, row, f"sluzbyVZarizeni[{number}]", values))
        into.facility_ids.append(values.text(facility, "idZarizeni"))
    for form in values.items(service, "formySocialniSluzby"):
        _form(form, row, into, values)
    for target in values.items(service, "ciloveSkupinySocialniSluzby"):
        group, note = values.text(target, "cilovaSkupinaOsobyId"), "doplnujiciInformace"
        into.targets.append(TargetRow(row, group, values.text(target, note)))
    for scope in values.items(service, "rozsirenePusobnostiVKrajiSocialniSluzby"):
        into.scopes.append(ScopeRow(row, values.text(scope, "krajId")))


def _service(service: Json, provider: Json, row: int, values: Values) -> ServiceRow:
    """Take the service itself and its provider."""
    body = values.part(provider, "osobaPoskytovatele")
    name = values.text(provider, "nazevPoskytovatele")
    ages = (
        values.text(one, "vekovaSkupinaOsoby")
        for one in values.items(service, "vekoveSkupinySocialniSluzby")
    )
    notes = (
        values.text(one, "doplnujiciInformace")
        for one in values.items(service, "doplnujiciInformaceVekoveSkupiny")
    )
    natural = is_natural({**body, "osoba": body}, values.text(body, "nazevPo"))
    return ServiceRow(
        row,
        identifikator=values.text(service, "identifikator"),
        portal_id=values.text(service, "id"),
        druh=values.text(service, "druhSocialniSluzbyId"),
        od=values.text(service, "datumPoskytovaniOd"),
        do=values.text(service, "datumPoskytovaniDo"),
        provider=None if natural else name,
        ico=values.text(body, "ico"),
        natural=natural,
        age_groups=" ".join(age for age in ages if age) or None,
        age_note="; ".join(note for note in notes if note) or None,
    )


def _facility(facility: Json, row: int, path: str, values: Values) -> FacilityRow:
    """Take one facility; who leads it is not looked at."""
    values.known(facility, "sluzbyVZarizeni", _FACILITY)
    return FacilityRow(
        row,
        path,
        values.text(facility, "nazevZarizeni"),
        secret=values.flag(facility, "utajenaAdresa"),
        od=values.text(facility, "poskytovaniSluzbyOd"),
        do=values.text(facility, "poskytovaniSluzbyDo"),
        contact=False,
        parts=_NO_ADDRESS,
    )


def _form(form: Json, row: int, into: Gathered, values: Values) -> None:
    """Take a form with its hours and capacities."""
    forma = values.text(form, "formaId")
    ranges = values.items(form, "casoveRozsahySocialniSluzby")
    spans = [(values.text(one, "denVTydnuId"), values.text(one, "interval")) for one in ranges]
    nonstop = values.flag(form, "nepretrzitePoskytovani")
    into.forms.append(FormRow(row, forma, nonstop, hours_text(spans)))
    for capacity in values.items(form, "kapacitySocialniSluzby"):
        unit, count = values.text(capacity, "typKapacityId"), values.text(capacity, "pocet")
        note = values.text(capacity, "popisKapacity")
        into.capacities.append(CapacityRow(row, forma, unit, count, note))
