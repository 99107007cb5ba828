"""The sheet for the days before: every line with its day, and never a medicine to stop."""

from pathlib import Path

import pytest

from consult_app.documents import DocumentOptions, make, make_sheets
from consult_app.documents.options import Paper
from tests.documents import cases
from tests.documents.reading import bare, prose_of


def test_every_line_stands_with_its_day(tmp_path: Path) -> None:
    summary = cases.dated_wait()
    words = prose_of(make(summary, "before_care", DocumentOptions()), tmp_path)
    assert "Before your session on 9 April 2027" in words
    assert "From Fri 12 Mar" in words
    assert "28 days before" in words
    for step in summary.care.before:
        for line in (*step.do, *step.dont):
            assert bare(line.text) in bare(words)


def test_medicines_go_on(tmp_path: Path) -> None:
    words = prose_of(make(cases.treatable(), "before_care", DocumentOptions()), tmp_path)
    assert words.count("Keep taking every medicine a doctor gave you.") == 1
    assert "Do not stop blood thinners" in words
    assert "Call us: 01632 960147" in words
    assert "Your session is on Tuesday 1 December 2026 at 14:30." in words


def test_without_a_day_the_days_are_counted(tmp_path: Path) -> None:
    words = prose_of(make(cases.cleared_first(), "before_care", DocumentOptions()), tmp_path)
    assert "28 days before" in words
    assert "2026" not in words.partition("Protocol")[0].partition("Before your session")[2]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page(paper: Paper) -> None:
    for summary in (cases.treatable(), cases.careful(), cases.deferred()):
        assert make_sheets(summary, "before_care", DocumentOptions(paper=paper)).pages == 1
