"""The table of coverage by obec: people of the target group, those reached, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.coverage import claims
from gis_sluzby.coverage.grid import Grid, row_numbers
from gis_sluzby.coverage.ground import best_shares, ground
from gis_sluzby.coverage.judgement import judged
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

    Floats = NDArray[np.float64]


def coverage_obec(
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame],
    standards: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compute the coverage of every obec of the plan by every kind of service.

    Parameters
    ----------
    plan
        The plan.
    centre
        The tables of the datové centrum.
    reached
        The tables demand, demand_people, reach and nearest.
    standards
        The table `standards`.

    Returns
    -------
    The table `coverage_obec`, every obec × every row of the standards; and the services that
    count in each obec (kod_obec, row, service_id, provider_id), from which larger areas count
    theirs.
    """
    parts = standard_parts(plan, centre, standards)
    held = ground(plan, centre, reached, standards, parts)
    grid, people = held.grid, held.people
    by_time = claims.reached_by_time(held.members, reached["reach"], grid)
    counted = pd.concat(
        [by_time[by_time["measure"] == "time"].assign(share=1.0), held.counted], ignore_index=True
    )
    counting = _counting(counted, centre, grid)
    table = _rows(held.rows, centre, grid)
    table["any_flagged"] = table["row"].isin(held.members.loc[held.members["flagged"], "row"])
    table["everybody"] = held.everybody
    sums = _sums(people, counted, by_time, held.by_declaration, grid)
    table = (
        table.assign(**sums)
        .join(_services(counting))
        .join(nearest_by_cell(reached, standards, grid))
    )
    return conform(judged(table), "coverage_obec"), _named(counting, grid)


def _rows(rows: pd.DataFrame, centre: Mapping[str, pd.DataFrame], grid: Grid) -> pd.DataFrame:
    """Give every obec of the plan × every row of the standards, with what silence means there."""
    areas = centre["areas"]
    orp = areas.loc[areas["level"] == "orp"].set_index("kod")["nazev"]
    obce = pd.DataFrame(centre["obce"].set_index("kod_obec").loc[grid.obce, ["nazev", "kod_orp"]])
    own = obce.assign(nazev_orp=obce["kod_orp"].map(orp)).rename(columns={"nazev": "nazev_obec"})
    return own.reset_index().merge(rows.rename_axis("row").reset_index(), how="cross")


def _sums(
    people: Floats,
    counted: pd.DataFrame,
    by_time: pd.DataFrame,
    by_declaration: pd.DataFrame,
    grid: Grid,
) -> dict[str, Floats]:
    """Sum people of the target group and those reached over the demand units of each obec."""
    claimed, modelled = grid.by_place(counted), grid.by_place(by_time)
    declared = grid.by_place(by_declaration)
    share = best_shares(counted, grid)
    return {
        "target_pop": grid.by_obec(people),
        "covered_pop": grid.by_obec(people * np.nan_to_num(share)),
        "covered_declared": grid.by_obec(people * declared),
        "covered_modelled": grid.by_obec(people * modelled),
        "covered_both": grid.by_obec(people * (declared & modelled)),
        "unknown_pop": grid.by_obec(people * (claimed & np.isnan(share))),
    }


def _counting(
    counted: pd.DataFrame, centre: Mapping[str, pd.DataFrame], grid: Grid
) -> pd.DataFrame:
    """Give the services that count in each obec (cell), by which claim and measure."""
    columns = ["cell", "service_id", "flagged", "measure", "claim"]
    rows = counted.assign(cell=grid.cells(counted))[columns].drop_duplicates()
    providers = centre["services"].set_index("service_id")["provider_id"]
    return rows.assign(provider_id=rows["service_id"].map(providers))


def _services(counting: pd.DataFrame) -> pd.DataFrame:
    """Count services and providers and say on which claims the row stands, by cell."""
    return pd.DataFrame(
        {
            "services_in_limit": _different(counting, "service_id").size(),
            "providers_in_limit": _different(counting, "provider_id").size(),
            "all_flagged": counting.groupby("cell")["flagged"].all(),
            "claim": _words(counting, "claim"),
            "claim_measure": _words(counting, "measure"),
        }
    )


def _words(counting: pd.DataFrame, column: str) -> pd.Series[str]:
    """Join the different words of a column by cell, in order, with spaces."""
    words = sorted(counting[column].unique())
    # Every word is a bit, and every sum of bits a text: there are few of them.
    bits = counting.assign(bit=counting[column].map({word: 1 << n for n, word in enumerate(words)}))
    sums = _different(bits, "bit")["bit"].sum()
    return sums.map(
        {
            total: " ".join(word for n, word in enumerate(words) if total >> n & 1)
            for total in sums.unique()
        }
    )


def _different(counting: pd.DataFrame, column: str) -> Any:  # noqa: ANN401  (pandas' own class)
    """Group the different values of a column by cell."""
    return counting[["cell", column]].drop_duplicates().groupby("cell")


def _named(counting: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Give the services that count in each obec by the obec's code and the row's number."""
    obec, row = np.divmod(counting["cell"].to_numpy(), grid.rows)
    named = counting[["service_id", "provider_id"]].assign(kod_obec=grid.obce[obec], row=row)
    return named.drop_duplicates()


def nearest_by_cell(
    reached: Mapping[str, pd.DataFrame], standards: pd.DataFrame, grid: Grid
) -> pd.DataFrame:
    """Give the nearest service and the minutes to it by cell (obec × row of the standards).

    Parameters
    ----------
    reached
        The tables demand and nearest.
    standards
        druh, forma and cs of every row.
    grid
        The numbers.

    Returns
    -------
    nearest_minutes, the mean weighted by the units' people, and nearest_service, that of the
    heaviest unit; cells from which no service can be reached are missing.
    """
    nearest = reached["nearest"][reached["nearest"]["rank"] == 1]
    places = nearest["demand_id"].map(grid.places)
    weights = reached["demand"]["weight"].to_numpy()
    known = nearest[["service_id", "minutes"]].assign(
        place=places, row=row_numbers(nearest, standards)
    )
    rows = known[(known["row"] >= 0) & places.notna()].astype({"place": "int64"})
    weight = weights[rows["place"]]
    rows = rows.assign(cell=grid.cells(rows), weight=weight, product=rows["minutes"] * weight)
    sums = rows.groupby("cell")[["product", "weight"]].sum()
    heaviest = rows.sort_values(["weight", "minutes"], ascending=[False, True], kind="stable")
    return pd.DataFrame(
        {
            "nearest_service": heaviest.drop_duplicates("cell").set_index("cell")["service_id"],
            "nearest_minutes": sums["product"] / sums["weight"],
        }
    )
