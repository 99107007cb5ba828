"""The visits of a plan: test patch, first block with its reviews, then fields, each on the first day that may be."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from consult_app.clinical.contraindications import Watch
from consult_app.clinical.course import PlannedArea, Visit, VisitArea
from consult_app.clinical.fields import Piece
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.clinical.reasons import Reason
from consult_app.clinical.scheduling import Place, Timetable, watched_until
from consult_app.clinical.slots import Course, Slot, session_key, slots


class Diary:
    """Puts the visits of one plan on days, course after course, keeping all sessions apart."""

    def __init__(self, rules: PlanningRules, timetable: Timetable, by_hand: Mapping[str, date]) -> None:
        self._rules = rules
        self._timetable = timetable
        self._by_hand = by_hand
        self._taken: list[date] = []

    def test_patch(self, course: Course) -> Visit:
        """The test patch, with the settings of the course's first session."""
        area = course.areas[0]
        piece = Piece(area.key, self._rules.patch.area_cm2)
        place = course.waiting if course.start is None else self._find("test_patch", (piece,), course.start)
        done = _on_area(area, piece, first=True)
        note = "A hidden spot in the area to be treated."
        return Visit("test_patch", "test_patch", place.day, 0, (done,), note, place.waits_for, place.aim, place.moved)

    def visits(self, course: Course, not_before: date | None, waits: tuple[Reason, ...] = ()) -> Iterator[Visit]:
        """The sessions and reviews of one course, in order; ``waits`` is what its test patch waits for."""
        areas = {area.key: area for area in course.areas}
        floor = max((day for day in (course.start, not_before, course.wanted) if day), default=date.min)
        needled: dict[tuple[str, int], date] = {}
        for slot in slots(course, self._rules.first_body.block_cm2):
            place = course.waiting
            if course.start is not None:
                place = self._next(slot, course, max(floor, *self._due(slot, needled, course.interval_days)), waits)
            waits = place.waits_for
            yield self._session(slot, session_key(slot, course), place, areas)
            reviews = list(self._reviews(slot, place, areas, course))
            yield from reviews
            if place.around:
                self._taken.append(place.around)
                needled |= _needled(slot, place.around)
                settled = place.around + timedelta(days=self._rules.fields.gap_days)
                floor = max(settled, *(review.around or settled for review in reviews), settled)

    def _next(self, slot: Slot, course: Course, earliest: date, waits: tuple[Reason, ...]) -> Place:
        gap = self._rules.fields.gap_days
        return self._find(session_key(slot, course), slot.pieces, earliest, gap).after(waits)

    def _find(self, key: str, pieces: Sequence[Piece], earliest: date, gap: int = 0) -> Place:
        keys = tuple(piece.key for piece in pieces)
        day = max(self._by_hand.get(key, earliest), earliest)
        return self._timetable.find(keys, day, self._taken if gap else (), gap)

    def _due(self, slot: Slot, needled: Mapping[tuple[str, int], date], interval: int) -> list[date]:
        """The first days the interval allows for the pieces; a first session counts for every part of its area."""
        last = [
            day
            for piece in slot.pieces
            for (key, index), day in needled.items()
            if key == piece.key and index in (0, piece.index)
        ]
        return [date.min, *(day + timedelta(days=interval) for day in last)]

    def _session(self, slot: Slot, key: str, place: Place, areas: Mapping[str, PlannedArea]) -> Visit:
        first = slot.number == 1
        done = tuple(_on_area(areas[piece.key], piece, first=first) for piece in slot.pieces)
        note = f"Field {slot.field} of {slot.fields}." if slot.fields > 1 else ""
        if first and any(areas[piece.key].group == "body" for piece in slot.pieces):
            note = f"One block of {self._rules.first_body.block_cm2:g} cm² on each body area. {note}".strip()
        return Visit(key, "session", place.day, slot.number, done, note, place.waits_for, place.aim, place.moved)

    def _reviews(self, slot: Slot, session: Place, areas: Mapping[str, PlannedArea], course: Course) -> Iterator[Visit]:
        body = [piece for piece in slot.pieces if areas[piece.key].group == "body"]
        if slot.number > 1 or not body:
            return
        seen = tuple(_on_area(areas[piece.key], piece, first=True) for piece in body)
        for days in self._rules.first_body.review_days:
            key = f"review_{days}_{session_key(slot, course)}"
            place = self._review(key, session, days)
            note = f"Look at the first block, day {days}."
            yield Visit(key, "review", place.day, slot.number, seen, note, place.waits_for, place.aim)

    def _review(self, key: str, session: Place, days: int) -> Place:
        """A review needs no skin that may be needled, only a day that is open."""
        if session.around is None:
            return session
        due = session.around + timedelta(days=days)
        day = self._timetable.calendar.first_open(max(self._by_hand.get(key, due), due))
        return Place(day).after(session.waits_for)


def _needled(slot: Slot, day: date) -> dict[tuple[str, int], date]:
    """The pieces of a session with its day; index 0 stands for the whole of an area."""
    return {(piece.key, 0 if slot.number == 1 else piece.index): day for piece in slot.pieces}


def _on_area(area: PlannedArea, piece: Piece, *, first: bool) -> VisitArea:
    band, start = (area.first_mm, area.first_start_mm) if first else (area.depth_mm, area.start_mm)
    share = round(100 * piece.area_cm2 / area.area_cm2, 1) if piece.area_cm2 and area.area_cm2 else None
    return VisitArea(
        key=area.key,
        depth_mm=band,
        start_mm=start,
        ceiling_mm=area.ceiling_mm,
        passes=area.passes,
        end_point=area.end_point,
        area_cm2=piece.area_cm2,
        part=piece.part,
        share_percent=share,
    )


def schedule(
    courses: Sequence[Course], watches: Sequence[Watch], diary: Diary, settled: date | None = None
) -> tuple[Visit, ...]:
    """All visits in the order of their days, those without a date last, in the order of the days they aim for.

    One test patch serves the whole plan; no session falls before its watch is over, nor before ``settled``, the day
    the watch over patches already done ends.
    """
    found: list[Visit] = []
    waits: tuple[Reason, ...] = ()
    if watches and courses:
        patch = diary.test_patch(courses[0])
        found.append(patch)
        waits = patch.waits_for
        settled = max(settled or date.min, watched_until(patch.around, watches)) if patch.around else settled
    for course in courses:
        found.extend(diary.visits(course, settled, waits))
    return tuple(sorted(found, key=lambda visit: (visit.date is None, visit.around or date.max)))
