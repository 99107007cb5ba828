"""The red-flag card: the signs and numbers of the aftercare sheet, on a card that folds to a bank card's size."""

from collections.abc import Callable
from pathlib import Path

import pytest

from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, make_sheets
from consult_app.documents.options import Paper
from consult_app.errors import BadInputError
from tests.documents import cases
from tests.documents.reading import colours, operations, prose_of

POINTS_PER_MM = 72 / 25.4
CARD = (2 * 85.6 * POINTS_PER_MM, 2 * 54 * POINTS_PER_MM)


def card(summary: Summary, options: DocumentOptions | None = None) -> bytes:
    return make_sheets(summary, "red_flag_card", options or DocumentOptions()).data


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("case", [cases.treatable, cases.careful])
def test_every_sign_and_number_is_told(
    case: Callable[[], Summary], paper: Paper, large_print: bool, tmp_path: Path
) -> None:
    summary = case()
    read = prose_of(card(summary, DocumentOptions(paper, large_print=large_print)), tmp_path).lower()
    for _, line in summary.care.red_flags:
        assert line.text.rstrip(".").lower() in read
    for words in ("call 999 now", "01632 960147", "closed? call 111."):
        assert words in read


def test_it_carries_the_days_of_the_sessions(tmp_path: Path) -> None:
    read = prose_of(card(cases.treatable()), tmp_path)
    assert "Session 1: 1 December 2026 Session 2: 29 December 2026 Session 3: 26 January 2027" in read


def test_without_days_there_is_a_line_to_write_on(tmp_path: Path) -> None:
    summary = cases.cleared_first()
    assert not summary.care.session_date
    read = prose_of(card(summary), tmp_path)
    assert "Day of your session:" in read
    assert "Session 1" not in read


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_line_to_cut_along_is_two_by_two_bank_cards(paper: Paper) -> None:
    data = card(cases.treatable(), DocumentOptions(paper))
    drawn = [
        tuple(float(each) for each in operands[2:])  # type: ignore[arg-type]
        for name, operands in operations(data)
        if name == "re"
    ]
    assert any(size == pytest.approx(CARD, abs=0.1) for size in drawn)


def test_it_is_one_page_at_standard_size() -> None:
    for paper in ("A4", "Letter"):
        assert make_sheets(cases.treatable(), "red_flag_card", DocumentOptions(paper)).pages == 1


def test_red_is_kept_for_the_emergency() -> None:
    assert (0x9A, 0x1B, 0x1B) in colours(card(cases.treatable()))


def test_numbers_that_are_not_set_say_so(tmp_path: Path) -> None:
    read = prose_of(card(cases.treatable(clinic=None)), tmp_path)
    for words in ("Emergency number not set", "Clinic phone not set", "Out-of-hours number not set"):
        assert words in read


def test_it_does_not_apply_without_a_session() -> None:
    with pytest.raises(BadInputError, match="No session is planned"):
        card(cases.barred())
