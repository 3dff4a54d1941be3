"""Obce that are no more: abolished or merged, and where their people are counted now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gis_sluzby.findings import Place, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.csu.relations import Relations

_OBEC_CODE = r"[1-9]\d{5}"
_SHOWN = 12


class Registry(NamedTuple):
    """Which obce there are, and where those went that are no more.

    Parameters
    ----------
    known
        Codes of the obce that there are; empty where nobody says.
    whole
        Whether these are all of the republic, so that any other is no more.
    names
        Names of obce, also of those that are no more, by code.
    successors
        The obec of today into which one was merged, by code.
    """

    known: frozenset[str] = frozenset()
    whole: bool = False
    names: Mapping[str, str] = {}
    successors: Mapping[str, str] = {}

    def named(self, code: str) -> str:
        """Give an obec by name and code, or by its code alone."""
        name = self.names.get(code)
        return f"{name} ({code})" if name else code


def registry_of(relations: Relations, codes: Iterable[str]) -> Registry:
    """Gather which obce there are.

    Parameters
    ----------
    relations
        What the statistical office says.
    codes
        Codes of the obce that have boundaries.

    Returns
    -------
    The registry; an obec merged into one that was merged later itself leads to the last.
    """
    known = frozenset(codes) | frozenset(relations.names.index)
    successors = _by_code(relations.successors)
    stated = {old: new for old, new in successors.items() if old not in known}
    heirs = {old: _heir(old, stated, known) for old in stated}
    return Registry(
        known,
        whole=len(relations.names) > 0,
        names=_by_code(relations.ceased) | _by_code(relations.names),
        successors={old: heir for old, heir in heirs.items() if heir is not None},
    )


def _by_code(texts: pd.Series[str]) -> dict[str, str]:
    """Give a column by its index."""
    return dict(zip(texts.index.tolist(), texts.tolist(), strict=True))


def _heir(code: str, stated: Mapping[str, str], known: frozenset[str]) -> str | None:
    """Follow the successors to an obec of today; none where they lead nowhere."""
    seen = {code}
    while code not in known:
        code = stated.get(code, code)
        if code in seen:
            return None
        seen.add(code)
    return code


def with_merged(
    people: pd.DataFrame, registry: Registry, source: Source
) -> tuple[pd.DataFrame, list[Finding]]:
    """Count the people of obce that are no more in those into which they were merged.

    Parameters
    ----------
    people
        kod_obec, sex, age_from, age_to, people; the index is the row of the source.
    registry
        Where obce went that are no more.
    source
        The rows' source.

    Returns
    -------
    The rows of obce of today, those of merged obce added to them, and a finding for each of them.
    """
    old = people["kod_obec"].isin(list(registry.successors))
    if not old.any():
        return people, []
    findings = []
    for code, rows in people[old].groupby("kod_obec"):
        heir = registry.named(registry.successors[str(code)])
        total = rows[rows["sex"] == "all"]
        count = (rows if total.empty else total)["people"].sum()
        findings.append(
            finding(
                "obec_ceased",
                "info",
                "population",
                Place(str(code), source.id, int(rows.index[0]), source.column("kod_obec")),
                found=f"obec {registry.named(str(code))} už není, osob {count:.0f}",
                expected="obec, která v den plánu je",
                action=f"osoby připočteny k obci {heir}",
            )
        )
    today = people.assign(kod_obec=people["kod_obec"].replace(dict(registry.successors)))
    keys = ["kod_obec", "sex", "age_from", "age_to"]
    numbered = today.assign(row=today.index)
    summed = numbered.groupby(keys, dropna=False, sort=False, as_index=False).agg(
        people=("people", "sum"), row=("row", "first")
    )
    return summed.set_index("row").rename_axis(None), findings


def unknown_obce(codes: pd.Series[str], registry: Registry, source: Source) -> list[Finding]:
    """Name the obce of rows passed over that are none of those there are.

    Parameters
    ----------
    codes
        Codes of obce by row; codes of larger areas are passed over.
    registry
        Which obce there are.
    source
        The rows' source.

    Returns
    -------
    One finding for the source; a warning where all obce of the republic are known.
    """
    if not registry.known:
        return []
    strange = codes[codes.str.fullmatch(_OBEC_CODE) & ~codes.isin(list(registry.known))]
    strange = strange[~strange.isin(list(registry.successors))]
    listed = sorted(set(strange))
    if not listed:
        return []
    shown = ", ".join(registry.named(code) for code in listed[:_SHOWN])
    more = f" a dalších {len(listed) - _SHOWN}" if len(listed) > _SHOWN else ""
    return [
        finding(
            "obec_elsewhere",
            "warning" if registry.whole else "info",
            "population",
            Place(None, source.id, int(strange.index[0]), source.column("kod_obec")),
            found=f"obcí, které hranice ani číselník nemají: {len(listed)} ({shown}{more})",
            expected="obec, která v den plánu je, nebo vazba na tu, do které přešla",
            action="jejich obyvatelé nejsou nikam započteni",
        )
    ]
