"""The visits of a plan: test patch, first block with its reviews, then fields, each on the first day that may be."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import PlannedArea, Visit, VisitArea
from consult_app.clinical.fields import Piece
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.scheduling import Calendar, watched_until
from consult_app.clinical.slots import Course, Slot, session_key, slots


class Diary:
    """Puts the visits of one plan on days, course after course, keeping all sessions apart."""

    def __init__(self, rules: PlanningRules, calendar: Calendar, by_hand: Mapping[str, date]) -> None:
        self._rules = rules
        self._calendar = calendar
        self._by_hand = by_hand
        self._taken: list[date] = []

    def test_patch(self, course: Course) -> Visit:
        """The test patch, with the settings of the course's first session."""
        day = None if course.start is None else self._day("test_patch", course.start)
        area = course.areas[0]
        done = _on_area(area, Piece(area.key, self._rules.patch.area_cm2), first=True)
        return Visit("test_patch", "test_patch", day, 0, (done,), "A hidden spot in the area to be treated.")

    def visits(self, course: Course, not_before: date | None) -> Iterator[Visit]:
        """The sessions and reviews of one course, in order."""
        areas = {area.key: area for area in course.areas}
        floor = max((day for day in (course.start, not_before, course.wanted) if day), default=date.min)
        needled: dict[tuple[str, int], date] = {}
        for slot in slots(course, self._rules.first_body.block_cm2):
            key = session_key(slot, course)
            if course.start is None:
                yield self._session(slot, key, None, areas)
                yield from self._reviews(slot, None, areas, course)
                continue
            due = [floor, *self._due(slot, needled, course.interval_days)]
            day = self._day(key, max(due), apart=self._rules.fields.gap_days)
            self._taken.append(day)
            floor = day + timedelta(days=self._rules.fields.gap_days)
            needled |= _needled(slot, day)
            yield self._session(slot, key, day, areas)
            for review in self._reviews(slot, day, areas, course):
                floor = max(floor, review.date or floor)
                yield review

    def _day(self, key: str, earliest: date, apart: int = 0) -> date:
        wish = self._by_hand.get(key, earliest)
        return self._calendar.first_open(max(wish, earliest), self._taken if apart else (), apart)

    def _due(self, slot: Slot, needled: Mapping[tuple[str, int], date], interval: int) -> list[date]:
        """The first days the interval allows for the pieces; a first session counts for every part of its area."""
        last = [
            day
            for piece in slot.pieces
            for (key, index), day in needled.items()
            if key == piece.key and index in (0, piece.index)
        ]
        return [day + timedelta(days=interval) for day in last]

    def _session(self, slot: Slot, key: str, day: date | None, areas: Mapping[str, PlannedArea]) -> Visit:
        first = slot.number == 1
        done = tuple(_on_area(areas[piece.key], piece, first=first) for piece in slot.pieces)
        note = f"Field {slot.field} of {slot.fields}." if slot.fields > 1 else ""
        if first and any(areas[piece.key].group == "body" for piece in slot.pieces):
            note = f"One block of {self._rules.first_body.block_cm2:g} cm² on each body area. {note}".strip()
        return Visit(key, "session", day, slot.number, done, note)

    def _reviews(
        self, slot: Slot, session: date | None, areas: Mapping[str, PlannedArea], course: Course
    ) -> Iterator[Visit]:
        body = [piece for piece in slot.pieces if areas[piece.key].group == "body"]
        if slot.number > 1 or not body:
            return
        for days in self._rules.first_body.review_days:
            key = f"review_{days}_{session_key(slot, course)}"
            due = None if session is None else self._day(key, session + timedelta(days=days))
            seen = tuple(_on_area(areas[piece.key], piece, first=True) for piece in body)
            yield Visit(key, "review", due, slot.number, seen, f"Look at the first block, day {days}.")


def _needled(slot: Slot, day: date) -> dict[tuple[str, int], date]:
    """The pieces of a session with its day; index 0 stands for the whole of an area."""
    return {(piece.key, 0 if slot.number == 1 else piece.index): day for piece in slot.pieces}


def _on_area(area: PlannedArea, piece: Piece, *, first: bool) -> VisitArea:
    band, start = (area.first_mm, area.first_start_mm) if first else (area.depth_mm, area.start_mm)
    return VisitArea(
        key=area.key,
        depth_mm=band,
        start_mm=start,
        ceiling_mm=area.ceiling_mm,
        passes=area.passes,
        end_point=area.end_point,
        area_cm2=piece.area_cm2,
        part=piece.part,
    )


def schedule(
    courses: Sequence[Course],
    watches: Sequence[Watch],
    rules: PlanningRules,
    calendar: Calendar,
    by_hand: Mapping[str, date],
) -> tuple[Visit, ...]:
    """All visits in the order of their days, those without a date last.

    One test patch serves the whole plan; no session falls before its watch is over.
    """
    diary = Diary(rules, calendar, by_hand)
    found: list[Visit] = []
    settled: date | None = None
    if watches and courses:
        patch = diary.test_patch(courses[0])
        found.append(patch)
        settled = watched_until(patch.date, watches) if patch.date else None
    for course in courses:
        found.extend(diary.visits(course, settled))
    return tuple(sorted(found, key=lambda visit: (visit.date is None, visit.date or date.max)))
