"""The ground of coverage: all that minutes do not change — people, silence, declared areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from gis_sluzby.coverage import claims
from gis_sluzby.coverage.balance import shares_of_balance
from gis_sluzby.coverage.grid import ROW, Grid, grid_of
from gis_sluzby.coverage.silence import silence
from gis_sluzby.demand import EVERYBODY, band_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

    Floats = NDArray[np.float64]

#: Parts for these reasons take no part, whatever services there are.
_MUTE = ("excluded", "no_source", "no_standard")


class Ground(NamedTuple):
    """All that minutes do not change.

    Parameters
    ----------
    grid
        The numbers of demand units, obce and rows.
    members
        The services that belong to each part of the standards and take part.
    rows
        The rows of the standards with covered_from, measure and what silence means.
    people
        The target groups, demand units × rows.
    everybody
        All people, a flat array of obce × rows.
    reach
        The table `reach` in numbers.
    by_declaration
        The units that lie in declared areas.
    counted
        The claims that count whatever the minutes are, with their `share`.
    """

    grid: Grid
    members: pd.DataFrame
    rows: pd.DataFrame
    people: Floats
    everybody: Floats
    reach: pd.DataFrame
    by_declaration: pd.DataFrame
    counted: pd.DataFrame


def ground(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
    parts: pd.DataFrame,
) -> Ground:
    """Settle all that minutes do not change.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people and reach.
    standards
        The table `standards`.
    parts
        Its parts, as `standards.standard_parts` gives them.

    Returns
    -------
    The ground on which minutes are judged.
    """
    members = claims.members_of(parts, centre)
    return laid(centre, reached, standards, silence(plan, parts, members, centre), members)


def laid(
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
    parts: pd.DataFrame,
    members: pd.DataFrame,
) -> Ground:
    """Lay the ground from parts of which it is known who belongs to them and what silence means.

    Parameters
    ----------
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people and reach.
    standards
        Rows of the table `standards`, numbered from 0; one may stand there several times.
    parts
        Their parts with what silence means, as `silence.silence` gives them.
    members
        The services that belong to them, as `claims.members_of` gives them.

    Returns
    -------
    The ground on which minutes are judged.
    """
    grid = grid_of(centre, reached["demand"], standards)
    mute = parts.loc[parts["silent_reason"].isin(_MUTE), "number"]
    members = members[~members["number"].isin(mute)]
    people = _target_people(standards, reached["demand_people"], grid)
    reach = claims.numbered(reached["reach"], grid)
    by_declaration = claims.reached_by_declaration(members, reach)
    in_area = claims.reached_in_area(members, centre, reached["demand"], grid)
    counted = pd.concat(
        [
            claims.counting_declarations(by_declaration, centre).assign(share=1.0),
            in_area.assign(share=shares_of_balance(in_area, centre, people)),
        ],
        ignore_index=True,
    )
    return Ground(
        grid=grid,
        members=members,
        rows=standards[[*ROW, "covered_from"]].join(_united(parts)),
        people=people,
        everybody=grid.by_obec(_everybody(reached["demand_people"], grid)),
        reach=reach,
        by_declaration=by_declaration,
        counted=counted,
    )


def best_shares(claimed: pd.DataFrame, grid: Grid) -> Floats:
    """Tell how far the best claim reaches each demand unit.

    Parameters
    ----------
    claimed
        Claims with their `share`.
    grid
        The numbers.

    Returns
    -------
    Demand units × rows; null where nothing is claimed, or no claim's share is known.
    """
    share = np.full((len(grid.places), grid.rows), np.nan)
    np.fmax.at(share, (claimed["place"].to_numpy(), claimed["row"].to_numpy()), claimed["share"])
    return share


def _target_people(standards: pd.DataFrame, demand_people: pd.DataFrame, grid: Grid) -> Floats:
    """Count the target group of every row of the standards in every demand unit."""
    by_band = demand_people.set_index(["demand_id", "band"])["people"].unstack()  # noqa: PD010  (nothing to aggregate)
    ages = zip(standards["age_from"], standards["age_to"], strict=True)
    bands = [band_label(band) for band in ages]
    return by_band.loc[grid.places.index, bands].to_numpy()


def _everybody(demand_people: pd.DataFrame, grid: Grid) -> Floats:
    """Count all people of every demand unit, for every row of the standards."""
    mine = demand_people[demand_people["band"] == band_label(EVERYBODY)]
    people = mine.set_index("demand_id")["people"].loc[grid.places.index].to_numpy()
    return np.broadcast_to(people[:, None], (len(people), grid.rows))


def _united(parts: pd.DataFrame) -> pd.DataFrame:
    """Unite the parts of each row: measure, limit and what silence means."""
    live = parts["silent_status"] != "not_applicable"
    # Parts to which the standard does not apply are heard only where there is no other.
    used = parts[live | ~live.groupby(parts["row"]).transform("any")]
    gap = used["silent_status"] == "uncovered"
    saying = used[gap | ~gap.groupby(used["row"]).transform("any")]
    united = pd.DataFrame(
        {
            "measure": _same(used, "measure"),
            "limit_minutes": _same(used, "limit_minutes"),
            "required": used.groupby("row")["required_per_1000"].count() > 0,
            "silent_status": _same(saying, "silent_status"),
            "silent_reason": _same(saying, "silent_reason"),
        }
    )
    # The limit stays null where it differs, and where there is none.
    return united.fillna({"measure": "mixed", "silent_reason": "united"})


def _same(parts: pd.DataFrame, column: str) -> pd.Series[Any]:
    """Give for each row the value that all its parts share, nothing where they differ."""
    different = parts[["row", column]].drop_duplicates()
    return different.drop_duplicates("row", keep=False).set_index("row")[column]
