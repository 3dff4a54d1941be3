"""Map sheets for the printed plan: A4 and A3, as PDF, SVG and PNG, with words and tables beside.

`atlas` holds what all sheets share, `series` knows which sheets there are and draws them, `files`
writes them. matplotlib draws; it takes a while to import and nothing else needs it.
"""

from gis_sluzby.publish.sheets.write import write_sheets

__all__ = ["write_sheets"]
