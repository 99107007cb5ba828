"""The property of planning: no planned session ever breaks a rule judged on its day with today's answers."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Avoid, Booking, Consultation, Decision, PlanChoices
from consult_app.clinical.practice import Clinic
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


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_day_with_needles_is_shut_when_it_is_judged_as_that_day(catalogue: Catalogue, data: st.DataObject) -> None:
    open_days = data.draw(st.sampled_from([{}, {"tue": "09:00-17:30", "thu": "09:00-17:30"}]))
    practice = catalogue.practice.model_copy(
        update={"practice": Clinic(opening_hours=open_days, closed=(date(2026, 12, 25), date(2027, 1, 5)))}
    )
    clinic = replace(catalogue, practice=practice)
    consultation = data.draw(courses(clinic))
    hold(consultation, clinic, plan_of(consultation, clinic))
