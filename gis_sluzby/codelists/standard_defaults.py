"""The default standards of availability: orientational, never official."""

from __future__ import annotations

import copy
from typing import Any

from gis_sluzby.codelists.lookup import read_list


def default_standards() -> dict[str, Any]:
    """Give the default standards in the syntax of the plan file.

    Returns
    -------
    dict
        ``{"standards": {...}, "standard": [{...}, ...]}``, a copy of the caller's own.
    """
    return copy.deepcopy(read_list("standards"))
