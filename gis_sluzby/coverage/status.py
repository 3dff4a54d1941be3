"""The table of coverage by obec: people of the target group, those reached, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gis_sluzby.coverage import claims
from gis_sluzby.coverage.balance import shares_of_balance
from gis_sluzby.coverage.grid import ROW, Grid, grid_of, row_numbers
from gis_sluzby.coverage.judgement import judged
from gis_sluzby.coverage.silence import silence
from gis_sluzby.coverage.standards import standard_parts
from gis_sluzby.demand import EVERYBODY, band_label
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gis_sluzby.plan import Plan

    Floats = NDArray[np.float64]

#: Parts for these reasons take no part, whatever services there are.
_MUTE = ("excluded", "no_source", "no_standard")


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
    grid = grid_of(centre["obce"], reached["demand"], standards)
    parts = standard_parts(plan, centre, standards)
    members = claims.members_of(parts, centre)
    parts = silence(plan, parts, members, centre)
    mute = parts.loc[parts["silent_reason"].isin(_MUTE), "number"]
    members = members[~members["number"].isin(mute)]
    people = _target_people(standards, reached["demand_people"], grid)
    by_time = claims.reached_by_time(members, reached["reach"], grid)
    by_declaration = claims.reached_by_declaration(members, reached["reach"], grid)
    in_area = claims.reached_in_area(members, centre, reached["demand"], grid)
    counted = pd.concat(
        [
            by_time[by_time["measure"] == "time"].assign(share=1.0),
            claims.counting_declarations(by_declaration, centre).assign(share=1.0),
            in_area.assign(share=shares_of_balance(in_area, centre, people)),
        ],
        ignore_index=True,
    )
    counting = _counting(counted, centre, grid)
    table = _rows(standards, parts, centre, grid)
    table["any_flagged"] = table["row"].isin(members.loc[members["flagged"], "row"])
    table["everybody"] = grid.by_obec(_everybody(reached["demand_people"], grid))
    sums = _sums(people, counted, by_time, by_declaration, grid)
    table = table.assign(**sums).join(_services(counting)).join(_nearest(reached, standards, grid))
    return conform(judged(table), "coverage_obec"), _named(counting, grid)


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


def _rows(
    standards: pd.DataFrame, parts: pd.DataFrame, centre: Mapping[str, pd.DataFrame], grid: Grid
) -> pd.DataFrame:
    """Give every obec of the plan × every row of the standards, with what silence means there."""
    rows = standards[[*ROW, "covered_from"]].join(_united(parts))
    areas = centre["areas"]
    orp = areas.loc[areas["level"] == "orp"].set_index("kod")["nazev"]
    obce = pd.DataFrame(centre["obce"].set_index("kod_obec").loc[grid.obce, ["nazev", "kod_orp"]])
    own = obce.assign(nazev_orp=obce["kod_orp"].map(orp)).rename(columns={"nazev": "nazev_obec"})
    return own.reset_index().merge(rows.rename_axis("row").reset_index(), how="cross")


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
    # A unit is reached as far as its best claim goes; null where no claim's share is known.
    share = np.full(people.shape, np.nan)
    ordered = counted.sort_values("share", na_position="first", kind="stable")
    share[ordered["place"], ordered["row"]] = ordered["share"]
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


def _nearest(
    reached: Mapping[str, pd.DataFrame], standards: pd.DataFrame, grid: Grid
) -> pd.DataFrame:
    """Give the minutes to the nearest service by cell: the mean, weighted by the units' people."""
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
