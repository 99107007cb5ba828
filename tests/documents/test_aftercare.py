"""The aftercare sheet: one page, nothing for safety left out, and help on page 1."""

from pathlib import Path

import pytest

from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, make, make_sheets
from consult_app.documents.options import Paper
from tests.documents import cases
from tests.documents.reading import bare, colours, prose_of

PAPERS: list[Paper] = ["A4", "Letter"]
RED = (0x9A, 0x1B, 0x1B)


def safety_lines(summary: Summary) -> list[str]:
    care = summary.care
    steps = [line for step in care.after for line in step.to_do]
    return [line.text for line in (*steps, *care.do, *care.dont) if line.safety]


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_one_page_and_leaves_out_nothing_for_safety(paper: Paper, tmp_path: Path) -> None:
    for summary in (cases.treatable(), cases.careful(), cases.deferred(), cases.cleared_first()):
        sheets = make_sheets(summary, "aftercare", DocumentOptions(paper=paper))
        assert sheets.pages == 1
        words = prose_of(sheets.data, tmp_path)
        for text in safety_lines(summary):
            assert bare(text) in bare(words)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("clinic", [cases.CLINIC, None])
def test_help_stands_whole_on_page_1(paper: Paper, large_print: bool, clinic: str | None, tmp_path: Path) -> None:
    for summary in (cases.treatable(clinic=clinic), cases.careful(clinic=clinic)):
        data = make(summary, "aftercare", DocumentOptions(paper=paper, large_print=large_print))
        first = prose_of(data, tmp_path, 1)
        known = ["Call 999 now", "01632 960147", "Closed? Call 111."]
        missing = ["Emergency number not set", "Clinic phone not set", "Out-of-hours number not set"]
        for words in known if clinic else missing:
            assert words in first
        for line in summary.care.call("same_day"):
            assert line.text in first
        assert "if your face or tongue swells" in first
        assert RED in colours(data)


def test_days_are_real_and_named(tmp_path: Path) -> None:
    words = prose_of(make(cases.treatable(), "aftercare", DocumentOptions()), tmp_path)
    assert "After your session on 1 December 2026" in words
    assert "Marisol Vega, this is for your cheeks." in words
    for day in ("Tue 1 Dec", "Wed 2 Dec", "3 to 4 Dec", "5 to 8 Dec"):
        assert day in words
    assert "until 20:30" in words


def test_without_a_day_the_days_are_counted(tmp_path: Path) -> None:
    words = prose_of(make(cases.cleared_first(), "aftercare", DocumentOptions()), tmp_path)
    assert "Day 0" in words
    assert "Days 2 to 3" in words


def test_a_back_needs_a_helper_and_a_numbed_face_its_own_signs(tmp_path: Path) -> None:
    back = prose_of(make(cases.careful(), "aftercare", DocumentOptions()), tmp_path)
    face = prose_of(make(cases.treatable(), "aftercare", DocumentOptions()), tmp_path)
    assert "Ask a helper" in back
    assert "Ask a helper" not in face
    assert "your mouth tingles" in face
    assert "your mouth tingles" not in back
    assert "Rinse with water for 15 minutes" in face


def test_large_print_has_every_line(tmp_path: Path) -> None:
    summary = cases.careful()
    words = prose_of(make(summary, "aftercare", DocumentOptions(large_print=True)), tmp_path)
    care = summary.care
    rows = [line for step in care.after for line in (*step.feel, *step.to_do)]
    for line in (*rows, *care.do, *care.dont, *care.normal):
        assert bare(line.text) in bare(words)
