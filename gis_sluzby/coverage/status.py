"""The table of coverage by obec: people of the target group, those reached, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.coverage import claims
from gis_sluzby.coverage.grid import Grid, different, numbers_of, row_numbers
from gis_sluzby.coverage.ground import best_shares, ground
from gis_sluzby.coverage.judgement import judged
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

#: What is asked of a claim that counts.
_COUNTED = ["place", "row", "service_id", "flagged", "measure", "claim", "share"]


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
    count in each obec, from which larger areas count theirs: numbers of the obec in the plan
    (`obec`), of the row of the standards, of the service in the centre and of its provider.
    """
    parts = standard_parts(plan, centre, standards)
    held = ground(plan, centre, reached, standards, parts)
    grid, people = held.grid, held.people
    by_time = claims.reached_by_time(held.members, held.reach)
    timed = by_time[by_time["measure"] == "time"].assign(share=1.0)
    counted = pd.concat([timed[_COUNTED], held.counted[_COUNTED]], ignore_index=True)
    cells = grid.cells(counted)
    table = _rows(held.rows, centre, grid)
    counting = _counting(counted, cells, len(table), centre)
    table["any_flagged"] = table["row"].isin(held.members.loc[held.members["flagged"], "row"])
    table["everybody"] = held.everybody
    sums = _sums(people, counted, by_time, held.by_declaration, grid)
    table = table.assign(
        **sums,
        **_services(counting, len(table)),
        all_flagged=~_marked(cells[~counted["flagged"].to_numpy()], len(table)),
        claim=_words(counted["claim"], cells, len(table)),
        claim_measure=_words(counted["measure"], cells, len(table)),
    ).join(nearest_by_cell(reached, standards, grid))
    named = counting.assign(obec=counting["cell"] // grid.rows, row=counting["cell"] % grid.rows)
    return conform(judged(table), "coverage_obec"), named.drop(columns="cell")


def _rows(rows: pd.DataFrame, centre: Mapping[str, pd.DataFrame], grid: Grid) -> pd.DataFrame:
    """Give every obec of the plan × every row of the standards, with what silence means there."""
    areas = centre["areas"]
    orp = areas.loc[areas["level"] == "orp"].set_index("kod")["nazev"]
    obce = pd.DataFrame(centre["obce"].set_index("kod_obec").loc[grid.obce, ["nazev", "kod_orp"]])
    own = obce.assign(nazev_orp=obce["kod_orp"].map(orp)).rename(columns={"nazev": "nazev_obec"})
    # Few texts that stand in many rows are quicker as categories.
    rows = rows.astype(dict.fromkeys(rows.select_dtypes(["object", "str"]), "category"))
    return (
        own.reset_index()
        .astype("category")
        .merge(rows.rename_axis("row").reset_index(), how="cross")
    )


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
    counted: pd.DataFrame, cells: Numbers, count: int, centre: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Give the different services that count in each obec × row (cell), and their providers."""
    provider, _ = pd.factorize(centre["services"]["provider_id"], use_na_sentinel=False)
    services = counted["service_id"].cat.codes.to_numpy()
    cell, service = different(cells, services, count)
    return pd.DataFrame({"cell": cell, "service": service, "provider": provider[service]})


def _services(counting: pd.DataFrame, count: int) -> dict[str, Floats]:
    """Count services and providers in each cell; null where nothing is claimed."""
    cells = counting["cell"].to_numpy()
    with_provider, _ = different(cells, counting["provider"].to_numpy(), count)
    return {
        "services_in_limit": _size(cells, count),
        "providers_in_limit": _size(with_provider, count),
    }


def _size(cells: Numbers, count: int) -> Floats:
    """Tell how often each cell occurs; null where it does not."""
    sizes = np.bincount(cells, minlength=count).astype(float)
    return np.where(sizes > 0, sizes, np.nan)


def _marked(cells: Numbers, count: int) -> NDArray[np.bool_]:
    """Mark cells."""
    marked = np.zeros(count, dtype=bool)
    marked[cells] = True
    return marked


def _words(said: pd.Series[Any], cells: Numbers, count: int) -> pd.Categorical:
    """Join the different words of claims by cell, in order, with spaces; null where none is."""
    codes, words = said.cat.codes.to_numpy(), list(said.cat.categories)
    # Every word is a bit, and every sum of bits a text: there are few of them.
    sums = sum(_marked(cells[codes == n], count) * (1 << n) for n in range(len(words)))
    totals, place = np.unique(sums, return_inverse=True)
    texts = [" ".join(word for n, word in enumerate(words) if total >> n & 1) for total in totals]
    known = pd.Index([text for text in texts if text], dtype="str")
    # The sums are sorted: no word at all comes first.
    return pd.Categorical.from_codes(place - (len(texts) - len(known)), known)


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
    places = numbers_of(nearest["demand_id"], grid.places.index)
    weights = reached["demand"]["weight"].to_numpy()
    known = nearest[["service_id", "minutes"]].assign(
        place=places, row=row_numbers(nearest, standards)
    )
    rows = known[(known["row"] >= 0) & (places >= 0)]
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
