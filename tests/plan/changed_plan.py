"""The small plan with one thing changed, and what is told about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gis_sluzby.errors import PlanError
from gis_sluzby.plan import read_plan
from tests.small_plan import PLAN

if TYPE_CHECKING:
    from pathlib import Path

STANDARD = '[[standard]]\ndruh = "40"\nsource = "koncepce"\n'


def problems(file: Path, text: str | bytes) -> list[str]:
    """Give what is wrong with a plan of this text, without the name of the file."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(PlanError) as caught:
        read_plan(file)
    assert caught.value.exit_code == 2
    lines = str(caught.value).splitlines()
    assert all(line.startswith(str(file)) for line in lines)
    return [line.removeprefix(str(file)).removeprefix(", ") for line in lines]


def changed(old: str, new: str) -> str:
    """Give the small plan with one thing changed, at its first place."""
    assert old in PLAN
    return PLAN.replace(old, new, 1)
