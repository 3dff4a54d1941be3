"""JSON whose texts can be written again: half of a surrogate pair is no text."""

from __future__ import annotations

import json
from typing import Any


def parsed(text: str) -> Any:  # noqa: ANN401  (any JSON)
    r"""Parse JSON.

    Parameters
    ----------
    text
        A document.

    Returns
    -------
    What it holds.

    Raises
    ------
    json.JSONDecodeError
        When it is no JSON.
    UnicodeEncodeError
        When an escape of its is half of a character (`\ud800`), which no file can hold.
    RecursionError
        When it is nested too deeply.
    """
    value = json.loads(text)
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value
