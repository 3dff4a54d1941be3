"""`plan.qgz`: the project of QGIS that opens the layers as they are meant to be seen."""

from __future__ import annotations

import base64
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from gis_sluzby.cartography import LIGHT, czech_sorted
from gis_sluzby.crs import czech_transformer
from gis_sluzby.publish.layers.fields import titles
from gis_sluzby.publish.layers.raster import minute_entries, people_entries
from gis_sluzby.publish.layers.rendering import rendered
from gis_sluzby.publish.layers.sheet import heading, item_id, legend_head, sheet_of
from gis_sluzby.publish.layers.tree import (
    MINUTES,
    UNCOVERED,
    layer_id,
    layers_of,
    project_tree,
    shown_layers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from gis_sluzby.cartography import MinuteClasses
    from gis_sluzby.plan import Plan
    from gis_sluzby.publish.layers.classes import Kind
    from gis_sluzby.publish.layers.styles import Style

#: A zip says when its files were made; this is the earliest it can say.
_PINNED: Final = (1980, 1, 1, 0, 0, 0)
#: Air around a bookmarked area, as a share of its size.
_AIR: Final = 0.05


def write_project(
    path: Path,
    plan: Plan,
    *,
    stored: Mapping[str, tuple[str, Sequence[str]]],
    kinds: Sequence[Kind],
    styles: Mapping[str, Style],
    orp: gpd.GeoDataFrame,
    sources: pd.DataFrame,
    rasters: Mapping[str, MinuteClasses] | None = None,
) -> None:
    """Write the project of QGIS.

    Parameters
    ----------
    path
        The file; it opens `plan.gpkg` beside it.
    plan
        The plan.
    stored
        Title and columns of each layer, view and table of the GeoPackage.
    kinds
        The kinds of services with their legends.
    styles
        The look of layers by name.
    orp
        The ORP of the plan.
    sources
        The table `sources`.
    rasters
        Classes of minutes of the kinds whose rasters lie beside the project.
    """
    cells = rasters or {}
    first = next((kind for kind in kinds if kind.legend.limit is not None), kinds[0])
    tree = project_tree(kinds, {name: title for name, (title, _) in stored.items()}, first, cells)
    layers = list(layers_of(tree))
    west, south, east, north = orp.total_bounds.tolist()
    sheet = sheet_of((west, south, east, north), plan.publisher, plan.date, sources)
    base = [layer.name for layer in shown_layers(tree)]
    shown = f"dostupnost_{first.name}"
    themes = [
        (kind, [f"dostupnost_{kind.name}" if name == shown else name for name in base])
        for kind in kinds
        if kind.forma == "any"
    ]
    text = rendered(
        "project.qgs.j2",
        title=plan.name,
        publisher=plan.publisher,
        tree=tree,
        layers=layers,
        styles=styles,
        titles={
            layer.name: titles(stored[layer.name][1], layer.name)
            for layer in layers
            if not layer.raster
        },
        entries={
            **{f"{MINUTES}_{druh}": minute_entries(classes) for druh, classes in cells.items()},
            **{f"{UNCOVERED}_{druh}": people_entries() for druh in cells},
        },
        attribution="; ".join(dict.fromkeys(sources["attribution"].dropna())),
        view=sheet.frame.land,
        themes=themes,
        first=first,
        sheet=sheet,
        operation=_operation(),
        bookmarks=_bookmarks(orp),
        arrow=base64.b64encode(_arrow()).decode(),
        heading=heading,
        legend_head=legend_head,
        item_id=item_id,
        layer_id=layer_id,
        plain=_plain,
        rgb=tuple(bytes.fromhex(LIGHT.ui["ink"][1:])),
    )
    with zipfile.ZipFile(path, "w") as packed:
        entry = zipfile.ZipInfo(path.with_suffix(".qgs").name, _PINNED)
        entry.compress_type = zipfile.ZIP_DEFLATED
        packed.writestr(entry, text.encode())


def _bookmarks(orp: gpd.GeoDataFrame) -> list[tuple[str, tuple[float, ...]]]:
    """Give the name and the box of each ORP, in the Czech order."""
    found = []
    for name, (west, south, east, north) in zip(
        orp["nazev"], orp.geometry.bounds.to_numpy().tolist(), strict=True
    ):
        air = _AIR * max(east - west, north - south)
        found.append((str(name), (west - air, south - air, east + air, north + air)))
    return czech_sorted(found, key=lambda row: row[0])


def _operation() -> str:
    """Give the pinned operation from WGS 84 as PROJ and QGIS write it."""
    steps = czech_transformer().definition.split()
    return " ".join(f"+{step}" for step in steps)


def _arrow() -> bytes:
    """Give the drawing of the north arrow."""
    return files("gis_sluzby.publish.layers").joinpath("templates/north.svg").read_bytes()


def _plain(text: str) -> str:
    """Part what QGIS would take for an expression in the text of a layout."""
    return text.replace("[%", "[ %")
