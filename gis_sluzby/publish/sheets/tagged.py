"""PDF with structure: a title, a figure described in words, then legend and imprint, in Czech.

matplotlib writes no structure. Its page is a stream of drawing; the marks that `Canvas.end_part`
left in it part the title, the map and the rest, each of which becomes an element of the structure.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from gis_sluzby.publish.sheets.canvas import MARK_STEP, points

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Structure of the parts in order; what comes after the last mark is the imprint.
_PARTS: Final = ("/H1", "/Figure", "/P")
_LAST: Final = "/P"


class Described(NamedTuple):
    """A sheet in words.

    Parameters
    ----------
    title
        Its title.
    text
        What it shows, for those who do not see it.
    author
        Who made it.
    """

    title: str
    text: str
    author: str


def write_tagged(together: bytes, pages: Iterable[tuple[Path, Described]]) -> None:
    """Part a PDF into one file a page, each with its structure and its metadata.

    Parameters
    ----------
    together
        The PDF with all pages.
    pages
        File and words of each page in order.
    """
    with pikepdf.open(io.BytesIO(together)) as source:
        for page, (path, described) in zip(source.pages, pages, strict=True):
            with pikepdf.new() as single:
                single.pages.append(page)
                _structure(single, described)
                _describe(single, described)
                single.save(path, min_version="1.7", deterministic_id=True)


def _structure(single: pikepdf.Pdf, described: Described) -> None:
    """Mark the parts of the page and hang them into a tree."""
    page = single.pages[0]
    content = page.Contents.read_bytes()
    ends = _ends(content)
    tags = [*_PARTS[: len(ends)], _LAST]
    starts, stops = [0, *ends], [*ends, len(content)]
    marked = b"".join(
        b"%s <</MCID %d>> BDC\n" % (tag.encode(), number) + content[start:stop] + b"\nEMC\n"
        for number, (tag, start, stop) in enumerate(zip(tags, starts, stops, strict=True))
    )
    page.Contents = single.make_stream(marked)
    root = single.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = single.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=root, Lang=String("cs-CZ"))
    )
    elements = []
    for number, tag in enumerate(tags):
        element = Dictionary(Type=Name.StructElem, S=Name(tag), P=document, Pg=page.obj, K=number)
        if tag == "/Figure":
            element.Alt = String(described.text)
            box = [float(part) for part in page.mediabox]
            element.A = Dictionary(O=Name.Layout, BBox=Array(box), Placement=Name.Block)
        elements.append(single.make_indirect(element))
    document.K = Array(elements)
    root.K = document
    parents = Dictionary(Nums=Array([0, Array(elements)]))
    root.ParentTree = single.make_indirect(parents)
    root.ParentTreeNextKey = 1
    page.StructParents = 0
    page.Tabs = Name.S
    single.Root.StructTreeRoot = root
    single.Root.MarkInfo = Dictionary(Marked=True)


def _describe(single: pikepdf.Pdf, described: Described) -> None:
    """Say title, author and language; no dates, so that reruns are equal."""
    single.Root.Lang = String("cs-CZ")
    single.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with single.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = described.title
        metadata["dc:description"] = described.text
        metadata["dc:creator"] = [described.author]
        metadata["dc:language"] = ["cs-CZ"]


def _ends(content: bytes) -> list[int]:
    """Find where the parts end: after the fill of each mark."""
    ends = []
    for number in range(1, len(_PARTS) + 1):
        x = points(-MARK_STEP * number)
        found = re.search(rb"(?m)^%s \S+ m$" % f"{x:.6f}".rstrip("0").encode(), content)
        if found is None:
            break
        painted = re.compile(rb"(?m)^[fbB]\*?$").search(content, found.end())
        if painted is None:
            break
        ends.append(painted.end())
    return ends
