"""Code lists: druhy, forms, units, target groups, kraje, and the default standards.

The lists are TOML files in this folder, written for a planner to read. Each row carries its
reliability mark: V seen in real data, D derived, K general knowledge, ? unknown. What is not V is
never printed as official.
"""

from __future__ import annotations

from gis_sluzby.codelists.druh_codes import (
    Druh,
    druh,
    druhy,
    find_druh,
    forms_by_law,
    single_form,
    suggest_druh,
)
from gis_sluzby.codelists.forma_codes import Forma, find_forma, forms
from gis_sluzby.codelists.group_codes import (
    Okruh,
    TargetGroup,
    find_okruh,
    find_target_group,
    okruhy,
    target_groups,
)
from gis_sluzby.codelists.kraj_codes import Kraj, find_kraj, kraj, kraje
from gis_sluzby.codelists.situation_codes import Situation, situations
from gis_sluzby.codelists.standard_defaults import default_standards
from gis_sluzby.codelists.text import normalise
from gis_sluzby.codelists.unit_codes import Unit, find_unit, units

__all__ = [
    "Druh",
    "Forma",
    "Kraj",
    "Okruh",
    "Situation",
    "TargetGroup",
    "Unit",
    "default_standards",
    "druh",
    "druhy",
    "find_druh",
    "find_forma",
    "find_kraj",
    "find_okruh",
    "find_target_group",
    "find_unit",
    "forms",
    "forms_by_law",
    "kraj",
    "kraje",
    "normalise",
    "okruhy",
    "single_form",
    "situations",
    "suggest_druh",
    "target_groups",
    "units",
]
