"""The output folder: put in place whole, never half-written, whatever is killed or held."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gis_sluzby.errors import InputError, WriteError
from gis_sluzby.output import MANIFEST, read_manifest, repair, staged, write_manifest

KILLED = 9
#: Runs `staged` in a process of its own and ends it, as a kill would, at one of its steps.
DRIVER = """
import os, sys
from pathlib import Path
from gis_sluzby import output

out, point = Path(sys.argv[1]), sys.argv[2]
steps = []

def step(name):
    steps.append(name)
    if name == point:
        os._exit(9)

def watched(function, name):
    def call(*args, **kwargs):
        step(f"before {name(*args)}")
        result = function(*args, **kwargs)
        step(f"after {name(*args)}")
        return result
    return call

Path.rename = watched(Path.rename, lambda old, new: f"rename {old.name} {new.name}")
Path.mkdir = watched(Path.mkdir, lambda path, *_: f"mkdir {path.name}")
Path.unlink = watched(Path.unlink, lambda path: f"unlink {path.parent.name}/{path.name}")
Path.rmdir = watched(Path.rmdir, lambda path: f"rmdir {path.name}")
output.write_manifest = watched(
    output.write_manifest, lambda folder, manifest: f"manifest {manifest.get('files')}"
)
with output.staged(out) as stage:
    (stage / "data.txt").write_text("new")
    step("built")
    output.write_manifest(stage, {"files": "new"})
print("\\n".join(steps))
"""


def write(out: Path, content: str) -> None:
    """Write an output by the front door."""
    with staged(out) as stage:
        (stage / "data.txt").write_text(content)
        (stage / "tables").mkdir()
        (stage / "tables" / "a.csv").write_text(content)
        write_manifest(stage, {"files": content})


def content(out: Path) -> str:
    """Give what a whole output says, in all of its files."""
    text = (out / "data.txt").read_text()
    assert read_manifest(out) == {"files": text}
    return text


def siblings(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_new_output_appears_whole(out: Path) -> None:
    write(out, "new")
    assert content(out) == "new"
    assert siblings(out) == ["out"]


def test_folders_above_it_are_made(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b" / "out"
    write(out, "new")
    assert content(out) == "new"


def test_an_output_is_replaced_as_a_whole(out: Path) -> None:
    write(out, "old")
    (out / "more.txt").write_text("of the old one")
    write(out, "new")
    assert content(out) == "new"
    assert not (out / "more.txt").exists()
    assert siblings(out) == ["out"]


def test_an_empty_folder_is_taken_for_the_output(out: Path) -> None:
    out.mkdir()
    write(out, "new")
    assert content(out) == "new"


def test_the_old_output_stays_where_the_new_one_fails(out: Path) -> None:
    write(out, "old")
    with pytest.raises(InputError, match="vadný vstup"), staged(out) as stage:
        fail_in(stage)
    assert content(out) == "old"
    assert siblings(out) == ["out"]


def fail_in(stage: Path) -> None:
    (stage / "data.txt").write_text("half")
    raise InputError("vadný vstup")


def test_ctrl_c_leaves_the_old_output(out: Path) -> None:
    write(out, "old")
    with pytest.raises(KeyboardInterrupt), staged(out):
        raise KeyboardInterrupt
    assert content(out) == "old"
    assert siblings(out) == ["out"]


# ------------------------------------------------------------------------------- foreign folders
@pytest.mark.parametrize("name", ["out", "out.stage", "out.old"])
def test_a_foreign_folder_is_refused_and_left_alone(out: Path, name: str) -> None:
    if name != "out":
        write(out, "old")
    foreign = out.with_name(name)
    foreign.mkdir()
    (foreign / "moje.txt").write_text("moje")
    repair(out)
    with pytest.raises(WriteError, match="není výstupem tohoto programu") as caught:
        write(out, "new")
    assert caught.value.exit_code == 5
    assert (foreign / "moje.txt").read_text() == "moje"
    if name != "out":
        assert content(out) == "old"


def test_a_file_in_the_place_of_the_output_is_refused(out: Path) -> None:
    out.write_text("moje")
    with pytest.raises(WriteError, match="není výstupem"):
        write(out, "new")
    assert out.read_text() == "moje"


def test_a_foreign_folder_is_not_taken_back_as_the_output(out: Path) -> None:
    old = out.with_name("out.old")
    old.mkdir()
    (old / "moje.txt").write_text("moje")
    repair(out)
    assert not out.exists()
    assert (old / "moje.txt").exists()


# ------------------------------------------------------------------------------- states on disk
def test_repair_of_a_kill_between_the_renames(out: Path) -> None:
    write(out, "old")
    write(out.with_name("out.stage"), "new")
    out.rename(out.with_name("out.old"))
    repair(out)
    assert content(out) == "old"
    assert siblings(out) == ["out"]


def test_repair_of_a_kill_before_the_old_one_is_deleted(out: Path) -> None:
    write(out, "old")
    out.rename(out.with_name("out.old"))
    write_without_swap(out, "new")
    repair(out)
    assert content(out) == "new"
    assert siblings(out) == ["out"]


def write_without_swap(out: Path, text: str) -> None:
    out.mkdir()
    (out / "data.txt").write_text(text)
    write_manifest(out, {"files": text})


def test_repair_of_a_kill_while_the_old_one_is_deleted(out: Path) -> None:
    write(out, "old")
    out.rename(out.with_name("out.old"))
    write_without_swap(out, "new")
    shutil.rmtree(out.with_name("out.old") / "tables")
    repair(out)
    assert content(out) == "new"
    assert siblings(out) == ["out"]


@pytest.mark.parametrize("manifest", [False, True])
def test_repair_of_a_stage_left_over(out: Path, *, manifest: bool) -> None:
    write(out, "old")
    stage = out.with_name("out.stage")
    stage.mkdir()
    if manifest:
        write_manifest(stage, {})
        (stage / "half.txt").write_text("half")
    repair(out)
    assert content(out) == "old"
    assert siblings(out) == ["out"]


def test_repair_where_somebody_made_an_empty_folder_meanwhile(out: Path) -> None:
    write(out, "old")
    out.rename(out.with_name("out.old"))
    out.mkdir()
    repair(out)
    assert content(out) == "old"
    assert siblings(out) == ["out"]


def test_repair_where_somebody_put_a_folder_in_its_place(out: Path) -> None:
    write(out, "old")
    out.rename(out.with_name("out.old"))
    out.mkdir()
    (out / "moje.txt").write_text("moje")
    repair(out)
    assert content(out.with_name("out.old")) == "old"
    assert (out / "moje.txt").exists()


def test_repair_of_nothing_does_nothing(out: Path) -> None:
    repair(out)
    assert siblings(out) == []
    write(out, "new")
    repair(out)
    assert content(out) == "new"


# ------------------------------------------------------------------------------- a real kill
def run(out: Path, point: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", DRIVER, str(out), point],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )


#: The step at which the process is ended, and what the output must be after the repair.
KILLS = {
    "after mkdir out.stage": "old",
    "after manifest None": "old",
    "built": "old",
    "after manifest new": "old",
    "before rename out out.old": "old",
    "after rename out out.old": "old",
    "before rename out.stage out": "old",
    "after rename out.stage out": "new",
    "before unlink out.old/data.txt": "new",
    "before unlink out.old/run.json": "new",
    "after unlink out.old/run.json": "new",
    "before rmdir out.old": "new",
}


@pytest.mark.parametrize(("point", "expected"), KILLS.items())
def test_a_killed_process_loses_nothing(out: Path, point: str, expected: str) -> None:
    write(out, "old")
    assert run(out, point).returncode == KILLED, "the step was never reached"
    repair(out)
    assert content(out) == expected
    assert siblings(out) == ["out"]


def test_the_steps_of_a_swap_are_those_at_which_it_is_killed(out: Path) -> None:
    write(out, "old")
    done = run(out)
    assert done.returncode == 0, done.stderr
    steps = done.stdout.split("\n")
    assert [point for point in steps if point in KILLS] == list(KILLS)
    assert content(out) == "new"


# ------------------------------------------------------------------------------- held files
def refuse(monkeypatch: pytest.MonkeyPatch, name: str, *, old_name: str) -> None:
    """Make a rename of a folder fail as Windows does while a file in it is open."""
    rename = Path.rename

    def held(path: Path, target: Path) -> Path:
        if path.name == old_name and target.name == name:
            raise PermissionError(errno.EACCES, "Přístup byl odepřen", str(path / "centrum.gpkg"))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", held)


@pytest.mark.parametrize(("old_name", "name"), [("out", "out.old"), ("out.stage", "out")])
def test_a_held_file_is_named_and_the_old_output_is_intact(
    out: Path, monkeypatch: pytest.MonkeyPatch, old_name: str, name: str
) -> None:
    write(out, "old")
    with monkeypatch.context() as patch:
        refuse(patch, name, old_name=old_name)
        with pytest.raises(WriteError, match="otevřený jinde") as caught:
            write(out, "new")
    assert caught.value.exit_code == 5
    assert caught.value.problems[0].file == str(out.with_name(old_name) / "centrum.gpkg")
    assert content(out) == "old"
    assert siblings(out) == ["out"]
    write(out, "new")
    assert content(out) == "new"


def test_a_held_file_of_the_old_output_does_not_spoil_the_new_one(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(out, "old")
    unlink = Path.unlink

    def held(path: Path, *, missing_ok: bool = False) -> None:
        if path.parent.name == "out.old":
            raise PermissionError(errno.EACCES, "Přístup byl odepřen", str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        write(out, "new")
        assert content(out) == "new"
        with pytest.raises(WriteError, match="zbytek minulého výstupu nelze smazat") as caught:
            write(out, "newer")
        assert caught.value.problems[0].file == str(out.with_name("out.old"))
        assert content(out) == "new"
    write(out, "newer")
    assert content(out) == "newer"
    assert siblings(out) == ["out"]


def test_a_full_disk_is_told(out: Path) -> None:
    write(out, "old")
    with pytest.raises(WriteError, match="výstup nelze zapsat"), staged(out) as stage:
        raise OSError(errno.ENOSPC, "Na disku není místo", str(stage / "data.txt"))
    assert content(out) == "old"


def test_repair_that_cannot_rename_says_so(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(out, "old")
    out.rename(out.with_name("out.old"))
    refuse(monkeypatch, "out", old_name="out.old")
    with pytest.raises(WriteError, match="otevřený jinde"):
        repair(out)


# ------------------------------------------------------------------------------- the manifest
@pytest.mark.parametrize("text", ["", "{", "[1]", "null"])
def test_a_manifest_that_is_none_is_read_as_none(out: Path, text: str) -> None:
    out.mkdir()
    (out / MANIFEST).write_text(text)
    assert read_manifest(out) is None
    assert read_manifest(out / "nowhere") is None


def test_a_manifest_is_written_the_same_whatever_the_order(out: Path) -> None:
    out.mkdir()
    write_manifest(out, {"b": 1, "a": "žluť"})
    one = (out / MANIFEST).read_bytes()
    write_manifest(out, {"a": "žluť", "b": 1})
    assert (out / MANIFEST).read_bytes() == one
    assert "žluť" in one.decode()
    assert b"\r" not in one
