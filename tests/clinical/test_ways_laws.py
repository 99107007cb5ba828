"""The laws of what would change it, over random clients and the program's own knowledge."""

from datetime import timedelta
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import Change, changed
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.earliest import earliest_days
from consult_app.clinical.next_questions import next_questions
from consult_app.clinical.treatment import ways_ahead
from consult_app.clinical.trials import NOTHING, Trials
from consult_app.clinical.verdict import Level
from consult_app.clinical.ways_to_treat import ways_to_treat
from consult_app.clinical.what_if import on_day
from tests.clinical.random_clients import consultations

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = 8


def dated_waits(judged: Assessment, key: str) -> set[str]:
    verdict = judged.areas[key] if key else judged.person
    return {finding.key for finding in verdict.findings if finding.blocks and finding.not_before}


@RELAXED
@given(data=st.data())
def test_the_earliest_day_leaves_no_wait_and_the_day_before_leaves_one(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    found = earliest_days(case, catalogue, assess(case, catalogue))
    for key, earliest in found.areas.items():
        if earliest.day is None:
            assert earliest.why_none
            continue
        assert not dated_waits(assess(on_day(case, earliest.day), catalogue), key)
        if earliest.day > case.as_of:
            assert dated_waits(assess(on_day(case, earliest.day - timedelta(days=1)), catalogue), key)
            assert earliest.binding
        if earliest.holds_until:
            assert earliest.holds_until >= earliest.day


@RELAXED
@given(data=st.data())
def test_no_date_stands_under_do_not_treat_or_incomplete(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue))
    judged = assess(case, catalogue)
    found = earliest_days(case, catalogue, judged)
    for key, earliest in found.areas.items():
        if judged.areas[key].outcome in ("do_not_treat", "incomplete"):
            assert earliest.day is None
            assert not earliest.binding
    if judged.outcome in ("do_not_treat", "incomplete"):
        assert found.overall.day is None


@RELAXED
@given(data=st.data())
def test_every_way_opens_the_area_and_none_of_its_changes_can_be_spared(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    judged = assess(case, catalogue)
    trials = Trials(case, catalogue, judged)
    ahead = ways_ahead(case, catalogue, judged)
    found = ways_to_treat(case, catalogue, judged)
    assert set(found) == {key for key, each in ahead.items() if not each.open_on(case.as_of)}
    for key, result in found.items():
        assert bool(result.ways) != bool(result.why_none)
        assert [len(way.changes) for way in result.ways] == sorted(len(way.changes) for way in result.ways)
        for way in result.ways:
            assert trials.opens(key, frozenset(way.changes))
            for spared in combinations(way.changes, 1) if len(way.changes) > FEW else subsets(way.changes):
                assert not trials.opens(key, frozenset(way.changes) - frozenset(spared))


def subsets(changes: tuple[Change, ...]) -> list[tuple[Change, ...]]:
    return [each for size in range(1, len(changes) + 1) for each in combinations(changes, size)]


@RELAXED
@given(data=st.data())
def test_a_way_without_an_event_opens_the_area_in_the_consultation_itself(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    for key, result in ways_to_treat(case, catalogue, assess(case, catalogue)).items():
        for way in result.ways:
            if not any(change.kind == "event" for change in way.changes):
                then = changed(case, catalogue, way.changes)
                assert ways_ahead(then, catalogue, assess(then, catalogue))[key].open_on(way.day)


@RELAXED
@given(data=st.data())
def test_no_way_touches_a_fact_about_the_client(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue))
    for result in ways_to_treat(case, catalogue, assess(case, catalogue)).values():
        for way in result.ways:
            then = changed(case, catalogue, way.changes)
            for name, given_before in case.answers.items():
                for before, after in zip(given_before, then.answers[name], strict=True):
                    assert before.answer in (after.answer, "unsure")
                    told = {field: value for field, value in before.fields.items() if value != "unsure"}
                    if before.answer != "unsure":
                        assert told.items() <= after.fields.items()


@RELAXED
@given(data=st.data())
def test_the_open_questions_are_all_there_those_that_could_do_most_first(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    judged = assess(case, catalogue)
    found = next_questions(case, catalogue, judged)
    assert {question.id for question in found} == set(judged.overall.open_questions)
    now = [question.could_reach for question in found if not question.may_wait]
    assert now == sorted(now, reverse=True)
    for question in found:
        assert question.could_reach > Level.TREAT
        for key, outcome in question.unlocks:
            assert question.if_so
            then = changed(case, catalogue, (question.if_so,))
            answered = assess(then, catalogue)
            assert (answered.areas[key] if key else answered.person).outcome == outcome
            assert outcome in ("treat", "precautions")


@RELAXED
@given(data=st.data())
def test_a_trial_without_changes_is_the_check_itself(catalogue: Catalogue, data: st.DataObject) -> None:
    case: Consultation = data.draw(consultations(catalogue))
    judged = assess(case, catalogue)
    trials = Trials(case, catalogue, judged)
    assert {key: trials.ahead(key, NOTHING) for key in judged.areas} == ways_ahead(case, catalogue, judged)
