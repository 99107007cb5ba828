"""Which papers apply to whom, what they are called, and that the same input is the same paper."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.clinical.headline import WORDS
from consult_app.clinical.summary import Summary
from consult_app.documents import DOCUMENTS, DocumentOptions, available, make, make_sheets
from consult_app.documents.drawn_areas import regions, views
from consult_app.documents.options import Paper
from consult_app.errors import BadInputError
from tests.documents import cases
from tests.documents.reading import prose_of, reader

FORM = "health_questionnaire"
NAMES = [
    "treatment_plan",
    "before_care",
    "aftercare",
    "red_flag_card",
    "consent",
    "clearance_letter",
    "referral_letter",
    FORM,
]
NO_MEDICINES = {"aftercare", "red_flag_card"}
"""What is read after a session, or in trouble; the sheets before it tell to keep taking them."""
CASES: list[Callable[[], Summary]] = [
    cases.treatable,
    cases.careful,
    cases.deferred,
    cases.cleared_first,
    cases.incomplete,
    cases.barred,
]


def ids(summary: Summary) -> list[str]:
    return [entry.id for entry in available(summary) if not entry.refusal]


def test_papers_stand_in_their_order() -> None:
    assert list(DOCUMENTS) == NAMES
    assert [entry.name for entry in available(cases.treatable())] == NAMES


def test_without_a_session_only_plan_and_form_apply() -> None:
    for summary in (cases.incomplete(), cases.barred()):
        assert ids(summary) == ["treatment_plan", FORM]
        refusals = {entry.name: entry.refusal for entry in available(summary)}
        assert refusals["aftercare"] == refusals["consent"] == refusals["before_care"] == "No session is planned."
        assert refusals["clearance_letter"]


def test_without_areas_only_the_blank_form_applies() -> None:
    summary = cases.summary()
    assert ids(summary) == [FORM]
    with pytest.raises(BadInputError, match="No area was named"):
        make(summary, "treatment_plan", DocumentOptions())


def test_each_addressee_has_a_letter_of_its_own() -> None:
    summary = cases.deferred()
    letters = [entry for entry in available(summary) if entry.name == "clearance_letter"]
    assert [(entry.id, entry.file_name) for entry in letters] == [
        ("clearance_letter", "clearance_letter.pdf"),
        ("clearance_letter_2", "clearance_letter_2.pdf"),
    ]
    assert letters[1].detail == "To Dr Ian Whitcombe"


def test_details_tell_when_and_for_whom() -> None:
    details = {entry.id: entry.detail for entry in available(cases.treatable())}
    assert details["aftercare"] == "Dated for 1 Dec 2026"
    assert details["consent"] == "Sign on 1 Dec 2026"
    assert details["before_care"] == "From 20 Nov 2026"


@pytest.mark.parametrize("name", ["receipt", "clearance_letter_2", "clearance_letter_0", ""])
def test_unknown_names_are_refused_with_those_known(name: str) -> None:
    with pytest.raises(BadInputError) as refused:
        make(cases.cleared_first(), name, DocumentOptions())
    assert "treatment_plan" in refused.value.problems[0]


def test_what_does_not_apply_is_refused_with_the_reason() -> None:
    with pytest.raises(BadInputError, match="No session is planned"):
        make(cases.barred(), "consent", DocumentOptions())


def test_equal_input_gives_equal_bytes_and_another_gives_another_id(tmp_path: Path) -> None:
    options = DocumentOptions(issued="2026-11-20T11:42")
    for name in ids(cases.deferred()):
        assert make(cases.deferred(), name, options) == make(cases.deferred(), name, options)
    papers = [
        make(cases.careful(), "consent", options),
        make(cases.careful(), "consent", replace(options, paper="Letter")),
        make(cases.careful(client=cases.CLIENT | {"weight_kg": 65}), "consent", options),
        make(cases.careful(), "consent", replace(options, sample=True)),
    ]
    feet = {prose_of(paper, tmp_path, 1).rpartition("11:42 ")[2] for paper in papers}
    assert len(feet) == 4


def test_by_name_is_the_same_as_by_id() -> None:
    summary, options = cases.cleared_first(), DocumentOptions()
    for name in ids(summary):
        assert DOCUMENTS[name](summary, options) == make_sheets(summary, name, options).data


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("case", CASES)
def test_client_papers_never_name_a_level(case: Callable[[], Summary], paper: Paper, tmp_path: Path) -> None:
    for large_print in (False, True):
        options = DocumentOptions(paper=paper, large_print=large_print)
        for entry in available(case()):
            if not entry.refusal and entry.name not in {"clearance_letter", FORM}:
                read = prose_of(make(case(), entry.id, options), tmp_path)
                assert not [words for words in (*WORDS.values(), "clearance") if words in read]
                assert "Keep taking every medicine a doctor gave you" in read or entry.name in NO_MEDICINES


@pytest.mark.parametrize("name", ["Zoë Łukasz", "Nguyễn Thị Ánh", "محمد عبد الله", "שרה כהן"])
def test_names_print_whole_in_every_paper(name: str, tmp_path: Path) -> None:
    summary = cases.deferred(client=cases.CLIENT | {"name": name})
    for paper in ids(summary):
        sheets = make_sheets(summary, paper, DocumentOptions(issued="2026-11-20"))
        assert sheets.missing == ()
        assert name in prose_of(sheets.data, tmp_path, 1)


def test_a_client_without_name_or_id_is_said_so(tmp_path: Path) -> None:
    read = prose_of(make(cases.treatable(client={}), "treatment_plan", DocumentOptions(draft=True)), tmp_path)
    assert "Name not given · no ID" in read
    assert "Draft" in read


def test_what_the_clinic_has_not_set_prints_as_not_set(tmp_path: Path) -> None:
    summary = cases.treatable(clinic=None)
    for entry in available(summary):
        if not entry.refusal:
            read = prose_of(make(summary, entry.id, DocumentOptions()), tmp_path)
            assert "Clinic name not set" in read
            assert "Clinic address not set" in read
            assert "Clinic phone not set" in read


def test_language_and_title_are_set() -> None:
    pdf = reader(make(cases.treatable(), "aftercare", DocumentOptions(language="en-US")))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Aftercare"
    assert str(pdf.root_object["/Lang"]) == "en-US"


def test_areas_are_drawn_with_the_regions_the_protocol_names() -> None:
    files = {"face": "face", "front": "body_front", "back": "body_back"}
    for area in cases.catalogue().areas.values():
        for view, file in files.items():
            named = {region.region for region in area.regions if region.file == file}
            assert set(regions(area.id, view)) == named  # type: ignore[arg-type]


def test_views_are_as_few_as_can_be() -> None:
    assert views(["back_upper", "shoulders.left"]) == ("back",)
    assert views(["shoulders", "abdomen"]) == ("front",)
    assert set(views(["face_nose", "back_lower"])) == {"face", "back"}
    assert regions("shoulders.left", "back") == ("shoulders.left",)
