"""The datové centrum as QGIS sees it: every table opens, with all its rows and sound geometry."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.centre import load, load_centre, write_centre
from gis_sluzby.plan import read_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

pytestmark = [pytest.mark.qgis, pytest.mark.real_data]


@pytest.fixture(scope="module")
def file(liberecky_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Datové centrum of the model of Liberecký kraj, which fills almost every table."""
    path = tmp_path_factory.mktemp("centre") / "centrum.gpkg"
    write_centre(load(read_plan(liberecky_model)).centre, path)
    return path


def asked(folder: Path, *words: str) -> str:
    """Ask the Python of the system, in a home of its own."""
    told = subprocess.run(
        ["/usr/bin/python3", *words],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def test_qgis_opens_every_table(file: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    probe = Path(__file__).with_name("qgis_probe.py")
    opened: dict[str, dict[str, Any]] = json.loads(asked(tmp_path, str(probe), str(file)))
    centre: Mapping[str, pd.DataFrame] = load_centre(file)
    assert opened.keys() == centre.keys()
    for name, frame in centre.items():
        layer = opened[name]
        assert layer["valid"], name
        assert layer["rows"] == len(frame), name
        assert layer["unsound"] == 0, name
        spatial = "geometry" in frame
        assert (layer["kind"] == "NoGeometry") != spatial, name
        assert layer["shapes"] == (frame["geometry"].notna().sum() if spatial else 0), name
        assert layer["crs"] == ("EPSG:5514" if spatial else ""), name
        assert set(frame.columns) - {"geometry"} <= set(layer["columns"]), name
    assert sum(len(frame) > 0 for frame in centre.values()) > 15


def test_the_validator_of_gdal_accepts_the_centre(file: Path, tmp_path: Path) -> None:
    asked(tmp_path, "-m", "osgeo_utils.samples.validate_gpkg", "--extra", str(file))
