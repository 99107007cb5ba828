"""What scored scales do in a consultation: the class that counts, the history they put in doubt, the lines to print."""

from dataclasses import replace
from typing import Any

import pytest

from consult_app.clinical.admission import problems
from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.instrument_items import Raised
from consult_app.clinical.skin_scales import fits, glogau_type, score_lines, skin_type, unknown_names
from consult_app.clinical.summary import summarise
from consult_app.knowledge.loader import catalogue_or_error
from tests.clinical.knowledge_files import instrument

COUNT = "goodman_baron_quantitative"
CHEEKS, BACK = {"id": "face_cheeks"}, {"id": "back_upper"}
TEN = [item.id for item in instrument("fitzpatrick_a").items]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_or_error()


def case(scales: dict[str, Any], *areas: object, answers: dict[str, Any] | None = None, **parts: Any) -> Consultation:
    skin = {"instruments": scales} | parts.pop("skin", {})
    given = {"format": 1, "as_of": "2026-11-20", "skin": skin, "areas": areas, "answers": answers or {}}
    return Consultation.model_validate(given | parts)


def open_in(consultation: Consultation, catalogue: Catalogue) -> set[str]:
    return set(assess(consultation, catalogue).overall.open_questions)


@pytest.mark.parametrize(("view", "kind"), [(None, 3), (2, 3), (3, 3), (4, 4)])
def test_the_more_careful_of_view_and_scale_counts(catalogue: Catalogue, view: int | None, kind: int) -> None:
    known = case({"glogau": {"type": 3}}, skin={"glogau": view})
    assert glogau_type(known, catalogue) == kind
    finished = case({"fitzpatrick_a": dict.fromkeys(TEN, 2)}, skin={"fitzpatrick": view})
    assert skin_type(finished, catalogue) == kind


def test_an_unfinished_scale_counts_for_nothing(catalogue: Catalogue) -> None:
    begun = case({"glogau": {"keratoses": 1}, "fitzpatrick_a": dict.fromkeys(TEN[1:], 4)})
    assert glogau_type(begun, catalogue) is None
    assert skin_type(begun, catalogue) is None
    assert glogau_type(case({}, skin={"glogau": 2}), catalogue) == 2


def test_sun_aged_skin_on_the_scale_lowers_the_ceiling_of_the_plan(catalogue: Catalogue) -> None:
    asked = {"id": "face_cheeks", "area_cm2": 80, "concerns": [{"id": "acne_scar_rolling", "grade": 3}]}
    parts: dict[str, Any] = {"remaining_answers": "no", "client": {"date_of_birth": "1960-05-06"}}
    ceilings = []
    for kind in (2, 3):
        seen = case({"glogau": {"type": kind, "keratoses": 0}}, asked, **parts, skin={"fitzpatrick": 2})
        area = summarise(seen, catalogue).plan.area("face_cheeks")
        assert area is not None
        ceilings.append(area.ceiling_mm)
    assert round(ceilings[0] - ceilings[1], 2) == 0.25


DENIED = {"keloid_history": "no", "hypertrophic_history": "no"}
OWN, FAMILY = ({"answer": "yes", "kind": kind} for kind in ("own", "family"))


@pytest.mark.parametrize(
    ("points", "answers", "still_open"),
    [
        (0, DENIED, set()),
        (1, DENIED, {"keloid_history", "hypertrophic_history"}),
        (3, {"keloid_history": "no"}, {"keloid_history", "hypertrophic_history"}),
        (1, {"keloid_history": "no", "hypertrophic_history": OWN}, set()),
        (1, {"keloid_history": "no", "hypertrophic_history": FAMILY}, {"keloid_history"}),
        (1, {"keloid_history": "no", "hypertrophic_history": "yes"}, {"keloid_history"}),
        (1, {"keloid_history": "yes", "hypertrophic_history": "no"}, set()),
    ],
)
def test_raised_scars_counted_keep_the_history_open(
    catalogue: Catalogue, points: int, answers: dict[str, Any], still_open: set[str]
) -> None:
    seen = case({f"{COUNT}@face_cheeks": {"d2": points}}, CHEEKS, answers=answers)
    asked = {"keloid_history", "hypertrophic_history"}
    assert open_in(seen, catalogue) & asked == still_open
    judged = assess(seen, catalogue)
    assert ("hypertrophic_history.counted_here" in {finding.key for finding in judged.findings}) is bool(points)


def test_what_is_denied_in_one_sweep_is_doubted_too(catalogue: Catalogue) -> None:
    swept = case({f"{COUNT}@face_cheeks": {"d2": 2}}, CHEEKS, remaining_answers="no")
    assert {"keloid_history", "hypertrophic_history"} <= open_in(swept, catalogue)
    assert assess(swept, catalogue).person.outcome == "incomplete"
    without = case({f"{COUNT}@face_cheeks": {"d1": 2}}, CHEEKS, remaining_answers="no")
    assert not {"keloid_history", "hypertrophic_history"} & open_in(without, catalogue)


def test_raised_scars_are_left_out_where_they_were_counted(catalogue: Catalogue) -> None:
    seen = case({f"{COUNT}@face_cheeks": {"d2": 1}}, CHEEKS, BACK, answers=DENIED)
    (found,) = [finding for finding in assess(seen, catalogue).findings if finding.outcome_id == "counted_here"]
    assert found.areas == ("face_cheeks",)


@pytest.mark.parametrize(
    ("keratoses", "answer", "still_open"),
    [
        (1, "no", True),
        (0, "no", False),
        (1, {"answer": "yes", "areas": ["face_cheeks"]}, False),
    ],
)
def test_rough_patches_on_the_scale_ask_for_them_in_the_history(
    catalogue: Catalogue, keratoses: int, answer: Any, still_open: bool
) -> None:
    seen = case({"glogau": {"type": 4, "keratoses": keratoses}}, CHEEKS, answers={"actinic_keratosis_area": answer})
    assert ("actinic_keratosis_area" in open_in(seen, catalogue)) is still_open


@pytest.mark.parametrize(
    ("scales", "said"),
    [
        ({"tarot": {"card": 1}}, "skin.instruments.tarot: is no instrument of this protocol"),
        ({"vancouver": {"height": 1}}, "skin.instruments.vancouver: is judged for each area"),
        (
            {"vancouver@back_upper": {"height": 1}},
            "skin.instruments.vancouver@back_upper: back_upper is no requested area",
        ),
        ({"gags@face_cheeks": {"nose": 1}}, "skin.instruments.gags@face_cheeks: gags is judged for the whole person"),
        ({"vancouver@face_cheeks": {"height": 9}}, "skin.instruments.vancouver@face_cheeks: height: 9 is not one of"),
        ({"salt": {"vertex": 12.5}}, "skin.instruments.salt: vertex: 12.5 is not a whole figure from 0 to 100"),
        ({"gais@face_cheeks": {"client": "fine"}}, "skin.instruments.gais@face_cheeks: client: fine is not one of"),
    ],
)
def test_answers_to_a_scale_are_admitted_or_refused_by_path(
    catalogue: Catalogue, scales: dict[str, Any], said: str
) -> None:
    (problem,) = problems(case(scales, CHEEKS), catalogue)
    assert problem.startswith(said)


def test_scales_that_are_right_are_admitted(catalogue: Catalogue) -> None:
    scales = {
        "vancouver@face_cheeks": {"height": 1},
        "gais@face_cheeks": {"client": "improved"},
        "salt": {"vertex": 12},
    }
    assert problems(case(scales, CHEEKS), catalogue) == ()


def test_finished_scores_become_lines_and_unfinished_ones_do_not(catalogue: Catalogue) -> None:
    scales = {
        "glogau": {"type": 2},
        "pain": {"before": 0, "during": 7},
        "gags": {"nose": 1},
        "vancouver@face_cheeks": {"vascularity": 1, "pigmentation": 2, "pliability": 0, "height": 0},
        "gais@back_upper": {"client": "worse"},
    }
    lines = score_lines(case(scales, CHEEKS, BACK), catalogue, {"face_cheeks": "Cheeks", "back_upper": "Upper back"})
    assert {(line.area, line.words) for line in lines} == {
        ("Upper back", "GAIS, client: worse (5)"),
        ("", "Glogau type II, wrinkles in motion"),
        ("", "Pain before: 0 of 10, no pain"),
        ("", "Pain during: 7 of 10, severe"),
        ("Cheeks", "Vancouver scar scale 3 of 13"),
    }
    by_words = {line.words: line for line in lines}
    during = by_words["Pain during: 7 of 10, severe"]
    assert (during.by, during.version, len(during.flags)) == ("client", "0 to 10, four times", 1)
    assert by_words["GAIS, client: worse (5)"].key == "back_upper"
    assert [line.area for line in lines] == ["", "", "", "Upper back", "Cheeks"]
    assert len(summarise(case(scales, CHEEKS, BACK), catalogue).scores) == len(lines)


def test_a_scale_of_an_older_protocol_counts_for_nothing(catalogue: Catalogue) -> None:
    older = replace(catalogue, instruments={})
    seen = case({"glogau": {"type": 4, "keratoses": 1}, f"{COUNT}@face_cheeks": {"d2": 1}}, CHEEKS, answers=DENIED)
    assert glogau_type(seen, older) is None
    assert not {"keloid_history", "hypertrophic_history"} & open_in(seen, older)


def test_a_scale_for_the_face_fits_no_back(catalogue: Catalogue) -> None:
    face, back = catalogue.areas["face_cheeks"], catalogue.areas["back_upper"]
    assert fits(catalogue.instruments["iga"], [back, face])
    assert not fits(catalogue.instruments["iga"], [back])
    assert fits(catalogue.instruments["gags"], [])


def test_names_that_lead_nowhere_are_told(catalogue: Catalogue) -> None:
    scale = catalogue.instruments["glogau"]
    raises = (
        Raised(question="no_question"),
        Raised(question="hypertrophic_history", details={"kind": "someone"}),
        Raised(question="hypertrophic_history", details={"shape": "own"}),
    )
    item = scale.items[0].model_copy(update={"raises": raises})
    odd = scale.model_copy(update={"items": (item,), "only": ("face", "moon")})
    assert list(unknown_names(odd, catalogue)) == [
        "glogau: only: moon is no area and no group",
        "glogau: raises: no_question is no question",
        "glogau: raises: hypertrophic_history.kind someone is no answer",
        "glogau: raises: hypertrophic_history.shape own is no answer",
    ]
