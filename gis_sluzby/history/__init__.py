"""History: a datové centrum kept under a period, and what has changed between two of them."""

from gis_sluzby.history.diff import CHANGES, COLUMNS, diff
from gis_sluzby.history.identity import paired_services
from gis_sluzby.history.snapshots import SNAPSHOTS, Snapshot, read_snapshot, write_snapshot
from gis_sluzby.history.text import diff_csv, diff_text

__all__ = [
    "CHANGES",
    "COLUMNS",
    "SNAPSHOTS",
    "Snapshot",
    "diff",
    "diff_csv",
    "diff_text",
    "paired_services",
    "read_snapshot",
    "write_snapshot",
]
