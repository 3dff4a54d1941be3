"""The section [rasters]: minutes and uncovered people in the cells of a grid."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gis_sluzby.plan.values import CompleteFor, Section


class Rasters(Section):
    """The section [rasters]: side of a cell in metres, and of which kinds rasters are made."""

    cell: Annotated[float, Field(ge=20, le=2000)] = 100.0
    druhy: CompleteFor = "all"
