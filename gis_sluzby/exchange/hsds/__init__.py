"""Open Referral HSDS 3.1: export and import of the services of a datové centrum."""

from gis_sluzby.exchange.hsds.carried import NOT_CARRIED, ROWS_NOT_CARRIED, Edition
from gis_sluzby.exchange.hsds.document import from_json, to_json
from gis_sluzby.exchange.hsds.from_centre import hsds_tables
from gis_sluzby.exchange.hsds.objects import HsdsTables
from gis_sluzby.exchange.hsds.package import from_package, to_package
from gis_sluzby.exchange.hsds.to_centre import centre_of

__all__ = [
    "NOT_CARRIED",
    "ROWS_NOT_CARRIED",
    "Edition",
    "HsdsTables",
    "centre_of",
    "from_json",
    "from_package",
    "hsds_tables",
    "to_json",
    "to_package",
]
