"""Traps in common texts: one test each, by its name, on what the program really judges, plans and prints."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import pytest

from consult_app.clinical.anaesthesia import NumbingCheck
from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.summary import Summary, summarise
from consult_app.documents import DocumentOptions, make_sheets
from consult_app.documents.registry import available
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.loader import catalogue_or_error
from consult_app.resources import resource_path
from tests.clinical.cases import THINNER, case
from tests.clinical.situations import yes
from tests.documents.reading import reader

BACK = {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}
FACE = {"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "fine_lines_wrinkles"}]}
WHOLE_BACK = [{"id": name, "concerns": [{"id": "acne_scar_body"}]} for name in ("back_upper", "back_mid", "back_lower")]
EXAMPLES = sorted(path for path in resource_path("examples").glob("*.yaml") if path.name != "clinic.yaml")


def judged(catalogue: Catalogue, **parts: Any) -> Assessment:
    return assess(case(**parts), catalogue)


def summed(catalogue: Catalogue, **parts: Any) -> Summary:
    return summarise(case(**parts), catalogue)


def levels(found: Assessment, name: str) -> set[str]:
    """The levels at which a rule fired."""
    return {finding.level for finding in found.findings if finding.id == name}


def area(found: Assessment, key: str = "back_upper") -> str:
    return found.areas[key].outcome


def numbing(catalogue: Catalogue, **parts: Any) -> NumbingCheck:
    check = judged(catalogue, **parts).anaesthetic
    assert check
    return check


def words_of(summary: Summary) -> str:
    """Every paper that tells a client something, in one line; the blank form only asks."""
    known = [paper.id for paper in available(summary) if not paper.refusal]
    papers = [name for name in known if not name.startswith("clearance") and name != "health_questionnaire"]
    return " ".join(" ".join(_pages(summary, name)) for name in papers)


def _pages(summary: Summary, name: str) -> list[str]:
    data = make_sheets(summary, name, DocumentOptions()).data
    return [" ".join(page.extract_text().split()) for page in reader(data).pages]


@cache
def handouts() -> tuple[str, ...]:
    """What the clients of every shipped example, and one who takes blood thinners, are given."""
    catalogue = catalogue_or_error(resource_path("examples", "clinic.yaml").read_text("utf-8"))
    summaries = [summarise(case_or_error(path.read_text("utf-8"), catalogue), catalogue) for path in EXAMPLES]
    return tuple(words_of(each) for each in (*summaries, summed(catalogue, answers=THINNER)))


def sentences(texts: Iterable[str]) -> list[str]:
    return [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)]


def test_every_trap_has_a_test_of_its_name(catalogue: Catalogue) -> None:
    names = {trap.id for trap in catalogue.traps.traps}
    assert len(names) == 24
    assert {f"test_{name}" for name in names} - set(globals()) == set()


def test_stopping_blood_thinners(catalogue: Catalogue) -> None:
    found = judged(catalogue, answers=THINNER)
    assert levels(found, "anticoagulant") == {"clearance"}
    told = [finding.client_text for finding in found.findings if finding.id == "anticoagulant"]
    assert all("Keep taking it as you always do" in text and "before we book" in text for text in told)
    assert levels(judged(catalogue, answers={"aspirin_low_dose_prescribed": yes()}), "aspirin_low_dose_prescribed") == {
        "precautions"
    }
    medicine = re.compile(r"blood thinn|thins the blood|warfarin|apixaban|clopidogrel", re.IGNORECASE)
    stopping = re.compile(r"\b(stop|pause|leave off|skip)\b", re.IGNORECASE)
    said = [sentence for sentence in sentences(handouts()) if medicine.search(sentence)]
    assert any("Do not stop blood thinners" in sentence for sentence in said)
    assert [each for each in said if stopping.search(each) and "Do not stop blood thinners" not in each] == []
    assert all("Keep taking every medicine a doctor gave you" in text for text in handouts() if "Before your" in text)
    pauses = {pause.question for pause in catalogue.planning.pauses}
    assert pauses.isdisjoint({"anticoagulant", "antiplatelet_strong", "aspirin_low_dose_prescribed"})


def test_acne_two_meanings(catalogue: Catalogue) -> None:
    inflamed = {"acne_active": yes(areas=["back_upper"], comedones=0, papules=0, pustules=2, nodules=0)}
    both = [BACK, FACE]
    found = judged(catalogue, areas=both, answers=inflamed)
    assert (area(found), area(found, "face_cheeks")) == ("defer", "treat")
    assert area(judged(catalogue, areas=[BACK])) == "treat"
    marks = {**BACK, "concerns": [{"id": "pih"}]}
    past = judged(catalogue, areas=[marks], answers={"pih_history": yes(areas=["back_upper"])})
    assert area(past) == "precautions"
    aim = judged(catalogue, areas=[{**BACK, "concerns": [{"id": "active_acne"}]}])
    assert area(aim) == "do_not_treat"


def test_acne_medicines(catalogue: Catalogue) -> None:
    questions = ("isotretinoin_recent", "retinoid_topical", "acne_antibiotic")
    assert len({catalogue.questions[name].text for name in questions}) == 3
    capsule = judged(catalogue, answers={"isotretinoin_recent": yes(last_dose="2026-11-10")})
    cream = judged(
        catalogue,
        answers={"retinoid_topical": yes(product="prescription", last_dose="2026-11-18", areas=["back_upper"])},
    )
    tablet = judged(catalogue, answers={"acne_antibiotic": yes(product="doxycycline")})
    assert [each.areas["back_upper"].not_before for each in (capsule, cream, tablet)] == [
        date(2027, 5, 10),
        date(2026, 11, 23),
        None,
    ]
    assert [area(each) for each in (capsule, cream, tablet)] == ["defer", "defer", "precautions"]


def test_numbing_a_large_back(catalogue: Catalogue) -> None:
    whole = numbing(catalogue, areas=WHOLE_BACK, anaesthetic={"product": "lidocaine_prilocaine"})
    assert whole.outcome == "blocked"
    assert whole.area_cm2
    assert whole.area_cm2 > 2000
    upper = numbing(catalogue, areas=[{"id": "back_upper"}], anaesthetic={"product": "lidocaine_prilocaine"})
    assert upper.outcome == "blocked"
    for product in catalogue.anaesthesia.products.values():
        planned = numbing(catalogue, areas=[BACK], anaesthetic={"product": product.id})
        assert planned.minutes == product.minutes.low
    short = numbing(catalogue, areas=[BACK], anaesthetic={"product": "lidocaine_prilocaine", "minutes": 45})
    assert short.outcome == "caution"
    assert "too short" in short.reasons[0].text
    minutes = [text for text in handouts() if re.search(r"30 (to|-|–) 45 minutes", text)]
    assert minutes == []


def test_most_skin_types(catalogue: Catalogue) -> None:
    assert levels(judged(catalogue, skin={"fitzpatrick": 5}), "fitzpatrick_4_6") == {"precautions"}
    assert not levels(judged(catalogue, skin={"fitzpatrick": 2}), "fitzpatrick_4_6")
    dark = summed(catalogue, skin={"fitzpatrick": 5})
    assert "Skin like yours gets dark marks more often" in " ".join(dark.risks.told("some"))
    assert dark.plan.areas[0].us_status.words
    assert [text for text in handouts() if re.search(r"(safe|suitable) for (most|all)", text, re.IGNORECASE)] == []


def test_large_areas_work_better(catalogue: Catalogue) -> None:
    large = summed(catalogue, areas=[{**BACK, "area_cm2": 280}])
    small = summed(catalogue, areas=[BACK])
    assert large.plan.areas[0].depth_mm == small.plan.areas[0].depth_mm
    first = large.plan.first_session
    assert first
    assert [each.area_cm2 for each in first.areas] == [catalogue.planning.first_body.block_cm2] == [100]
    assert "does not make the treatment work better" in catalogue.general_rules["large_fields"].statement
    assert [each for each in sentences(handouts()) if re.search(r"larger? (area|field).*(better|more)", each)] == []


def test_overclaims(catalogue: Catalogue) -> None:
    claims = r"highly effective|\bsignificant|long[- ]lasting|sign that .*work|guarantee|permanent result|\bcure"
    assert [each for each in sentences(handouts()) if re.search(claims, each, re.IGNORECASE)] == []
    for concern in catalogue.concerns.values():
        assert re.match(r"[A-D]", concern.evidence_grade) or not concern.offered, concern.id
        assert concern.not_promised
        assert not re.search(claims, f"{concern.client_expect} {concern.plain_name}", re.IGNORECASE)
    assert "redness is no sign that it works" in catalogue.concerns["texture_tone"].not_promised
    assert all("not certain" in text for text in handouts() if "What it can do for you" in text)


def test_outer_layer_unharmed(catalogue: Catalogue) -> None:
    care = summed(catalogue, areas=[FACE]).care
    first_day = " ".join(line.text for line in care.after[0].dont)
    assert "Our gel only" in first_day
    assert "No sunscreen or make-up" in first_day
    wait = next(line for step in care.after for line in step.dont if line.id == "day3_no_sweat")
    assert "pool" in wait.text
    assert "until the end of" in wait.text
    assert wait.safety
    assert [text for text in handouts() if re.search(r"not (damage|harm)", text)] == []


def test_serum_afterwards(catalogue: Catalogue) -> None:
    serums = [each for each in sentences(handouts()) if re.search(r"\bserum|healing ointment", each, re.IGNORECASE)]
    assert serums
    assert all(re.search(r"No serum", each) for each in serums)
    after = summed(catalogue, areas=[FACE]).care.after
    assert "Our gel only" in " ".join(line.text for line in after[0].dont)
    assert "Gel, then plain cream" in " ".join(line.text for line in after[1].do)
    events = {event.id: event for event in catalogue.adverse_events.events}
    assert events["granuloma"].frequency.startswith("15 cases in 13 papers")


def test_altered_lesions(catalogue: Catalogue) -> None:
    still = judged(catalogue, answers={"raised_lesions": yes(areas=["back_upper"], count=2, can_keep_clear="yes")})
    assert area(still) == "precautions"
    changed = judged(catalogue, answers={"changing_lesion": yes(areas=["back_upper"], seen_by_doctor="no")})
    assert area(changed) == "do_not_treat"
    calf = judged(catalogue, answers={"changing_lesion": yes(areas=["elsewhere"], distance_cm=60, seen_by_doctor="no")})
    assert area(calf) == "clearance"


def test_cancer_only_in_treatment(catalogue: Catalogue) -> None:
    rows = ("cancer_treatment_current", "cancer_past", "irradiated_area", "skin_cancer_area")
    assert len({catalogue.questions[name].text for name in rows}) == 4
    assert "waiting" in catalogue.questions["cancer_treatment_current"].text
    for name in rows:
        found = judged(catalogue, answers={name: yes(areas=["back_upper"]) if name != rows[0] else yes()})
        assert area(found) not in ("treat", "precautions"), name


def test_keloid_tendency(catalogue: Catalogue) -> None:
    own = judged(catalogue, areas=[BACK, FACE], answers={"keloid_history": yes(body_site="shoulder")})
    assert (area(own), area(own, "face_cheeks")) == ("do_not_treat", "do_not_treat")
    for place, outcome in {
        "back_upper": "clearance",
        "shoulders": "clearance",
        "decolletage": "clearance",
        "abdomen": "precautions",
    }.items():
        family = judged(
            catalogue,
            areas=[{"id": place, "area_cm2": 90}],
            answers={"hypertrophic_history": yes(kind="family")},
        )
        assert area(family, place) == outcome
    assert "kept growing" in catalogue.questions["keloid_history"].text
    risks = " ".join(summed(catalogue, areas=[BACK]).risks.told("rare"))
    assert "chest, the shoulders and the upper back" in risks


def test_psoriasis_and_eczema(catalogue: Catalogue) -> None:
    psoriasis = [
        judged(catalogue, answers={"psoriasis": yes(status="now", areas=["back_upper"])}),
        judged(catalogue, answers={"psoriasis": yes(status="now", areas=["elsewhere"])}),
        judged(catalogue, answers={"psoriasis": yes(status="older", areas=["back_upper"])}),
    ]
    assert [area(each) for each in psoriasis] == ["do_not_treat", "clearance", "precautions"]
    eczema = [
        judged(catalogue, answers={"eczema_dermatitis": yes(areas=["back_upper"])}),
        judged(catalogue, answers={"eczema_dermatitis": yes(areas=["elsewhere"])}),
        judged(catalogue, answers={"eczema_dermatitis": yes(areas=["back_upper"], clear_since="2026-01-01")}),
    ]
    assert [area(each) for each in eczema] == ["defer", "precautions", "treat"]


def test_stretch_marks_from_pregnancy(catalogue: Catalogue) -> None:
    marks = {"id": "abdomen", "area_cm2": 90, "concerns": [{"id": "stretch_marks"}]}
    for name in ("pregnancy", "breastfeeding"):
        assert catalogue.questions[name].critical
        assert area(judged(catalogue, areas=[marks], answers={name: yes()}), "abdomen") == "do_not_treat"
        left = judged(catalogue, areas=[marks], remaining_answers=None, answers=denied(catalogue, without=name))
        assert name in left.areas["abdomen"].open_questions
    asked = judged(catalogue, areas=[marks], answers={"pregnancy": "unsure"})
    assert area(asked, "abdomen") not in ("treat", "precautions")


def denied(catalogue: Catalogue, without: str) -> dict[str, str]:
    return {name: "no" for name, question in catalogue.questions.items() if question.asked and name != without}


def test_rollers_as_standard(catalogue: Catalogue) -> None:
    assert summed(catalogue).device == "needling pen"
    assert "No roller over curves, bone or hair" in catalogue.general_rules["preferred_device"].statement
    assert [text for text in handouts() if "roller" in text.lower()] == []
    named = [
        *(each.devices for each in catalogue.areas.values()),
        *(each.devices for each in catalogue.concerns.values()),
    ]
    assert not any("roller" in devices for devices in named)


@pytest.mark.parametrize(
    ("place", "concern"),
    [
        ("scalp", "alopecia_areata"),
        ("hands_dorsum", "hyperhidrosis"),
        ("abdomen", "drug_or_vaccine_delivery"),
    ],
)
def test_medical_uses(catalogue: Catalogue, place: str, concern: str) -> None:
    request = {"id": place, "area_cm2": 60, "concerns": [{"id": concern}]}
    found = summed(catalogue, areas=[request])
    assert area(judged(catalogue, areas=[request]), place) == "do_not_treat"
    assert found.plan.areas == ()
    assert [each.subject for each in found.referrals] == [catalogue.concerns[concern].label]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (FACE, "Red for 1 to 3 days."),
        (
            {**FACE, "concerns": [{"id": "acne_scar_rolling", "grade": 3}]},
            "Red for 1 to 3 days (10 if deep scar work).",
        ),
        ({"id": "abdomen", "area_cm2": 90, "concerns": [{"id": "stretch_marks"}]}, "Red for 2 to 5 days."),
        (BACK, "Red for 2 to 5 days (10 if deep scar work)."),
    ],
    ids=["face", "face scars", "body", "body scars"],
)
def test_how_long_redness_lasts(catalogue: Catalogue, request_: dict[str, Any], words: str) -> None:
    normal = [line.text for line in summed(catalogue, areas=[request_]).care.normal]
    assert normal[0] == words
    assert sum("Red for" in text for text in normal) == 1
    promises = r"hours to a couple of days|(for|lasts) a few days\b"
    assert [text for text in handouts() if re.search(promises, text)] == []


def test_dermatologist_or_aesthetician() -> None:
    clinic = catalogue_or_error("format: 1\nroles: {nurse: {max_depth_mm: 0.5, medical_only_concerns: [melasma]}}\n")
    nurse = {"name": "Jo Brennan", "role": "nurse"}
    melasma = {"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "melasma"}]}
    shallow = summed(clinic, areas=[FACE], practitioner=nurse).plan.areas[0]
    assert shallow.ceiling_mm == 0.5
    assert shallow.depth_mm.high <= 0.5
    assert summed(clinic, areas=[melasma], practitioner=nurse).plan.areas == ()
    assert summed(clinic, areas=[FACE]).plan.areas[0].depth_mm.high > 0.5


@pytest.mark.parametrize("name", ["pregnancy", "hsv_history_field", "isotretinoin_recent", "diabetes", "filler_recent"])
def test_silence(catalogue: Catalogue, name: str) -> None:
    left = judged(catalogue, areas=[FACE], remaining_answers=None, answers=denied(catalogue, without=name))
    assert name in left.areas["face_cheeks"].open_questions
    assert left.areas["face_cheeks"].outcome != "treat"
    ageless = judged(catalogue, areas=[FACE], client={"sex_at_birth": "female", "weight_kg": 64, "height_cm": 168})
    assert ageless.areas["face_cheeks"].outcome == "incomplete"
    young = judged(catalogue, areas=[FACE], client={"date_of_birth": "2009-04-02", "sex_at_birth": "female"})
    assert area(young, "face_cheeks") == "do_not_treat"


def test_home_use(catalogue: Catalogue) -> None:
    home = judged(
        catalogue,
        answers={"microneedling_recent": yes(date="2026-11-10", areas=["back_upper"], by="home", depth_mm=0.3)},
    )
    assert home.areas["back_upper"].not_before == date(2026, 11, 24)
    assert "at home" in numbing(catalogue, anaesthetic={"product": "lidocaine_4_uk", "at_home": "yes"}).reasons[0].text
    assert "professional use" in catalogue.general_rules["no_home_devices"].statement
    assert [each for each in sentences(handouts()) if re.search(r"dermaroller|needl\w+ (yourself|at home)", each)] == []


def test_isotretinoin_six_months(catalogue: Catalogue) -> None:
    (outcome,) = catalogue.rules["isotretinoin_recent"].outcomes
    assert outcome.lifted_by == ("dermatologist",)
    assert outcome.overridable is False
    day_before = judged(catalogue, as_of="2027-02-27", answers={"isotretinoin_recent": yes(last_dose="2026-08-31")})
    day_of = judged(catalogue, as_of="2027-02-28", answers={"isotretinoin_recent": yes(last_dose="2026-08-31")})
    assert (area(day_before), area(day_of)) == ("defer", "treat")
    cleared = summed(
        catalogue,
        answers={"isotretinoin_recent": yes(last_dose="2026-08-31")},
        decisions=[
            {
                "finding": "isotretinoin_recent",
                "kind": "clearance",
                "by": "Dr Ian Whitcombe",
                "role": "dermatologist",
                "date": "2026-11-18",
                "reason": "No objection to needling now",
            }
        ],
    )
    assert cleared.plan.areas


def test_age_of_a_scar(catalogue: Catalogue) -> None:
    def young(wound: str) -> Assessment:
        return judged(catalogue, answers={"scar_immature": yes(date=wound, areas=["back_upper"])})

    six_weeks, ten_weeks, seven_months = young("2026-10-20"), young("2026-09-01"), young("2026-04-10")
    assert [area(each) for each in (six_weeks, ten_weeks, seven_months)] == ["clearance", "clearance", "treat"]
    assert six_weeks.areas["back_upper"].not_before == date(2026, 12, 1)
    assert ten_weeks.areas["back_upper"].not_before is None


def test_retinoid_before_needling(catalogue: Catalogue) -> None:
    found = judged(
        catalogue,
        answers={"retinoid_topical": yes(product="prescription", last_dose="2026-11-15", areas=["back_upper"])},
    )
    assert area(found) == "treat"
    (prescribed, *_) = catalogue.rules["retinoid_topical"].outcomes
    assert prescribed.overridable
    assert prescribed.not_before
    assert prescribed.not_before.plus_days == 5
    line = next(line for line in catalogue.care.before if line.id == "before_retinoid")
    assert line.day == -5
    assert "Ask the doctor who gave it" in line.text


def test_needling_alone_for_acne_scars(catalogue: Catalogue) -> None:
    rolling = catalogue.concerns["acne_scar_rolling"]
    assert "likely but not certain" in rolling.not_promised
    assert {ref.id for ref in rolling.sources if ref.stance == "disputes"} == {"ref_86"}
    scars = {**FACE, "concerns": [{"id": "acne_scar_rolling", "grade": 2}]}
    words = words_of(summed(catalogue, areas=[scars]))
    assert "It is likely to get better, but this is not certain." in words
    assert "3 months after the last session" in words
    assert catalogue.planning.finish.judged_months == 3
