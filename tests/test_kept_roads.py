"""Roads of OpenStreetMap are read once, whatever else of the plan changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from gis_sluzby import kept_roads as module
from gis_sluzby.kept_roads import kept_roads
from gis_sluzby.plan.model import Reach
from gis_sluzby.sources.roads import read_roads
from tests.osm_file import write_osm
from tests.reach.made import CORNER
from tests.small_plan import small_roads
from tests.sources.given import plan_in, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.read import Reading
    from gis_sluzby.sources.vector import Box

BOX = (CORNER[0] - 20_000, CORNER[1] - 20_000, CORNER[0] + 20_000, CORNER[1] + 20_000)
NODES = {1: (0.0, 0.0), 2: (1.0, 0.0), 3: (2.0, 0.0)}
ODD = {"highway": "secondary", "maxspeed": "fast"}


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return plan_in(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    """Sources that were really read."""
    done: list[Source] = []

    def counted(plan: Plan, source: Source, box: Box) -> Reading:
        done.append(source)
        return read_roads(plan, source, box)

    monkeypatch.setattr(module, "read_roads", counted)
    return done


def osm(plan: Plan, refs: list[int]) -> Source:
    write_osm(plan.path.parent / "data" / "a.osm.pbf", NODES, {10: (refs, ODD), 11: ([2, 1], ODD)})
    return source_of("roads", "a.osm.pbf", reader="osm")


def test_roads_are_remembered_whole(plan: Plan, tmp_path: Path, read: list[Source]) -> None:
    source = osm(plan, [1, 2, 3])
    first, again = (kept_roads(tmp_path / "cache", plan, source, BOX) for _ in range(2))
    plain = read_roads(plan, source, BOX)
    assert len(read) == 1
    for one in (first, again):
        pd.testing.assert_frame_equal(pd.DataFrame(one.frame), pd.DataFrame(plain.frame))
        assert one._replace(frame=None) == plain._replace(frame=None)  # type: ignore[arg-type]
        assert one.frame.crs == plain.frame.crs


def test_what_they_depend_on_reads_them_again(
    plan: Plan, tmp_path: Path, read: list[Source]
) -> None:
    cache = tmp_path / "cache"
    source = osm(plan, [1, 2, 3])
    kept_roads(cache, plan, source, BOX)
    walking = plan.model_copy(update={"reach": Reach(mode="foot")})
    kept_roads(cache, walking, source, BOX)
    kept_roads(cache, plan, source, (*BOX[:3], BOX[3] + 1))
    kept_roads(cache, plan, osm(plan, [3, 1]), BOX)
    assert len(read) == 4


def test_a_layer_is_read_each_time(plan: Plan, tmp_path: Path, read: list[Source]) -> None:
    small_roads().to_file(plan.path.parent / "data" / "a.gpkg")
    source = source_of("roads", "a.gpkg")
    box = (-780_000.0, -1_080_000.0, -730_000.0, -1_030_000.0)
    for _ in range(2):
        kept_roads(tmp_path / "cache", plan, source, box)
    assert len(read) == 2
    assert not (tmp_path / "cache").exists()
