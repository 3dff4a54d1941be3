"""The build cache: results under the hash of what they depend on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pandas.testing import assert_frame_equal

from gis_sluzby import cache
from gis_sluzby.cache import key_of, program_key, remembered
from gis_sluzby.crs import KROVAK
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Counted:
    """Computes the same tables and counts how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> dict[str, pd.DataFrame]:
        self.calls += 1
        return {"obec_points": points(), "nearest": nearest()}


def points() -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(
        {"kod_obec": ["1", "2"], "source_id": ["body", None]},
        geometry=[shapely.Point(0, 1), shapely.Point(2, 3)],
        crs=KROVAK,
    )
    return gpd.GeoDataFrame(conform(frame, "obec_points"))


def nearest() -> pd.DataFrame:
    row = {
        "demand_id": "1",
        "druh": "46",
        "forma": "any",
        "cs": "any",
        "mode": "car",
        "rank": 1,
        "service_id": "a",
        "site_id": "b",
        "minutes": 1 / 3,
    }
    return conform(pd.DataFrame([row, row | {"demand_id": "2", "minutes": None}]), "nearest")


def entry(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_was_computed_is_not_computed_again(tmp_path: Path) -> None:
    compute = Counted()
    for _ in range(3):
        remembered(tmp_path / "cache", "reach", "key", compute)
    assert compute.calls == 1


def test_what_is_remembered_is_what_was_computed(tmp_path: Path) -> None:
    compute = Counted()
    computed = remembered(tmp_path, "reach", "key", compute)
    kept = remembered(tmp_path, "reach", "key", compute)
    assert list(kept) == list(computed) == ["obec_points", "nearest"]
    assert_frame_equal(kept["nearest"], computed["nearest"])
    again = kept["obec_points"]
    assert isinstance(again, gpd.GeoDataFrame)
    assert again.crs.to_epsg() == 5514
    assert again.geometry.to_wkb().tolist() == computed["obec_points"].geometry.to_wkb().tolist()
    assert_frame_equal(
        pd.DataFrame(again.drop(columns="geometry")),
        pd.DataFrame(computed["obec_points"].drop(columns="geometry")),
    )


def test_another_key_or_step_is_computed(tmp_path: Path) -> None:
    compute = Counted()
    for step, key in (("reach", "a"), ("reach", "b"), ("load", "a")):
        remembered(tmp_path, step, key, compute)
    assert compute.calls == 3


def damage(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def apply(place: Path) -> None:
        file = place / "nearest.arrow"
        file.write_bytes(change(file.read_bytes()))

    return apply


@pytest.mark.parametrize(
    "harm",
    [
        damage(lambda _: b""),
        damage(lambda content: content[: len(content) // 2]),
        damage(lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]),
        lambda place: (place / "nearest.arrow").unlink(),
        lambda place: (place / "tables.json").unlink(),
        lambda place: (place / "tables.json").write_text("{"),
    ],
    ids=["emptied", "cut", "one bit", "table gone", "index gone", "index cut"],
)
def test_a_damaged_entry_is_computed_anew(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    compute = Counted()
    remembered(tmp_path, "reach", "key", compute)
    harm(entry(tmp_path))
    assert_frame_equal(remembered(tmp_path, "reach", "key", compute)["nearest"], nearest())
    assert compute.calls == 2
    remembered(tmp_path, "reach", "key", compute)
    assert compute.calls == 2


def test_an_entry_cut_off_while_it_was_written_is_no_entry(tmp_path: Path) -> None:
    compute = Counted()
    remembered(tmp_path, "reach", "key", compute)
    place = entry(tmp_path)
    place.rename(place.with_name(place.name + ".draft"))
    remembered(tmp_path, "reach", "key", compute)
    assert compute.calls == 2
    assert entry(tmp_path) == place


def test_a_computation_that_fails_leaves_no_entry(tmp_path: Path) -> None:
    def fail() -> dict[str, pd.DataFrame]:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        remembered(tmp_path, "reach", "key", fail)
    assert list(tmp_path.iterdir()) == []


def test_only_the_latest_entries_of_a_step_are_kept(tmp_path: Path) -> None:
    compute = Counted()
    remembered(tmp_path, "load", "other step", compute)
    for number in range(5):
        remembered(tmp_path, "reach", f"key{number}", compute)
        os.utime(tmp_path / f"reach-key{number}", (number, number))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "load-other step",
        "reach-key2",
        "reach-key3",
        "reach-key4",
    ]


def test_a_key_depends_on_every_part_and_on_its_place() -> None:
    keys = [
        key_of(),
        key_of("a"),
        key_of("a", "b"),
        key_of("b", "a"),
        key_of("ab"),
        key_of(["a", "b"]),
        key_of({"a": 1}),
        key_of({"a": 1.0}),
    ]
    assert len(set(keys)) == len(keys)
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})


def test_the_program_has_one_key_for_its_source_and_libraries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text("1")
    (tmp_path / "__pycache__").mkdir()
    versions = {"python": "3.11"}
    monkeypatch.setattr(cache, "files", lambda _: tmp_path)
    monkeypatch.setattr(cache, "library_versions", lambda: versions)

    def key() -> str:
        program_key.cache_clear()
        return program_key()

    first = key()
    (tmp_path / "__pycache__" / "a.pyc").write_text("compiled")
    assert key() == first
    (tmp_path / "room" / "a.py").write_text("2")
    second = key()
    (tmp_path / "room" / "a.py").rename(tmp_path / "room" / "b.py")
    third = key()
    versions["python"] = "3.12"
    fourth = key()
    program_key.cache_clear()
    assert len({first, second, third, fourth}) == 4
