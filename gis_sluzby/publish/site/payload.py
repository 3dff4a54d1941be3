"""Everything a page carries, as one JSON-able value."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from gis_sluzby import cartography, codelists, crs, words
from gis_sluzby.publish.site.geometry import (
    POINT_STEP,
    STEP,
    frame_of,
    neighbour_shapes,
    obce_shapes,
    road_shapes,
)
from gis_sluzby.publish.site.layers import DISCREET, PLACELESS, layers_of
from gis_sluzby.publish.site.packing import pack, pack_optional
from gis_sluzby.publish.site.registry import registry_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from gis_sluzby.publish.site.geometry import Frame


def payload_of(
    centre: Mapping[str, pd.DataFrame],
    coverage: Mapping[str, pd.DataFrame],
    *,
    kraj_name: str,
    date: str,
    mode: str = "car",
) -> dict[str, Any]:
    """Collect what the page of one territory carries.

    Parameters
    ----------
    centre
        Frames of the centre.
    coverage
        Frames of coverage, with `obec_people` (kod_obec, people).
    kraj_name
        Name of the kraj.
    date
        ISO date of the services.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    dict
        Texts, packed columns, shapes and colours; register text as it is.
    """
    obce = _ordered(centre["obce"])
    codes = [str(kod) for kod in obce["kod_obec"]]
    orp = _orp(centre["areas"], set(obce["kod_orp"]))
    frame = frame_of(obce)
    nearest = coverage["coverage_obec"]["nearest_service"].dropna()
    registry = registry_of(centre, codes, {str(name) for name in nearest}, date, frame)
    layers = layers_of(coverage, codes, [kod for kod, _ in orp], registry.position, mode)
    return {
        "kraj": kraj_name,
        "bounds": frame.corners(obce),
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
        "druhy": [
            {
                "code": row.code,
                "paragraph": row.paragraph or "",
                "name": row.name,
                "group": row.group,
                "discreet": row.code in DISCREET,
                "placeless": row.code in PLACELESS,
            }
            for row in codelists.druhy()
        ],
        "layers": layers.layers,
        "first": layers.first,
        "columns": layers.columns,
        "states": layers.states,
        "legends": layers.legends,
        "providers": registry.providers,
        "services": registry.services,
        "sites": registry.sites,
        "words": {
            "statuses": {status: words.status_word(status) for status in words.STATUSES},
            "forms": words.FORMS,
            "mode": words.MODES[mode],
            "arrival": _arrival(mode),
            "reasons": words.reasons_by(mode),
            "levels": words.LEVELS,
            "confidences": words.CONFIDENCES,
        },
        "colours": {"light": asdict(cartography.LIGHT), "dark": asdict(cartography.DARK)},
        "patterns": {name: asdict(pattern) for name, pattern in cartography.PATTERNS.items()},
    }


def to_json(value: object) -> str:
    """Write a value as JSON that may stand inside a script element.

    Parameters
    ----------
    value
        Anything JSON can hold.

    Returns
    -------
    str
        JSON in which no text can end the element or start another one.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


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
