"""Providers of the sample region: invented names, IČO outside the numbers in use, contacts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gis_sluzby import codelists
from gis_sluzby.sample.seeds import words

#: Invented IČO begin here; so high a number is not assigned to anybody.
_FIRST_ICO = 9_900_001
_ICO_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True)
class Provider:
    """One invented provider.

    Parameters
    ----------
    nazev
        Name with the legal form.
    ico
        Eight digits, the last one the check digit.
    web, email, phone
        Contacts that evidently lead nowhere.
    """

    nazev: str
    ico: str
    web: str
    email: str
    phone: str


class Providers:
    """Register of the providers, filled as services ask for them."""

    def __init__(self) -> None:
        self._known: dict[str, Provider] = {}

    def of(self, field: str, orp: str, obec: str, turn: int) -> Provider:
        """Give a provider of a field at a place.

        Parameters
        ----------
        field
            Field of work (a key of [providers] in names.toml).
        orp, obec
            Names of the ORP town and of the obec.
        turn
            Which of the field's names is taken, in turns.

        Returns
        -------
        Provider
            The same one for the same name.
        """
        patterns = words("names")["providers"][field]
        nazev = patterns[turn % len(patterns)].format(orp=orp, obec=obec)
        if nazev not in self._known:
            number = len(self._known)
            slug = re.sub(r"[^a-z0-9]+", "-", codelists.normalise(nazev.partition(",")[0]))
            self._known[nazev] = Provider(
                nazev=nazev,
                ico=with_check_digit(f"{_FIRST_ICO + number:07d}"),
                web=f"https://{slug}.example.cz",
                email=f"info@{slug}.example.cz",
                phone=f"000 000 {number + 1:03d}",
            )
        return self._known[nazev]


def with_check_digit(body: str) -> str:
    """Complete an IČO.

    Parameters
    ----------
    body
        Seven digits.

    Returns
    -------
    str
        Eight digits; the last is (11 − weighted sum mod 11) mod 10.

    Examples
    --------
    >>> with_check_digit("0000627")
    '00006271'
    """
    total = sum(int(digit) * weight for digit, weight in zip(body, _ICO_WEIGHTS, strict=True))
    return f"{body}{(11 - total % 11) % 10}"
