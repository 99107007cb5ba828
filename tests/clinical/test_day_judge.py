"""Coming days: each is judged as it would be if it had come, and a turning day is never missed."""

from datetime import date, timedelta
from typing import Any

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.day_judge import ConsultationDays
from consult_app.clinical.sun import sun_ahead
from consult_app.clinical.treatment import ways_ahead
from tests.clinical.cases import RECENT, THINNER, case, decision

AREAS = [
    {"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]},
    {"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]},
]
TAN_THIS_MONTH = {"recent_tan_uv": {"answer": "yes", "kind": "sun", "date": "2026-11", "areas": ["back_upper"]}}
VACCINE = {"vaccination": {"answer": "yes", "planned_date": "2026-12-10"}}
RESULT = {
    "diabetes": {
        "answer": "yes",
        "hba1c_mmol_mol": 50,
        "hba1c_date": "2026-06",
        "ulcer": "no",
        "numb_areas": [],
    }
}
TESTED = {"pregnancy": {"answer": "unsure", "test_date": "2026-11-20", "test_result": "negative", "period_late": "no"}}
LETTER = decision("anticoagulant", "clearance", "prescriber", until="2026-12-07")
BEACH = {"from": "2026-12-08", "to": "2026-12-10", "sun": "yes", "label": "Beach"}


def judge_of(catalogue: Catalogue, **parts: Any) -> ConsultationDays:
    given = case(areas=AREAS, **parts)
    sun = sun_ahead(given.avoid, catalogue.planning.sun, catalogue.care, careful=False)
    return ConsultationDays(given, catalogue, assess(given, catalogue), sun)


def coming(first: str, count: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=ahead) for ahead in range(count)]


@pytest.mark.parametrize(
    "parts",
    [
        {"answers": TAN_THIS_MONTH | VACCINE},
        {"answers": TAN_THIS_MONTH, "as_of": "2026-11-30"},
        {"answers": RESULT | VACCINE},
        {"answers": TESTED},
        {"answers": THINNER, "decisions": [LETTER]},
        {"answers": RECENT | {"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-06-02"}}},
        {"client": {"date_of_birth": "2008-12-05", "sex_at_birth": "male"}},
    ],
)
def test_every_coming_day_is_open_exactly_where_it_would_be_once_it_has_come(
    catalogue: Catalogue, parts: dict[str, Any]
) -> None:
    judge, today = judge_of(catalogue, **parts), case(areas=AREAS, **parts)
    for day in coming(parts.get("as_of", "2026-11-20"), 60):
        then = today.model_copy(update={"as_of": day})
        ahead = ways_ahead(then, catalogue, assess(then, catalogue))
        shut = {key: bool(judge((key,), day)) for key in ahead}
        assert shut == {key: not way.open_on(day) for key, way in ahead.items()}, day


def test_the_days_of_change_are_told_in_order_and_end(catalogue: Catalogue) -> None:
    older = {"date_of_birth": "1950-04-02", "sex_at_birth": "male"}
    judge = judge_of(catalogue, client=older, answers=THINNER, decisions=[LETTER])
    first = judge.next_change(date(2026, 11, 20))
    assert first == date(2026, 12, 1)
    assert judge.next_change(first) == date(2026, 12, 8)
    assert judge.next_change(date(2026, 12, 8)) is None


def causes(judge: ConsultationDays, day: str) -> list[str]:
    return [shut.cause for shut in judge(("face_cheeks", "back_upper"), date.fromisoformat(day))]


def test_the_sun_shuts_the_days_before_it_and_a_tan_those_after_it(catalogue: Catalogue) -> None:
    judge = judge_of(catalogue, avoid=[BEACH])
    assert causes(judge, "2026-11-24") == []
    assert causes(judge, "2026-11-25") == ["sun"]
    assert causes(judge, "2026-12-11") == ["sun"]
    assert causes(judge, "2026-12-23") == ["sun"]
    assert causes(judge, "2026-12-24") == []
    changes = [date(2026, 11, 24)]
    while following := judge.next_change(changes[-1]):
        changes.append(following)
    assert {date(2026, 11, 25), date(2026, 12, 11), date(2026, 12, 24)} <= set(changes)


def test_a_tan_that_was_there_before_the_planned_sun_is_told_as_itself(catalogue: Catalogue) -> None:
    tan = {"recent_tan_uv": {"answer": "yes", "kind": "sun", "date": "2026-11-18", "areas": ["face_cheeks"]}}
    judge = judge_of(catalogue, answers=tan, avoid=[BEACH])
    assert causes(judge, "2026-11-21") == ["recent_tan_uv"]
    assert causes(judge, "2026-12-12") == ["sun"]


def test_after_the_first_of_two_times_in_the_sun_the_tan_is_told_and_nothing_else_becomes_sun(
    catalogue: Catalogue,
) -> None:
    later = {"from": "2027-03-01", "to": "2027-03-05", "sun": "yes"}
    judge = judge_of(catalogue, answers=RECENT, avoid=[BEACH, later])
    assert sorted(causes(judge, "2026-12-12")) == ["isotretinoin_recent", "sun"]


def test_what_shuts_several_areas_is_told_once(catalogue: Catalogue) -> None:
    judge = judge_of(catalogue, answers=RECENT)
    assert causes(judge, "2026-12-12") == ["isotretinoin_recent"]
    assert causes(judge, "2027-03-12") == []
