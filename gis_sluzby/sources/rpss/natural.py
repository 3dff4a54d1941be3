"""Providers that are natural persons: their services are not taken over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gis_sluzby.sources.rpss.values import Json

_PERSON = ("jmeno", "prijmeni")
_WITHIN = ("osoba", "osobaPoskytovatele")
#: The tax number of a person is the birth number: 9 or 10 digits; of a body the IČO: 8 digits.
_PERSONAL_TAX_NUMBER = re.compile(r"^(?:CZ)?\s*\d{9,10}$", re.IGNORECASE)
#: An academic title before a first name and a surname.
_TITLED = re.compile(
    r"^(?:(?:Bc|Mgr|MgA|Ing|Ing\. arch|PhDr|PhMr|MUDr|MVDr|MDDr|JUDr|PaedDr|RNDr|ThDr|ThLic|"
    r"PharmDr|RSDr|doc|prof|Dr)\.(?:\s*et)?\s*)+\w[\w-]*(?:\s+\w[\w-]*){1,2}"
    r"(?:,\s*(?:Ph\.?\s?D|CSc|DrSc|DiS|MBA|MSc|MPA|LL\.?M|Th\.?\s?D|M\.?A)\.?)*$",
    re.IGNORECASE,
)


def is_natural(provider: Json, body: str | None) -> bool:
    """Tell whether a provider is a natural person.

    Parameters
    ----------
    provider
        The provider as the register has it.
    body
        The name of the body, none where the register gives none.

    Returns
    -------
    Whether it has a person's name and no body's, the tax number of a person, or a name that is
    an academic title with a person's name.

    Examples
    --------
    >>> is_natural({"jmeno": "Jana"}, None), is_natural({}, "Mgr. Jana Vymyšlená")
    (True, True)
    >>> is_natural({"dic": "CZ12345678"}, "Charita Vymyšlená")
    False
    """
    if _PERSONAL_TAX_NUMBER.match(str(provider.get("dic") or "").strip()):
        return True
    if body:
        return _TITLED.match(body) is not None
    inner = [provider, *(provider.get(key) for key in _WITHIN)]
    return any(one.get(key) for one in inner if isinstance(one, dict) for key in _PERSON)
