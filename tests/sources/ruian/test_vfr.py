"""Exchange files of RÚIAN: real ones, and state files of their shape."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.errors import InputError
from gis_sluzby.sources.ruian.addresses import vfr_addresses
from gis_sluzby.sources.ruian.boundaries import vfr_obce, vfr_points
from gis_sluzby.sources.ruian.parts import vfr_parts
from gis_sluzby.sources.ruian.vfr import BOUNDARY, vfr_files, vfr_layer
from tests.ruian_files import listed, point, surface, unit, write_state_file
from tests.small_plan import CODES, small_obce
from tests.sources.given import source_of

if TYPE_CHECKING:
    from pathlib import Path

OBCE = source_of("obce", "a.xml.gz", reader="vfr")
PARTS = source_of("obec_parts", "a.xml.gz", reader="vfr")
ADDRESSES = source_of("address_points", "a.xml.gz", reader="vfr")
DECANY = "564729"


def obce(**columns: object) -> gpd.GeoDataFrame:
    """Give the nine small obce with a POÚ in each column of the square."""
    frame = small_obce()
    frame["kod_pou"] = [f"99{code[-1]}" for code in frame["kod_obec"]]
    frame["nazev_pou"] = [f"Úřad {code[-1]}" for code in frame["kod_obec"]]
    return frame.assign(**columns)


def obce_of(path: Path) -> gpd.GeoDataFrame:
    """Read the obce of an exchange file."""
    return gpd.GeoDataFrame(vfr_obce(path, OBCE).frame)


# ---------------------------------------------------------------- the real file of an obec


@pytest.fixture(scope="module")
def decany(real_data: Path) -> Path:
    return real_data / "registers" / "vfr" / "OB_UKSH.xml.gz"


def test_the_real_file_has_one_boundary_asked_for_by_name(decany: Path) -> None:
    [row] = obce_of(decany).itertuples()
    [official] = gpd.GeoDataFrame(vfr_points(decany, OBCE).frame).itertuples()
    assert (row.kod_obec, row.nazev, row.kod_okres, row.kod_kraj) == (
        (DECANY, "Děčany", "CZ0423", "CZ042")
    )
    assert row.geometry.geom_type == "MultiPolygon"
    assert row.geometry.is_valid
    assert row.geometry.area == pytest.approx(12_372_590, rel=1e-4)
    assert official.geometry == shapely.Point(-773_555, -999_234)
    assert row.geometry.contains(official.geometry)


def test_the_real_file_has_four_parts_and_four_zsj_in_the_obec(decany: Path) -> None:
    frame = gpd.GeoDataFrame(vfr_parts(decany, PARTS).frame)
    assert frame["level"].value_counts().to_dict() == {"cast": 4, "zsj": 4}
    assert set(frame["kod_obec"]) == {DECANY}
    zsj = frame[frame["level"] == "zsj"]
    [boundary] = obce_of(decany)["geometry"]
    assert shapely.union_all(zsj.geometry.to_numpy()).symmetric_difference(boundary).area < 1
    assert set(frame.loc[frame["level"] == "cast"].geom_type) == {"Point"}


def test_the_real_file_has_221_addresses_in_310_buildings(decany: Path) -> None:
    [file] = vfr_files(decany, ADDRESSES)
    codes = vfr_layer(file, ADDRESSES, "AdresniMista", {"kod": "Kod"}, None)["kod"]
    assert len(codes) == codes.nunique() == 221
    assert len(vfr_layer(file, ADDRESSES, "StavebniObjekty", {"kod": "Kod"}, None)) == 310
    found = vfr_addresses(decany, ADDRESSES, [*codes, "1"])
    assert sorted(found["kod_adm"]) == sorted(codes)
    assert set(found["kod_obec"]) == {DECANY}
    assert int(found.geometry.isna().sum()) == 9
    [boundary] = obce_of(decany)["geometry"]
    placed = found.geometry.dropna().to_numpy()
    assert shapely.contains(boundary, placed).all()


def test_the_real_file_of_changes_is_refused(real_data: Path) -> None:
    path = real_data / "registers" / "vfr" / "ST_ZKSH.xml.gz"
    with pytest.raises(InputError, match="soubor VFR obsahuje jen změny, ne celý stav"):
        vfr_obce(path, OBCE)


# ---------------------------------------------------------------- state files of the same shape


@pytest.mark.parametrize("name", ["a.xml", "a.xml.gz", "a.xml.zip"])
def test_a_state_file_gives_obce_with_what_they_belong_to(tmp_path: Path, name: str) -> None:
    path = write_state_file(tmp_path / name, obce())
    frame = obce_of(path).set_index("kod_obec")
    expected = obce().set_index("kod_obec")
    assert len(frame) == 9
    for column in ("nazev", "nazev_pou", "nazev_orp", "kod_okres", "nazev_okres", "kod_kraj"):
        assert frame[column].to_dict() == expected[column].to_dict(), column
    assert frame["nazev_kraj"].unique().tolist() == ["Vzorový kraj"]
    assert frame["ruian_orp"].to_dict() == {code: "1" if code < "100007" else "2" for code in CODES}
    assert gpd.GeoSeries(frame["geometry"]).geom_equals(expected.geometry).all()
    assert [path.name for path in tmp_path.iterdir()] == [name], "nothing is written beside"


def test_original_boundaries_come_before_generalised_ones(tmp_path: Path) -> None:
    path = write_state_file(tmp_path / "a.xml", obce(), boundary="OriginalniHranice")
    assert obce_of(path)["geometry"].notna().all()


def test_okres_and_kraj_come_from_the_numbers_of_parents_too(tmp_path: Path) -> None:
    west = obce(kod_kraj="CZ041", kod_okres="CZ0411")
    path = write_state_file(tmp_path / "a.xml", west, nuts=False)
    frame = obce_of(path)
    assert set(frame["kod_okres"]) == {"CZ0411"}
    assert set(frame["kod_kraj"]) == {"CZ041"}


def test_praha_has_a_kraj_without_an_okres(tmp_path: Path) -> None:
    one = obce(kod_kraj="CZ010", kod_okres="CZ0100").iloc[[0]]
    path = write_state_file(tmp_path / "a.xml", one, nuts=False)
    text = path.read_text(encoding="utf-8")
    assert "<obi:Okres>" in text
    text = text.replace("<obi:Okres><oki:Kod>3000</oki:Kod></obi:Okres>", "")
    path.write_text(text, encoding="utf-8")
    [row] = obce_of(path).itertuples()
    assert (row.kod_okres, row.kod_kraj) == ("CZ0100", "CZ010")


def test_parts_of_cities_have_their_boundary_or_their_point(tmp_path: Path) -> None:
    square = obce().geometry.iloc[0]
    centre = square.centroid
    x, y, _, top = square.bounds
    west = shapely.box(x, y, centre.x, top)
    in_city, in_cadastre = {"Obec": CODES[0]}, {"KatastralniUzemi": "7"}
    boundary = surface("Momc", "500011", west, "OriginalniHranice")
    districts = [
        unit("Momc", "500011", "Západ", in_city, boundary),
        unit("Momc", "500012", "Východ", in_city, point("Momc", "500012", centre)),
    ]
    around = unit("SpravniObvod", "1", "Obvod 1", in_city, point("SpravniObvod", "1", centre))
    lists = [
        listed("SpravniObvody", [around]),
        listed("Momc", districts),
        listed("KatastralniUzemi", [unit("KatastralniUzemi", "7", "Katastr", {"Obec": CODES[1]})]),
        listed("Zsj", [unit("Zsj", "9", "Sídlo", in_cadastre, point("Zsj", "9", centre))]),
    ]
    path = write_state_file(tmp_path / "a.xml", obce(), parts="".join(lists))
    frame = gpd.GeoDataFrame(vfr_parts(path, PARTS).frame).set_index(["level", "kod"])
    assert frame["kod_obec"].to_dict() == {
        ("mc", "500011"): CODES[0],
        ("mc", "500012"): CODES[0],
        ("spravni_obvod", "1"): CODES[0],
        ("zsj", "9"): CODES[1],
    }
    assert frame.at[("mc", "500011"), "geometry"].equals(west)
    assert frame.at[("mc", "500012"), "geometry"] == centre


def test_a_zip_may_hold_the_files_of_several_obce(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in (0, 1):
            path = write_state_file(tmp_path / f"{number}.xml", obce().iloc[[number]])
            archive.write(path, path.name)
    assert obce_of(tmp_path / "a.zip")["kod_obec"].tolist() == list(CODES[:2])


# ---------------------------------------------------------------- files that are something else


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", "místo dat je v souboru webová stránka"),
        (b"<?xml version='1.0'?><data/>", "soubor není výměnný formát RÚIAN (VFR)"),
        (b"PK\x03\x04 and no more", "archiv ZIP je poškozený"),
        (b"\x1f\x8b and no more", "archiv je poškozený"),
    ],
)
def test_another_file_is_named(tmp_path: Path, raw: bytes, told: str) -> None:
    path = tmp_path / "a.xml.gz"
    path.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        vfr_obce(path, OBCE)
    assert told in str(caught.value)


def test_a_zip_without_an_exchange_file_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("cti.txt", "nic")
    with pytest.raises(InputError, match=r"v archivu ZIP není žádný soubor \.xml ani \.gml"):
        vfr_obce(tmp_path / "a.zip", OBCE)


def test_a_cut_file_is_named(tmp_path: Path) -> None:
    path = write_state_file(tmp_path / "a.xml", obce())
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.index(b"<vf:Obce>") + 3_000])
    with pytest.raises(InputError, match=r"soubor VFR nelze přečíst .* stáhněte jej znovu"):
        vfr_obce(path, OBCE)


def test_a_file_without_obce_is_named(tmp_path: Path) -> None:
    path = write_state_file(tmp_path / "a.xml", obce().iloc[:0])
    with pytest.raises(InputError, match="soubor VFR nemá žádnou obec"):
        vfr_points(path, OBCE)


def test_a_file_that_gdal_does_not_know_is_named(tmp_path: Path) -> None:
    path = write_state_file(tmp_path / "a.xml", obce())
    text = path.read_text(encoding="utf-8").replace("../ruian/xsd", "../jine/xsd")
    path.write_text(text, encoding="utf-8")
    [file] = vfr_files(path, OBCE)
    with pytest.raises(InputError, match="soubor VFR není stavový soubor státu ani obce"):
        vfr_layer(file, OBCE, "Obce", {"kod": "Kod"}, BOUNDARY)
