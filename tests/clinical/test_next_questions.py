"""The next question that matters: order, what each answer could change, and what may wait."""

from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.explanation import OpenLine
from consult_app.clinical.next_questions import NextQuestion, next_questions
from consult_app.clinical.summary import summarise
from consult_app.clinical.verdict import Level
from tests.clinical.cases import RECENT, case

BACK = {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}
LEFT = {"id": "shoulders", "side": "left", "area_cm2": 60}
RIGHT = {"id": "shoulders", "side": "right", "area_cm2": 60}
OPERATION = {"surgery_in_area": {"answer": "yes", "areas": ["shoulders.right"], "date": "2026-09-30"}}


@pytest.fixture
def asked(catalogue: Catalogue) -> Any:
    def found(**parts: Any) -> tuple[NextQuestion, ...]:
        given = case(**parts)
        return next_questions(given, catalogue, assess(given, catalogue))

    return found


@pytest.fixture
def lines(catalogue: Catalogue) -> Any:
    def found(**parts: Any) -> tuple[OpenLine, ...]:
        return summarise(case(**parts), catalogue).open_questions

    return found


def test_nothing_open_asks_nothing(asked: Any) -> None:
    assert asked() == ()


def test_what_could_bar_comes_before_letters_waits_and_care(asked: Any) -> None:
    found = asked(answers=dict.fromkeys(["vasovagal", "sunburn", "anticoagulant", "keloid_history"], "unsure"))
    assert [question.id for question in found] == ["keloid_history", "anticoagulant", "sunburn", "vasovagal"]
    assert [question.could_reach.outcome for question in found] == ["do_not_treat", "clearance", "defer", "precautions"]


def test_ties_go_by_areas_then_rows(asked: Any) -> None:
    answers = {"anticoagulant": "unsure", "irradiated_area": {"answer": "unsure", "areas": ["back_upper"]}}
    found = asked(areas=[BACK, LEFT], answers=answers | {"sarcoidosis": "unsure"})
    assert [question.id for question in found] == ["anticoagulant", "sarcoidosis", "irradiated_area"]


def test_the_areas_an_answer_would_move_are_named(lines: Any) -> None:
    (line,) = lines(areas=[BACK, LEFT, RIGHT], answers=RECENT | OPERATION | {"anticoagulant": "unsure"})
    assert line.words == "Could mean: needs medical clearance, upper back and left shoulder"
    assert (line.label, line.question, line.unlocks, line.may_wait) == (
        "Blood-thinning medicine", "anticoagulant", False, False
    )  # fmt: skip


def test_the_only_thing_in_the_way_says_what_no_would_open(lines: Any) -> None:
    (line,) = lines(answers={"anticoagulant": "unsure"})
    assert line.words == "Could mean: needs medical clearance. If no: can treat"
    assert line.unlocks


def test_what_one_answer_opens_in_one_of_two_areas_is_said(lines: Any) -> None:
    peel = {"peel_medium": {"answer": "yes", "areas": ["back_upper"]}}
    (line,) = lines(areas=[BACK, LEFT], answers=peel)
    assert line.id == "peel_medium.date"
    assert line.words == "Could mean: defer, upper back. If 23 Oct 2026 or earlier: can treat, upper back"


def test_what_changes_no_outcome_could_only_add(lines: Any) -> None:
    (line,) = lines(answers=RECENT | {"sunburn": {"answer": "yes", "settled": "yes"}})
    assert line.words == "Could add: defer"


def test_without_areas_the_person_is_asked_for(asked: Any, lines: Any) -> None:
    (question,) = asked(areas=[], answers={"anticoagulant": "unsure"})
    assert (question.could_reach, question.areas, question.unlocks) == (Level.CLEARANCE, (), (("", "treat"),))
    (line,) = lines(areas=[], answers={"anticoagulant": "unsure"})
    assert line.words == "Could mean: needs medical clearance. If no: can treat"


def test_once_nothing_may_be_treated_the_rest_may_wait_but_a_changing_spot(lines: Any) -> None:
    found = lines(answers={"keloid_history": "yes", "changing_lesion": "unsure", "pregnancy": "unsure"})
    assert [(line.id, line.may_wait) for line in found] == [("changing_lesion", False), ("pregnancy", True)]
    assert found[1].words == "May wait: nothing can be treated whatever the answer"


def test_many_open_questions_are_not_tried_one_by_one(asked: Any) -> None:
    found = asked(remaining_answers=None)
    assert len(found) > 50
    assert not any(question.unlocks for question in found)


def on(area: str, *names: str) -> dict[str, Any]:
    return {name: {"answer": "unsure", "areas": [area]} for name in names}


def ids(found: tuple[NextQuestion, ...]) -> list[str]:
    return [question.id for question in found]


def test_of_equal_questions_the_order_of_the_rows_counts_and_what_is_no_row_comes_first(asked: Any) -> None:
    unsure = on("back_upper", "waxing_depilation", "acne_active", "botulinum_recent", "sunburn")
    peel = {"peel_medium": {"answer": "yes", "areas": ["back_upper"]}}
    assert ids(asked(skin={}, answers=unsure | peel)) == [
        "skin.fitzpatrick",
        "botulinum_recent",
        "peel_medium.date",
        "sunburn",
        "waxing_depilation",
        "acne_active",
    ]


def test_of_equal_questions_the_one_that_opens_an_area_comes_first(asked: Any) -> None:
    unsure = on("back_upper", "waxing_depilation") | on("shoulders.left", "botulinum_recent", "sunburn")
    found = asked(areas=[BACK, LEFT], answers=unsure)
    assert ids(found) == ["waxing_depilation", "botulinum_recent", "sunburn"]
    assert [question.unlocks for question in found] == [(("back_upper", "treat"),), (), ()]
    assert [question.if_so is None for question in found] == [False, True, True]


def test_an_area_held_up_by_more_does_not_hide_what_an_answer_opens_in_another(asked: Any) -> None:
    wound = {"open_wound_irritated": {"answer": "yes", "areas": ["back_upper"]}}
    (question,) = asked(areas=[BACK, LEFT], answers=wound | {"anticoagulant": "unsure"})
    assert question.unlocks == (("shoulders.left", "treat"),)
    (both,) = asked(areas=[BACK, LEFT], answers={"anticoagulant": "unsure"})
    assert both.unlocks == (("back_upper", "treat"), ("shoulders.left", "treat"))


def test_the_strictest_an_answer_could_mean_anywhere_is_told_where_it_is(asked: Any) -> None:
    (filler,) = asked(areas=[BACK, LEFT], answers=on("back_upper", "filler_recent"))
    assert (filler.could_reach, filler.areas, filler.moves) == (Level.CLEARANCE, ("back_upper",), ("back_upper",))
    (eczema,) = asked(areas=[LEFT, BACK], answers=on("back_upper", "eczema_dermatitis"))
    assert (eczema.could_reach, eczema.areas) == (Level.DEFER, ("back_upper",))
    assert eczema.moves == ("shoulders.left", "back_upper")


def test_an_answer_that_changes_no_outcome_still_says_where_it_counts(asked: Any) -> None:
    (question,) = asked(answers=RECENT | {"sunburn": {"answer": "yes", "settled": "yes"}})
    assert (question.areas, question.moves) == (("back_upper",), ())


def test_nothing_may_wait_while_one_area_is_not_barred(lines: Any) -> None:
    cancer = {"skin_cancer_area": {"answer": "yes", "status": "active", "areas": ["shoulders.left"]}}
    (line,) = lines(areas=[BACK, LEFT], answers=cancer | {"anticoagulant": "unsure"})
    assert (line.may_wait, line.words) == (
        False,
        "Could mean: needs medical clearance, upper back. If no: can treat, upper back",
    )


def test_a_missing_detail_belongs_to_its_question(lines: Any) -> None:
    (line,) = lines(answers={"peel_medium": {"answer": "yes", "areas": ["back_upper"]}})
    assert (line.id, line.question) == ("peel_medium.date", "peel_medium")
