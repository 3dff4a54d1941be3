"""The documentation says what the program has: keys, fields, values, words, links."""

from __future__ import annotations

import importlib
import re
import struct
import typing
from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import BaseModel

from gis_sluzby import cli, codelists, errors, words
from gis_sluzby.audit.catalogue import rules
from gis_sluzby.cartography import (
    NBSP,
    PROVIDER_CLASSES,
    UNLIMITED_EDGES,
    minute_classes,
    number,
)
from gis_sluzby.plan.fields import FIELDS, Field
from gis_sluzby.plan.model import (
    Basemap,
    Plan,
    Publish,
    Reach,
    Sensitivity,
    Standard,
    StandardBase,
    Target,
)
from gis_sluzby.plan.rasters import Rasters
from gis_sluzby.plan.sheets import Sheets, SheetText
from gis_sluzby.plan.source import Source
from gis_sluzby.plan.speeds import KMH, SPEEDS
from gis_sluzby.publish.site.geometry import COARSE_METRES, FINE_METRES
from gis_sluzby.reach.islands import ISLAND_SHARE
from gis_sluzby.tables import tables
from scripts.write_docs import CZECH, ROOT, default_standards, prose_of, written
from tests.documents import DOCS, DOCUMENTS, rows_by_code, rows_of, section, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic.fields import FieldInfo

METHOD: Final = "docs/metoda.md"
PLAN: Final = "docs/plan.md"
OUTPUTS: Final = "docs/vystupy.md"
TYPE_WORDS: Final = {
    "text": "text",
    "code": "kód",
    "date": "datum",
    "number": "číslo",
    "integer": "celé číslo",
    "flag": "ano/ne",
    "list": "seznam",
}
#: What the program lays under the standards of a plan.
BASE: Final[dict[str, Any]] = codelists.default_standards()["standards"]

# ---------------------------------------------------------------- what is generated


@pytest.mark.parametrize("path", CZECH, ids=lambda path: path.name)
def test_generated_tables_and_spaces_are_up_to_date(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text == written(text), "run: python scripts/write_docs.py"


@pytest.mark.parametrize("path", CZECH, ids=lambda path: path.name)
def test_no_line_ends_with_a_one_letter_word(path: Path) -> None:
    czech, _, _ = path.read_text("utf-8").partition("\n## For developers\n")
    prose, _ = prose_of(czech)
    assert re.findall(r"^.*[\s(„][ksvzouaiKSVZOUAI]$", prose, re.MULTILINE) == []


def test_default_standards_stand_in_the_method() -> None:
    rows = [row for row in rows_of(section(text_of(METHOD), "## Výchozí standardy")) if row[2:]]
    shown = {(row[0].strip("`"), row[2].strip("`"), row[3].strip("`")): row for row in rows}
    assert {druh for druh, *_ in shown} == {kind.code for kind in codelists.druhy()}
    for entry in codelists.default_standards()["standard"]:
        row = shown[entry["druh"], entry.get("forma", "any"), entry.get("cs", "any")]
        stated = {
            4: f"`{entry['measure']}`" if "measure" in entry else None,
            5: f"{entry['limit_minutes']} min" if "limit_minutes" in entry else None,
            6: f"`{entry['level']}`" if "level" in entry else None,
            7: ages_text(*entry["target"]["ages"]) if "target" in entry else None,
            8: f"`{entry['unit']}`" if "unit" in entry else None,
        }
        assert {i: row[i] for i, text in stated.items() if text} == {
            i: text for i, text in stated.items() if text
        }


def ages_text(first: int, last: int) -> str:
    """Give completed years as the document shows them; 120 is no upper end."""
    if last < 120:
        return f"{first}–{last} let"
    return f"od {first} let" if first else "všichni"


def test_what_the_method_says_of_all_default_standards_is_true() -> None:
    standards = default_standards()
    assert set(standards["covered_from"]) == {0.95}
    assert standards["required_per_1000"].isna().all()


# ---------------------------------------------------------------- the plan


def toml(value: object) -> str:
    """Write a value as the plan would."""
    match value:
        case bool():
            return str(value).lower()
        case float() | int():
            return f"{value:g}"
        case str():
            return f'"{value}"'
        case tuple() | list():
            return f"[{', '.join(toml(item) for item in value)}]"
        case dict():
            inner = ", ".join(f"{key} = {toml(item)}" for key, item in value.items())
            return f"{{ {inner} }}" if inner else "{}"
    raise TypeError(value)


def shown_default(field: FieldInfo, base: object = None) -> str:
    """Give the default of a key as the document shows it."""
    if field.is_required():
        return "povinné"
    own = field.get_default(call_default_factory=True, validated_data={})
    value = base if own is None else own
    return "–" if value is None or isinstance(value, BaseModel) else f"`{toml(value)}`"


def literals(annotation: object) -> Iterator[str]:
    """Give the values that an annotation lists, nested ones too."""
    if typing.get_origin(annotation) is typing.Literal:
        yield from (str(value) for value in typing.get_args(annotation))
    else:
        for part in typing.get_args(annotation):
            yield from literals(part)


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Give the keys of a section as the plan writes them."""
    fields = model.model_fields
    return {field.alias or name: field for name, field in fields.items() if not field.exclude}


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## Celek", Plan),
        ("## [[source]]", Source),
        ("## [reach]", Reach),
        ("## [standards]", StandardBase),
        ("## [sensitivity]", Sensitivity),
        ("## [publish]", Publish),
        ("## [publish.basemap]", Basemap),
        ("## [sheets]", Sheets),
        ("## [[sheets.text]]", SheetText),
        ("## [rasters]", Rasters),
    ],
)
def test_every_key_of_the_plan_is_described(heading: str, model: type[BaseModel]) -> None:
    rows, keys = rows_by_code(PLAN, heading), keys_of(model)
    assert rows.keys() == keys.keys()
    for key, field in keys.items():
        _, values, default, meaning = rows[key]
        base = BASE.get(key) if model is StandardBase else None
        assert default == shown_default(field, base), key
        assert meaning, key
        assert [value for value in literals(field.annotation) if value not in values] == [], key


def test_every_key_of_a_standard_is_described() -> None:
    rows = rows_by_code(PLAN, "## [[standard]]")
    own = keys_of(Standard).keys() - keys_of(StandardBase).keys()
    assert rows.keys() == own | keys_of(Target).keys()
    for key in own:
        assert rows[key][2] == shown_default(keys_of(Standard)[key])
    assert keys_of(StandardBase).keys() - keys_of(Standard).keys() == {"defaults"}


@pytest.mark.parametrize("table", FIELDS)
def test_every_field_of_an_input_is_described(table: str) -> None:
    rows = rows_by_code(PLAN, f"### {table}")
    assert list(rows) == list(FIELDS[table])
    for name, field in FIELDS[table].items():
        _, kind, required, meaning = rows[name]
        assert kind == shown_type(field), name
        assert required == ("ano" if field.required else ""), name
        assert meaning, name


def shown_type(field: Field) -> str:
    """Give the type of a field as the document shows it."""
    digits = {0: "", 4: ", 4 číslice", 6: ", 6 číslic"}[field.digits]
    return TYPE_WORDS[field.type] + digits


def test_tables_of_inputs_are_those_of_the_plan() -> None:
    headings = re.findall(r"^### (\w+)$", text_of(PLAN), re.MULTILINE)
    assert headings == list(FIELDS)
    assert set(literals(keys_of(Source)["table"].annotation)) == set(FIELDS)


# ---------------------------------------------------------------- the method's values


def test_defaults_stand_in_the_method() -> None:
    shown = {key: row[1] for key, row in rows_by_code(METHOD, "## Výchozí hodnoty").items()}
    reach = {
        key: field.default
        for key, field in keys_of(Reach).items()
        if not isinstance(field.default, dict)
    }
    for key, value in {**reach, **BASE}.items():
        assert shown[key] == f"`{toml(value)}`", key
    assert {name: shown[name] for name in KMH} == {name: toml(kmh) for name, kmh in KMH.items()}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("plan.model", "HORIZON_FACTOR"),
        ("demand", "_OPEN_END"),
        ("audit.crowds", "_MANY_KINDS"),
        ("sources.places", "_SAME_PLACE"),
        ("territory", "_GAP_WIDTH"),
        ("territory", "_LEAST_HOLE"),
        ("territory", "_LEAST_OBEC"),
        ("errors", "SHOWN_PROBLEMS"),
        ("cache", "_KEPT"),
        ("history.snapshots", "MAX_CHANGE"),
        ("reach.findings", "FAR_METRES"),
    ],
)
def test_fixed_values_stand_in_the_method(module: str, name: str) -> None:
    value = getattr(importlib.import_module(f"gis_sluzby.{module}"), name)
    assert number(value).replace(NBSP, " ") in rows_by_code(METHOD, "## Výchozí hodnoty")


def test_speeds_of_openstreetmap_and_islands_stand_in_the_method() -> None:
    shown = rows_by_code(METHOD, "## Výchozí hodnoty")
    speeds = [SPEEDS[mode] for mode in ("car", "foot", "bike")]
    for name in {name for by_class in speeds for name in by_class} - KMH.keys():
        stated = [number(by_class[name]) if name in by_class else "–" for by_class in speeds]
        assert shown[name][1:] == stated, name
    text = section(text_of(METHOD), "## Doba cesty").replace(NBSP, " ")
    assert f"méně než {number(100 * ISLAND_SHARE)} % nejdelší části" in text
    slow = {SPEEDS["foot"][name] for name in KMH if name in SPEEDS["foot"]}
    assert slow == {5.0}
    assert {SPEEDS["bike"][name] for name in KMH if name in SPEEDS["bike"]} == {15.0}


def test_classes_and_simplification_stand_in_the_method() -> None:
    text = re.sub(r"\s+", " ", section(text_of(METHOD), "## Zobrazení"))
    edges = minute_classes(60)
    assert [*edges.within, *edges.beyond] == [20, 30, 40, 60, 90, 120]
    assert "třetinu, polovinu, dvě třetiny a celou; za mezí na 1,5násobek a dvojnásobek" in text
    *first, last = (number(edge) for edge in UNLIMITED_EDGES)
    assert f"{', '.join(first)} a {last} minut" in text
    assert ", ".join(label for _, label in reversed(PROVIDER_CLASSES)) in text
    assert f"podrobnost {number(FINE_METRES)} m, při oddálení {number(COARSE_METRES)} m" in text


# ---------------------------------------------------------------- words of the outputs


def allowed(table: str, column: str) -> set[str]:
    """Give the values that a column of a canonical table may have."""
    return {value for c in tables()[table].columns if c.name == column for value in c.allowed}


def test_statuses_are_described() -> None:
    shown = {code: row[1] for code, row in rows_by_code(OUTPUTS, "## Stavy").items()}
    assert shown == dict(words.STATUSES)
    assert shown.keys() == allowed("coverage_obec", "status")


def test_reasons_are_described() -> None:
    assert rows_by_code(OUTPUTS, "## Důvody").keys() == words.REASONS.keys()


def test_confidence_and_basis_are_described() -> None:
    shown = {code: row[1] for code, row in rows_by_code(OUTPUTS, "## Spolehlivost").items()}
    assert shown == dict(words.CONFIDENCES)
    basis = rows_by_code(OUTPUTS, "## Na čem stav stojí")
    assert basis.keys() == allowed("coverage_obec", "basis")


def test_measures_are_described() -> None:
    assert {*rows_by_code(METHOD, "## Míry"), "mixed"} == words.MEASURES.keys()


def test_findings_are_described() -> None:
    shown = rows_by_code(OUTPUTS, "## Nálezy").keys()
    assert shown == allowed("audit", "severity") | rules().keys()


def test_exit_codes_are_described() -> None:
    shown = {int(code) for code in rows_by_code(OUTPUTS, "## Návratové kódy")}
    kinds = {kind.exit_code for kind in errors.GisSluzbyError.__subclasses__()}
    assert shown == {0, 1, *kinds, cli.INTERRUPTED}


def test_the_kraj_table_differs_only_in_its_key() -> None:
    kraj, orp = (
        [c.name for c in tables()[f"coverage_{level}"].columns] for level in ("kraj", "orp")
    )
    assert [name.replace("_kraj", "_orp") for name in kraj] == orp


# ---------------------------------------------------------------- links and files


def anchor(heading: str) -> str:
    """Give the anchor that a heading gets on the web: lower case, no punctuation, hyphens."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.strip().replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        file, _, fragment = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), link
        headings = (
            re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE) if fragment else []
        )
        assert fragment in {"", *(anchor(heading) for heading in headings)}, link


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_of_the_project_that_are_named_exist(path: Path) -> None:
    named = re.findall(r"((?:scripts|gis_sluzby|docs|tests)/[\w./-]*\w)", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_targets_of_make_that_are_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    text = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    named = set(re.findall(r"^make (\w+)", text, re.MULTILINE))
    assert named >= {"map", "test"}
    assert [name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_the_picture_is_small_and_wide_enough() -> None:
    raw = (DOCS / "images" / "vzorovy-kraj.png").read_bytes()
    width, height = struct.unpack(">II", raw[16:24])
    assert raw.startswith(b"\x89PNG")
    assert len(raw) < 300_000
    assert width >= 1000
    assert height >= 600
