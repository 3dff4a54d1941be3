"""What must hold between [rasters] and the sources of the ground, checked on the file's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gis_sluzby.plan.fields import GROUND
from gis_sluzby.plan.model import Reach
from gis_sluzby.plan.rasters import Rasters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    #: Path of keys to what is wrong, and what is wrong.
    Found = tuple[tuple[str | int, ...], str]


def terrain_contradictions(content: Mapping[str, Any]) -> Iterator[Found]:
    """Find what does not hold between the section and the sources.

    Parameters
    ----------
    content
        The plan as TOML gives it.

    Yields
    ------
    The path of keys and what is wrong, in Czech.
    """
    section, reach = content.get("rasters", {}), content.get("reach", {})
    listed = content.get("source", [])
    if not (isinstance(section, dict) and isinstance(reach, dict) and isinstance(listed, list)):
        return
    tables = [entry.get("table") if isinstance(entry, dict) else None for entry in listed]
    if section.get("minutes", Rasters().minutes) != "terrain":
        yield from _unused(section, tables)
        return
    speeds = bool(section.get("land_cover_kmh"))
    if speeds and "land_cover" not in tables:
        yield (
            ("rasters", "land_cover_kmh"),
            "rychlosti podle krajinného pokryvu potřebují zdroj tabulky „land_cover“",
        )
    if not speeds and "land_cover" in tables:
        what = "krajinný pokryv potřebuje rychlosti tříd v oddílu [rasters.land_cover_kmh]"
        yield ("source", tables.index("land_cover"), "table"), what
    tobler = section.get("tobler", False)
    if tobler and "elevation" not in tables:
        yield ("rasters", "tobler"), "chůze podle sklonu potřebuje zdroj tabulky „elevation“"
    if tobler and reach.get("mode", Reach().mode) != "foot":
        yield ("rasters", "tobler"), "sklon zpomaluje chůzi: cestuje se pěšky (mode = „foot“)"
    if not tobler and "elevation" in tables:
        what = "výškopis se nepoužije; v oddílu [rasters] zapněte tobler = true"
        yield ("source", tables.index("elevation"), "table"), what


def _unused(section: Mapping[str, Any], tables: list[Any]) -> Iterator[Found]:
    """Find what only minutes over the ground would use."""
    advice = "nepoužije se: rastry počítají minuty po silnicích; dejte minutes = „terrain“"
    for key in ("ground_kmh", "land_cover_kmh", "tobler"):
        if key in section:
            yield ("rasters", key), advice
    for number, table in enumerate(tables):
        if table in GROUND:
            yield ("source", number, "table"), advice
