"""Sensitivity: whether each gap would be there under other reasonable assumptions."""

from gis_sluzby.studies.sensitivity.compute import sensitivity

__all__ = ["sensitivity"]
