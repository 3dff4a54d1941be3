"""Layers of a study of sensitivity: how certain the gaps of each obec and ORP are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Counts of the kinds of service by certainty, and the columns that hold them.
_COUNTED = {"robust": "robustni", "uncertain": "nejiste", "latent": "mozne"}


def sensitivity_layers(
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    certainty: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    """Give the layers of a study of sensitivity.

    Parameters
    ----------
    centre
        The tables obce and areas.
    coverage
        The tables coverage_obec and coverage_orp.
    certainty
        The table `sensitivity`.

    Returns
    -------
    `sensitivity` (obce) and `sensitivity_orp`: a feature an area with the number of kinds of
    service whose gap is robust, uncertain and latent (robustni, nejiste, mozne), and for each of
    the 34 kinds `jistota_37` (that certainty, or the status where there is no gap) and `podil_37`
    (the share of runs).
    """
    obce, areas = centre["obce"], centre["areas"]
    own = obce[obce["in_plan"]][["kod_obec", "nazev", "kod_orp", "geometry"]]
    orp = areas[areas["level"] == "orp"][["kod", "nazev", "geometry"]]
    orp = orp.rename(columns={"kod": "kod_orp"})
    return {
        "sensitivity": _layer(own, "obec", coverage["coverage_obec"], certainty),
        "sensitivity_orp": _layer(orp, "orp", coverage["coverage_orp"], certainty),
    }


def _layer(
    areas: pd.DataFrame, level: str, coverage: pd.DataFrame, certainty: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Give the layer of one level."""
    key = [f"kod_{level}", "druh"]
    gaps = certainty[certainty["level"] == level].rename(columns={"kod": key[0]})
    told = _total(coverage)[[*key, "status"]].merge(
        _total(gaps)[[*key, "certainty", "share_of_runs"]], on=key, how="left"
    )
    told["certainty"] = told["certainty"].fillna(told["status"])
    wide = told.set_index(key)[["certainty", "share_of_runs"]].unstack("druh")  # noqa: PD010  (one row each)
    columns = {
        f"{name}_{druh.code}": wide[column, druh.code]
        for druh in codelists.druhy()
        for name, column in (("jistota", "certainty"), ("podil", "share_of_runs"))
    }
    counts = pd.crosstab(told[key[0]], told["certainty"]).reindex(columns=list(_COUNTED))
    counts = counts.fillna(0).astype("int64").rename(columns=_COUNTED)
    joined = areas.merge(counts.join(pd.DataFrame(columns)).reset_index(), on=key[0])
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=KROVAK)


def _total(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of all forms and target groups together."""
    return rows[(rows["forma"] == "any") & (rows["cs"] == "any")]
