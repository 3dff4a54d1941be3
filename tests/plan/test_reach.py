"""The section [reach]: modes and their speeds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gis_sluzby.plan.model import Reach
from gis_sluzby.plan.speeds import KMH, SPEEDS, Mode


def test_a_car_has_the_speeds_of_the_design_unless_the_plan_states_others() -> None:
    assert Reach().speeds() == SPEEDS["car"]
    assert Reach().speeds().items() >= KMH.items()
    own = Reach(kmh={"silnice III. třídy": 40, "polní cesta": 15}).speeds()
    assert (own["silnice III. třídy"], own["polní cesta"]) == (40, 15)
    assert own["dálnice"] == KMH["dálnice"]


def test_speeds_of_one_mode_are_not_those_of_another() -> None:
    stated = Reach(mode="foot", kmh={"dálnice": 110}, foot_kmh={"path": 4})
    assert stated.speeds() == {**SPEEDS["foot"], "path": 4}
    assert "dálnice" not in stated.speeds()
    assert Reach(mode="bike", bike_kmh={"path": 8}).speeds()["path"] == 8


@pytest.mark.parametrize(("mode", "expected"), [("car", 25), ("foot", 5), ("bike", 10)])
def test_the_leg_is_no_quicker_than_the_mode(mode: Mode, expected: float) -> None:
    assert Reach(mode=mode).leg_speed() == expected
    assert Reach(mode=mode, leg_kmh=4).leg_speed() == 4


@pytest.mark.parametrize(
    "wrong", [{"mode": "train"}, {"startup_minutes": -1}, {"foot_kmh": {"path": 0}}]
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Reach.model_validate(wrong)
