"""Progress: plain lines, or a moving one on a terminal."""

from __future__ import annotations

import io
import re
import sys

import pytest

from gis_sluzby.cli.progress import reporter


class Terminal(io.StringIO):
    """Takes what is written as a terminal does."""

    def isatty(self) -> bool:
        return True


def test_plain_lines_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    report = reporter(verbose=False)
    report("Načítám")
    report("Počítám")
    assert capsys.readouterr() == ("", "Načítám\nPočítám\n")


def test_plain_lines_with_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    reporter(verbose=True)("Načítám")
    assert re.fullmatch(r"Načítám \(\d+,\d s\)\n", capsys.readouterr().err)


@pytest.mark.parametrize("verbose", [False, True])
def test_a_terminal_is_told_what_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, verbose: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    report = reporter(verbose=verbose)
    report("Načítám")
    report("Počítám")
    assert "Načítám: hotovo" in terminal.getvalue()
    assert "Počítám: hotovo" not in terminal.getvalue()
    assert capsys.readouterr().out == ""
