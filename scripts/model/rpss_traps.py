"""Traps that are planted into the JSON itself: what no invented service would say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Item = dict[str, Any]


def spoilt(item: Item, turn: int) -> list[str]:
    """Spoil an item in its turn.

    Parameters
    ----------
    item
        An item of `polozky`; it is changed.
    turn
        Its number; each trap has turns of its own.

    Returns
    -------
    Names of the traps that it fell into.
    """
    fallen = [(name, trap) for name, (every, trap) in _TRAPS.items() if turn % every == every - 1]
    for _, trap in fallen:
        trap(item)
    return [name for name, _ in fallen]


def _nulls(item: Item) -> None:
    for key in ("kontaktniAdresy", "emaily", "telefony", "weby", "vekoveSkupiny", "doplnkoveUdaje"):
        item[key] = None
    for form in item["formy"]:
        form.update(casoveRozsahy=None, nepretrzitePoskytovani=None)
    for facility in item["zarizeni"]:
        facility.update(nazev=None, poskytujeOd=None, poskytujeDo=None)


def _no_forms(item: Item) -> None:
    item["formy"] = None


def _odd_unit(item: Item) -> None:
    for form in item["formy"] or ():
        for capacity in form["kapacity"]:
            capacity["typ"] = {"id": "TypKapacitySocialniSluzby/neznama"}


def _no_count(item: Item) -> None:
    for form in item["formy"] or ():
        for capacity in form["kapacity"]:
            capacity["pocet"] = None


def _unknown_group(item: Item) -> None:
    group = {"cilovaSkupina": {"id": "CilovaSkupinaOsoby/28"}, "doplnujiciInformace": None}
    item["ciloveSkupiny"].append(group)


def _retired_obec(item: Item) -> None:
    for facility in item["zarizeni"]:
        facility["adresa"]["obec"] = {"id": "Obec/599999"}


def _other_kraj(item: Item) -> None:
    for facility in item["zarizeni"]:
        facility["adresa"]["kraj"] = {"id": "Kraj/19"}


def _words_only(item: Item) -> None:
    """Leave the address in words alone: of a homonym, without a code, so without an obec."""
    for facility in item["zarizeni"]:
        facility["adresa"] = {"adresaText": "Lhota 5 (modelová data)"}


def _wrong_shape(item: Item) -> None:
    item["ciloveSkupiny"] = "senioři"


def _new_key(item: Item) -> None:
    item["novyKlic"] = {"id": "Neco/1"}


def _unknown_kind(item: Item) -> None:
    item["druhSocialniSluzby"] = {"id": "DruhSocialniSluzby/99"}


def _no_key(item: Item) -> None:
    item["identifikator"] = None


def _as_numbers(item: Item) -> None:
    item["identifikator"] = int(item["identifikator"] or 0) or None
    if (item["poskytovatel"]["ico"] or "").isdigit():
        item["poskytovatel"]["ico"] = int(item["poskytovatel"]["ico"])


#: Name -> every which record, and what is done to it.
_TRAPS: dict[str, tuple[int, Callable[[Item], None]]] = {
    "nulls everywhere": (41, _nulls),
    "no forms": (53, _no_forms),
    "odd unit": (61, _odd_unit),
    "capacity without a count": (67, _no_count),
    "unknown target group": (71, _unknown_group),
    "retired obec": (97, _retired_obec),
    "kraj of another obec": (101, _other_kraj),
    "address in words": (103, _words_only),
    "list that is text": (499, _wrong_shape),
    "key that nobody knows": (211, _new_key),
    "unknown druh": (701, _unknown_kind),
    "no identifier": (307, _no_key),
    "numbers for text": (311, _as_numbers),
}
