"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import gis_sluzby

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "gis_sluzby"
LONGEST_FILE = 400
LARGEST_FILE = 1_000_000

# Only `crs` may transform: elsewhere these names, and this module, must not stand.
TRANSFORMING_NAMES = {"to_crs", "Transformer", "TransformerGroup", "itransform"}
TRANSFORMING_MODULES = {"rasterio.warp"}

REGISTRY = re.compile(r"(?:pypi|pythonhosted|npmjs|anaconda)\.(?:org|com)|--(?:extra-)?index-url")
# Absolute paths of somebody's machine; what stands before tells them from part of an address.
MACHINE_PATH = re.compile(r"(?<![\w.~:/*-])/(?:work|tmp|root|home|Users|opt|mnt)/")


def committed_files() -> list[Path]:
    """Give the files of the checkout that are, or are to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def committed_text() -> dict[str, str]:
    """Give the text of the committed files by name, those that are UTF-8."""
    texts = {}
    for path in committed_files():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def transforming(source: str) -> list[str]:
    """Give the names in the source that transform coordinates."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in TRANSFORMING_NAMES:
                found.append(name)
            case ast.Attribute() if ast.unparse(node) in TRANSFORMING_MODULES:
                found.append(ast.unparse(node))
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                base = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                names = [base + alias.name for alias in aliases] + [base.removesuffix(".")]
                found += [
                    name
                    for name in names
                    if name in TRANSFORMING_MODULES or name.rpartition(".")[2] in TRANSFORMING_NAMES
                ]
    return found


def pinned() -> dict[str, str]:
    """Give the versions of constraints.txt by canonical name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def requirements() -> list[Requirement]:
    """Give what pyproject.toml asks for, the extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize(
    "source",
    [
        "frame.to_crs(5514)",
        "change = frame.to_crs",
        "import rasterio.warp",
        "from rasterio import warp",
        "from rasterio.warp import reproject",
        "rasterio.warp.reproject(a, b)",
        "from pyproj import Transformer",
        "pyproj.Transformer.from_crs(1, 2)",
    ],
)
def test_the_guard_sees_a_transformation(source: str) -> None:
    assert transforming(source)


@pytest.mark.parametrize(
    "source", ["crs.to_5514(frame)", "'.to_crs('", "import rasterio", "from pyproj import CRS"]
)
def test_the_guard_lets_the_rest_pass(source: str) -> None:
    assert transforming(source) == []


def test_only_crs_transforms_coordinates() -> None:
    found = {
        path.name: names
        for folder in (PACKAGE, ROOT / "scripts", ROOT / "notebooks")
        for path in folder.rglob("*.py")
        if (names := transforming(path.read_text(encoding="utf-8")))
    }
    assert set(found) == {"crs.py"}


def test_files_of_the_package_are_short() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for suffix in ("py", "js", "css", "j2")
        for path in PACKAGE.rglob(f"*.{suffix}")
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_oracles_of_travel_times_share_nothing_with_the_program() -> None:
    oracles = sorted((ROOT / "tests" / "reach").glob("oracle*.py"))
    assert len(oracles) == 2
    for path in oracles:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {
            *(a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names),
            *(str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)),
        }
        own = {name for name in modules if name.split(".")[0] in {"gis_sluzby", "tests", "scripts"}}
        assert own <= {"tests.reach.oracle"}


def test_committed_files_are_small() -> None:
    sizes = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in committed_files()}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE} == {}


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        (REGISTRY, "https://" + "pypi" + ".org/x"),
        (REGISTRY, "pip install --index" + "-url x"),
        (MACHINE_PATH, "cd /" + "home/jana/gis"),
        (MACHINE_PATH, '"/' + 'tmp/plan.toml"'),
    ],
)
def test_no_registry_and_no_machine_path_is_committed(
    pattern: re.Pattern[str], example: str
) -> None:
    assert pattern.search(example)
    found = {
        name: match.group()
        for name, text in committed_text().items()
        if (match := pattern.search(text))
    }
    assert found == {}


def test_constraints_are_exact_versions_without_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert odd == []
    assert "gis-sluzby" not in pinned()


def test_constraints_hold_every_dependency_at_an_allowed_version() -> None:
    versions = pinned()
    unmet = [
        str(asked)
        for asked in requirements()
        if not asked.specifier.contains(versions.get(canonicalize_name(asked.name), "0"))
    ]
    assert unmet == []


def test_the_version_has_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]
    headings = re.findall(
        r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert headings[0] == gis_sluzby.__version__
