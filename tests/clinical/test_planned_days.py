"""The property of planning: no planned session ever breaks a rule judged on its day with today's answers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Avoid, Booking, Consultation, Decision, PlanChoices
from consult_app.clinical.practice import Clinic
from tests.clinical.cases import case, decision
from tests.clinical.planned_days import hold, plan_of
from tests.clinical.random_clients import TODAY, consultations

DAYS = st.integers(0, 500).map(lambda ahead: TODAY + timedelta(days=ahead))
SPANS = st.builds(
    lambda start, length, sun, label: Avoid.model_validate(
        {"from": start, "to": start + timedelta(days=length), "sun": sun, "label": label}
    ),
    DAYS,
    st.integers(0, 30),
    st.sampled_from([None, "yes", "no"]),
    st.sampled_from(["", "Work trip", "Beach holiday"]),
)

BODY = {"sex_at_birth": "female", "weight_kg": 64, "height_cm": 168}
VISITS = st.sampled_from(["test_patch", "session_1", "session_2", "session_2_field_1"])


@st.composite
def courses(draw: st.DrawFn, catalogue: Catalogue) -> Consultation:
    """A client with a life: days off, wishes, answers of doctors that end one day; all else was asked and denied."""
    born = draw(st.dates(date(1950, 1, 1), date(2009, 6, 1)))
    who = draw(consultations(catalogue, questions=3).filter(lambda each: bool(each.areas)))
    rules = [rule for rule in catalogue.contraindications if rule.id in who.answers or draw(st.integers(0, 20)) == 0]
    return who.model_copy(
        update={
            "remaining_answers": "no",
            "client": who.client.model_copy(update={"date_of_birth": born}),
            "avoid": tuple(draw(st.lists(SPANS, max_size=2))),
            "session": draw(st.none() | st.builds(Booking, date=DAYS)),
            "decisions": tuple(_decision(draw, rule.id, catalogue) for rule in rules if rule.outcomes),
            "plan": PlanChoices(
                sessions=draw(st.none() | st.integers(1, 4)),
                finish_by=draw(st.none() | DAYS),
                dates=draw(st.dictionaries(VISITS, DAYS, max_size=2)),
            ),
        }
    )


def _decision(draw: st.DrawFn, rule: str, catalogue: Catalogue) -> Decision:
    roles = [role for outcome in catalogue.rules[rule].outcomes for role in outcome.lifted_by]
    return Decision(
        finding=rule,
        kind=draw(st.sampled_from(["clearance", "override"])),
        by="Dr Ian Whitcombe",
        role=draw(st.sampled_from([*roles, "gp"])),
        date=TODAY - timedelta(days=2),
        reason="No objection to needling now",
        until=draw(st.none() | DAYS),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_day_with_needles_is_shut_when_it_is_judged_as_that_day(catalogue: Catalogue, data: st.DataObject) -> None:
    open_days = data.draw(st.sampled_from([{}, {"tue": "09:00-17:30", "thu": "09:00-17:30"}]))
    practice = catalogue.practice.model_copy(
        update={"practice": Clinic(opening_hours=open_days, closed=(date(2026, 12, 25), date(2027, 1, 5)))}
    )
    clinic = replace(catalogue, practice=practice)
    consultation = data.draw(courses(clinic))
    hold(consultation, clinic, plan_of(consultation, clinic))


def _back(most: int) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda back: (TODAY - timedelta(days=back)).isoformat())


def _answer(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"answer": st.just("yes"), **fields})


TURNING = {
    "diabetes": _answer(hba1c_mmol_mol=st.just(50), hba1c_date=_back(200) | st.just("2026-06"), ulcer=st.just("no")),
    "vaccination": st.lists(
        _answer(planned_date=DAYS.map(date.isoformat), side=st.sampled_from(["left", "both"])), min_size=1, max_size=3
    ),
    "pregnancy": st.fixed_dictionaries(
        {
            "answer": st.just("unsure"),
            "test_date": _back(1),
            "test_result": st.just("negative"),
            "period_late": st.just("no"),
        }
    ),
    "recent_tan_uv": _answer(date=_back(40) | st.just("2026-11"), kind=st.just("sun")),
    "retinoid_topical": _answer(product=st.just("prescription"), last_dose=_back(6)),
    "hsv_history_field": _answer(
        site=st.just("lips_face"), last_outbreak=_back(800), prophylaxis=st.just("prescribed")
    ),
    "anticoagulant": _answer(product=st.just(["apixaban"])),
    "filler_recent": _answer(product=st.just("hyaluronic"), date=_back(250), areas=st.just(["face_cheeks"])),
    "isotretinoin_recent": _answer(last_dose=_back(300)),
    "epilepsy": _answer(last_seizure=_back(500)),
}
PLACES: list[dict[str, Any]] = [
    {"id": "face_cheeks", "area_cm2": 90, "concerns": [{"id": "texture_tone"}]},
    {"id": "back_upper", "concerns": [{"id": "acne_scar_body", "grade": 3}]},
    {"id": "scalp", "concerns": [{"id": "androgenetic_alopecia"}]},
]
LIFTED_BY = {"anticoagulant": "prescriber", "filler_recent": "injector", "isotretinoin_recent": "dermatologist"}


@st.composite
def turning_courses(draw: st.DrawFn) -> Consultation:
    """A client whose rules turn on days to come: each answer alone lets treatment go ahead on some of them."""
    asked = draw(st.lists(st.sampled_from(sorted(TURNING)), min_size=1, max_size=3, unique=True))
    letters = [
        decision(name, "clearance", LIFTED_BY[name], until=draw(DAYS).isoformat())
        for name in asked
        if name in LIFTED_BY and draw(st.booleans())
    ]
    wishes = draw(st.fixed_dictionaries({}, optional={"finish_by": DAYS.map(date.isoformat)}))
    return case(
        client=BODY | {"date_of_birth": draw(st.sampled_from(["1991-04-02", "1971-01-10", "1957-02-01"]))},
        skin={"fitzpatrick": draw(st.integers(1, 6))},
        areas=draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique_by=lambda area: str(area["id"]))),
        answers={name: draw(TURNING[name]) for name in asked},
        decisions=letters,
        plan=wishes,
    ).model_copy(update={"avoid": tuple(draw(st.lists(SPANS, max_size=2)))})


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(consultation=turning_courses())
def test_rules_that_turn_on_a_coming_day_never_catch_a_dated_session(
    catalogue: Catalogue, consultation: Consultation
) -> None:
    hold(consultation, catalogue, plan_of(consultation, catalogue))
