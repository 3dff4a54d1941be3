"""Layers for the kraj's GIS: one GeoPackage with styles, and a project of QGIS over it.

`frames` gives what is stored, `views` what is laid over it, `classes` and `styles` how it looks
(the page's legends, colours and patterns), `package` and `project` write the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from gis_sluzby.publish.layers.classes import classified, classified_orp
from gis_sluzby.publish.layers.formats import write_formats
from gis_sluzby.publish.layers.frames import stored_frames
from gis_sluzby.publish.layers.isochrones import isochrone_layer
from gis_sluzby.publish.layers.metadata import write_metadata
from gis_sluzby.publish.layers.package import TITLES, write_package
from gis_sluzby.publish.layers.project import write_project
from gis_sluzby.publish.layers.styles import base_styles, coverage_styles
from gis_sluzby.publish.layers.views import coverage_views, other_views

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.cartography import MinuteClasses
    from gis_sluzby.plan import Plan


def write_layers(
    folder: Path,
    plan: Plan,
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    isochrones: pd.DataFrame | None = None,
    rasters: Mapping[str, MinuteClasses] | None = None,
) -> list[Path]:
    """Write the layers of a plan.

    Parameters
    ----------
    folder
        The folder, which is made; its files must not exist.
    plan
        The plan.
    centre
        The tables of the datové centrum.
    coverage
        The tables of coverage.
    isochrones
        The table `isochrones`; the layer is left out where not given.
    rasters
        Classes of minutes of the kinds whose rasters are written beside; the project shows them.

    Returns
    -------
    `plan.gpkg`: areas, places of services, the full tables of coverage and views that lay them over
    the areas, without secret addresses; `plan.qgz`: a project of QGIS that shows them; what
    describes them to catalogues, and further formats where the plan asks for them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    edges = plan.publish.classes
    of_obce, kinds = classified(coverage["coverage_obec"], coverage["standards"], plan.reach.mode)
    of_orp, orp_legend = classified_orp(coverage["coverage_orp"], edges)
    judged = {**coverage, "coverage_obec": of_obce, "coverage_orp": of_orp}
    frames = stored_frames(centre, judged, plan.reach.mode)
    views = coverage_views(kinds) + other_views()
    styles = {**base_styles(), **coverage_styles(kinds, orp_legend, edges)}
    if isochrones is not None:
        frames["isochrony"], styles["isochrony"] = isochrone_layer(
            isochrones, coverage["standards"], frames["sluzby"]
        )
    package, project = folder / "plan.gpkg", folder / "plan.qgz"
    columns = write_package(package, frames, views, styles)
    told = {**{name: TITLES[name] for name in frames}, **{view.name: view.title for view in views}}
    write_project(
        project,
        plan,
        stored={name: (told[name], own) for name, own in columns.items()},
        kinds=kinds,
        styles=styles,
        orp=gpd.GeoDataFrame(frames["orp"]),
        sources=centre["sources"],
        rasters=rasters,
    )
    orp = gpd.GeoDataFrame(frames["orp"])
    return [
        package,
        project,
        *write_metadata(folder, plan, orp, centre["sources"]),
        *write_formats(folder, plan, frames, centre["area_obce"]),
    ]
