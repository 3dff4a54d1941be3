"""The model's services in the shape of the register, and the address points that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from scripts.model.liberecky_land import KRAJ
from scripts.model.rpss_shape import Address, Facility, Form, Provider, Service, write_rpss

if TYPE_CHECKING:
    from pathlib import Path

_HOURS = ("8:00 - 16:00",) * 5
#: Invented codes of addresses begin here; RÚIAN has none so high.
_FIRST_ADM = 90_000_001
_STREET = "Modelová"


def write_register(
    path: Path, services: pd.DataFrame, capacities: pd.DataFrame, targets: pd.DataFrame
) -> None:
    """Write the register.

    Parameters
    ----------
    path
        The file.
    services
        The frame of `make_services`, those that ended or have not begun among them.
    capacities, targets
        Of the services that run, as `sample.service_tables` makes them.
    """
    of_forms = capacities.groupby("service")
    of_groups = targets.groupby("service")["target_group"]
    write_rpss(
        (
            _service(number, row, _rows(of_forms, row["key"]), _list(of_groups, row["key"]))
            for number, row in enumerate(services.to_dict("records"), 1)
        ),
        path,
    )


def write_addresses(path: Path, services: pd.DataFrame) -> None:
    """Write the address points of all places, as RÚIAN does: cp1250, positive S-JTSK."""
    places = services.explode("places")["places"].drop_duplicates().tolist()
    rows = [
        f"{_adm(number)};{obec};{-x:.2f};{-y:.2f}"
        for number, obec, x, y in sorted(places, key=lambda place: place[0])
    ]
    header = "Kód ADM;Kód obce;Souřadnice Y;Souřadnice X"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\r\n".join([header, *rows, ""]).encode("cp1250"))


def _service(
    number: int, row: dict[str, Any], capacities: pd.DataFrame, groups: list[str]
) -> Service:
    """Give one service as the register has it; a secret one has no other address than its own."""
    secret = bool(row["secret"])
    addresses = [_address(place[0], place[1]) for place in row["places"]]
    forms = tuple(
        Form(
            forma,
            tuple(
                (unit, int(count), note)
                for unit, count, note in capacities.loc[
                    capacities["forma"] == forma, ["unit", "count", "note"]
                ].itertuples(index=False)
            ),
            nonstop=forma == "pob",
            hours=() if forma == "pob" else _HOURS,
        )
        for forma in row["forma"].split(";")
    )
    return Service(
        portal_id=900_000 + number,
        identifikator=row["key"],
        druh=str(codelists.find_druh(row["druh"])),
        provider=Provider(row["provider"], row["ico"], seat=None if secret else addresses[0]),
        od=row["od"],
        do=row["do"],
        facilities=tuple(
            Facility(row["nazev"], address, secret=secret, od=row["od"]) for address in addresses
        ),
        forms=forms,
        contact=None if secret else addresses[0],
        targets=tuple((str(codelists.find_target_group(name)), None) for name in groups),
    )


def _address(number: int, kod_obec: str) -> Address:
    """Give an invented address in a real obec."""
    return Address(
        kod_obec=kod_obec, kod_kraj=KRAJ, kod_adm=str(_adm(number)), street=_STREET, house=number
    )


def _adm(number: int) -> int:
    """Give the code of an address by the number of its house."""
    return _FIRST_ADM + number


def _rows(groups: Any, key: str) -> pd.DataFrame:  # noqa: ANN401  (grouped rows have no type)
    """Give the capacities of a service; none where it has none."""
    nothing = pd.DataFrame(columns=["forma", "unit", "count", "note"])
    return groups.get_group(key) if key in groups.groups else nothing


def _list(groups: Any, key: str) -> list[str]:  # noqa: ANN401
    """Give the words of a service."""
    return groups.get_group(key).tolist() if key in groups.groups else []
