"""Widening: what only a clinical lead puts in force is named, and what tightens or stood there before is not."""

import pytest

from consult_app.clinical.practice import Practice
from consult_app.clinical.widening import widened
from consult_app.knowledge.loader import clinic_widening
from consult_app.knowledge.stated import own_knowledge
from consult_app.knowledge.yaml_text import parse

EMPTY = "format: 1\n"
SHORTER = """\
format: 1
changes:
  - {entry: recent_tan_uv, outcome: days_14, days: 7, by: Dr Ashworth, reason: Panel advice, date: 2026-10-01}
"""
LONGER = "format: 1\nchanges:\n  - {entry: recent_tan_uv, outcome: days_14, days: 21}\n"


def practice(text: str) -> Practice:
    content, problems = parse(text)
    assert not problems
    return Practice.model_validate(content)


def test_a_rule_looser_than_the_protocol_is_named_once() -> None:
    assert clinic_widening(EMPTY, SHORTER) == ("recent_tan_uv.days_14 set to 7 days",)
    assert clinic_widening(SHORTER, SHORTER) == ()
    assert clinic_widening(SHORTER, EMPTY) == ()


def test_what_tightens_is_free() -> None:
    assert clinic_widening(EMPTY, LONGER) == ()
    assert clinic_widening(LONGER, EMPTY) == ()
    assert clinic_widening(EMPTY, EMPTY + "minimum_age: 21\n") == ()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("roles: {nurse: {}}", "roles: {nurse: {prescriber: yes}}", "nurse may prescribe"),
        (
            "roles: {nurse: {}}",
            "roles: {nurse: {medical_supervision: yes}}",
            "nurse counts as medical supervision",
        ),
        ("roles: {nurse: {max_depth_mm: 1.5}}", "roles: {nurse: {max_depth_mm: 2}}", "nurse may needle to 2 mm"),
        ("roles: {nurse: {max_depth_mm: 1.5}}", "roles: {nurse: {}}", "nurse may needle to any depth"),
        (
            "roles: {nurse: {max_depth_mm: 1}}",
            "roles: {nurse: {max_depth_mm: 1}, doctor: {}}",
            "doctor may needle to any depth",
        ),
        (
            "roles: {nurse: {medical_only_concerns: [melasma]}}",
            "roles: {nurse: {}}",
            "nurse may treat melasma",
        ),
        ("areas_offered: []", "areas_offered: [axilla]", "axilla is offered"),
        ("minimum_age: 21", "minimum_age: 18", "clients from 18 on"),
    ],
)
def test_rights_areas_and_age_are_named_and_the_way_back_is_free(before: str, after: str, words: str) -> None:
    old, new, rules = practice(EMPTY + before), practice(EMPTY + after), own_knowledge().rules
    assert words in widened(old, new, rules)
    assert widened(new, old, rules) == ()


def test_a_file_before_that_cannot_be_read_allowed_nothing() -> None:
    assert clinic_widening("format: [", SHORTER) == ("recent_tan_uv.days_14 set to 7 days",)
    assert clinic_widening(EMPTY, "format: [") == ()
