"""The section [rasters]: minutes and uncovered people in the cells of a grid."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from gis_sluzby.plan.values import CompleteFor, Section

#: km/h off the roads: 0 where nobody can go.
Speed = Annotated[float, Field(ge=0, le=130)]


class Rasters(Section):
    """The section [rasters]: cells, kinds, and whether minutes are by road or over the ground."""

    cell: Annotated[float, Field(ge=20, le=2000)] = 100.0
    druhy: CompleteFor = "all"
    minutes: Literal["roads", "terrain"] = "roads"
    ground_kmh: Speed = 5.0
    land_cover_kmh: dict[str, Speed] = Field(default={})
    tobler: bool = False
