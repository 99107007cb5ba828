"""The blank questionnaire: every question of the protocol, boxes to tick, and no row over the end of a page."""

from pathlib import Path

import pytest

from consult_app.clinical.dates import long_date
from consult_app.clinical.headline import WORDS
from consult_app.clinical.kept_summary import summary_in, summary_text
from consult_app.documents import DocumentOptions, available, make_sheets
from consult_app.documents.options import Paper
from consult_app.errors import BadInputError
from tests.documents import cases
from tests.documents.reading import prose_of, reader

NAME = "health_questionnaire"


def form(options: DocumentOptions | None = None) -> bytes:
    return make_sheets(cases.summary(), NAME, options or DocumentOptions()).data


@pytest.mark.parametrize("large_print", [False, True])
def test_every_row_and_question_is_asked(large_print: bool, tmp_path: Path) -> None:
    read = prose_of(form(DocumentOptions(large_print=large_print)), tmp_path)
    catalogue = cases.catalogue()
    start = 0
    for row in catalogue.rows:
        start = read.index(f"{row.number}. {row.text}", start)
    for question in catalogue.questions.values():
        if question.asked:
            assert " ".join(question.text.split()[:4]) in read
    assert read.count("Not sure") >= sum(question.asked for question in catalogue.questions.values())


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_row_goes_over_the_end_of_a_page(paper: Paper, tmp_path: Path) -> None:
    data = form(DocumentOptions(paper))
    pages = [prose_of(data, tmp_path, number + 1) for number in range(len(reader(data).pages))]
    catalogue = cases.catalogue()
    for row in catalogue.rows:
        (page,) = [each for each in pages if f"{row.number}. {row.text}" in each]
        for question in catalogue.questions.values():
            if question.row == row.number:
                assert " ".join(question.text.split()[:3]) in page


def test_staff_fill_in_what_they_see(tmp_path: Path) -> None:
    read = prose_of(form(), tmp_path)
    assert read.index("For us to fill in when we look at your skin") < read.index("30. Whole field")
    assert "(practitioner)" not in read
    assert not [words for words in (*WORDS.values(), "clearance") if words in read]


def test_it_is_signed_and_dated_and_names_whom_it_is_for(tmp_path: Path) -> None:
    read = prose_of(form(), tmp_path)
    assert "My answers are true as far as I know. Signature" in read
    assert "Marisol Vega" in read
    born = cases.summary().client.date_of_birth
    assert born is not None
    assert long_date(born) in read


def test_it_applies_to_any_case() -> None:
    for summary in (cases.summary(), cases.barred(), cases.treatable(), cases.summary(client={})):
        (entry,) = [each for each in available(summary) if each.id == NAME]
        assert not entry.refusal


def test_answers_do_not_show(tmp_path: Path) -> None:
    blank = make_sheets(cases.summary(remaining_answers=None, areas=[cases.CHEEKS]), NAME, DocumentOptions()).data
    filled = make_sheets(cases.barred(), NAME, DocumentOptions()).data
    words = [prose_of(data, tmp_path, 10) for data in (blank, filled)]
    assert words[0].partition("Printed")[0] == words[1].partition("Printed")[0]


def test_a_kept_consultation_is_equal_without_it_and_says_why_there_is_none() -> None:
    summary = cases.treatable()
    kept = summary_in(summary_text(summary))
    assert kept == summary
    assert kept is not None
    with pytest.raises(BadInputError, match="not kept with a finished consultation"):
        make_sheets(kept, NAME, DocumentOptions())
