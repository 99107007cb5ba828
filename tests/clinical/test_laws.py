"""The laws of the verdict, held over the program's own knowledge with random clients."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.clinical.admission import problems
from consult_app.clinical.assessment import Assessment, assess, gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import Unknown
from consult_app.clinical.consultation import Answer, Consultation, FieldValue
from consult_app.clinical.summary import summarise
from consult_app.clinical.verdict import Level, Verdict
from tests.clinical.random_clients import BIRTHS, answers_to, consultations, field_values, places, told

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def targets(judged: Assessment) -> dict[str, Level]:
    return {"person": judged.person.proven} | {key: verdict.proven for key, verdict in judged.areas.items()}


def possible(judged: Assessment) -> dict[str, Level]:
    return {"person": judged.person.possible} | {key: verdict.possible for key, verdict in judged.areas.items()}


@RELAXED
@given(data=st.data())
def test_a_random_case_is_admitted_and_never_permits_what_is_open(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue))
    assert not problems(case, catalogue)
    judged = assess(case, catalogue)
    for verdict in (judged.person, judged.overall, *judged.areas.values()):
        assert verdict.proven <= verdict.possible
        if any(question.level >= Level.DEFER for question in verdict.open):
            assert not verdict.permits
        assert not verdict.open or verdict.outcome != "treat"
    assert judged.outcome == judged.overall.outcome


def turned(case: Consultation) -> Consultation:
    """The same case with everything that has an order told the other way round."""
    return case.model_copy(
        update={
            "answers": {name: given_now[::-1] for name, given_now in reversed(case.answers.items())},
            "areas": tuple(area.model_copy(update={"concerns": area.concerns[::-1]}) for area in reversed(case.areas)),
            "decisions": case.decisions[::-1],
        }
    )


def unordered(verdict: Verdict) -> Verdict:
    """The verdict without what is told in the client's order: the areas of a finding, and its words."""
    findings = frozenset(
        replace(finding, areas=tuple(sorted(finding.areas)), because="") for finding in verdict.findings
    )
    return replace(verdict, findings=findings)


@RELAXED
@given(data=st.data())
def test_no_order_of_answers_areas_or_concerns_ever_matters(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue))
    judged, again = assess(case, catalogue), assess(turned(case), catalogue)
    assert unordered(again.person) == unordered(judged.person)
    assert {key: unordered(verdict) for key, verdict in again.areas.items()} == {
        key: unordered(verdict) for key, verdict in judged.areas.items()
    }


@RELAXED
@given(data=st.data())
def test_a_decision_stands_beside_the_verdict_and_never_alters_it(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue))
    undecided = case.model_copy(update={"decisions": ()})
    assert assess(case, catalogue) == assess(undecided, catalogue)


@RELAXED
@given(data=st.data())
def test_telling_who_the_client_is_only_narrows_the_range(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue))
    known = {
        "date_of_birth": data.draw(BIRTHS),
        "sex_at_birth": data.draw(st.sampled_from(["female", "male", "intersex"])),
    }
    client = case.client.model_copy(update=dict.fromkeys(known))
    unknown = assess(case.model_copy(update={"client": client}), catalogue)
    told_now = assess(case.model_copy(update={"client": client.model_copy(update=known)}), catalogue)
    for key, level in targets(unknown).items():
        assert level <= targets(told_now)[key]
        assert possible(told_now)[key] <= possible(unknown)[key]


@RELAXED
@given(data=st.data())
def test_answering_a_blank_question_only_narrows_the_range(catalogue: Catalogue, data: st.DataObject) -> None:
    case = data.draw(consultations(catalogue)).model_copy(update={"remaining_answers": None})
    blank = [question for question in catalogue.questions.values() if question.id not in case.answers]
    question = data.draw(st.sampled_from(blank))
    given_now = data.draw(told(question, places(catalogue)))
    answered = case.model_copy(update={"answers": {**case.answers, question.id: given_now}})
    before, after = assess(case, catalogue), assess(answered, catalogue)
    for key, level in targets(before).items():
        assert level <= targets(after)[key]
        assert possible(after)[key] <= possible(before)[key]


@RELAXED
@given(data=st.data())
def test_giving_an_assumed_detail_never_makes_it_stricter(catalogue: Catalogue, data: st.DataObject) -> None:
    keys = places(catalogue)
    case = data.draw(consultations(catalogue)).model_copy(update={"remaining_answers": None})
    detailed = [q for q in catalogue.questions.values() if any(f.kind != "date" for f in q.follow_ups)]
    question = data.draw(st.sampled_from(detailed))
    follow_up = data.draw(st.sampled_from([item for item in question.follow_ups if item.kind != "date"]))
    given_now = data.draw(answers_to(question, keys)).fields
    value = data.draw(field_values(follow_up, keys))
    fields = {name: detail for name, detail in given_now.items() if name != follow_up.id}
    if follow_up.kind == "areas" and "distance_cm" in fields:
        return  # a lesion whose distance is known is not assumed to lie anywhere else
    before = _with_yes(case, question.id, fields)
    assumed = gather(before, catalogue).values(f"{question.id}.{follow_up.id}")
    if any(isinstance(one, Unknown) and one.assumable for one in assumed):
        after = targets(assess(_with_yes(case, question.id, {**fields, follow_up.id: value}), catalogue))
        allowed = targets(assess(before, catalogue))
        assert {key for key, level in after.items() if level > allowed[key]} == set()


def _with_yes(case: Consultation, question: str, fields: dict[str, FieldValue]) -> Consultation:
    return case.model_copy(update={"answers": {**case.answers, question: (Answer(answer="yes", fields=fields),)}})


@RELAXED
@given(data=st.data())
def test_every_case_can_be_summed_up_and_planned_without_breaking_a_wait(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    summary = summarise(case, catalogue)
    ahead = {area.key: area.go_ahead for area in summary.areas}
    for visit in summary.plan.visits:
        if visit.date and visit.kind != "review":
            assert visit.date >= case.as_of
            for area in visit.areas:
                earliest = ahead[area.key].earliest
                assert not ahead[area.key].waits_for
                assert earliest is None or visit.date >= earliest
    assert set(summary.plan.not_planned) | {area.key for area in summary.plan.areas} == set(ahead)
