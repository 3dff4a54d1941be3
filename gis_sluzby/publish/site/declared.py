"""Where services say that they work: sets of obce, each stored once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gis_sluzby.publish.site.layers import PLACELESS, Columns
from gis_sluzby.publish.site.packing import pack_optional

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd


def declared_areas(
    reached: Mapping[str, pd.DataFrame],
    services: pd.DataFrame,
    obce: Sequence[str],
    position: Mapping[str, int],
) -> dict[str, Any]:
    """Put the obce that services declare into the page's columns.

    Parameters
    ----------
    reached
        Frames `reach` and `demand`; empty where nothing was reached.
    services
        The frame `services`: those that are secret, or of a druh that shows no place, have no area.
    obce
        Codes of the obce in the order of the page.
    position
        Position of each service on the page.

    Returns
    -------
    dict
        `sets`: packed flags of obce, each set once; `of`: for each service the number of its set,
        missing where it declares nothing.
    """
    shown = services[~services["secret"].astype(bool) & ~services["druh"].isin(PLACELESS)]
    of = np.full(len(position), np.nan)
    sets = Columns()
    if "reach" in reached:
        reach = reached["reach"]
        rows = reach[(reach["claim"] != "modelled") & reach["service_id"].isin(shown["service_id"])]
        kod = rows["demand_id"].map(reached["demand"].set_index("demand_id")["kod_obec"])
        at = kod.map({code: place for place, code in enumerate(obce)})
        for service, places in at.dropna().groupby(rows["service_id"]):
            if service in position:
                flags = np.zeros(len(obce))
                flags[places.to_numpy(int)] = 1
                of[position[service]] = sets.add(flags)
    return {"sets": sets.texts, "of": pack_optional(of)}
