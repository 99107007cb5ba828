"""How a treatment plan opens: what the client is told first, what we still ask, and what there is to do before."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from consult_app.clinical.dates import long_date
from consult_app.clinical.explanation import FindingLine, OpenLine
from consult_app.clinical.letters import Letter
from consult_app.clinical.summary import Summary
from consult_app.documents import wording
from consult_app.documents.blocks import checklist_item, state_box
from consult_app.documents.boxes import Row, Stack
from consult_app.documents.first_steps import first_steps
from consult_app.documents.layout import section
from consult_app.documents.runs import Prose, Strong
from consult_app.documents.type_scale import TypeScale

_OPEN_SHOWN = 6
_SIDE_BY_SIDE = 3  # questions from which on they stand in two columns
_STEPS_SHOWN = (-28, -14)  # the days whose lines need time to be kept
_HOLDS = ("defer", "clearance", "do_not_treat")
_ANSWERED = "This has been answered, so your visits can go ahead. You find it under “What was decided”."
_NO_REASONS = {
    "treat": "Nothing you told us stands in the way.",
    "precautions": "We list below what we do to keep you safe.",
}


def state(summary: Summary, scale: TypeScale) -> Flowable:
    """The box with the outcome in the client's words, its reasons, and the areas that differ."""
    icon = wording.STATE_ICONS[summary.headline.outcome]
    return state_box(icon, summary.headline.paper, state_lines(summary), scale)


def state_lines(summary: Summary, answered: str = _ANSWERED) -> list[Prose]:
    """What stands under the outcome: why it is so, what was answered since, and that answers are missing."""
    open_since = [answered] if _is_answered(summary) else []
    lines = [*_reasons(summary), *open_since, *_gap(summary)]
    none = _NO_REASONS.get(summary.headline.outcome)
    return lines if lines or none is None else [none]


def _reasons(summary: Summary) -> Iterator[Prose]:
    """What holds treatment up, each once: in full what the head speaks of, the other waits in one line.

    What holds up single areas that may still be treated stands under what comes first.
    """
    later = {name for each in first_steps(summary) for name in each.areas}
    blocking = [line for line in summary.findings if line.finding.blocks and line.finding.client_text]
    sooner = [line for line in blocking if line.finding.not_before and not _binds(line, summary)]
    full = sorted((line for line in blocking if line not in sooner), key=lambda line: not _binds(line, summary))
    apart = _differing(summary)
    for text in wording.unique([line.finding.client_text for line in full]):
        lines = [line for line in full if line.finding.client_text == text]
        where = _where(lines, summary)
        if where and later.issuperset(name for line in lines for name in line.areas):
            continue
        outcome = apart.pop(where, "") if where else ""
        words = f"{outcome}. {wording.first_sentence(text)}" if outcome else text + _ends(lines, summary)
        yield (Strong(f"{where}: "), words) if where else words
    yield from ((Strong(f"{where}: "), wording.sentence(paper)) for where, paper in apart.items())
    if sooner:
        yield (Strong("We also wait for: "), wording.sentence("; ".join(_waits(sooner))))


def _is_answered(summary: Summary) -> bool:
    """Whether a decision lets go ahead what the outcome speaks of."""
    return any(area.line.outcome in _HOLDS and area.go_ahead.open_on(summary.as_of) for area in summary.areas)


def _binds(line: FindingLine, summary: Summary) -> bool:
    """Whether the head of the box speaks of this finding."""
    finding, head = line.finding, summary.headline
    return finding.level == head.outcome and (head.outcome != "defer" or finding.not_before == head.not_before)


def _ends(lines: list[FindingLine], summary: Summary) -> str:
    """The end of a wait, where the head does not name it already."""
    ends = max((line.finding.not_before for line in lines if line.finding.not_before), default=None)
    named = summary.headline.outcome == "defer" and ends == summary.headline.not_before
    return "" if named else wording.wait_ends(ends)


def _waits(lines: list[FindingLine]) -> Iterator[str]:
    """What else is waited for, each with its day."""
    for line in lines:
        if line.finding.not_before:
            yield f"{wording.lower(line.title)} (until {long_date(line.finding.not_before)})"


def _where(lines: list[FindingLine], summary: Summary) -> str:
    """The areas a sentence is about, empty when it is about all of them."""
    names = wording.unique([name for line in lines for name in line.areas])
    everywhere = not names or any(not line.areas for line in lines) or len(names) == len(summary.areas)
    return "" if everywhere else wording.area_list(names)


def _differing(summary: Summary) -> dict[str, str]:
    """The areas that are not where the head says, grouped by where they are."""
    later = {name for each in first_steps(summary) for name in each.areas}
    others = [a for a in summary.areas if a.line.paper != summary.headline.paper and a.name not in later]
    papers = wording.unique([area.line.paper for area in others])
    return {wording.area_list([area.name for area in others if area.line.paper == paper]): paper for paper in papers}


def _gap(summary: Summary) -> Iterator[Prose]:
    count = len(_asked(summary))
    if count:
        missing = "1 answer is still missing." if count == 1 else f"{count} answers are still missing."
        yield f"{missing} What we say here may change when we have {'it' if count == 1 else 'them'}."


def _asked(summary: Summary) -> list[OpenLine]:
    """The open questions in the order that matters; without those whose answer changes nothing now."""
    return [line for line in summary.open_questions if not line.may_wait]


def still_to_know(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    """The questions that could hold up treatment, to tick off; the rest counted."""
    asked = _asked(summary)
    shown = [line.label for line in asked if line.could_reach not in ("precautions", "treat")][:_OPEN_SHOWN]
    more = len(asked) - len(shown)
    items: list[Prose] = [(Strong(words),) for words in shown]
    if more:
        words = f"{'1 more question' if more == 1 else f'{more} more questions'}"
        items.append(f"{wording.capital(words)}. We go through {'it' if more == 1 else 'them'} with you.")
    if items:
        yield from section("We still need to know", scale.section)
        yield from _ticked(items, scale)


def _ticked(items: list[Prose], scale: TypeScale) -> Iterator[Flowable]:
    """Items with a box each, many of them in two columns read down the first."""
    boxes = [checklist_item(item, scale) for item in items]
    if scale.one_column or len(boxes) < _SIDE_BY_SIDE:
        yield from boxes
        return
    half = (len(boxes) + 1) // 2
    yield Row([(Stack(part, gap=min(6, scale.row_gap)), -1) for part in (boxes[:half], boxes[half:])], gap=20, after=4)


def before_first_visit(summary: Summary, scale: TypeScale) -> Iterator[Flowable]:
    """The list to tick off: letters, the first days to keep to, and that medicines go on."""
    items = [*_letters(summary), *_dated(summary), (Strong(wording.KEEP_MEDICINES),)]
    head = "Before your first visit" if summary.plan.first_session or len(items) > 1 else "Good to know"
    yield from section(head, scale.section)
    yield from (checklist_item(item, scale) for item in items)


def _letters(summary: Summary) -> Iterator[Prose]:
    for letter in summary.letters:
        to = wording.addressee(letter)
        if not _must(letter):
            yield (Strong(f"Ask us to write to {to}."), " It may shorten your wait.")
        elif not first_steps(summary):
            yield (Strong(f"We need a letter from {to}."), " We write to ask for it.")


def _dated(summary: Summary) -> Iterator[Prose]:
    """The first things to keep to before the session; the sheet for the days before has them all."""
    for step in summary.care.before:
        lines = [line for line in (*step.do, *step.dont) if line.safety and line.rank == 1]
        if lines and step.day in _STEPS_SHOWN and summary.plan.first_session:
            when = "From now on" if step.from_now else f"From {long_date(step.date)}" if step.date else step.when
            yield (Strong(f"{when}: "), " ".join(line.text for line in lines))


def _must(letter: Letter) -> bool:
    return any(item.finding.level == "clearance" for item in letter.items)
