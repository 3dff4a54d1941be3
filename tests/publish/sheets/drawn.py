"""What stands on a drawn sheet, measured on the drawing itself in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch
from matplotlib.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gis_sluzby.publish.sheets.canvas import Canvas

#: At so many dots an inch the boxes of texts are measured.
_DPI = 300


def outline(canvas: Canvas, name: str) -> NDArray[np.float64]:
    """Give the vertices of the drawing of a name, millimetres from the upper left corner."""
    patches = [
        artist
        for artist in canvas.figure.get_children()
        if isinstance(artist, PathPatch) and artist.get_gid() == name
    ]
    assert len(patches) == 1, f"{name}: {len(patches)}"
    pixels = patches[0].get_transform().transform(np.asarray(patches[0].get_path().vertices))
    return _millimetres(canvas, pixels)


def outlines(canvas: Canvas, prefix: str) -> list[NDArray[np.float64]]:
    """Give the vertices of all drawings whose name begins so, millimetres."""
    return [
        _millimetres(
            canvas, artist.get_transform().transform(np.asarray(artist.get_path().vertices))
        )
        for artist in canvas.figure.get_children()
        if isinstance(artist, PathPatch) and str(artist.get_gid()).startswith(prefix)
    ]


def patch_boxes(canvas: Canvas, prefixes: tuple[str, ...]) -> dict[str, NDArray[np.float64]]:
    """Give left, top, right and bottom of each part of drawings, by name and number."""
    boxes = {}
    for artist in canvas.figure.get_children():
        if isinstance(artist, PathPatch) and str(artist.get_gid()).startswith(prefixes):
            path = artist.get_path()
            if not np.size(path.vertices):
                continue
            starts = np.flatnonzero(np.asarray(path.codes) == path.MOVETO)
            for at, part in enumerate(np.split(np.asarray(path.vertices), starts[1:])):
                points = _millimetres(canvas, artist.get_transform().transform(part))
                box = np.concatenate([points.min(axis=0), points.max(axis=0)])
                boxes[f"{artist.get_gid()} {at}"] = box
    return boxes


def texts(canvas: Canvas, prefix: str) -> dict[str, str]:
    """Give the texts whose name begins so, by name."""
    return {
        str(artist.get_gid()): artist.get_text()
        for artist in canvas.figure.get_children()
        if isinstance(artist, Text) and str(artist.get_gid()).startswith(prefix)
    }


def every_text(canvas: Canvas) -> list[str]:
    """Give all texts that are written, halos left out."""
    return [
        artist.get_text()
        for artist in canvas.figure.get_children()
        if isinstance(artist, Text) and not artist.get_path_effects()
    ]


def text_boxes(canvas: Canvas, prefix: str) -> dict[str, NDArray[np.float64]]:
    """Give left, top, right and bottom of the ink of texts, as Agg measures them."""
    canvas.figure.set_dpi(_DPI)
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()  # type: ignore[no-untyped-call]
    boxes: dict[str, NDArray[np.float64]] = {}
    for artist in canvas.figure.get_children():
        if not isinstance(artist, Text) or artist.get_path_effects():
            continue  # a halo is no second text
        if str(artist.get_gid() or "").startswith(prefix):
            corners = _millimetres(canvas, artist.get_window_extent(renderer).get_points())
            low, up = corners.min(axis=0), corners.max(axis=0)
            name = f"{artist.get_gid()} {artist.get_text()} {len(boxes)}"
            boxes[name] = np.concatenate([low, up])
    return boxes


def _millimetres(canvas: Canvas, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring places of the figure to millimetres from its upper left corner."""
    factor = 25.4 / canvas.figure.dpi
    return np.column_stack([pixels[:, 0] * factor, canvas.height - pixels[:, 1] * factor])
