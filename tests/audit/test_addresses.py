"""Services placed by the code of their address, and codes that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.audit.addresses import located_by_address
from gis_sluzby.crs import KROVAK
from gis_sluzby.sources.ruian.addresses import vfr_addresses
from tests.sources.given import source_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = source_of("services", "a.csv")
HERE, THERE = shapely.Point(-743_000, -1_043_000), shapely.Point(-640_000, -1_110_000)
ADDRESSES = gpd.GeoDataFrame(
    {"kod_adm": ["11", "12", "13"], "kod_obec": ["100001", "100002", "100001"]},
    geometry=[HERE, THERE, None],
    crs=KROVAK,
)


def services(*rows: tuple[str | None, str | None, shapely.Point | None, bool]) -> gpd.GeoDataFrame:
    """Give services: code of the address, obec claimed, point, secret."""
    frame = pd.DataFrame(list(rows), columns=["kod_adm", "kod_obec", "geometry", "secret"])
    frame = frame.astype({"kod_adm": "str", "kod_obec": "str", "secret": bool})
    frame["service_id"] = [f"sluzby:{number}" for number in range(len(frame))]
    located = gpd.GeoDataFrame(frame, geometry="geometry", crs=KROVAK)
    return located.set_axis(range(2, len(frame) + 2))


def test_a_service_without_coordinates_stands_at_its_address() -> None:
    placed, findings = located_by_address(
        services(("11", "100001", None, False), ("12", None, None, False)), ADDRESSES, SOURCE
    )
    assert placed.geometry.tolist() == [HERE, THERE]
    assert placed["kod_obec"].tolist() == ["100001", "100002"]
    assert findings == []


def test_coordinates_of_the_source_hold() -> None:
    placed, findings = located_by_address(
        services(("11", "100001", THERE, False)), ADDRESSES, SOURCE
    )
    assert placed.geometry.tolist() == [THERE]
    assert findings == []


def test_an_address_without_a_point_gives_the_obec_alone() -> None:
    placed, findings = located_by_address(services(("13", None, None, False)), ADDRESSES, SOURCE)
    assert placed.geometry.isna().all()
    assert placed["kod_obec"].tolist() == ["100001"]
    assert findings == []


def test_a_code_of_another_obec_or_of_no_address_is_named_and_places_nothing() -> None:
    rows = services(("12", "100001", None, False), ("99", "100001", None, False))
    placed, findings = located_by_address(rows, ADDRESSES, SOURCE)
    assert placed.geometry.isna().all()
    assert placed["kod_obec"].tolist() == ["100001", "100001"]
    told = {one["rule"]: (one["row_id"], one["source_row"], one["found"]) for one in findings}
    assert told == {
        "address_of_other_obec": ("sluzby:0", 2, "12 leží v obci 100002"),
        "address_unknown": ("sluzby:1", 3, "99"),
    }
    assert {one["severity"] for one in findings} == {"warning"}


def test_a_secret_place_is_never_looked_up() -> None:
    rows = services(("11", "100001", None, True), ("99", None, None, True))
    placed, findings = located_by_address(rows, ADDRESSES, SOURCE)
    assert placed.geometry.isna().all()
    assert findings == []


def test_without_address_points_nothing_changes() -> None:
    rows = services(("99", None, None, False))
    placed, findings = located_by_address(rows, None, SOURCE)
    assert placed is rows
    assert findings == []


def test_codes_join_to_the_real_exchange_file(real_data: Path) -> None:
    path = real_data / "registers" / "vfr" / "OB_UKSH.xml.gz"
    source = source_of("address_points", "a.xml.gz", reader="vfr")
    rows = services(
        ("28355873", None, None, False),
        ("16653670", None, None, False),
        ("28355873", "100001", None, False),
        ("1", None, None, False),
    )
    addresses = vfr_addresses(path, source, set(rows["kod_adm"]))
    placed, findings = located_by_address(rows, addresses, SOURCE)
    # the second address stands in the register without a point
    at = shapely.Point(-773_670.17, -999_510.97)
    assert placed.geometry.tolist() == [at, None, None, None]
    assert placed["kod_obec"].tolist()[:3] == ["564729", "564729", "100001"]
    assert [one["rule"] for one in findings] == ["address_unknown", "address_of_other_obec"]
