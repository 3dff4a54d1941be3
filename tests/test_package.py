"""The front door: the names that the package hands on."""

from __future__ import annotations

import subprocess
import sys
from pkgutil import iter_modules

import pytest

import gis_sluzby

NAMES = [name for name in gis_sluzby.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_what_it_says(name: str) -> None:
    assert callable(getattr(gis_sluzby, name))
    assert getattr(gis_sluzby, name).__name__ == name


def test_no_name_is_that_of_a_module() -> None:
    """Importing a submodule would put it in the place of the name."""
    assert not set(NAMES) & {module.name for module in iter_modules(gis_sluzby.__path__)}


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = gis_sluzby.nothing_such


def test_the_front_door_imports_nothing_heavy() -> None:
    heavy = "import sys, gis_sluzby.cli; print({'pandas', 'numpy', 'folium'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
