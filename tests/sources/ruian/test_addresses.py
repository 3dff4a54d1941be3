"""Address points of RÚIAN in CSV: axes, signs, and no more files read than needed."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
import shapely

from gis_sluzby.crs import to_degrees
from gis_sluzby.errors import InputError
from gis_sluzby.sources.ruian.addresses import csv_addresses
from tests.ruian_files import ADDRESS_HEADER, address_row, write_address_zip
from tests.sources.given import source_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = source_of("address_points", "a.zip", reader="ruian_csv")
#: A place in Praha in the axes of the register: metres to the west and to the south.
PRAHA = ("742835.93", "1042944.73")
ROWS = {
    "554782": [address_row("3", "554782", *PRAHA), address_row("5", "554782", "", "")],
    "595209": [address_row("7", "595209", "640000.00", "1110000.00")],
}


def test_axes_and_signs_are_those_of_epsg_5514(tmp_path: Path) -> None:
    path = write_address_zip(tmp_path / "a.zip", ROWS)
    [row] = csv_addresses(path, SOURCE, ["3"], ["554782"]).itertuples()
    assert row.geometry == shapely.Point(-742_835.93, -1_042_944.73)
    lon, lat = to_degrees(row.geometry.x, row.geometry.y)
    # swapped or positive axes would land far from Praha
    assert 14.22 < float(lon) < 14.71
    assert 49.94 < float(lat) < 50.18


def test_an_address_without_coordinates_is_there_without_a_point(tmp_path: Path) -> None:
    path = write_address_zip(tmp_path / "a.zip", ROWS)
    [row] = csv_addresses(path, SOURCE, ["5"], ["554782"]).itertuples()
    assert (row.kod_adm, row.kod_obec, row.geometry) == ("5", "554782", None)


def test_files_of_other_obce_are_read_only_where_a_code_is_lacking(tmp_path: Path) -> None:
    path = write_address_zip(tmp_path / "a.zip", ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("CSV/20260930_OB_599999_ADR.csv", b"no address points")
    near = csv_addresses(path, SOURCE, ["3", "5"], ["554782"])
    assert sorted(near["kod_adm"]) == ["3", "5"]
    with pytest.raises(InputError, match=r"OB_599999_ADR\.csv není seznam adresních míst"):
        csv_addresses(path, SOURCE, ["7"], ["554782"])


def test_a_code_in_another_obec_is_found_and_one_that_is_nowhere_is_not(tmp_path: Path) -> None:
    path = write_address_zip(tmp_path / "a.zip", ROWS)
    found = csv_addresses(path, SOURCE, ["7", "8"], ["554782"])
    assert found["kod_obec"].to_dict() == {0: "595209"}


def test_an_obec_without_addresses_has_a_header_alone(tmp_path: Path) -> None:
    path = write_address_zip(tmp_path / "a.zip", {"500000": [], **ROWS})
    assert sorted(csv_addresses(path, SOURCE, ["3", "7"], [])["kod_adm"]) == ["3", "7"]


def test_of_many_files_read_together_the_wrong_one_is_named(tmp_path: Path) -> None:
    rows = {**ROWS, "599998": [address_row("8", "599998", "x", "1")]}
    path = write_address_zip(tmp_path / "a.zip", rows)
    with pytest.raises(InputError, match=r"OB_599998_ADR\.csv není seznam adresních míst"):
        csv_addresses(path, SOURCE, ["3"], list(rows))


def test_where_no_code_is_wanted_one_file_is_looked_at(tmp_path: Path) -> None:
    path = write_address_zip(tmp_path / "a.zip", ROWS)
    assert csv_addresses(path, SOURCE, [], ["554782"]).empty
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("CSV/20260930_OB_500000_ADR.csv", b"<html>")
    with pytest.raises(InputError, match="webová stránka"):
        csv_addresses(path, SOURCE, [], [])


def test_one_file_need_not_be_packed(tmp_path: Path) -> None:
    path = tmp_path / "20260930_OB_554782_ADR.csv"
    path.write_bytes("\r\n".join([ADDRESS_HEADER, *ROWS["554782"], ""]).encode("cp1250"))
    assert len(csv_addresses(path, SOURCE, ["5"], [])) == 1


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"<html>404</html>", "místo dat je v souboru webová stránka"),
        (ADDRESS_HEADER.encode("utf-8"), "není seznam adresních míst RÚIAN"),
        (ADDRESS_HEADER.replace(";", ",").encode("cp1250"), "není seznam adresních míst RÚIAN"),
        (
            "\r\n".join([ADDRESS_HEADER, address_row("1", "2", "x", "3")]).encode("cp1250"),
            "není seznam",
        ),
    ],
)
def test_another_file_is_named(tmp_path: Path, raw: bytes, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        csv_addresses(path, SOURCE, ["1"], [])
    assert told in str(caught.value)
