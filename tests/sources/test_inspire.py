"""INSPIRE Administrative Units: obce by their national code, latitude first."""

from __future__ import annotations

import gzip
import re
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from gis_sluzby.crs import to_krovak
from gis_sluzby.errors import InputError
from gis_sluzby.sources.inspire import inspire_obce
from tests.sources.given import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOURCE = source_of("obce", "au.gml", reader="inspire")
#: Longitude and latitude of the corners of a square in Praha.
CORNERS = ((14.4, 50.0), (14.5, 50.0), (14.5, 50.1), (14.4, 50.1), (14.4, 50.0))
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gml:FeatureCollection gml:id="AU" xmlns:au="http://inspire.ec.europa.eu/schemas/au/4.0"
 xmlns:base="http://inspire.ec.europa.eu/schemas/base/3.3"
 xmlns:gn="http://inspire.ec.europa.eu/schemas/gn/4.0"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">
"""
UNIT = """<gml:featureMember><au:AdministrativeUnit gml:id="AU.{order}.{code}"><au:geometry>
<gml:MultiSurface gml:id="S.{code}" srsName="urn:ogc:def:crs:EPSG::4258" srsDimension="2">
<gml:surfaceMember><gml:Polygon gml:id="P.{code}"><gml:exterior><gml:LinearRing>
<gml:posList>{places}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
</gml:surfaceMember></gml:MultiSurface></au:geometry>
<au:nationalCode>{code}</au:nationalCode>
<au:nationalLevel xlink:href="http://inspire.ec.europa.eu/codelist/AdministrativeHierarchyLevel/{order}thOrder"/>
<au:name><gn:GeographicalName><gn:language>cze</gn:language><gn:spelling><gn:SpellingOfName>
<gn:text>{name}</gn:text><gn:script>Latn</gn:script></gn:SpellingOfName></gn:spelling>
</gn:GeographicalName></au:name></au:AdministrativeUnit></gml:featureMember>"""


def gml(units: Iterable[tuple[str, str, str]]) -> str:
    """Give a data set of units: order, code, name; all of them the same square."""
    places = " ".join(f"{lat} {lon}" for lon, lat in CORNERS)
    members = (UNIT.format(order=o, code=c, name=n, places=places) for o, c, n in units)
    return f"{HEAD}{''.join(members)}</gml:FeatureCollection>"


UNITS = [("1", "1", "Česko"), ("2", "19", "Hlavní město Praha"), ("4", "554782", "Praha")]


@pytest.mark.parametrize("name", ["au.gml", "au.gml.gz", "au.zip"])
def test_obce_are_read_and_nothing_is_written_beside(tmp_path: Path, name: str) -> None:
    raw = gml(UNITS).encode()
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("1.xml", raw)
    else:
        (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    [row] = gpd.GeoDataFrame(inspire_obce(tmp_path / name, SOURCE).frame).itertuples()
    assert (row.kod_obec, row.nazev) == ("554782", "Praha")
    # ETRS89 is WGS 84 within the accuracy of the operation; the axes are latitude, longitude
    expected = shapely.Polygon([to_krovak(lon, lat) for lon, lat in CORNERS])
    assert row.geometry.symmetric_difference(expected).area < 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (gml(UNITS[:2]), "soubor nemá žádnou obec"),
        ("<html>404</html>", "místo dat je v souboru webová stránka nebo XML"),
        ("nic", "soubor nejsou správní jednotky INSPIRE (AU)"),
        (gml(UNITS).replace("nationalCode", "code"), "chybí nationalCode"),
    ],
)
def test_another_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "au.gml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        inspire_obce(tmp_path / "au.gml", SOURCE)
    assert told in str(caught.value)


def test_units_without_boundaries_are_refused(tmp_path: Path) -> None:
    text = re.sub(r"<au:geometry>.*?</au:geometry>", "", gml(UNITS), flags=re.DOTALL)
    (tmp_path / "au.gml").write_text(text, "utf-8")
    with pytest.raises(InputError, match="nemají hranice"):
        inspire_obce(tmp_path / "au.gml", SOURCE)
