"""Earlier answers are shown with their day; what may be confirmed is, and what is asked afresh is not."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.carried import Carried, Earlier, EarlierAnswers
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from tests.clinical.cases import case

THEN, TODAY = date(2026, 3, 3), date(2026, 11, 20)
AFRESH = {4, 5, 6, 10, 11, 14, 15, 16, 17, 18, 22, 23}


def earlier(catalogue: Catalogue, row: int, answers: dict[str, Any], **parts: Any) -> Earlier | None:
    value: Consultation = case(answers=answers, remaining_answers=None)
    known = EarlierAnswers(Carried(THEN, value.answers, **parts), catalogue, TODAY, date(1991, 4, 2))
    return known.row([question for question in catalogue.questions.values() if question.row == row])


def row_of(catalogue: Catalogue, name: str) -> int:
    return catalogue.questions[name].row


def test_a_no_is_shown_with_its_day_and_may_be_confirmed(catalogue: Catalogue) -> None:
    seen = earlier(catalogue, row_of(catalogue, "pih_history"), {"pih_history": "no"})
    assert seen is not None
    assert (seen.words, seen.may_confirm) == ("Last time (3 Mar 2026): No", True)
    assert seen.answers["pih_history"][0].answer == "no"


def test_a_yes_keeps_its_details_and_dates_as_they_were_given(catalogue: Catalogue) -> None:
    given = {"diabetes": {"answer": "yes", "hba1c_mmol_mol": 48, "hba1c_date": "2026-02"}}
    seen = earlier(catalogue, row_of(catalogue, "diabetes"), given)
    assert seen is not None
    assert seen.words.startswith("Last time (3 Mar 2026): Yes: ")
    assert seen.answers["diabetes"][0].fields == {"hba1c_mmol_mol": 48, "hba1c_date": "2026-02"}


def test_a_row_of_several_questions_names_the_one_that_was_yes(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "anticoagulant")
    answers: dict[str, Any] = {q.id: "no" for q in catalogue.questions.values() if q.row == row}
    seen = earlier(catalogue, row, answers | {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}})
    assert seen is not None
    assert catalogue.questions["anticoagulant"].label in seen.words
    assert set(seen.answers) == set(answers)


@pytest.mark.parametrize("row", sorted(AFRESH))
def test_what_is_asked_afresh_is_shown_and_cannot_be_confirmed(row: int, catalogue: Catalogue) -> None:
    answers = {question.id: "no" for question in catalogue.questions.values() if question.row == row}
    seen = earlier(catalogue, row, answers)
    assert seen is not None
    assert not seen.may_confirm
    assert seen.words == "Last time (3 Mar 2026): No"


def test_the_rows_asked_afresh_are_those_of_the_reference(catalogue: Catalogue) -> None:
    asked = {row.number for row in catalogue.rows if row.by == "client" and not row.carries_over}
    assert asked == AFRESH


@pytest.mark.parametrize(
    "given", ["unsure", {"answer": "yes", "hba1c_date": "2026-12-01"}, {"answer": "yes", "gone": 1}]
)
def test_an_unsure_and_a_detail_no_longer_taken_cannot_be_confirmed(given: Any, catalogue: Catalogue) -> None:
    seen = earlier(catalogue, row_of(catalogue, "diabetes"), {"diabetes": given})
    assert seen is not None
    assert not seen.may_confirm


def test_what_was_not_said_has_no_earlier_answer(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "pih_history")
    assert earlier(catalogue, row, {}) is None
    assert earlier(catalogue, 0, {"pih_history": "no"}) is None
    assert EarlierAnswers(None, catalogue, TODAY, None).row(list(catalogue.questions.values())[:1]) is None
    assert EarlierAnswers(None, catalogue, TODAY, None).day is None


def test_what_was_denied_with_the_rest_comes_along(catalogue: Catalogue) -> None:
    seen = earlier(catalogue, row_of(catalogue, "pih_history"), {}, remaining_denied=True)
    assert seen is not None
    assert seen.may_confirm


THINNERS = {"anticoagulant": "no", "antiplatelet_strong": "no", "aspirin_low_dose_prescribed": "no"}


@pytest.mark.parametrize(
    ("answers", "words", "may"),
    [
        (THINNERS, "No", True),
        (THINNERS | {"antiplatelet_strong": "unsure"}, "Unsure", False),
        (THINNERS | {"anticoagulant": "yes"}, "Yes: Blood-thinning medicine", True),
        (
            THINNERS | {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}},
            "Yes: Blood-thinning medicine (medicine Apixaban)",
            True,
        ),
        (THINNERS | {"anticoagulant": "yes", "antiplatelet_strong": "unsure"}, "Yes: Blood-thinning medicine", False),
        ({"anticoagulant": "yes"}, "Yes: Blood-thinning medicine", False),
        (
            THINNERS | {"anticoagulant": [{"answer": "yes", "product": ["apixaban"]}, {"answer": "yes", "gone": 1}]},
            None,
            False,
        ),
    ],
)
def test_a_row_is_confirmed_only_where_each_question_of_it_was_plainly_answered(
    answers: dict[str, Any], words: str | None, catalogue: Catalogue, *, may: bool
) -> None:
    seen = earlier(catalogue, row_of(catalogue, "anticoagulant"), answers)
    assert seen is not None
    assert seen.may_confirm is may
    if words:
        assert seen.words == f"Last time (3 Mar 2026): {words}"


def test_a_row_of_one_question_does_not_repeat_its_name(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "diabetes")
    plain, told = (
        earlier(catalogue, row, {"diabetes": given})
        for given in ("yes", {"answer": "yes", "hba1c_mmol_mol": 48, "hba1c_date": "2026-02"})
    )
    assert plain is not None
    assert told is not None
    assert plain.words == "Last time (3 Mar 2026): Yes"
    assert told.words == "Last time (3 Mar 2026): Yes: hba1c 48 mmol/mol, hba1c taken on 2026-02"


def test_the_day_of_the_earlier_answers_is_known(catalogue: Catalogue) -> None:
    assert EarlierAnswers(Carried(THEN, {}), catalogue, TODAY, None).day == THEN
