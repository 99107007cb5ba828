"""The laws of the verdict algebra."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from consult_app.clinical.verdict import (
    INCOMPLETE,
    OUTCOMES,
    Finding,
    Level,
    OpenQuestion,
    Verdict,
    combine,
    strictest,
)

LEVELS = st.sampled_from(list(Level))
RISKS = st.sampled_from(list(Level)[1:])
DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


@st.composite
def proven(draw: st.DrawFn) -> Verdict:
    level = draw(LEVELS)
    finding = Finding(draw(st.sampled_from("abcde")), "", "x", level.outcome, "person")
    return Verdict(
        proven=level,
        possible=level,
        latest=draw(st.none() | DAYS) if level >= Level.DEFER else None,
        until=draw(st.frozensets(st.sampled_from(["healed", "cleared"]), max_size=1)),
        precautions=frozenset({"care"}) if level == Level.PRECAUTIONS else frozenset(),
        findings=frozenset({finding}),
    )


@st.composite
def waiting(draw: st.DrawFn) -> Verdict:
    level = draw(RISKS)
    return Verdict(possible=level, open=frozenset({OpenQuestion(draw(st.sampled_from("pqrst")), level)}))


PARTS = proven() | waiting()
VERDICTS = st.lists(PARTS, max_size=6).map(combine)


@given(VERDICTS, VERDICTS)
def test_combining_is_commutative(one: Verdict, other: Verdict) -> None:
    assert one | other == other | one


@given(VERDICTS, VERDICTS, VERDICTS)
def test_combining_is_associative(one: Verdict, two: Verdict, three: Verdict) -> None:
    assert (one | two) | three == one | (two | three)


@given(VERDICTS)
def test_combining_is_idempotent_and_has_a_neutral_element(verdict: Verdict) -> None:
    assert verdict | verdict == verdict
    assert verdict | Verdict() == verdict


@given(VERDICTS)
def test_what_is_proven_never_exceeds_what_is_possible(verdict: Verdict) -> None:
    assert verdict.proven <= verdict.possible


@given(VERDICTS, PARTS)
def test_adding_a_risk_never_lowers_a_verdict(verdict: Verdict, risk: Verdict) -> None:
    assert (verdict | risk).proven >= verdict.proven
    assert OUTCOMES.index((verdict | risk).outcome) >= OUTCOMES.index(verdict.outcome)


@given(VERDICTS)
def test_an_open_question_that_could_defer_never_permits_treatment(verdict: Verdict) -> None:
    if any(question.level >= Level.DEFER for question in verdict.open):
        assert not verdict.permits
    if verdict.open:
        assert verdict.outcome != "treat"


@given(rest=VERDICTS, question=waiting(), holds=st.booleans())
def test_answering_a_question_only_narrows_the_range(rest: Verdict, question: Verdict, *, holds: bool) -> None:
    level = question.possible
    answer = Verdict(proven=level, possible=level) if holds else Verdict()
    before, after = rest | question, rest | answer
    assert before.proven <= after.proven <= after.possible <= before.possible


@given(VERDICTS)
def test_a_date_stands_only_beside_defer_and_clearance(verdict: Verdict) -> None:
    if verdict.outcome not in ("defer", "clearance"):
        assert verdict.not_before is None


def test_incomplete_ranks_between_precautions_and_defer() -> None:
    question = Verdict(possible=Level.CLEARANCE, open=frozenset({OpenQuestion("q", Level.CLEARANCE)}))
    caution = Verdict(proven=Level.PRECAUTIONS, possible=Level.PRECAUTIONS)
    assert (question | caution).outcome == INCOMPLETE
    assert (question | Verdict(proven=Level.DEFER, possible=Level.DEFER)).outcome == "defer"
    assert strictest([INCOMPLETE, "precautions"]) == INCOMPLETE
    assert strictest([]) == "treat"


def test_open_questions_come_once_and_those_that_could_do_most_first() -> None:
    mild, strict = OpenQuestion("a", Level.PRECAUTIONS), OpenQuestion("b", Level.DO_NOT_TREAT)
    again = OpenQuestion("a", Level.DEFER)
    verdict = Verdict(possible=Level.DO_NOT_TREAT, open=frozenset({mild, strict, again}))
    assert verdict.open_questions == ("b", "a")
