"""Care before and after a session as data: steps, rows, advice and warning signs, and whom each is for."""

from typing import Literal

from pydantic import Field, model_validator

from consult_app.clinical.audience import Audience
from consult_app.clinical.entries import Entry, Statement, Strict

Urgency = Literal["emergency", "emergency_eye", "same_day", "two_days", "week", "two_weeks"]


class CareLine(Statement):
    """One line of a sheet: ``text`` in the client's words, ``practitioner`` where staff need more.

    ``{day_4}`` in a text stands for the fourth day after the session, ``{hours_6}`` for six hours after it. ``rank`` 1
    is printed first; a line of ``safety`` is never left out.
    """

    practitioner: str = ""
    audience: Audience = Audience()
    rank: int = Field(5, ge=1, le=9)
    safety: bool = False


class BeforeLine(CareLine):
    """A line for the days before; ``day`` is the offset it starts on, none what holds all the time."""

    day: int | None = Field(None, le=-1, ge=-120)
    kind: Literal["do", "dont"]


class SessionLine(Statement):
    """What staff do, leave, expect or stop for, from arrival to the last pass."""

    moment: Literal["arrival", "during"]
    kind: Literal["do", "dont", "normal", "stop"]


class AfterLine(CareLine):
    """A line of the aftercare timeline, in the row that starts on ``day``."""

    day: int = Field(ge=0, le=183)
    kind: Literal["feel", "do", "dont"]


class AfterRow(Strict):
    """A row of the timeline: its label and its days, or months where it speaks of months."""

    label: str = Field(min_length=3)
    day: int = Field(ge=0)
    until_day: int = Field(ge=0)
    months: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "AfterRow":
        if self.until_day < self.day:
            raise ValueError("until_day lies before day")
        return self


class Advice(CareLine):
    """A line of one of the three boxes."""

    kind: Literal["do", "dont", "normal"]


class RedFlag(CareLine):
    """A warning sign and how soon someone must look; ``think_of`` is for practitioners."""

    urgency: Urgency
    think_of: str


class CareProtocol(Entry):
    """All care lines, under one date of release and one of review."""

    before: tuple[BeforeLine, ...] = Field(min_length=1)
    session: tuple[SessionLine, ...] = Field(min_length=1)
    rows: tuple[AfterRow, ...] = Field(min_length=1)
    after: tuple[AfterLine, ...] = Field(min_length=1)
    advice: tuple[Advice, ...] = Field(min_length=1)
    red_flags: tuple[RedFlag, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "CareProtocol":
        starts = {row.day for row in self.rows}
        homeless = [line.id for line in self.after if line.day not in starts]
        if homeless:
            raise ValueError(f"no row starts on the day of {', '.join(homeless)}")
        lines = (*self.before, *self.session, *self.after, *self.advice, *self.red_flags)
        ids = [line.id for line in lines]
        if len(set(ids)) != len(ids):
            raise ValueError("two lines share an id")
        return self
