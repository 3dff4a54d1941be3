"""A plan through all of it: what is made, what is not made again, and that it is the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from gis_sluzby import __version__
from gis_sluzby.errors import InputError, MissingSourceError, WriteError
from gis_sluzby.pipeline import build, compute
from gis_sluzby.plan import read_plan
from gis_sluzby.products import PRODUCTS
from tests.small_plan import service_row, write_small_plan
from tests.sources.rpss.items import item, listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LOADING = "Načítám a kontroluji vstupy"
REACHING = "Počítám dojezdové doby"
COVERING = "Počítám dostupnost podle standardů"
WRITING = [
    "Zapisuji datové centrum",
    "Zapisuji vrstvy",
    "Zapisuji tabulky",
    "Sestavuji mapovou stránku",
]
CENTRE, TABLES = WRITING[0], WRITING[2]
NOTHING = ["Výstup je aktuální, nic se nepočítalo."]
#: A standard is laid over the default of a kind whose rows exist anyway.
STANDARD = '\n[[standard]]\ndruh = "46"\nlimit_minutes = 10\n'


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small plan that has been built."""
    folder = tmp_path_factory.mktemp("built") / "plán"
    build(read_plan(write_small_plan(folder)))
    return folder


@pytest.fixture
def plan(built_once: Path, tmp_path: Path) -> Path:
    """A copy of the plan that has been built, with its output and its cache."""
    folder = shutil.copytree(built_once, tmp_path / "plán")
    return folder / "plan.toml"


def run(plan: Path, out: Path | None = None, products: Iterable[str] | None = None) -> list[str]:
    """Build a plan and give what was reported."""
    told: list[str] = []
    build(read_plan(plan), out, products, told.append)
    return told


def change(plan: Path, old: str, new: str) -> None:
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(plan: Path, text: str) -> None:
    plan.write_text(plan.read_text(encoding="utf-8") + text, encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Give the hash of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def manifest(plan: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((plan.parent / "out" / "run.json").read_text("utf-8"))
    return loaded


# ------------------------------------------------------------------------------- what is made
def test_the_output_holds_what_the_design_says(plan: Path) -> None:
    assert set(hashes(plan.parent / "out")) == {
        "run.json",
        "centrum.gpkg",
        "audit.csv",
        "audit.html",
        *("layers/plan.gpkg", "layers/plan.qgz", "layers/metadata.xml", "layers/katalog.jsonld"),
        *("site/index.html", "mapa-na-web.zip"),
        *(f"site/data/{name}.js" for name in ("english", "porovnani", "soubory")),
        "tables/datapackage.json",
        *(
            f"tables/{name}.csv"
            for name in (
                *("standards", "coverage_obec", "coverage_orp", "coverage_kraj", "nearest"),
                *("gaps", "summary", "texts", "text_figures", "declared_modelled"),
                *("capacity_obec", "capacity_orp", "capacity_kraj", "network_concept"),
            )
        ),
    }


def test_every_file_is_in_the_manifest_with_its_hash(plan: Path) -> None:
    found = hashes(plan.parent / "out")
    found.pop("run.json")
    assert manifest(plan)["files"] == found
    products = manifest(plan)["products"]
    listed = [name for made in products.values() for name in made["files"]]
    assert sorted(listed) == sorted(found)
    assert list(products) == ["core", "layers", "site", "tables"]


def test_the_manifest_says_from_what_the_output_was_made(plan: Path) -> None:
    said = manifest(plan)
    assert said["program"]["version"] == __version__
    assert {"python", "geopandas", "GDAL (pyogrio)", "PROJ (pyproj)"} <= set(said["versions"])
    assert said["plan"]["name"] == "Malý plán"
    assert said["plan"]["schema"] == 1
    assert said["plan"]["sha256"] == sha256(plan.read_bytes()).hexdigest()
    assert said["plan"]["reach"]["leg_kmh"] == 25
    sources = {source["source_id"]: source for source in said["inputs"]}
    assert set(sources) == {"hranice", "body", "obyvatele", "silnice", "sluzby"}
    services = sources["sluzby"]
    data = plan.parent / "data" / "sluzby.csv"
    assert services["sha256"] == sha256(data.read_bytes()).hexdigest()
    assert (services["path"], services["vintage"]) == ("sluzby.csv", "2025-06-30")
    assert (services["licence"], services["attribution"]) == ("CC0-1.0", "modelová data")
    assert (services["rows_read"], services["rows_kept"], services["rows_rejected"]) == (3, 3, 0)


def test_the_manifest_names_no_folder_of_this_machine(plan: Path, tmp_path: Path) -> None:
    text = (plan.parent / "out" / "run.json").read_text(encoding="utf-8")
    assert str(tmp_path.parent) not in text


# ------------------------------------------------------------------------------- not made again
def test_an_unchanged_rebuild_does_nothing(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    assert run(plan) == NOTHING
    assert hashes(plan.parent / "out") == before


def test_an_unchanged_rebuild_imports_nothing_heavy(plan: Path) -> None:
    code = (
        "import sys; from gis_sluzby.cli import run; run(['build', sys.argv[1]]); "
        "print({'pandas', 'geopandas', 'scipy', 'folium', 'pyogrio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(plan)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"
    assert done.stderr.splitlines() == NOTHING


def test_another_standard_recomputes_coverage_alone(plan: Path) -> None:
    append(plan, STANDARD)
    assert run(plan) == [COVERING, *WRITING]
    assert run(plan) == NOTHING


def test_another_speed_recomputes_travel_and_coverage(plan: Path) -> None:
    append(plan, '\n[reach.kmh]\n"silnice III. třídy" = 30\n')
    assert run(plan) == [REACHING, COVERING, *WRITING]


def test_another_input_recomputes_everything(plan: Path) -> None:
    path = plan.parent / "data" / "sluzby.csv"
    row = service_row("4", "denní stacionáře", "ambulantní", "100009")
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    assert run(plan) == [LOADING, REACHING, COVERING, *WRITING]


def test_an_input_changed_between_two_builds_of_one_process_is_noticed(plan: Path) -> None:
    read = read_plan(plan)
    build(read)
    path = plan.parent / "data" / "sluzby.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Pomoc", "Pomůcka"), encoding="utf-8")
    told: list[str] = []
    build(read, report=told.append)
    assert told[0] == LOADING


def test_another_code_list_beside_a_register_recomputes_everything(
    plan: Path, tmp_path: Path
) -> None:
    data, out = plan.parent / "data", tmp_path / "x"
    (data / "sluzby.csv").write_text(json.dumps({"polozky": [item()]}), encoding="utf-8")
    change(plan, 'path = "sluzby.csv"', 'path = "sluzby.csv"\ncode_lists = "druhy.json"')
    change(plan, 'table = "services"\nreader = "csv"', 'table = "services"\nreader = "rpss"')
    nothing_done = []
    for name in ("domovy pro seniory", "domovy pro seniory", "týdenní stacionáře"):
        names = json.dumps(listed("DruhSocialniSluzby", {"13": name}))
        (data / "druhy.json").write_text(names, encoding="utf-8")
        told = run(plan, out, products=[])
        made = json.loads((out / "run.json").read_text("utf-8"))
        hashed = {one["path"]: one["sha256"] for one in made["inputs"]}
        assert hashed["druhy.json"] == sha256((data / "druhy.json").read_bytes()).hexdigest()
        nothing_done.append(told == NOTHING)
    assert nothing_done == [False, True, False]


def test_another_name_of_the_plan_computes_nothing(plan: Path) -> None:
    change(plan, "Malý plán", "Jiný plán")
    assert run(plan) == WRITING
    assert "Jiný plán" in (plan.parent / "out" / "site" / "index.html").read_text(encoding="utf-8")


def test_a_note_in_the_plan_is_told_in_the_manifest_alone(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    append(plan, "\n# poznámka\n")
    assert run(plan) == WRITING[:1]
    after = hashes(plan.parent / "out")
    assert {name for name in after if after[name] != before[name]} == {"run.json"}
    assert manifest(plan)["plan"]["sha256"] == sha256(plan.read_bytes()).hexdigest()


def test_a_standard_taken_back_is_remembered(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    text = plan.read_text(encoding="utf-8")
    append(plan, STANDARD)
    run(plan)
    plan.write_text(text, encoding="utf-8")
    assert run(plan) == WRITING
    assert hashes(plan.parent / "out") == before


# ------------------------------------------------------------------------------- made again
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tables/coverage_obec.csv", WRITING[2:3]),
        ("layers/plan.gpkg", WRITING[1:2]),
        ("site/index.html", WRITING[3:4]),
        ("audit.csv", WRITING[:1]),
    ],
)
@pytest.mark.parametrize("harm", ["delete", "edit"])
def test_a_file_that_was_deleted_or_edited_is_made_again(
    plan: Path, name: str, told: list[str], harm: str
) -> None:
    out = plan.parent / "out"
    before = hashes(out)
    if harm == "delete":
        (out / name).unlink()
    else:
        (out / name).write_bytes((out / name).read_bytes() + b" ")
    assert run(plan) == told
    assert hashes(out) == before


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"products": [], "files": {}}'])
def test_a_manifest_that_somebody_edited_is_written_anew(plan: Path, text: str) -> None:
    out = plan.parent / "out"
    before = hashes(out)
    (out / "run.json").write_text(text)
    assert run(plan) == WRITING
    assert hashes(out) == before


def test_without_its_cache_everything_is_computed_to_the_same_bytes(plan: Path) -> None:
    out = plan.parent / "out"
    before = hashes(out)
    shutil.rmtree(plan.parent / ".gis-sluzby")
    assert run(plan) == NOTHING
    shutil.rmtree(out)
    assert run(plan) == [LOADING, REACHING, COVERING, *WRITING]
    assert hashes(out) == before


def test_a_damaged_cache_is_computed_anew(plan: Path) -> None:
    out = plan.parent / "out"
    before = hashes(out)
    shutil.rmtree(out)
    (entry,) = (plan.parent / ".gis-sluzby").glob("reach-*")
    content = bytearray((entry / "travel.arrow").read_bytes())
    content[len(content) // 2] ^= 1
    (entry / "travel.arrow").write_bytes(bytes(content))
    assert run(plan) == [REACHING, *WRITING]
    assert hashes(out) == before


# ------------------------------------------------------------------------------- the same bytes
def test_another_folder_another_process_another_seed_give_the_same_bytes(
    plan: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "jinde" / "hlouběji"
    shutil.copytree(plan.parent / "data", elsewhere / "data")
    shutil.copy(plan, elsewhere / "plan.toml")
    subprocess.run(
        [sys.executable, "-m", "gis_sluzby", "build", str(elsewhere), "--out", str(tmp_path / "x")],
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        check=True,
        capture_output=True,
    )
    assert hashes(tmp_path / "x") == hashes(plan.parent / "out")


# ------------------------------------------------------------------------------- parts and places
def test_only_some_products_are_made_and_the_others_later(plan: Path) -> None:
    out = plan.parent / "out"
    before = hashes(out)
    shutil.rmtree(out)
    assert run(plan, products=["tables"]) == [CENTRE, TABLES]
    assert {name.split("/")[0] for name in hashes(out)} == {
        "run.json",
        "centrum.gpkg",
        "audit.csv",
        "audit.html",
        "tables",
    }
    assert run(plan, products=["tables"]) == NOTHING
    assert run(plan) == [WRITING[1], WRITING[3]]
    assert hashes(out) == before


def test_products_that_are_up_to_date_are_kept(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    (plan.parent / "out" / "audit.csv").unlink()
    assert run(plan, products=["tables"]) == WRITING[:1]
    assert hashes(plan.parent / "out") == before


def test_products_that_are_out_of_date_do_not_stay_beside_new_ones(plan: Path) -> None:
    append(plan, STANDARD)
    assert run(plan, products=["tables"]) == [COVERING, CENTRE, TABLES]
    assert not (plan.parent / "out" / "site").exists()
    assert not (plan.parent / "out" / "layers").exists()


def test_no_product_is_the_centre_alone(plan: Path, tmp_path: Path) -> None:
    run(plan, tmp_path / "x", products=[])
    assert set(hashes(tmp_path / "x")) == {
        "run.json",
        "centrum.gpkg",
        "audit.csv",
        "audit.html",
    }


def test_the_plan_says_which_products_are_wanted(plan: Path, tmp_path: Path) -> None:
    append(plan, '\n[publish]\nproducts = ["layers"]\n')
    run(plan, tmp_path / "x")
    assert (tmp_path / "x" / "layers" / "plan.gpkg").is_file()
    assert not (tmp_path / "x" / "tables").exists()


def test_the_variable_names_the_folder_of_inputs(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(plan.parent / "out")
    (plan.parent / "data").rename(tmp_path / "vstupy")
    monkeypatch.setenv("GIS_SLUZBY_DATA", str(tmp_path / "vstupy"))
    assert run(plan) == NOTHING
    shutil.rmtree(plan.parent / "out")
    assert run(plan) == WRITING
    assert hashes(plan.parent / "out") == before


# ------------------------------------------------------------------------------- what goes wrong
def test_missing_inputs_are_all_named_and_the_old_output_is_intact(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    for name in ("sluzby.csv", "silnice.gpkg"):
        (plan.parent / "data" / name).unlink()
    with pytest.raises(MissingSourceError) as caught:
        run(plan)
    assert [problem.file for problem in caught.value.problems] == ["silnice.gpkg", "sluzby.csv"]
    assert hashes(plan.parent / "out") == before


def test_a_bad_input_leaves_the_old_output(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    (plan.parent / "data" / "sluzby.csv").write_text("key,provider,druh\n1,P,neznámý\n")
    with pytest.raises(InputError):
        run(plan)
    assert hashes(plan.parent / "out") == before


def test_a_product_that_fails_leaves_the_old_output(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(plan.parent / "out")

    def fail(*_: object) -> list[Path]:
        raise PermissionError(13, "Přístup byl odepřen", "plan.gpkg")

    append(plan, STANDARD)
    monkeypatch.setitem(PRODUCTS, "layers", PRODUCTS["layers"]._replace(make=fail))
    with pytest.raises(WriteError, match=r"plan\.gpkg"):
        run(plan)
    assert hashes(plan.parent / "out") == before
    assert sorted(path.name for path in plan.parent.iterdir()) == [
        ".gis-sluzby",
        "data",
        "out",
        "plan.toml",
    ]


def test_a_swap_that_was_cut_off_is_repaired_first(plan: Path) -> None:
    before = hashes(plan.parent / "out")
    (plan.parent / "out").rename(plan.parent / "out.old")
    assert run(plan) == NOTHING
    assert hashes(plan.parent / "out") == before


def test_a_foreign_folder_is_refused(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "moje").mkdir()
    (tmp_path / "moje" / "práce.txt").write_text("x")
    with pytest.raises(WriteError, match="není výstupem"):
        run(plan, tmp_path / "moje")
    assert (tmp_path / "moje" / "práce.txt").exists()


# ------------------------------------------------------------------------------- the tables
def test_all_tables_can_be_had_without_writing_any(plan: Path) -> None:
    shutil.rmtree(plan.parent / "out")
    results = compute(read_plan(plan))
    assert len(results.centre["obce"]) == 9
    assert len(results.roads) == 12
    assert set(results.reached) == {"travel", "nearest", "reach", "demand", "demand_people"}
    assert set(results.coverage) == {
        "standards",
        "coverage_obec",
        "coverage_orp",
        "coverage_kraj",
        *("capacity_obec", "capacity_orp", "capacity_kraj", "network_concept", "declared_idle"),
        "gaps",
        "summary",
    }
    assert not (plan.parent / "out").exists()


# ------------------------------------------------------------------------------- editions
def test_the_internal_edition_lies_in_a_folder_of_its_own(plan: Path) -> None:
    append(plan, '\n[publish]\nproducts = ["tables"]\neditions = ["public", "internal"]\n')
    told = run(plan)
    assert told[-2:] == [CENTRE, f"{TABLES} (vnitřní vydání)"]
    files = hashes(plan.parent / "out")
    inside = {name for name in files if name.startswith("interni/")}
    assert {name.removeprefix("interni/") for name in inside} == {
        name for name in files if name.startswith("tables/")
    }
    # nothing of this plan is internal or small
    assert all(files[name] == files[name.removeprefix("interni/")] for name in inside)
    assert run(plan) == NOTHING


def test_an_edition_asked_for_is_made_beside_the_other(plan: Path) -> None:
    build(read_plan(plan), products=["tables"], editions=["internal"])
    files = hashes(plan.parent / "out")
    assert "interni/tables/gaps.csv" in files
    assert "site/index.html" in files
    assert "interni/site/index.html" not in files


def test_small_counts_are_hidden_from_the_public_alone(plan: Path) -> None:
    append(plan, "\n[publish]\nsuppress_below = 1000\n")
    build(read_plan(plan), products=["tables", "workbook"], editions=["public", "internal"])
    public, internal = (
        pd.read_csv(plan.parent / "out" / folder / "coverage_obec.csv", dtype={"kod_obec": str})
        for folder in ("tables", "interni/tables")
    )
    few = internal["target_pop"].between(1, 999)
    assert few.any()
    assert public.loc[few, ["target_pop", "covered_pop", "covered_share"]].isna().all(axis=None)
    assert public["status"].tolist() == internal["status"].tolist()
    rows = compute(read_plan(plan)).coverage["coverage_obec"]
    assert rows["target_pop"].fillna(0).tolist() == internal["target_pop"].fillna(0).tolist()
