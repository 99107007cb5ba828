"""The page: sizes, letterhead, footers, colours, and the same bytes for the same input."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from consult_app.documents.layout import SAMPLE_MARK
from consult_app.documents.options import DocumentOptions, Letterhead, NotSet, Paper
from tests.documents.papers import FOOT, aftercare, letter, plan
from tests.documents.reading import colours, reader, shown_codes, text_of

TEAL, RED = (0x0E, 0x5A, 0x5E), (0x9A, 0x1B, 0x1B)


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_pages_have_the_size_of_the_paper(paper: Paper, size: tuple[int, int]) -> None:
    pages = reader(plan(DocumentOptions(paper=paper)).data).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {size}


@pytest.mark.parametrize("large_print", [False, True])
def test_every_page_has_its_footer(large_print: bool, tmp_path: Path) -> None:
    sheets = plan(DocumentOptions(large_print=large_print), replace(FOOT, draft="Draft"))
    assert sheets.pages > 1
    for page in range(1, sheets.pages + 1):
        read = text_of(sheets.data, tmp_path, page)
        for part in (*FOOT.parts(), "Draft", f"Page {page} of {sheets.pages}"):
            assert part in read


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_page_of_a_sample_says_so_in_black(large_print: bool, paper: Paper, tmp_path: Path) -> None:
    options = DocumentOptions(paper=paper, large_print=large_print)
    real, sample = plan(options), plan(replace(options, sample=True))
    assert sample.pages == real.pages > 1
    for page in range(1, sample.pages + 1):
        assert SAMPLE_MARK in text_of(sample.data, tmp_path, page)
        assert SAMPLE_MARK not in text_of(real.data, tmp_path, page)
    assert colours(sample.data) == colours(real.data)
    assert sample.missing == ()


def test_letterhead_is_whole_on_page_1_only(tmp_path: Path) -> None:
    data = plan(DocumentOptions()).data
    assert "4 Fernhill Row" in text_of(data, tmp_path, 1)
    assert "4 Fernhill Row" not in text_of(data, tmp_path, 2)
    assert "Fernhill Skin Clinic" in text_of(data, tmp_path, 2)


def test_what_the_clinic_has_not_set_is_said(tmp_path: Path) -> None:
    head = Letterhead(NotSet("Clinic name not set"), (NotSet("Clinic phone not set"),))
    read = text_of(plan(DocumentOptions(), head=head).data, tmp_path)
    assert "Clinic name not set" in read
    assert "Clinic phone not set" in read


def test_equal_input_gives_equal_bytes() -> None:
    for paper in (plan, aftercare, letter):
        assert paper(DocumentOptions()).data == paper(DocumentOptions()).data
    assert plan(DocumentOptions()).data != plan(DocumentOptions(paper="Letter")).data


def test_title_language_and_outline_are_in_the_file() -> None:
    pdf = reader(plan(DocumentOptions(language="en-US")).data)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Treatment plan"
    assert str(pdf.root_object["/Lang"]) == "en-US"
    (h1, h2) = pdf.outline
    assert isinstance(h2, list)
    assert [str(each["/Title"]) for each in (h1, *h2) if not isinstance(each, list)] == [
        "Your treatment plan",
        "Before your first visit",
        "What we plan to treat",
        "Your visits",
    ]


def test_every_face_is_embedded() -> None:
    with pikepdf.open(BytesIO(plan(DocumentOptions(), name="שרה כהן").data)) as pdf:
        faces = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        names = {str(face.BaseFont).split("+")[-1] for face in faces}
        assert names == {"NotoSans-Regular", "NotoSans-Bold", "FiraGO-Bold"}
        assert all("/FontFile2" in face.FontDescriptor for face in faces)


def test_long_foreign_name_prints_in_strip_sentence_and_footer(tmp_path: Path) -> None:
    foot = replace(FOOT, client="\u2068محمد علي\u2069 · no ID")
    sheets = plan(DocumentOptions(), foot, name="محمد علي")
    assert text_of(sheets.data, tmp_path, 1).count("محمد علي") == 3
    assert not sheets.missing
    assert 0 not in shown_codes(sheets.data)


def test_what_cannot_be_printed_is_handed_back_even_from_the_footer() -> None:
    sheets = plan(DocumentOptions(), replace(FOOT, client="王 · C-1"))
    assert [glyph.char for glyph in sheets.missing] == ["王"]


def test_only_greys_and_the_two_colours_are_used() -> None:
    for paper, allowed in ((plan, {TEAL}), (letter, {TEAL}), (aftercare, {TEAL, RED})):
        coloured = {rgb for rgb in colours(paper(DocumentOptions()).data) if len(set(rgb)) > 1}
        assert coloured == allowed
