"""Write those parts of the documentation that follow from the program, or from Czech typography.

Tables of standards, codes and columns stand in Markdown files between two markers; the text around
them is written by hand and only gets its non-breaking spaces. Run it after a change of a code list,
of the default standards, of a canonical table or of the text:

    python scripts/write_docs.py
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gis_sluzby import codelists
from gis_sluzby.cartography import NBSP, nonbreaking, number
from gis_sluzby.centre import CENTRE_TABLES
from gis_sluzby.coverage.standards import standards_table
from gis_sluzby.fetch.catalogue import official
from gis_sluzby.plan import read_plan
from gis_sluzby.tables import empty, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

ROOT: Final = Path(__file__).resolve().parents[1]
#: The documents in Czech.
CZECH: Final = (
    ROOT / "README.md",
    *(
        ROOT / "docs" / f"{name}.md"
        for name in ("prirucka", "plan", "vystupy", "metoda", "ciselniky")
    ),
)
#: From this heading on the README is English.
_ENGLISH: Final = "\n## For developers\n"
#: A block: the opening marker with the table's name, the table, the closing marker.
_BLOCK: Final = re.compile(
    r"(<!-- tabulka: ([a-z_-]+) -->\n).*?(<!-- konec tabulky -->)", re.DOTALL
)
#: What is no prose: code, the targets of links, comments, headings (their anchors) and rules.
_NO_PROSE: Final = re.compile(
    r"^ *```.*?^ *```$|`[^`\n]*`|\]\([^)]*\)|<!--.*?-->|^#+ .*?$|^\|(?: --- \|)+$",
    re.DOTALL | re.MULTILINE,
)
#: Stands for it; no letter, no digit and no space.
_PLACEHOLDER: Final = "\ue000"
_TYPES: Final = {
    "text": "text",
    "date": "datum",
    "integer": "celé číslo",
    "number": "číslo",
    "boolean": "ano/ne",
}
_OLDEST: Final = 120
_SOURCE: Final = """
[[source]]
id = "{table}"
table = "{table}"
reader = "{reader}"
path = "-"
vintage = 2000-01-01
licence = "-"
attribution = "-"
"""
#: A plan that states nothing of its own.
_PLAN: Final = (
    'schema = 1\nname = "-"\nkraj = "CZ099"\ndate = 2000-01-01\npublisher = "-"\n'
    + "".join(
        _SOURCE.format(table=table, reader=reader)
        for table, reader in (("obce", "vector"), ("population", "csv"), ("roads", "vector"))
    )
)


def written(text: str) -> str:
    """Give a document with its generated tables and its non-breaking spaces written anew."""
    czech, heading, english = text.partition(_ENGLISH)
    filled = _BLOCK.sub(lambda block: f"{block[1]}\n{_TABLES[block[2]]()}\n\n{block[3]}", czech)
    return with_nonbreaking(filled) + heading + english


def with_nonbreaking(text: str) -> str:
    """Put non-breaking spaces into the prose of a Markdown text."""
    prose, kept = prose_of(text)
    pieces = nonbreaking(prose).split(_PLACEHOLDER)
    return "".join(f"{piece}{code}" for piece, code in zip(pieces, [*kept, ""], strict=True))


def prose_of(text: str) -> tuple[str, list[str]]:
    """Give the prose of a Markdown text, placeholders for the rest, and that rest."""
    return _NO_PROSE.sub(_PLACEHOLDER, text), _NO_PROSE.findall(text)


def default_standards() -> pd.DataFrame:
    """Give the default standards resolved: what holds for each druh, forma and cs of the list."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.toml"
        path.write_text(_PLAN, "utf-8")
        plan = read_plan(path)
    return standards_table(plan, {name: empty(name) for name in CENTRE_TABLES})


def _standards() -> str:
    rows = []
    before = None
    standards: list[Any] = sorted(default_standards().itertuples(), key=_general_first)
    for row in standards:
        kind = codelists.druh(str(row.druh))
        name = "" if row.druh == before else kind.name
        before = row.druh
        timed = row.measure == "time"
        rows.append(
            (
                f"`{row.druh}`",
                name,
                f"`{row.forma}`",
                f"`{row.cs}`",
                f"`{row.measure}`",
                f"{number(float(row.limit_minutes))}{NBSP}min" if timed else "–",
                f"`{row.level}`",
                _ages(int(row.age_from), int(row.age_to)),
                f"`{row.unit}`" if isinstance(row.unit, str) else "–",
            )
        )
    head = ("druh", "název", "forma", "cs", "míra", "mez", "úroveň", "věk", "jednotka")
    return _table(head, rows)


def _notes() -> str:
    rows = []
    for entry in codelists.default_standards()["standard"]:
        if "note" in entry:
            words = [entry[key] for key in ("druh", "forma", "cs") if key in entry]
            rows.append((f"`{' '.join(words)}`", nonbreaking(entry["note"])))
    return _table(("druh (forma, cs)", "poznámka"), rows)


def _general_first(row: Any) -> tuple[int, bool, bool]:  # noqa: ANN401  (a row of a frame)
    """Order standards by the code list, what holds for all forms and groups first."""
    return codelists.druh(str(row.druh)).position, row.forma != "any", row.cs != "any"


def _ages(first: int, last: int) -> str:
    if last < _OLDEST:
        return f"{first}–{last}{NBSP}let"
    return "všichni" if first == 0 else f"od{NBSP}{first}{NBSP}let"


def _druhy() -> str:
    rows = []
    for kind in codelists.druhy():
        forms = [f"`{forma}`" for forma in kind.forms]
        forms += [f"(`{forma}`)" for forma in kind.forms_possible]
        paragraph = kind.paragraph or "neověřen"
        rows.append(
            (f"`{kind.code}`", paragraph, kind.name, kind.group, " ".join(forms), kind.mark)
        )
    return _table(("kód", "paragraf", "název", "skupina", "formy", "značka"), rows)


def _forms() -> str:
    rows = [(f"`{f.code}`", f.name, f.mark) for f in codelists.forms().values()]
    return _table(("kód", "název", "značka"), rows)


def _units() -> str:
    rows = [
        (f"`{u.code}`", nonbreaking(u.name), "ano" if u.register else "ne", u.mark)
        for u in codelists.units().values()
    ]
    return _table(("kód", "název", "zná ji registr", "značka"), rows)


def _okruhy() -> str:
    rows = [(f"`{o.code}`", o.name, o.mark) for o in codelists.okruhy().values()]
    return _table(("kód", "název", "značka"), rows)


def _target_groups() -> str:
    rows = [
        (f"`{g.code}`", nonbreaking(g.name), f"`{g.cs}`", g.mark)
        for g in codelists.target_groups().values()
    ]
    return _table(("kód", "název", "okruh", "značka"), rows)


def _kraje() -> str:
    rows = [(f"`{k.code}`", k.name, "vymyšlený" if k.model else "") for k in codelists.kraje()]
    return _table(("kód", "název", ""), rows)


def _official() -> str:
    rows = [
        (
            f"`{data.id}`",
            nonbreaking(data.title),
            data.publisher,
            data.licence,
            f"`{data.file}`",
            nonbreaking(f"{data.seen.day}. {data.seen.month}. {data.seen.year}"),
        )
        for data in official().values()
        if data.seen is not None
    ]
    return _table(("`fetch`", "co to je", "vydává", "licence", "soubor", "naposled spatřeno"), rows)


def _centre() -> str:
    rows = [
        (f"`{name}`", tables()[name].title, " ".join(f"`{key}`" for key in tables()[name].key))
        for name in CENTRE_TABLES
    ]
    return _table(("tabulka", "co v ní je", "klíč"), rows)


def _columns(name: str) -> Callable[[], str]:
    """Give the writer of a canonical table's columns."""

    def write() -> str:
        table = tables()[name]
        rows = [
            (
                f"`{column.name}`" + (" (klíč)" if column.name in table.key else ""),
                _TYPES[column.type],
                nonbreaking(column.title),
                " ".join(f"`{value}`" for value in column.allowed),
            )
            for column in table.columns
            if column.type != "geometry"
        ]
        return _table(("sloupec", "typ", "co v něm je", "možné hodnoty"), rows)

    return write


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Write a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)


_TABLES: Final[dict[str, Callable[[], str]]] = {
    "standardy": _standards,
    "poznamky": _notes,
    "druhy": _druhy,
    "formy": _forms,
    "jednotky": _units,
    "okruhy": _okruhy,
    "cilove-skupiny": _target_groups,
    "kraje": _kraje,
    "uredni-data": _official,
    "centrum": _centre,
    **{
        name: _columns(name)
        for name in (
            *(
                "coverage_obec",
                "coverage_orp",
                "nearest",
                "declared_modelled",
                "standards",
                "audit",
            ),
            *("gaps", "summary", "texts", "text_figures"),
            *("sensitivity", "sensitivity_runs", "sensitivity_levels"),
            *("whatif_obec", "whatif_orp", "whatif_kraj", "ending", "ending_obec"),
        )
    },
}


def main() -> None:
    """Write all documents."""
    for path in CZECH:
        old = path.read_text("utf-8")
        new = written(old)
        if new != old:
            path.write_bytes(new.encode())
        print(f"{path.name}: {'written' if new != old else 'unchanged'}")


if __name__ == "__main__":
    main()
