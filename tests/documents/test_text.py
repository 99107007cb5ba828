"""Text in every script prints, and reads back in the order it was written."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.documents import fonts
from consult_app.documents.pen import TextCanvas
from consult_app.documents.runs import MissingGlyph, Prose, Strong, missing_glyphs
from consult_app.documents.text import Text, TextStyle, break_lines, one_line
from tests.documents.reading import shown_codes, text_of

BODY = TextStyle(11, 16)
NAMES = ["Zoë Łukasz", "Nguyễn Thị Ánh", "محمد", "שרה כהן", "देवी", "علاء سلام الأحمد", "Ελένη Жанна", "สมชาย"]
SIGNS = "≥ ½ × cm² ° − –"


def drawn(*proses: Prose, style: TextStyle = BODY, width: float = 430) -> tuple[bytes, set[MissingGlyph]]:
    fonts.register()
    buffer = BytesIO()
    canvas = TextCanvas(buffer, invariant=1)
    y = 800.0
    for prose in proses:
        text = Text(prose, style)
        y -= text.wrap(width, 800)[1]
        text.drawOn(canvas, 60, y)
    canvas.save()
    return buffer.getvalue(), canvas.missing


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("name", [*NAMES, SIGNS])
def test_name_reads_back_in_reading_order_alone_and_within_a_sentence(name: str, bold: bool, tmp_path: Path) -> None:
    within = ("Dear ", Strong(name) if bold else name, ", this is for you and for nobody else at the clinic.")
    data, missing = drawn(Strong(name) if bold else name, within)
    read = text_of(data, tmp_path)
    assert read.count(name) == 2
    assert "Dear " in read
    assert "this is for you and for nobody else at the clinic." in read
    assert not missing
    assert 0 not in shown_codes(data)


def test_name_broken_over_two_lines_keeps_its_order(tmp_path: Path) -> None:
    filler = "This line is filled with words up to its end by "
    read = text_of(
        drawn((filler, "שרה כהן", " and goes on."), width=one_line(filler + "שרה ", BODY).width + 3)[0], tmp_path
    )
    assert read.index("שרה") < read.index("כהן") < read.index("goes on")


@pytest.mark.parametrize("prose", [("שרה כהן", ", 45 years"), "\u2068שרה כהן\u2069, 45 years"])
def test_a_name_turns_nothing_around_it(prose: Prose) -> None:
    fonts.register()
    assert [run.text for run in one_line(prose, BODY).runs] == ["שרה כהן", ", 45 years"]


def test_words_and_numbers_among_arabic_stand_in_visual_order() -> None:
    fonts.register()
    assert [run.text for run in one_line("محمد 2026 علي", BODY).runs] == [" علي", "2026", "محمد "]


def test_what_no_face_can_print_is_reported_and_never_an_empty_box(tmp_path: Path) -> None:
    data, missing = drawn("王芳 and 🙂")
    assert missing == {MissingGlyph("王"), MissingGlyph("芳"), MissingGlyph("🙂")}
    assert missing_glyphs("王芳 and 🙂") == tuple(sorted(missing))
    assert str(MissingGlyph("王")) == "王 (U+738B)"
    assert 0 not in shown_codes(data)
    assert "王芳" in text_of(data, tmp_path)


def test_bytes_do_not_depend_on_what_was_set_before() -> None:
    first, _ = drawn("محمد", "देवी")
    drawn("क्षेत्रज्ञ", "علاء", style=BODY.but(bold=True))
    drawn("क्षेत्रज्ञ", "علاء")
    assert drawn("محمد", "देवी")[0] == first


def test_lines_are_no_longer_than_asked() -> None:
    fonts.register()
    lines = break_lines("plain words " * 40, BODY.but(max_chars=70), 500)
    assert max(sum(len(run.text) for run in line.runs) for line in lines) <= 70


def test_a_short_number_stays_with_what_it_counts() -> None:
    fonts.register()
    words = "The drug label says to wait 6 months."
    lines = break_lines(words, BODY, one_line("The drug label says to wait 6", BODY).width + 2)
    assert [run.text.strip() for line in lines for run in line.runs] == ["The drug label says to wait", "6 months."]


@given(st.text(max_size=60), st.floats(30, 300))
def test_any_text_fits_its_column_and_loses_no_letter(words: str, width: float) -> None:
    fonts.register()
    lines = break_lines(words, BODY, width)
    kept = [char for line in lines for run in line.runs for char in run.text if not char.isspace()]
    whole = [char for run in one_line(words, BODY).runs for char in run.text if not char.isspace()]
    assert sorted(kept) == sorted(whole)
    assert all(line.width <= width + 1 or len("".join(run.text for run in line.runs)) < 12 for line in lines)


def test_a_line_break_in_the_text_breaks_the_line(tmp_path: Path) -> None:
    assert text_of(drawn("Acne scars, grade 3\nDark marks")[0], tmp_path).split("\n")[:2] == [
        "Acne scars, grade 3",
        "Dark marks",
    ]
