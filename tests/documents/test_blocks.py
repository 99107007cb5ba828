"""Blocks stay whole, and the urgent box is on page 1 whatever the paper."""

from pathlib import Path

import pytest

from consult_app.documents.blocks import bullets, checklist_item, state_box
from consult_app.documents.layout import build
from consult_app.documents.options import DocumentOptions, NotSet, Paper
from consult_app.documents.type_scale import type_scale
from tests.documents.papers import DAYS, FOOT, HEAD, URGENT, aftercare, letter, plan
from tests.documents.reading import operations, reader, text_of

PAPERS: list[Paper] = ["A4", "Letter"]


def pages_of(data: bytes, folder: Path) -> list[str]:
    return [" ".join(text_of(data, folder, page + 1).split()) for page in range(len(reader(data).pages))]


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("times", [1, 3])
def test_urgent_box_is_whole_on_page_1(paper: Paper, large_print: bool, times: int, tmp_path: Path) -> None:
    sheets = aftercare(DocumentOptions(paper=paper, large_print=large_print), days=DAYS * times)
    first = pages_of(sheets.data, tmp_path)[0]
    for words in ("Call 999 now", "Call us the same day", "01632 960147", *URGENT.reasons, "Call us within 2 weeks"):
        assert str(words) in first


@pytest.mark.parametrize("paper", PAPERS)
def test_standard_aftercare_is_one_page(paper: Paper) -> None:
    assert aftercare(DocumentOptions(paper=paper)).pages == 1


def test_phone_is_set_large_and_white_stands_on_red(tmp_path: Path) -> None:
    data = aftercare(DocumentOptions()).data
    sizes = {float(operands[1]) for name, operands in operations(data) if name == "Tf"}  # type: ignore[arg-type]
    assert max(sizes) >= 17
    assert "01632 960147" in text_of(data, tmp_path)


def test_phone_that_is_not_set_is_said_in_the_urgent_box(tmp_path: Path) -> None:
    urgent = type(URGENT)(URGENT.call, URGENT.signs, "Call us", NotSet("Clinic phone not set"), ("A fever",))
    assert "Clinic phone not set" in text_of(aftercare(DocumentOptions(), urgent).data, tmp_path)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("extra", range(3, 14, 2))
def test_no_item_box_or_heading_is_torn(extra: int, large_print: bool, tmp_path: Path) -> None:
    pages = pages_of(plan(DocumentOptions(large_print=large_print), extra=extra).data, tmp_path)
    for index in range(extra):
        item = f"Item {index}." + " Keep out of the sun." * 5
        assert sum(item in page for page in pages) == 1
    for head, following in (("What we plan to treat", "Upper back"), ("Your visits", "Session 1")):
        assert sum(head in page and following in page.split(head)[1] for page in pages) == 1


def test_reply_slip_stays_whole(tmp_path: Path) -> None:
    for large_print in (False, True):
        pages = pages_of(letter(DocumentOptions(large_print=large_print)).data, tmp_path)
        assert [page for page in pages if "Your reply" in page and "registration number" in page]


def test_every_day_of_the_timeline_is_there_once(tmp_path: Path) -> None:
    pages = pages_of(aftercare(DocumentOptions(large_print=True)).data, tmp_path)
    for day in DAYS:
        assert sum(day.date in page and str(day.do) in page for page in pages) == 1


def test_words_longer_than_a_page_still_print(tmp_path: Path) -> None:
    scale = type_scale("sheet", large_print=True)
    words = [f"Line {index} of a very long note." for index in range(120)]
    blocks = [state_box("inc", "Head", words, scale), checklist_item(" ".join(words), scale), bullets(words, scale)]
    read = " ".join(pages_of(build("Long", blocks, HEAD, FOOT, DocumentOptions(large_print=True)).data, tmp_path))
    for word in words:
        assert read.count(word.split(" of")[0] + " of") == 3
