"""A sheet of paper to draw on: one full-page drawing in millimetres, y pointing down.

There are no axes, no aspect and no tight box, so a millimetre of the drawing is a millimetre of
the paper. What is drawn later lies above.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from gis_sluzby.publish.sheets.lettering import FAMILY, MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist

    from gis_sluzby.publish.sheets.lettering import Style

#: Settings under which sheets are drawn and written. Without hinting a line of text is as long in
#: pixels as it is in points.
SETTINGS: Final[Any] = {
    "font.family": FAMILY,
    "text.hinting": "none",
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "pdf.compression": 0,  # each sheet is compressed when it is parted from the others
    "svg.fonttype": "path",
    "svg.hashsalt": "gis_sluzby",
    "path.simplify": False,
}
#: Marks between the parts of a sheet stand this far beyond the paper's edge, and twice as far …
MARK_STEP: Final = 40.0
#: Width of the white halo around a label, points.
HALO_POINTS: Final = 1.15


class Canvas:
    """A sheet of paper.

    Parameters
    ----------
    width, height
        Size in millimetres.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor="white")
        page = Affine2D().scale(1 / width, -1 / height).translate(0, 1)
        self._page = page + self.figure.transFigure
        self._above = 0
        self._names: Counter[str] = Counter()
        self._parts = 0

    def end_part(self) -> None:
        """End a part of the sheet: title, map, panel; a reader of the PDF is told them apart.

        The mark is a tiny white square beyond the edge of the paper, which `tagged` looks for.
        """
        self._parts += 1
        x = -MARK_STEP * self._parts
        square = Path([(x, -1.0), (x + 0.5, -1.0), (x + 0.5, -0.5), (x, -1.0)], closed=True)
        self.area(square, "#FFFFFF")

    def area(
        self,
        path: Path,
        face: str,
        *,
        edge: str | None = None,
        line: float = 0.0,
        name: str | None = None,
    ) -> None:
        """Fill a path.

        Parameters
        ----------
        path
            In millimetres.
        face, edge
            Colours; without the second there is no edge.
        line
            Width of the edge, points.
        name
            Under which the drawing can be found in the figure and in SVG.
        """
        width = line if edge else 0.0
        patch = PathPatch(path, facecolor=face, edgecolor=edge or "none", linewidth=width)
        patch.set_joinstyle("round")
        self._add(patch, name)

    def line(
        self,
        path: Path,
        colour: str,
        width: float,
        *,
        dash: Sequence[float] | None = None,
        cap: str = "round",
        clip: Path | None = None,
        name: str | None = None,
    ) -> None:
        """Draw along a path.

        Parameters
        ----------
        path
            In millimetres.
        colour
            Its colour.
        width
            In points.
        dash
            Lengths on and off in turn, in points.
        cap
            round, butt or projecting.
        clip
            Nothing is drawn outside it; in millimetres.
        name
            Under which the drawing can be found in the figure and in SVG.
        """
        style: Any = "solid" if dash is None else (0, tuple(part / width for part in dash))
        patch = PathPatch(path, fill=False, edgecolor=colour, linewidth=width, linestyle=style)
        patch.set_joinstyle("round")
        patch.set_capstyle(cap)  # type: ignore[arg-type]  # one of the three names
        self._add(patch, name)
        if clip is not None:
            patch.set_clip_path(clip, self._page)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Style,
        *,
        align: str = "left",
        halo: str | None = None,
        name: str | None = None,
    ) -> None:
        """Write one line of text.

        Parameters
        ----------
        x, y
            Where its baseline begins, ends or has its middle, as `align` says.
        text
            The text.
        style
            How it looks.
        align
            left, center or right.
        halo
            Colour of a band around the letters. It is drawn as a text of its own that is stroke
            alone, so that the letters above it stay text in a PDF.
        name
            Under which the text can be found in the figure and in SVG.
        """
        look: Any = {
            "fontfamily": FAMILY,
            "fontsize": style.size,
            "fontweight": "bold" if style.bold else "normal",
            "fontstyle": "italic" if style.italic else "normal",
            "horizontalalignment": align,
            "verticalalignment": "baseline",
        }
        if halo is not None:
            below = Text(x, y, text, color=halo, **look)
            stroke = Stroke(linewidth=2 * HALO_POINTS, foreground=halo, joinstyle="round")
            below.set_path_effects([stroke])
            self._add(below, None)
        self._add(Text(x, y, text, color=style.colour, **look), name)

    def _add(self, artist: Artist, name: str | None) -> None:
        """Put a drawing above all that is there."""
        self._above += 1
        artist.set_zorder(self._above)
        artist.set_transform(self._page)
        if name is not None:
            # Names are identifiers in SVG: the second of a name is told from the first.
            self._names[name] += 1
            artist.set_gid(name if self._names[name] == 1 else f"{name}--{self._names[name]}")
        self.figure.add_artist(artist)


def points(millimetres: float) -> float:
    """Give a width on paper in points.

    Parameters
    ----------
    millimetres
        The width.

    Returns
    -------
    float
        The same in points, as lines and letters are measured.
    """
    return millimetres / MM_PER_POINT
