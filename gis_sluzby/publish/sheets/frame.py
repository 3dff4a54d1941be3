"""Where a map lies on the paper and at what scale: metres become millimetres, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Round scales are these times a power of ten.
_ROUND: Final = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5)
_LARGEST_SCALE: Final = 4
#: Least air between the territory and the frame, millimetres.
AIR: Final = 4.0
#: So much of the air a territory may take that would else need the next smaller scale.
_SLACK: Final = 0.05

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The frame of a map.

    Attributes
    ----------
    x, y, width, height
        Upper left corner and size on the sheet, millimetres.
    scale
        Denominator: metres of land are `1000 / scale` millimetres of paper.
    centre
        What lies in the middle, metres in EPSG:5514.
    """

    x: float
    y: float
    width: float
    height: float
    scale: float
    centre: tuple[float, float]

    @property
    def box(self) -> Bounds:
        """Give the frame on the sheet: left, top, right, bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height

    @property
    def land(self) -> Bounds:
        """Give what the frame shows, metres: west, south, east, north."""
        half_width = self.width * self.scale / 2000
        half_height = self.height * self.scale / 2000
        x, y = self.centre
        return x - half_width, y - half_height, x + half_width, y + half_height

    def metres(self, millimetres: float) -> float:
        """Give a length on paper as a length of land."""
        return millimetres * self.scale / 1000

    def place(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give places on the sheet for rows of x and y in metres."""
        factor = 1000 / self.scale
        middle = np.array([self.x + self.width / 2, self.y + self.height / 2])
        moved: NDArray[np.float64] = (metres - self.centre) * (factor, -factor) + middle
        return moved

    def on_sheet(self, geometry: NDArray[np.object_]) -> NDArray[np.object_]:
        """Give geometry on the sheet, cut by the frame."""
        cut = shapely.clip_by_rect(geometry, *self.land)
        placed: NDArray[np.object_] = shapely.transform(cut, self.place)
        return placed


def map_frame(
    bounds: Bounds, x: float, y: float, width: float, height: float, air: float = AIR
) -> MapFrame:
    """Put a territory into a frame at the largest round scale at which it fits.

    Parameters
    ----------
    bounds
        Of the territory, metres: west, south, east, north.
    x, y, width, height
        The frame on the sheet, millimetres.
    air
        Least distance of the territory from the frame, millimetres.

    Returns
    -------
    MapFrame
        With the territory in its middle.
    """
    west, south, east, north = bounds
    taken = 2 * (air - _SLACK)
    scale = round_scale(east - west, north - south, width - taken, height - taken)
    return MapFrame(x, y, width, height, scale, ((west + east) / 2, (south + north) / 2))


def round_scale(width: float, height: float, room_width: float, room_height: float) -> float:
    """Give the largest round scale at which something fits.

    Parameters
    ----------
    width, height
        Of the land, metres.
    room_width, room_height
        Of the paper, millimetres.

    Returns
    -------
    float
        The denominator.
    """
    needed = max(width / room_width, height / room_height) * 1000
    power = _LARGEST_SCALE
    while True:
        for factor in _ROUND:
            if factor * 10**power >= needed:
                return factor * 10**power
        power += 1
