"""Two datová centra compared: one table of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gis_sluzby.history.obce import obec_changes
from gis_sluzby.history.services import service_changes

if TYPE_CHECKING:
    from gis_sluzby.centre import Centre

#: Codes of changes, in the order of the table and of the text.
CHANGES = (
    *("opened", "ended", "moved", "place_added", "place_removed"),
    *("provider", "druh", "form", "capacity"),
    *("obec_new", "obec_merged", "obec_ended", "obec_renamed", "obec_recoded", "obec_orp"),
)
#: Columns of the table: `subject` is service or obec, `id_before` and `id_after` its ids (null
#: where it did not exist), `amount` the metres of a move or the difference of a capacity.
COLUMNS = (
    *("change", "subject", "id_before", "id_after", "name", "provider", "druh"),
    *("forma", "unit", "before", "after", "amount"),
)
_TEXT = [column for column in COLUMNS if column != "amount"]


def diff(old: Centre, new: Centre) -> pd.DataFrame:
    """Compare two datová centra.

    Parameters
    ----------
    old, new
        The canonical tables.

    Returns
    -------
    A row a change with the columns `COLUMNS`, sorted by the change, the druh and the ids. A
    service with a secret address never moves: its places are not compared.
    """
    rows = [*service_changes(old, new), *obec_changes(old, new)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame[_TEXT] = frame[_TEXT].astype("str")
    frame["amount"] = frame["amount"].astype("float64")
    order = pd.Categorical(frame["change"], categories=list(CHANGES), ordered=True)
    return (
        frame.assign(order=order)
        .sort_values(
            ["order", "druh", "id_after", "id_before", "forma", "unit", "amount"],
            kind="stable",
            ignore_index=True,
        )
        .drop(columns="order")
    )
