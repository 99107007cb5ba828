"""The treatment plan says what was found, what to do first, what is treated and when."""

from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.clinical.dates import weekday_date
from consult_app.clinical.reasons import Reason
from consult_app.clinical.skin_scales import ScoreLine
from consult_app.clinical.summary import Summary
from consult_app.documents import DocumentOptions, make, make_sheets
from consult_app.documents.first_steps import first_steps
from consult_app.documents.options import Paper
from consult_app.documents.plain_reasons import plain_reason
from tests.documents import cases
from tests.documents.cases import BACK, CHEEKS
from tests.documents.reading import prose_of


def read(summary: Summary, folder: Path, options: DocumentOptions | None = None) -> str:
    return prose_of(make(summary, "treatment_plan", options or DocumentOptions()), folder)


def test_a_wait_is_told_with_its_reason_and_its_end(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path)
    assert "Please wait until 12 March 2027" in words
    assert "You finished isotretinoin less than six months ago" in words
    assert "1 answer is still missing" in words


def test_what_comes_first_is_told_area_by_area_with_what_would_change_it(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path)
    assert "Area Before we can start What would change this" in words
    assert "We need a letter from your surgeon. We write to ask for it. You had an operation here" in words
    steps = {each.areas: each for each in first_steps(cases.deferred())}
    back, right = steps["Upper back", "Left shoulder"], steps[("Right shoulder",)]
    assert back.first == ("We need your answer.", "Wait until 12 March 2027.")
    assert back.change == ("A letter from your skin doctor could move this to 20 November 2026.",)
    assert right.first[-1] == "Wait until 12 March 2027."
    assert "Without a letter, wait until 30 March 2027." in right.change


def test_where_a_letter_is_all_that_is_needed_it_says_so() -> None:
    (only,) = first_steps(cases.cleared_first())
    assert only.first == ("We need a letter from the doctor who gives you your medicine. We write to ask for it.",)
    assert only.change == ("If the doctor has no objection, we set the dates.",)


def test_an_event_is_waited_for_in_the_clients_words(tmp_path: Path) -> None:
    peel = {"answer": "yes", "date": "2026-11-13", "areas": ["back_upper"]}
    answers = {"fever_illness": "yes", "peel_medium": peel}
    summary = cases.summary(areas=[BACK, CHEEKS], answers=answers, session={"date": "2026-12-01"})
    steps = {each.areas: each for each in first_steps(summary)}
    well = "Wait until you have been well and free of fever for 7 days."
    assert steps[("Cheeks",)].first == (well,)
    assert steps[("Cheeks",)].change == ("When this is done, we set the dates.",)
    assert steps[("Upper back",)].first[1:] == (
        "Wait until 11 December 2026.",
        "Your skin needs four weeks to recover after a medium peel.",
    )
    words = read(summary, tmp_path)
    assert "Sessions 1 to 3 No date yet Upper back; cheeks (one small block on the body first)" in words
    assert "The first session cannot be on 1 Dec 2026." in words
    assert "When you have been well and free of fever for 7 days" in words


def test_a_wait_that_ends_by_itself_asks_for_nothing_more(tmp_path: Path) -> None:
    peel = {"peel_medium": {"answer": "yes", "date": "2026-11-13", "areas": ["face_cheeks"]}}
    summary = cases.summary(areas=[BACK, CHEEKS], answers=peel)
    (only,) = first_steps(summary)
    assert only.areas == ("Cheeks",)
    assert only.change == ("We can start then, if your answers stay the same.",)
    assert "Upper back: We can treat you." in read(summary, tmp_path)


def test_nothing_comes_first_where_all_is_open_barred_or_unanswered() -> None:
    for summary in (cases.treatable(), cases.barred(), cases.incomplete()):
        assert first_steps(summary) == ()


def test_each_sentence_of_what_comes_first_is_short() -> None:
    for summary in (cases.deferred(), cases.dated_wait(), cases.cleared_first()):
        for each in first_steps(summary):
            for line in (*each.first, *each.change):
                assert all(len(sentence.split()) <= 20 for sentence in line.split(". "))


def test_creams_rest_and_come_back_on_days_with_their_doctor_asked_first(tmp_path: Path) -> None:
    used = [
        {"answer": "yes", "product": "prescription", "last_dose": "2026-11-01"},
        {"answer": "yes", "product": "retinol", "last_dose": "2026-11-01"},
    ]
    summary = cases.treatable(answers={"retinoid_topical": used})
    words = read(summary, tmp_path)
    assert "Creams around your visits" in words
    assert "Prescribed vitamin A cream: ask the doctor who prescribed it first whether it may pause." in words
    assert "Retinol may come back, if the skin has settled." in words
    assert "Later visits: We tell you the days in time." in words
    assert all(each.date for each in summary.plan.reminders)
    assert "Creams around your visits" not in read(cases.treatable(), tmp_path)


def test_a_wish_that_cannot_be_met_is_told_with_what_holds_it_up(tmp_path: Path) -> None:
    summary = cases.treatable(plan={"finish_by": "2027-01-20"})
    assert summary.plan.binding
    assert summary.plan.offers
    words = read(summary, tmp_path)
    assert "The course cannot be done and settled by 20 Jan 2027." in words
    assert "the time between sessions, 28 days" in words
    assert not [offer for offer in summary.plan.offers if offer.reason.text in words]


def test_a_day_that_moved_says_why(tmp_path: Path) -> None:
    trip = {"from": "2026-12-05", "to": "2026-12-12", "label": "Beach holiday"}
    summary = cases.treatable(avoid=[trip], session=None)
    assert any(visit.moved for visit in summary.plan.visits)
    assert "Session 2 is not on 18 Dec 2026: Tanned less than 14 days ago, not before 26 Dec 2026." in read(
        summary, tmp_path
    )


def test_a_letter_that_runs_out_leaves_later_days_to_aim_for(tmp_path: Path) -> None:
    cleared = {
        "finding": "anticoagulant",
        "kind": "clearance",
        "by": "Dr Samuel Obi",
        "role": "prescriber",
        "date": "2026-11-10",
        "until": "2026-12-20",
        "reason": "All is stable",
    }
    words = read(cases.cleared_first(decisions=[cleared], session={"date": "2026-12-01"}), tmp_path)
    assert "This has been answered, so your visits can go ahead." in words
    assert "Session 1 Tue 1 Dec 2026 Cheeks" in words
    assert "Session 2 Aim for 29 Dec 2026 Cheeks" in words
    assert "A day to aim for is not booked." in words
    assert (
        "Later dates wait for this: Dr Samuel Obi's answer on Blood-thinning medicine counts until 20 Dec 2026" in words
    )


def test_reasons_are_put_in_the_clients_words() -> None:
    summary = cases.deferred()
    written = "the written answer of the surgeon on Operation in the area less than 6 months ago"
    assert plain_reason(Reason(written), summary) == "a letter from your surgeon"
    other = plain_reason(Reason("the written answer of the GP on Diabetes; an answer about Fever"), summary)
    assert other == "a letter from your doctor about Diabetes; your answer about Fever"


def test_what_to_do_first_names_questions_letters_and_days(tmp_path: Path) -> None:
    words = read(cases.deferred(), tmp_path)
    assert "We still need to know Blood-thinning medicine" in words
    assert "We need a letter from your surgeon." in words
    assert "Ask us to write to your skin doctor, Dr Ian Whitcombe." in words
    assert "From 12 March 2027: No tanning and no sunbed." in read(cases.dated_wait(), tmp_path)
    assert "Keep taking every medicine a doctor gave you." in words


def test_areas_have_reasons_depths_and_days(tmp_path: Path) -> None:
    summary = cases.dated_wait()
    words = read(summary, tmp_path)
    for area in ("Upper back", "Left shoulder", "Right shoulder"):
        assert area in words
    assert "Acne scars Dark marks" in words
    assert "later to 1.00 mm" in words
    assert "From 9 Apr 2027" in words
    assert "When we have your doctor’s letter" in words
    assert "Skin type IV can darken after needling" in words
    assert "off-label" in words


def test_every_visit_stands_with_its_weekday(tmp_path: Path) -> None:
    summary = cases.careful()
    words = read(summary, tmp_path)
    days = [visit.date for visit in summary.plan.visits]
    assert days
    for day in days:
        assert day is not None
        assert weekday_date(day) in words
    assert "2 × 2 cm" in words
    assert "One small block" in words


def test_visits_without_a_day_say_what_they_wait_for(tmp_path: Path) -> None:
    words = read(cases.cleared_first(), tmp_path)
    assert "Sessions 1 to 3 No date yet Cheeks" in words
    assert "We set these dates when what stands under “What comes first” is done." in words


def test_numbing_and_time_are_told(tmp_path: Path) -> None:
    words = read(cases.treatable(), tmp_path)
    assert "on 150 cm² of skin for 60 minutes" in words
    assert "Session 1 is at 14:30." in words
    clinic = cases.CLINIC + "  country: US\n"
    assert "Session 1 is at 2:30 pm." in read(cases.treatable(clinic=clinic), tmp_path)


def test_what_to_expect_follows_with_honest_words(tmp_path: Path) -> None:
    words = prose_of(make(cases.treatable(), "treatment_plan", DocumentOptions()), tmp_path, 2)
    assert "red for 1 to 3 days" in words
    assert "likely to get better, but this is not certain" in words
    assert "3 months after the last session" in words


def test_precautions_are_listed_once(tmp_path: Path) -> None:
    words = read(cases.careful(), tmp_path)
    assert "We can treat you, with care" in words
    assert words.count("We go gently, try a small spot first") == 1


def test_decisions_stand_with_name_and_day(tmp_path: Path) -> None:
    decision = {
        "finding": "isotretinoin_recent",
        "kind": "clearance",
        "by": "Dr Ian Whitcombe",
        "role": "dermatologist",
        "date": "2026-11-18",
        "reason": "Low dose, no scarring seen",
    }
    words = read(cases.deferred(decisions=[decision]), tmp_path)
    assert "Dr Ian Whitcombe, dermatologist, wrote that we may treat you, on 18 November 2026." in words
    assert "no scarring seen" not in words


def test_a_decision_that_does_not_count_is_not_told(tmp_path: Path) -> None:
    decision = {
        "finding": "isotretinoin_recent",
        "kind": "override",
        "by": "Jo Brennan",
        "role": "nurse",
        "date": "2026-11-18",
        "reason": "The client insists on it",
    }
    assert "What was decided" not in read(cases.deferred(decisions=[decision]), tmp_path)


def test_where_nothing_is_planned_nothing_is_promised(tmp_path: Path) -> None:
    for summary, head in ((cases.barred(), "We cannot offer you this treatment"), (cases.incomplete(), "We need some")):
        words = read(summary, tmp_path)
        assert head in words
        assert "Your visits" not in words
        assert "What to expect" not in words
        assert "Not set" in words


def test_many_open_questions_are_counted(tmp_path: Path) -> None:
    summary = cases.incomplete()
    words = read(summary, tmp_path)
    assert f"{len(summary.open_questions) - 6} more questions. We go through them with you." in words
    labels = [line.label for line in summary.open_questions[:6]]
    assert all(label in words for label in labels)


def test_questions_that_change_nothing_are_not_asked(tmp_path: Path) -> None:
    summary = cases.barred(answers={"pregnancy": {"answer": "yes"}, "anticoagulant": "unsure"})
    assert summary.open_questions[0].may_wait
    words = read(summary, tmp_path)
    assert "We still need to know" not in words
    assert "still missing" not in words


def test_parts_that_take_turns_are_listed_with_their_days(tmp_path: Path) -> None:
    back = [{"id": name, "concerns": [{"id": "acne_scar_body", "grade": 2}]} for name in ("back_upper", "back_mid")]
    words = read(cases.careful(areas=back), tmp_path)
    assert "Visit Day Where" in words
    assert "part 1 of 2" in words
    assert "Session 2 (1 of " in words
    assert " %)" in words


def test_what_was_not_passed_or_only_in_part_is_said_so(tmp_path: Path) -> None:
    tummy = {"id": "abdomen", "area_cm2": 200, "concerns": [{"id": "stretch_marks"}]}
    brows = {"id": "face_forehead", "area_cm2": 90, "concerns": [{"id": "fine_lines_wrinkles"}]}
    words = read(cases.treatable(areas=[tummy, brows], anaesthetic=None), tmp_path)
    assert "it has not been passed for what you want treated there" in words
    assert "only some uses on your forehead have been passed. Others are “off-label”." in words
    assert "“Off-label” means a use that the maker or the authority has not passed the device for." in words


def test_what_was_passed_for_the_device_is_not_called_off_label(tmp_path: Path) -> None:
    pen = "{id: pen_1, label: Pen 1, kind: pen, max_depth_mm: 1.5, us_authorisation: skinpen}"
    clinic = f"{cases.CLINIC}devices: [{pen}]\n"
    assert "off-label" not in read(cases.treatable(clinic=clinic, device="pen_1"), tmp_path).lower()
    assert "Ours may not be one of them" in read(cases.treatable(), tmp_path)


def test_what_is_not_treated_here_leads_to_somebody_who_does(tmp_path: Path) -> None:
    scars = {"id": "face_cheeks", "area_cm2": 150, "concerns": [{"id": "acne_scar_icepick", "grade": 3}]}
    raised = {"id": "face_nose", "area_cm2": 30, "concerns": [{"id": "hypertrophic_scar"}]}
    words = read(cases.treatable(areas=[scars, raised], anaesthetic=None), tmp_path)
    assert "Who else can help" in words
    assert "A doctor has other ways to treat narrow, deep scars." in words
    assert "A doctor treats raised scars." in words
    assert "Who else can help" not in read(cases.treatable(), tmp_path)


def test_known_allergens_are_kept_off(tmp_path: Path) -> None:
    for products, words in (
        (["chlorhexidine"], "We will not use chlorhexidine on your skin, because you are allergic to it."),
        (["vitamin_c", "latex"], "We will not use vitamin C serum and latex on your skin, because you are allergic to"),
    ):
        allergy = {"contact_allergy_products": {"answer": "yes", "product": products}}
        assert words in read(cases.treatable(answers=allergy), tmp_path)


def test_every_wait_is_told_with_its_end(tmp_path: Path) -> None:
    peel = {"answer": "yes", "date": "2026-11-13", "areas": ["back_upper"]}
    answers = {"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12"}, "peel_medium": peel}
    words = read(cases.deferred(answers=answers), tmp_path)
    assert "We also wait for: Medium peel, upper back (until 11 December 2026)." in words


def test_finished_scores_stand_by_person_and_area(tmp_path: Path) -> None:
    plain = cases.deferred()
    assert "What we measured" not in read(plain, tmp_path)
    scored = (
        ScoreLine("gags", "Acne", "", "", "GAGS 14 of 44, mild", "six sites", "practitioner"),
        ScoreLine("iga", "Acne of the face", "", "", "IGA 2, mild", "0 to 4", "practitioner"),
        ScoreLine("vancouver", "Scar", "back_upper", "Upper back", "Vancouver scar scale 4 of 13", "1", "practitioner"),
    )
    words = read(replace(plain, scores=scored), tmp_path)
    assert "What we measured" in words
    assert "You: GAGS 14 of 44, mild; IGA 2, mild." in words
    assert "Upper back: Vancouver scar scale 4 of 13." in words


def test_cost_and_dates_kept_free_are_told(tmp_path: Path) -> None:
    trip = {"from": "2027-05-29", "to": "2027-06-12", "label": "Trip"}
    words = read(cases.careful(avoid=[trip], plan={"cost": "£240 a session"}), tmp_path)
    assert "Dates kept free: 29 May to 12 June 2027 (Trip)." in words
    assert "What it costs" in words
    assert "£240 a session." in words


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_plan_takes_two_pages_at_most_at_standard_size(paper: Paper) -> None:
    for summary in (cases.treatable(), cases.careful(), cases.cleared_first(), cases.incomplete(), cases.barred()):
        assert make_sheets(summary, "treatment_plan", DocumentOptions(paper=paper)).pages <= 2
