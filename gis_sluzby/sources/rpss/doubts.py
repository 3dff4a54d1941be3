"""What there is to say about a register as a whole: one finding for a rule, not one for a row.

A national register has thousands of rows; a clerk reads what is wrong once, with how often.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gis_sluzby.findings import Place, finding
from gis_sluzby.sources.rpss.lists import AGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gis_sluzby.findings import Finding, Severity
    from gis_sluzby.plan import Source
    from gis_sluzby.sources.rpss.raw import Raw

_SHOWN = 8


class Doubts:
    """Gathers what is to be said about one source.

    Parameters
    ----------
    source
        The source.

    Attributes
    ----------
    findings
        What has been said so far.
    unknown
        How often a code stands there that the program does not know: by list and code.
    named
        Official names of such codes, where their list is given.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.findings: list[Finding] = []
        self.unknown: Counter[tuple[str, str]] = Counter()
        self.named: dict[tuple[str, str], str] = {}

    def say(
        self,
        rule: str,
        severity: Severity,
        table: str,
        *,
        found: str,
        expected: str,
        action: str,
        column: str | None = None,
        about: Iterable[str] = (),
    ) -> None:
        """Say something.

        Parameters
        ----------
        rule, severity, table, found, expected, action
            As `findings.finding` takes them.
        column
            Key of the register concerned.
        about
            Services concerned.
        """
        place = Place(" ".join(sorted(about)) or None, self._source.id, None, column)
        self.findings.append(
            finding(rule, severity, table, place, found=found, expected=expected, action=action)
        )

    def about_codes(self) -> None:
        """Say which codes the program does not know; no figure rests on age groups."""
        for (key, code), count in sorted(self.unknown.items()):
            name = self.named.get((key, code))
            kept = key == AGES
            self.say(
                "register_codes",
                "info" if kept else "warning",
                "services",
                found=f"{code} ({f'{name}, ' if name else ''}{count}×)",
                expected="kód z číselníku registru, který program zná",
                action="kód ponechán bez názvu" if kept else "údaj vynechán, služba zůstává",
                column=f"{key}={code}",
            )

    def about_shape(self, raw: Raw) -> None:
        """Say what of the file is of another shape than awaited."""
        for key, count in sorted(raw.odd.strange_keys.items()):
            self.say(
                "register_shape",
                "warning",
                "services",
                found=f"{count}×, například {raw.odd.examples[key]}",
                expected="údaj, jaký registr obvykle má",
                action="údaj vynechán, záznam zůstává",
                column=key,
            )
        for key, count in sorted(raw.odd.extra.items()):
            self.say(
                "register_shape",
                "info",
                "services",
                found=f"klíč, který program nezná ({count}×)",
                expected="klíče otevřených dat registru",
                action="klíč se nečte",
                column=key,
            )
        if raw.stated is not None and raw.stated != raw.read:
            self.say(
                "register_partial",
                "warning",
                "services",
                found=f"soubor má záznamů {raw.read}, sám jich uvádí {raw.stated}",
                expected="celý výpis registru",
                action="přečteno, co v souboru je; služby, které v něm nejsou, se nepočítají",
            )


def shortened(words: Iterable[str]) -> str:
    """Give the first few words of many.

    Parameters
    ----------
    words
        Words.

    Returns
    -------
    At most eight of them in order, and how many more there are.

    Examples
    --------
    >>> shortened(["b", "a"])
    'a, b'
    """
    listed = sorted(words)
    more = f" a dalších {len(listed) - _SHOWN}" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more
