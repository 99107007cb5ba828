"""The sentences about the visits of a course: names, days, sizes, and why one waits or stands later."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.course import TreatmentPlan, Visit
from consult_app.clinical.dates import weekday_date

WEEK = 7
WHOLE = 100
NO_DATE = "No date yet"
FIELD = re.compile(r"_field_(\d+)")


@dataclass(frozen=True)
class Waiting:
    """Visits without a date that wait for the same; those with an aim are shown one by one."""

    title: str
    waits: tuple[str, ...]
    visits: tuple[Visit, ...]

    @property
    def line(self) -> str:
        """What they wait for, one reason or a list."""
        if len(self.waits) < 2:
            return "".join(f"Waits for: {words}." for words in self.waits)
        return "\n".join(["Waits for:", *(f"– {words}" for words in self.waits)])


def visit_name(visit: Visit, plan: TreatmentPlan) -> str:
    """What a visit is called: Test patch, Session 2, Session 2, field 3, Session 1, right shoulder, Review."""
    if visit.kind == "test_patch":
        return "Test patch"
    if visit.kind == "review":
        return "Review"
    field = FIELD.search(visit.key)
    where = f", {_names({done.key for done in visit.areas}, plan).lower()}" if "_course_" in visit.key else ""
    return f"Session {visit.number}{where}{f', field {field[1]}' if field else ''}"


def visit_day(visit: Visit) -> str:
    """Its day with the weekday, for someone must turn up."""
    return weekday_date(visit.date) if visit.date else NO_DATE


def aim_words(visit: Visit) -> str:
    """The day to aim for; empty where the visit has a date, or no aim."""
    return f"aim for {weekday_date(visit.aim)}" if visit.aim and not visit.date else ""


def visit_note(visit: Visit, after: Mapping[str, int]) -> str:
    """What is done then, and how long after the session before."""
    if visit.kind == "review":
        return visit.note
    sizes = [area.area_cm2 for area in visit.areas]
    known = sum(size for size in sizes if size is not None)
    size = f"{known:g} cm²" if None not in sizes else "size not known"
    weeks = after.get(visit.key)
    words = f"{size}, after {weeks} week{'' if weeks == 1 else 's'}" if weeks else size
    return f"{words}, moved on" if visit.moved else words


def part_lines(visit: Visit, plan: TreatmentPlan) -> Iterator[str]:
    """Which piece of each area a session does, and how much of the area that is; nothing for whole areas."""
    if visit.kind != "session":
        return
    for done in visit.areas:
        share = f"{round(done.share_percent)} %" if done.share_percent and done.share_percent < WHOLE else ""
        area = plan.area(done.key)
        if area and (done.part or share):
            yield ", ".join(words for words in (area.name, done.part, share) if words)


def moved_lines(plan: TreatmentPlan) -> list[str]:
    """Why visits stand later than the calendar alone would have them."""
    return [f"{visit_name(visit, plan)}: {reason.text}" for visit in plan.visits for reason in visit.moved]


def waiting(plan: TreatmentPlan) -> list[Waiting]:
    """The visits without a date, by what they wait for."""
    undated = [visit for visit in plan.visits if visit.date is None]
    by_wait: dict[tuple[str, ...], list[Visit]] = {}
    for visit in undated:
        by_wait.setdefault(tuple(reason.text.rstrip(".") for reason in visit.waits_for), []).append(visit)
    return [_waiting(waits, visits, plan) for waits, visits in by_wait.items()]


def _waiting(waits: tuple[str, ...], visits: list[Visit], plan: TreatmentPlan) -> Waiting:
    sessions = [visit for visit in visits if visit.kind == "session"]
    keys = {done.key for visit in sessions or visits for done in visit.areas}
    names = _names(keys, plan)
    aims = tuple(visit for visit in visits if visit.aim)
    if aims:
        return Waiting(f"{names}: no date yet, only days to aim for", waits, aims)
    return Waiting(f"{names}: {len(sessions)} session{'' if len(sessions) == 1 else 's'}, no date yet", waits, ())


def _names(keys: set[str], plan: TreatmentPlan) -> str:
    """Areas in a row: Upper back, middle back and left shoulder."""
    names = [area.name for area in plan.areas if area.key in keys]
    words = [*names[:1], *(name.lower() for name in names[1:])]
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1] if words else "") if part)


def weeks_after(plan: TreatmentPlan) -> dict[str, int]:
    """For each session with a day, or one aimed for, the whole weeks since the one before."""
    stand = sorted((visit.around, visit.key) for visit in plan.sessions_planned if visit.around)
    pairs = itertools.pairwise(stand)
    return {key: (day - before).days // WEEK for (before, _), (day, key) in pairs}


def earliest_day(plan: TreatmentPlan) -> date | None:
    """The first day on which any planned area may be needled; None while all of them wait."""
    return min((area.earliest for area in plan.areas if area.earliest and not area.waits_for), default=None)


def course_words(plan: TreatmentPlan, time: str | None) -> str:
    """The course in one sentence: Test patch and 4 sessions over 26 weeks, each at 10:30."""
    sessions = plan.sessions_planned
    if not sessions:
        return "No visit is planned."
    patch = "Test patch and " if any(visit.kind == "test_patch" for visit in plan.visits) else ""
    dated = sum(visit.date is not None for visit in sessions)
    count = f"{patch}{_counted(dated or len(sessions), plan)}"
    if not dated:
        return f"{count}, none with a date yet"
    weeks, more = plan.total_weeks, len(sessions) - dated
    over = f" over {weeks} weeks" if weeks else ""
    left = f", {more} more without a date" if more else ""
    at = f", each at {time}" if time else ""
    return f"{count}{over}{left}{at}"


def _counted(count: int, plan: TreatmentPlan) -> str:
    """Sessions; where one session takes several visits, visits."""
    noun = "session" if plan.fields == 1 else "visit"
    return f"{count} {noun}{'' if count == 1 else 's'}"
