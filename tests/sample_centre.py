"""The datové centrum of the sample region, loaded once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gis_sluzby.centre import load
from gis_sluzby.plan import read_plan
from gis_sluzby.sample import write_sample

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre


@cache
def _loaded() -> Centre:
    with TemporaryDirectory() as folder:
        write_sample(Path(folder) / "plan")
        return load(read_plan(Path(folder) / "plan" / "plan.toml")).centre


def sample_centre() -> Centre:
    """Give the tables, the test's own copies."""
    return {name: frame.copy() for name, frame in _loaded().items()}
