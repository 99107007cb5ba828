"""The consent form: what is planned, what can go wrong, and empty lines to sign."""

from math import cos, sin
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consult_app.clinical.consent import Consent, scope_of
from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, make, make_sheets, make_signed_consent
from consult_app.documents.ink import fitted
from tests.documents import cases
from tests.documents.reading import prose_of, reader

SIGNATURE = (
    tuple((0.1 + at / 120, 0.15 + 0.08 * sin(at / 3)) for at in range(60)),
    tuple((0.65 + 0.05 * cos(at / 4), 0.15 + 0.06 * sin(at / 4)) for at in range(28)),
    ((0.75, 0.1),),
)


def read(summary: Summary, folder: Path) -> str:
    return prose_of(make(summary, "consent", DocumentOptions()), folder)


def test_what_is_planned_is_told(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path)
    for part in ("Upper back", "Right shoulder", "0.75 to 1.00 mm later to 1.25 mm", "Acne scars and dark marks"):
        assert part in words


def test_risks_and_limits_are_told(tmp_path: Path) -> None:
    words = read(cases.careful(), tmp_path)
    for part in ("Dark marks that last", "An infection", "raised scar", "not certain", "You may feel faint"):
        assert part in words
    assert "Skin like yours gets dark marks more often" in words
    assert "chest, the shoulders and the upper back" in words


def test_risks_are_those_of_this_client(tmp_path: Path) -> None:
    face, back = read(cases.treatable(), tmp_path), read(cases.careful(), tmp_path)
    assert "An injury of the eye" in face
    assert "Numbing cream can make you ill" in face
    assert "An injury of the eye" not in back
    assert "Numbing cream" not in back
    assert "Skin like yours" not in face


def test_use_beyond_what_was_authorised_is_said_plainly(tmp_path: Path) -> None:
    assert "In the US, needling of your upper back and left shoulder is “off-label”" in read(cases.careful(), tmp_path)
    young = read(cases.treatable(client=cases.CLIENT | {"date_of_birth": "2007-01-01"}), tmp_path)
    assert ("You are under 22" in young) == any(
        line.finding.id == "age_18_21"
        for line in cases.treatable(client=cases.CLIENT | {"date_of_birth": "2007-01-01"}).findings
    )


def test_nothing_is_signed_yet(tmp_path: Path) -> None:
    words = read(cases.treatable(), tmp_path)
    assert "You can choose to have nothing done" in words
    assert "Keep taking every medicine a doctor gave you." in words
    assert "I agree to this treatment." in words
    for part in ("Marisol Vega, signature", "Jo Brennan, signature"):
        assert part in words


def test_the_device_is_named(tmp_path: Path) -> None:
    assert "We use this device: needling pen." in read(cases.treatable(), tmp_path)


def test_it_takes_two_pages_at_most() -> None:
    for summary in (cases.treatable(), cases.careful(), cases.deferred()):
        assert make_sheets(summary, "consent", DocumentOptions()).pages <= 2
    assert make_sheets(cases.careful(), "consent", DocumentOptions(paper="Letter")).pages <= 2


def test_statements_and_signatures_stand_together(tmp_path: Path) -> None:
    data = make(cases.treatable(), "consent", DocumentOptions())
    last = prose_of(data, tmp_path, len(reader(data).pages))
    assert "I agree to this treatment." in last
    assert "Jo Brennan, signature" in last


def signed(**parts: Any) -> Consent:
    """A consent to what the usual form says, drawn on the screen."""
    usual = {"date": "2026-12-01", "name": "Marisol Vega", "witness": "Jo Brennan", "way": "strokes"}
    return Consent.model_validate(usual | {"scope": scope_of(cases.treatable()), "strokes": SIGNATURE} | parts)


def test_a_signature_is_drawn_with_its_date_and_who_was_there(tmp_path: Path) -> None:
    sheets = make_signed_consent(cases.treatable(), signed(), DocumentOptions())
    words = prose_of(sheets.data, tmp_path)
    for part in ("Marisol Vega, signature", "1 Dec 2026", "Signed before", "Jo Brennan"):
        assert part in words
    assert sheets.pages <= 2
    last = reader(sheets.data).pages[-1].get_contents()
    blank = reader(make(cases.treatable(), "consent", DocumentOptions())).pages[-1].get_contents()
    assert last is not None
    assert blank is not None
    assert last.get_data().count(b" c ") > blank.get_data().count(b" c ") + 10


def test_one_signed_on_paper_says_so_and_draws_nothing(tmp_path: Path) -> None:
    agreed = signed(way="paper", strokes=())
    words = prose_of(make_signed_consent(cases.treatable(), agreed, DocumentOptions()).data, tmp_path)
    assert "Signed on paper on 1 Dec 2026" in words
    assert "Recorded by" in words


def test_equal_signatures_give_equal_bytes_and_another_gives_another_id() -> None:
    first = make_signed_consent(cases.treatable(), signed(), DocumentOptions()).data
    assert make_signed_consent(cases.treatable(), signed(), DocumentOptions()).data == first
    assert make_signed_consent(cases.treatable(), signed(strokes=SIGNATURE[:1]), DocumentOptions()).data != first


@given(
    st.lists(
        st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6).map(tuple), min_size=1, max_size=4
    )
)
def test_any_signature_stays_in_its_place(strokes: list[tuple[tuple[float, float], ...]]) -> None:
    points = [point for stroke in fitted(strokes, 200, 34) for point in stroke]
    assert all(-1e-6 <= x <= 200 + 1e-6 and -1e-6 <= y <= 34 + 1e-6 for x, y in points)


def test_a_name_in_any_script_and_large_print_have_room() -> None:
    for name in ("Ağça Öztürk-Żółkiewska of the very long and winding name", "مريم الفارسي"):
        for options in (DocumentOptions(large_print=True), DocumentOptions(paper="Letter")):
            sheets = make_signed_consent(cases.treatable(), signed(name=name), options)
            assert sheets.missing == ()
