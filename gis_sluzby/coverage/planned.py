"""What is planned: the need and the network of the period in which the plan's day lies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.coverage.supply import MARKET, members_of_areas, with_legal_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

_YEAR = re.compile(r"\d{4}")


def period_on(periods: Iterable[str], day: date) -> str | None:
    """Choose the period in which a day lies.

    Parameters
    ----------
    periods
        Years ("2026"), spans of years ("2024-2026") or text that begins with them.
    day
        The day.

    Returns
    -------
    The period in which the year lies, of several the latest to begin; else the last one that began
    before, else the first; none where there are no periods.

    Examples
    --------
    >>> from datetime import date
    >>> period_on(["2024-2026", "2027"], date(2026, 9, 27))
    '2024-2026'
    >>> period_on(["2024", "2025"], date(2026, 9, 27))
    '2025'
    """
    spans = []
    for period in sorted(set(periods)):
        years = [int(year) for year in _YEAR.findall(period)] or [0]
        spans.append((years[0], max(years), period))
    begun = [span for span in spans if span[0] <= day.year]
    lasting = [span for span in begun if span[1] >= day.year]
    if lasting or begun:
        return max(lasting or begun)[2]
    return min(spans)[2] if spans else None


def need_on(centre: Mapping[str, pd.DataFrame], day: date) -> pd.DataFrame:
    """Give the need of the period of a day.

    Parameters
    ----------
    centre
        The table need.
    day
        The plan's day.

    Returns
    -------
    Rows of `need`; "any" form is the single form that the law allows the druh.
    """
    need = centre["need"]
    return with_legal_form(need[need["period"] == period_on(need["period"], day)])


def network_on(centre: Mapping[str, pd.DataFrame], day: date) -> pd.DataFrame:
    """Give the network of a day.

    Parameters
    ----------
    centre
        The table network.
    day
        The plan's day.

    Returns
    -------
    service_id, forma, unit, counts, committed and period of the rows of the day's period that
    hold on that day: a row a service, form, unit and `counts`; of several networks the largest
    amount, for one capacity may stand in several lists.
    """
    network = centre["network"]
    today = day.isoformat()
    chosen = network[
        (network["period"] == period_on(network["period"], day))
        & ~(network["od"] > today)
        & ~(network["do"] < today)
    ]
    key = ["service_id", "forma", "unit", "counts"]
    return chosen.groupby(key, as_index=False).agg(
        committed=("committed", "max"), period=("period", "first")
    )


def need_by_level(
    need: pd.DataFrame, centre: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Give the need of every obec, ORP and kraj.

    Parameters
    ----------
    need
        As `need_on` gives it.
    centre
        The tables obce and area_obce.

    Returns
    -------
    By level: kod, druh, forma, cs, unit, need, need_status (navrh where any part of it is) and
    need_period: what the area states itself, else the sum of what its parts do (of an ORP its
    obce, of a kraj its ORP).
    """
    levels = {"obec": _summed(need[need["level"] == "obec"])}
    for level, below in (("orp", "obec"), ("kraj", "orp")):
        own = _summed(need[need["level"] == level])
        inside = members_of_areas(centre, below).rename(columns={"kod": "part"})
        inside = inside.merge(members_of_areas(centre, level), on="kod_obec")
        parts = levels[below].rename(
            columns={
                "kod": "part",
                "need": "amount",
                "need_status": "status",
                "need_period": "period",
            }
        )
        rows = parts.merge(inside[["part", "kod"]].drop_duplicates(), on="part")
        both = pd.concat([own, _summed(rows)], ignore_index=True)
        levels[level] = both.drop_duplicates(["kod", *MARKET])
    return levels


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum needs by area and market; a part whose amount is not known leaves the sum unknown."""
    groups = rows.assign(unknown=rows["amount"].isna()).groupby(["kod", *MARKET])
    # "navrh" comes before "schvaleno": one proposed part makes the sum a proposal
    sums = pd.DataFrame(
        {
            "need": groups["amount"].sum(),
            "unknown": groups["unknown"].any(),
            "need_status": groups["status"].min(),
            "need_period": groups["period"].min(),
        }
    ).reset_index()
    return sums.assign(need=sums["need"].mask(sums["unknown"])).drop(columns="unknown")
