"""What if: services added, moved, closed or changed in a scenario, before and after."""

from gis_sluzby.studies.whatif.apply import applied, changed_plan
from gis_sluzby.studies.whatif.checks import added_id, check
from gis_sluzby.studies.whatif.compute import Outcome, WhatIf, outcome, whatif
from gis_sluzby.studies.whatif.read import read_scenario
from gis_sluzby.studies.whatif.scenario import Scenario

__all__ = [
    "Outcome",
    "Scenario",
    "WhatIf",
    "added_id",
    "applied",
    "changed_plan",
    "check",
    "outcome",
    "read_scenario",
    "whatif",
]
