"""The sample region: an invented kraj with everything a plan needs, made from a fixed seed.

Names, borders, people, roads and services are invented; every output made from them is model
data. The land lies in the middle of Czechia only so that coordinates are plausible.
"""

from __future__ import annotations

from gis_sluzby.sample.files import write_boundary_set, write_sample

__all__ = ["write_boundary_set", "write_sample"]
