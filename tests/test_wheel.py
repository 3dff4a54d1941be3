"""The built wheel works outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import gis_sluzby

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str | Path, cwd: Path, **environment: str) -> str:
    """Run a program to its good end and give what it said."""
    done = subprocess.run(
        words,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT),
        cwd=folder,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder into which the wheel is installed; the dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("site")
    run(
        *(sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile"),
        *("--target", folder, wheel),
        cwd=folder,
    )
    return folder


@pytest.fixture(scope="module")
def program(site: Path) -> Path:
    found = shutil.which("gis-sluzby", path=site / "bin")
    assert found is not None
    return Path(found)


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "gis_sluzby").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == package
    assert f"-{gis_sluzby.__version__}-" in wheel.name


def test_the_installed_package_is_the_one_imported(site: Path, tmp_path: Path) -> None:
    code = "import gis_sluzby; print(gis_sluzby.__file__)"
    place = run(sys.executable, "-c", code, cwd=tmp_path, PYTHONPATH=str(site))
    assert Path(place.strip()).is_relative_to(site)


def test_the_program_says_its_version(program: Path, site: Path, tmp_path: Path) -> None:
    said = run(program, "--version", cwd=tmp_path, PYTHONPATH=str(site))
    assert gis_sluzby.__version__ in said


def test_the_program_builds_the_sample_region(program: Path, site: Path, tmp_path: Path) -> None:
    run(program, "init", "kraj", "--sample", cwd=tmp_path, PYTHONPATH=str(site))
    run(program, "build", Path("kraj", "plan.toml"), cwd=tmp_path, PYTHONPATH=str(site))
    out = tmp_path / "kraj" / "out"
    expected = [
        "centrum.gpkg",
        "layers/plan.gpkg",
        "run.json",
        "site/index.html",
        "tables/coverage_obec.csv",
    ]
    assert [name for name in expected if (out / name).stat().st_size == 0] == []
