"""Answers in words: each under the name of its question, nothing that was said left out."""

from consult_app.clinical.answers_told import AnswerTold, answers_told
from consult_app.clinical.catalogue import Catalogue
from tests.clinical.cases import case


def test_answers_are_told_in_the_order_they_are_asked_and_with_their_details(catalogue: Catalogue) -> None:
    recent = {"answer": "yes", "last_dose": "2026-09-12"}
    told = answers_told(
        case(answers={"diabetes": "unsure", "isotretinoin_recent": recent, "pregnancy": "no"}), catalogue
    )
    questions = catalogue.questions
    asked = [name for name in questions if name in {"diabetes", "isotretinoin_recent", "pregnancy"}]
    assert [each.question for each in told] == [questions[name].label for name in asked]
    words = {each.question: each.words for each in told}
    assert words[questions["pregnancy"].label] == "No"
    assert words[questions["diabetes"].label] == "Unsure"
    assert words[questions["isotretinoin_recent"].label] == "Yes: last capsule 12 Sep 2026"


def test_every_one_of_several_answers_is_told(catalogue: Catalogue) -> None:
    fillers = [{"answer": "yes", "date": "2026-07-20"}, {"answer": "unsure"}]
    (told,) = answers_told(case(answers={"filler_recent": fillers}), catalogue)
    assert (told.words.startswith("Yes: "), "2026" in told.words, told.words.endswith("; Unsure")) == (True, True, True)


def test_an_answer_to_a_question_no_longer_asked_is_told_last_by_its_name(catalogue: Catalogue) -> None:
    given = case(answers={"gone_by_now": ["yes", "no"], "pregnancy": "no"})
    assert answers_told(given, catalogue)[-1] == AnswerTold("gone_by_now", "Yes; No")


def test_places_and_details_of_questions_no_longer_asked_are_told_too(catalogue: Catalogue) -> None:
    acne = {"answer": "yes", "areas": ["back_upper", "elsewhere"], "pustules": 2}
    gone = {"answer": "yes", "since": "2020", "areas": ["back_upper", "scalp"]}
    told = answers_told(case(answers={"acne_active": acne, "gone_by_now": gone}), catalogue)
    assert told[0].words.startswith("Yes: ")
    for word in ("pustules", "Upper back", "elsewhere"):
        assert word in told[0].words
    assert told[1].words == "Yes: since 2020, areas back_upper scalp"
