"""Case files: each place that cannot be is named by its path, with the reason."""

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.errors import BadInputError
from consult_app.knowledge.case_files import case_or_error, read_case

HEAD = "format: 1\nas_of: 2026-11-20\nclient: {date_of_birth: 1991-04-02}\n"
LAST_DOSE = "answers: {isotretinoin_recent: {answer: yes, last_dose: WHEN}}"
PUSTULES = "answers: {acne_active: {answer: yes, pustules: COUNT}}"
SPOTS = "answers.acne_active.pustules"
DAY = "answers.isotretinoin_recent.last_dose"
NO_DATE = "is no date (write 2026-05-06, or 2026-05 when only the month is known)"
DECIDED = "decisions: [{finding: WHICH, kind: override, by: Dr Obi, role: gp, date: DAY, reason: Long enough said}]"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("client: {date_of_birth: 2027-01-01}", "client.date_of_birth: 2027-01-01 lies ahead of the consultation day"),
        ("areas: [{id: moon}]", "areas[1].id: moon is no area of this protocol"),
        ("areas: [{id: eyelids}]", "areas[1].id: eyelids is never treated"),
        ("areas: [{id: abdomen, side: left}]", "areas[1].id: abdomen has no sides"),
        (
            "areas: [{id: abdomen, concerns: [{id: wishes}]}]",
            "areas[1].concerns[1].id: wishes is no concern of this protocol",
        ),
        (
            "areas: [{id: abdomen, concerns: [{id: androgenetic_alopecia}]}]",
            "areas[1].concerns[1].id: androgenetic_alopecia does not belong to abdomen",
        ),
        (
            "areas: [{id: back_mid, concerns: [{id: pih}, {id: pih}]}]",
            "areas[1].concerns[2].id: pih is given twice",
        ),
        (
            "areas: [{id: abdomen, concerns: [{id: stretch_marks, grade: 2}]}]",
            "areas[1].concerns[1].grade: stretch_marks carries a severity, not a grade",
        ),
        (
            "areas: [{id: face_cheeks, concerns: [{id: acne_scar_grade1_macular, grade: 2}]}]",
            "areas[1].concerns[1].grade: acne_scar_grade1_macular is grade 1 by its name, and no other",
        ),
        (
            "areas: [{id: back_mid, concerns: [{id: acne_scar_body, severity: mild}]}]",
            "areas[1].concerns[1].severity: acne_scar_body carries a grade from 1 to 4, not a severity",
        ),
        (
            "areas: [{id: shoulders}, {id: shoulders, side: left}]",
            "areas: shoulders.left is given beside shoulders",
        ),
        ("skin: {instruments: {tarot: {a: 1}}}", "skin.instruments.tarot: is no instrument of this protocol"),
        ("answers: {feeling_lucky: yes}", "answers.feeling_lucky: is no question of this protocol"),
        (
            "answers: {diabetes: no, diabetes_controlled: yes}",
            "answers.diabetes_controlled: is the same question as diabetes, which is given too",
        ),
        (
            "answers: {isotretinoin_recent: {answer: yes, colour: red}}",
            "answers.isotretinoin_recent.colour: is no detail of isotretinoin_recent",
        ),
        (
            "answers: {diabetes: {answer: yes, ulcer: perhaps}}",
            "answers.diabetes.ulcer: 'perhaps' is not one of yes, no, unsure",
        ),
        ("answers: {sunburn: {answer: yes, areas: [moon]}}", "answers.sunburn.areas: moon is no area of this protocol"),
        (LAST_DOSE.replace("WHEN", "soon"), f"{DAY}: 'soon' {NO_DATE}"),
        (LAST_DOSE.replace("WHEN", "2026-02-30"), f"{DAY}: '2026-02-30' {NO_DATE}"),
        (LAST_DOSE.replace("WHEN", "2026-11-21"), f"{DAY}: 2026-11-21 lies ahead of the consultation day"),
        (LAST_DOSE.replace("WHEN", "1990-01"), f"{DAY}: 1990-01 lies before birth"),
        (
            "answers: {isotretinoin_recent: {answer: yes, dose_note: 20}}",
            "answers.isotretinoin_recent.dose_note: text of at most 2,000 characters expected",
        ),
        (PUSTULES.replace("COUNT", "many"), f"{SPOTS}: 'many' is no number"),
        (PUSTULES.replace("COUNT", "1.5"), f"{SPOTS}: 1.5 is no whole number"),
        (PUSTULES.replace("COUNT", "-1"), f"{SPOTS}: -1 is outside 0"),
        ("device: laser_9", "device: laser_9 is no device of the clinic's file"),
        ("anaesthetic: {product: magic_cream}", "anaesthetic.product: magic_cream is no product of this protocol"),
        ("avoid: [{from: 2026-12-09, to: 2026-12-01}]", "avoid[1]: 'to' lies before 'from'"),
        (
            DECIDED.replace("WHICH", "keloid_history").replace("DAY", "2026-11-21"),
            "decisions[1].date: 2026-11-21 lies ahead of the consultation day",
        ),
        (
            DECIDED.replace("WHICH", "nothing").replace("DAY", "2026-11-20"),
            "decisions[1].finding: nothing is no rule of this protocol",
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_place_and_reason(catalogue: Catalogue, line: str, problem: str) -> None:
    head = HEAD if not line.startswith("client") else HEAD.partition("client")[0]
    consultation, (found, *others) = read_case(f"{head}{line}\n", catalogue)
    assert (consultation, others) == (None, [])
    assert found.startswith(problem)


def test_the_place_of_a_value_of_no_known_kind_is_told_in_the_words_of_the_file(catalogue: Catalogue) -> None:
    nothing, found = read_case(f"{HEAD}skin: {{instruments: {{fitzpatrick_a: {{eye_colour: [1]}}}}}}\n", catalogue)
    assert nothing is None
    assert {problem.partition(":")[0] for problem in found} == {"skin.instruments.fitzpatrick_a.eye_colour"}


def test_a_note_of_words_is_taken(catalogue: Catalogue) -> None:
    noted = "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-09-12, dose_note: 20 mg}}"
    assert case_or_error(f"{HEAD}{noted}\n", catalogue).answers["isotretinoin_recent"][0].fields["dose_note"] == "20 mg"


def test_a_text_that_is_no_yaml_and_one_that_is_no_case_are_named(catalogue: Catalogue) -> None:
    assert read_case("format: 1\nformat: 1\n", catalogue) == (None, ("line 2: 'format' is given twice",))
    assert read_case("- a\n", catalogue) == (None, ("the file holds no case: it starts with 'format: 1'",))
    nothing, (odd,) = read_case("format: 1\x07\n", catalogue)
    assert nothing is None
    assert odd.startswith("cannot be read: ")


def test_a_refused_case_is_an_error_that_names_every_problem(catalogue: Catalogue) -> None:
    with pytest.raises(BadInputError, match="The case file was refused") as caught:
        case_or_error(f"{HEAD}areas: [{{id: moon}}]\nanswers: {{feeling_lucky: yes}}\n", catalogue)
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["areas[1].id", "answers.feeling_lucky"]


def test_a_sound_case_is_read_and_written_as_it_stood(catalogue: Catalogue) -> None:
    found = case_or_error(f"{HEAD}{LAST_DOSE.replace('WHEN', '2026-09')}\n", catalogue)
    written = found.model_dump(mode="json", exclude_defaults=True)["answers"]
    assert written == {"isotretinoin_recent": [{"answer": "yes", "last_dose": "2026-09"}]}
