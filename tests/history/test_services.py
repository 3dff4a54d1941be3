"""Changes of services, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from hypothesis import Phase, given, settings

from gis_sluzby.history import COLUMNS, diff, paired_services
from gis_sluzby.history.places import changed_share, positions
from tests.sample_centre import sample_centre
from tests.small_centre import (
    CORNER,
    centres,
    provider_row,
    service_row,
    site_row,
    small_centre,
    source_row,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gis_sluzby.centre import Centre

Row = dict[str, Any]
OTHER = provider_row(provider_id="ico-2", ico=None, nazev="Jiná, z. ú.")


def point(east: float, north: float) -> shapely.Point:
    """Give a point so many metres from the corner."""
    return shapely.Point(CORNER[0] + east, CORNER[1] + north)


def centre_of(
    *services: Row,
    places: Mapping[str, Sequence[shapely.Point | None]],
    mark: str = "",
    **rows: Sequence[Row],
) -> Centre:
    """Give a centre of services that stand in places, by the key of the service."""
    sites, links = [], []
    for key, points in places.items():
        for number, place in enumerate(points):
            site_id = f"{key}-{number}-{mark}"
            sites.append(site_row(site_id=site_id, geometry=place, kod_obec="100001"))
            links.append({"service_id": f"sluzby:{key}", "site_id": site_id})
    return small_centre(
        sources=[source_row(), source_row(source_id="hranice", table="obce")],
        providers=[provider_row(), OTHER],
        services=services,
        sites=sites,
        service_sites=links,
        **rows,
    )


def one(**changes: Any) -> Centre:  # noqa: ANN401
    """Give a centre of one service with one place, changed."""
    places = {"1": changes.pop("at", [point(500, 500)])}
    rows = {name: changes.pop(name) for name in ("offers", "capacities") if name in changes}
    return centre_of(service_row("1", **changes), places=places, **rows)


def offers(*forms: str) -> list[Row]:
    return [
        {"service_id": "sluzby:1", "forma": f, "forma_basis": "source", "nonstop": False}
        for f in forms
    ]


def capacities(**counts: float | None) -> list[Row]:
    return [
        {"service_id": "sluzby:1", "forma": "pob", "unit": unit, "count": count}
        for unit, count in counts.items()
    ]


def changes(old: Centre, new: Centre, *columns: str) -> list[tuple[Any, ...]]:
    """Give columns of the table of changes, null as None."""
    table = diff(old, new)
    assert list(table.columns) == list(COLUMNS)
    rows = table[["change", *columns]].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


def test_nothing_changed() -> None:
    assert len(diff(one(), one())) == 0
    assert len(diff(sample_centre(), sample_centre())) == 0
    assert len(diff(small_centre(), small_centre())) == 0


def test_opened_and_ended() -> None:
    both = centre_of(service_row("1"), service_row("2", druh="49"), places={})
    found = changes(one(at=[]), both, "subject", "id_before", "id_after", "name", "druh")
    assert found == [("opened", "service", None, "sluzby:2", "Služba 2", "49")]
    found = changes(both, one(at=[]), "subject", "id_before", "id_after", "provider")
    assert found == [("ended", "service", "sluzby:2", None, "Pomoc, z. s.")]


@pytest.mark.parametrize(("way", "moved"), [(0.5, False), (1.0, False), (1.5, True), (1250, True)])
def test_moved_by_metres(way: float, moved: bool) -> None:  # noqa: FBT001
    found = changes(one(), one(at=[point(500 + way, 500)]), "amount")
    assert found == ([("moved", pytest.approx(way))] if moved else [])


def test_of_several_places_the_nearest_are_the_same() -> None:
    old = one(at=[point(0, 0), point(1000, 0)])
    new = one(at=[point(1000, 300), point(0, 0), point(0, 4000)])
    assert changes(old, new, "amount") == [("moved", 300.0), ("place_added", None)]
    assert changes(new, old, "amount") == [("moved", 300.0), ("place_removed", None)]


def test_an_unknown_or_secret_place_does_not_move() -> None:
    assert changes(one(), one(at=[None])) == []
    assert changes(one(at=[None]), one()) == []
    secret = small_centre(
        providers=[provider_row()],
        services=[service_row("1", secret=True)],
        sites=[site_row(secret=True, geometry=point(0, 0))],
        service_sites=[{"service_id": "sluzby:1", "site_id": "misto-1"}],
    )
    assert changes(one(), secret) == []
    assert len(positions(secret)) == 0


def test_provider_druh_and_form() -> None:
    old = one(identifikator="7", offers=offers("amb", "ter"))
    new = one(identifikator="7", offers=offers("pob"), provider_id="ico-2", druh="44")
    assert changes(old, new, "before", "after") == [
        ("provider", "Pomoc, z. s.", "Jiná, z. ú."),
        ("druh", "40", "44"),
        ("form", "amb ter", "pob"),
    ]


def test_capacity_of_each_unit_by_itself() -> None:
    old = one(capacities=capacities(luzka=10.0, klient=3.0, kontakt=None, hovor=5.0))
    new = one(capacities=capacities(luzka=12.5, klient=3.0, kontakt=None, interv=4.0))
    found = changes(old, new, "forma", "unit", "before", "after", "amount")
    assert found == [
        ("capacity", "pob", "hovor", "5", None, None),
        ("capacity", "pob", "interv", None, "4", None),
        ("capacity", "pob", "luzka", "10", "12.5", 2.5),
    ]


def test_a_capacity_that_became_known() -> None:
    old, new = one(capacities=capacities(luzka=None)), one(capacities=capacities(luzka=1234567.0))
    assert changes(old, new, "before", "after") == [("capacity", None, "1234567")]


# ---------------------------------------------------------------- who is who


def pairs(old: Centre, new: Centre) -> set[tuple[str | None, str | None]]:
    return {
        (left if isinstance(left, str) else None, right if isinstance(right, str) else None)
        for left, right in paired_services(old, new).itertuples(index=False, name=None)
    }


def services(*rows: Row, at: Mapping[str, Sequence[shapely.Point | None]] | None = None) -> Centre:
    return centre_of(*rows, places=at or {})


def test_the_identifikator_counts_before_the_id() -> None:
    old = services(service_row("1", identifikator="A"), service_row("2", identifikator="B"))
    new = services(service_row("1", identifikator="B"), service_row("2", identifikator="A"))
    assert pairs(old, new) == {("sluzby:1", "sluzby:2"), ("sluzby:2", "sluzby:1")}


def test_without_an_identifikator_the_id_counts() -> None:
    old = services(service_row("1"), service_row("2"))
    new = services(service_row("1", druh="49"), service_row("3", identifikator="C"))
    assert pairs(old, new) == {
        ("sluzby:1", "sluzby:1"),
        ("sluzby:2", None),
        (None, "sluzby:3"),
    }


def test_an_id_used_again_is_another_service() -> None:
    old = services(service_row("1", identifikator="A"))
    new = services(service_row("1", identifikator="B"))
    assert pairs(old, new) == {("sluzby:1", None), (None, "sluzby:1")}


def test_a_repeated_identifikator_says_nothing() -> None:
    old = services(service_row("1", identifikator="A"), service_row("2", identifikator="A"))
    new = services(service_row("2", identifikator="A"), service_row("1", identifikator="A"))
    assert pairs(old, new) == {("sluzby:1", "sluzby:1"), ("sluzby:2", "sluzby:2")}


def test_at_last_provider_druh_and_obec_count() -> None:
    here = [point(1, 1)]
    old = services(
        service_row("1"), service_row("2"), service_row("3", druh="49"),
        at={"1": here, "2": here, "3": here},
    )  # fmt: skip
    new = services(
        service_row("x"), service_row("y", druh="49"), service_row("z", provider_id="ico-2"),
        at={"x": [point(9, 9)], "y": here, "z": here},
    )  # fmt: skip
    assert pairs(old, new) == {
        ("sluzby:1", "sluzby:x"),
        ("sluzby:3", "sluzby:y"),
        ("sluzby:2", None),
        (None, "sluzby:z"),
    }


def test_a_service_without_a_place_is_not_guessed() -> None:
    old, new = services(service_row("1")), services(service_row("x"))
    assert pairs(old, new) == {("sluzby:1", None), (None, "sluzby:x")}


@given(old=centres(), new=centres())
@settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
def test_there_and_back_is_the_same_story(old: Centre, new: Centre) -> None:
    there, back = diff(old, new), diff(new, old)
    counts, turned = (table["change"].value_counts() for table in (there, back))
    for change, opposite in {"opened": "ended", "place_added": "place_removed"}.items():
        assert counts.get(change, 0) == turned.get(opposite, 0)
    for change in ("moved", "provider", "druh", "form", "capacity"):
        assert counts.get(change, 0) == turned.get(change, 0)
    for side, centre in (("before", old), ("after", new)):
        paired = paired_services(old, new)[side].dropna()
        assert sorted(paired) == sorted(centre["services"]["service_id"])


# ---------------------------------------------------------------- share of places


def placed(*points: shapely.Point, mark: str = "") -> Centre:
    """Give a centre of one service in many places."""
    return centre_of(service_row("1"), places={"1": list(points)}, mark=mark)


def test_the_share_of_places_that_changed() -> None:
    ten = [point(100 * n, 0) for n in range(10)]
    assert changed_share(placed(*ten), placed(*ten, mark="jiné id")) == 0
    assert changed_share(placed(*ten), placed(*ten[:9])) == 0.1
    assert changed_share(placed(*ten), placed(*ten, point(0, 50), point(0, 60))) == 0.2
    moved = [point(100 * n, 0) for n in range(9)] + [point(5, 5)]
    assert changed_share(placed(*ten), placed(*moved)) == 0.1
    nudged = [point(100 * n + 0.3, 0) for n in range(10)]
    assert changed_share(placed(*ten), placed(*nudged)) == 0


def test_the_share_where_there_was_nothing() -> None:
    assert changed_share(placed(), placed()) == 0
    assert changed_share(placed(), placed(point(0, 0))) == 1
    assert np.isclose(changed_share(placed(point(0, 0)), placed()), 1)
