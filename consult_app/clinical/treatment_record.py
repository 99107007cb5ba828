"""The record of one treatment session as frozen values: what was done with what; what is missing is not known."""

from typing import Annotated, Literal

from pydantic import Field

from consult_app.clinical.consultation import DeviceGiven, Practitioner, Severity, Time
from consult_app.clinical.entries import Day, Id, Number, Strict, Whole, YesNo

Score = Annotated[Whole, Field(ge=0, le=10)]
"""Pain from 0, none, to 10, the worst there can be."""
EventKind = Literal["follow_up", "adverse_event"]


class Arrival(Strict):
    """What is seen to before anything touches the skin."""

    asked_again: YesNo | None = None
    field_seen: YesNo | None = None
    consent: YesNo | None = None


class NumbingGiven(Strict):
    """The numbing product as it was used; ``on`` and ``off`` are times of day, ``area_cm2`` the skin it covered."""

    product: Id | None = None
    lot: str = ""
    expires: Day | None = None
    grams: Number | None = Field(None, gt=0, le=1000)
    area_cm2: Number | None = Field(None, gt=0, le=20000)
    on: Time | None = None
    off: Time | None = None
    removed: YesNo | None = None

    @property
    def minutes(self) -> int | None:
        """How long it was on; a time that lies earlier is one after midnight. None while one of them is missing."""
        if self.on is None or self.off is None:
            return None
        return (_minute(self.off) - _minute(self.on)) % (24 * 60)


class AreaTreated(Strict):
    """One area as it was needled; ``key`` is the area's key, ``depth_mm`` the deepest setting used."""

    key: str
    depth_mm: Number | None = Field(None, gt=0, le=5)
    passes: Whole | None = Field(None, ge=1, le=20)
    end_point: str = ""
    settings: str = ""
    stopped_early: YesNo | None = None
    stopped_because: str = ""


class ProductUsed(Strict):
    """Anything else that touched the skin: gel, antiseptic, mask."""

    label: str
    lot: str = ""
    expires: Day | None = None


class Pain(Strict):
    """Pain as the client scored it; the last one is asked on the day after."""

    before: Score | None = None
    during: Score | None = None
    after: Score | None = None
    day_1: Score | None = None


class TreatmentRecord(Strict):
    """A whole session; ``outside_because`` says why it went beyond the plan or a limit, where it did.

    ``reactions`` are ids of the protocol's adverse events and signs of trouble; ``no_reaction`` says that none showed.
    """

    format: Literal[1] = 1
    date: Day
    practitioner: Practitioner = Practitioner()
    arrival: Arrival = Arrival()
    numbed: YesNo | None = None
    numbing: NumbingGiven | None = None
    device: DeviceGiven | None = None
    cartridge_lot: str = ""
    cartridge_expires: Day | None = None
    areas: tuple[AreaTreated, ...] = ()
    products: tuple[ProductUsed, ...] = ()
    pain: Pain = Pain()
    reactions: tuple[Id, ...] = ()
    no_reaction: YesNo | None = None
    reaction_note: str = ""
    photographs: YesNo | None = None
    aftercare_sheet: YesNo | None = None
    next_date: Day | None = None
    outside_because: str = ""
    notes: str = ""

    @property
    def numbed_with(self) -> NumbingGiven | None:
        """The numbing product where one was used; what was planned or begun and then denied is none."""
        return (self.numbing or NumbingGiven()) if self.numbed == "yes" else None

    def area(self, key: str) -> AreaTreated | None:
        """What was done to an area, or None."""
        return next((area for area in self.areas if area.key == key), None)


class TreatmentEvent(Strict):
    """What became of a session later: a follow-up, or something that went wrong.

    ``what`` are ids of the protocol's adverse events; ``what_else`` is in free words.
    """

    kind: EventKind
    date: Day
    what: tuple[Id, ...] = ()
    what_else: str = ""
    severity: Severity | None = None
    action: str = ""
    outcome: str = ""


def _minute(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)
