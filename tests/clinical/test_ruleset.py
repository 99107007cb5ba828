"""The rule set: what a plain no or a blank leaves of an entry, so that no check skips what may still hold."""

from typing import Any

import pytest

from consult_app.clinical.contraindications import Contraindication
from consult_app.clinical.ruleset import Rule, ruleset
from tests.clinical.test_refused_entries import ENTRY, SOUND

DETAIL = {"fact": "peel.kind", "is": "deep"}
OTHER = {"fact": "tan", "is": "yes"}


def rule_of(when: dict[str, Any], **parts: Any) -> Rule:
    entry = Contraindication.model_validate(ENTRY | {"outcomes": [SOUND | {"when": when} | parts]})
    (rule,) = ruleset([entry])
    return rule


@pytest.mark.parametrize(
    ("when", "may_hold"),
    [
        ({"fact": "peel", "is": "yes"}, False),
        ({"fact": "peel", "is": "no"}, True),
        ({"fact": "peel.answer", "is": "no"}, True),
        ({"fact": "peel.answer", "is": "unsure"}, False),
        (DETAIL, False),
        ({"fact": "peel.kind", "is": "no"}, False),
        ({"not": DETAIL}, True),
        ({"fact": "peel.in_requested", "is": "yes"}, True),
        ({"fact": "peel.in_requested", "is": "no"}, True),
        (OTHER, True),
        ({"all": [{"fact": "peel", "is": "yes"}, OTHER]}, False),
        ({"any": [{"fact": "peel", "is": "yes"}, OTHER]}, True),
    ],
)
def test_a_plain_no_leaves_what_may_still_hold(when: dict[str, Any], *, may_hold: bool) -> None:
    rule = rule_of(when)
    assert rule.after_no == (rule.branches if may_hold else ())


@pytest.mark.parametrize("when", [DETAIL, {"fact": "peel", "is": "yes"}, {"fact": "peel.in_requested", "is": "yes"}])
def test_a_blank_waits_for_the_question_itself(when: dict[str, Any]) -> None:
    rule = rule_of(when)
    (verdict,) = rule.waiting.values()
    assert verdict.open_questions == ("peel",)
    assert rule.while_blank == ()


def test_a_blank_leaves_what_other_facts_settle_to_be_judged() -> None:
    for when in (OTHER, {"all": [{"fact": "peel", "is": "yes"}, OTHER]}, {"any": [DETAIL, OTHER]}):
        rule = rule_of(when)
        assert rule.while_blank == rule.branches
        assert not rule.waiting


def test_what_a_blank_itself_makes_true_is_judged_and_what_it_makes_false_is_not() -> None:
    blank, told = rule_of({"fact": "peel", "known": False}), rule_of({"fact": "peel", "known": True})
    assert blank.while_blank == blank.branches
    assert (told.while_blank, told.waiting) == ((), {})


def test_a_note_waits_for_nothing() -> None:
    assert rule_of(DETAIL, level="note").waiting == {}


def test_a_branch_is_judged_by_area_where_it_looks_at_one() -> None:
    face = {"fact": "area.group", "is": "face"}
    assert rule_of({"all": [DETAIL, face]}, scope="area").branches[0].by_area
    assert not rule_of(DETAIL).branches[0].by_area
