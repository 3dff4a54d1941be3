"""What if a service ends: for every service, in one run."""

from gis_sluzby.studies.ending.compute import ending
from gis_sluzby.studies.ending.rest import nearest_of_rest

__all__ = ["ending", "nearest_of_rest"]
