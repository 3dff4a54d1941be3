"""A plan through all of it, step by step; what has not changed is not done again.

load → reach → coverage → products. Each step's result is remembered under the hash of its inputs,
of its part of the plan and of the program; a product whose key and bytes are unchanged is carried
over from the last output.
"""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

from gis_sluzby import __version__
from gis_sluzby.cache import FOLDER, key_of, program_key, remembered
from gis_sluzby.cores import import_modules, when_asked
from gis_sluzby.errors import MissingSourceError
from gis_sluzby.output import read_manifest, repair, staged, write_manifest
from gis_sluzby.plan import file_hash, files_named, missing_sources, source_path
from gis_sluzby.products import CORE, EXTRAS, PRODUCTS, Extra, Results, for_public

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.cores import Submit
    from gis_sluzby.plan import Plan

    Report = Callable[[str], None]

#: Where products of the internal edition are written.
INSIDE = "interni"
#: Where studies are written; each says itself what it was made from.
STUDIES = "studies"
#: So many pairs of sites and road segments take longer than a process to be told of them.
_MANY = 50_000_000
#: Modules that take a while to import, for those who need them there.
_REACH, _PAGE = "gis_sluzby.reach.compute", "gis_sluzby.publish.site.figure"


def silent(_message: str) -> None:
    """Report nothing."""


def build(
    plan: Plan,
    out: Path | None = None,
    products: Iterable[str] | None = None,
    report: Report = silent,
    submit: Submit = when_asked,
    *,
    editions: Iterable[str] | None = None,
) -> Path:
    """Build the output of a plan.

    Parameters
    ----------
    plan
        The plan.
    out
        The output folder; `out` beside the plan where not given.
    products
        Some of `products.PRODUCTS`; those of the plan where not given. Others that the last output
        holds are kept as long as they are up to date.
    report
        Told in Czech what is being done.
    submit
        Who does work that can be done beside, see `cores`.
    editions
        public, internal, or both; those of the plan where not given. Products of the internal
        edition are written to `interni`.

    Returns
    -------
    The output folder. It is replaced whole or not at all.

    Raises
    ------
    GisSluzbyError
        With all that is wrong in the inputs; the old output is intact.
    """
    place = output_folder(plan, out)
    repair(place)
    wanted = {CORE} | {
        _named(product, edition)
        for edition in (plan.publish.editions if editions is None else editions)
        for product in (plan.publish.products if products is None else products)
    }
    keys = _keys(plan)
    last = read_manifest(place) or {}
    alone = _current(place, last, keys)
    held = wanted | alone
    keys = _with_shown(plan, keys, held)
    current = _current(place, last, keys)
    # What was up to date, but does not show yet what is written beside it now.
    wanted |= alone - current
    if wanted <= current:
        report("Výstup je aktuální, nic se nepočítalo.")
        return place
    submit(import_modules, _REACH)
    results = _computed(plan, keys, report, submit)
    missing = [name for name in keys if name in wanted - current]
    results = _with_extras(plan, results, {_split(name)[0] for name in missing}, keys, report)
    shown = {"public": for_public(plan, results), "internal": results}
    with staged(place) as stage:
        files: dict[str, list[str]] = {}
        for product in current:
            files[product] = list(last["products"][product]["files"])
            for name in files[product]:
                _carry(place / name, stage / name)
        begun = {}
        for name in missing:
            product, edition = _split(name)
            make, do = PRODUCTS[product].make, submit if PRODUCTS[product].beside else when_asked
            make = partial(make, submit=submit) if PRODUCTS[product].spread else make
            if shown_too := _shown_by(name, held):
                make = partial(make, held=shown_too)
            folder = stage / INSIDE if name.startswith(INSIDE) else stage
            begun[name] = do(make, plan, shown[edition], folder)
        for name in missing:
            product, edition = _split(name)
            inside = " (vnitřní vydání)" if name != CORE and edition == "internal" else ""
            report(PRODUCTS[product].doing + inside)
            written = begun[name]()
            files[name] = sorted(p.relative_to(stage).as_posix() for p in written)
        if (place / STUDIES).is_dir():
            shutil.copytree(place / STUDIES, stage / STUDIES)
        write_manifest(stage, _manifest(plan, results, stage, keys, files))
    return place


def compute(plan: Plan, report: Report = silent, submit: Submit = when_asked) -> Results:
    """Compute all tables of a plan, or remember them.

    Parameters
    ----------
    plan
        The plan.
    report
        Told in Czech what is being done.
    submit
        Who does work that can be done beside, see `cores`.

    Returns
    -------
    The tables.
    """
    return _computed(plan, _keys(plan), report, submit)


def _computed(plan: Plan, keys: dict[str, str], report: Report, submit: Submit) -> Results:
    """Compute what the cache does not have."""
    folder = plan.path.parent / FOLDER

    def loading() -> dict[str, pd.DataFrame]:
        from gis_sluzby.centre import load
        from gis_sluzby.kept_roads import kept_roads

        report("Načítám a kontroluji vstupy")
        loaded = load(plan, submit, partial(kept_roads, folder))
        return {**loaded.centre, "roads": loaded.roads}

    centre = remembered(folder, "load", keys["load"], loading)
    roads = centre.pop("roads")
    from gis_sluzby.coverage.compute import coverage_and_capacity
    from gis_sluzby.coverage.gaps import gaps_table, summary_table
    from gis_sluzby.coverage.standards import standards_table
    from gis_sluzby.demand import (
        bands_of,
        demand_people,
        demand_units,
        obec_people,
        people_of_obce,
    )
    from gis_sluzby.findings import together

    standards = standards_table(plan, centre)
    demand = demand_units(centre["obce"], centre["obec_points"], centre["demand_points"])
    groups = standards[["druh", "forma", "cs"]]

    def reaching() -> dict[str, pd.DataFrame]:
        report("Počítám dojezdové doby")
        if len(centre["sites"]) * len(roads) >= _MANY:  # worth both processes
            return _travel_times(plan, centre, roads, demand, groups, submit)
        times = submit(_travel_times, plan, centre, roads, demand, groups)
        submit(import_modules, _PAGE)  # while the coverage is computed here
        return times()

    reach_key = key_of(keys["load"], plan.reach.model_dump(), groups.to_numpy().tolist())
    reached = remembered(folder, "reach", reach_key, reaching)
    centre["audit"] = together(centre["audit"], reached.pop("audit"))
    people = people_of_obce(centre["population"], plan.date, bands_of(standards))
    reached |= {"demand": demand, "demand_people": demand_people(demand, people)}

    def covering() -> dict[str, pd.DataFrame]:
        report("Počítám dostupnost podle standardů")
        table = coverage_and_capacity(plan, centre, reached, standards)
        people = obec_people(reached["demand"], reached["demand_people"])
        summary = summary_table(table, centre["area_obce"], people)
        return {**table, "gaps": gaps_table(table), "summary": summary}

    coverage = remembered(folder, "coverage", keys["coverage"], covering)
    return Results(centre, roads, reached, coverage)


def _with_extras(
    plan: Plan, results: Results, products: set[str], keys: dict[str, str], report: Report
) -> Results:
    """Add the tables that the plan wants and only some products need."""
    needs = {name for product in products for name in PRODUCTS[product].needs}
    needed = {name for name in needs if EXTRAS[name].wanted(plan)}
    reached = dict(results.reached)
    for name in sorted(needed):

        def computing(extra: Extra = EXTRAS[name], name: str = name) -> dict[str, pd.DataFrame]:
            report(extra.doing)
            return {name: extra.compute(plan, results)}

        parts = [
            getattr(plan, section).model_dump(mode="json") for section in EXTRAS[name].sections
        ]
        key = key_of(name, keys["coverage"], *parts)
        reached |= remembered(plan.path.parent / FOLDER, name, key, computing)
    return results._replace(reached=reached)


def _named(product: str, edition: str) -> str:
    """Name a product of an edition as the manifest does."""
    return product if edition == "public" else f"{INSIDE}/{product}"


def _split(name: str) -> tuple[str, str]:
    """Give the product and the edition of a name; the core is for those inside."""
    product = name.removeprefix(f"{INSIDE}/")
    return product, "public" if product == name != CORE else "internal"


def _travel_times(*arguments: Any) -> dict[str, pd.DataFrame]:  # noqa: ANN401  (handed on)
    """Compute the travel times: only who does it needs scipy, which takes a while to import."""
    from gis_sluzby.reach.compute import travel_times

    return travel_times(*arguments)


def output_folder(plan: Plan, out: Path | None) -> Path:
    """Give the output folder of a plan.

    Parameters
    ----------
    plan
        The plan.
    out
        The folder asked for.

    Returns
    -------
    That folder, or `out` beside the plan.
    """
    return (plan.path.parent / "out" if out is None else out).absolute()


def _keys(plan: Plan) -> dict[str, str]:
    """Give the key of every step and product: all that it depends on."""
    from gis_sluzby.fetch.lock import recorded_checksums

    wrong = missing_sources(plan)
    if wrong:
        raise MissingSourceError(wrong)
    inputs = [
        [source.model_dump(mode="json"), file_hash(source_path(plan, source))]
        for source in files_named(plan)
    ]
    # Of OpenStreetMap only what the mode may use is read.
    ways = [plan.reach.belt_km, plan.reach.road_mode(), sorted(plan.reach.speeds())]
    # Classes of land cover are checked against their speeds when it is read.
    ways.append(sorted(plan.rasters.land_cover_kmh))
    load = key_of(program_key(), inputs, recorded_checksums(plan), plan.kraj, plan.date, ways)
    standards = [plan.standards.model_dump(), [s.model_dump() for s in plan.standard]]
    coverage = key_of(load, plan.reach.model_dump(), standards)
    words = [plan.name, plan.publisher]
    shown = plan.publish.model_dump(mode="json", exclude={"products", "editions"})
    # What these files say counts too, not only what they are called.
    beside = [_hash_of(plan, name) for name in (plan.publish.earlier, plan.sheets.change)]
    made = {
        _named(name, edition): key_of(
            _named(name, edition),
            *(coverage, words, shown, beside),
            *(getattr(plan, section).model_dump(mode="json") for section in product.sections),
        )
        for edition in ("public", "internal")
        for name, product in PRODUCTS.items()
        if name != CORE
    }
    # The manifest names the plan file as it is, so it is written anew with every change.
    core = key_of(CORE, coverage, words, file_hash(plan.path))
    return {"load": load, "coverage": coverage, CORE: core, **made}


def _shown_by(name: str, held: Container[str]) -> list[str]:
    """Give the products of the same edition that a product shows, where the output holds them."""
    product, edition = _split(name)
    return [other for other in PRODUCTS[product].shows if _named(other, edition) in held]


def _with_shown(plan: Plan, keys: dict[str, str], held: Container[str]) -> dict[str, str]:
    """Give the keys of products that show others: which of these there are is a part of them."""
    shown = {name: _shown_by(name, held) for name in keys if _split(name)[0] in PRODUCTS}
    for name, others in shown.items():
        parts = [section for other in others for section in PRODUCTS[other].sections]
        told = [getattr(plan, section).model_dump(mode="json") for section in parts]
        keys = {**keys, name: key_of(keys[name], others, told)} if others else keys
    return keys


def _hash_of(plan: Plan, name: str | None) -> str | None:
    """Give the hash of a file beside the plan, none where there is none."""
    path = plan.path.parent / name if name else None
    return file_hash(path) if path and path.is_file() else None


def _current(place: Path, last: dict[str, Any], keys: dict[str, str]) -> set[str]:
    """Give the products of the last output whose key and every byte are as they should be."""
    try:
        hashes: dict[str, str] = last["files"]
        return {
            product
            for product, made in last["products"].items()
            if made["key"] == keys.get(product)
            and all(_is_as_written(place / name, hashes.get(name)) for name in made["files"])
        }
    except (AttributeError, KeyError, TypeError):
        return set()  # somebody edited the manifest: nothing is certain


def _is_as_written(file: Path, expected: str | None) -> bool:
    """Tell whether a file of the last output is still there as it was written."""
    return file.is_file() and file_hash(file) == expected


def _carry(old: Path, new: Path) -> None:
    """Copy a file that is unchanged into the new output."""
    new.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(old, new)


def _manifest(
    plan: Plan,
    results: Results,
    stage: Path,
    keys: dict[str, str],
    files: dict[str, list[str]],
) -> dict[str, Any]:
    """Say what the output was made from and what it holds; no times, so that reruns are equal."""
    from gis_sluzby.versions import library_versions, native_versions

    sources = results.centre["sources"]
    return {
        "program": {"name": "gis_sluzby", "version": __version__, "key": program_key()},
        "versions": {**library_versions(), **native_versions()},
        "plan": {
            **plan.model_dump(mode="json", exclude={"path"}, by_alias=True),
            "file": plan.path.name,
            "sha256": file_hash(plan.path),
        },
        "inputs": sources.astype(object).where(sources.notna(), None).to_dict("records"),
        "products": {
            product: {"key": keys[product], "files": names} for product, names in files.items()
        },
        "files": {
            name: file_hash(stage / name) for names in files.values() for name in sorted(names)
        },
    }
