"""The catalogue of rules: complete, nothing too much, with severities as the program has them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gis_sluzby.audit.catalogue import ABOUT, SEVERITIES, Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "gis_sluzby"
#: Functions that record a finding: their first argument is the rule.
RECORDING = ("finding", "record", "_found", "_Guess")


class Recorded(NamedTuple):
    """A rule that the program records, and the severities that it names beside it."""

    rule: str
    severities: frozenset[str]


def texts_of(node: ast.AST) -> list[str]:
    """Give the texts that an expression may be: itself, or either branch of a choice."""
    if isinstance(node, ast.IfExp):
        return [*texts_of(node.body), *texts_of(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def recorded() -> Iterator[Recorded]:
    """Walk over the program and give the rules that it records."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in RECORDING and node.args:
                severities = texts_of(node.args[1]) if name == "finding" else []
                for rule in texts_of(node.args[0]):
                    yield Recorded(rule, frozenset(severities))


def named_anywhere() -> set[str]:
    """Give the words of the program that are ids of rules, but for the catalogue."""
    words = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return words & rules().keys()


def test_every_rule_that_is_recorded_stands_in_the_catalogue() -> None:
    found = {one.rule for one in recorded()}
    assert len(found) > 50
    assert found - rules().keys() == set()


def test_every_rule_of_the_catalogue_is_recorded_somewhere() -> None:
    assert rules().keys() - named_anywhere() == set()


def test_every_rule_of_the_catalogue_is_named_by_a_test() -> None:
    """Each has a fixture that it finds, and one near to it that it does not."""
    tests = Path(__file__).parents[1]
    told = "".join(
        path.read_text("utf-8") for path in tests.rglob("test_*.py") if path.name != "test_docs.py"
    )
    assert {rule for rule in rules() if f'"{rule}"' not in told} == set()


def test_severities_are_those_of_the_catalogue() -> None:
    stated = {one.rule: set(one.severities) for one in recorded() if one.severities}
    assert len(stated) > 20
    assert {
        rule: said for rule, said in stated.items() if not said <= {*rules()[rule].severities}
    } == {}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_is_told_in_whole_sentences(rule: Rule) -> None:
    assert rule.about in ABOUT
    assert {*rule.severities} <= SEVERITIES.keys()
    assert rule.severities
    assert not rule.title.endswith(".")
    for text in (rule.why, rule.advice):
        assert text.endswith(".")
        assert text[0].isupper()
    assert len(rule.title) < 90
