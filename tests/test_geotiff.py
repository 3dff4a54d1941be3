"""Cloud-optimised GeoTIFFs: what is written is read, and the same bytes come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import rasterio

from gis_sluzby.geotiff import write_cog

if TYPE_CHECKING:
    from pathlib import Path

CORNER, CELL = (-760_000.0, -1_060_000.0), 100.0


def test_numbers_come_back(tmp_path: Path) -> None:
    minutes = np.random.default_rng(1).uniform(0, 90, (700, 600)).astype(np.float32)
    minutes[:50] = -1
    path = write_cog(tmp_path / "a" / "doba.tif", {"minuty autem": minutes}, CORNER, CELL, -1.0)
    with rasterio.open(path) as raster:
        assert raster.crs.to_epsg() == 5514
        assert raster.descriptions == ("minuty autem",)
        assert raster.nodata == -1
        assert raster.transform[:6] == (100.0, 0.0, CORNER[0], 0.0, -100.0, CORNER[1])
        assert raster.overviews(1)
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        np.testing.assert_array_equal(raster.read(1), minutes)
        stated = float(raster.tags(1)["STATISTICS_MEAN"])
    assert abs(stated - minutes[50:].mean(dtype=float)) < 1e-3


def test_bytes_have_colours(tmp_path: Path) -> None:
    classes = np.array([[0, 1], [2, 255]], np.uint8)
    colours = {0: (10, 20, 30, 255), 1: (40, 50, 60, 255)}
    path = write_cog(tmp_path / "c.tif", {"pásmo": classes}, CORNER, CELL, 255, colours)
    with rasterio.open(path) as raster:
        found = raster.colormap(1)
        assert (found[0], found[1]) == (colours[0], colours[1])
        np.testing.assert_array_equal(raster.read(1), classes)


def test_a_raster_of_no_data_is_written(tmp_path: Path) -> None:
    nothing = np.full((4, 4), -1.0)
    path = write_cog(tmp_path / "n.tif", {"lidé": nothing}, CORNER, CELL, -1.0)
    with rasterio.open(path) as raster:
        assert raster.read(1, masked=True).mask.all()


def test_the_same_values_give_the_same_bytes(tmp_path: Path) -> None:
    values = {"lidé": np.arange(600 * 600, dtype=np.float64).reshape(600, 600)}
    first, second = (
        write_cog(tmp_path / name, values, CORNER, CELL, -1.0).read_bytes()
        for name in ("1.tif", "2.tif")
    )
    assert first == second
