"""Values as JSON that may stand inside a script."""

from __future__ import annotations

import json


def to_json(value: object) -> str:
    """Write a value as JSON that may stand inside a script element.

    Parameters
    ----------
    value
        Anything JSON can hold.

    Returns
    -------
    str
        JSON in which no text can end the element or start another one.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
