"""Places of the services of a register: facilities in force, each once, secret ones hidden."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gis_sluzby.codelists import normalise
from gis_sluzby.crs import KROVAK
from gis_sluzby.plan.fields import Field
from gis_sluzby.sources.read import understood
from gis_sluzby.sources.rpss import lists
from gis_sluzby.sources.rpss.doubts import shortened
from gis_sluzby.sources.rpss.services import TEXT, in_force
from gis_sluzby.sources.rpss.shape import AddressParts, FacilityRow

if TYPE_CHECKING:
    from gis_sluzby.plan import Plan, Source
    from gis_sluzby.plan.fields import FieldType
    from gis_sluzby.sources.rpss.codes import Codes
    from gis_sluzby.sources.rpss.doubts import Doubts
    from gis_sluzby.sources.rpss.raw import Raw

_OWN = FacilityRow._fields[:-1]
_PARTS = AddressParts._fields
_FLAGS = ("secret", "contact")
#: What would give a secret place away; the obec is kept, for it is counted by kraj or ORP.
_HIDDEN = ["nazev", "kod_adm", "kod_cast", "nazev_cast", "street", "address"]
_FIELDS: dict[str, tuple[FieldType, int]] = {
    "od": ("date", 0),
    "do": ("date", 0),
    "kod_adm": ("code", 0),
    "kod_obec": ("code", 6),
    "kod_cast": ("code", 0),
}
_LISTED = {lists.OKRESY: "kod_okres", lists.OBCE: "kod_obec", lists.PARTS: "kod_cast"}
_SAME = ["service_id", "nazev", "kod_adm", "where", "od", "do"]


def register_places(
    raw: Raw, services: pd.DataFrame, plan: Plan, source: Source, codes: Codes, doubts: Doubts
) -> gpd.GeoDataFrame:
    """Give the places of services on the plan's day.

    Parameters
    ----------
    raw
        The register as its file has it.
    services
        As `register_services` gives them.
    plan
        The plan: its date.
    source
        The register's declaration in the plan.
    codes
        Understands the register's codes.
    doubts
        Takes what is to be said about the whole.

    Returns
    -------
    A row for each service and facility in force: service_id, provider, druh, nazev, secret, od,
    do, address and codes (kod_adm, kod_obec, kod_cast, kod_okres in RÚIAN, kod_kraj in NUTS 3), the
    names of part, obec, okres and kraj where the register has no codes (of part and okres also
    where their code list is given), street, `kod_kraj_contact`, `source_row` (number of the
    record), `path` (where in it), and an empty point in EPSG:5514. A service without a facility in
    force has its contact address. Of a secret place only the obec is kept.
    """
    rows = [one[:-1] + one.parts for one in raw.gathered.facilities if one.row in services.index]
    frame = pd.DataFrame(rows, columns=[*_OWN, *_PARTS])
    texts = [name for name in frame.columns if name not in ("row", *_FLAGS)]
    frame = frame.astype(dict.fromkeys(texts, TEXT) | dict.fromkeys(_FLAGS, bool) | {"row": int})
    for name, (type_, digits) in _FIELDS.items():
        frame[name], bad = understood(frame[name], name, Field(type_, digits=digits))
        for one in bad:
            raw.odd.strange(name, one.found)
    for key, level in ((lists.OKRESY, "okres"), (lists.PARTS, "cast")):
        names = codes.named(key, frame[f"kod_{level}"], frame[f"nazev_{level}"])
        frame[f"nazev_{level}"] = names
    frame["kod_kraj"] = codes.coded(lists.KRAJE, frame["kod_kraj"])
    frame = frame.join(services[["service_id", "provider", "druh"]], on="row")
    contact = frame[frame["contact"]].drop_duplicates("row").set_index("row")["kod_kraj"]
    frame["kod_kraj_contact"] = frame["row"].map(contact).astype(TEXT)
    frame = _with_fallback(_with_hidden(frame), plan, doubts)
    frame = _once(frame, doubts)
    frame[_HIDDEN] = frame[_HIDDEN].mask(frame["secret"])
    for key, field in _LISTED.items():
        codes.must_have(key, frame[field])
    empty = gpd.GeoSeries([None] * len(frame), index=frame.index, crs=KROVAK)
    placed = frame.rename(columns={"row": "source_row"}).assign(
        kod_orp=pd.Series(index=frame.index, dtype=TEXT), source_id=source.id
    )
    return gpd.GeoDataFrame(placed, geometry=empty, crs=KROVAK)


def _with_hidden(frame: pd.DataFrame) -> pd.DataFrame:
    """Hide the address of a service that is secret at one of its entries at all of them.

    The contact address of a service all of whose facilities are secret may be the secret one too.
    """
    facilities = frame[~frame["contact"]]
    secret = facilities.loc[facilities["secret"], ["row", "kod_adm"]]
    known = pd.MultiIndex.from_frame(secret.dropna())
    same = pd.MultiIndex.from_frame(frame[["row", "kod_adm"]]).isin(known)
    near = frame["contact"] & frame["row"].isin(secret["row"])
    return frame.assign(secret=frame["secret"] | same | near | _written_as_secret(frame))


def _written_as_secret(frame: pd.DataFrame) -> pd.Series[bool]:
    """Tell which entries of a service are written as a secret one is, unless codes tell them apart.

    What one of the two does not say is no difference: hiding a place too many does less harm.
    """
    told = frame[["row", "secret", "contact", "kod_adm", "kod_obec"]].assign(
        entry=frame.index, written=_keys(frame["address"]), named=_keys(frame["nazev_obec"])
    )
    told = told.dropna(subset="written")
    secret = told[told["secret"] & ~told["contact"]]
    pairs = told.merge(secret, on=["row", "written"], suffixes=("", "_secret"))
    for name in ("kod_adm", "kod_obec", "named"):
        one, other = pairs[name], pairs[f"{name}_secret"]
        pairs = pairs[one.isna() | other.isna() | one.eq(other)]
    return pd.Series(frame.index.isin(pairs["entry"]), index=frame.index)


def _keys(texts: pd.Series[str]) -> pd.Series[str]:
    """Give texts without case, diacritics and spaces, so that one may be told to be the other."""
    keys = {text: normalise(str(text)).replace(" ", "") for text in texts.dropna().unique()}
    return texts.map(keys).astype(TEXT)


def _with_fallback(frame: pd.DataFrame, plan: Plan, doubts: Doubts) -> pd.DataFrame:
    """Keep the facilities in force; where a service has none, its contact address."""
    current = frame[~frame["contact"] & in_force(frame, plan)]
    instead = frame[frame["contact"] & ~frame["row"].isin(current["row"])]
    if len(instead):
        doubts.say(
            "facility_none",
            "warning",
            "sites",
            found=f"služby bez zařízení v platnosti: {len(instead)} "
            f"({shortened(instead['service_id'])})",
            expected="zařízení, ve kterém se služba v den plánu poskytuje",
            action="vzata kontaktní adresa služby",
            column="zarizeni",
            about=instead["service_id"],
        )
    return pd.concat([current, instead]).sort_values(["row", "path"], kind="stable")


def _once(frame: pd.DataFrame, doubts: Doubts) -> pd.DataFrame:
    """Keep one of the facilities with the same name, address and dates."""
    told = [frame[name].fillna("") for name in ("address", "kod_obec", "nazev_obec", "nazev_cast")]
    where = reduce(add, told).where(frame["kod_adm"].isna(), "")
    again = frame.assign(where=where)[_SAME].duplicated()
    if again.any():
        doubts.say(
            "facility_repeated",
            "info",
            "sites",
            found=f"zařízení, která u služby stojí víckrát: {int(again.sum())} "
            f"({shortened(frame.loc[again, 'service_id'].unique())})",
            expected="zařízení s týmž názvem, adresou a platností jednou",
            action="vzato jednou",
            column="zarizeni",
        )
    return frame[~again].reset_index(drop=True)
