"""Social services in maps: who can reach which service, in Czech obce and ORP.

The names below are what analysts need; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gis_sluzby.centre import load_centre
    from gis_sluzby.coverage.compute import coverage_table
    from gis_sluzby.errors import GisSluzbyError
    from gis_sluzby.pipeline import build, compute
    from gis_sluzby.plan import Plan, read_plan
    from gis_sluzby.reach.claims import reach_table
    from gis_sluzby.reach.compute import travel_times
    from gis_sluzby.versions import show_versions

__version__ = "0.1.0"

__all__ = [
    "GisSluzbyError",
    "Plan",
    "__version__",
    "build",
    "compute",
    "coverage_table",
    "load_centre",
    "reach_table",
    "read_plan",
    "show_versions",
    "travel_times",
]

_HOMES = {
    "GisSluzbyError": "errors",
    "Plan": "plan",
    "build": "pipeline",
    "compute": "pipeline",
    "coverage_table": "coverage.compute",
    "load_centre": "centre",
    "reach_table": "reach.claims",
    "read_plan": "plan",
    "show_versions": "versions",
    "travel_times": "reach.compute",
}


def __getattr__(name: str) -> object:
    """Import a public name at its first use."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
