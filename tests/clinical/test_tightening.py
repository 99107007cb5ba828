"""Tightening: what a device's instructions make of a rule they list, and how far it reaches."""

from typing import Any

import pytest

from consult_app.clinical.conditions import facts_of
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.overlay import overlaid
from consult_app.clinical.practice import Change, Practice
from consult_app.clinical.tightening import is_device_outcome, tightened
from tests.clinical.test_refused_entries import ENTRY, SOUND

PEN: dict[str, Any] = {"id": "pen_1", "label": "Pen 1", "kind": "pen", "max_depth_mm": 1.5}


def outcome(name: str, **parts: Any) -> dict[str, Any]:
    """An outcome that looks at a fact of its own name."""
    return SOUND | {"id": name, "when": {"fact": name, "is": "yes"}} | parts


def rule_of(*outcomes: dict[str, Any]) -> Contraindication:
    return Contraindication.model_validate(ENTRY | {"outcomes": outcomes})


def listed(rule: Contraindication, **parts: Any) -> Contraindication:
    """The rule as a practice applies it whose pen lists it."""
    pen = PEN | {"contraindicated": [{"id": "peel"} | parts]}
    (found,) = tightened([rule], Practice.model_validate({"format": 1, "devices": [pen]}))
    return found


def by_device(*outcomes: dict[str, Any], **parts: Any) -> Outcome:
    return listed(rule_of(*outcomes), **parts).outcomes[-1]


@pytest.mark.parametrize(
    ("level", "until", "lifted_by", "asked"),
    [
        ("do_not_treat", "", (), ""),
        ("clearance", "", ("prescriber",), "May treatment go ahead?"),
        ("defer", "the device's instructions allow it", (), ""),
        ("precautions", "", (), ""),
    ],
)
def test_the_level_the_instructions_name_says_what_ends_it(
    level: str, until: str, lifted_by: tuple[str, ...], asked: str
) -> None:
    found = by_device(outcome("recent"), level=level)
    assert (found.level, found.until, found.lifted_by, found.letter) == (level, until, lifted_by, asked)


@pytest.mark.parametrize(
    ("scopes", "given", "reach"),
    [
        (["area"], None, "area"),
        (["lesion"], None, "area"),
        (["area", "elsewhere"], None, "area"),
        (["person"], None, "person"),
        (["all_areas"], None, "person"),
        (["area", "person"], None, "person"),
        (["area", "anaesthetic"], None, "area"),
        (["anaesthetic"], None, "person"),
        (["area"], "person", "person"),
        (["person"], "area", "area"),
    ],
)
def test_a_listed_rule_reaches_as_far_as_its_outcomes_on_needling(
    scopes: list[str], given: str | None, reach: str
) -> None:
    outcomes = [outcome(f"each_{number}", scope=scope) for number, scope in enumerate(scopes)]
    assert by_device(*outcomes, scope=given).scope == reach


@pytest.mark.parametrize(
    ("outcomes", "counted"),
    [
        ([outcome("recent"), outcome("cream", scope="anaesthetic"), outcome("told", level="note")], {"recent"}),
        ([outcome("cream", scope="anaesthetic"), outcome("told", level="note")], {"cream"}),
        ([outcome("told", level="note")], {"told"}),
    ],
)
def test_a_listed_rule_holds_where_an_outcome_on_needling_does(
    outcomes: list[dict[str, Any]], counted: set[str]
) -> None:
    assert facts_of(by_device(*outcomes).when) == {"device.id", *counted}


@pytest.mark.parametrize("outcome_id", ["device_pen_1", "do_not_treat"])
def test_no_change_reaches_what_the_instructions_demand(outcome_id: str) -> None:
    named = {"by": "Dr Ada Obi", "reason": "Audit of 2026", "date": "2026-10-01", "level": "note"}
    rule = listed(rule_of(outcome("recent", overridable=True)))
    assert [is_device_outcome(each) for each in rule.outcomes] == [False, True]
    found = overlaid([rule], [Change.model_validate(named | {"entry": "peel", "outcome": outcome_id})])
    assert found.problems == (f"changes[1]: {outcome_id} is no outcome of peel; it has recent",)
    assert found.rules == (rule,)
