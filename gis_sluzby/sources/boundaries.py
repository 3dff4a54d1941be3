"""Boundaries of obce and their official points, from any layer with codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.plan.model import WHOLE_COUNTRY
from gis_sluzby.sources.read import Reading, read_source
from gis_sluzby.sources.vector import check_geometry, read_attributes

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.sources.vector import Box


def read_obce(plan: Plan, source: Source) -> Reading:
    """Read the obce of the plan's kraj and of the belt around it.

    Parameters
    ----------
    plan
        The plan: its kraj and `reach.belt_km`.
    source
        A source of the table `obce`.

    Returns
    -------
    The obce with polygons in EPSG:5514 and the flag `in_plan`; those of the belt are not in it.

    Raises
    ------
    InputError
        When the kraj has no obec in the file, a code repeats, a geometry is empty or invalid.
    """
    if plan.kraj == WHOLE_COUNTRY:
        whole = read_source(plan, source)
        frame = whole.frame.assign(in_plan=True)
    else:
        own = read_source(plan, source, where=("kod_kraj", plan.kraj))
        if own.frame.empty:
            what = f"soubor nemá žádnou obec kraje {plan.kraj}"
            raise InputError(
                Problem(
                    what,
                    source.path,
                    column=source.column("kod_kraj"),
                    advice="Ověřte kraj v plánu",
                )
            )
        shape = shapely.union_all(shapely.envelope(own.frame.geometry.to_numpy()))
        whole = read_source(plan, source, box=_around(shape.bounds, plan.reach.belt_km * 1000))
        frame = whole.frame.assign(in_plan=whole.frame["kod_kraj"] == plan.kraj)
    check_geometry(gpd.GeoDataFrame(frame), source)
    _check_unique(frame["kod_obec"], source)
    return whole._replace(frame=frame, read=len(frame))


def read_codes(plan: Plan, source: Source) -> pd.DataFrame:
    """Read the codes of all obce of the file, also those far from the plan's kraj.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `obce`.

    Returns
    -------
    Columns kod_obec, nazev, kod_orp, kod_kraj as text.
    """
    fields = ["kod_obec", "nazev", "kod_orp", "kod_kraj"]
    columns = [source.column(field) for field in fields]
    frame = read_attributes(source_path(plan, source), source, columns)[columns]
    return frame.set_axis(fields, axis=1).astype(str)


def read_points(plan: Plan, source: Source, box: Box) -> Reading:
    """Read the official points of obce.

    Parameters
    ----------
    plan
        The plan.
    source
        A source of the table `obec_points`.
    box
        Only points within this box of EPSG:5514.

    Returns
    -------
    kod_obec and the point.

    Raises
    ------
    InputError
        When a code repeats or a geometry is no point.
    """
    reading = read_source(plan, source, box=box)
    frame = gpd.GeoDataFrame(reading.frame)
    check_geometry(frame, source)
    kinds = shapely.get_type_id(frame.geometry.to_numpy())
    problems = [
        Problem("geometrie není bod", source.path, f"prvek {row}")
        for row in frame.index[kinds != shapely.GeometryType.POINT]
    ]
    if problems:
        raise InputError(problems)
    _check_unique(frame["kod_obec"], source)
    return reading


def _around(bounds: tuple[float, float, float, float], metres: float) -> Box:
    """Give a box widened on all sides."""
    west, south, east, north = bounds
    return west - metres, south - metres, east + metres, north + metres


def _check_unique(codes: pd.Series[str], source: Source) -> None:
    """Refuse codes that repeat."""
    again = codes[codes.duplicated(keep=False)]
    problems = [
        Problem(
            f"kód obce {code} se opakuje",
            source.path,
            f"prvky {', '.join(str(row) for row in rows)}",
            source.column("kod_obec"),
            advice="Každá obec má mít jeden prvek; části spojte v QGIS (Rozpustit)",
        )
        for code, rows in again.groupby(again).groups.items()
    ]
    if problems:
        raise InputError(problems)
