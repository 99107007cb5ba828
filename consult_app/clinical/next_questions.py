"""Next questions: the open questions in the order of what their answers could change, and what that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult_app.clinical.answering import Answering
from consult_app.clinical.assessment import Assessment
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.changes import Change
from consult_app.clinical.consultation import Consultation
from consult_app.clinical.explanation import OpenLine
from consult_app.clinical.headline import WORDS, listed
from consult_app.clinical.question_words import open_label
from consult_app.clinical.trials import NOTHING, PERSON, Trials
from consult_app.clinical.verdict import Level, Verdict
from consult_app.clinical.what_if import open_names

NEVER_WAITS = "changing_lesion"
"""The one question that matters even when nothing may be treated, because it leads to a referral (reference 0.5)."""
FEW = 6
"""With more questions open than this no single answer is tried for being the only thing in the way."""


@dataclass(frozen=True)
class NextQuestion:
    """An open question and what its answer could change.

    ``could_reach`` is the strictest level the rules leave it, in ``areas``: those whose outcome it would change where
    there are any, none where no area is requested. ``moves`` are the areas whose outcome any answer could make
    stricter. ``if_so`` is an answer that alone lets areas go ahead, and ``unlocks`` their outcomes then. ``may_wait``
    tells that nothing may be treated whatever is answered.
    """

    id: str
    could_reach: Level
    areas: tuple[str, ...]
    moves: tuple[str, ...]
    if_so: Change | None = None
    unlocks: tuple[tuple[str, str], ...] = ()
    may_wait: bool = False


def next_questions(consultation: Consultation, catalogue: Catalogue, judged: Assessment) -> tuple[NextQuestion, ...]:
    """The open questions: first what could still bar, refer, defer, and that in most areas.

    A verdict's range already holds what every answer to a question could do, so that only the answer that would open
    an area has to be tried.
    """
    targets = judged.areas or {PERSON: judged.person}
    trials = Trials(consultation, catalogue, judged)
    keys = _only_things(targets, trials)
    barred = all(_is_barred(key, trials) for key in targets)
    found = [_question(name, targets, keys.get(name, ()), barred=barred) for name in judged.overall.open_questions]
    rows = {name: row for row, name in enumerate(catalogue.questions)}
    return tuple(sorted(found, key=lambda question: _rank(question, rows)))


def _rank(question: NextQuestion, rows: Mapping[str, int]) -> tuple[bool, int, int, bool, int, str]:
    row = rows.get(question.id.partition(".")[0], -1)
    unlocks = bool(question.unlocks)
    return question.may_wait, -question.could_reach, -len(question.moves), not unlocks, row, question.id


def _is_barred(key: str, trials: Trials) -> bool:
    return any(finding.level == "do_not_treat" for finding in trials.standing(key, NOTHING))


def _question(
    name: str, targets: Mapping[str, Verdict], opening: tuple[tuple[str, Change, str], ...], *, barred: bool
) -> NextQuestion:
    reach = {
        key: max((q.level for q in verdict.open if q.id == name), default=None) for key, verdict in targets.items()
    }
    most = max(level for level in reach.values() if level is not None)
    where = [key for key, level in reach.items() if level == most and key]
    return NextQuestion(
        id=name,
        could_reach=most,
        areas=tuple(key for key in where if most > targets[key].proven) or tuple(where),
        moves=tuple(key for key, level in reach.items() if level is not None and level > targets[key].proven),
        if_so=opening[0][1] if opening else None,
        unlocks=tuple((key, outcome) for key, _, outcome in opening),
        may_wait=barred and name.partition(".")[0] != NEVER_WAITS,
    )


def _only_things(targets: Mapping[str, Verdict], trials: Trials) -> Mapping[str, tuple[tuple[str, Change, str], ...]]:
    """By question: the areas one answer alone would open, that answer, and the outcome then."""
    found: dict[str, tuple[tuple[str, Change, str], ...]] = {}
    for key, verdict in targets.items():
        names = open_names(verdict)
        if len(names) > FEW or trials.standing(key, NOTHING):
            continue
        for name in sorted(names):
            change = Answering(key, trials).answer(name, NOTHING)
            if change and trials.opens(key, frozenset({change})):
                outcome = trials.verdict(key, frozenset({change})).outcome
                found[name] = (*found.get(name, ()), (key, change, outcome))
    return found


def question_lines(
    questions: tuple[NextQuestion, ...], catalogue: Catalogue, names: Mapping[str, str]
) -> tuple[OpenLine, ...]:
    """The open questions in words, in their order; ``names`` gives each area key its name."""
    return tuple(
        OpenLine(
            id=each.id,
            question=each.id.partition(".")[0],
            label=open_label(each.id, catalogue),
            could_reach=each.could_reach.outcome,
            words=". ".join(_words(each, names)),
            unlocks=bool(each.unlocks),
            may_wait=each.may_wait,
        )
        for each in questions
    )


def _words(question: NextQuestion, names: Mapping[str, str]) -> Iterator[str]:
    """What the answer could mean, and what one answer alone would open."""
    if question.may_wait:
        yield "May wait: nothing can be treated whatever the answer"
        return
    outcome = WORDS[question.could_reach.outcome].lower()
    yield f"Could {'mean' if question.moves else 'add'}: {outcome}{_where(question.areas, names)}"
    if question.if_so:
        opened = tuple(key for key, _ in question.unlocks if key)
        best = WORDS[question.unlocks[0][1]].lower()
        yield f"If {question.if_so.said.removesuffix('No') or 'no'}: {best}{_where(opened, names)}"


def _where(keys: tuple[str, ...], names: Mapping[str, str]) -> str:
    """The areas by name, unless it is all of them."""
    return f", {listed([names[key].lower() for key in keys])}" if 0 < len(keys) < len(names) else ""
