"""Boundaries of obce and their official points: any layer with codes, RÚIAN, INSPIRE."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_sluzby.errors import InputError, Problem
from gis_sluzby.plan import source_path
from gis_sluzby.plan.fields import FIELDS
from gis_sluzby.plan.model import WHOLE_COUNTRY
from gis_sluzby.sources.cells import parse
from gis_sluzby.sources.csu.hierarchy import lacking, with_hierarchy
from gis_sluzby.sources.csu.relations import Relations
from gis_sluzby.sources.inspire import inspire_obce
from gis_sluzby.sources.read import Opened, Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells
from gis_sluzby.sources.ruian.boundaries import vfr_obce, vfr_points
from gis_sluzby.sources.shapes import AREAS, POINTS, wrong_shapes
from gis_sluzby.sources.vector import column_names, read_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.plan.fields import Field
    from gis_sluzby.sources.vector import Box

_WHOLE_FILES = {"vfr": vfr_obce, "inspire": inspire_obce}
_CODES = ["kod_obec", "nazev", "kod_orp", "nazev_orp", "nazev_okres", "kod_kraj"]
_NO_RELATIONS = Relations()


class Boundaries(NamedTuple):
    """What a source of boundaries gives.

    Parameters
    ----------
    reading
        The obce of the plan's kraj and of the belt around it.
    codes
        All obce of the file, also those far from the kraj: their codes and names, and those of
        their ORP, okres and kraj.
    """

    reading: Reading
    codes: pd.DataFrame


def read_boundaries(plan: Plan, source: Source, relations: Relations = _NO_RELATIONS) -> Boundaries:
    """Read the obce of the plan's kraj and of the belt around it.

    Parameters
    ----------
    plan
        The plan: its kraj and `reach.belt_km`.
    source
        A source of the table `obce`.
    relations
        What the statistical office says of the areas above obce: fills in what the boundaries
        lack and is compared with what they have.

    Returns
    -------
    The obce with polygons in EPSG:5514 and the flag `in_plan`, those of the belt are not in it;
    and the codes of all obce.

    Raises
    ------
    InputError
        When the kraj has no obec in the file, or naming every feature whose code repeats, whose
        areas above nobody knows or whose geometry is missing, empty or invalid, unless the source
        says `rejects = "record"`.
    """
    fields = _fields(relations)
    if source.reader in _WHOLE_FILES:
        opened, codes = _WHOLE_FILES[source.reader](source_path(plan, source), source), None
    else:
        codes = _codes(plan, source)
        whole = plan.kraj == WHOLE_COUNTRY or codes["kod_kraj"].isna().all()
        opened = read_source(plan, source, fields=fields) if whole else _kraj(plan, source, fields)
    wrong: list[Wrong] = []
    findings: list[Finding] = []
    frame = gpd.GeoDataFrame(opened.frame)
    if source.reader in _WHOLE_FILES or not relations.empty:
        frame, findings = with_hierarchy(frame, relations, source)
        # What a layer lacks was found when it was read.
        told = {(one.row, one.field) for one in opened.wrong}
        wrong = [one for one in lacking(frame) if (one.row, one.field) not in told]
        codes = frame[_CODES] if codes is None else _filled(codes, relations, source)
    near = _near(frame, plan, source)
    kept = {None, *near.index.tolist()}
    opened = Opened(near, [one for one in opened.wrong if one.row in kept], len(near))
    wrong = [one for one in wrong if one.row in kept]
    reading = reject(opened, source, [*wrong, *_wrong_features(opened, AREAS)])
    return Boundaries(_in_plan(reading, findings, plan), pd.DataFrame(codes))


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
    if source.reader == "vfr":
        points = _within(vfr_points(source_path(plan, source), source), box)
    else:
        points = read_source(plan, source, box=box)
    return reject(points, source, _wrong_features(points, POINTS))


def _fields(relations: Relations) -> Mapping[str, Field]:
    """Give the fields of obce; what relations give, the boundaries need not have."""
    given = {"kod_orp": relations.gives("orp"), "kod_kraj": relations.gives("kraj")}
    given["nazev"] = len(relations.names) > 0
    return {
        name: replace(field, required=False) if given.get(name) else field
        for name, field in FIELDS["obce"].items()
    }


def _codes(plan: Plan, source: Source) -> pd.DataFrame:
    """Read the codes of all obce of a layer, also those far from the plan's kraj."""
    path = source_path(plan, source)
    present = column_names(path, source)
    columns = [name for field in _CODES if (name := source.column(field)) in present]
    frame = read_columns(path, source, columns).reindex(
        columns=[source.column(field) for field in _CODES]
    )
    return pd.DataFrame(
        {name: parse(frame[source.column(name)], FIELDS["obce"][name])[0] for name in _CODES}
    )


def _filled(codes: pd.DataFrame, relations: Relations, source: Source) -> pd.DataFrame:
    """Fill in what the codes of a layer lack."""
    return with_hierarchy(gpd.GeoDataFrame(codes), relations, source)[0][_CODES]


def _in_plan(reading: Reading, findings: list[Finding], plan: Plan) -> Reading:
    """Flag the plan's own obce and keep the findings about the obce that are kept."""
    frame = reading.frame
    own = (frame["kod_kraj"] == plan.kraj) | (plan.kraj == WHOLE_COUNTRY)
    about = [one for one in findings if one["source_row"] in frame.index]
    return reading._replace(frame=frame.assign(in_plan=own), findings=[*reading.findings, *about])


def _near(obce: gpd.GeoDataFrame, plan: Plan, source: Source) -> gpd.GeoDataFrame:
    """Keep the obce of the plan's kraj and those in the box around it."""
    if plan.kraj == WHOLE_COUNTRY:
        return obce
    own = obce[obce["kod_kraj"] == plan.kraj]
    if own.empty and obce["kod_kraj"].notna().any():
        raise InputError(_no_obec(plan, source))
    box = _around(own, plan)
    if box is None:
        return obce
    inside = shapely.intersects(obce.geometry.to_numpy(), shapely.box(*box))
    # What has no geometry lies in no box.
    return obce[inside | obce.index.isin(own.index)]


def _within(points: Opened, box: Box) -> Opened:
    """Keep the points within a box, and those that are none."""
    shapes = gpd.GeoDataFrame(points.frame).geometry.to_numpy()
    kept = points.frame[shapely.is_missing(shapes) | shapely.intersects(shapes, shapely.box(*box))]
    return Opened(kept, points.wrong, len(kept))


def _around(own: gpd.GeoDataFrame, plan: Plan) -> Box | None:
    """Give the box around obce with the plan's belt; none where they have no geometry."""
    if own.empty:
        return None
    bounds = shapely.total_bounds(own.geometry.to_numpy())
    if np.isnan(bounds).any():
        return None
    west, south, east, north = bounds.tolist()
    belt = plan.reach.belt_km * 1000
    return west - belt, south - belt, east + belt, north + belt


def _no_obec(plan: Plan, source: Source) -> Problem:
    """Say that the kraj has no obec."""
    return Problem(
        f"soubor nemá žádnou obec kraje {plan.kraj}",
        source.path,
        column=source.column("kod_kraj"),
        advice="Ověřte kraj v plánu a sloupec pole kod_kraj",
    )


def _kraj(plan: Plan, source: Source, fields: Mapping[str, Field]) -> Opened:
    """Read the obce of the plan's kraj and those in the box around it."""
    own = read_source(plan, source, where=("kod_kraj", plan.kraj), fields=fields)
    if own.frame.empty:
        raise InputError(_no_obec(plan, source))
    box = _around(gpd.GeoDataFrame(own.frame), plan)
    if box is None:
        return own
    around = read_source(plan, source, box=box, fields=fields)
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
