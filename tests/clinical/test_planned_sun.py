"""Planned time in the sun: the tan that follows waits, and a session keeps its days before it."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Avoid
from consult_app.clinical.sun import days_after, in_the_sun
from tests.clinical.knowledge_files import care, planning
from tests.clinical.planned_days import days, planned

FACE = [{"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]}]


def away(label: str = "", sun: str | None = None, start: str = "2026-12-20", end: str = "2026-12-27") -> dict[str, Any]:
    return {"from": start, "to": end, "label": label} | ({"sun": sun} if sun else {})


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (away("Beach holiday"), True),
        (away("Two weeks of SUN"), True),
        (away("Sunday lunch"), False),
        (away("Work trip"), False),
        (away("Work trip", "yes"), True),
        (away("Beach house, indoors", "no"), False),
        (away(), False),
    ],
)
def test_the_case_says_whether_days_off_are_in_the_sun_else_their_label(
    span: dict[str, Any], *, expected: bool
) -> None:
    assert bool(in_the_sun([Avoid.model_validate(span)], planning().sun)) is expected


def test_the_days_before_the_sun_are_those_of_the_care_lines() -> None:
    """No sunbathing in week 2, the row to day 14; on skin that keeps marks no sun until day 28."""
    sun = planning().sun
    assert (days_after(sun.after, care()), days_after(sun.after_careful, care())) == (14, 28)


def test_fair_skin_waits_fourteen_days_before_and_after_the_sun(catalogue: Catalogue) -> None:
    """Due on 18 December, 2 days before: the first open day is 14 days after the last in the sun."""
    plan = planned(catalogue, areas=FACE, avoid=[away("Beach holiday")])
    assert days(plan)[:2] == [date(2026, 11, 20), date(2027, 1, 10)]


def test_the_fourteenth_day_before_the_sun_is_open(catalogue: Catalogue) -> None:
    fits = planned(catalogue, areas=FACE, avoid=[away(sun="yes", start="2027-01-01", end="2027-01-02")])
    assert days(fits)[1] == date(2026, 12, 18)
    late = planned(catalogue, areas=FACE, avoid=[away(sun="yes", start="2026-12-31", end="2027-01-02")])
    assert days(late)[1] == date(2027, 1, 16)


@pytest.mark.parametrize("skin", [{"fitzpatrick": 4}, {"fitzpatrick": 6}])
def test_darker_skin_waits_twenty_eight_days_before_and_after(catalogue: Catalogue, skin: dict[str, Any]) -> None:
    """Patch on 20 November, session due on 18 December, sun from 10 January: 23 days are too few."""
    span = away("Beach holiday", start="2027-01-10", end="2027-01-17")
    plan = planned(catalogue, areas=FACE, skin=skin, avoid=[span])
    assert days(plan, "test_patch") == [date(2026, 11, 20)]
    assert days(plan)[0] == date(2027, 2, 14)


def test_days_off_without_sun_ask_for_no_wait(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=FACE, avoid=[away("Work trip")])
    assert days(plan)[1] == date(2026, 12, 18)


def test_a_tan_that_was_told_still_counts_beside_a_planned_one(catalogue: Catalogue) -> None:
    tan = {"recent_tan_uv": {"answer": "yes", "date": "2026-11-15", "kind": "sun"}}
    plan = planned(
        catalogue, areas=FACE, answers=tan, avoid=[away("Beach holiday", start="2027-03-01", end="2027-03-05")]
    )
    assert days(plan)[0] == date(2026, 11, 29)
    assert date(2027, 3, 19) > days(plan)[-1]
