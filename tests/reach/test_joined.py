"""Places joined to the network: start-up minutes, and findings of those far away."""

from __future__ import annotations

import numpy as np
import pytest

from gis_sluzby.reach.joined import join_places
from tests.reach.directed import network
from tests.reach.made import points

ROAD = network([("silnice", ((0.0, 0.0), (10.0, 0.0)))])
UNITS = points("demand_id", {"u": (5.0, 0.5)})


def test_the_start_up_of_the_plan_is_added_at_every_site() -> None:
    sites = points("site_id", {"a": (0.0, 0.0), "b": (1.0, 0.5)})
    joined = join_places(ROAD, sites, UNITS, 30.0, 4.0)
    assert joined.site_legs.tolist() == pytest.approx([4.0, 5.0])
    assert joined.demand_legs.tolist() == pytest.approx([1.0])


def test_a_site_may_state_its_own_start_up() -> None:
    sites = points("site_id", {"a": (0.0, 0.0), "b": (1.0, 0.0)})
    sites["startup_minutes"] = [0.0, np.nan]
    assert join_places(ROAD, sites, UNITS, 30.0, 4.0).site_legs.tolist() == [0.0, 4.0]


def test_a_site_on_no_known_place_takes_no_part() -> None:
    sites = points("site_id", {"a": None, "b": (1.0, 0.0)})
    joined = join_places(ROAD, sites, UNITS, 30.0)
    assert joined.site_ids.tolist() == ["b"]


def test_where_nothing_can_be_joined_nothing_has_minutes() -> None:
    motorway = network([("dálnice", ((0.0, 0.0), (10.0, 0.0)))])
    joined = join_places(motorway, points("site_id", {"a": (0.0, 0.0)}), UNITS, 30.0)
    assert (joined.site_nodes[0], joined.demand_nodes[0]) == (-1, -1)
    assert np.isnan([*joined.site_legs, *joined.demand_legs]).all()


def test_places_far_from_the_network_are_told() -> None:
    sites = points("site_id", {"near": (0.0, 0.999), "far": (1.0, 1.234), "unknown": None})
    units = points("demand_id", {"u": (5.0, -7.0)})
    told = join_places(ROAD, sites, units, 30.0).findings
    assert [(one["rule"], one["table"], one["row_id"]) for one in told] == [
        ("far_join", "sites", "far"),
        ("far_join", "demand", "u"),
    ]
    assert [one["found"].replace("\N{NO-BREAK SPACE}", " ") for one in told] == [
        "místo far: k nejbližšímu úseku 1234 m",
        "místo u: k nejbližšímu úseku 7000 m",
    ]
