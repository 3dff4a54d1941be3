"""Every sheet of two real plans: nothing lies on anything else, nothing leaves its room."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from gis_sluzby import compute, read_plan
from gis_sluzby.publish.sheets.atlas import atlas_of
from gis_sluzby.publish.sheets.series import Table, sheets_of
from tests.publish.sheets.drawn import every_text, outlines, patch_boxes, text_boxes

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.canvas import Canvas

#: Boxes of text have the height of a line, which is more than its ink.
ACROSS, DOWN = 0.05, 0.3
SERIES = ("druhy", "prehled", "podily", "orp", "mezery", "zmeny")
#: Not a letter is smaller, but for numbers within symbols.
SMALLEST = 5.4

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module", params=["karlovarsky", "liberecky"])
def whole(request: pytest.FixtureRequest) -> Table:
    """All series of a plan, changes too."""
    if request.param == "karlovarsky":
        atlas = request.getfixturevalue("real_table").atlas
    else:
        model: Path = request.getfixturevalue("liberecky_model")
        plan = read_plan(model)
        results = compute(plan)
        tables = results.centre, results.roads, results.reached, results.coverage
        atlas = atlas_of(plan, *tables)
    options = atlas.plan.sheets.model_copy(update={"series": SERIES})
    plan = atlas.plan.model_copy(update={"sheets": options})
    return Table(replace(atlas, plan=plan, change=_change(atlas)))


def _change(atlas: Atlas) -> pd.DataFrame:
    """Make up a change of one kind."""
    rows = atlas.total("obec", "46")
    at = np.arange(len(rows)) % 5
    names = np.array(["gained", "lost", "same", "known", "unknown"])
    return rows[["kod_obec", "druh", "forma", "cs", "target_pop"]].assign(
        change=names[at],
        gained=np.where(at == 0, rows["target_pop"], 0.0),
        lost=np.where(at == 1, rows["target_pop"], 0.0),
        status_before=rows["status"],
        status_after=rows["status"],
    )


def test_nothing_lies_on_anything_else_on_any_sheet(whole: Table) -> None:
    faults: list[str] = []
    seen = set()
    for sheet in sheets_of(whole.atlas):
        canvas = whole.drawn(sheet)
        seen.add(sheet.series)
        faults += [f"{sheet.name}: {fault}" for fault in _faults(canvas)]
    assert not faults, "\n".join(faults)
    assert seen == set(SERIES)


def _faults(canvas: Canvas) -> list[str]:
    """Say what is wrong with a sheet."""
    boxes = text_boxes(canvas, "")
    names, places = list(boxes), np.array(list(boxes.values()))
    hits = [f"{names[a]} on {names[b]}" for a, b in _hits(places, places) if a < b]
    margin = 8.0 if canvas.width < 400 else 10.0
    room = np.array([margin, 5.0, canvas.width - margin, canvas.height - 5.0])
    over = np.column_stack([room[:2] - places[:, :2], places[:, 2:] - room[2:]]).max(axis=1)
    hits += [f"{names[at]} beyond the margin" for at in np.flatnonzero(over > 0.4)]
    labels = [at for at, name in enumerate(names) if name.startswith("label-")]
    symbols = patch_boxes(canvas, ("place", "gap", "north-", "scale-bar-", "seats"))
    hits += [
        f"{names[labels[a]]} on {list(symbols)[b]}"
        for a, b in _hits(places[labels], np.array(list(symbols.values())), across=0.3)
    ]
    hits += [
        f"{names[at]} beyond the map"
        for at in labels
        if not any(_within(places[at], frame) for frame in outlines(canvas, "neatline"))
    ]
    arrow = patch_boxes(canvas, ("north-",))
    hits += [
        f"{names[a]} on the arrow"
        for a, _ in _hits(places, np.array(list(arrow.values())))
        if not names[a].startswith("north")
    ]
    said = every_text(canvas)
    hits += [f"{text!r}: badly broken" for text in said if _BREAKS.search(text)]
    hits += [f"{text!r}: cut" for text in said if text.endswith("…")]
    hits += [f"{text!r}: a dot at the end" for text in said if text.rstrip().endswith("·")]
    hits += [f"{text!r}: typewriter" for text in said if '"' in text or " - " in text]
    return hits


#: A word of one letter at the end of a line, a thousand or a per cent sign after a plain space.
_BREAKS = re.compile(r"\d \d{3}\b|\d %|[ \u00a0][ksvzouaiKSVZOUAI]$|.[§©–]$")


def _hits(
    one: NDArray[np.float64], other: NDArray[np.float64], across: float = ACROSS
) -> list[tuple[int, int]]:
    """Give the pairs of boxes that overlap."""
    if not len(one) or not len(other):
        return []
    a, b = one[:, None, :], other[None, :, :]
    wide = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    high = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    return [(int(i), int(j)) for i, j in np.argwhere((wide > across) & (high > DOWN))]


def _within(box: NDArray[np.float64], frame: NDArray[np.float64]) -> bool:
    """Tell whether a box lies in a frame."""
    low, up = frame.min(axis=0), frame.max(axis=0)
    return bool((box[:2] >= low - 0.05).all() and (box[2:] <= up + 0.05).all())
