"""Reminders: a product rests before each session and comes back after it, and nothing prescribed is told to stop."""

from datetime import date
from typing import Any

import pytest

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.course import TreatmentPlan
from tests.clinical.knowledge_files import care, planning
from tests.clinical.planned_days import planned

FACE = [{"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]}]
BACK = [{"id": "back_upper", "area_cm2": 90, "concerns": [{"id": "acne_scar_body", "grade": 3}]}]


def told(plan: TreatmentPlan, visit: str = "session_2") -> list[tuple[date | None, str]]:
    return [(each.date, each.reason.text) for each in plan.reminders if each.visit == visit]


def using(question: str, **fields: Any) -> dict[str, Any]:
    return {question: {"answer": "yes", "last_dose": "2026-11-01", **fields}}


def test_every_pause_names_lines_and_questions_that_exist(catalogue: Catalogue) -> None:
    before, after = {line.id for line in care().before}, {line.id for line in care().after}
    sun = planning().sun
    for pause in planning().pauses:
        question = catalogue.questions[pause.question]
        product = question.follow_up("product")
        assert pause.stop in before
        assert {pause.again_face, pause.again_body} <= after
        assert pause.product is None or (product and pause.product in product.words)
    assert {sun.after, sun.after_careful} <= after
    assert sun.rule in catalogue.questions


def test_a_prescribed_cream_rests_five_days_before_if_its_prescriber_agrees(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=FACE, answers=using("retinoid_topical", product="prescription"))
    assert told(plan) == [
        (
            date(2026, 12, 13),
            "From 13 Dec 2026, prescribed vitamin A cream: ask the prescriber first whether it may pause.",
        ),
        (date(2026, 12, 25), "From 25 Dec 2026, prescribed vitamin A cream may come back, if the skin has settled."),
    ]
    assert all(each.reason.sources for each in plan.reminders)


def test_retinol_rests_three_days_and_comes_back_on_day_ten_on_the_body(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=BACK, answers=using("retinoid_topical", product="retinol"))
    assert [day for day, _ in told(plan)] == [date(2026, 12, 15), date(2026, 12, 28)]
    assert told(plan)[0][1] == "From 15 Dec 2026, no retinol."


def test_acids_rest_too_and_a_prescribed_one_only_by_its_prescriber(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=FACE, answers=using("acids_bpo", product=["hydroquinone"]))
    assert "where one is prescribed, ask the prescriber first" in told(plan)[0][1]


def test_a_product_that_is_not_named_counts_as_prescribed(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=FACE, answers=using("retinoid_topical"))
    assert "ask the prescriber first" in told(plan)[0][1]


@pytest.mark.parametrize(("places", "reminded"), [(["face_cheeks"], True), (["back_upper"], False), (None, True)])
def test_only_skin_the_product_is_used_on_is_reminded_of(
    catalogue: Catalogue, places: list[str] | None, *, reminded: bool
) -> None:
    where = {"areas": places} if places else {}
    answers = using("retinoid_topical", product="prescription", **where)
    assert bool(planned(catalogue, areas=FACE, answers=answers).reminders) is reminded


def test_what_is_not_used_is_not_reminded_of(catalogue: Catalogue) -> None:
    assert planned(catalogue, areas=FACE).reminders == ()


def test_a_day_that_has_come_reads_from_now_on(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=FACE, answers=using("acids_bpo"))
    assert told(plan, "session_1")[0][1].startswith("From now on, no acids")


def test_without_a_date_the_days_are_counted(catalogue: Catalogue) -> None:
    thinner = {"anticoagulant": {"answer": "yes", "product": ["apixaban"]}}
    plan = planned(catalogue, areas=FACE, answers={**thinner, **using("acids_bpo")})
    assert told(plan, "session_1") == [
        (
            None,
            "3 days before session 1, no acids, benzoyl peroxide, hydroquinone or scrubs; "
            "where one is prescribed, ask the prescriber first.",
        ),
        (
            None,
            "7 days after session 1, acids, benzoyl peroxide, hydroquinone or scrubs may come back, "
            "if the skin has settled.",
        ),
    ]


def test_a_product_does_not_come_back_for_the_few_days_before_the_next_visit(catalogue: Catalogue) -> None:
    """Fields of the back 14 days apart: back on day 10, resting again from day 9 on, so not in between."""
    areas = [{"id": "back_upper", "area_cm2": 900, "concerns": [{"id": "acne_scar_body", "grade": 3}]}]
    plan = planned(catalogue, areas=areas, answers=using("retinoid_topical", product="prescription"))
    assert len(told(plan, "session_2_field_1")) == 1
    assert len(told(plan, "session_2_field_2")) == 2


def test_an_offered_course_has_reminders_of_its_own(catalogue: Catalogue) -> None:
    plan = planned(catalogue, areas=FACE, answers=using("acids_bpo"), plan={"finish_by": "2027-01-10"})
    assert plan.offers
    assert all(offer.plan.reminders for offer in plan.offers)
