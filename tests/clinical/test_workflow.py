"""The seven steps without a window."""

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.workflow import (
    STEPS,
    asked,
    first_step,
    next_step,
    previous_step,
    progress,
    step_of,
    unanswered,
)
from tests.clinical.cases import case


def test_next_and_back_walk_the_seven_steps() -> None:
    walked = [STEPS[0].id]
    while step := next_step(walked[-1]):
        walked.append(step.id)
    assert walked == ["client", "history", "skin", "areas", "safety", "plan", "handouts"]
    assert previous_step("client") is None
    back = previous_step("skin")
    assert back is not None
    assert back.id == "history"


def test_a_fresh_consultation_has_everything_left(catalogue: Catalogue) -> None:
    fresh = Consultation.model_validate({"format": 1, "as_of": "2026-11-20"})
    steps = progress(fresh, catalogue, assess(fresh, catalogue))
    assert set(steps) == {step.id for step in STEPS}
    assert steps["history"].line == "Not started"
    rows = {q.row for q in unanswered(fresh, catalogue, assess(fresh, catalogue)) if step_of(q) == "history"}
    assert steps["history"].left >= len(rows) > 10


def test_a_full_consultation_is_done(catalogue: Catalogue) -> None:
    full = case(
        client={"name": "Jo", "date_of_birth": "1991-04-02", "sex_at_birth": "male", "weight_kg": 70, "height_cm": 175}
    )
    steps = progress(full, catalogue, assess(full, catalogue))
    assert {name: steps[name].status for name in ("client", "history", "skin", "areas")} == dict.fromkeys(
        ("client", "history", "skin", "areas"), "done"
    )


def test_a_question_is_asked_only_where_it_applies(catalogue: Catalogue) -> None:
    man = case(client={"date_of_birth": "1991-04-02", "sex_at_birth": "male"}, remaining_answers=None)
    ids = {question.id for question in asked(man, catalogue, assess(man, catalogue))}
    assert "pregnancy" not in ids
    assert "keloid_history" in ids


def test_a_look_that_one_area_still_waits_for_is_left(catalogue: Catalogue) -> None:
    looked = {"answer": "no", "areas": ["back_upper"]}
    waiting = {"answer": "unsure", "areas": ["abdomen"]}
    one_left = case(answers={"infection_area": [looked, waiting]})
    assert progress(one_left, catalogue, assess(one_left, catalogue))["skin"].line == "1 check left"


def test_a_consultation_begins_at_the_history_once_nothing_is_left_to_ask_of_the_client() -> None:
    known = case(
        client={"name": "Jo", "date_of_birth": "1991-04-02", "sex_at_birth": "male", "weight_kg": 70, "height_cm": 175}
    ).client
    assert first_step(known) == "history"
    assert first_step(known.model_copy(update={"weight_kg": None})) == "client"
