"""Frames as plain rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame as plain values.

    Parameters
    ----------
    frame
        A table.

    Returns
    -------
    A dictionary a row; null is None.
    """
    plain = frame.astype(object)
    rows = plain.where(plain.notna(), None).to_dict("records")
    return cast("list[dict[str, Any]]", rows)
