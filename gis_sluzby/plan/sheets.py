"""The section [sheets], and the classes of shares that page, layers and sheets have in common."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field

from gis_sluzby.plan.values import CompleteFor, PathText, Section

#: Series of map sheets: one a druh, all kinds by obec and by ORP, one an ORP, gaps, changes.
Series = Literal["druhy", "prehled", "podily", "orp", "mezery", "zmeny"]
SheetFormat = Literal["pdf", "svg", "png"]
#: The last edge of classes of shares in percent, and how many edges there may be.
WHOLE_SHARE = 100
LEAST_EDGES, MOST_EDGES = 2, 6


def _share_edges(edges: tuple[float, ...]) -> tuple[float, ...]:
    """Accept edges of classes in percent that ascend from 0 to 100."""
    if len(edges) < LEAST_EDGES or edges[0] != 0 or edges[-1] != WHOLE_SHARE:
        message = "hranice tříd mají začínat 0 a končit 100 (procenta)"
        raise ValueError(message)
    if any(low >= up for low, up in pairwise(edges)):
        message = "hranice tříd mají růst"
        raise ValueError(message)
    if len(edges) > MOST_EDGES:
        message = f"tříd je příliš mnoho, čitelných je nejvýš {MOST_EDGES - 1}"
        raise ValueError(message)
    return edges


#: Edges of classes of the share of people in reach, percent.
ShareEdges = Annotated[tuple[float, ...], AfterValidator(_share_edges)]


class SheetText(Section):
    """A [[sheets.text]]: words of one sheet in place of the program's own."""

    sheet: Annotated[str, Field(min_length=1)]
    title: str | None = None
    subtitle: str | None = None
    note: str | None = None


class Sheets(Section):
    """The section [sheets]: map sheets for the printed plan."""

    size: Literal["A4", "A3"] = "A4"
    series: Annotated[tuple[Series, ...], Field(min_length=1)] = get_args(Series)
    druhy: CompleteFor = "all"
    formats: Annotated[tuple[SheetFormat, ...], Field(min_length=1)] = ("pdf", "png")
    author: str = ""
    change: PathText | None = None
    change_since: date | None = None
    text: tuple[SheetText, ...] = ()
