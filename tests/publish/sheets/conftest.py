"""One atlas of the sample region and one of Karlovarský kraj, and a few drawn sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest

from gis_sluzby import compute, read_plan
from gis_sluzby.publish.sheets.atlas import Atlas, atlas_of
from gis_sluzby.publish.sheets.canvas import SETTINGS
from gis_sluzby.publish.sheets.series import Table
from gis_sluzby.sample import write_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gis_sluzby.plan import Plan
    from gis_sluzby.products import Results
    from gis_sluzby.publish.sheets.land import Ground


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Results]:
    """The plan of the sample region with its tables."""
    folder = tmp_path_factory.mktemp("sheets") / "plan"
    write_sample(folder)
    plan = read_plan(folder / "plan.toml")
    return plan, compute(plan)


@pytest.fixture(scope="session")
def atlas(sample: tuple[Plan, Results]) -> Atlas:
    """What all sheets of the sample region share."""
    plan, results = sample
    return atlas_of(plan, results.centre, results.roads, results.reached, results.coverage)


@pytest.fixture(scope="session")
def ground(table: Table) -> Ground:
    """The map of the sample region."""
    return table.ground()


@pytest.fixture(scope="session")
def table(atlas: Atlas) -> Table:
    """The drawing table of the sample region."""
    return Table(atlas)


@pytest.fixture(scope="session")
def real_table(real_data: Path) -> Table:
    """The drawing table of Karlovarský kraj."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIS_SLUZBY_DATA", str(real_data))
        plan = read_plan("tests/plans/karlovarsky.toml")
        results = compute(plan)
    tables = results.centre, results.roads, results.reached, results.coverage
    return Table(atlas_of(plan, *tables))


@pytest.fixture(autouse=True)
def _settings() -> Iterator[None]:
    """Draw as sheets are drawn."""
    with mpl.rc_context(SETTINGS):
        yield
