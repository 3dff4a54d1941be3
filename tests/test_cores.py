"""Work beside: the same results, the same errors, and no work lost when the process is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gis_sluzby import cores
from gis_sluzby.cores import import_modules, second_core, when_asked
from gis_sluzby.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_cores", lambda: 2)


def stumble() -> None:
    raise InputError([Problem("první", "a.csv", 3, "x", "Opravte"), Problem("druhý")])


def die_elsewhere(home: int) -> str:
    if os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def test_work_is_kept_until_asked() -> None:
    done: list[int] = []
    later = when_asked(done.append, 1)
    assert not done
    later()
    assert done == [1]


def test_the_second_process_is_another_one_and_keeps_the_order() -> None:
    with second_core() as submit:
        first, second = submit(os.getpid), submit(os.getpid)
        assert first() == second() != os.getpid()
        assert [later() for later in [submit(pow, 2, n) for n in range(5)]] == [1, 2, 4, 8, 16]


def test_an_error_arrives_with_all_its_problems() -> None:
    with second_core() as submit:
        later = submit(stumble)
        with pytest.raises(InputError) as caught:
            later()
    assert [p.what for p in caught.value.problems] == ["první", "druhý"]
    assert caught.value.problems[0].row == 3


def test_work_of_a_process_that_died_is_done_here() -> None:
    with second_core() as submit:
        assert submit(die_elsewhere, os.getpid())() == "alive"
        assert submit(pow, 3, 2)() == 9


def test_a_process_that_cannot_start_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    with second_core() as submit:
        monkeypatch.setattr(submit, "_pool", refuse)
        assert submit(pow, 3, 2)() == 9


def test_one_core_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_cores", lambda: 1)
    with second_core() as submit:
        assert submit is when_asked


def test_work_that_has_not_begun_is_dropped_at_an_error() -> None:
    def fail(submit: Callable[..., object]) -> None:
        submit(pow, 2, 2)
        raise InputError("konec")

    with pytest.raises(InputError, match="konec"), second_core() as submit:
        fail(submit)


def test_modules_are_imported_there() -> None:
    program = (
        "from gis_sluzby.cores import import_modules; import sys; import_modules('wave'); "
        "print('wave' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.strip() == b"True"
    with second_core() as submit:
        submit(import_modules, "wave")()
