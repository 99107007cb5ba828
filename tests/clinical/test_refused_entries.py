"""Entries of the protocol that contradict themselves are refused, each with its reason."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from consult_app.clinical.consultation import Consultation
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.questions import FollowUp

WHEN = {"fact": "peel", "is": "yes"}
SOUND: dict[str, Any] = {"level": "precautions", "when": WHEN, "advice": "Take care."}
ENTRY: dict[str, Any] = {
    "id": "peel",
    "label": "Peel",
    "question": "A peel?",
    "row": 1,
    "outcomes": [SOUND],
    "rationale": "Thin skin.",
    "sources": [{"id": "ref_1"}],
    "effective_from": date(2026, 11, 1),
    "review_by": date(2027, 11, 1),
    "examples": [{"as_of": date(2026, 11, 20), "expect": "incomplete"}],
}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"level": "defer", "client": "Wait."}, "a deferral names a date"),
        ({"level": "do_not_treat", "client": "No.", "overridable": True}, "only a precaution or a deferral"),
        ({"level": "do_not_treat"}, "needs a sentence for the client"),
        ({"level": "clearance", "client": "Ask.", "letter": "May it be?"}, "a clearance names who gives it"),
        ({"level": "clearance", "client": "Ask.", "lifted_by": ["gp"]}, "a clearance names who gives it"),
        ({"when": {"fact": "area.id", "is": "scalp"}}, "a person-wide outcome cannot look at one area"),
    ],
)
def test_an_outcome_that_cannot_be_acted_on_is_refused(parts: dict[str, Any], reason: str) -> None:
    Outcome.model_validate(SOUND)
    with pytest.raises(ValidationError, match=reason):
        Outcome.model_validate(SOUND | parts)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"outcomes": [SOUND, SOUND]}, "several outcomes need an id each"),
        ({"question": ""}, "a row needs its question"),
        ({"row": None, "critical": True}, "a question that is never asked"),
        ({"row": None, "question": "", "critical": True}, "only a question can need an answer"),
    ],
)
def test_an_entry_that_cannot_be_asked_is_refused(parts: dict[str, Any], reason: str) -> None:
    Contraindication.model_validate(ENTRY)
    with pytest.raises(ValidationError, match=reason):
        Contraindication.model_validate(ENTRY | parts)


def test_a_follow_up_of_the_wrong_shape_is_refused() -> None:
    with pytest.raises(ValidationError, match="a choice needs them"):
        FollowUp.model_validate({"id": "kind", "label": "Kind", "kind": "choice"})
    with pytest.raises(ValidationError, match="only fields named planned_"):
        FollowUp.model_validate({"id": "date", "label": "Date", "kind": "date", "ahead": True})


def test_dates_in_an_answer_are_kept_as_they_are_written() -> None:
    given = {"peel_medium": {"answer": "yes", "date": date(2026, 11, 1), "areas": ["back_upper"]}}
    case = Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "answers": given})
    assert case.answers["peel_medium"][0].fields == {"date": "2026-11-01", "areas": ("back_upper",)}
    with pytest.raises(ValidationError):
        Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "answers": "none"})
