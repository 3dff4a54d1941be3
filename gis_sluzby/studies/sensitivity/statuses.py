"""Statuses of every run: coverage's own judgement, fed with what the run changes and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby.coverage.claims import timed_pairs
from gis_sluzby.coverage.ground import best_shares
from gis_sluzby.coverage.judgement import statuses
from gis_sluzby.coverage.rollup import KNOWN, area_statuses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gis_sluzby.coverage.ground import Ground

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


class Judged(NamedTuple):
    """What came of runs in the cells (areas × rows of the standards) of one level.

    Parameters
    ----------
    status
        Statuses, cells × runs.
    covered
        People of the target group reached, cells × runs; 0 where nothing is known.
    unreached
        Those of them about whom something is known and who are not reached; null where nothing is.
    """

    status: NDArray[np.object_]
    covered: Floats
    unreached: Floats


class World(NamedTuple):
    """What all runs of a world share.

    Parameters
    ----------
    ground
        The ground of coverage.
    table
        What statuses follow from, but for what minutes change: a row a cell.
    share
        How far the claims that count whatever the minutes are reach, demand units × rows.
    claimed
        Which demand units × rows they are about.
    """

    ground: Ground
    table: pd.DataFrame
    share: Floats
    claimed: Flags


def settled(ground: Ground) -> World:
    """Prepare a world for its runs.

    Parameters
    ----------
    ground
        The ground of coverage.

    Returns
    -------
    What its runs share.
    """
    grid, counted = ground.grid, ground.counted
    everywhere = np.tile(np.arange(grid.rows), len(grid.obce))
    balanced = grid.cells(counted[counted["measure"] == "balance"])
    rows = ground.rows[["covered_from", "silent_status", "silent_reason"]]
    # As objects, which every run compares and selects quicker than texts of Arrow.
    rows = rows.astype({"silent_status": object, "silent_reason": object})
    table = rows.iloc[everywhere].reset_index(drop=True)
    table = table.assign(
        everybody=ground.everybody,
        target_pop=grid.by_obec(ground.people),
        nearest_minutes=0.0,  # without minutes a gap is a gap for another reason
        claim_measure=np.where(table.index.isin(balanced), "balance", "").astype(object),
    )
    return World(ground, table, best_shares(counted, grid), grid.by_place(counted))


def judged_obce(world: World, reached: pd.DataFrame, shifts: Sequence[float]) -> Judged:
    """Judge the obce in runs that differ by their limits.

    Parameters
    ----------
    world
        The world of the runs.
    reached
        The modelled rows of `reach` at their speed, as `coverage.claims.numbered` gives them.
    shifts
        Minutes added to the limits, a run each.

    Returns
    -------
    The cells obce × rows.
    """
    grid, people = world.ground.grid, world.ground.people
    pairs = timed_pairs(world.ground.members, reached, max(shifts))
    pairs = pairs[pairs["measure"] == "time"]
    found = []
    for shift in shifts:
        near = grid.by_place(pairs[pairs["minutes"] <= pairs["limit_minutes"] + shift])
        claimed = world.claimed | near
        share = np.where(near, 1.0, world.share)
        cells = grid.by_obec(claimed.astype(float)) > 0
        table = world.table.assign(
            covered_pop=grid.by_obec(people * np.nan_to_num(share)),
            unknown_pop=grid.by_obec(people * (claimed & np.isnan(share))),
            services_in_limit=np.where(cells, 1.0, np.nan),
        )
        found.append(_judged(statuses(table), table["covered_pop"], table["target_pop"]))
    return side_by_side(found)


def judged_areas(world: World, obce: Judged, area: NDArray[np.int64]) -> Judged:
    """Judge larger areas in the same runs.

    Parameters
    ----------
    world
        The world of the runs.
    obce
        What came of the obce.
    area
        Number of the area of each obec.

    Returns
    -------
    The cells areas × rows.
    """
    rows = world.ground.grid.rows
    cells = (area[:, None] * rows + np.arange(rows)).ravel()
    target = world.table["target_pop"].to_numpy()[:, None]
    known, unknown = np.isin(obce.status, KNOWN), obce.status == "no_data"
    sums = {
        name: pd.DataFrame(values).groupby(cells).sum()
        for name, values in {
            "target_pop": np.broadcast_to(target, known.shape),
            "covered_pop": obce.covered,
            "no_data_pop": np.where(unknown, target, 0.0),
            "known": known,
            "no_data": unknown,
        }.items()
    }
    covered_from = world.ground.rows["covered_from"].to_numpy()
    found = []
    for run in range(known.shape[1]):
        table = pd.DataFrame({name: summed[run] for name, summed in sums.items()})
        table["covered_from"] = covered_from[table.index.to_numpy() % rows]
        _, status = area_statuses(table)
        certain = table["target_pop"] - table["no_data_pop"]
        found.append(_judged(status, table["covered_pop"], certain))
    return side_by_side(found)


def side_by_side(runs: Sequence[Judged]) -> Judged:
    """Put runs of the same cells beside each other.

    Parameters
    ----------
    runs
        What came of them.

    Returns
    -------
    All of them, in their order.
    """
    return Judged(*(np.concatenate(values, axis=1) for values in zip(*runs, strict=True)))


def _judged(
    status: NDArray[np.object_], covered: pd.Series[float], certain: pd.Series[float]
) -> Judged:
    """Give one run; nothing is counted where nothing is known."""
    known = np.isin(status, KNOWN)
    unreached = np.where(known, certain - covered, np.nan)
    return Judged(status[:, None], np.where(known, covered, 0.0)[:, None], unreached[:, None])
