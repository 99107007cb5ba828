"""The case file, sentence by sentence."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Ran

Judge = Callable[[str], Ran]
PERSON = "client: {date_of_birth: 1991-04-02, sex_at_birth: female, weight_kg: 64, height_cm: 168}\n"
CLEAR = f"format: 1\nas_of: 2026-11-20\n{PERSON}skin: {{fitzpatrick: 2}}\nremaining_answers: no\n"
BACK = "areas: [{id: back_upper, area_cm2: 200, concerns: [{id: acne_scar_body, grade: 3}]}]\n"
DECISION = (
    "decisions: [{finding: WHICH, kind: override, by: Dr Obi, role: gp, date: 2026-11-20, reason: Long enough said}]"
)


def refused(ran: Ran, *words: str) -> None:
    assert ran.status == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


def test_only_the_format_and_the_day_are_required_and_the_rest_is_not_known(assess: Judge) -> None:
    result = assess("format: 1\nas_of: 2026-11-20\n").json
    assert result["outcome"] == "incomplete"
    assert result["not_before"] is None
    assert {"pregnancy", "client.date_of_birth", "keloid_history"} <= set(result["open_questions"])


@pytest.mark.parametrize("text", ["as_of: 2026-11-20\n", "format: 1\n", "format: 2\nas_of: 2026-11-20\n", "", "- a\n"])
def test_a_case_without_its_format_and_day_is_refused(assess: Judge, text: str) -> None:
    refused(assess(text))


def test_without_areas_the_person_alone_is_judged(assess: Judge) -> None:
    result = assess(CLEAR + "answers: {infection_area: yes}\n").json
    assert result["areas"] == {}
    assert result["outcome"] == result["person"]["outcome"] == "treat"


def test_a_clear_client_can_be_treated(assess: Judge) -> None:
    result = assess(CLEAR + BACK).json
    assert result["outcome"] == "treat"
    assert result["open_questions"] == []
    assert result["areas"] == {"back_upper": {"outcome": "treat", "not_before": None, "open_questions": []}}
    coming = result["outlook"]["areas"]["back_upper"]
    assert (coming["earliest"]["day"], coming["what_would_change"]) == ("2026-11-20", [])


def test_the_day_of_the_case_counts_and_no_clock(assess: Judge) -> None:
    text = CLEAR + BACK + "answers: {isotretinoin_recent: {answer: yes, last_dose: 2016-09-12}}\n"
    assert assess(text.replace("2026-11-20", "2016-11-20")).json["not_before"] == "2017-03-12"
    assert assess(text).json["outcome"] == "treat"


def test_intersex_is_asked_as_female_is(assess: Judge) -> None:
    text = "format: 1\nas_of: 2026-11-20\nclient: {date_of_birth: 1991-04-02, sex_at_birth: SEX}\n"
    assert "pregnancy" in assess(text.replace("SEX", "intersex")).json["open_questions"]
    assert "pregnancy" in assess(text.replace("SEX", "female")).json["open_questions"]
    assert "pregnancy" not in assess(text.replace("SEX", "male")).json["open_questions"]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("colour: red", "colour"),
        ("client: {nickname: Jo}", "client.nickname"),
        ("answers: {feeling_lucky: yes}", "answers.feeling_lucky"),
        ("answers: {isotretinoin_recent: {answer: yes, colour: red}}", "answers.isotretinoin_recent.colour"),
        ("answers: {keloid_history: maybe}", "answers.keloid_history"),
        ("answers: {diabetes: {answer: yes, ulcer: perhaps}}", "answers.diabetes.ulcer"),
        ("areas: [{id: eyelids}]", "areas[1].id"),
        ("areas: [{id: moon}]", "areas[1].id"),
        ("areas: [{id: abdomen, side: left}]", "areas[1].id"),
        ("areas: [{id: abdomen, concerns: [{id: wishes}]}]", "areas[1].concerns[1].id"),
        ("areas: [{id: abdomen, concerns: [{id: androgenetic_alopecia}]}]", "areas[1].concerns[1].id"),
        ("areas: [{id: face_cheeks, concerns: [{id: acne_scar_body, grade: 2}]}]", "areas[1].concerns[1].id"),
        ("areas: [{id: abdomen, concerns: [{id: stretch_marks, grade: 2}]}]", "areas[1].concerns[1].grade"),
        ("areas: [{id: abdomen, concerns: [{id: acne_scar_grade1_macular, grade: 2}]}]", "areas[1].concerns[1].grade"),
        ("areas: [{id: back_mid, concerns: [{id: acne_scar_body, severity: mild}]}]", "areas[1].concerns[1].severity"),
        ("areas: [{id: back_mid, concerns: [{id: acne_scar_body, grade: 5}]}]", "areas[1].concerns[1].grade"),
        ("answers: {sunburn: {answer: yes, areas: [moon]}}", "answers.sunburn.areas"),
        ("anaesthetic: {product: magic_cream}", "anaesthetic.product"),
        ("device: laser_9", "device"),
        ("device: {kind: laser}", "device.kind"),
        ("skin: {fitzpatrick: 7}", "skin.fitzpatrick"),
        ("skin: {instruments: {tarot: {a: 1}}}", "skin.instruments.tarot"),
        ("skin: {instruments: {fitzpatrick_a: {eye_colour: 9}}}", "eye_colour"),
        ("skin: {instruments: {fitzpatrick_a: {shoe_size: 1}}}", "shoe_size"),
        ("client: {weight_kg: 6400}", "client.weight_kg"),
        ("client: {height_cm: -3}", "client.height_cm"),
        ("client: {weight_kg: .nan}", "client.weight_kg"),
        ("client: {date_of_birth: 2027-01-01}", "client.date_of_birth"),
        ("client: {date_of_birth: 1991-04}", "client.date_of_birth"),
        ("client: {date_of_birth: 19910402}", "client.date_of_birth"),
        ("client: {sex_at_birth: other}", "client.sex_at_birth"),
        (
            "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-11-21}}",
            "answers.isotretinoin_recent.last_dose",
        ),
        (
            "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-02-30}}",
            "answers.isotretinoin_recent.last_dose",
        ),
        ("answers: {isotretinoin_recent: {answer: yes, last_dose: soon}}", "answers.isotretinoin_recent.last_dose"),
        ("answers: {acne_active: {answer: yes, pustules: -1}}", "answers.acne_active.pustules"),
        ("answers: {acne_active: {answer: yes, pustules: 1.5}}", "answers.acne_active.pustules"),
        ("answers: {acne_active: {answer: yes, pustules: many}}", "answers.acne_active.pustules"),
        ("answers: {diabetes: {answer: yes, hba1c_mmol_mol: 5000}}", "answers.diabetes.hba1c_mmol_mol"),
        ("remaining_answers: yes", "remaining_answers"),
        ("session: {date: 2026-13-01}", "session.date"),
        ("session: {date: 2026-12-01, time: 25:00}", "session.time"),
        ("avoid: [{from: 2026-12-09, to: 2026-12-01}]", "avoid[1]"),
        (
            DECISION.replace("WHICH", "keloid_history").replace("2026-11-20", "2026-11-21"),
            "decisions[1].date",
        ),
        (
            DECISION.replace("WHICH", "nothing"),
            "decisions[1].finding",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_path(assess: Judge, line: str, path: str) -> None:
    refused(assess(f"format: 1\nas_of: 2026-11-20\n{line}\n"), path)


def test_a_day_before_birth_is_refused(assess: Judge) -> None:
    text = f"format: 1\nas_of: 2026-11-20\n{PERSON}"
    refused(
        assess(text + "answers: {sunburn: {answer: yes, date: 1990-01-01}}\n"), "answers.sunburn.date", "before birth"
    )


def test_every_problem_is_named_at_once(assess: Judge) -> None:
    ran = assess("format: 1\nas_of: 2026-11-20\nareas: [{id: moon}]\nanswers: {feeling_lucky: yes}\n")
    refused(ran, "areas[1].id", "answers.feeling_lucky")


@pytest.mark.parametrize(
    "text",
    [
        "answers: {sunburn: no, sunburn: yes}",
        "answers: {diabetes: no, diabetes_controlled: yes}",
        "areas: [{id: back_mid}, {id: back_mid}]",
        "areas: [{id: shoulders}, {id: shoulders, side: left}]",
        "areas: [{id: back_mid, concerns: [{id: pih}, {id: pih}]}]",
    ],
)
def test_what_is_given_twice_is_refused(assess: Judge, text: str) -> None:
    refused(assess(f"format: 1\nas_of: 2026-11-20\n{text}\n"))


def test_both_sides_of_a_paired_area_may_stand_side_by_side(assess: Judge) -> None:
    areas = "areas: [{id: shoulders, side: left}, {id: shoulders, side: right}]\n"
    assert set(assess(CLEAR + areas).json["areas"]) == {"shoulders.left", "shoulders.right"}


def test_session_and_avoid_may_lie_ahead(assess: Judge) -> None:
    ahead = "session: {date: 2027-06-01, time: 14:30}\navoid: [{from: 2027-07-01, to: 2027-07-09, label: Trip}]\n"
    assert assess(CLEAR + BACK + ahead).status == 0


@pytest.mark.parametrize("word", ["yes", "true", "'yes'", "{answer: yes}", "[{answer: yes}]", "on"])
def test_a_yes_may_be_written_as_yaml_reads_it(assess: Judge, word: str) -> None:
    assert assess(CLEAR + BACK + f"answers: {{pregnancy: {word}}}\n").json["outcome"] == "do_not_treat"


def test_a_list_tells_what_differs_by_place(assess: Judge) -> None:
    areas = "areas: [{id: back_upper, area_cm2: 90}, {id: face_cheeks}]\n"
    acne = (
        "answers: {acne_active: [{answer: yes, areas: [back_upper], pustules: 2}, "
        "{answer: yes, areas: [face_cheeks], comedones: 5}]}\n"
    )
    result = assess(CLEAR + areas + acne).json
    assert result["areas"]["back_upper"]["outcome"] == "defer"
    assert result["areas"]["face_cheeks"]["outcome"] == "precautions"
    assert result["person"]["outcome"] == "treat"


def test_remaining_answers_deny_what_is_not_listed_and_its_details_but_no_date(assess: Judge) -> None:
    counts = assess(CLEAR + BACK + "answers: {acne_active: {answer: yes, comedones: 3}}\n").json
    assert counts["outcome"] == "precautions"
    day = assess(CLEAR + BACK + "answers: {sunburn: {answer: yes, settled: yes}}\n").json
    assert day["outcome"] == "incomplete"
    assert day["open_questions"] == ["sunburn.date"]


def test_a_missing_detail_counts_at_its_strictest_and_is_said(assess: Judge) -> None:
    text = CLEAR.replace("remaining_answers: no\n", "")
    result = assess(text + BACK + "answers: {acne_active: {answer: yes, comedones: 3}}\n").json
    finding = next(finding for finding in result["findings"] if finding["id"] == "acne_active")
    assert finding["level"] == "defer"
    assert finding["assumed"]


def test_unsure_is_weighed_like_a_blank(assess: Judge) -> None:
    result = assess(CLEAR + BACK + "answers: {anticoagulant: unsure, vasovagal: unsure}\n").json
    assert result["outcome"] == "incomplete"
    assert set(result["open_questions"]) == {"anticoagulant", "vasovagal"}
    mild = assess(CLEAR + BACK + "answers: {vasovagal: unsure}\n").json
    assert (mild["outcome"], mild["open_questions"]) == ("precautions", ["vasovagal"])


def test_a_finding_on_one_side_overlaps_the_whole_and_not_the_other_side(assess: Judge) -> None:
    left = "answers: {infection_area: {answer: yes, areas: [shoulders.left]}}\n"
    whole = assess(CLEAR + "areas: [{id: shoulders, area_cm2: 90}]\n" + left).json
    assert whole["areas"]["shoulders"]["outcome"] == "defer"
    sides = assess(CLEAR + "areas: [{id: shoulders, side: left}, {id: shoulders, side: right}]\n" + left).json
    assert sides["areas"]["shoulders.left"]["outcome"] == "defer"
    assert sides["areas"]["shoulders.right"]["outcome"] == "treat"


def test_an_alias_answers_the_question_it_shares(assess: Judge) -> None:
    given = "answers: {diabetes_controlled: {answer: yes, hba1c_mmol_mol: 50, hba1c_date: 2026-10-01}}\n"
    assert assess(CLEAR + BACK + given).json["outcome"] == "precautions"


def test_size_is_estimated_from_the_body_and_else_not_known(plan: Judge) -> None:
    areas = "areas: [{id: face_cheeks, concerns: [{id: pores}]}]\n"
    planned = plan(CLEAR + areas).json["sessions"]
    assert next(visit for visit in planned if visit["kind"] == "session")["areas"]["face_cheeks"]["area_cm2"] == 156
    unknown = plan(CLEAR.replace(", weight_kg: 64, height_cm: 168", "") + areas).json["sessions"]
    assert next(visit for visit in unknown if visit["kind"] == "session")["areas"]["face_cheeks"]["area_cm2"] is None


def test_without_body_size_no_numbing_is_planned(assess: Judge) -> None:
    cream = "anaesthetic: {product: lidocaine_prilocaine}\n"
    text = CLEAR.replace(", weight_kg: 64, height_cm: 168", "")
    assert assess(text + BACK + cream).json["anaesthetic"]["outcome"] == "not_known"
    assert assess(CLEAR + BACK + cream).json["anaesthetic"]["outcome"] == "allowed"
    assert assess(CLEAR + BACK).json["anaesthetic"] is None


def test_clearance_and_deferral_are_both_listed_and_the_date_is_a_not_before(assess: Judge) -> None:
    given = (
        "answers: {anticoagulant: {answer: yes, product: [apixaban]}, "
        "isotretinoin_recent: {answer: yes, last_dose: 2026-09-12}}\n"
    )
    result = assess(CLEAR + BACK + given).json
    assert (result["outcome"], result["not_before"]) == ("clearance", "2027-03-12")
    assert {"anticoagulant", "isotretinoin_recent"} <= {finding["id"] for finding in result["findings"]}


def test_do_not_treat_and_incomplete_show_no_date(assess: Judge) -> None:
    dated = "isotretinoin_recent: {answer: yes, last_dose: 2026-09-12}"
    barred = assess(CLEAR + BACK + f"answers: {{{dated}, keloid_history: yes}}\n").json
    assert (barred["outcome"], barred["not_before"]) == ("do_not_treat", None)


def test_each_finding_carries_its_reason_and_sources(assess: Judge) -> None:
    given = "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-09-12}}\n"
    finding = assess(CLEAR + BACK + given).json["findings"][0]
    assert finding["id"] == "isotretinoin_recent"
    assert (finding["level"], finding["not_before"], finding["lapses_on"]) == ("defer", "2027-03-12", "2027-03-12")
    assert "12 Sep 2026" in finding["because"]
    assert {"supports", "disputes"} <= {source["stance"] for source in finding["sources"]}
    assert "recalled, to be verified" in {source["provenance"] for source in finding["sources"]}
    assert finding["effective_from"] == "2026-11-01"


def test_a_decision_stands_beside_the_verdict_and_does_not_change_it(assess: Judge, plan: Judge) -> None:
    text = (
        CLEAR
        + BACK
        + "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-09-12}}\n"
        + "decisions: [{finding: isotretinoin_recent, kind: clearance, by: Dr Ian Whitcombe, role: dermatologist, "
        "date: 2026-11-18, reason: No objection to needling now}]\n"
    )
    result = assess(text).json
    assert result["outcome"] == "defer"
    assert result["findings"][0]["decisions"][0]["by"] == "Dr Ian Whitcombe"
    assert plan(text).json["sessions"][0]["date"] < "2027-03-12"


def test_the_object_says_by_which_protocol_and_day(assess: Judge) -> None:
    result = assess(CLEAR + BACK).json
    assert result["as_of"] == "2026-11-20"
    assert result["protocol"]["version"]
    assert len(result["protocol"]["digest"]) == 64
    assert result["protocol"]["clinic_digest"] is None
    assert list(result) == [
        "outcome", "not_before", "open_questions", "person", "areas", "anaesthetic", "findings", "protocol", "as_of",
        "outlook",
    ]  # fmt: skip
