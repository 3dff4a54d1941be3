"""What `check` says of standards: which kinds of services have none of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gis_sluzby.coverage.standards_check import Lacking


def standards_lines(lacking: Lacking) -> Iterator[str]:
    """Say which kinds of services have no standard of their own.

    Parameters
    ----------
    lacking
        As `coverage.standards_check.lacking_standards` gives it.

    Yields
    ------
    Lines of text.
    """
    from gis_sluzby import codelists
    from gis_sluzby.cartography import counted, nonbreaking

    def kinds(codes: list[str]) -> str:
        return ", ".join(codelists.druh(code).name for code in codes)

    if lacking.default:
        many = counted(len(lacking.default), "druhu", "druhů", "druhů")
        yield nonbreaking(f"Standardy: u {many} platí výchozí orientační standard programu.")
    if lacking.general:
        yield nonbreaking(
            f"Bez vlastního standardu, platí obecné [standards]: {kinds(lacking.general)}."
        )
    if lacking.unmeasured:
        yield nonbreaking(f"Standard nic neměří, dosah se neposuzuje: {kinds(lacking.unmeasured)}.")
    if lacking.excluded:
        yield nonbreaking(f"Plán z posuzování vyjímá: {kinds(lacking.excluded)}.")
