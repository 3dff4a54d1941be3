"""Bad plans and inputs, by the real command: one clear message, its exit code, the output intact.

The good plan is saved as Notepad would: with a byte order mark, Windows line ends and a Windows
path. All messages go through a console of cp1250.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import shapely

from tests.small_plan import CORNER, small_obce, small_services, write_small_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    Change = Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]

ROOT = Path(__file__).parents[1]
CONSOLE = "cp1250"


class Ended(NamedTuple):
    code: int
    #: What stands after "Chyba:", line by line.
    told: list[str]


def run(plan: Path, *words: str) -> Ended:
    """Build a plan as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "gis_sluzby", "build", str(plan), *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": CONSOLE},
        capture_output=True,
        check=False,
        timeout=120,
    )
    text = done.stderr.decode(CONSOLE).replace("\r\n", "\n")
    assert "Traceback" not in text
    _, _, told = text.partition("Chyba:\n")
    return Ended(done.returncode, told.splitlines())


def content(folder: Path) -> dict[str, str]:
    """Give the files of a folder with their hashes."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built plan folder."""
    plan = write_small_plan(tmp_path_factory.mktemp("good") / "plán")
    (plan.parent / "data" / "sluzby.csv").unlink()
    services = plan.parent / "data" / "sluzby" / "kraj.csv"
    services.parent.mkdir()
    services.write_bytes(b"\xef\xbb\xbf" + small_services().encode())
    text = plan.read_text(encoding="utf-8").replace('"sluzby.csv"', "'sluzby\\kraj.csv'")
    plan.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run(plan) == (0, [])
    assert (plan.parent / "out" / "run.json").is_file()
    return plan.parent


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    """A copy of the built plan folder, to be spoilt."""
    return Path(shutil.copytree(good, tmp_path / "plán"))


def refused(folder: Path, *words: str) -> Ended:
    """Build a spoilt plan: the output must stay as it is."""
    before = content(folder / "out")
    ended = run(folder / "plan.toml", *words)
    assert content(folder / "out") == before
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gis-sluzby",
        "data",
        "out",
        "plan.toml",
    ]
    return ended


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------- the plan: 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "'sluzby\\kraj.csv'",
            r'"C:\data\kraj.csv"',
            (
                "řádek 49: plán není správný TOML. Zpětné lomítko v uvozovkách uvozuje zvláštní "
                "znaky: v cestách pište „/“, nebo dejte cestu do apostrofů."
            ),
        ),
        (
            "'sluzby\\kraj.csv'",
            r'"C:\boundaries.csv"',
            (
                "[[source]] č. 5 (sluzby) > path: cesta obsahuje řídicí znak: zpětné lomítko "
                "v uvozovkách uvozuje zvláštní znaky; pište lomítka „/“, nebo cestu v apostrofech."
            ),
        ),
        (
            'complete_for = "all"',
            'complete_for = ["49", "pečovatelské služba"]',
            (
                "[[source]] č. 5 (sluzby) > complete_for č. 2: druh služby „pečovatelské služba“ "
                "není v číselníku; nejbližší je „pečovatelská služba“."
            ),
        ),
    ],
    ids=["C:data", "C:boundaries", "unknown druh"],
)
def test_a_bad_plan(old: str, new: str, told: str, folder: Path) -> None:
    edit(folder / "plan.toml", old, new)
    assert refused(folder) == (2, [f"{folder / 'plan.toml'}, {told}"])


def test_all_that_is_wrong_in_a_plan_comes_at_once(folder: Path) -> None:
    edit(folder / "plan.toml", 'kraj = "CZ099"', 'kraj = "CZ99"')
    edit(folder / "plan.toml", 'id = "body"', 'id = "hranice"')
    code, told = refused(folder)
    assert (code, len(told)) == (2, 2)


# ---------------------------------------------------------------- the content: 3


def services(old: str, new: str) -> Callable[[Path], None]:
    return lambda data: edit(data / "sluzby" / "kraj.csv", old, new)


def population(old: str, new: str) -> Callable[[Path], None]:
    return lambda data: edit(data / "obyvatele.csv", old, new)


def obce(change: Change) -> Callable[[Path], None]:
    def spoil(data: Path) -> None:
        (data / "obce.gpkg").unlink()
        change(small_obce()).to_file(data / "obce.gpkg")

    return spoil


def with_cell(
    row: int, column: str, value: object
) -> Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]:
    def change(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        frame.loc[row, column] = value
        return frame

    return change


def turned(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give degrees in the order latitude, longitude."""
    degrees = frame.to_crs(4326)
    shapes = shapely.transform(degrees.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    return degrees.set_geometry(shapes, crs=4326)


X, Y = CORNER
BOWTIE = shapely.Polygon([(X, Y), (X + 1000, Y + 1000), (X + 1000, Y), (X, Y + 1000)])
WAY_ON = (
    "{}: řádků, které nelze přijmout: 1; nic se nepočítalo. Opravte je, nebo u zdroje v plánu "
    'napište rejects = "record": řádky se vynechají a zapíší do nálezů.'
)
FIRST_SERVICE = small_services().splitlines()[1]
LON, LAT = (float(degrees) for degrees in FIRST_SERVICE.split(",")[-2:])
#: What is spoilt, and what is told about it.
CASES: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "wrong system": (
        obce(lambda frame: frame.set_crs(4326, allow_override=True)),
        [
            (
                "obce.gpkg: souřadnice (od -760000; -1060000 do -742000; -1042000) leží mimo Česko "
                "v systému EPSG:4326, který soubor uvádí. Soubor má nejspíš jiný souřadnicový "
                "systém, než uvádí; nastavte správný v QGIS."
            )
        ],
    ),
    "swapped axes": (
        obce(turned),
        [
            (
                "obce.gpkg: souřadnice (od 49.9149; 14.1814 do 50.0975; 14.4647) leží mimo Česko "
                "v systému EPSG:4326, který soubor uvádí. Souřadnice jsou prohozené: nejdřív má "
                "být délka (x), pak šířka (y)."
            )
        ],
    ),
    "duplicate code": (
        obce(with_cell(8, "kod_obec", "100001")),
        [
            (
                "obce.gpkg, prvek 9 (fid), sloupec „kod_obec“: kód obce se opakuje, má ho i prvek "
                "1; části obce spojte v QGIS (Rozpustit) (je zde „100001“)."
            ),
            WAY_ON.format("obce.gpkg"),
        ],
    ),
    "empty geometry": (
        obce(with_cell(4, "geometry", None)),
        ["obce.gpkg, prvek 5 (fid): geometrie chybí nebo je prázdná.", WAY_ON.format("obce.gpkg")],
    ),
    "invalid geometry": (
        obce(with_cell(4, "geometry", BOWTIE)),
        [
            (
                "obce.gpkg, prvek 5 (fid): geometrie není platná: kříží sama sebe u bodu "
                "-759500; -1059500 (EPSG:5514); opravte ji v QGIS nástrojem Opravit geometrie."
            ),
            WAY_ON.format("obce.gpkg"),
        ],
    ),
    "text in a number column": (
        population("100005,celkem,10,", "100005,celkem,deset,"),
        [
            "obyvatele.csv, řádek 6, sloupec „0-4“: má to být celé číslo (je zde „deset“).",
            WAY_ON.format("obyvatele.csv"),
        ],
    ),
    "swapped columns": (
        services(",lon,lat", ",lat,lon"),
        [
            (
                "sluzby/kraj.csv, sloupec „lon“: souřadnice lon a lat jsou prohozené, vyměňte "
                f"sloupce v plánu (platí pro všechny řádky) (je zde „{LAT:.4f}; {LON:.4f}“)."
            )
        ],
    ),
    "unknown druh": (
        services("denní stacionáře", "denní stacionář pro psy"),
        [
            (
                "sluzby/kraj.csv, řádek 2, sloupec „druh“: neznámý druh služby, snad „denní "
                "stacionáře“ (je zde „denní stacionář pro psy“)."
            ),
            WAY_ON.format("sluzby/kraj.csv"),
        ],
    ),
    "pending": (
        services(small_services(), '{"status":"Pending"}'),
        [
            (
                'sluzby/kraj.csv: místo dat je v souboru JSON ({"status":"Pending"}). Portál jej '
                "možná teprve chystal: stáhněte jej znovu. GeoJSON čte reader = „vector“."
            )
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_content(case: str, folder: Path) -> None:
    spoil, told = CASES[case]
    spoil(folder / "data")
    assert refused(folder) == (3, told)


def test_all_that_is_wrong_in_all_sources_comes_at_once(folder: Path) -> None:
    population("100005,celkem,10,", "100005,celkem,deset,")(folder / "data")
    services("denní stacionáře", "xyz")(folder / "data")
    code, told = refused(folder)
    assert code == 3
    assert [line.split(",")[0] for line in told if "řádků, které" not in line] == [
        "obyvatele.csv",
        "sluzby/kraj.csv",
    ]


# ---------------------------------------------------------------- missing: 4, writing: 5


def test_missing_files_are_all_named(folder: Path) -> None:
    services = folder / "data" / "sluzby" / "kraj.csv"
    services.rename(services.with_name("kraje.csv"))
    (folder / "data" / "silnice.gpkg").unlink()
    where = f"(složka dat {folder / 'data'})"
    assert refused(folder) == (
        4,
        [
            (
                f"silnice.gpkg: soubor zdroje „silnice“ neexistuje {where}. Ověřte path zdroje "
                "v plánu a složku dat (data, případně proměnnou GIS_SLUZBY_DATA)."
            ),
            f"sluzby/kraj.csv: soubor zdroje „sluzby“ neexistuje {where}. Ve složce je kraje.csv.",
        ],
    )


def test_a_missing_plan(tmp_path: Path) -> None:
    plan = tmp_path / "nic.toml"
    assert run(plan) == (4, [f"{plan}: soubor plánu nelze přečíst. Ověřte cestu k plánu."])


def test_a_folder_that_is_no_output_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "fotky"
    foreign.mkdir()
    (foreign / "dovolena.jpg").write_bytes(b"moje")
    code, told = refused(folder, "--out", str(foreign))
    assert code == 5
    assert told[0].startswith(f"{foreign}: složka existuje a není výstupem tohoto programu.")
    assert content(foreign).keys() == {"dovolena.jpg"}
