"""The command sensitivity: what it prints, what it writes, what a build leaves of it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio
import pytest

from gis_sluzby.cartography import NBSP
from gis_sluzby.cli import run
from gis_sluzby.cli.sensitivity_text import sensitivity_text
from gis_sluzby.tables import empty
from tests.small_plan import write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    *("datapackage.json", "run.json", "sensitivity.csv", "sensitivity_levels.csv"),
    *("sensitivity_runs.csv", "vrstvy.gpkg"),
)


@pytest.fixture(scope="module")
def studied_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("citlivost") / "plán"
    plan = write_small_plan(folder)
    with plan.open("a", encoding="utf-8") as file:
        file.write("[sensitivity]\nkmh_factor = [1, 0.5]\nlimit_shift = [0, -15]\n")
    with pytest.MonkeyPatch.context() as patch:
        told: list[str] = []
        patch.setattr("click.echo", lambda text="", **_: told.append(text))
        assert run(["sensitivity", str(plan)]) == 0
    return folder, "\n".join(told).replace(NBSP, " ")


@pytest.fixture
def folder(studied_once: tuple[Path, str], tmp_path: Path) -> Path:
    return shutil.copytree(studied_once[0], tmp_path / "plán")


def test_says_what_was_varied_and_what_came_of_it(studied_once: tuple[Path, str]) -> None:
    folder, told = studied_once
    assert "Běhů: 4. Měnilo se:\n  rychlosti na silnicích: 100 %, 50 %\n" in told
    assert "  časové meze: podle standardů, o 15 min kratší\n" in told
    assert "(jediná hodnota: plán nemá zdroj obyvatel z jiného dne)" in told
    assert "(jediná hodnota: plán nemá vymezenou působnost žádné služby)" in told
    assert "(jediná hodnota: plán nemá zdroj demand_points)" in told
    assert told.encode("cp1250")
    assert f"Hotovo: {folder / 'out' / 'studies' / 'sensitivity'}" in told


def test_writes_tables_a_layer_and_what_they_were_made_from(folder: Path) -> None:
    place = folder / "out" / "studies" / "sensitivity"
    assert sorted(file.name for file in place.iterdir()) == sorted(FILES)
    certainty = pd.read_csv(place / "sensitivity.csv", dtype={"kod": str, "druh": str})
    obce = certainty.query("level == 'obec' and forma == 'any' and cs == 'any'")
    layer = pyogrio.read_dataframe(place / "vrstvy.gpkg", layer="sensitivity")
    assert layer["kod_obec"].tolist() == [str(100_001 + n) for n in range(9)]
    for column, word in (("robustni", "robust"), ("nejiste", "uncertain"), ("mozne", "latent")):
        counts = obce[obce["certainty"] == word].groupby("kod").size()
        assert layer[column].tolist() == [counts.get(kod, 0) for kod in layer["kod_obec"]]
    # A day centre in 100001, 30 minutes: 100009 is 24 km of roads away, at half the speed 57.
    assert layer.set_index("kod_obec").loc["100009", ["jistota_46", "podil_46"]].tolist() == [
        "latent",
        0.75,
    ]
    assert set(layer["jistota_62"]) == {"robust"}
    orp = pyogrio.read_dataframe(place / "vrstvy.gpkg", layer="sensitivity_orp")
    assert orp["kod_orp"].tolist() == ["9901", "9902"]
    manifest = json.loads((place / "run.json").read_text("utf-8"))
    assert manifest["sensitivity"]["kmh_factor"] == [1.0, 0.5]
    assert manifest["study"] == "sensitivity"


def test_the_same_inputs_give_the_same_bytes_and_a_build_keeps_them(folder: Path) -> None:
    place = folder / "out" / "studies" / "sensitivity"
    first = {file.name: file.read_bytes() for file in place.iterdir()}
    assert run(["sensitivity", str(folder)]) == 0
    assert {file.name: file.read_bytes() for file in place.iterdir()} == first
    assert run(["coverage", str(folder)]) == 0
    assert {file.name: file.read_bytes() for file in place.iterdir()} == first
    assert (folder / "out" / "tables" / "coverage_obec.csv").is_file()


def test_a_folder_of_somebody_else_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "moje").mkdir()
    (folder / "moje" / "text.txt").write_text("x", encoding="utf-8")
    assert run(["sensitivity", str(folder), "--out", str(folder / "moje")]) == 5
    assert "není výstupem tohoto programu" in capsys.readouterr().err
    assert [file.name for file in (folder / "moje").iterdir()] == ["text.txt"]


def test_all_values_are_named_where_there_are_several() -> None:
    runs = pd.DataFrame(
        {
            "run": [1, 2],
            "base": [True, False],
            "kmh_factor": 1.0,
            "limit_shift": 0.0,
            "population": ["2025-12-31", "2024-12-31"],
            "claims": ["standard", "modelled"],
            "places": ["points", "obec"],
            **dict.fromkeys(("gaps_obec", "gaps_orp"), 0),
            **dict.fromkeys(("people_obec", "people_orp"), 0.0),
        }
    )
    nothing = {name: empty(name) for name in ("sensitivity", "sensitivity_levels")}
    told = "\n".join(sensitivity_text({"sensitivity_runs": runs, **nothing})).replace(NBSP, " ")
    assert "obyvatelé: stav k 31. 12. 2025; stav k 31. 12. 2024\n" in told
    assert "co se počítá: podle standardů; jen doba cesty; jen vymezená působnost ne: " in told
    assert "kde lidé žijí: místa ze zdroje demand_points; definiční body obcí\n" in told
    assert "mezer podle plánu 0; na minutách nezávisí: 0; na minutách závisí: 0, z nich" in told
    assert "nic nevědí" not in told
    assert "jediná hodnota" not in told


def test_gaps_that_minutes_cannot_change_are_counted_apart() -> None:
    cells = (
        *(("time", "robust", 4, "A"), ("mixed", "uncertain", 4, "B"), ("time", "latent", 4, "C")),
        *(("presence", "robust", 4, "D"), ("declared", "uncertain", 3, "E")),
    )
    gaps = pd.DataFrame(cells, columns=["measure", "certainty", "runs", "nazev"]).assign(
        level="obec", kod="1", druh="46", forma="any", cs="any", people_uncovered=10.0
    )
    runs = pd.DataFrame(
        {"kmh_factor": 1.0, "limit_shift": 0.0, "population": "2025-12-31", "places": "obec"}
        | {"claims": ["standard", "standard", "declared", "modelled"]}
    )
    levels = empty("sensitivity_levels")
    tables = {"sensitivity": gaps, "sensitivity_runs": runs, "sensitivity_levels": levels}
    told = "\n".join(sensitivity_text(tables)).replace(NBSP, " ")
    assert (
        "Obce × druhy: mezer podle plánu 4; na minutách nezávisí: 2 (z toho nejistých kvůli jiným "
        "předpokladům: 1); na minutách závisí: 2, z nich robustních 1 (50,0 %) a nejistých 1. "
        "Jen v některých bězích: 1.\n"
    ) in told
    assert "1 řádků (území × druh) stojí na 3 bězích místo 4.\nBěhy „jen doba cesty“" in told
    first, second = told.split("Největší mezery, které na minutách nezávisí")
    assert "  A (1)" in first.split("závisí:")[-1]
    assert "  D (1)" in second
    assert "E (1)" not in told
    assert told.encode("cp1250")
