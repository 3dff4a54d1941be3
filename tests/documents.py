"""Reading the project's Markdown documents: sections, tables, commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gis_sluzby.cartography import NBSP
from scripts.write_docs import CZECH, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCS: Final = ROOT / "docs"
_EXIT: Final = re.compile(r"\(skončí kódem (\d+)\)")
DOCUMENTS: Final = (*CZECH, DOCS / "development.md")


def text_of(name: str) -> str:
    """Read a document, with plain spaces."""
    return (ROOT / name).read_text("utf-8").replace(NBSP, " ")


def section(text: str, heading: str) -> str:
    """Give what stands under a heading, up to the next one of its level or above."""
    level = len(heading) - len(heading.lstrip("#"))
    start = text.index(f"\n{heading}\n") + len(heading) + 2
    end = re.compile(rf"^#{{1,{level}}} ", re.MULTILINE).search(text, start)
    return text[start : end.start() if end else None]


def rows_of(text: str) -> list[list[str]]:
    """Give the rows of all Markdown tables, without their heads."""
    rows: list[list[str]] = []
    for block in re.findall(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE):
        lines = block.strip().splitlines()[2:]
        rows += [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return rows


def rows_by_code(name: str, heading: str) -> dict[str, list[str]]:
    """Give the rows of the tables under a heading of a document, by their first cell's code."""
    rows = rows_of(section(text_of(name), heading))
    return {row[0].split(" (")[0].strip("`"): row for row in rows}


def blocks(text: str, language: str) -> list[str]:
    """Give the code blocks of a language, without their indent."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


class Command(NamedTuple):
    """A command of a console block: its words, the exit code and what it is said to print."""

    words: tuple[str, ...]
    code: int
    printed: tuple[str, ...]


def console(text: str) -> Iterator[Command]:
    """Give the commands of all console blocks in order."""
    for block in blocks(text, "console"):
        lines = block.splitlines()
        starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            printed = lines[start + 1 : end]
            code = _EXIT.fullmatch(printed[-1]) if printed else None
            words = lines[start].removeprefix("$ ").split()
            if code:
                yield Command(tuple(words), int(code[1]), tuple(printed[:-1]))
            else:
                yield Command(tuple(words), 0, tuple(printed))


def mentioned(text: str) -> set[tuple[str, ...]]:
    """Give the words of all commands of the program that a text names, without the program."""
    named = [tuple(line.split()) for line in re.findall(r"`(gis-sluzby [^`]+)`", text)]
    typed = [command.words for command in console(text)]
    return {words[1:] for words in (*named, *typed)}


def says(printed: str, told: Sequence[str]) -> bool:
    """Tell whether all lines told stand in what was printed, in order; … stands for anything."""
    lines = iter(printed.splitlines())
    for line in told:
        if line.strip() in ("", "…"):
            continue
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        if not any(re.fullmatch(pattern, found) for found in lines):
            return False
    return True
