"""The plan file: what the planner states, checked as a whole before anything is computed."""

from gis_sluzby.plan.model import (
    Plan,
    Publish,
    Reach,
    Sensitivity,
    Standard,
    StandardBase,
    StandardValues,
    Target,
)
from gis_sluzby.plan.paths import file_hash, files_named, missing_sources, plan_data, source_path
from gis_sluzby.plan.read import read_plan
from gis_sluzby.plan.source import Source

__all__ = [
    "Plan",
    "Publish",
    "Reach",
    "Sensitivity",
    "Source",
    "Standard",
    "StandardBase",
    "StandardValues",
    "Target",
    "file_hash",
    "files_named",
    "missing_sources",
    "plan_data",
    "read_plan",
    "source_path",
]
