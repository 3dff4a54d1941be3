"""Datové centrum: all inputs of a plan in canonical tables, each row with its origin."""

from gis_sluzby.centre.file import CENTRE_TABLES, Centre, load_centre, write_centre
from gis_sluzby.centre.load import Loaded, load
from gis_sluzby.centre.services import service_forms

__all__ = [
    "CENTRE_TABLES",
    "Centre",
    "Loaded",
    "load",
    "load_centre",
    "service_forms",
    "write_centre",
]
