"""All files of a plan: what worked is kept, what was there stays, all that went wrong is told."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from gis_sluzby.errors import GisSluzbyError, InputError, MissingSourceError, PlanError, WriteError
from gis_sluzby.fetch import run
from gis_sluzby.fetch.catalogue import Official
from gis_sluzby.fetch.lock import LOCK, read_lock
from gis_sluzby.fetch.run import Fetched, fetch
from gis_sluzby.fetch.transfer import Limits
from tests.fetch.server import Server, cut, leads_to, says, status
from tests.fetch.wishes import PEOPLE, SERVICES, plan_wanting, read_wanting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=41)
LIMITS = Limits(attempts=1, pending_pauses=())


@pytest.fixture
def wishes(server: Server) -> dict[str, str]:
    """Two sources of the small plan, whose files the server has."""
    server.files |= {"sluzby.csv": SERVICES, "obyvatele.csv": PEOPLE}
    return {"sluzby": server.address("sluzby.csv"), "obyvatele": server.address("obyvatele.csv")}


def fetched(folder: Path, wishes: dict[str, str], **options: Any) -> Fetched:  # noqa: ANN401
    given: dict[str, Any] = {"limits": LIMITS, "now": NOW} | options
    return fetch(read_wanting(folder, wishes), **given)


def states(done: Fetched) -> dict[str, str]:
    return {outcome.wanted.path: outcome.state for outcome in done.outcomes}


def told(done: Fetched) -> str:
    with pytest.raises(GisSluzbyError) as caught:
        done.stop_on_errors()
    return str(caught.value).replace("\u00a0", " ")


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "data").rglob("*") if p.is_file()}


# ------------------------------------------------------------------------------- what works
def test_files_are_fetched_and_recorded(tmp_path: Path, wishes: dict[str, str]) -> None:
    done = fetched(tmp_path, wishes)
    done.stop_on_errors()
    assert states(done) == {"obyvatele.csv": "fetched", "sluzby.csv": "fetched"}
    record = read_lock(tmp_path / "data")["sluzby.csv"]
    assert record.sha256 == sha256(SERVICES).hexdigest()
    assert (record.address, record.size) == (wishes["sluzby"], len(SERVICES))
    assert (record.fetched, record.checked, record.vintage) == (NOW, None, None)
    assert record.etag
    left = content(tmp_path)
    assert {name for name in left if name != LOCK} == {"obyvatele.csv", "sluzby.csv"}
    assert (left["obyvatele.csv"], left["sluzby.csv"]) == (PEOPLE, SERVICES)
    assert not (tmp_path / "data" / run.STAGE).exists()


def test_what_is_here_is_not_asked_for_again(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    fetched(tmp_path, wishes)
    asked, before = len(server.asked), content(tmp_path)
    assert set(states(fetched(tmp_path, wishes, now=LATER)).values()) == {"kept"}
    assert len(server.asked) == asked
    assert content(tmp_path) == before


def test_refresh_asks_only_for_what_is_newer(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    fetched(tmp_path, wishes)
    server.files["sluzby.csv"] = SERVICES + b"\n"
    done = fetched(tmp_path, wishes, now=LATER, refresh=True)
    assert states(done) == {"obyvatele.csv": "unchanged", "sluzby.csv": "changed"}
    records = read_lock(tmp_path / "data")
    assert (records["obyvatele.csv"].fetched, records["obyvatele.csv"].checked) == (NOW, LATER)
    assert records["sluzby.csv"].fetched == LATER
    assert done.outcomes[1].before is not None
    assert done.outcomes[1].before.fetched == NOW
    assert content(tmp_path)["sluzby.csv"] == SERVICES + b"\n"


def test_the_same_content_without_a_version_is_unchanged(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    server.faults["sluzby.csv"] = says(SERVICES)
    fetched(tmp_path, wishes)
    done = fetched(tmp_path, wishes, now=LATER, refresh=True)
    assert states(done)["sluzby.csv"] == "unchanged"


def test_a_file_of_the_users_own_is_left_alone(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sluzby.csv").write_bytes(b"moje")
    done = fetched(tmp_path, wishes)
    assert states(done) == {"obyvatele.csv": "fetched", "sluzby.csv": "own"}
    assert states(fetched(tmp_path, wishes, refresh=True))["sluzby.csv"] == "own"
    assert content(tmp_path)["sluzby.csv"] == b"moje"
    assert server.headers("sluzby.csv") == []
    assert list(read_lock(tmp_path / "data")) == ["obyvatele.csv"]


def test_one_file_of_two_sources_is_fetched_once(tmp_path: Path, server: Server) -> None:
    server.files["a.gpkg"] = b"SQLite format 3\x00"
    path = plan_wanting(tmp_path, dict.fromkeys(("hranice", "body"), server.address("a.gpkg")))
    text = path.read_text("utf-8").replace('"body.gpkg"', '"obce.gpkg"')
    path.write_text(text, "utf-8")
    from gis_sluzby.plan import read_plan  # noqa: PLC0415

    done = fetch(read_plan(path), now=NOW)
    assert [[s.id for s in o.wanted.sources] for o in done.outcomes] == [["hranice", "body"]]
    assert len(server.asked) == 1


def test_progress_is_told_by_file(tmp_path: Path, wishes: dict[str, str]) -> None:
    heard: list[tuple[str, int, int]] = []
    fetched(tmp_path, wishes, told=lambda *what: heard.append(what))
    assert ("sluzby.csv", len(SERVICES), len(SERVICES)) in heard
    assert {name for name, _, _ in heard} == {"obyvatele.csv", "sluzby.csv"}


def test_a_plan_that_wants_nothing(tmp_path: Path) -> None:
    assert fetched(tmp_path, {}) == Fetched([], [])
    assert not (tmp_path / "data").exists()


# ------------------------------------------------------------------------------- what does not
FAULTS: Mapping[str, tuple[Any, int, str]] = {
    "cut": (cut(100), 4, "přenos se nedokončil"),
    "404": (status(404, b"<html>"), 4, "soubor na adrese není (odpověď 404)"),
    "page": (says(b"<!doctype html><p>chyba"), 3, "místo dat přišla webová stránka"),
    "page behind": (leads_to("/page"), 3, "místo dat přišla webová stránka"),
    "json": (says(b'{"error":{"code":400}}'), 3, "chybí „kod_obec“"),
    "pending": (says(b'{"status":"Pending"}'), 3, "portál data teprve chystá"),
    "charset": (says("kod_obec,sex\n1,Žofie\n".encode("cp1250")), 3, "není v kódování utf-8"),
    "schema": (says(b"KOD,sex\n1,2\n"), 3, "chybí „kod_obec“; v záhlaví je: KOD, sex"),
    "empty": (says(b""), 3, "přišel prázdný soubor"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_keeps_the_old_file_and_stops_no_other(
    tmp_path: Path, server: Server, wishes: dict[str, str], name: str
) -> None:
    fault, code, said = FAULTS[name]
    server.files["page"] = b"<html>"
    fetched(tmp_path, wishes)
    before = content(tmp_path)
    server.faults["obyvatele.csv"] = fault
    server.files |= {"sluzby.csv": SERVICES + b"\n", "obyvatele.csv": PEOPLE + b"\n"}
    plan = read_wanting(tmp_path, wishes)
    people = plan.of_table("population")[0].model_copy(update={"columns": {"kod_obec": "kod_obec"}})
    plan = plan.model_copy(
        update={"source": tuple(people if s.id == people.id else s for s in plan.source)}
    )
    done = fetch(plan, refresh=True, limits=LIMITS, now=LATER)
    assert states(done) == {"sluzby.csv": "changed"}
    text = told(done)
    assert done.errors[0].exit_code == code
    assert text.startswith("obyvatele.csv")
    assert said in text
    after = content(tmp_path)
    assert after["obyvatele.csv"] == before["obyvatele.csv"]
    assert read_lock(tmp_path / "data")["obyvatele.csv"].sha256 == sha256(PEOPLE).hexdigest()
    parts = {name for name in after if name.endswith(".part")}
    assert len(parts) == (name == "cut")


def test_all_that_went_wrong_is_told_at_once_by_the_gravest(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    server.faults |= {"sluzby.csv": status(404), "obyvatele.csv": says(b"<html>")}
    done = fetched(tmp_path, wishes)
    lines = told(done).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["obyvatele.csv", "sluzby.csv"]
    with pytest.raises(MissingSourceError):
        done.stop_on_errors()


def test_a_server_that_is_dead_is_asked_once(tmp_path: Path) -> None:
    wishes = {
        "sluzby": "http://127.0.0.1:9/sluzby.csv",
        "obyvatele": "http://127.0.0.1:9/obyvatele.csv",
    }
    done = fetched(tmp_path, wishes)
    text = told(done)
    assert text.count("není připojení k síti") == 2
    assert done.errors[0].problems[0].advice == done.errors[1].problems[0].advice


def test_a_cut_transfer_is_gone_on_with_next_time(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    server.faults["sluzby.csv"] = cut(100)
    assert "naváže se na 0,1 kB" in told(fetched(tmp_path, wishes))
    del server.faults["sluzby.csv"]
    done = fetched(tmp_path, wishes)
    assert states(done) == {"obyvatele.csv": "kept", "sluzby.csv": "fetched"}
    assert server.headers("sluzby.csv")[-1]["Range"] == "bytes=100-"
    assert content(tmp_path)["sluzby.csv"] == SERVICES
    assert not (tmp_path / "data" / run.STAGE).exists()


def test_a_file_changed_since_is_told_and_neither_used_nor_lost(
    tmp_path: Path, wishes: dict[str, str]
) -> None:
    fetched(tmp_path, wishes)
    (tmp_path / "data" / "sluzby.csv").write_bytes(b"upraveno")
    done = fetched(tmp_path, wishes)
    assert "sluzby.csv: soubor se od stažení změnil. Úpravu uložte pod jiným názvem" in told(done)
    assert content(tmp_path)["sluzby.csv"] == b"upraveno"
    assert states(fetched(tmp_path, wishes, refresh=True))["sluzby.csv"] == "fetched"
    assert content(tmp_path)["sluzby.csv"] == SERVICES


def test_other_data_at_the_address_are_told_and_not_used(
    tmp_path: Path, server: Server, wishes: dict[str, str]
) -> None:
    fetched(tmp_path, wishes)
    (tmp_path / "data" / "sluzby.csv").unlink()
    server.files["sluzby.csv"] = SERVICES + b"\n"
    done = fetched(tmp_path, wishes)
    said = "sluzby.csv: data na adrese se od minulého stažení změnila, proto se nepoužila"
    assert said in told(done)
    assert "sluzby.csv" not in content(tmp_path)
    server.files["sluzby.csv"] = SERVICES
    assert states(fetched(tmp_path, wishes))["sluzby.csv"] == "fetched"
    (tmp_path / "data" / "sluzby.csv").unlink()
    server.files["sluzby.csv"] = SERVICES + b"\n"
    assert states(fetched(tmp_path, wishes, refresh=True))["sluzby.csv"] == "changed"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, wishes: dict[str, str]) -> None:
    """The system itself refuses more than so many bytes in one file, in a process of its own."""
    pytest.importorskip("resource")
    fetched(tmp_path, wishes)
    (tmp_path / "data" / "sluzby.csv").unlink()
    (tmp_path / "data" / LOCK).unlink()
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300));"
        "from gis_sluzby.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    assert len(SERVICES) > 300
    done = subprocess.run(
        [sys.executable, "-c", program, "fetch", str(tmp_path)],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 5, done.stderr
    assert "sluzby.csv: na disku není místo" in done.stderr
    assert content(tmp_path)["obyvatele.csv"] == PEOPLE
    assert "sluzby.csv" not in content(tmp_path)
    assert states(fetched(tmp_path, wishes))["sluzby.csv"] == "fetched"


def test_a_folder_that_cannot_be_written(tmp_path: Path, wishes: dict[str, str]) -> None:
    (tmp_path / "data").write_text("soubor", "utf-8")
    done = fetched(tmp_path, wishes)
    assert all(isinstance(error, WriteError) for error in done.errors)
    assert "nelze zapsat" in told(done)


def test_a_damaged_record_stops_all(tmp_path: Path, wishes: dict[str, str]) -> None:
    fetched(tmp_path, wishes)
    (tmp_path / "data" / LOCK).write_text("[", "utf-8")
    with pytest.raises(InputError, match="záznam o stažení je poškozený"):
        fetched(tmp_path, wishes)


# ------------------------------------------------------------------------------- months
@pytest.fixture
def monthly(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of each month's end, at two addresses."""
    entry = Official(
        id="mesicni",
        title="Měsíční",
        publisher="",
        licence="",
        attribution="",
        file="mesicni.csv",
        addresses=(
            server.address("prvni/{month_end:%Y%m%d}.csv"),
            server.address("druha/{month_end:%Y%m%d}.csv"),
        ),
        kind="csv",
    )
    monkeypatch.setattr("gis_sluzby.fetch.wanted.official", lambda: {"mesicni": entry})
    return "mesicni"


def test_the_latest_month_that_is_out_is_taken(
    tmp_path: Path, server: Server, monthly: str
) -> None:
    server.files["druha/20260930.csv"] = SERVICES
    done = fetched(tmp_path, {"sluzby": monthly})
    done.stop_on_errors()
    (record,) = [o.record for o in done.outcomes]
    assert record is not None
    assert record.vintage == dt.date(2026, 9, 30)
    assert [path for path, _ in server.asked] == [
        "/prvni/20261031.csv",
        "/druha/20261031.csv",
        "/prvni/20260930.csv",
        "/druha/20260930.csv",
    ]


def test_a_recorded_month_is_fetched_again_though_a_newer_is_out(
    tmp_path: Path, server: Server, monthly: str
) -> None:
    server.files["druha/20260930.csv"] = SERVICES
    fetched(tmp_path, {"sluzby": monthly})
    (tmp_path / "data" / "sluzby.csv").unlink()
    server.files["prvni/20261031.csv"] = PEOPLE
    done = fetched(tmp_path, {"sluzby": monthly})
    done.stop_on_errors()
    assert content(tmp_path)["sluzby.csv"] == SERVICES
    done = fetched(tmp_path, {"sluzby": monthly}, refresh=True)
    assert states(done) == {"sluzby.csv": "changed"}
    assert done.outcomes[0].record is not None
    assert done.outcomes[0].record.vintage == dt.date(2026, 10, 31)


def test_parts_of_other_months_are_swept_away(tmp_path: Path, server: Server, monthly: str) -> None:
    server.files |= {"prvni/20261031.csv": SERVICES, "prvni/20261231.csv": PEOPLE}
    server.faults["prvni/20261031.csv"] = cut(100)
    assert fetched(tmp_path, {"sluzby": monthly}).errors
    assert len(list((tmp_path / "data" / run.STAGE).iterdir())) == 2
    fetched(tmp_path, {"sluzby": monthly}, now=LATER).stop_on_errors()
    assert sorted(content(tmp_path)) == ["sluzby.csv", LOCK]
    assert content(tmp_path)["sluzby.csv"] == PEOPLE


def test_no_month_is_out(tmp_path: Path, monthly: str) -> None:
    text = told(fetched(tmp_path, {"sluzby": monthly}))
    assert text.count("soubor na adrese není (odpověď 404)") == 1
    assert "prvni/20261031.csv" in text


# ------------------------------------------------------------------------------- mirror
def test_a_mirror_folder_needs_no_network(tmp_path: Path) -> None:
    mirror = tmp_path / "zrcadlo"
    mirror.mkdir()
    (mirror / "csu_obce.csv").write_bytes(b"KODCIS;CHODNOTA;TEXT;ADMPLOD;ADMNEPO\n43;1;a;b;c\n")
    (mirror / "obyvatele.csv").write_bytes(PEOPLE)
    wishes = {"sluzby": "csu-obce", "obyvatele": "https://data.example/lide.csv"}
    done = fetched(tmp_path / "plan", wishes, mirror=str(mirror))
    done.stop_on_errors()
    assert set(states(done).values()) == {"fetched"}
    record = read_lock(tmp_path / "plan" / "data")["obyvatele.csv"]
    assert record.address == (mirror / "obyvatele.csv").as_posix()
    assert sorted(path.name for path in mirror.iterdir()) == ["csu_obce.csv", "obyvatele.csv"]


def test_a_mirror_folder_knows_the_day_of_its_files(
    tmp_path: Path, server: Server, monthly: str
) -> None:
    server.files["prvni/20260930.csv"] = SERVICES
    fetched(tmp_path / "a", {"sluzby": monthly})
    done = fetched(tmp_path / "b", {"sluzby": monthly}, mirror=str(tmp_path / "a" / "data"))
    assert done.outcomes[0].record is not None
    assert done.outcomes[0].record.vintage == dt.date(2026, 9, 30)


def test_a_mirror_folder_without_the_file(tmp_path: Path) -> None:
    (tmp_path / "nic").mkdir()
    done = fetched(tmp_path / "plan", {"sluzby": "csu-obce"}, mirror=str(tmp_path / "nic"))
    assert "není soubor sluzby.csv ani csu_obce.csv" in told(done)


def test_a_mirror_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    mirror = tmp_path / "preklep"
    said = told(fetched(tmp_path / "plan", {"sluzby": "csu-obce"}, mirror=str(mirror)))
    assert f"složka {mirror}, ze které se má brát, není" in said
    assert "není soubor" not in said


def test_files_of_a_mirror_are_checked_too(tmp_path: Path) -> None:
    (tmp_path / "csu_obce.csv").write_bytes(b"<html>")
    done = fetched(tmp_path / "plan", {"sluzby": "csu-obce"}, mirror=str(tmp_path))
    assert "místo dat přišla webová stránka" in told(done)


def test_a_mirror_server_has_files_by_their_names(tmp_path: Path, server: Server) -> None:
    server.files["data/csu_obce.csv"] = b"KODCIS;CHODNOTA;TEXT;ADMPLOD;ADMNEPO\n43;1;a;b;c\n"
    done = fetched(tmp_path, {"sluzby": "csu-obce"}, mirror=server.address("data/"))
    done.stop_on_errors()
    assert read_lock(tmp_path / "data")["sluzby.csv"].address == server.address("data/csu_obce.csv")


# ------------------------------------------------------------------------------- wishes
def test_a_wish_that_is_not_known(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"fetch „csu-obec“ není v seznamu.*Snad „csu-obce“"):
        fetched(tmp_path, {"sluzby": "csu-obec"})


def test_two_wishes_for_one_file(tmp_path: Path) -> None:
    path = plan_wanting(tmp_path, {"sluzby": "csu-obce", "obyvatele": "csu-okresy"})
    path.write_text(path.read_text("utf-8").replace('"obyvatele.csv"', '"sluzby.csv"'), "utf-8")
    from gis_sluzby.plan import read_plan  # noqa: PLC0415

    with pytest.raises(PlanError, match="chce do téhož souboru stáhnout"):
        fetch(read_plan(path))
