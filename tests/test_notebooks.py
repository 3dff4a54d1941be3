"""The notebooks: committed without outputs, and every cell of them runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

from scripts.clean_notebooks import NOTEBOOKS, ROOT, cleaned

if TYPE_CHECKING:
    from pathlib import Path

BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert BOOKS


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_without_outputs(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text == cleaned(text), "run: python scripts/clean_notebooks.py"


def test_cleaning_takes_away_what_running_leaves() -> None:
    book = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "mine", "display_name": "Mine"}}
    )
    output = nbformat.v4.new_output("stream", text="7")
    book.cells = [
        nbformat.v4.new_markdown_cell("# Nadpis"),
        nbformat.v4.new_code_cell("7", outputs=[output], execution_count=3),
    ]
    clean = nbformat.reads(cleaned(nbformat.writes(book)), as_version=4)
    assert [cell.id for cell in clean.cells] == ["cell-01", "cell-02"]
    assert clean.cells[1].outputs == []
    assert clean.cells[1].execution_count is None
    assert clean.metadata["kernelspec"]["name"] == "python3"


# The kernel's own libraries warn as they please; what our cells do wrong is an error there.
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path: Path, real_data: Path, tmp_path: Path) -> None:
    book = nbformat.reads(path.read_text("utf-8"), as_version=4)
    client = NotebookClient(
        book,
        timeout=240,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    client.execute(
        env={
            **os.environ,
            "GIS_SLUZBY_DATA": str(real_data),
            "PYTHONPATH": str(ROOT),
            "MPLCONFIGDIR": str(tmp_path),
            "IPYTHONDIR": str(tmp_path / "ipython"),
        }
    )
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
