"""The laws of risk: more risk never makes a verdict milder, and what is local stays local."""

from collections.abc import Mapping

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import facts_of
from consult_app.clinical.consultation import Answer, Consultation, overlaps
from consult_app.clinical.questions import Question
from consult_app.clinical.verdict import OUTCOMES, Finding, Verdict
from tests.clinical.random_clients import answers_to, consultations, places

RELAXED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LOCAL = ("area", "lesion")
NO = Answer(answer="no")


def verdicts(judged: Assessment) -> dict[str, Verdict]:
    """The verdict of every target."""
    return {"person": judged.person, **judged.areas}


def answered(case: Consultation, question: Question, *answers: Answer) -> Consultation:
    """The case with these answers to one question, and no others to it."""
    return case.model_copy(update={"answers": {**case.answers, question.id: answers}})


def yes(data: st.DataObject, question: Question, catalogue: Catalogue) -> Answer:
    """A yes with some of its details."""
    given_now = data.draw(answers_to(question, places(catalogue)))
    return given_now if given_now.answer == "yes" else Answer(answer="yes")


def asked(data: st.DataObject, catalogue: Catalogue) -> Question:
    return data.draw(st.sampled_from(list(catalogue.questions.values())))


def milder(before: Assessment, after: Assessment) -> set[str]:
    """The targets that are less strict than before, in what is proven, what is possible, or what is shown."""
    return {
        key
        for key, verdict in verdicts(after).items()
        for was in (verdicts(before)[key],)
        if (verdict.proven, verdict.possible) != (max(verdict.proven, was.proven), max(verdict.possible, was.possible))
        or OUTCOMES.index(verdict.outcome) < OUTCOMES.index(was.outcome)
    }


@RELAXED
@given(data=st.data())
def test_a_yes_instead_of_a_no_is_never_milder(catalogue: Catalogue, data: st.DataObject) -> None:
    case, question = data.draw(consultations(catalogue)), asked(data, catalogue)
    denied = assess(answered(case, question, NO), catalogue)
    told = assess(answered(case, question, yes(data, question, catalogue)), catalogue)
    assert milder(denied, told) == set()


@RELAXED
@given(data=st.data())
def test_a_yes_instead_of_a_blank_proves_no_less(catalogue: Catalogue, data: st.DataObject) -> None:
    case, question = data.draw(consultations(catalogue)), asked(data, catalogue)
    rest = {name: given_now for name, given_now in case.answers.items() if name != question.id}
    blank = case.model_copy(update={"answers": rest, "remaining_answers": None})
    before = verdicts(assess(blank, catalogue))
    after = verdicts(assess(answered(blank, question, yes(data, question, catalogue)), catalogue))
    assert {key for key in before if after[key].proven < before[key].proven} == set()


@RELAXED
@given(data=st.data())
def test_telling_of_it_once_more_is_never_milder(catalogue: Catalogue, data: st.DataObject) -> None:
    case, question = data.draw(consultations(catalogue)), asked(data, catalogue)
    one, other = yes(data, question, catalogue), yes(data, question, catalogue)
    once = assess(answered(case, question, one), catalogue)
    assert milder(once, assess(answered(case, question, one, other), catalogue)) == set()
    assert milder(once, assess(answered(case, question, one, one), catalogue)) == set()


def fields_touched(question: Question, answer: Answer, catalogue: Catalogue) -> tuple[str, ...]:
    """Every place the answer names, the fields of its site among them; a site left out may be any place."""
    entries = [entry for entry in catalogue.contraindications if entry.asks == question.id and entry.places]
    if any(entry.places and entry.places.field not in answer.fields for entry in entries):
        return places(catalogue)
    of_site = [
        key
        for entry in entries
        if entry.places
        for key in entry.places.areas.get(str(answer.fields.get(entry.places.field)), ())
    ]
    return (*answer.areas, *of_site)


def reaches_further(finding: Finding, question: Question, catalogue: Catalogue) -> bool:
    """Whether the data say so: a scope beyond the place itself, or another rule that looks at this question."""
    rule = catalogue.rules[finding.id]
    (outcome,) = (each for each in rule.outcomes if each.id == finding.outcome_id)
    named = {fact.partition(".")[0] for fact in facts_of(outcome.when)}
    return outcome.scope not in LOCAL if rule.asks == question.id else question.id in named


def added(before: Mapping[str, Verdict], after: Mapping[str, Verdict], key: str) -> set[Finding]:
    return set(after[key].findings - before[key].findings)


@RELAXED
@given(data=st.data())
def test_what_lies_elsewhere_changes_an_area_only_where_its_scope_says_so(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    local = [q for q in catalogue.questions.values() if any(item.id == "areas" for item in q.follow_ups)]
    question = data.draw(st.sampled_from(local))
    place = data.draw(st.sampled_from(places(catalogue)))
    told = yes(data, question, catalogue)
    there = told.model_copy(update={"fields": {**told.fields, "areas": (place,)}})
    before = verdicts(assess(answered(case, question, NO), catalogue))
    after = verdicts(assess(answered(case, question, there), catalogue))
    touched = fields_touched(question, there, catalogue)
    apart = [key for key in before if not any(overlaps(key, field) for field in touched)]
    assume(apart)
    for key in apart:
        changed = added(before, after, key)
        assert all(reaches_further(finding, question, catalogue) for finding in changed)
        if not changed and after[key].open == before[key].open:
            assert after[key].outcome == before[key].outcome


@RELAXED
@given(data=st.data())
def test_a_question_that_only_speaks_of_its_place_leaves_all_other_skin_as_it_was(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    case = data.draw(consultations(catalogue))
    question = data.draw(st.sampled_from(only_local(catalogue)))
    place = data.draw(st.sampled_from(places(catalogue)))
    told = yes(data, question, catalogue)
    there = told.model_copy(update={"fields": {**told.fields, "areas": (place,)}})
    before = verdicts(assess(answered(case, question, NO), catalogue))
    after = verdicts(assess(answered(case, question, there), catalogue))
    touched = fields_touched(question, there, catalogue)
    for key in before:
        if not any(overlaps(key, field) for field in touched):
            assert after[key] == before[key]


def only_local(catalogue: Catalogue) -> list[Question]:
    """The questions at which no outcome looks that reaches beyond the place itself."""
    looked_at = {
        fact.partition(".")[0]
        for entry in catalogue.contraindications
        for outcome in entry.outcomes
        for fact in facts_of(outcome.when)
        if outcome.scope not in LOCAL or entry.asks != fact.partition(".")[0]
    }
    asks_where = [q for q in catalogue.questions.values() if any(item.id == "areas" for item in q.follow_ups)]
    return [question for question in asks_where if question.id not in looked_at]
