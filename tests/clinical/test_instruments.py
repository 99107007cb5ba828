"""Instruments as data: what a scale must be to be one, how answers are scored, and what a change means."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from consult_app.clinical.instrument_items import FigureRange, Item
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.scoring import Missing, Score, change, score, scores
from consult_app.errors import BadInputError
from tests.clinical.knowledge_files import content, instrument

TEN = instrument("fitzpatrick_a")
IDS = [item.id for item in TEN.items]
COUNT = instrument("goodman_baron_quantitative")
GAIS = instrument("gais")
PAIN = instrument("pain")
NONE_COUNTED = {item.id: 0 for item in COUNT.items}


def finished(scale: Instrument, answers: dict[str, Any]) -> Score:
    result = score(scale, answers)
    assert isinstance(result, Score)
    return result


@given(st.dictionaries(st.sampled_from(IDS), st.integers(0, 4)))
def test_an_unfinished_sheet_never_has_a_score(answers: dict[str, int]) -> None:
    result = score(TEN, answers)
    if len(answers) < len(IDS):
        assert isinstance(result, Missing)
        assert set(result.items) == set(IDS) - set(answers)
        assert scores(TEN, answers) == ()
    else:
        assert isinstance(result, Score)
        assert scores(TEN, answers) == (result,)


@pytest.mark.parametrize(
    ("scale", "answers", "said"),
    [
        ("fitzpatrick_a", {"eye_colour": 5}, "eye_colour: 5 is not one of 0, 1, 2, 3, 4"),
        ("fitzpatrick_a", {"eye_colour": -1}, "eye_colour: -1 is not"),
        ("fitzpatrick_a", {"eye_colour": True}, "eye_colour: True is not"),
        ("fitzpatrick_a", {"eye_colour": 2.0}, "eye_colour: 2.0 is not"),
        ("fitzpatrick_a", {"eye_colour": "blue"}, "eye_colour: blue is not"),
        ("fitzpatrick_a", {"shoe_size": 1}, "shoe_size: is no item of fitzpatrick_a"),
        ("salt", {"vertex": 100.5}, "vertex: 100.5 is not a whole figure from 0 to 100"),
        ("salt", {"vertex": "all"}, "vertex: all is not a whole figure"),
        ("gais", {"client": "splendid"}, "1 (very_much_improved), 2 (much_improved)"),
        ("pain", {"during": 11}, "during: 11 is not a whole figure from 0 to 10"),
    ],
)
def test_answers_that_cannot_be_are_refused_by_name(scale: str, answers: dict[str, Any], said: str) -> None:
    for scoring in (score, scores):
        with pytest.raises(BadInputError) as refused:
            scoring(instrument(scale), answers)
        assert said in refused.value.problems[0]


def test_a_score_reads_as_a_sentence_and_carries_its_version() -> None:
    answers = dict(zip([item.id for item in instrument("gags").items], (2, 2, 2, 2, 0, 0), strict=True))
    mild = finished(instrument("gags"), answers)
    assert (mild.words, mild.total, mild.version) == ("GAGS 14 of 44, mild", 14, "six sites, 0 to 44")
    assert mild.band is not None
    assert (mild.band.label, mild.value, mild.by) == ("mild", None, "practitioner")
    none = finished(COUNT, NONE_COUNTED)
    assert (none.words, none.band, none.value) == ("Goodman and Baron count 0 of 84", None, None)
    assert finished(instrument("glogau"), {"type": 3}).words == "Glogau type III, wrinkles at rest"
    assert finished(instrument("hdss"), {"severity": 4}).by == "client"


def test_a_scale_read_item_by_item_has_no_total() -> None:
    answers: dict[str, str | int] = {"clinician": "much_improved", "client": 3}
    assert score(GAIS, answers) == Missing("gais", ())
    first, second = scores(GAIS, answers)
    assert (first.item, first.by, first.words) == ("clinician", "practitioner", "GAIS, practitioner: much improved (2)")
    assert (second.item, second.by, second.words) == ("client", "client", "GAIS, client: improved (3)")
    assert [one.item for one in scores(GAIS, {"client": "worse"})] == ["client"]


def test_pain_of_seven_or_more_and_rising_pain_are_flags() -> None:
    def flagged(**answers: int) -> list[tuple[str, int]]:
        return [(one.item, len(one.flags)) for one in scores(PAIN, answers) if one.flags]

    assert flagged(before=0, during=6, after=6) == []
    assert flagged(during=7) == [("during", 1)]
    assert flagged(after=2, day_1=2) == []
    assert flagged(after=2, day_1=3) == [("day_1", 1)]
    assert flagged(after=6, day_1=8) == [("day_1", 2)]
    assert flagged(day_1=3) == []


@pytest.mark.parametrize(
    ("scale", "before", "after", "way"),
    [
        (COUNT, {"c1": 3, "a1": 1}, {"a1": 6 - 3}, "better"),
        (COUNT, {"b1": 2}, {}, "no_real_change"),
        (COUNT, {}, {"b1": 2}, "no_real_change"),
        (COUNT, {}, {"b1": 2, "a1": 1}, "worse"),
    ],
)
def test_a_change_within_the_noise_is_no_change(
    scale: Instrument, before: dict[str, int], after: dict[str, int], way: str
) -> None:
    found = change(finished(scale, NONE_COUNTED | before), finished(scale, NONE_COUNTED | after), scale)
    assert found.way == way


def test_a_change_says_both_totals() -> None:
    salt = instrument("salt")
    sides = ("vertex", "posterior", "right_profile", "left_profile")
    before, after = (finished(salt, dict.fromkeys(sides, 0) | {"posterior": part}) for part in (60, 10))
    found = change(before, after, salt)
    assert (found.way, found.difference, found.words) == ("better", -12, "Better: 14.4 to 2.4")


def test_where_nothing_counts_as_noise_the_smallest_change_has_its_direction() -> None:
    salt = instrument("salt")
    none = dict.fromkeys(("vertex", "posterior", "right_profile", "left_profile"), 0)
    bare, thin = finished(salt, none), finished(salt, none | {"posterior": 1})
    assert (change(bare, thin, salt).way, change(thin, bare, salt).way) == ("worse", "better")
    assert change(bare, bare, salt).way == "no_real_change"


def test_a_scale_where_more_is_better_turns_the_words_round() -> None:
    more = COUNT.model_copy(update={"higher_is": "better"})
    none, many = finished(more, NONE_COUNTED), finished(more, NONE_COUNTED | {"c1": 3})
    assert change(none, many, more).way == "better"
    assert change(many, none, more).way == "worse"


def test_a_skin_type_gets_neither_better_nor_worse() -> None:
    first, second = (finished(TEN, dict.fromkeys(IDS, points)) for points in (1, 2))
    assert change(first, second, TEN).way == "other"
    assert change(first, first, TEN).way == "no_real_change"


def test_scores_of_another_scale_version_or_item_are_not_compared() -> None:
    one, other = scores(GAIS, {"clinician": 1, "client": 1})
    older = instrument("vancouver").model_copy(update={"version": "of the year before"})
    flat = {item.id: 0 for item in older.items}
    pairs = [
        (one, other, GAIS),
        (finished(older, flat), finished(older, flat), instrument("vancouver")),
        (finished(older, flat), finished(instrument("vancouver"), flat), older),
        (one, one, PAIN),
    ]
    for before, after, scale in pairs:
        with pytest.raises(BadInputError):
            change(before, after, scale)


def test_an_item_is_found_by_its_name() -> None:
    assert COUNT.item("d2").highest == 18
    with pytest.raises(KeyError):
        COUNT.item("e1")


TWO = [{"points": 0, "label": "No"}, {"points": 1, "label": "Yes"}]


@pytest.mark.parametrize(
    "item",
    [
        {"options": []},
        {"options": TWO[:1]},
        {"options": TWO, "figure": {"low": 0, "high": 9}},
        {"options": [*TWO, {"points": 1, "label": "Very"}]},
        {"options": TWO, "weight": 0},
        {"figure": {"low": 9, "high": 9}},
    ],
)
def test_an_item_has_options_or_one_range_of_figures(item: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Item.model_validate({"id": "item", "label": "Item"} | item)


def test_the_least_and_most_points_follow_the_weight() -> None:
    line = Item(id="line", label="Line", figure=FigureRange(low=1, high=5), weight=Decimal("0.4"))
    assert (line.lowest, line.highest) == (Decimal("0.4"), Decimal("2.0"))


def entry(name: str) -> dict[str, Any]:
    (read,) = content("instruments", f"{name}.yaml")
    return dict(read)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("fitzpatrick_a", {"bands": [{"label": "I", "low": 0, "high": 39}]}, "do not reach the highest total"),
        (
            "fitzpatrick_a",
            {"bands": [{"label": "I", "low": 0, "high": 20}, {"label": "II", "low": 22, "high": 40}]},
            "gap or overlap at II",
        ),
        ("fitzpatrick_a", {"bands": [{"label": "I", "low": 1, "high": 40}]}, "gap or overlap at I"),
        ("fitzpatrick_a", {"groups": []}, "unknown groups: habits, reaction, traits"),
        ("fitzpatrick_a", {"items": entry("fitzpatrick_a")["items"] * 2}, "share an id"),
        ("fitzpatrick_a", {"sources": []}, "sources"),
        ("fitzpatrick_a", {"words": "{total} of {everything}"}, "words may name"),
        ("fitzpatrick_a", {"words": "{}"}, "words may name"),
        ("fitzpatrick_a", {"words": "{total"}, "words may name"),
        ("pain", {"rise": {"first": "after", "then": "day_9", "text": "Pain is rising."}}, "a rise is between"),
        (
            "pain",
            {"items": [*entry("pain")["items"][:3], {"id": "x", "label": "X", "figure": {"low": 0, "high": 5}}]},
            "",
        ),
        ("salt", {"step": 1}, "gap or overlap at S1"),
    ],
)
def test_a_scale_that_does_not_hold_together_is_no_scale(name: str, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Instrument.model_validate(entry(name) | change)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("name", "examples", "said"),
    [
        ("iga", [{"answers": {"grade": 2}, "total": 3, "bands": ["mild"]}], "example 1: came out {'total': '2'"),
        ("iga", [{"answers": {"grade": 2}, "total": 2, "bands": ["clear"]}], "'bands': ['mild']"),
        ("iga", [{"answers": {"grade": 2}, "missing": ["grade"]}], "example 1: came out"),
        ("iga", [{"answers": {"grade": 9}, "total": 9}], "came out {'refused': True}"),
        ("iga", entry("iga")["examples"][:5], "no example leaves the scale unfinished"),
        ("iga", entry("iga")["examples"][1:], "no example shows clear"),
        ("gais", [{"answers": {"client": 5}, "readings": {"client": "improved"}}], "'readings': {'client': 'worse'}"),
    ],
)
def test_an_example_that_comes_out_otherwise_refuses_the_scale(
    name: str, examples: list[dict[str, Any]], said: str
) -> None:
    padded = examples if len(examples) > 1 else examples * 2
    with pytest.raises(ValidationError) as refused:
        Instrument.model_validate(entry(name) | {"examples": padded})
    assert said in str(refused.value)
