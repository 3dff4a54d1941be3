"""Places of a register of the whole country that do not concern the plan: told by kraj."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.audit.catalogue import rules
from gis_sluzby.findings import Place, finding
from gis_sluzby.plan.model import WHOLE_COUNTRY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.csu.ceased import Registry

_OUTSIDE = "outside_plan"


def concerning(places: gpd.GeoDataFrame, obce: pd.DataFrame, plan: Plan) -> pd.Series[bool]:
    """Tell which places of a register concern the plan, so that each is worth an audit.

    Parameters
    ----------
    places
        As `sources.rpss.places.register_places` gives them.
    obce
        The table `obce`: those of the plan and of its belt.
    plan
        The plan: its kraj.

    Returns
    -------
    Whether the place is said to lie in the plan's kraj or belt, or is not said to lie elsewhere:
    where its own address is silent, the kraj of the service's contact address speaks.
    """
    kraj = places["kod_kraj"].where(
        places["kod_kraj"].notna() | places["kod_obec"].notna(), places["kod_kraj_contact"]
    )
    unsaid = places["kod_obec"].isna() & kraj.isna()
    here = places["kod_obec"].isin(obce["kod_obec"]) | (kraj == plan.kraj)
    return here | unsaid | (plan.kraj == WHOLE_COUNTRY)


def places_elsewhere(
    places: gpd.GeoDataFrame, codes: pd.DataFrame, registry: Registry
) -> gpd.GeoDataFrame:
    """Take the places that do not concern the plan as the register has them.

    Parameters
    ----------
    places
        Places of other kraje.
    codes
        All obce that are known: kod_obec, kod_kraj.
    registry
        Where obce went that are no more.

    Returns
    -------
    The places in the columns of `audit.places.audited_places`, without a point.
    """
    today = places["kod_obec"].replace(dict(registry.successors))
    return gpd.GeoDataFrame(
        places.assign(
            kod_obec_claimed=places["kod_obec"],
            kod_orp_claimed=places["kod_orp"],
            kod_obec_geom=places["kod_orp"],
            kod_obec=today.where(today.isin(codes["kod_obec"])),
            precision="none",
        )
    )


def about_elsewhere(
    places: gpd.GeoDataFrame, in_plan: Collection[str], codes: pd.DataFrame, source: Source
) -> list[Finding]:
    """Count the services of a register that stand outside the plan's area.

    Parameters
    ----------
    places
        All places of the register, settled.
    in_plan
        Codes of the plan's obce.
    codes
        All obce that are known: kod_obec, kod_kraj.
    source
        The register's declaration in the plan.

    Returns
    -------
    A finding for each kraj.
    """
    known = codes.drop_duplicates("kod_obec").set_index("kod_obec")["kod_kraj"]
    out = places[~places["kod_obec"].isin(list(in_plan))]
    kraj = out["kod_obec"].map(known).fillna(out["kod_kraj"])
    return [
        finding(
            _OUTSIDE,
            rules()[_OUTSIDE].severities[0],
            "sites",
            Place(str(code), source.id, None, "kod_obec"),
            found=f"služby v kraji {code}, mimo území plánu: {count}",
            expected="obec v území plánu",
            action="služby zůstávají v datovém centru, do dosahu se nepočítají",
        )
        for code, count in out.groupby(kraj)["service_id"].nunique().items()
    ]


def about_plan_only(
    findings: Iterable[Finding], places: gpd.GeoDataFrame, in_plan: Collection[str]
) -> list[Finding]:
    """Leave out what was found about single places of a register outside the plan's area.

    Parameters
    ----------
    findings
        What was found about the places.
    places
        Settled places of the register.
    in_plan
        Codes of the plan's obce.

    Returns
    -------
    The findings about services that have a place in the plan's area, or one of an unknown obec.
    """
    concerned = places["kod_obec"].isin(list(in_plan)) | places["kod_obec"].isna()
    ids = set(places.loc[concerned, "service_id"])
    return [one for one in findings if one["rule"] != _OUTSIDE and one["row_id"] in ids]
