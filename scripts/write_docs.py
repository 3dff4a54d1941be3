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
from gis_sluzby.audit.catalogue import rules
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
        for name in ("prirucka", "plan", "vystupy", "centrum", "metoda", "ciselniky")
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
#: What a standard of each measure asks, for a clerk.
_MEASURES_TOLD: Final = {
    "time": "v dosahu je, kdo je u služby nejvýš za {limit} min",
    "declared": "v dosahu je, kdo žije v území, které služba uvádí jako svou působnost",
    "presence": "v dosahu jsou všichni v území, ve kterém služba stojí",
    "balance": "kapacita v území se srovnává s počtem osob; bez zadaného požadavku stačí, že tam "
    "služba stojí",
    "phone": "stačí, že služba existuje: poskytuje se po telefonu",
    "none": "dosah se neposuzuje",
}
_LEVELS_TOLD: Final = {"obec": "obec", "orp": "ORP", "kraj": "kraj", "stat": "stát"}
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


def _standards_told() -> str:
    """Write every line of the default file as a sentence for a clerk."""
    told: dict[str, list[str]] = {}
    for entry in codelists.default_standards()["standard"]:
        told.setdefault(entry["druh"], []).append(_told(entry))
    lines = []
    for code, sentences in told.items():
        kind = codelists.druh(code)
        paragraph = f" ({kind.paragraph})" if kind.paragraph else ""
        lines.append(
            f"- **{kind.name[0].upper()}{kind.name[1:]}**{paragraph}: " + " ".join(sentences)
        )
    return nonbreaking("\n".join(lines))


def _told(entry: dict[str, Any]) -> str:
    """Put one [[standard]] into words: whom it is about, what it asks, where it is judged."""
    whom = [f"forma {codelists.forms()[entry['forma']].name}"] if "forma" in entry else []
    if "cs" in entry:
        whom.append(f"okruh {codelists.okruhy()[entry['cs']].name}")
    parts = (
        [_MEASURES_TOLD[entry["measure"]].format(**_limit_and_area(entry))]
        if ("measure" in entry)
        else []
    )
    if "level" in entry:
        parts.append(f"úroveň {_LEVELS_TOLD[entry['level']]}")
    if "target" in entry:
        parts.append(f"pro osoby {_people_told(*entry['target']['ages'])}")
    if "unit" in entry:
        parts.append(f"kapacita: {codelists.units()[entry['unit']].name}")
    sentence = "; ".join(parts)
    begun = f"{', '.join(whom)}: {sentence}" if whom else sentence
    note = f" {entry['note']}" if "note" in entry else ""
    return f"{begun[0].upper()}{begun[1:]}.{note}"


def _limit_and_area(entry: dict[str, Any]) -> dict[str, str]:
    limit = entry.get("limit_minutes")
    base = codelists.default_standards()["standards"]["limit_minutes"]
    return {"limit": number(float(limit if limit is not None else base))}


def _people_told(first: int, last: int) -> str:
    if last < _OLDEST:
        return f"ve věku {first}–{last} let" if first else f"do {last} let"
    return f"od {first} let" if first else "každého věku"


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


def _situations() -> str:
    rows = [
        (
            f"`{one.code}`",
            nonbreaking(one.name),
            ", ".join(f"`{code}`" for code in one.druhy),
            "skrytá" if one.discreet else "",
        )
        for one in codelists.situations()
    ]
    return _table(("kód", "situace", "druhy", ""), rows)


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


def _centre_columns() -> str:
    return "\n\n".join(
        f"## {name}\n\n{nonbreaking(tables()[name].title)}.{_links(name)}\n\n{_columns(name)()}"
        for name in CENTRE_TABLES
    )


def _links(name: str) -> str:
    """Say which keys of other tables a table holds."""
    links = [
        f"{' '.join(f'`{column}`' for column in foreign.columns)} vede na [{foreign.table}]"
        f"(#{foreign.table})" + ("" if foreign.is_error else " (nález)")
        for foreign in tables()[name].foreign
    ]
    return f" Odkazy: {', '.join(links)}." if links else ""


def _rules() -> str:
    rows = [
        (
            f"`{rule.id}`",
            " ".join(f"`{severity}`" for severity in rule.severities),
            *(nonbreaking(text) for text in (rule.title, rule.why, rule.advice)),
        )
        for rule in rules().values()
    ]
    return _table(("pravidlo", "závažnost", "co se stalo", "proč na tom záleží", "co s tím"), rows)


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
    "standardy-slovy": _standards_told,
    "druhy": _druhy,
    "formy": _forms,
    "jednotky": _units,
    "okruhy": _okruhy,
    "cilove-skupiny": _target_groups,
    "situace": _situations,
    "kraje": _kraje,
    "uredni-data": _official,
    "centrum": _centre,
    "sloupce-centra": _centre_columns,
    "pravidla": _rules,
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
            *("gaps", "summary", "texts", "text_figures", "population_by_band"),
            *("capacity_orp", "network_concept", "declared_idle", "change_obec"),
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
