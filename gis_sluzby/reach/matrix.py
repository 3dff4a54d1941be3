"""Minutes that somebody else computed, for example by public transport, as travel and nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.findings import Place, finding
from gis_sluzby.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.findings import Finding
    from gis_sluzby.reach.search import Direction

#: So many names are spelt out, the rest is counted.
_SHOWN = 5


def matrix_times(
    centre: Mapping[str, pd.DataFrame],
    demand: pd.DataFrame,
    supply: pd.DataFrame,
    horizon: float,
    mode: str,
    *,
    direction: Direction = "to_service",
    ranks: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the tables of travel that a matrix states.

    Parameters
    ----------
    centre
        The tables matrix, sites and service_sites.
    demand
        The table `demand`.
    supply
        druh, forma, cs, service_id, site_id: who belongs to each group.
    horizon
        Pairs that take longer are left out of `travel` (minutes).
    mode
        Rows of other modes are passed over.
    direction
        Who travels: the column `from` names people, or services.
    ranks
        How many of the nearest services of a group are named for each demand unit.

    Returns
    -------
    The tables travel and nearest, as `minutes.times` gives them. People are named by demand unit
    or obec; services by site, service, the key of the service in its source, or the obec of their
    place. Of rows about one pair the more certain counts, then the quicker.
    """
    rows = centre["matrix"][centre["matrix"]["mode"] == mode]
    people, places = _sides(direction)
    pairs = (
        rows.merge(_people(demand), left_on=people, right_on="name")
        .merge(_places(centre), left_on=places, right_on="name", suffixes=("_unit", "_site"))
        .sort_values(["certain_unit", "certain_site", "minutes"], kind="stable")
        .drop_duplicates(["site_id", "demand_id"])
    )
    pairs = pairs[["site_id", "demand_id", "mode", "minutes"]]
    near = supply.merge(pairs, on="site_id").sort_values(
        ["minutes", "service_id", "site_id"], kind="stable"
    )
    group = ["druh", "forma", "cs", "demand_id"]
    near = near.drop_duplicates([*group, "service_id"])
    near = near.assign(rank=near.groupby(group).cumcount() + 1)
    return (
        conform(pairs[pairs["minutes"] <= horizon], "travel"),
        conform(near[near["rank"] <= ranks], "nearest"),
    )


def told_matrix(
    centre: Mapping[str, pd.DataFrame],
    demand: pd.DataFrame,
    mode: str,
    direction: Direction = "to_service",
) -> list[Finding]:
    """Tell what of a matrix is passed over, and about whom it says nothing.

    Parameters
    ----------
    centre
        The tables matrix, obce, sites and service_sites.
    demand
        The table `demand`.
    mode
        Rows of other modes are passed over.
    direction
        Who travels: the column `from` names people, or services.

    Returns
    -------
    A finding of the names that the plan does not know, and one of the demand units of the plan
    that no row names; each where there are any. Military areas, where nobody lives, need no row;
    an obec may be named as a place though no service stands there, and a service though it is
    secret: telling of either would tell where it is.
    """
    rows = centre["matrix"][centre["matrix"]["mode"] == mode]
    people, places = _sides(direction)
    known = _people(demand)
    given = pd.DataFrame(demand)[["demand_id", "kod_obec", "in_plan"]]
    obce = centre["obce"]
    lived = given["kod_obec"].isin(obce.loc[obce["kind"] == "obec", "kod_obec"])
    named = known.loc[known["name"].isin(rows[people].unique()), "demand_id"]
    silent = given.loc[given["in_plan"] & lived & ~given["demand_id"].isin(named), "demand_id"]
    services = centre["service_sites"]["service_id"]
    all_places = {
        *_places(centre)["name"],
        *obce["kod_obec"],
        *services,
        *services.map(_key_of),
    }
    strange = {
        side: sorted(set(rows[side].dropna()) - names)
        for side, names in ((people, {*known["name"]}), (places, all_places))
    }
    sources = centre["matrix"]["source_id"].unique()
    place = Place(source_id=str(sources[0]) if len(sources) == 1 else None)
    found = [
        finding(
            "matrix_unknown",
            "warning",
            "matrix",
            place._replace(column=side),
            found=f"neznámých označení: {len(names)}, například {_some(names)}",
            expected="kód obce, místo poptávky nebo služba, které má plán",
            action="řádky s nimi se nepočítají",
        )
        for side, names in strange.items()
        if names
    ]
    if len(silent):
        found.append(
            finding(
                "matrix_silent",
                "warning",
                "matrix",
                place,
                found=f"míst poptávky bez jediného řádku: {len(silent)}, "
                f"například {_some(sorted(silent))}",
                expected=f"doby cest všech obcí plánu (mode = {mode})",
                action="počítá se, že odtud spojení není",
            )
        )
    return found


def _sides(direction: Direction) -> tuple[str, str]:
    """Give the columns that name people and services."""
    return ("from", "to") if direction == "to_service" else ("to", "from")


def _some(names: list[str]) -> str:
    """Spell out the first names."""
    return ", ".join(f"„{name}“" for name in names[:_SHOWN])


def _key_of(service_id: str) -> str:
    """Give the key that a service has in its source."""
    return service_id.partition(":")[2]


def _people(demand: pd.DataFrame) -> pd.DataFrame:
    """Give the names of demand units: their own and that of their obec."""
    names = {"demand_id": 0, "kod_obec": 1}
    return pd.concat(
        [
            pd.DataFrame({"name": demand[name], "demand_id": demand["demand_id"], "certain": rank})
            for name, rank in names.items()
        ]
    )


def _places(centre: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the names of sites: their own, those of services and that of the obec.

    A secret place has none: its minutes would tell where it is.
    """
    sites = centre["sites"]
    known = sites.loc[~sites["secret"], ["site_id", "kod_obec"]]
    served = centre["service_sites"][["service_id", "site_id"]].merge(known, on="site_id")
    keys = served["service_id"].map(_key_of)
    names = [
        (known["site_id"], known["site_id"]),
        (served["service_id"], served["site_id"]),
        (keys, served["site_id"]),
        (known["kod_obec"], known["site_id"]),
    ]
    return pd.concat(
        [
            pd.DataFrame({"name": name, "site_id": site, "certain": rank}).dropna()
            for rank, (name, site) in enumerate(names)
        ]
    ).drop_duplicates(["name", "site_id"])
