"""Rasters of minutes: whole minutes, colours of the page, a valid COG, a style that QGIS takes."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
import rasterio
from rio_cogeo.cogeo import cog_validate

from gis_sluzby.cartography import LIGHT, minute_classes
from gis_sluzby.publish.layers.raster import NODATA, write_minutes

if TYPE_CHECKING:
    from pathlib import Path

CORNER = (-900_000.0, -1_000_000.0)
DESCRIPTION = "Minuty autem k nejbližší službě, § 46 denní stacionáře"
#: Asks QGIS for the renderer of a raster with its style beside it.
QGIS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsRasterLayer
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
layer = QgsRasterLayer(sys.argv[1], "minuty")
items = layer.renderer().shader().rasterShaderFunction().colorRampItemList()
print(layer.isValid(), layer.crs().authid(), layer.renderer().type())
print("|".join(f"{item.label} {item.color.name()}" for item in items))
"""


def minutes() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Give minutes that rise to the east; a corner is not reached."""
    values = np.tile(np.linspace(0, 90, 700), (600, 1))
    values[:100, :100] = np.nan
    return values


@pytest.fixture(scope="module")
def raster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("raster") / "minuty_46.tif"
    write_minutes(path, minutes(), CORNER, 100.0, minute_classes(30), DESCRIPTION)
    return path


def test_it_is_a_valid_cog_in_krovak(raster: Path) -> None:
    valid, errors, warnings = cog_validate(raster, strict=True)
    assert (valid, errors, warnings) == (True, [], [])
    with rasterio.open(raster) as found:
        assert found.crs.to_epsg() == 5514
        assert (found.bounds.left, found.bounds.top) == CORNER
        assert found.res == (100.0, 100.0)
        assert found.nodata == NODATA
        assert found.descriptions == (DESCRIPTION,)
        assert found.overviews(1)


def test_a_begun_minute_counts_whole(raster: Path) -> None:
    with rasterio.open(raster) as found:
        read = found.read(1, masked=True)
    expected = minutes()
    assert (read.mask == np.isnan(expected)).all()
    known = ~np.isnan(expected)
    assert (read.data[known] == [int(-(-value // 1)) for value in expected[known]]).all()


def test_colours_are_those_of_the_classes(raster: Path) -> None:
    with rasterio.open(raster) as found:
        table = found.colormap(1)

    def colour(value: int) -> str:
        return "#" + "".join(f"{part:02X}" for part in table[value][:3])

    # up to 10, 15, 20, 30 within; 45, 60 and more beyond
    edges = {0: 0, 10: 0, 11: 1, 15: 1, 16: 2, 20: 2, 21: 3, 30: 3}
    assert {value: colour(value) for value in edges} == {
        value: LIGHT.ramp[place] for value, place in edges.items()
    }
    beyond = {31: 0, 45: 0, 46: 1, 60: 1, 61: 2, 254: 2}
    assert {value: colour(value) for value in beyond} == {
        value: LIGHT.beyond[place] for value, place in beyond.items()
    }
    assert table[NODATA][3] == 0


def test_statistics_are_of_the_known_cells(raster: Path) -> None:
    with rasterio.open(raster) as found:
        tags = found.tags(1)
        known = found.read(1, masked=True).compressed().astype(float)
    assert float(tags["STATISTICS_MINIMUM"]) == known.min() == 0
    assert float(tags["STATISTICS_MAXIMUM"]) == known.max() == 90
    assert float(tags["STATISTICS_MEAN"]) == pytest.approx(sum(known) / len(known), rel=1e-5)


def test_the_same_minutes_give_the_same_bytes(raster: Path, tmp_path: Path) -> None:
    again = write_minutes(
        tmp_path / raster.name, minutes(), CORNER, 100.0, minute_classes(30), DESCRIPTION
    )
    for file in again:
        assert file.read_bytes() == raster.with_name(file.name).read_bytes()


@pytest.mark.qgis
def test_qgis_takes_the_style_beside_it(raster: Path, tmp_path: Path) -> None:
    asked = subprocess.run(
        ["/usr/bin/python3", "-c", QGIS, str(raster)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    first, _, second = asked.stdout.strip().partition("\n")
    assert first == "True EPSG:5514 singlebandpseudocolor", asked.stderr
    labels = ["do 10 min", "11–15 min", "16–20 min", "21–30 min", "31–45 min", "46–60 min"]
    colours = [*LIGHT.ramp, *LIGHT.beyond]
    told = [
        f"{label} {colour.lower()}"
        for label, colour in zip([*labels, "nad 60 min"], colours, strict=True)
    ]
    assert second.replace("\u00a0", " ").split("|") == told
