"""Boundaries of obce and their official points, from any layer with codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.plan.model import WHOLE_COUNTRY
from gis_sluzby.sources.cells import parse
from gis_sluzby.sources.read import Opened, Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.shapes import AREAS, POINTS, wrong_shapes
from gis_sluzby.sources.vector import read_columns

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
        When the kraj has no obec in the file, or naming every feature whose code repeats or whose
        geometry is missing, empty or invalid, unless the source says `rejects = "record"`.
    """
    whole = read_source(plan, source) if plan.kraj == WHOLE_COUNTRY else _kraj(plan, source)
    reading = reject(whole, source, _wrong_features(whole, AREAS))
    own = (reading.frame["kod_kraj"] == plan.kraj) | (plan.kraj == WHOLE_COUNTRY)
    return reading._replace(frame=reading.frame.assign(in_plan=own))


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
    frame = read_columns(source_path(plan, source), source, columns)
    return pd.DataFrame(
        {name: parse(frame[source.column(name)], FIELDS["obce"][name])[0] for name in fields}
    )


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
        Naming every feature whose code repeats or whose geometry is no point, unless the source
        says `rejects = "record"`.
    """
    points = read_source(plan, source, box=box)
    return reject(points, source, _wrong_features(points, POINTS))


def _kraj(plan: Plan, source: Source) -> Opened:
    """Read the obce of the plan's kraj and those in the box around it."""
    own = read_source(plan, source, where=("kod_kraj", plan.kraj))
    if own.frame.empty:
        problem = Problem(
            f"soubor nemá žádnou obec kraje {plan.kraj}",
            source.path,
            column=source.column("kod_kraj"),
            advice="Ověřte kraj v plánu a sloupec pole kod_kraj",
        )
        raise InputError(problem)
    bounds = shapely.total_bounds(gpd.GeoDataFrame(own.frame).geometry.to_numpy())
    if np.isnan(bounds).any():
        return own
    west, south, east, north = bounds
    belt = plan.reach.belt_km * 1000
    around = read_source(plan, source, box=(west - belt, south - belt, east + belt, north + belt))
    # What has no geometry lies in no box.
    lost = own.frame[~own.frame.index.isin(around.frame.index)]
    whole = pd.concat([around.frame, lost]).sort_index()
    return Opened(whole, [*own.wrong, *around.wrong], len(whole))


def _wrong_features(opened: Opened, kinds: tuple[shapely.GeometryType, ...]) -> list[Wrong]:
    """Name the features of no use: by geometry, and those whose code stands there before."""
    codes = opened.frame["kod_obec"].dropna()
    first = pd.Series(codes.index, index=codes).groupby(level=0).first()
    what = "kód obce se opakuje, má ho i prvek {}; části obce spojte v QGIS (Rozpustit)"
    again = [
        Wrong(row, "kod_obec", str(code), what.format(first[code]))
        for row, code in cells(codes[codes.duplicated()])
    ]
    return [*wrong_shapes(gpd.GeoDataFrame(opened.frame), kinds), *again]
