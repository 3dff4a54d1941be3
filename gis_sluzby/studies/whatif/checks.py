"""What a scenario asks for that cannot be: unknown names, contradictions, impossible places."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from gis_sluzby.errors import PlanError, Problem
from gis_sluzby.plan.model import HORIZON_FACTOR
from gis_sluzby.plan.speeds import MatrixMode
from gis_sluzby.studies.whatif.places import spot_of
from gis_sluzby.studies.whatif.read import entry_place

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    import pandas as pd

    from gis_sluzby.plan import Plan
    from gis_sluzby.plan.checks import Key
    from gis_sluzby.studies.whatif.scenario import Area, Placed, Scenario

    Tables = Mapping[str, pd.DataFrame]

#: Before the key of a service that a scenario adds.
ADDED = "scenar"
#: Sections whose entries are about a service of the centre.
_ABOUT = ("move", "close", "capacity", "declared")
_SHOWN = 3
#: Rules under which a row of services was left out for its dates.
_NOT_COUNTED = ("not_in_force", "dates_contradict")

#: Key path, what is wrong, advice.
Found = tuple["Key", str, str | None]


def check(scenario: Scenario, plan: Plan, centre: Tables) -> None:
    """Check a scenario against the plan and the centre that it would change.

    Parameters
    ----------
    scenario
        The scenario.
    plan
        The plan.
    centre
        The tables of the datové centrum.

    Raises
    ------
    PlanError
        With everything that is wrong.
    """
    found = [
        *_unknown_services(scenario, centre),
        *_repeated(scenario),
        *_closed_and_changed(scenario),
        *_taken_keys(scenario, centre),
        *_impossible_places(scenario, centre),
        *_unclear_sites(scenario, centre),
        *_foreign_forms(scenario, centre),
        *_unknown_areas(scenario, centre),
        *_beyond_horizon(scenario, plan),
        *_without_minutes(scenario, plan),
    ]
    if found:
        raise PlanError(
            [
                Problem(what, str(scenario.path), entry_place(scenario, key), advice=advice)
                for key, what, advice in found
            ]
        )


def added_id(key: str) -> str:
    """Give the id of a service that a scenario adds.

    Parameters
    ----------
    key
        Its key in the scenario.

    Returns
    -------
    The service_id.
    """
    return f"{ADDED}:{key}"


def _unknown_services(scenario: Scenario, centre: Tables) -> Iterator[Found]:
    """Name the services that the centre does not have, and those that may be meant."""
    known = centre["services"]["service_id"].tolist()
    audit = centre["audit"]
    rows = audit[audit["rule"].isin(_NOT_COUNTED) & (audit["table"] == "services")]
    lapsed = dict(zip(rows["row_id"], rows["found"], strict=True))
    by_key: dict[str, list[str]] = {}
    for service in known:
        by_key.setdefault(service.partition(":")[2], []).append(service)
    for section in _ABOUT:
        for number, entry in enumerate(getattr(scenario, section)):
            if entry.service in known:
                continue
            if entry.service in lapsed:
                what = (
                    f"služba „{entry.service}“ se v den plánu neposkytuje ({lapsed[entry.service]})"
                )
                yield (section, number, "service"), what, "Zápis vynechte, nebo změňte datum plánu"
                continue
            near = by_key.get(entry.service) or get_close_matches(entry.service, known, n=_SHOWN)
            advice = (
                f"Snad {' nebo '.join(f'„{name}“' for name in near)}"
                if near
                else "Označení služeb (service_id) jsou ve vrstvě sluzby"
            )
            what = f"služba „{entry.service}“ v datovém centru není"
            yield (section, number, "service"), what, advice


def _repeated(scenario: Scenario) -> Iterator[Found]:
    """Name the entries that ask for what an earlier one asks for, in the same way or another."""
    keys: dict[str, Callable[..., Hashable]] = {
        "add": lambda e: e.key,
        "move": lambda e: (e.service, e.site),
        "close": lambda e: e.service,
        "capacity": lambda e: (e.service, e.forma, e.unit),
        "declared": lambda e: (e.service, e.forma),
        "standard": lambda e: (e.druh, e.forma, e.cs),
    }
    for section, key in keys.items():
        first: dict[Hashable, int] = {}
        for number, entry in enumerate(getattr(scenario, section)):
            before = first.setdefault(key(entry), number)
            if before != number:
                yield (section, number), f"totéž určuje už zápis č. {before + 1}", None


def _closed_and_changed(scenario: Scenario) -> Iterator[Found]:
    """Name the changes of services that the same scenario closes."""
    closed = {entry.service for entry in scenario.close}
    for section in ("move", "capacity", "declared"):
        for number, entry in enumerate(getattr(scenario, section)):
            if entry.service in closed:
                what = f"službu „{entry.service}“ tentýž scénář ukončuje"
                yield (section, number, "service"), what, "Nechte jen jedno z obojího"


def _taken_keys(scenario: Scenario, centre: Tables) -> Iterator[Found]:
    """Name the added services whose id the centre has already."""
    known = frozenset(centre["services"]["service_id"])
    for number, entry in enumerate(scenario.add):
        if added_id(entry.key) in known:
            what = f"označení „{added_id(entry.key)}“ už služba v datovém centru má"
            yield ("add", number, "key"), what, "Zvolte jiný key"


def _impossible_places(scenario: Scenario, centre: Tables) -> Iterator[Found]:
    """Name the places that are not known, and those that would give a secret away."""
    services = centre["services"]
    secret = frozenset(services.loc[services["secret"], "service_id"])
    for number, entry in enumerate(scenario.add):
        yield from _about_place(("add", number), entry, centre, secret=entry.secret)
    for number, moved in enumerate(scenario.move):
        yield from _about_place(("move", number), moved, centre, secret=moved.service in secret)


def _about_place(key: Key, entry: Placed, centre: Tables, *, secret: bool) -> Iterator[Found]:
    """Say what is wrong with one place."""
    if secret and entry.kod_obec is None:
        advice = "U utajené adresy uveďte jen kod_obec"
        yield key, "služba má utajenou adresu, přesné místo se neukládá", advice
    elif spot_of(entry, centre) is None:
        yield key, *_unknown_place(entry)


def _unknown_place(entry: Placed) -> tuple[str, str | None]:
    """Say that a place is not known, and what to do."""
    if entry.kod_obec is not None:
        advice = "Kódy obcí jsou v tabulce coverage_obec.csv"
        return f"obec {entry.kod_obec} v plánu ani v jeho okolí není", advice
    if entry.kod_adm is not None:
        what = f"adresní místo {entry.kod_adm} v datovém centru žádná služba nemá"
        return what, "Zadejte lon a lat"
    return "bod neleží v žádné obci plánu ani jeho okolí", "Ověřte lon a lat"


def _unclear_sites(scenario: Scenario, centre: Tables) -> Iterator[Found]:
    """Name the moves of which it is not clear what would be moved."""
    sites = centre["service_sites"].groupby("service_id")["site_id"].agg(list)
    for number, entry in enumerate(scenario.move):
        own = sites.get(entry.service, [])
        told = f"Její místa: {', '.join(own)}"
        if entry.site is None and len(own) > 1:
            what = f"služba má {len(own)} místa, není řečeno, které se stěhuje"
            yield ("move", number), what, f"Uveďte site. {told}"
        elif entry.site is not None and entry.site not in own:
            yield (
                ("move", number, "site"),
                f"služba místo „{entry.site}“ nemá",
                told if own else None,
            )


def _foreign_forms(scenario: Scenario, centre: Tables) -> Iterator[Found]:
    """Name the changes in a form in which the service is not offered, or in none of several."""
    offered = centre["offers"].groupby("service_id")["forma"].agg(list)
    for section in ("capacity", "declared"):
        for number, entry in enumerate(getattr(scenario, section)):
            own = offered.get(entry.service, [])
            if entry.forma is None and len(own) > 1:
                what = f"služba má víc forem ({', '.join(own)}), uveďte forma"
                yield (section, number), what, None
            elif entry.forma is not None and own and entry.forma not in own:
                what = f"služba formu {entry.forma} nemá, má {', '.join(own)}"
                yield (section, number, "forma"), what, None


def _unknown_areas(scenario: Scenario, centre: Tables) -> Iterator[Found]:
    """Name the declared areas that the centre does not have."""
    areas = centre["areas"]
    known = {
        *zip(areas["level"], areas["kod"], strict=True),
        *(("obec", kod) for kod in centre["obce"]["kod_obec"]),
    }
    listed: list[tuple[Key, Iterable[Area]]] = [
        *((("add", number, "areas"), e.areas) for number, e in enumerate(scenario.add)),
        *((("declared", number, "areas"), e.areas) for number, e in enumerate(scenario.declared)),
    ]
    for key, wanted in listed:
        times = Counter((area.level, area.kod) for area in wanted)
        for place, count in times.items():
            named = " ".join(place)
            if place not in known:
                yield key, f"území {named} v plánu ani v jeho okolí není", None
            elif count > 1:
                yield key, f"území {named} je uvedeno {count}×", None


def _beyond_horizon(scenario: Scenario, plan: Plan) -> Iterator[Found]:
    """Name the limits for which the ways that are kept are too short."""
    horizon = plan.reach.horizon_minutes
    for number, entry in enumerate(scenario.standard):
        limit = entry.limit_minutes or 0.0
        if limit * HORIZON_FACTOR > horizon:
            what = (
                f"mez {limit:g} minut je nad možnosti plánu: horizont ({horizon:g} minut) má být "
                f"aspoň 1,5násobek nejdelší meze"
            )
            advice = "Zvětšete v plánu reach.horizon_minutes"
            yield ("standard", number, "limit_minutes"), what, advice


def _without_minutes(scenario: Scenario, plan: Plan) -> Iterator[Found]:
    """Name the new places to which the plan's table of minutes cannot say the way."""
    if plan.reach.mode not in get_args(MatrixMode):
        return
    what = "minuty plánu jsou z tabulky matrix, k novému místu v ní nejsou"
    for section in ("add", "move"):
        for number, _ in enumerate(getattr(scenario, section)):
            yield (section, number), what, "Počítejte scénář s cestou po silnicích (reach.mode)"
