"""The command fetch: what it says, whose mirror it takes, how it ends."""

from __future__ import annotations

import datetime as dt
import io
import sys
from typing import TYPE_CHECKING

import pytest

from gis_sluzby.cli import run
from gis_sluzby.cli.progress import transfers
from gis_sluzby.fetch.lock import read_lock, write_lock
from tests.fetch.server import Server, cut, leads_to, serving, status
from tests.fetch.wishes import PEOPLE, SERVICES, plan_wanting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    CaptureFixture = pytest.CaptureFixture
    MonkeyPatch = pytest.MonkeyPatch

MIRROR = "GIS_SLUZBY_MIRROR"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: MonkeyPatch) -> None:
    """Nobody's proxy, nobody's mirror."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", MIRROR):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as world:
        world.files |= {"sluzby.csv": SERVICES, "obyvatele.csv": PEOPLE}
        yield world


@pytest.fixture
def plan(tmp_path: Path, server: Server) -> Path:
    """Plan whose services are fetched."""
    return plan_wanting(tmp_path / "plán", {"sluzby": server.address("sluzby.csv")}).parent


def said(capsys: CaptureFixture[str]) -> tuple[list[str], list[str]]:
    """Give the lines of both outputs with plain spaces."""
    told = capsys.readouterr()
    out, err = (text.replace("\u00a0", " ").splitlines() for text in (told.out, told.err))
    return out, err


def backdated(plan: Path, days: int) -> None:
    """Make the record say that its files were fetched some days ago."""
    then = dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=days)
    records = read_lock(plan / "data")
    write_lock(
        plan / "data",
        {path: record.model_copy(update={"fetched": then}) for path, record in records.items()},
    )


def test_fetch_says_what_it_does_and_how_old_files_are(
    plan: Path, server: Server, capsys: CaptureFixture[str]
) -> None:
    assert run(["fetch", str(plan)]) == 0
    assert said(capsys) == (["sluzby.csv: staženo (0,3 kB)"], ["Stahuji sluzby.csv"])
    assert run(["fetch", str(plan)]) == 0
    out, err = said(capsys)
    today = dt.datetime.now(tz=dt.UTC).date()
    assert out == [f"sluzby.csv: už je tu, staženo {today.day}. {today.month}. {today.year} (dnes)"]
    assert err == []
    for days, age in ((1, "před 1 dnem"), (3, "před 3 dny"), (41, "před 41 dny")):
        backdated(plan, days)
        run(["fetch", str(plan), "--refresh"])
        (line,), _ = said(capsys)
        assert line.startswith("sluzby.csv: beze změny, staženo ")
        assert line.endswith(f"({age})")
    server.files["sluzby.csv"] = SERVICES + b"\n"
    run(["fetch", str(plan), "--refresh"])
    (line,), _ = said(capsys)
    assert line.startswith("sluzby.csv: staženo nové (0,3 kB), data se změnila, předchozí z ")
    assert line.endswith("(před 41 dny)")


def test_details_are_told_when_asked(
    plan: Path, server: Server, capsys: CaptureFixture[str]
) -> None:
    assert run(["fetch", str(plan), "-v"]) == 0
    out, _ = said(capsys)
    assert out[1] == f"  sluzby, 127.0.0.1 ({server.address('sluzby.csv')})"
    assert out[2].startswith("  sha256 ")


def test_another_server_and_another_day_are_told(
    tmp_path: Path, capsys: CaptureFixture[str], server: Server
) -> None:
    path = plan_wanting(
        tmp_path / "b", {"obyvatele": "csu-obyvatele-2021"}, f'mirror = "{server.url}"\n'
    )
    head = "hodnota,pohlavi_txt,sldb_rok,uzemi_cis,uzemi_kod,vek_txt\n1,,2021,43,100001,\n"
    server.files["csu_obyvatele_2021.csv"] = head.encode()
    assert run(["fetch", str(path)]) == 0
    out, _ = said(capsys)
    assert out == [
        "obyvatele.csv: staženo (0,1 kB), data k 26. 3. 2021",
        "  u zdroje „obyvatele“ napište v plánu vintage = 2021-03-26",
    ]
    elsewhere = server.address("csu_obyvatele_2021.csv?x").replace("127.0.0.1", "localhost")
    (path.parent / "data" / "obyvatele.csv").unlink()
    (path.parent / "data" / "stazeno.toml").unlink()
    server.faults["csu_obyvatele_2021.csv"] = lambda handler, content: (
        handler.whole(content)
        if "localhost" in handler.headers["Host"]
        else leads_to(elsewhere)(handler, content)
    )
    assert run(["fetch", str(path)]) == 0
    assert "  adresa vede na jiný server: localhost" in said(capsys)[0]


def test_a_plan_that_fetches_nothing(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    assert run(["fetch", str(plan_wanting(tmp_path, {}))]) == 0
    assert said(capsys)[0] == ["Plán nic nestahuje: žádný zdroj nemá klíč fetch."]


def test_a_file_of_the_users_own_is_told(plan: Path, capsys: CaptureFixture[str]) -> None:
    (plan / "data").mkdir()
    (plan / "data" / "sluzby.csv").write_bytes(SERVICES)
    assert run(["fetch", str(plan)]) == 0
    assert said(capsys)[0] == ["sluzby.csv: je tu, ale nestáhl jej tento program; nechává se být"]


def test_what_worked_is_told_before_what_did_not(
    tmp_path: Path, server: Server, capsys: CaptureFixture[str]
) -> None:
    wishes = {name: server.address(f"{name}.csv") for name in ("obyvatele", "sluzby")}
    server.faults["obyvatele.csv"] = status(404)
    assert run(["fetch", str(plan_wanting(tmp_path, wishes))]) == 4
    out, err = said(capsys)
    assert out == ["sluzby.csv: staženo (0,3 kB)"]
    assert err[-2:] == [
        "Chyba:",
        f"obyvatele.csv: soubor na adrese není (odpověď 404) ({server.address('obyvatele.csv')}).",
    ]


def test_no_network_ends_with_4_and_says_it_once(
    tmp_path: Path, capsys: CaptureFixture[str]
) -> None:
    wishes = {name: f"http://127.0.0.1:9/{name}.csv" for name in ("obyvatele", "sluzby")}
    assert run(["fetch", str(plan_wanting(tmp_path, wishes))]) == 4
    _, err = said(capsys)
    assert [line.count("není připojení k síti") for line in err] == [0, 1, 1]
    assert [line.count("--mirror") for line in err] == [0, 0, 1]


def test_the_mirror_of_the_command_comes_before_the_others(
    tmp_path: Path, capsys: CaptureFixture[str], monkeypatch: MonkeyPatch
) -> None:
    for name in ("command", "variable", "plan"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sluzby.csv").write_bytes(SERVICES + name.encode() + b"\n")

    def taken(*options: str) -> str:
        wish = {"sluzby": "https://data.example/sluzby.csv"}
        path = plan_wanting(tmp_path / "a", wish, 'mirror = "../plan"\n')
        for file in (tmp_path / "a" / "data").glob("*"):
            file.unlink()
        assert run(["fetch", str(path), *options]) == 0
        capsys.readouterr()
        return (tmp_path / "a" / "data" / "sluzby.csv").read_text("utf-8").split()[-1]

    assert taken() == "plan"
    monkeypatch.setenv(MIRROR, str(tmp_path / "variable"))
    assert taken() == "variable"
    assert taken("--mirror", str(tmp_path / "command")) == "command"


def test_a_missing_file_says_that_it_can_be_fetched(
    plan: Path, capsys: CaptureFixture[str]
) -> None:
    assert run(["check", str(plan)]) == 4
    _, err = said(capsys)
    told = [line for line in err if line.startswith("sluzby.csv")]
    assert told
    assert told[0].endswith("Stáhne jej příkaz gis-sluzby fetch.")


# ------------------------------------------------------------------------------- progress
def test_plain_progress_says_each_quarter_once(capsys: CaptureFixture[str]) -> None:
    with transfers() as told:
        for here in range(0, 101, 5):
            told("a.zip", here, 100)
        told("b.zip", 10, 0)
        told("b.zip", 20, 0)
    assert said(capsys)[1] == [
        "Stahuji a.zip",
        *(f"Stahuji a.zip: {percent} %" for percent in (25, 50, 75, 100)),
        "Stahuji b.zip",
    ]


def test_a_terminal_gets_a_bar(monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with transfers() as told:
        told("a.zip", 1_000_000, 2_000_000)
        told("a.zip", 2_000_000, 2_000_000)
        told("b.zip", 5, 0)
    assert "a.zip" in terminal.getvalue()
    assert "2.0/2.0 MB" in terminal.getvalue()
    assert "b.zip" in terminal.getvalue()
    assert capsys.readouterr().out == ""


def test_a_resumed_transfer_goes_on_in_its_quarter(
    plan: Path, server: Server, capsys: CaptureFixture[str]
) -> None:
    server.faults["sluzby.csv"] = cut(200, times=1)
    assert run(["fetch", str(plan)]) == 0
    _, err = said(capsys)
    assert err[0] == "Stahuji sluzby.csv"
    assert err[-1] == "Stahuji sluzby.csv: 100 %"
