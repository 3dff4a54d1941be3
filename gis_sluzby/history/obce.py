"""Changes of obce: merged, parted, renamed, recoded, moved to another ORP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from gis_sluzby.centre import Centre

#: Obce that overlap by so much of their common area are one and the same.
SAME_AREA = 0.99
Row = dict[str, Any]


def obec_changes(old: Centre, new: Centre) -> Iterator[Row]:
    """Find what changed with the obce of the plan's area.

    Parameters
    ----------
    old, new
        The tables `obce` of two centres.

    Yields
    ------
    Rows of the table of changes, see `diff.COLUMNS`. An obec that is no more was merged into the
    one that takes the most of its area; one that is new came from the one that had the most.
    """
    left, right = old["obce"].set_index("kod_obec"), new["obce"].set_index("kod_obec")
    gone = sorted(left.index[left["in_plan"]].difference(right.index))
    came = sorted(right.index[right["in_plan"]].difference(left.index))
    recoded = {}
    for code in gone:
        heir, share = _largest_overlap(left.at[code, "geometry"], right)
        about = _about(left, code, code, heir)
        if heir in came and share >= SAME_AREA:
            recoded[heir] = code
            yield {**about, "change": "obec_recoded", "before": code, "after": heir}
        elif heir is not None:
            name = str(right.at[heir, "nazev"])
            yield {**about, "change": "obec_merged", "before": about["name"], "after": name}
        else:
            yield {**about, "change": "obec_ended"}
    for code in came:
        if code not in recoded:
            parent, _ = _largest_overlap(right.at[code, "geometry"], left)
            was = None if parent is None else str(left.at[parent, "nazev"])
            yield {**_about(right, code, parent, code), "change": "obec_new", "before": was}
    pairs = [(code, code) for code in left.index[left["in_plan"]].intersection(right.index)]
    pairs += [(was, code) for code, was in recoded.items()]
    for was, code in sorted(pairs):
        for change, column in (("obec_renamed", "nazev"), ("obec_orp", "kod_orp")):
            first, second = str(left.at[was, column]), str(right.at[code, column])
            if first != second:
                about = _about(right, code, was, code)
                yield {**about, "change": change, "before": first, "after": second}


def _about(obce: gpd.GeoDataFrame, code: str, before: str | None, after: str | None) -> Row:
    """Say which obec it is."""
    name = str(obce.at[code, "nazev"])
    return {"subject": "obec", "id_before": before, "id_after": after, "name": name}


def _largest_overlap(shape: Any, obce: gpd.GeoDataFrame) -> tuple[str | None, float]:  # noqa: ANN401  (a cell)
    """Find the obec that shares the most area, and the share of the common area that it is."""
    near = np.sort(obce.sindex.query(shape, predicate="intersects"))
    shapes = obce.geometry.to_numpy()[near]
    common = shapely.area(shapely.intersection(shape, shapes))
    if not common.any():
        return None, 0.0
    best = int(np.argmax(common))
    whole = shapely.area(shapely.union(shape, shapes[best]))
    return str(obce.index[near[best]]), float(common[best] / whole)
