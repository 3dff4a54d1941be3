"""Tests of the centre: what is run by another Python is no test."""

from __future__ import annotations

# The probe is run by the Python of QGIS, never imported here.
collect_ignore = ["qgis_probe.py"]
