"""Every measure at every level: in which obce a service that stands in A is said to be in reach.

A (100 people) and B (50) lie in ORP 9901, C (30) in 9902; the service stands in A, is 10 minutes
from A and B, and declares B.
"""

from __future__ import annotations

import pytest

from tests.coverage.made import BARE, Service, covered, row_of

LEVELS = ("obec", "orp", "kraj", "stat")
#: Measure -> level -> the obce in reach. For minutes, areas and phone the level is where the
#: service is planned, and changes nothing; presence and balance look for it in the area.
EXPECTED = {
    "time": dict.fromkeys(LEVELS, "AB"),
    "declared": dict.fromkeys(LEVELS, "B"),
    "presence": {"obec": "A", "orp": "AB", "kraj": "ABC", "stat": "ABC"},
    "balance": {"obec": "A", "orp": "AB", "kraj": "ABC", "stat": "ABC"},
    "phone": dict.fromkeys(LEVELS, "ABC"),
    "none": dict.fromkeys(LEVELS, ""),
}
#: One kind for each level, so that one world holds them all.
KINDS = dict(zip(LEVELS, ("44", "60", "64", "70"), strict=True))


@pytest.mark.parametrize("measure", EXPECTED)
def test_a_measure_at_every_level(measure: str) -> None:
    standards = BARE + "".join(
        f'[[standard]]\ndruh = "{druh}"\nmeasure = "{measure}"\nlevel = "{level}"\n'
        "limit_minutes = 10\n"
        for level, druh in KINDS.items()
    )
    services = [
        Service(
            druh,
            druh,
            ("amb",),
            at="A",
            minutes={"A": 0, "B": 10, "C": 10.001},
            declared=(("amb", "obec", "B", "declared"),),
        )
        for druh in KINDS.values()
    ]
    result = covered(services, standards, declared_complete=" ".join(KINDS.values()))
    for level, druh in KINDS.items():
        status = {letter: row_of(result, letter, druh)["status"] for letter in "ABC"}
        if measure == "none":
            assert set(status.values()) == {"not_applicable"}
            continue
        reached = EXPECTED[measure][level]
        assert status == {
            letter: "covered" if letter in reached else "uncovered" for letter in "ABC"
        }
        people = sum({"A": 100, "B": 50, "C": 30}[letter] for letter in reached)
        assert row_of(result, "CZ099", druh)["covered_pop"] == people


#: 10 per 1,000 people: of A 1, of ORP 9901 1.5, of the kraj (and of the state, which is no larger
#: here) 1.8; the service has 0.9.
@pytest.mark.parametrize(
    ("level", "shares"),
    [
        ("obec", {"A": 0.9, "B": 0, "C": 0}),
        ("orp", {"A": 0.6, "B": 0.6, "C": 0}),
        ("kraj", {"A": 0.5, "B": 0.5, "C": 0.5}),
        ("stat", {"A": 0.5, "B": 0.5, "C": 0.5}),
    ],
)
def test_balance_at_every_level(level: str, shares: dict[str, float]) -> None:
    standard = (
        f'{BARE}[[standard]]\ndruh = "49"\nmeasure = "balance"\nlevel = "{level}"\n'
        'unit = "luzka"\nrequired_per_1000 = 10\n'
    )
    service = Service("1", "49", ("pob",), capacity={("pob", "luzka"): 0.9})
    result = covered([service], standard)
    found = {letter: row_of(result, letter, "49")["covered_share"] for letter in "ABC"}
    assert found == pytest.approx(shares)
