"""What an output is made of: each product, what is said while it is made, and how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.cores import when_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    import pandas as pd

    from gis_sluzby.cores import Submit
    from gis_sluzby.plan import Plan

#: What every output holds, whichever products are wanted.
CORE = "core"
_CENTRE, _AUDIT, _REPORT = "centrum.gpkg", "audit.csv", "audit.html"


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
        Tables of `EXTRAS` that it takes from `reached` where the plan wants them.
    sections
        Further sections of the plan on which it depends.
    spread
        Whether it hands a part of its work to the second process by itself: it is given `submit`.
    shows
        Products that it shows too where the output holds them: it is given their names as `held`.
    """

    doing: str
    make: Callable[..., list[Path]]
    beside: bool = False
    needs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    spread: bool = False
    shows: tuple[str, ...] = ()


class Extra(NamedTuple):
    """A table that only some products need.

    Parameters
    ----------
    doing
        What is said while it is computed.
    compute
        Computes it from all the others.
    wanted
        Tells whether a plan wants it.
    sections
        Further sections of the plan on which it depends.
    """

    doing: str
    compute: Callable[[Plan, Results], pd.DataFrame]
    wanted: Callable[[Plan], bool]
    sections: tuple[str, ...] = ()


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

    reached, coverage = public_tables(results.reached), public_tables(results.coverage)
    told = suppressed({**reached, **coverage}, plan.publish.suppress_below)
    return results._replace(
        centre=public_tables(results.centre),
        reached={name: told[name] for name in reached},
        coverage={name: told[name] for name in coverage},
    )


def _make_core(plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the datové centrum and the findings."""
    from gis_sluzby.centre import write_centre
    from gis_sluzby.publish.audit.written import audit_report
    from gis_sluzby.publish.tables import write_csv

    centre, audit, report = stage / _CENTRE, stage / _AUDIT, stage / _REPORT
    write_centre(results.centre, centre)
    write_csv(audit, "audit", results.centre["audit"])
    report.write_bytes(audit_report(plan, results.centre, "html").encode())
    return [centre, audit, report]


def _make_tables(plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write the tables of coverage and the sentences on them."""
    from gis_sluzby.publish.tables import write_tables
    from gis_sluzby.reach.comparison import declared_modelled

    reached, standards = results.reached, results.coverage["standards"]
    compared = declared_modelled(
        plan, results.centre, reached["demand"], reached["reach"], standards
    )
    told = dict(results.coverage)
    if told["declared_idle"].empty:
        del told["declared_idle"]  # for those inside alone
    frames = {
        **told,
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
    texts, figures = orp_texts(tables["summary"], *judged, mode, tables)
    return {"texts": texts, "text_figures": figures}


def _make_layers(
    plan: Plan, results: Results, stage: Path, held: Collection[str] = ()
) -> list[Path]:
    """Write the layers; the project shows rasters where they are written too."""
    from gis_sluzby.publish.layers import write_layers
    from gis_sluzby.publish.rasters.kinds import shown_kinds

    centre, coverage = results.centre, results.coverage
    return write_layers(
        stage / "layers",
        plan,
        centre,
        coverage,
        isochrones=results.reached.get("isochrones"),
        rasters=shown_kinds(plan, centre, coverage) if "rasters" in held else None,
    )


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
        reached=results.reached,
        mode=plan.reach.mode,
        contact=plan.publish.contact or "",
        classes=plan.publish.classes,
        basemap=plan.publish.basemap.model_dump() if plan.publish.basemap else None,
        earlier=plan.path.parent / plan.publish.earlier if plan.publish.earlier else None,
    )


def _isochrones(plan: Plan, results: Results) -> pd.DataFrame:
    """Draw the isochrones of services and kinds, up to the limits of the standards."""
    from gis_sluzby.cartography.isochrones import isochrone_edges
    from gis_sluzby.reach.isochrones.compute import isochrone_table

    edges = isochrone_edges(results.coverage["standards"])
    demand = results.reached["demand"]
    return isochrone_table(plan, results.centre, results.roads, demand, edges)


def _uncovered_places(plan: Plan, results: Results) -> pd.DataFrame:
    """Find where the people live whom a kind of service does not cover."""
    from gis_sluzby.coverage.uncovered import uncovered_places

    return uncovered_places(plan, results.centre, results.reached, results.coverage)


def _population_by_band(plan: Plan, results: Results) -> pd.DataFrame:
    """Count people by their minutes to the nearest service of each kind."""
    from gis_sluzby.publish.rasters.bands import population_by_band

    return population_by_band(
        plan, results.centre, results.roads, results.reached, results.coverage
    )


#: Tables that only some products need, by name.
EXTRAS = {
    "isochrones": Extra(
        "Kreslím izochrony", _isochrones, wanted=lambda plan: plan.publish.isochrones
    ),
    "uncovered_places": Extra(
        "Hledám, kde žijí lidé mimo dosah", _uncovered_places, wanted=lambda _: True
    ),
    "population_by_band": Extra(
        "Počítám lidi podle minut",
        _population_by_band,
        wanted=lambda _: True,
        sections=("rasters",),
    ),
}


def _make_sheets(
    plan: Plan, results: Results, stage: Path, submit: Submit = when_asked
) -> list[Path]:
    """Draw the map sheets."""
    from gis_sluzby.publish.sheets import write_sheets

    return write_sheets(plan, results, stage / "sheets", submit)


def _make_rasters(plan: Plan, results: Results, stage: Path) -> list[Path]:
    """Write minutes and uncovered people on a grid."""
    from gis_sluzby.publish.rasters import write_rasters

    return write_rasters(
        stage, plan, results.centre, results.roads, results.reached, results.coverage
    )


#: The products in the order in which they are made.
PRODUCTS = {
    CORE: Product("Zapisuji datové centrum", _make_core),
    "layers": Product("Zapisuji vrstvy", _make_layers, needs=("isochrones",), shows=("rasters",)),
    "tables": Product("Zapisuji tabulky", _make_tables, beside=True),
    "site": Product("Sestavuji mapovou stránku", _make_site, beside=True, needs=("isochrones",)),
    "workbook": Product("Zapisuji sešit", _make_workbook, beside=True),
    "sheets": Product("Kreslím mapové listy", _make_sheets, sections=("sheets",), spread=True),
    "rasters": Product(
        "Počítám rastry",
        _make_rasters,
        needs=("uncovered_places", "population_by_band"),
        sections=("rasters",),
    ),
}
