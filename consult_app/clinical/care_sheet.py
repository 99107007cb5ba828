"""What a care sheet holds: its lines, and the days before and after a session they belong to."""

import datetime as dt
from dataclasses import dataclass

from consult_app.clinical.audience import TreatedArea
from consult_app.clinical.care_protocol import Urgency
from consult_app.clinical.entries import SourceRef


@dataclass(frozen=True)
class Line:
    """One line as it is printed; ``practitioner`` is what staff read instead, where it differs."""

    id: str
    text: str
    practitioner: str
    rank: int
    safety: bool
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True)
class BeforeStep:
    """What holds from one day before the session on; ``day`` is its offset, ``from_now`` when that day has passed."""

    day: int
    date: dt.date | None
    when: str
    from_now: bool
    do: tuple[Line, ...]
    dont: tuple[Line, ...]


@dataclass(frozen=True)
class AfterStep:
    """One row of the timeline: its days as dates when the session has one, what may be felt, what to do."""

    day: int
    until_day: int
    date: dt.date | None
    until_date: dt.date | None
    when: str
    label: str
    feel: tuple[Line, ...]
    do: tuple[Line, ...]
    dont: tuple[Line, ...]

    @property
    def to_do(self) -> tuple[Line, ...]:
        """What to do and what not, the most important first."""
        return tuple(sorted((*self.do, *self.dont), key=lambda line: line.rank))


@dataclass(frozen=True)
class CareSheet:
    """Everything the sheets for before and after a session print, ranked, so that what fits can be shown first."""

    session_date: dt.date | None
    session_time: str | None
    areas: tuple[TreatedArea, ...]
    always: tuple[Line, ...]
    before: tuple[BeforeStep, ...]
    after: tuple[AfterStep, ...]
    do: tuple[Line, ...]
    dont: tuple[Line, ...]
    normal: tuple[Line, ...]
    red_flags: tuple[tuple[Urgency, Line], ...]

    def call(self, urgency: Urgency) -> tuple[Line, ...]:
        """The warning signs of one urgency."""
        return tuple(line for level, line in self.red_flags if level == urgency)
