"""The sessions of a course before they have dates: which piece of skin on which session."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult_app.clinical.course import PlannedArea
from consult_app.clinical.fields import Piece, Skin, split
from consult_app.clinical.scheduling import NOWHERE, Place

Fields = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Course:
    """Areas that share their sessions.

    ``start`` is the first day any of them may be needled, None while they wait, and ``waiting`` then says for what;
    ``wanted`` is the day the first session is asked for; ``suffix`` tells the visits of several courses apart.
    """

    areas: tuple[PlannedArea, ...]
    skins: tuple[Skin, ...]
    limit_cm2: float
    slack_cm2: float
    interval_days: int
    start: date | None
    waiting: Place = NOWHERE
    wanted: date | None = None
    suffix: str = ""


@dataclass(frozen=True)
class Slot:
    """One session still without a date."""

    number: int
    field: int
    fields: int
    pieces: tuple[Piece, ...]


def slots(course: Course, block_cm2: float) -> Iterator[Slot]:
    """The sessions of a course in order; the first treats one block of ``block_cm2`` on each body area."""
    later = split(course.skins, course.limit_cm2, course.slack_cm2)
    sessions = {area.key: area.sessions for area in course.areas}
    for number in range(1, max(sessions.values()) + 1):
        fields = _first_fields(course, block_cm2) if number == 1 else later
        kept = [tuple(piece for piece in pieces if sessions[piece.key] >= number) for pieces in fields]
        wanted = [pieces for pieces in kept if pieces]
        for index, pieces in enumerate(wanted, 1):
            yield Slot(number, index, len(wanted), pieces)


def _first_fields(course: Course, block_cm2: float) -> Fields:
    groups = {area.key: area.group for area in course.areas}
    skins = [
        Skin(skin.key, min(block_cm2, skin.known_cm2 or block_cm2), min(block_cm2, skin.counted_cm2))
        if groups[skin.key] == "body"
        else skin
        for skin in course.skins
    ]
    return split(skins, course.limit_cm2, course.slack_cm2)


def session_key(slot: Slot, course: Course) -> str:
    """The name of a session's visit, the same as long as the plan keeps its shape."""
    field = f"_field_{slot.field}" if slot.fields > 1 else ""
    return f"session_{slot.number}{field}{course.suffix}"
