"""Sheets as files: one PDF a sheet with its fonts in it, SVG, and PNG at 300 dpi.

All sheets of a process are drawn into one PDF, which embeds each font once, and parted afterwards:
to reduce the fonts for every sheet anew would take longer than to draw it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from scipy.spatial import cKDTree

from gis_sluzby.publish.sheets.canvas import SETTINGS
from gis_sluzby.publish.sheets.tagged import Described, write_tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.canvas import Canvas

DPI: Final = 300
_COLOURS: Final = 256
#: Every so many pixels is looked at for the colours that occur.
_SAMPLE: Final = 11


class Drawing(NamedTuple):
    """A sheet to be drawn and written.

    Parameters
    ----------
    name
        Of the files, without their endings.
    draw
        Draws it.
    described
        Its title and what it says in words.
    """

    name: str
    draw: Callable[[], Canvas]
    described: Described


def write_drawings(folder: Path, drawings: Iterable[Drawing], formats: Iterable[str]) -> list[Path]:
    """Draw sheets and write them.

    Parameters
    ----------
    folder
        Where the files go; it is there.
    drawings
        The sheets.
    formats
        Some of pdf, svg, png.

    Returns
    -------
    list of pathlib.Path
        The files. The same drawings give the same bytes.
    """
    wanted = set(formats)
    written: list[Path] = []
    pages: list[tuple[Path, Described]] = []
    together = io.BytesIO()
    undated = {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None}
    with mpl.rc_context(SETTINGS), PdfPages(together, metadata=undated) as pdf:
        for drawing in drawings:
            canvas = drawing.draw()
            base = folder / drawing.name
            if "pdf" in wanted:
                pdf.savefig(canvas.figure)
                pages.append((base.with_suffix(".pdf"), drawing.described))
            if "svg" in wanted:
                _write_svg(base.with_suffix(".svg"), canvas, drawing.described)
                written.append(base.with_suffix(".svg"))
            if "png" in wanted:
                _write_png(base.with_suffix(".png"), canvas, drawing.described)
                written.append(base.with_suffix(".png"))
    if pages:
        write_tagged(together.getvalue(), pages)
    return [*written, *(path for path, _ in pages)]


def _write_png(path: Path, canvas: Canvas, described: Described) -> None:
    """Write a picture at 300 dpi."""
    canvas.figure.set_dpi(DPI)
    drawn = FigureCanvasAgg(canvas.figure)
    drawn.draw()  # type: ignore[no-untyped-call]
    image = indexed(np.asarray(drawn.buffer_rgba())[..., :3])  # type: ignore[no-untyped-call]
    text = PngInfo()
    text.add_itxt("Title", described.title, "cs")
    text.add_itxt("Description", described.text, "cs")
    image.save(path, dpi=(DPI, DPI), compress_level=6, pnginfo=text)


def _write_svg(path: Path, canvas: Canvas, described: Described) -> None:
    """Write vectors whose letters are outlines, so that no font is missed anywhere."""
    metadata = {"Date": None, "Creator": None, "Title": described.title}
    drawn = io.BytesIO()
    canvas.figure.savefig(drawn, format="svg", metadata={**metadata, "Language": "cs"})
    said = f"<title>{escape(described.title)}</title><desc>{escape(described.text)}</desc>"
    head, begin, rest = drawn.getvalue().decode().partition("<metadata>")
    path.write_bytes(f"{head}{said}\n {begin}{rest}".encode())


def indexed(pixels: NDArray[np.uint8]) -> Image.Image:
    """Give an image of at most 256 colours; the plain ones stay as they are, nothing is dithered.

    Parameters
    ----------
    pixels
        Rows of pixels, red, green and blue.

    Returns
    -------
    PIL.Image.Image
        With a palette.
    """
    wide = pixels.astype(np.uint32)
    exact = (wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2]).ravel()
    bins = (exact >> 6 & 0x3F000) | (exact >> 4 & 0xFC0) | (exact >> 2 & 0x3F)
    colours, counts = np.unique(exact[::_SAMPLE], return_counts=True)
    frequent = colours[np.lexsort([colours, -counts])][:_COLOURS]
    channels = np.stack([frequent >> 16, frequent >> 8 & 255, frequent & 255], axis=1)
    present = np.flatnonzero(np.bincount(bins, minlength=1 << 18))
    middles = np.stack([present >> 12, present >> 6 & 63, present & 63], axis=1) * 4 + 1.5
    table = np.zeros(1 << 18, dtype=np.uint8)
    table[present] = cKDTree(channels).query(middles)[1]
    own = (frequent >> 6 & 0x3F000) | (frequent >> 4 & 0xFC0) | (frequent >> 2 & 0x3F)
    # Of colours that share a bin the most frequent one has it.
    table[own[::-1]] = np.arange(len(own), dtype=np.uint8)[::-1]
    image = Image.fromarray(table[bins].reshape(pixels.shape[:2]), "P")
    image.putpalette(channels.astype(np.uint8).tobytes())
    return image
