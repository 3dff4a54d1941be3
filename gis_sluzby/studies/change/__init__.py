"""Change between two snapshots: who gained a service, who lost it."""

from gis_sluzby.studies.change.bases import vintages
from gis_sluzby.studies.change.compute import Change, change

__all__ = ["Change", "change", "vintages"]
