"""What an output is made of: each product, what is said while it is made, and how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.plan import Plan

#: What every output holds, whichever products are wanted.
CORE = "core"
_CENTRE, _AUDIT = "centrum.gpkg", "audit.csv"


class Results(NamedTuple):
    """All tables of a plan.

    Parameters
    ----------
    centre
        The tables of the datové centrum.
    roads
        Road segments: trida and a LineString.
    reached
        The tables demand, demand_people, travel, nearest and reach.
    coverage
        The tables standards, coverage_obec, coverage_orp, coverage_kraj, gaps and summary.
    """

    centre: dict[str, pd.DataFrame]
    roads: pd.DataFrame
    reached: dict[str, pd.DataFrame]
    coverage: dict[str, pd.DataFrame]


class Product(NamedTuple):
    """One product of a plan.

    Parameters
    ----------
    doing
        What is said while it is made.
    make
        Makes it in a folder, gives the files.
    beside
        Whether a second process may make it beside the others.
    needs
        Tables of `EXTRAS` that it takes from `reached`.
    sections
        Further sections of the plan on which it depends.
    """

    doing: str
    make: Callable[[Plan, Results, Path], list[Path]]
    beside: bool = False
    needs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


class Extra(NamedTuple):
    """A table that only some products need.

    Parameters
    ----------
    doing
        What is said while it is computed.
    compute
        Computes it from all the others.
    """

    doing: str
    compute: Callable[[Plan, Results], pd.DataFrame]


def for_public(plan: Plan, results: Results) -> Results:
    """Give what the public edition may show.

    Parameters
    ----------
    plan
        The plan with its threshold of small counts.
    results
        All tables of the plan.

    Returns
    -------
    The same tables without what is internal, small counts of people hidden.
    """
    from gis_sluzby.edition import public_tables, suppressed

    return results._replace(
        centre=public_tables(results.centre),
        reached=public_tables(results.reached),
        coverage=suppressed(public_tables(results.coverage), plan.publish.suppress_below),
    )


def _make_core(_plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the datové centrum and the findings."""
    from gis_sluzby.centre import write_centre
    from gis_sluzby.publish.tables import write_csv

    centre, audit = stage / _CENTRE, stage / _AUDIT
    write_centre(results.centre, centre)
    write_csv(audit, "audit", results.centre["audit"])
    return [centre, audit]


def _make_tables(plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the tables of coverage and the sentences on them."""
    from gis_sluzby.publish.tables import write_tables
    from gis_sluzby.reach.comparison import declared_modelled

    reached, standards = results.reached, results.coverage["standards"]
    compared = declared_modelled(
        plan, results.centre, reached["demand"], reached["reach"], standards
    )
    frames = {
        **results.coverage,
        **_texts(plan, results),
        "nearest": reached["nearest"],
        "declared_modelled": compared,
    }
    return write_tables(stage / "tables", plan.name, frames, results.centre["sources"])


def _make_workbook(plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the same as a workbook."""
    from gis_sluzby.publish.workbook import write_workbook

    frames = {**results.coverage, **_texts(plan, results), "sources": results.centre["sources"]}
    path = stage / "workbook" / "dostupnost.xlsx"
    return [write_workbook(path, plan.name, plan.publisher, plan.date, frames, plan.reach.mode)]


def _texts(plan: Plan, results: Results) -> dict[str, pd.DataFrame]:
    """Give the sentences on ORP, and where each figure of them stands."""
    from gis_sluzby.publish.texts import orp_texts

    tables, mode = results.coverage, plan.reach.mode
    judged = tables["coverage_orp"], tables["standards"]
    texts, figures = orp_texts(tables["summary"], *judged, mode)
    return {"texts": texts, "text_figures": figures}


def _make_layers(_plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the layers."""
    from gis_sluzby.publish.layers import write_layers

    return [write_layers(stage / "layers" / "plan.gpkg", results.centre, results.coverage)]


def _make_site(plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the page."""
    from gis_sluzby import codelists
    from gis_sluzby.demand import obec_people
    from gis_sluzby.publish.site import write_site

    kraje = {kraj.code: kraj for kraj in codelists.kraje()}
    kraj = kraje.get(plan.kraj)
    people = obec_people(results.reached["demand"], results.reached["demand_people"])
    return write_site(
        stage / "site",
        title=plan.name,
        kraj_name=kraj.name if kraj else "Česká republika",
        publisher=plan.publisher,
        date=plan.date.isoformat(),
        model=kraj is not None and kraj.mark == "model",
        centre={**results.centre, "roads": results.roads},
        coverage={**results.coverage, "obec_people": people},
        mode=plan.reach.mode,
    )


#: Tables that only some products need, by name.
EXTRAS: dict[str, Extra] = {}
#: The products in the order in which they are made.
PRODUCTS = {
    CORE: Product("Zapisuji datové centrum", _make_core),
    "layers": Product("Zapisuji vrstvy", _make_layers),
    "tables": Product("Zapisuji tabulky", _make_tables, beside=True),
    "site": Product("Sestavuji mapovou stránku", _make_site, beside=True),
    "workbook": Product("Zapisuji sešit", _make_workbook, beside=True),
}
