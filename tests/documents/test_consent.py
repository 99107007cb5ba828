"""The consent form: what is planned, what can go wrong, and empty lines to sign."""

from pathlib import Path

from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, make, make_sheets
from tests.documents import cases
from tests.documents.reading import prose_of, reader


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
