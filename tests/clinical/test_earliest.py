"""The earliest safe date: what sets it, what else it waits for, how long it holds, what can be done meanwhile."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.earliest import EarliestDays, EarliestSafe, earliest_days
from consult_app.clinical.meanwhile import Meanwhile
from consult_app.clinical.summary import summarise
from tests.clinical.cases import RECENT, THINNER, case, decision

BACK = {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}
CHEEKS = {"id": "face_cheeks", "concerns": [{"id": "acne_scar_rolling", "grade": 2}]}
PEEL = {"peel_medium": {"answer": "yes", "date": "2026-11-13", "areas": ["back_upper"]}}
WOUND = {"open_wound_irritated": {"answer": "yes", "areas": ["back_upper"]}}
DIABETES = {"answer": "yes", "hba1c_mmol_mol": 50, "ulcer": "no", "numb_areas": []}


@pytest.fixture
def days(catalogue: Catalogue) -> Any:
    def found(**parts: Any) -> EarliestDays:
        given = case(**parts)
        return earliest_days(given, catalogue, assess(given, catalogue))

    return found


@pytest.fixture
def back(days: Any) -> Any:
    def found(**parts: Any) -> EarliestSafe:
        area: EarliestSafe = days(**parts).areas["back_upper"]
        return area

    return found


def test_without_anything_against_it_the_day_is_today(back: Any) -> None:
    assert back() == EarliestSafe(date(2026, 11, 20))


def test_the_last_wait_binds(back: Any) -> None:
    found = back(answers=RECENT | PEEL)
    assert found.day == date(2027, 3, 12)
    assert [finding.id for finding in found.binding] == ["isotretinoin_recent"]
    assert found.waits_for == ()


def test_waits_that_end_on_the_same_day_bind_together(back: Any) -> None:
    taken = {"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-06-11"}}
    found = back(answers=taken | PEEL)
    assert found.day == date(2026, 12, 11)
    assert [finding.id for finding in found.binding] == ["isotretinoin_recent", "peel_medium"]


def test_a_wait_that_is_over_before_the_day_ends_nothing(back: Any) -> None:
    found = back(answers=RECENT | PEEL)
    assert (found.day, found.holds_until) == (date(2027, 3, 12), None)


def test_what_stands_today_is_not_to_be_renewed(back: Any) -> None:
    found = back(answers=RECENT | THINNER)
    assert (found.day, found.renew) == (date(2027, 3, 12), ())


def test_open_questions_beside_a_date_are_told_in_order(back: Any) -> None:
    unsure = dict.fromkeys(("keloid_history", "epilepsy", "anticoagulant", "diabetes"), "unsure")
    assert back(answers=RECENT | unsure).unanswered == tuple(sorted(unsure))


def test_the_last_day_of_a_letter_counts_where_the_rule_itself_never_turns(back: Any, catalogue: Catalogue) -> None:
    bleeds = {"bleeding_disorder": {"answer": "yes", "kind": "suspected"}}
    assert "bleeding_disorder" not in {clock.entry for clock in catalogue.clocks}
    for finding in ("bleeding_disorder", "bleeding_disorder.suspected"):
        found = back(answers=bleeds, decisions=[decision(finding, "clearance", "gp", until="2026-12-31")])
        assert (found.day, found.holds_until) == (date(2026, 11, 20), date(2026, 12, 31))


def test_a_letter_and_a_date_are_both_said(back: Any) -> None:
    found = back(answers=RECENT | THINNER)
    assert found.day == date(2027, 3, 12)
    assert found.waits_for == ("the written answer of the prescriber on Blood-thinning medicine",)


def test_a_letter_alone_gives_no_date_and_says_what_for(back: Any) -> None:
    found = back(answers=THINNER)
    assert found.day is None
    assert found.why_none == "Waits for the written answer of the prescriber on Blood-thinning medicine"


def test_an_event_alone_is_waited_for_in_whole_words(back: Any) -> None:
    burnt = {"sunburn": {"answer": "yes", "date": "2026-10-24", "areas": ["back_upper"], "settled": "no"}}
    assert back(answers=burnt).why_none == "Waits until the sunburnt skin has fully settled"


def test_a_date_beside_an_event_is_a_not_before(back: Any) -> None:
    found = back(answers=PEEL | WOUND)
    assert found.day == date(2026, 12, 11)
    assert found.waits_for == ("the skin has healed",)


def test_do_not_treat_and_incomplete_have_no_date_but_a_reason(back: Any) -> None:
    barred = back(answers=RECENT | {"keloid_history": "yes"})
    assert (barred.day, barred.binding, barred.why_none) == (None, (), "Not to be treated: Keloid tendency")
    open_ = back(answers={"anticoagulant": "unsure"})
    assert (open_.day, open_.why_none) == (None, "Not answered yet: Blood-thinning medicine")
    assert open_.unanswered == ("anticoagulant",)


def test_an_open_question_stands_beside_the_date(back: Any) -> None:
    found = back(answers=RECENT | {"anticoagulant": "unsure"})
    assert found.day == date(2027, 3, 12)
    assert found.unanswered == ("anticoagulant",)


def test_a_clearance_shortens_the_wait(back: Any) -> None:
    lifted = [decision("isotretinoin_recent", "clearance", "dermatologist")]
    assert back(answers=RECENT | PEEL, decisions=lifted).day == date(2026, 12, 11)


def test_a_clearance_that_ends_makes_it_hold_only_so_long(back: Any) -> None:
    lifted = [decision("isotretinoin_recent", "clearance", "dermatologist", until="2026-12-31")]
    found = back(answers=RECENT, decisions=lifted)
    assert (found.day, found.holds_until) == (date(2026, 11, 20), date(2026, 12, 31))


def test_a_result_that_goes_stale_limits_the_day(back: Any) -> None:
    found = back(answers={"diabetes": DIABETES | {"hba1c_date": "2026-10-01"}})
    assert (found.day, found.holds_until, found.renew) == (date(2026, 11, 20), date(2027, 4, 1), ())


def test_a_result_that_is_stale_by_the_day_is_named(back: Any) -> None:
    found = back(answers=PEEL | {"diabetes": DIABETES | {"hba1c_date": "2026-06-01"}})
    assert found.day == date(2026, 12, 11)
    assert found.renew == ("Diabetes not well controlled, or HbA1c not known",)


def test_a_question_that_opens_by_the_day_is_named(back: Any) -> None:
    test = {"answer": "unsure", "test_date": "2026-11-20", "test_result": "negative", "period_late": "no"}
    found = back(answers=PEEL | {"pregnancy": test})
    assert found.day == date(2026, 12, 11)
    assert found.renew == ("Pregnancy",)


def test_a_wait_that_begins_on_the_way_moves_the_day(back: Any) -> None:
    vaccine = {"vaccination": {"answer": "yes", "planned_date": "2026-12-10"}}
    found = back(answers=PEEL | vaccine)
    assert [finding.id for finding in found.binding] == ["vaccination"]
    assert found.day == date(2026, 12, 17)
    assert back(answers=vaccine).holds_until < date(2026, 12, 10)


def test_a_month_alone_is_waited_out_to_its_end(back: Any) -> None:
    found = back(answers={"peel_medium": {"answer": "yes", "date": "2026-11", "areas": ["back_upper"]}})
    assert found.day == date(2026, 12, 28)


def test_all_areas_together_wait_for_the_last_of_them(days: Any) -> None:
    found = days(areas=[BACK, CHEEKS], answers=PEEL)
    assert found.areas["face_cheeks"].day == date(2026, 11, 20)
    assert found.overall.day == date(2026, 12, 11)
    assert [finding.id for finding in found.overall.binding] == ["peel_medium"]


def test_one_area_without_a_date_leaves_all_together_without(days: Any) -> None:
    cancer = {"skin_cancer_area": {"answer": "yes", "status": "active", "areas": ["face_cheeks"]}}
    found = days(areas=[BACK, CHEEKS], answers=PEEL | cancer)
    assert found.areas["back_upper"].day == date(2026, 12, 11)
    assert found.overall.day is None
    assert found.overall.why_none.startswith("Not to be treated: ")


def test_all_areas_together_have_a_date_and_what_one_of_them_waits_for(days: Any) -> None:
    peel = {"peel_medium": {"answer": "yes", "date": "2026-11-13", "areas": ["face_cheeks"]}}
    found = days(areas=[BACK, CHEEKS], answers=peel | WOUND)
    assert (found.areas["back_upper"].day, found.areas["face_cheeks"].day) == (None, date(2026, 12, 11))
    assert found.overall.day == date(2026, 12, 11)
    assert (found.overall.waits_for, found.overall.why_none) == (("the skin has healed",), "")


def test_only_what_waits_longest_binds_all_areas_together(days: Any) -> None:
    tan = {"recent_tan_uv": {"answer": "yes", "kind": "sun", "date": "2026-11-18", "areas": ["face_cheeks"]}}
    found = days(areas=[BACK, CHEEKS], answers=PEEL | tan)
    assert found.areas["face_cheeks"].day < found.areas["back_upper"].day
    assert [finding.id for finding in found.areas["face_cheeks"].binding] == ["recent_tan_uv"]
    assert [finding.id for finding in found.overall.binding] == ["peel_medium"]


def test_all_areas_together_hold_as_long_as_the_first_of_them_does(days: Any) -> None:
    until = {"back_upper": "2026-12-31", "face_cheeks": "2027-01-31"}
    lifted = [
        decision("isotretinoin_recent", "clearance", "dermatologist", areas=[area], until=day)
        for area, day in until.items()
    ]
    found = days(areas=[BACK, CHEEKS], answers=RECENT, decisions=lifted)
    assert {key: str(area.holds_until) for key, area in found.areas.items()} == until
    assert found.overall.holds_until == date(2026, 12, 31)
    cancer = {"skin_cancer_area": {"answer": "yes", "status": "active", "areas": ["face_cheeks"]}}
    barred = days(areas=[BACK, CHEEKS], answers=RECENT | cancer, decisions=lifted)
    assert barred.areas["back_upper"].holds_until == date(2026, 12, 31)
    assert (barred.overall.day, barred.overall.binding, barred.overall.holds_until) == (None, (), None)


def test_what_is_open_in_several_areas_is_named_once_and_in_order(days: Any) -> None:
    unsure = dict.fromkeys(("vasovagal", "anticoagulant", "keloid_history", "epilepsy", "diabetes"), "unsure")
    found = days(areas=[BACK, CHEEKS], answers=unsure)
    assert set(found.areas["back_upper"].unanswered) == set(unsure)
    assert found.overall.unanswered == tuple(sorted(unsure))


def test_letters_for_every_area_leave_all_together_waiting(days: Any) -> None:
    found = days(areas=[BACK, CHEEKS], answers=THINNER)
    assert found.overall.day is None
    assert found.overall.why_none == "Waits for the written answer of the prescriber on Blood-thinning medicine"


def test_without_areas_the_person_is_judged(days: Any) -> None:
    found = days(areas=[], answers=RECENT)
    assert found.overall.day == date(2027, 3, 12)
    assert found.areas == {}


def kinds(found: tuple[Meanwhile, ...]) -> list[str]:
    return [each.kind for each in found]


def test_nothing_has_to_be_done_meanwhile_where_all_can_be_treated(catalogue: Catalogue) -> None:
    assert summarise(case(), catalogue).meanwhile == ()


def test_meanwhile_other_areas_letters_questions_and_the_test_patch(catalogue: Catalogue) -> None:
    operation = {"surgery_in_area": {"answer": "yes", "areas": ["back_upper"], "date": "2026-09-30"}}
    given = case(areas=[BACK, CHEEKS], skin={"fitzpatrick": 5}, answers=operation | {"vasovagal": "unsure"})
    found = summarise(given, catalogue).meanwhile
    words = [each.words for each in found]
    assert words[0] == "Can go ahead today: Cheeks"
    assert words[1] == "Can be answered now: Fainting with needles or blood"
    assert words[2] == "Letter to the surgeon can be written now: Operation in the area less than 6 months ago"
    assert "Test patch can be done today" in words
    assert kinds(found)[:4] == ["areas", "questions", "letter", "test_patch"]


def test_meanwhile_the_care_before_the_first_session_begins(catalogue: Catalogue) -> None:
    found = summarise(case(answers=RECENT), catalogue).meanwhile
    care = [each for each in found if each.kind == "care"]
    assert care
    assert all(each.day and each.day > date(2026, 11, 20) for each in care)
    assert care[0].words.startswith("From ")
    soon = summarise(case(answers={"acids_bpo": {"answer": "yes", "last_dose": "2026-11-19"}}), catalogue).meanwhile
    begun = [each for each in soon if each.kind == "care" and each.day is None]
    assert begun
    assert all(each.words.startswith("From now on: ") for each in begun)


def test_a_test_patch_waits_with_the_rest(catalogue: Catalogue) -> None:
    dark = {"skin": {"fitzpatrick": 5}}
    dated = summarise(case(answers=RECENT, **dark), catalogue).meanwhile
    assert "Test patch from 12 Mar 2027" in [each.words for each in dated]
    undated = summarise(case(answers=THINNER, **dark), catalogue).meanwhile
    assert "Test patch once a date is open" in [each.words for each in undated]
