"""Everything a page carries, as one JSON-able value."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby import cartography, codelists, crs, words
from gis_sluzby.cartography import SHARE_EDGES
from gis_sluzby.publish.site.abroad import abroad_names
from gis_sluzby.publish.site.bands import bands_of
from gis_sluzby.publish.site.declared import declared_areas
from gis_sluzby.publish.site.details import service_details
from gis_sluzby.publish.site.geometry import (
    POINT_STEP,
    STEP,
    frame_of,
    neighbour_shapes,
    obce_shapes,
    road_shapes,
    water_shapes,
)
from gis_sluzby.publish.site.layers import DISCREET, PLACELESS, layers_of
from gis_sluzby.publish.site.packing import pack, pack_optional
from gis_sluzby.publish.site.registry import registry_of, texts
from gis_sluzby.words import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.publish.site.geometry import Frame

#: Of what a page carries; a page of another number cannot be compared with this one.
FORMAT = 2


class Payload(NamedTuple):
    """What a page carries.

    Parameters
    ----------
    page
        What stands in the page itself.
    later
        What is read later, by the name of its file.
    """

    page: dict[str, Any]
    later: dict[str, Any]


def payload_of(
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    reached: Mapping[str, pd.DataFrame] | None = None,
    *,
    kraj_name: str,
    date: str,
    mode: str = "car",
    classes: Sequence[float] = SHARE_EDGES,
) -> Payload:
    """Collect what the page of one territory carries.

    Parameters
    ----------
    centre
        Frames of the centre.
    coverage
        Frames of coverage, with `obec_people` (kod_obec, people).
    reached
        Frames `reach`, `demand` and `isochrones`; any of them may be missing.
    kraj_name
        Name of the kraj.
    date
        ISO date of the services.
    mode
        How people travel, one of `words.MODES`.
    classes
        Edges of the classes of shares of people in reach, percent.

    Returns
    -------
    Payload
        Texts, packed columns, shapes and colours; register text as it is.
    """
    reached = reached or {}
    obce = _ordered(centre["obce"])
    codes = [str(kod) for kod in obce["kod_obec"]]
    orp = _orp(centre["areas"], set(obce["kod_orp"]))
    frame = frame_of(obce)
    nearest = coverage["coverage_obec"]["nearest_service"].dropna()
    registry = registry_of(centre, codes, {str(name) for name in nearest}, date, frame)
    layers = layers_of(coverage, codes, [kod for kod, _ in orp], registry.position, mode, classes)
    services = centre["services"]
    declared = declared_areas(reached, services, codes, registry.position)
    open_ones = services[~services["secret"].astype(bool)]
    druh_of = dict(zip(open_ones["service_id"], open_ones["druh"], strict=True))
    bands = bands_of(reached.get("isochrones"), druh_of, registry.position, frame)
    details = service_details(centre, registry.position)
    water = water_shapes(centre.get("water"), frame)
    abroad = abroad_names(centre["obce"], frame)
    page = {
        "format": FORMAT,
        "date": date_text(date),
        "kraj": kraj_name,
        "grid": {"origin": frame.origin, "step": STEP, "point": POINT_STEP},
        "obce": _obce(
            obce,
            [kod for kod, _ in orp],
            coverage["obec_people"],
            centre.get("obec_points"),
            frame,
        ),
        "orp": orp,
        "shapes": obce_shapes(obce, frame),
        "neighbours": neighbour_shapes(_neighbours(centre["obce"]), frame),
        "roads": road_shapes(centre.get("roads"), frame),
        **({"water": water} if water else {}),
        **({"abroad": abroad} if abroad else {}),
        "druhy": [
            {
                "code": row.code,
                "paragraph": row.paragraph or "",
                "name": row.name,
                **({"singular": row.singular} if row.singular != row.name else {}),
                "group": row.group,
                **({"discreet": 1} if row.code in DISCREET else {}),
                **({"placeless": 1} if row.code in PLACELESS else {}),
            }
            for row in codelists.druhy()
        ],
        "situations": [
            {
                "code": one.code,
                "name": one.name,
                "druhy": [codelists.druh(druh).position for druh in one.druhy],
                "discreet": one.discreet,
            }
            for one in codelists.situations()
        ],
        "layers": layers.layers,
        "first": layers.first,
        "columns": layers.columns,
        "states": layers.states,
        "results": layers.results,
        "legends": layers.legends,
        "legendRows": layers.legend_rows,
        "declared": declared,
        "departments": departments_of(centre.get("departments"), [kod for kod, _ in orp]),
        "providers": registry.providers,
        "services": registry.services,
        "sites": registry.sites,
        "words": {
            "statuses": {status: words.status_word(status) for status in words.STATUSES},
            "forms": words.FORMS,
            "okruhy": _okruhy(layers.layers),
            "mode": words.MODES[mode],
            "arrival": _arrival(mode),
            "reasons": words.reasons_by(mode),
            "levels": words.LEVELS,
            "confidences": words.CONFIDENCES,
        },
        "colours": {"light": asdict(cartography.LIGHT), "dark": asdict(cartography.DARK)},
        "shares": cartography.share_colours(classes),
        "patterns": {name: asdict(pattern) for name, pattern in cartography.PATTERNS.items()},
    }
    later = {f"pasma-{druh}": value for druh, value in bands.items()}
    return Payload(page, {**later, **({"podrobnosti": details} if details else {})})


def departments_of(departments: pd.DataFrame | None, orp: list[str]) -> list[list[str]]:
    """Give name and contacts of the social department of each ORP.

    Parameters
    ----------
    departments
        The table `departments`, or None.
    orp
        Codes of the ORP in the order of the page.

    Returns
    -------
    list of list of str
        Name, phone, e-mail, web, address and hours; nothing where the kraj gave nothing.
    """
    if departments is None or departments.empty:
        return [[] for _ in orp]
    rows = departments.set_index("kod_orp").reindex(orp)
    return texts(rows, ("nazev", "phone", "email", "web", "address", "hours"))


def _okruhy(layers: list[dict[str, Any]]) -> dict[str, str]:
    """Name the okruhy of target groups that occur, all of them first."""
    occurring = {layer["z"] for layer in layers if "z" in layer}
    named = {code: okruh.name for code, okruh in codelists.okruhy().items() if code in occurring}
    return {"any": "všechny skupiny", **named}


def _arrival(mode: str) -> dict[str, str]:
    """Name the group of services that one gets to, and its sign."""
    you = words.GOING[mode].you
    by = "tam" if mode == "matrix" else words.MODES[mode]
    icon = "car" if mode == "car" else "pin"
    return {"title": f"{you} {by}", "tile": you.lower(), "icon": icon}


def _ordered(obce: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give the obce of the plan along a curve on which neighbours mostly stay neighbours.

    Their columns are then even, and the page small.
    """
    own = gpd.GeoDataFrame(obce[obce["in_plan"].astype(bool)], geometry="geometry", crs=crs.KROVAK)
    along = own.representative_point().hilbert_distance(level=12)
    return own.assign(along=along).sort_values(["along", "kod_obec"], ignore_index=True)


def _orp(areas: pd.DataFrame, codes: set[str]) -> list[tuple[str, str]]:
    """Give code and name of the ORP of the territory in the Czech order."""
    rows = areas[(areas["level"] == "orp") & areas["kod"].isin(codes)]
    named = dict(zip(rows["kod"], rows["nazev"], strict=True))
    return cartography.czech_sorted(
        [(kod, str(named.get(kod, kod))) for kod in sorted(codes)], key=lambda row: row[1]
    )


def _obce(
    obce: gpd.GeoDataFrame,
    orp: list[str],
    people: pd.DataFrame,
    points: pd.DataFrame | None,
    frame: Frame,
) -> dict[str, Any]:
    """Give the columns of obce: code, name, ORP, people, kind, place of the label."""
    inhabitants = people.set_index("kod_obec")["people"].reindex(obce["kod_obec"])
    return {
        "kod": list(obce["kod_obec"]),
        "nazev": list(obce["nazev"]),
        "orp": pack([orp.index(kod) for kod in obce["kod_orp"]]),
        "people": pack_optional(inhabitants.to_numpy(float)),
        "military": pack((obce["kind"] == "vojensky_ujezd").to_numpy().astype(int)),
        "at": frame.points(_label_points(obce, points)),
    }


def _label_points(obce: gpd.GeoDataFrame, points: pd.DataFrame | None) -> NDArray[np.object_]:
    """Give the official point of each obec, a point inside it where there is none."""
    inside = np.asarray(obce.geometry.representative_point().to_numpy(), dtype=object)
    if points is None or points.empty:
        return inside
    official = points.set_index("kod_obec")["geometry"].reindex(obce["kod_obec"]).to_numpy()
    empty = (obce["kind"] == "vojensky_ujezd").to_numpy()  # no village there to put the name at
    return np.where(shapely.is_missing(official) | empty, inside, official)


def _neighbours(obce: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give the kraje around the territory, as far as their obce are loaded."""
    around = obce[~obce["in_plan"].astype(bool)]
    names = {kraj.code: kraj.name for kraj in codelists.kraje()}
    rows = [
        {
            "nazev": names.get(str(kod), str(kod)),
            "geometry": shapely.coverage_union_all(own["geometry"].to_numpy()),
        }
        for kod, own in around.groupby("kod_kraj")
    ]
    return gpd.GeoDataFrame(
        rows, columns=["nazev", "geometry"], geometry="geometry", crs=crs.KROVAK
    )
