"""What the commands do, print and end with."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.cli import run
from tests.small_plan import service_row, write_small_plan

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "key,provider,ico,druh,forma,kod_obec,kod_orp,lon,lat"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "plán"
    assert run(["build", str(write_small_plan(folder))]) == 0
    return folder


@pytest.fixture
def plan(built_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built_once, tmp_path / "plán") / "plan.toml"


def doubtful(plan: Path) -> None:
    """Give the plan a service whose code and point disagree: a finding."""
    row = service_row("1", "azylové domy", "pobytová", "100009").replace(",100009,", ",100008,")
    (plan.parent / "data" / "sluzby.csv").write_text(f"{HEAD}\n{row}\n", encoding="utf-8")


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gis_sluzby", *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
    )


# ------------------------------------------------------------------------------- build and parts
def test_build_says_where_its_output_is(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(plan)]) == 0
    told = capsys.readouterr()
    out = plan.parent / "out"
    first, second, third = told.out.splitlines()
    assert (first, second) == (f"Hotovo: {out}", f"Mapová stránka: {out / 'site' / 'index.html'}")
    assert third == "Na web patří jen složka site, zabalená v mapa-na-web.zip."
    assert told.err == "Výstup je aktuální, nic se nepočítalo.\n"


def test_a_folder_stands_for_the_plan_in_it(plan: Path) -> None:
    assert run(["build", str(plan.parent)]) == 0


def test_the_output_may_be_elsewhere(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["publish", str(plan), "--only", "tables", "--out", str(tmp_path / "x")]) == 0
    assert "Mapová stránka" not in capsys.readouterr().out
    assert (tmp_path / "x" / "tables" / "coverage_obec.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["load"], set()),
        (["coverage"], {"tables"}),
        (["publish", "--only", "site"], {"site", "mapa-na-web.zip"}),
        (["publish", "--only", "layers, tables"], {"layers", "tables"}),
        (["publish"], {"site", "mapa-na-web.zip", "layers", "tables"}),
        (["publish", "--only", "workbook"], {"workbook"}),
    ],
)
def test_each_command_makes_its_part(
    plan: Path, tmp_path: Path, arguments: list[str], made: set[str]
) -> None:
    command, *options = arguments
    assert run([command, str(plan), *options, "--out", str(tmp_path / "x")]) == 0
    found = {path.name for path in (tmp_path / "x").iterdir()}
    assert found == {"run.json", "centrum.gpkg", "audit.csv", "audit.html", *made}


def test_verbose_says_how_long_steps_took(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["load", str(plan), "-v", "--out", str(tmp_path / "x")])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("Zapisuji datové centrum (")
    assert lines[0].endswith(" s)")


# ------------------------------------------------------------------------------- strict
def test_strict_ends_with_1_where_there_are_gaps(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(plan), "--strict"]) == 1
    assert "Mezery (obec × druh mimo dosah nebo jen zčásti): " in capsys.readouterr().out
    assert run(["build", str(plan)]) == 0


def test_strict_ends_with_0_where_there_are_neither_gaps_nor_findings(plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    nothing = '\n[standards]\ndefaults = false\nmeasure = "none"\n'
    plan.write_text(text + nothing, encoding="utf-8")
    # Field services are never measured by minutes, but here nothing is measured at all.
    assert run(["coverage", str(plan), "--strict"]) == 0


def test_strict_ends_with_1_where_there_are_findings(plan: Path) -> None:
    assert run(["audit", str(plan), "--strict"]) == 0
    doubtful(plan)
    assert run(["audit", str(plan), "--strict"]) == 1
    assert run(["audit", str(plan)]) == 0


def test_audit_tells_everything_though_a_build_would_stop(
    plan: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    doubtful(plan)
    rows = plan.parent / "data" / "sluzby.csv"
    good = rows.read_text(encoding="utf-8").splitlines()
    columns = good[0].split(",")
    bad = good[1].split(",")
    bad[columns.index("key")], bad[columns.index("druh")] = "99", "nesmysl"
    rows.write_text("\n".join([*good, ",".join(bad), ""]), encoding="utf-8")
    page = tmp_path / "audit.html"
    assert run(["audit", str(plan)]) == 3
    told = capsys.readouterr()
    for rule in ("row_rejected", "obec_not_at_point"):
        assert f"({rule}, 1 nález)" in told.out.replace("\u00a0", " ")
    assert "Vadných řádků: 1. build se na nich zastaví" in told.err
    assert run(["audit", str(plan), "--format", "html", "--out", str(page)]) == 3
    assert "neznámý druh služby" in page.read_text("utf-8")
    capsys.readouterr()
    assert run(["coverage", str(plan)]) == 3
    assert "neznámý druh služby" in capsys.readouterr().err


# ------------------------------------------------------------------------------- audit, check
def test_findings_as_text_csv_and_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doubtful(plan)
    run(["audit", str(plan)])
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert text.startswith("Nálezy ve vstupech: 1 varování.\n\nVAROVÁNÍ\n")
    assert "Bod leží v jiné obci, než říká kód (obec_not_at_point, 1 nález)" in text
    assert "(sluzby.csv), řádek 2, sloupec „kod_obec“\n" in text
    run(["audit", str(plan), "--format", "csv"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["rule"], row["row_id"]) == ("obec_not_at_point", "sluzby:1")
    run(["audit", str(plan), "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert found["rule"] == "obec_not_at_point"
    assert found["source_row"] == 2


def test_no_findings_as_text_csv_and_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["audit", str(plan)])
    assert capsys.readouterr().out == "Žádné nálezy.\n"
    run(["audit", str(plan), "--format", "json"])
    assert json.loads(capsys.readouterr().out) == []
    run(["audit", str(plan), "--format", "csv"])
    assert capsys.readouterr().out.startswith("finding_id,rule,")


def test_check_counts_rows_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write_small_plan(tmp_path / "plán")
    assert run(["check", str(plan)]) == 0
    told = capsys.readouterr().out
    assert f"Plán {plan} je v pořádku." in told
    assert "sluzby (sluzby.csv): přečteno 3, přijato 3, vynecháno 0" in told
    assert "z celostátních souborů jen výřez s územím plánu a jeho okolím" in told
    assert told.endswith(
        "Nálezy: žádné.\n"
        "Nálezy o silnicích a dobách cest přibudou až při výpočtu; má je příkaz audit.\n"
    )
    assert sorted(path.name for path in plan.parent.iterdir()) == ["data", "plan.toml"]


def test_check_tells_the_findings_when_asked(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful(plan)
    run(["check", str(plan)])
    assert "Nálezy: 1\u00a0varování.\nVypíše je příkaz audit.\n" in capsys.readouterr().out
    run(["check", str(plan), "-v"])
    assert "(obec_not_at_point, 1 nález)" in capsys.readouterr().out.replace("\u00a0", " ")


def test_check_refuses_ages_that_the_population_cannot_answer(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = '\n[[standard]]\ndruh = "46"\ntarget = { ages = [65, 90] }\n'
    plan.write_text(plan.read_text(encoding="utf-8") + target, encoding="utf-8")
    assert run(["check", str(plan)]) == 3
    assert "končí uvnitř otevřené skupiny 85 a více" in capsys.readouterr().err


def test_explain_prints_the_way_to_a_status(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(plan), "--obec", "100002", "--druh", "46"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Obec 2 (100002), ORP Jih: denní stacionáře")
    assert "řádek 2 souboru sluzby.csv" in told


# ------------------------------------------------------------------------------- exit codes
def broken(plan: Path, kind: str) -> list[str]:
    """Break a plan in one way, give the command that meets it."""
    data = plan.parent / "data"
    match kind:
        case "plan file":
            plan.write_text("schema = 2\n", encoding="utf-8")
        case "plan missing":
            plan.unlink()
        case "input content":
            (data / "sluzby.csv").write_text("key,provider,druh\n1,P,nic takového\n")
        case "input missing":
            (data / "sluzby.csv").unlink()
        case "foreign output":
            shutil.rmtree(plan.parent / "out")
            (plan.parent / "out").mkdir()
            (plan.parent / "out" / "moje.txt").write_text("x")
        case "obec unknown":
            return ["explain", str(plan), "--obec", "1", "--druh", "46"]
    return ["build", str(plan)]


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("plan file", 2, "schema"),
        ("obec unknown", 2, "obec 1 v plánu plan.toml není"),
        ("input content", 3, "neznámý druh služby"),
        ("plan missing", 4, "soubor plánu nelze přečíst"),
        ("input missing", 4, "soubor zdroje „sluzby“ neexistuje"),
        ("foreign output", 5, "není výstupem tohoto programu"),
    ],
)
def test_what_is_wrong_has_its_exit_code_and_one_clear_message(
    plan: Path, kind: str, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(broken(plan, kind)) == code
    told = capsys.readouterr()
    assert words in told.err
    assert "Chyba:\n" in told.err
    assert "Traceback" not in told.err
    assert "Hotovo" not in told.out


def test_a_problem_names_file_row_and_column(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(broken(plan, "input content"))
    assert "sluzby.csv, řádek 2, sloupec „druh“: neznámý druh služby" in capsys.readouterr().err


# ------------------------------------------------------------------------------- real processes
def test_a_console_of_cp1250_gets_all_of_it(plan: Path) -> None:
    for arguments in (
        ["--help"],
        ["check", str(plan), "-v"],
        ["explain", str(plan), "--obec", "100001", "--druh", "46"],
    ):
        done = process(*arguments, PYTHONIOENCODING="cp1250")
        assert done.returncode == 0, done.stderr
        # Nothing was lost: no question mark in place of a letter.
        assert "?" not in done.stdout.decode("cp1250")


def test_a_letter_that_a_console_lacks_does_not_stop_the_program(plan: Path) -> None:
    path = plan.parent / "data" / "sluzby.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Pomoc z. s.", "Pomoc ≥ \U0001f600"),
        encoding="utf-8",
    )
    arguments = ["explain", str(plan), "--obec", "100001", "--druh", "46"]
    done = process(*arguments, PYTHONIOENCODING="cp1250")
    assert done.returncode == 0, done.stderr
    assert "Pomoc ? ?" in done.stdout.decode("cp1250")


def test_the_exit_code_is_that_of_the_process(plan: Path) -> None:
    assert process("build", str(plan), "--strict").returncode == 1
    done = process("build", str(plan.parent / "jiný.toml"))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr.decode()


def test_a_reader_that_goes_away_is_no_error(plan: Path) -> None:
    command = f'"{sys.executable}" -m gis_sluzby audit "{plan}" --format csv | true'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)  # noqa: S607
    assert b"BrokenPipe" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from gis_sluzby.cli import run; run(['--help']); "
        "print({'pandas', 'geopandas', 'numpy', 'pydantic', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
