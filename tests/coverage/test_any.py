"""A row of any form: the union of its parts."""

from __future__ import annotations

from tests.coverage.made import BARE, Service, covered, row_of, verdict

#: Centra of § 44: ambulantní by minutes, pobytová by presence in the ORP, terénní by declaration.
FORMS = (
    BARE
    + '[[standard]]\ndruh = "44"\nforma = "amb"\nlimit_minutes = 30\n'
    + '[[standard]]\ndruh = "44"\nforma = "pob"\nmeasure = "presence"\nlevel = "orp"\n'
    + '[[standard]]\ndruh = "44"\nforma = "ter"\nmeasure = "declared"\n'
)


def test_one_form_that_covers_is_enough() -> None:
    services = [
        Service("1", "44", ("amb",), minutes={"A": 99}),
        Service("2", "44", ("pob",), at="A"),
    ]
    row = row_of(covered(services, FORMS), "A", "44")
    assert verdict(row) == ("covered", "present_in_area")
    assert (row["measure"], row["basis"]) == ("mixed", "presence")
    assert row["limit_minutes"] != row["limit_minutes"]


def test_forms_that_cover_by_different_measures_are_united() -> None:
    services = [
        Service("1", "44", ("amb",), minutes={"A": 9}),
        Service("2", "44", ("pob",), at="A"),
    ]
    row = row_of(covered(services, FORMS), "A", "44")
    assert (*verdict(row), row["basis"]) == ("covered", "united", "both")
    assert row["services_in_limit"] == 2


def test_a_service_of_two_forms_is_counted_once() -> None:
    row = row_of(
        covered([Service("1", "44", ("amb", "pob"), at="A", minutes={"A": 9})], FORMS), "A", "44"
    )
    assert (row["services_in_limit"], row["covered_pop"]) == (1, 100)


def test_one_form_that_is_a_gap_makes_a_gap_of_what_no_form_covers() -> None:
    services = [
        Service("1", "44", ("amb",), minutes={"A": 99}),
        Service("2", "44", ("ter",)),
    ]
    row = row_of(covered(services, FORMS), "A", "44")
    assert verdict(row) == ("uncovered", "beyond_limit")
    assert row["measure"] == "mixed"


def test_no_data_only_where_every_form_is() -> None:
    services = [Service("1", "44", ("amb",), at="?"), Service("2", "44", ("ter",))]
    row = row_of(covered(services, FORMS), "A", "44")
    assert verdict(row) == ("no_data", "united")


def test_gaps_of_several_kinds_are_united() -> None:
    services = [
        Service("1", "44", ("amb",), minutes={"C": 99}),
        Service("2", "44", ("pob",), at="A"),
    ]
    assert verdict(row_of(covered(services, FORMS), "C", "44")) == ("uncovered", "united")


def test_a_form_that_is_not_judged_is_not_heard() -> None:
    standard = FORMS.replace('measure = "presence"\nlevel = "orp"', "excluded = true")
    services = [
        Service("1", "44", ("amb",), minutes={"A": 99}),
        Service("2", "44", ("pob",), at="A", minutes={"A": 5}),
    ]
    row = row_of(covered(services, standard), "A", "44")
    assert verdict(row) == ("uncovered", "beyond_limit")
    assert (row["measure"], row["limit_minutes"]) == ("time", 30)


def test_forms_none_of_which_is_judged_are_not_judged_together() -> None:
    standard = BARE + '[[standard]]\ndruh = "44"\nmeasure = "none"\n'
    row = row_of(covered([Service("1", "44", ("amb", "pob"))], standard), "A", "44")
    assert (*verdict(row), row["measure"]) == ("not_applicable", "no_standard", "none")


def test_forms_of_one_measure_are_not_mixed() -> None:
    standard = BARE + '[[standard]]\ndruh = "44"\nlimit_minutes = 20\n'
    services = [Service("1", "44", ("amb", "pob"), minutes={"A": 9})]
    row = row_of(covered(services, standard), "A", "44")
    assert (row["measure"], row["limit_minutes"]) == ("time", 20)


def test_the_share_of_a_unit_is_that_of_its_best_form() -> None:
    standard = (
        BARE
        + '[[standard]]\ndruh = "44"\nforma = "amb"\nlimit_minutes = 30\n'
        + '[[standard]]\ndruh = "44"\nforma = "pob"\nmeasure = "balance"\nlevel = "orp"\n'
        + 'unit = "luzka"\nrequired_per_1000 = 20\n'
    )
    beds = Service("1", "44", ("pob",), at="A", capacity={("pob", "luzka"): 1.5})
    day = Service("2", "44", ("amb",), at="A", minutes={"A": 9, "B": 99})
    result = covered([beds, day], standard)
    assert row_of(result, "A", "44")["covered_share"] == 1
    assert row_of(result, "B", "44")["covered_share"] == 0.5
    assert verdict(row_of(result, "B", "44")) == ("partial", "balance_short")
