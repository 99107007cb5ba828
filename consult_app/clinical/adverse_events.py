"""Adverse events as data: how often they are in print, their course, what is done, and what clients are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from consult_app.clinical.audience import Addressee, Audience
from consult_app.clinical.entries import Entry, Id, SourceRef, Statement, Strict

HowOften = Literal["many", "some", "rare"]


class ClientRisk(Strict):
    """What a client is told of an event before consent: to how many it happens, and whom it is told."""

    how_often: HowOften
    text: str = Field(min_length=3)
    audience: Audience = Audience()


class AdverseEvent(Strict):
    """Something that can go wrong; ``radiofrequency_only`` marks what needles alone do not cause.

    ``on_the_day`` marks what shows within minutes or hours, so that it is asked for before the client leaves;
    ``is_sudden`` what stands with the emergency steps.
    """

    id: Id
    label: str = Field(min_length=2)
    frequency: str = Field(min_length=3)
    course: str = Field(min_length=3)
    manage: str = Field(min_length=3)
    radiofrequency_only: bool = False
    on_the_day: bool = False
    is_sudden: bool = False
    client: tuple[ClientRisk, ...] = ()
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class AdverseEvents(Entry):
    """All events, what the reviews count, and where to report."""

    totals: Statement
    reporting: Statement
    events: tuple[AdverseEvent, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "AdverseEvents":
        ids = [event.id for event in self.events]
        if len(set(ids)) != len(ids):
            raise ValueError("two events share an id")
        if any(event.client for event in self.events if event.radiofrequency_only):
            raise ValueError("a client is told of no event that radiofrequency alone causes")
        return self


@dataclass(frozen=True)
class Risk:
    """A risk as one client is told of it: the event, to how many it happens, the words, and where they come from."""

    event: str
    how_often: HowOften
    text: str
    sources: tuple[SourceRef, ...]


@dataclass(frozen=True)
class Risks:
    """Every risk one client is told of, in the order of the protocol."""

    lines: tuple[Risk, ...]

    def told(self, how_often: HowOften) -> tuple[str, ...]:
        """The sentences of one heading."""
        return tuple(risk.text for risk in self.lines if risk.how_often == how_often)


def risks_of(events: AdverseEvents, whom: Addressee) -> Risks:
    """What this client is told can go wrong."""
    return Risks(tuple(_lines(events, whom)))


def _lines(events: AdverseEvents, whom: Addressee) -> Iterator[Risk]:
    for event in events.events:
        for told in event.client:
            if told.audience.includes(whom):
                yield Risk(event.id, told.how_often, told.text, event.sources)
