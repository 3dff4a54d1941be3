"""What the page's script does with packed text, written once more in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = [chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"&<>\\']
_VALUE = {letter: value for value, letter in enumerate(_LETTERS)}


def numbers(text: str) -> list[int]:
    """Read whole numbers from zero."""
    found = []
    letters = iter(text)
    for letter in letters:
        first = _VALUE[letter]
        if first < 60:
            found.append(first)
        elif first < 88:
            found.append(60 + (first - 60) * 89 + _VALUE[next(letters)])
        else:
            number = 0
            for _ in range(5):
                number = number * 89 + _VALUE[next(letters)]
            found.append(number)
    return found


def signed(text: str) -> list[int]:
    """Read whole numbers of either sign."""
    return [-(n + 1) // 2 if n % 2 else n // 2 for n in numbers(text)]


def optional(text: str) -> list[int | None]:
    """Read numbers of which some are missing."""
    return [None if n == 0 else n - 1 for n in numbers(text)]


def column(text: str) -> list[int | None]:
    """Read a column, whichever way it was packed."""
    way, rest = text[0], text[1:]
    if way == "p":
        raw = numbers(rest)
    elif way == "r":
        pairs = numbers(rest)
        raw = [v for v, n in zip(pairs[::2], pairs[1::2], strict=True) for _ in range(n)]
    else:
        raw, total = [], 0
        for step in signed(rest):
            total += step
            raw.append(total)
    return [None if n == 0 else n - 1 for n in raw]


def lines(text: str) -> list[list[tuple[int, int]]]:
    """Read lines on the grid."""
    rest: Iterator[int] = iter(signed(text))
    found, x, y = [], 0, 0
    for count in rest:
        line = []
        for _ in range(count):
            x, y = x + next(rest), y + next(rest)
            line.append((x, y))
        found.append(line)
    return found


def rings(shapes: dict[str, Any], grid: dict[str, Any]) -> list[list[list[tuple[float, float]]]]:
    """Put the rings of every obec together, in degrees."""
    arcs = lines(shapes["arcs"])
    rest = iter(numbers(shapes["rings"]))
    polygons, new = [], 0
    for count in rest:
        polygon = []
        for _ in range(count):
            ring: list[tuple[float, float]] = []
            for _ in range(next(rest)):
                code = next(rest)
                if code == 0:
                    arc, new = arcs[new], new + 1
                else:
                    arc = arcs[new - 1 - (code - 1) // 2]
                    arc = arc[::-1] if (code - 1) % 2 else arc
                ring += arc[:-1]
            polygon.append([_degrees(point, grid) for point in ring])
        polygons.append(polygon)
    return polygons


def _degrees(point: tuple[float, float], grid: dict[str, Any]) -> tuple[float, float]:
    (lon, lat), (dx, dy) = grid["origin"], grid["step"]
    return lon + point[0] * dx, lat + point[1] * dy


def points(text: str, grid: dict[str, Any]) -> list[tuple[float, float] | None]:
    """Read points in degrees."""
    raw = numbers(text)
    (lon, lat), (dx, dy) = grid["origin"], grid["point"]
    return [
        (lon + (x - 1) * dx, lat + (y - 1) * dy) if x else None
        for x, y in zip(raw[::2], raw[1::2], strict=True)
    ]


def counted(text: str) -> list[list[int]]:
    """Read lists written after their lengths."""
    rest = iter(numbers(text))
    return [[next(rest) for _ in range(count)] for count in rest]


def together(written: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put entries that were written by their difference together again."""
    entries: list[dict[str, Any]] = []
    for one in written:
        like = one.get("a")
        rest = {key: value for key, value in one.items() if key != "a"}
        entries.append({**(entries[like] if like is not None else {}), **rest})
    return entries
