"""Forms, capacities, target groups and scope of the services of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from gis_sluzby import codelists
from gis_sluzby.plan.fields import Field
from gis_sluzby.plan.model import WHOLE_COUNTRY
from gis_sluzby.sources.read import understood
from gis_sluzby.sources.rpss import lists
from gis_sluzby.sources.rpss.services import TEXT
from gis_sluzby.sources.rpss.shape import CapacityRow, FormRow, ScopeRow, TargetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gis_sluzby.plan import Plan
    from gis_sluzby.sources.rpss.codes import Codes
    from gis_sluzby.sources.rpss.doubts import Doubts
    from gis_sluzby.sources.rpss.raw import Raw

_NUMBER = Field("number")


def register_details(
    raw: Raw, services: pd.DataFrame, plan: Plan, codes: Codes, doubts: Doubts
) -> dict[str, pd.DataFrame]:
    """Give what hangs on the services of a register.

    Parameters
    ----------
    raw
        The register as its file has it.
    services
        As `register_services` gives them.
    plan
        The plan: its kraj.
    codes
        Understands the register's codes.
    doubts
        Takes what is to be said about the whole.

    Returns
    -------
    The tables offers, capacities, targets and declared, each key once. Capacity stands at service
    × form × unit, as the register has it; of several counts for one key the largest is taken,
    never their sum.
    """
    offers = _offers(raw, services, codes)
    return {
        "offers": offers,
        "capacities": _capacities(raw, services, codes, doubts),
        "targets": _targets(raw, services, codes),
        "declared": _declared(raw, services, offers, plan, codes),
    }


def _rows(
    rows: Sequence[tuple[Any, ...]], columns: tuple[str, ...], services: pd.DataFrame
) -> pd.DataFrame:
    """Give the rows that belong to services, with their ids."""
    frame = pd.DataFrame(rows, columns=list(columns))
    texts = [name for name in columns if name not in ("row", "nonstop")]
    frame = frame.astype(dict.fromkeys(texts, TEXT) | {"row": int})
    return frame.join(services["service_id"], on="row", how="inner")


def _merged(frame: pd.DataFrame, key: list[str], **how: Any) -> pd.DataFrame:  # noqa: ANN401
    """Merge the rows that share a key; those that share none, nearly all, are left as they are."""
    shared = frame.duplicated(key, keep=False)
    if not shared.any():
        return frame
    merged = frame[shared].groupby(key, as_index=False).agg(how)
    return pd.concat([frame[~shared], merged], ignore_index=True)


def _offers(raw: Raw, services: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Give the forms, each once for a service."""
    forms = _rows(raw.gathered.forms, FormRow._fields, services)
    forms["forma"] = codes.coded(lists.FORMS, forms["forma"])
    forms["nonstop"] = forms["nonstop"].astype(bool)
    known = forms.dropna(subset="forma").drop(columns="row")
    return _merged(known, ["service_id", "forma"], nonstop="any", hours="first")


def _capacities(raw: Raw, services: pd.DataFrame, codes: Codes, doubts: Doubts) -> pd.DataFrame:
    """Give the capacities, one for service × form × unit."""
    rows = _rows(raw.gathered.capacities, CapacityRow._fields, services)
    forms = rows["forma"].map(codes.find(lists.FORMS, rows["forma"]))
    rows["forma"] = forms.astype(TEXT).fillna("unknown")
    rows["unit"] = codes.coded(lists.UNITS, rows["unit"])
    rows["amount"], bad = understood(rows["amount"], "pocet", _NUMBER)
    for one in bad:
        raw.odd.strange("pocet", one.found)
    for count in rows.loc[rows["amount"] < 0, "amount"]:
        raw.odd.strange("pocet", f"{count:g}")
    rows["amount"] = rows["amount"].mask(rows["amount"] < 0)
    known = rows.dropna(subset="unit")
    key = ["service_id", "forma", "unit"]
    several = known[known.duplicated(key, keep=False)]
    if len(several):
        ids = several["service_id"].unique()
        doubts.say(
            "capacity_repeated",
            "info",
            "capacities",
            found=f"služby s více kapacitami téže formy a jednotky: {len(ids)}",
            expected="jedna kapacita pro službu, formu a jednotku",
            action="vzata největší; kapacity se nesčítají",
            column="kapacity",
            about=ids,
        )
    counted = known.drop(columns="row").rename(columns={"amount": "count"})
    return _merged(counted, key, count="max", note=_joined)


def _joined(notes: pd.Series[str]) -> str | None:
    """Put notes together, each once."""
    return "; ".join(dict.fromkeys(notes.dropna())) or None


def _targets(raw: Raw, services: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Give the target groups, each once for a service."""
    rows = _rows(raw.gathered.targets, TargetRow._fields, services)
    rows["target_group"] = codes.coded(lists.GROUPS, rows["target_group"])
    known = rows.dropna(subset="target_group")
    groups = {code: group.cs for code, group in codelists.target_groups().items()}
    together = _merged(known.drop(columns="row"), ["service_id", "target_group"], note=_joined)
    return together.assign(cs=together["target_group"].map(groups).astype(TEXT))


def _declared(
    raw: Raw, services: pd.DataFrame, offers: pd.DataFrame, plan: Plan, codes: Codes
) -> pd.DataFrame:
    """Give the services that work in the whole of the plan's kraj.

    The register knows a scope by kraj alone. It is taken for the terénní form only: to the other
    forms people come, so that a scope would say nothing about who gets there.
    """
    rows = _rows(raw.gathered.scopes, ScopeRow._fields, services).drop_duplicates()
    rows["kod"] = codes.coded(lists.KRAJE, rows["kraj"])
    rows = rows[(rows["kod"] == plan.kraj) | (plan.kraj == WHOLE_COUNTRY)]
    away = offers.loc[offers["forma"] == "ter", ["service_id", "forma"]]
    whole = rows.dropna(subset="kod").merge(away, on="service_id")
    known = whole[["service_id", "forma", "kod"]].drop_duplicates()
    return known.assign(level="kraj", claim="kraj_wide", evidence="katalog")
