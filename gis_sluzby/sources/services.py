"""Services: rows of a register or of a kraj's list, with codes instead of words and a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from gis_sluzby import codelists
from gis_sluzby.crs import KROVAK
from gis_sluzby.findings import Place, day_text, finding
from gis_sluzby.sources.places import places_of
from gis_sluzby.sources.read import Reading, read_source, reject
from gis_sluzby.sources.rows import Wrong, cells

if TYPE_CHECKING:
    import pandas as pd

    from gis_sluzby.findings import Finding
    from gis_sluzby.plan import Plan, Source

ICO_LENGTH = 8
_ICO_WEIGHTS = np.arange(8, 1, -1)
#: What would give a secret place away.
_PLACE_FIELDS = ["lon", "lat", "x", "y", "wkt"]


def read_services(plan: Plan, source: Source) -> Reading:
    """Read services in force on the plan's day.

    Parameters
    ----------
    plan
        The plan: its date.
    source
        A source of the table `services`.

    Returns
    -------
    A row a service: service_id, druh (code), forms (codes, empty where not given), ico, provider
    and the other fields, and the point in EPSG:5514 (null where there is none or where the
    address is secret).

    Raises
    ------
    InputError
        With every row whose key repeats, whose druh or forma is not known, whose coordinates are
        impossible or start-up minutes negative, unless the source says `rejects = "record"`.
    """
    opened = read_source(plan, source)
    frame = _without_secrets(opened.frame)
    frame["service_id"] = source.id + ":" + frame["key"]
    places = places_of(frame, source)
    wrong = [*_repeated(frame), *_unknown_druhy(frame), *_unknown_forms(frame)]
    wrong += _negative_startup(frame)
    not_understood = {one.row for one in opened.wrong if one.field in _PLACE_FIELDS}
    wrong += [one for one in places.wrong if one.row not in not_understood]
    frame["druh"] = frame["druh"].map(codelists.find_druh, na_action="ignore")
    frame["forms"] = [_form_codes(words) for words in frame["forma"]]
    kept = reject(opened._replace(frame=frame), source, wrong)
    rows = kept.frame.drop(columns=["forma", "geometry"], errors="ignore")
    rows["ico"], about_ico = clean_ico(rows, source)
    located = gpd.GeoDataFrame(rows, geometry=places.points.reindex(rows.index), crs=KROVAK)
    in_force, ended = _in_force(located, plan, source)
    return Reading(
        in_force,
        [*kept.findings, *places.findings, *about_ico, *ended],
        kept.read,
        kept.rejected + len(ended),
    )


def _without_secrets(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a copy in which a secret place has no coordinates."""
    cleaned = frame.assign(secret=frame["secret"].eq(other=True))
    cleaned[_PLACE_FIELDS] = cleaned[_PLACE_FIELDS].mask(cleaned["secret"])
    if isinstance(cleaned, gpd.GeoDataFrame):
        return cleaned.set_geometry(cleaned.geometry.where(~cleaned["secret"]))
    return cleaned


def _repeated(frame: pd.DataFrame) -> list[Wrong]:
    """Name the rows whose key stands there before."""
    keys = frame["key"].dropna()
    first = dict(zip(keys[~keys.duplicated()], keys.index[~keys.duplicated()], strict=True))
    return [
        Wrong(row, "key", str(key), f"klíč se opakuje, má jej už řádek {first[key]}")
        for row, key in cells(keys[keys.duplicated()])
    ]


def _unknown_druhy(frame: pd.DataFrame) -> list[Wrong]:
    """Name the rows whose druh is in no code list."""
    words = frame["druh"].dropna()
    unknown = words[words.map(codelists.find_druh).isna()]
    return [
        Wrong(row, "druh", str(word), f"neznámý druh služby{_nearest(str(word))}")
        for row, word in cells(unknown)
    ]


def _nearest(word: str) -> str:
    """Suggest a druh."""
    near = codelists.suggest_druh(word)
    return f", snad „{near}“" if near else ""


def _unknown_forms(frame: pd.DataFrame) -> list[Wrong]:
    """Name the rows with a form that is in no code list."""
    known = ", ".join(form.name for form in codelists.forms().values())
    return [
        Wrong(row, "forma", word, f"neznámá forma služby; formy jsou {known}")
        for row, words in cells(frame["forma"].dropna())
        for word in words
        if codelists.find_forma(word) is None
    ]


def _negative_startup(frame: pd.DataFrame) -> list[Wrong]:
    """Name the rows at whose place a way would get shorter."""
    minutes = frame["startup_minutes"].astype(float)
    what = "minuty navíc nemohou být záporné"
    return [
        Wrong(row, "startup_minutes", f"{value:g}", what)
        for row, value in cells(minutes[minutes < 0])
    ]


def _form_codes(words: object) -> tuple[str, ...]:
    """Give the codes of the forms that a cell lists."""
    if not isinstance(words, list):
        return ()
    codes = (codelists.find_forma(str(word)) for word in words)
    return tuple(sorted({code for code in codes if code}))


def clean_ico(frame: pd.DataFrame, source: Source) -> tuple[pd.Series[str], list[Finding]]:
    """Fill the zeros that spreadsheets eat and check the last digit.

    Parameters
    ----------
    frame
        Rows with service_id and ico; the index is the row of the source.
    source
        Their source.

    Returns
    -------
    The IČO, and the findings about them.
    """
    given = frame["ico"].str.replace(" ", "", regex=False)
    digits = given.str.fullmatch(r"[0-9]+").eq(other=True)
    filled = given.mask(digits, given.str.zfill(ICO_LENGTH))
    findings = []
    for row, ico in cells(given.dropna()):
        place = Place(str(frame.at[row, "service_id"]), source.id, row, source.column("ico"))
        whole = str(filled[row])
        if ico != whole:
            findings.append(
                finding(
                    "ico_zeros",
                    "info",
                    "providers",
                    place,
                    found=ico,
                    expected=whole,
                    action="nuly doplněny",
                )
            )
        if not is_ico(whole):
            findings.append(
                finding(
                    "ico_check_digit",
                    "warning",
                    "providers",
                    place,
                    found=ico,
                    expected="IČO o 8 číslicích se správnou kontrolní číslicí",
                    action="ponecháno",
                )
            )
    return filled, findings


def is_ico(ico: str) -> bool:
    """Check length and last digit of an IČO (weights 8 to 2, modulo 11).

    Parameters
    ----------
    ico
        The IČO as text.

    Returns
    -------
    Whether it may be one.

    Examples
    --------
    >>> is_ico("00000019"), is_ico("00000018"), is_ico("19")
    (True, False, False)
    """
    if len(ico) != ICO_LENGTH or not (ico.isascii() and ico.isdigit()):
        return False
    digits = np.array([int(digit) for digit in ico])
    return int(digits[-1]) == (11 - int(digits[:-1] @ _ICO_WEIGHTS) % 11) % 10


def _in_force(
    frame: gpd.GeoDataFrame, plan: Plan, source: Source
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Keep the services provided on the plan's day."""
    day = plan.date.isoformat()
    later = frame["od"].gt(day).eq(other=True)
    ended = frame["do"].lt(day).eq(other=True)
    against = frame["od"].gt(frame["do"]).eq(other=True)
    findings = [
        _not_in_force(str(service), row, frame.loc[row, ["od", "do"]].tolist(), day, source)
        if not against[row]
        else finding(
            "dates_contradict",
            "warning",
            "services",
            Place(str(service), source.id, row, source.column("do")),
            found=f"od {day_text(frame.at[row, 'od'])} do {day_text(frame.at[row, 'do'])}",
            expected="konec až po začátku",
            action="nezahrnuto",
        )
        for row, service in cells(frame.loc[later | ended, "service_id"])
    ]
    return frame[~(later | ended)], findings


def _not_in_force(service: str, row: int, dates: list[object], day: str, source: Source) -> Finding:
    """Say that a service is not provided yet, or no more."""
    began, ended = dates
    later = isinstance(began, str) and began > day
    return finding(
        "not_in_force",
        "info",
        "services",
        Place(service, source.id, row, source.column("od" if later else "do")),
        found=f"od {day_text(str(began))}" if later else f"do {day_text(str(ended))}",
        expected=f"služba poskytovaná {day_text(day)}",
        action="nezahrnuto",
    )
