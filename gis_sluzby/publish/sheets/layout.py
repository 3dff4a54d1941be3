"""The grid of a sheet: margins, baselines, sizes of letters, for A4 and A3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Size = Literal["A4", "A3"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in millimetres from the upper left corner, letters in points.

    Attributes
    ----------
    width, height, margin
        Of the paper.
    title_y, subtitle_y
        Baselines.
    top
        Where maps and panels begin.
    imprint_y
        The rule above the imprint.
    title, subtitle, small
        Sizes of letters; `small` is the smallest on the sheet.
    panel
        Width of the panel beside a map.
    """

    width: float
    height: float
    margin: float
    title_y: float
    subtitle_y: float
    top: float
    imprint_y: float
    title: float
    subtitle: float
    small: float
    panel: float

    @property
    def right(self) -> float:
        """Give the right edge of what is printed."""
        return self.width - self.margin


LAYOUTS: Final[dict[Size, Layout]] = {
    "A4": Layout(297, 210, 8, 14.2, 20.4, 24, 195, 15, 8, 5.8, 59),
    "A3": Layout(420, 297, 10, 17.5, 24.3, 30, 272, 18, 9, 6.2, 66),
}
