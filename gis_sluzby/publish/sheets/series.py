"""Which sheets a plan asks for, and how each of them is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby import codelists
from gis_sluzby.publish.sheets.change import draw_change, has_changes
from gis_sluzby.publish.sheets.druh import draw_druh, kraj_ground
from gis_sluzby.publish.sheets.gaps import draw_gaps
from gis_sluzby.publish.sheets.kinds import draw_kinds, draw_shares
from gis_sluzby.publish.sheets.lacking import has_gaps
from gis_sluzby.publish.sheets.orp import draw_orp

if TYPE_CHECKING:
    from collections.abc import Callable

    from gis_sluzby.publish.sheets.atlas import Atlas
    from gis_sluzby.publish.sheets.canvas import Canvas
    from gis_sluzby.publish.sheets.land import Ground


class Sheet(NamedTuple):
    """One sheet of the series.

    Parameters
    ----------
    series
        One of `plan.sheets.Series`.
    code
        Kind or ORP that it is about; empty where it is about all.
    """

    series: str
    code: str = ""

    @property
    def name(self) -> str:
        """Give the name of its files."""
        word = {"druhy": "druh", "zmeny": "zmena"}.get(self.series, self.series)
        return f"{word}_{self.code}" if self.code else word


#: How long a sheet takes beside others, for parting the series into two.
_COSTS = {"prehled": 4.0, "podily": 3.0, "orp": 2.0}


@dataclass
class Table:
    """A drawing table: what sheets drawn after each other have in common is prepared once.

    Attributes
    ----------
    atlas
        What all sheets share.
    """

    atlas: Atlas
    _ground: list[Ground] = field(default_factory=list)

    def drawn(self, sheet: Sheet) -> Canvas:
        """Draw a sheet.

        Parameters
        ----------
        sheet
            One of `sheets_of`.

        Returns
        -------
        Canvas
            The sheet.
        """
        atlas = self.atlas
        makers: dict[str, Callable[[], Canvas]] = {
            "druhy": lambda: draw_druh(atlas, self.ground(), sheet.code),
            "prehled": partial(draw_kinds, atlas),
            "podily": partial(draw_shares, atlas),
            "orp": partial(draw_orp, atlas, sheet.code),
            "mezery": partial(draw_gaps, atlas, sheet.code),
            "zmeny": lambda: draw_change(atlas, self.ground(), sheet.code),
        }
        return makers[sheet.series]()

    def ground(self) -> Ground:
        """Give the map of the kraj, prepared with the first sheet that needs it."""
        if not self._ground:
            self._ground.append(kraj_ground(self.atlas))
        return self._ground[0]


def sheets_of(atlas: Atlas) -> list[Sheet]:
    """Give the sheets that the plan asks for.

    Parameters
    ----------
    atlas
        What all sheets share.

    Returns
    -------
    list of Sheet
        In the order of the plan's series, within each by kind or ORP. Of gaps and changes there
        is a sheet where there are any.
    """
    options = atlas.plan.sheets
    wanted = set(options.druhy)
    kinds = [d.code for d in codelists.druhy() if options.druhy == "all" or d.code in wanted]
    members = {
        "druhy": kinds,
        "prehled": [""],
        "podily": [""],
        "orp": sorted(atlas.land.orp_names),
        "mezery": [code for code in kinds if has_gaps(atlas, code)],
        "zmeny": [code for code in kinds if has_changes(atlas, code)],
    }
    series = dict.fromkeys(options.series)
    return [Sheet(name, code) for name in series for code in members[name]]


def halves(sheets: list[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """Part sheets into two that take about the same time.

    Parameters
    ----------
    sheets
        The sheets.

    Returns
    -------
    tuple of list
        Each sheet in one of them, in its order.
    """
    sums = [0.0, 0.0]
    parts: tuple[list[Sheet], list[Sheet]] = ([], [])
    for sheet in sorted(sheets, key=lambda s: (-_COSTS.get(s.series, 1.0), s.name)):
        lighter = int(sums[1] < sums[0])
        sums[lighter] += _COSTS.get(sheet.series, 1.0)
        parts[lighter].append(sheet)
    first = set(parts[0])
    return [s for s in sheets if s in first], [s for s in sheets if s not in first]
