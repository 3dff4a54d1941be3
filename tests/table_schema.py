"""The check of a CSV against its Table Schema, as its users would make it."""

from __future__ import annotations

import re
from typing import Any

PATTERNS = {
    "string": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"-?\d+"),
    "number": re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"),
    "boolean": re.compile(r"True|False"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}


def breaches(rows: list[dict[str, str]], schema: dict[str, Any]) -> list[str]:
    """Name every place where rows do not keep to a schema."""
    names = [field["name"] for field in schema["fields"]]
    wrong = [] if not rows or list(rows[0]) == names else [f"columns {list(rows[0])}"]
    for field in schema["fields"]:
        name, constraints = field["name"], field["constraints"]
        given = [row[name] for row in rows if row[name] not in schema["missingValues"]]
        if constraints["required"] and len(given) < len(rows):
            wrong.append(f"{name}: empty")
        allowed = constraints.get("enum")
        wrong += [
            f"{name}: {cell}"
            for cell in given
            if not PATTERNS[field["type"]].fullmatch(cell) or (allowed and cell not in allowed)
        ]
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
    return wrong + ([] if len(set(keys)) == len(keys) else ["primary key"])
