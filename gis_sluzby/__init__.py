"""Social services in maps: who can reach which service, in Czech obce and ORP.

The names below are what analysts need; each is imported when it is first used.

Examples
--------
The sample region, from its files to a map:

>>> import tempfile
>>> from pathlib import Path
>>> import gis_sluzby
>>> from gis_sluzby.sample import write_sample
>>> place = tempfile.TemporaryDirectory()
>>> _ = write_sample(Path(place.name))
>>> plan = gis_sluzby.read_plan(Path(place.name) / "plan.toml")
>>> out = gis_sluzby.build(plan, products=["tables"])
>>> centre = gis_sluzby.load_centre(out / "centrum.gpkg")
>>> results = gis_sluzby.compute(plan)
>>> len(centre["services"]) == len(results.centre["services"]) > 0
True

Each step by itself, on the frames of the one before:

>>> demand, standards = results.reached["demand"], results.coverage["standards"]
>>> groups = standards[["druh", "forma", "cs"]]
>>> times = gis_sluzby.travel_times(plan, results.centre, results.roads, demand, groups)
>>> reach = gis_sluzby.reach_table(results.centre, demand, times["travel"], plan.date)
>>> len(reach) == len(results.reached["reach"])
True
>>> tables = gis_sluzby.coverage_table(plan, results.centre, results.reached, standards)
>>> tables["coverage_obec"].equals(results.coverage["coverage_obec"])
True

And to look at in a notebook:

>>> stacionare = tables["coverage_obec"].query("druh == '46' and forma == 'any' and cs == 'any'")
>>> layer = results.centre["obce"][["kod_obec", "geometry"]].merge(stacionare, on="kod_obec")
>>> page = gis_sluzby.explore(layer, "status", tooltip={"nazev_obec": "obec"})
>>> "v dosahu" in page.get_root().render()
True
>>> place.cleanup()
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
    from gis_sluzby.publish.explore import explore
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
    "explore",
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
    "explore": "publish.explore",
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
