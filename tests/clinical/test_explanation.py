"""Findings in words: what the client told beside yes."""

import pytest

from consult_app.clinical.explanation import FindingLine
from tests.documents import cases


def told(name: str, answer: dict[str, object]) -> FindingLine:
    summary = cases.treatable(answers={name: answer})
    return next(line for line in summary.findings if line.finding.question == name)


@pytest.mark.parametrize(
    ("name", "answer", "details"),
    [
        (
            "isotretinoin_recent",
            {"answer": "yes", "last_dose": "2026-09-12", "dose_note": "20 mg daily"},
            ("last capsule 12 September 2026", "20 mg daily"),
        ),
        (
            "surgery_in_area",
            {"answer": "yes", "date": "2026-09-30", "areas": ["face_cheeks"]},
            ("on 30 September 2026",),
        ),
        ("anticoagulant", {"answer": "yes", "product": ["apixaban"]}, ("Apixaban",)),
    ],
)
def test_details_are_told_in_words(name: str, answer: dict[str, object], details: tuple[str, ...]) -> None:
    assert told(name, answer).details == details


def test_what_was_chosen_stands_apart() -> None:
    line = told("contact_allergy_products", {"answer": "yes", "product": ["chlorhexidine", "latex"]})
    assert line.chosen == ("Chlorhexidine", "Latex")
    assert line.details == ("Chlorhexidine, Latex",)


def test_a_plain_yes_has_no_details() -> None:
    line = told("pregnancy", {"answer": "yes"})
    assert (line.details, line.chosen) == ((), ())
