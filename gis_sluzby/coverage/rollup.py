"""Coverage of larger areas: people are summed first, shares and statuses come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_sluzby.coverage.grid import ROW, different, obce_of_plan, row_numbers
from gis_sluzby.demand import obec_people
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_PEOPLE = ["target_pop", "covered_pop", "covered_declared", "covered_modelled", "covered_both"]
#: With so many providers in reach people can choose.
_CHOICE = 2
_SUMMED = [
    *_PEOPLE,
    "choice_pop",
    "no_data_pop",
    "known",
    "no_data",
    "lowered",
    "weight",
    "product",
]
#: Statuses of obce in which people are counted as reached or not.
KNOWN = ("covered", "partial", "uncovered")
#: What the reason of its obce means for an area that is reached in part.
_PARTLY = {
    "within_limit": "partly_within_limit",
    "beyond_limit": "partly_within_limit",
    "declared": "partly_declared",
    "not_declared": "partly_declared",
}


def roll_up(
    coverage_obec: pd.DataFrame,
    counting: pd.DataFrame,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Sum the coverage of obce up to ORP and kraj.

    Parameters
    ----------
    coverage_obec
        The table `coverage_obec`.
    counting
        The services that count in each obec, as `status.coverage_obec` gives them.
    centre
        The tables area_obce and areas.
    reached
        The tables demand and demand_people.
    standards
        The table `standards`.

    Returns
    -------
    The tables `coverage_orp` and `coverage_kraj`. The share is that of the people about whom
    something is known; an area is `no_data` only where all its target people are, and
    `not_applicable` only where all its obce are. The minutes are the mean weighted by people.
    """
    rows = _rows(coverage_obec, reached, standards)
    # What holds for all areas: the same standard, the same measure.
    shared = rows.drop_duplicates("row").set_index("row")[["measure", "limit_minutes"]]
    shared = standards[[*ROW, "covered_from"]].join(shared)
    return {
        f"coverage_{level}": _level(level, rows, counting, centre, shared)
        for level in ("orp", "kraj")
    }


def _rows(
    coverage_obec: pd.DataFrame, reached: Mapping[str, pd.DataFrame], standards: pd.DataFrame
) -> pd.DataFrame:
    """Give the rows of obce with all that is summed; what is not known is nought."""
    status = coverage_obec["status"]
    known, unknown = status.isin(KNOWN), status == "no_data"
    everybody = obec_people(reached["demand"], reached["demand_people"])
    people = coverage_obec["kod_obec"].map(everybody.set_index("kod_obec")["people"])
    minutes = coverage_obec["nearest_minutes"]
    return coverage_obec.assign(
        row=row_numbers(coverage_obec, standards),
        no_data_pop=coverage_obec["target_pop"].where(unknown, 0.0),
        choice_pop=coverage_obec["covered_pop"].where(
            known & (coverage_obec["providers_in_limit"] >= _CHOICE), 0.0
        ),
        known=known,
        no_data=unknown,
        lowered=coverage_obec["confidence"] == "lowered",
        # An obec with nobody, or without minutes, has no weight in their mean.
        weight=people.where(minutes.notna(), 0.0),
        product=(minutes * people).fillna(0.0),
        kind=np.select([known, unknown], ["known", "no_data"], "not_applicable"),
        **{name: coverage_obec[name].where(known, 0.0) for name in _PEOPLE[1:]},
    )


def _level(
    level: str,
    rows: pd.DataFrame,
    counting: pd.DataFrame,
    centre: Mapping[str, pd.DataFrame],
    shared: pd.DataFrame,
) -> pd.DataFrame:
    """Sum the rows of obce up to the areas of one level."""
    areas = centre["areas"].query("level == @level").set_index("kod")["nazev"]
    member = centre["area_obce"].query("level == @level").set_index("kod_obec")["kod"]
    # A cell is an area × a row of the standards.
    first_cell = member.map({kod: n * len(shared) for n, kod in enumerate(areas.index)})
    cells = first_cell.loc[rows["kod_obec"]].to_numpy() + rows["row"].to_numpy()
    table = rows[_SUMMED].groupby(cells).sum()
    table["nearest_minutes"] = table["product"] / table["weight"].where(table["weight"] > 0)
    first_of_obec = first_cell.loc[obce_of_plan(centre)].to_numpy()
    counted = first_of_obec[counting["obec"]] + counting["row"].to_numpy()
    every = len(areas) * len(shared)
    with_service, services = different(counted, counting["service"].to_numpy(), every)
    provider = np.zeros(services.max(initial=-1) + 1, dtype=np.int64)
    provider[counting["service"]] = counting["provider"]
    with_provider, _ = different(with_service, provider[services], every)
    for name, found in (("services", with_service), ("providers", with_provider)):
        counts = np.bincount(found, minlength=every).astype(float)
        table[f"{name}_in_limit"] = counts[table.index]
    area, number = np.divmod(table.index.to_numpy(), len(shared))
    table = table.join(shared.iloc[number].set_axis(table.index))
    table[f"kod_{level}"] = areas.index[area]
    table[f"nazev_{level}"] = areas.to_numpy()[area]
    return conform(_judged(table, _reasons(rows, cells)), f"coverage_{level}")


def area_statuses(table: pd.DataFrame) -> tuple[pd.Series[float], NDArray[np.object_]]:
    """Give the share and the status of larger areas, from the sums over their obce.

    Parameters
    ----------
    table
        target_pop, covered_pop (of obce about which something is known), no_data_pop,
        covered_from, and how many obce are `known` and `no_data`.

    Returns
    -------
    The share of people reached of those about whom something is known, and the statuses.
    """
    certain = table["target_pop"] - table["no_data_pop"]
    share = (table["covered_pop"] / certain).where(certain > 0)
    known = table["known"] > 0
    conditions = [
        known & (share >= table["covered_from"]),
        known & (share > 0),
        known & share.notna(),
        table["no_data"] > 0,
    ]
    words = ["covered", "partial", "uncovered", "no_data"]
    return share, np.select(conditions, words, "not_applicable")


def _judged(table: pd.DataFrame, reasons: Mapping[str, pd.Series[str]]) -> pd.DataFrame:
    """Set share, status, reason and confidence; null what is not known."""
    share, status = area_statuses(table)
    told = np.isin(status, KNOWN)
    reason = reasons["not_applicable"].where(status == "not_applicable", reasons["no_data"])
    reason = reason.mask(told, reasons["known"])
    judged = table.assign(
        covered_share=share,
        status=status,
        reason=reason.mask(status == "partial", reason.replace(_PARTLY)),
        confidence=np.where(told & (table["lowered"] > 0), "lowered", "full"),
    )
    counts = ["services_in_limit", "providers_in_limit"]
    judged.loc[~told, [*_PEOPLE[1:], "choice_pop", *counts, "covered_share"]] = np.nan
    return judged


def _reasons(rows: pd.DataFrame, cells: NDArray[np.int64]) -> dict[str, pd.Series[str]]:
    """Give for each kind of status the reason that most people of an area share, by cell.

    Of equally common reasons it is the first by name.
    """
    people = rows.groupby([cells, rows["kind"], rows["reason"]])["target_pop"].sum()
    counts = people.rename_axis(["cell", "kind", "reason"]).reset_index()
    ordered = counts.sort_values(["target_pop", "reason"], ascending=[False, True])
    first = ordered.drop_duplicates(["cell", "kind"])
    every = pd.Index(np.unique(cells))
    return {
        kind: first[first["kind"] == kind].set_index("cell")["reason"].reindex(every)
        for kind in ("known", "no_data", "not_applicable")
    }
