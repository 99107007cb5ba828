"""Loosening: by whom, why and how far a clinic may be milder than the protocol."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.loosening import is_milder, loosening_refusal
from consult_app.clinical.practice import Change
from tests.clinical.test_refused_entries import ENTRY, SOUND

NAMED = {"by": "Dr Ada Obi", "reason": "Audit of 2026", "date": date(2026, 10, 1)}
BARRED = {"level": "do_not_treat", "client": "Not now.", "lifted_by": ("dermatologist",)}
OPEN = {"overridable": True}


def refusal(outcome: dict[str, Any], **change: Any) -> str:
    rule = Contraindication.model_validate(ENTRY | {"outcomes": [SOUND | outcome]})
    return loosening_refusal(rule, rule.outcomes[0], Change.model_validate({"entry": "peel"} | change))


@pytest.mark.parametrize("left_out", NAMED)
def test_to_be_milder_takes_a_name_a_reason_and_a_day(left_out: str) -> None:
    assert refusal(OPEN, days=7, **NAMED) == ""
    nameless = {part: value for part, value in NAMED.items() if part != left_out}
    assert "needs by, reason and date" in refusal(OPEN, days=7, **nameless)


def test_a_precaution_nobody_may_override_is_loosened_by_nobody() -> None:
    assert refusal({}, level="note", **NAMED) == "may be loosened by nobody"
    fixed = Outcome.model_validate(SOUND)
    assert is_milder("clearance", fixed)
    assert not is_milder("clearance", Outcome.model_validate(SOUND | OPEN))


@pytest.mark.parametrize(
    ("level", "refused"),
    [(None, False), ("do_not_treat", False), ("clearance", False), ("defer", True), ("note", True)],
)
def test_what_bars_may_end_sooner_or_ask_a_doctor_but_go_no_lower(level: str | None, *, refused: bool) -> None:
    found = refusal(BARRED, days=7, level=level, **NAMED)
    assert found == ("may be loosened to clearance at most" if refused else "")
