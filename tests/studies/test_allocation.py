"""People of a plan allocated to its services: 100 people in A, 50 in B, 30 in C."""

from __future__ import annotations

import pytest

from gis_sluzby.errors import PlanError
from gis_sluzby.studies.allocation import Allocated, allocated
from tests.coverage.made import BARE, CODES, Service, world


def placed(services: list[Service], standards: str = BARE, per_1000: float = 100) -> Allocated:
    plan, centre, reached, table = world(services, standards)
    return allocated(plan, centre, reached, table, ("46", "misto"), per_1000=per_1000)


def by_letter(result: Allocated, column: str) -> dict[str, float]:
    letters = {code: letter for letter, code in CODES.items()}
    rows = result.obce.set_index(result.obce["kod_obec"].map(letters))[column]
    return {str(letter): float(amount) for letter, amount in rows.items()}


def test_the_nearest_are_served_first_and_the_rest_is_told() -> None:
    near = Service("1", minutes={"A": 5, "B": 10}, capacity={("amb", "misto"): 12})
    far = Service("2", minutes={"B": 40, "C": 2}, capacity={("amb", "misto"): 2})
    result = placed([near, far])
    assert by_letter(result, "required") == {"A": 10, "B": 5, "C": 3, "D": 0}
    assert by_letter(result, "allocated") == {"A": 10, "B": 2, "C": 2, "D": 0}
    assert by_letter(result, "residual") == {"A": 0, "B": 3, "C": 1, "D": 0}
    assert result.services.set_index("service_id")["residual"].to_dict() == {
        "sluzby:1": 0,
        "sluzby:2": 0,
    }
    assert result.unknown == 0


def test_the_target_group_is_that_of_the_standard() -> None:
    target = BARE + '[[standard]]\ndruh = "46"\ntarget = { ages = [80, 120] }\n'
    service = Service("1", minutes={"A": 5}, capacity={("amb", "misto"): 12})
    assert by_letter(placed([service], target), "required") == {"A": 2, "B": 0, "C": 1, "D": 0}


def test_secret_services_and_unknown_capacities_take_no_part() -> None:
    services = [
        Service("1", minutes={"A": 5}, capacity={("amb", "misto"): None}),
        Service("2", minutes={"A": 5}, capacity={("amb", "klient"): 9}),
        Service("3", minutes={"A": 5}, capacity={("amb", "misto"): 4}, secret=True),
    ]
    result = placed(services)
    assert by_letter(result, "allocated") == {"A": 0, "B": 0, "C": 0, "D": 0}
    assert result.unknown == 3


def test_a_kind_without_minutes_is_refused() -> None:
    with pytest.raises(PlanError, match="nemá časovou mez"):
        placed([], BARE + '[[standard]]\ndruh = "46"\nmeasure = "presence"\n')
