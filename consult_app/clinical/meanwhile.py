"""Meanwhile: what can be done until an area may be treated, gathered from verdict, letters, plan and care sheet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from consult_app.clinical.care_sheet import CareSheet
from consult_app.clinical.course import TreatmentPlan
from consult_app.clinical.dates import short_date
from consult_app.clinical.decisions import GoAhead
from consult_app.clinical.headline import first_of
from consult_app.clinical.letters import Letter


@dataclass(frozen=True)
class Meanwhile:
    """One thing that can be done before the earliest safe date; ``day`` is when, None for now."""

    kind: Literal["areas", "letter", "questions", "test_patch", "care"]
    words: str
    day: date | None = None


def meanwhile(
    as_of: date,
    ahead: Mapping[str, GoAhead],
    names: Mapping[str, str],
    *,
    letters: Iterable[Letter],
    questions: Iterable[str],
    plan: TreatmentPlan,
    care: CareSheet,
) -> tuple[Meanwhile, ...]:
    """What can be done while any area has to wait; nothing when none has to.

    ``names`` gives each area key its name in words, ``questions`` the open questions in words, the weightiest first.
    """
    if all(each.open_on(as_of) for each in ahead.values()):
        return ()
    return (
        *_areas(as_of, ahead, names),
        *_questions(tuple(questions)),
        *(_letter(letter) for letter in letters),
        *_test_patch(plan, as_of),
        *_care(care),
    )


def _areas(as_of: date, ahead: Mapping[str, GoAhead], names: Mapping[str, str]) -> Iterator[Meanwhile]:
    ready = [names[key] for key, each in ahead.items() if each.open_on(as_of)]
    if ready:
        yield Meanwhile("areas", f"Can go ahead today: {', '.join(ready)}")


def _questions(questions: tuple[str, ...]) -> Iterator[Meanwhile]:
    if questions:
        yield Meanwhile("questions", f"Can be answered now: {first_of(questions)}")


def _letter(letter: Letter) -> Meanwhile:
    asked = first_of(dict.fromkeys(item.finding.label for item in letter.items))
    return Meanwhile("letter", f"Letter to the {letter.role_words} can be written now: {asked}")


def _test_patch(plan: TreatmentPlan, as_of: date) -> Iterator[Meanwhile]:
    for visit in plan.visits:
        if visit.kind == "test_patch":
            when = f"from {short_date(visit.date)}" if visit.date else "once a date is open"
            words = "Test patch can be done today" if visit.date == as_of else f"Test patch {when}"
            yield Meanwhile("test_patch", words, visit.date)


def _care(care: CareSheet) -> Iterator[Meanwhile]:
    """The steps before the first session with a day; those that should have begun begin now."""
    for step in care.before:
        if step.date:
            lines = (line.text.removesuffix(".") for line in (*step.do, *step.dont))
            yield Meanwhile(
                "care", f"{step.when}: {first_of(lines, between='; ')}", None if step.from_now else step.date
            )
