"""The referral letter: urgent, to a doctor the client named, with no more than the question needs."""

from pathlib import Path

import pytest

from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, available, make_sheets
from consult_app.documents.options import Paper
from consult_app.errors import BadInputError
from tests.documents import cases
from tests.documents.reading import colours, prose_of

NAME = "referral_letter"


def read(summary: Summary, folder: Path, options: DocumentOptions | None = None) -> str:
    return prose_of(make_sheets(summary, NAME, options or DocumentOptions()).data, folder)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_asks_urgently_what_the_spot_is(paper: Paper, large_print: bool, tmp_path: Path) -> None:
    told = read(cases.changed_spot(), tmp_path, DocumentOptions(paper, large_print=large_print))
    assert told.index("URGENT REFERRAL") < told.index("A mole, spot or growth that has changed")
    for words in ("Marisol Vega, born 4 June 1998", "Dear Dr Anna Pell,", "12 Mill Lane", "C-0412/R1"):
        assert words in told
    assert "Would you examine it urgently, and tell us in writing what it is?" in told
    assert "It concerns the upper back. They tell us: left shoulder blade." in told


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_one_page_with_the_band_in_red(paper: Paper) -> None:
    sheets = make_sheets(cases.changed_spot(), NAME, DocumentOptions(paper))
    assert sheets.pages == 1
    assert (0x9A, 0x1B, 0x1B) in colours(sheets.data)


def test_it_tells_nothing_else_about_the_client(tmp_path: Path) -> None:
    told = read(cases.changed_spot(), tmp_path).lower()
    for words in ("epilepsy", "seizure", "acne", "fitzpatrick", "64 kg"):
        assert words not in told


def test_without_a_named_doctor_there_are_lines_to_write_on(tmp_path: Path) -> None:
    told = read(cases.changed_spot(contacts={}), tmp_path)
    assert "To the client’s GP" in told
    assert "Dear colleague," in told


def test_a_dermatologist_is_written_to_where_no_gp_is_named(tmp_path: Path) -> None:
    told = read(cases.changed_spot(contacts={"dermatologist": cases.DERMATOLOGIST}), tmp_path)
    assert "Dear Dr Ian Whitcombe," in told


@pytest.mark.parametrize("distance", [2, 30])
def test_it_applies_wherever_the_spot_is(distance: int, tmp_path: Path) -> None:
    lesion = {"answer": "yes", "areas": ["elsewhere"], "distance_cm": distance, "seen_by_doctor": "no"}
    assert "URGENT REFERRAL" in read(cases.changed_spot(answers={"changing_lesion": lesion}), tmp_path)


@pytest.mark.parametrize("result", ["benign_in_writing"])
def test_a_spot_that_is_benign_in_writing_is_not_referred(result: str) -> None:
    lesion = {"answer": "yes", "areas": ["back_upper"], "seen_by_doctor": "yes", "result": result}
    summary = cases.changed_spot(answers={"changing_lesion": lesion})
    (entry,) = [each for each in available(summary) if each.id == NAME]
    assert entry.refusal == "Nothing was found that needs an urgent referral."
    with pytest.raises(BadInputError, match="needs an urgent referral"):
        make_sheets(summary, NAME, DocumentOptions())


def test_the_list_tells_to_whom() -> None:
    (entry,) = [each for each in available(cases.changed_spot()) if each.id == NAME]
    assert (entry.file_name, entry.detail) == ("referral_letter.pdf", "Urgent. To Dr Anna Pell")
