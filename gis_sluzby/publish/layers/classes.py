"""Classes of coverage for the layers: the page's own legends, and the class of every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gis_sluzby import codelists
from gis_sluzby.cartography import LIGHT, share_colours
from gis_sluzby.publish.layers.symbols import Symbol, patterned, solid
from gis_sluzby.publish.site.layers import PLACELESS
from gis_sluzby.publish.site.legend import Legend, legend_of, legend_of_orp
from gis_sluzby.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import pandas as pd


class Kind(NamedTuple):
    """One druh and forma of services with its legend.

    Parameters
    ----------
    druh, forma
        Their codes.
    legend
        The legend, the same as on the page.
    """

    druh: str
    forma: str
    legend: Legend

    @property
    def name(self) -> str:
        """Name of the layer, without what stands before it: "46", "46_amb"."""
        return self.druh if self.forma == "any" else f"{self.druh}_{self.forma}"

    @property
    def title(self) -> str:
        """What it is, in Czech: "§ 46 denní stacionáře, ambulantní"."""
        druh = codelists.druh(self.druh)
        named = f"{druh.paragraph or ''} {druh.name}".strip()
        return named if self.forma == "any" else f"{named}, {FORMS[self.forma]}"


def classified(
    coverage: pd.DataFrame, standards: pd.DataFrame, mode: str
) -> tuple[pd.DataFrame, list[Kind]]:
    """Give every row of coverage the key of its class.

    Parameters
    ----------
    coverage
        The table `coverage_obec`.
    standards
        The table `standards`: the level at which each kind is judged.
    mode
        How people travel, one of `words.MODES`.

    Returns
    -------
    The table with the column `trida`; and each druh and forma of `cs = any` with its legend, in
    the order of the code lists.
    """
    levels = {
        (row.druh, row.forma): row.level
        for row in standards[standards["cs"] == "any"].itertuples(index=False)
    }
    used = ["status", "reason", "measure", "limit_minutes", "nearest_minutes", "providers_in_limit"]
    columns = {name: coverage[name].to_numpy(dtype=object) for name in used}
    classes = np.empty(len(coverage), dtype=object)
    kinds = []
    keys = ["druh", "forma", "cs"]
    groups: Mapping[Any, Any] = coverage.groupby(keys, sort=False).indices
    for (druh, forma, cs), at in groups.items():
        rows = {name: values[at] for name, values in columns.items()}
        level = levels.get((druh, forma)) or levels.get((druh, "any"), "obec")
        legend = _legend(rows, str(level), mode, timed=druh not in PLACELESS)
        classes[at] = legend.keys(rows)
        if cs == "any":
            kinds.append(Kind(druh, forma, legend))
    order, forms = {d.code: d.position for d in codelists.druhy()}, list(FORMS)
    kinds.sort(key=lambda kind: (order[kind.druh], forms.index(kind.forma)))
    return coverage.assign(trida=classes), kinds


def classified_orp(coverage: pd.DataFrame, edges: tuple[float, ...]) -> tuple[pd.DataFrame, Legend]:
    """Give every row of coverage of ORP the key of its class.

    Parameters
    ----------
    coverage
        The table `coverage_orp`.
    edges
        Edges of the classes of shares, percent.

    Returns
    -------
    The table with the column `trida`, and the legend of all maps by ORP.
    """
    legend = legend_of_orp(edges)
    columns = {name: coverage[name].to_numpy(dtype=object) for name in ("status", "covered_share")}
    return coverage.assign(trida=legend.keys(columns)), legend


def class_symbol(row: Mapping[str, Any], edges: tuple[float, ...]) -> Symbol:
    """Give the symbol of a row of a legend.

    Parameters
    ----------
    row
        A row of `Legend.rows`: a pattern, or a place in one of the ramps.
    edges
        Edges of the classes of shares, percent.

    Returns
    -------
    A fill in the colours of the page.
    """
    if "pattern" in row:
        return patterned(row["pattern"])
    if "unlimited" in row:
        return solid(LIGHT.unlimited[row["unlimited"]])
    if "degree" in row:
        return solid(share_colours(edges)[row["degree"]])
    # The more providers the darker, as on the page.
    return solid(LIGHT.ramp[3 - row["many"] if "many" in row else row["ramp"]])


def _legend(rows: Mapping[str, Any], level: str, mode: str, *, timed: bool) -> Legend:
    """Give the legend of the rows of one kind."""
    measure = next((name for name in rows["measure"] if isinstance(name, str)), "none")
    limits = rows["limit_minutes"].astype(float)
    known = limits[~np.isnan(limits)]
    limit = float(known[0]) if timed and measure == "time" and known.size else None
    weighed = any(str(reason).startswith("balance_") for reason in rows["reason"])
    return legend_of(measure, level, limit, weighed=weighed, mode=mode)
