"""Edges of the bands of isochrones: the classes within the limit of each kind of service."""

from __future__ import annotations

import pandas as pd

from gis_sluzby.cartography.classes import UNLIMITED_EDGES, minute_classes


def isochrone_edges(standards: pd.DataFrame) -> pd.DataFrame:
    """Give the upper edges of the bands of each kind of service.

    Parameters
    ----------
    standards
        The table `standards`.

    Returns
    -------
    druh and minutes: the classes up to the limit of the row for any form and any target group;
    where it has none, up to the longest limit of a form; where there is none, the classes of kinds
    without a limit.
    """
    rows = []
    for druh, own in standards.groupby("druh", sort=True):
        total = own[(own["forma"] == "any") & (own["cs"] == "any")]["limit_minutes"].dropna()
        limits = total if len(total) else own["limit_minutes"].dropna()
        edges = minute_classes(limits.max()).within if len(limits) else UNLIMITED_EDGES
        rows += [{"druh": druh, "minutes": edge} for edge in edges]
    return pd.DataFrame(rows, columns=["druh", "minutes"])
