"""Exchange with other systems: Open Referral HSDS, GeoJSON and GeoParquet.

Text is verbatim: what it holds is for the reader's program to mind. A secret address never leaves.
"""

from gis_sluzby.exchange.formats import FORMATS, HSDS, exported
from gis_sluzby.exchange.reading import read_hsds

__all__ = ["FORMATS", "HSDS", "exported", "read_hsds"]
