"""A row of the health history stands for every question it covers, and never turns a blank into a no."""

import pytest

from consult_app.clinical.assessment import gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Answer
from consult_app.clinical.questions import Question
from consult_app.clinical.row_answers import (
    NO,
    UNSURE,
    YES,
    led_on_by_unsure,
    row_answer,
    row_keys,
    ticked,
    wanted,
    with_row,
    with_ticks,
)
from tests.clinical.cases import case

DATED = Answer(answer="yes", fields={"last_dose": "2026-09-12"})


@pytest.fixture
def vitamin_a(catalogue: Catalogue) -> tuple[Question, ...]:
    return (catalogue.questions["isotretinoin_current"], catalogue.questions["isotretinoin_recent"])


@pytest.fixture
def diabetes(catalogue: Catalogue) -> tuple[Question, ...]:
    return (catalogue.questions["diabetes"],)


@pytest.mark.parametrize("word", ["no", "unsure"])
def test_no_and_unsure_hold_for_every_question(vitamin_a: tuple[Question, ...], word: str) -> None:
    answers = with_row(vitamin_a, {}, word)
    assert [answers[question.id][0].answer for question in vitamin_a] == [word, word]
    assert row_answer(vitamin_a, answers) == word


def test_yes_to_several_is_unsure_until_one_is_ticked(vitamin_a: tuple[Question, ...]) -> None:
    answers = with_row(vitamin_a, {}, "yes")
    assert answers == {"isotretinoin_current": (UNSURE,), "isotretinoin_recent": (UNSURE,)}


def test_yes_to_one_question_is_yes(diabetes: tuple[Question, ...]) -> None:
    answers = with_row(diabetes, {}, "yes")
    assert answers == {"diabetes": (YES,)}
    assert row_answer(diabetes, answers) == "yes"


def test_what_is_not_ticked_is_no(vitamin_a: tuple[Question, ...]) -> None:
    answers = with_ticks(vitamin_a, {}, ["isotretinoin_recent"], {})
    assert answers == {"isotretinoin_current": (NO,), "isotretinoin_recent": (YES,)}
    assert ticked(vitamin_a, answers) == ("isotretinoin_recent",)


def test_the_last_tick_taken_away_is_unsure_again(vitamin_a: tuple[Question, ...]) -> None:
    answers = with_ticks(vitamin_a, {"isotretinoin_recent": (DATED,)}, [], {})
    assert row_answer(vitamin_a, answers) == "unsure"


def test_details_that_were_given_come_back_with_the_tick(vitamin_a: tuple[Question, ...]) -> None:
    answers = with_ticks(vitamin_a, {}, ["isotretinoin_recent"], {"isotretinoin_recent": (DATED,)})
    assert answers["isotretinoin_recent"] == (DATED,)


def test_a_row_is_blank_while_one_of_its_questions_is(vitamin_a: tuple[Question, ...]) -> None:
    assert row_answer(vitamin_a, {"isotretinoin_current": (NO,)}) == ""
    assert row_answer(vitamin_a, {"isotretinoin_current": (NO,), "isotretinoin_recent": (UNSURE,)}) == "unsure"


def test_a_cleared_row_leaves_the_others_alone(vitamin_a: tuple[Question, ...]) -> None:
    answers = with_row(vitamin_a, {"isotretinoin_current": (NO,), "diabetes": (NO,)}, "")
    assert answers == {"diabetes": (NO,)}


def test_pregnancy_is_asked_apart_because_unsure_leads_on(catalogue: Catalogue) -> None:
    assert led_on_by_unsure(catalogue.contraindications) == {"pregnancy"}
    keys = row_keys(catalogue.contraindications, catalogue.questions.values())
    assert keys["pregnancy"] == "23_pregnancy"
    assert keys["breastfeeding"] == "23_breastfeeding"
    assert keys["isotretinoin_current"] == keys["isotretinoin_recent"] == "1"


@pytest.mark.parametrize(
    ("fields", "is_dated"),
    [({}, True), ({"kind": "infarction"}, True), ({"kind": "rhythm"}, False)],
)
def test_a_detail_is_wanted_while_it_may_matter(catalogue: Catalogue, fields: dict[str, str], is_dated: bool) -> None:
    question, answer = catalogue.questions["cardiac_disease"], Answer(answer="yes", fields=fields)
    found = wanted(question, answer, gather(case(), catalogue))
    assert ("date" in {item.id for item in found}) == is_dated
    assert wanted(question, answer, None) == question.follow_ups
