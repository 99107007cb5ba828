"""The consultation: one frozen aggregate, in the shape a case file has."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_serializer, model_validator

from consult_app.clinical.dates import age_on
from consult_app.clinical.entries import Day, Id, Number, Strict, Whole, YesNo, yes_no

FieldValue = str | int | float | tuple[str, ...]
Side = Literal["left", "right"]
Severity = Literal["mild", "moderate", "severe"]
Time = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def _plain(value: Any) -> Any:
    """A follow-up as it is stored: words, numbers and lists of words; dates as ISO text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    return yes_no(value)


class Answer(Strict):
    """One answer to one question: yes, no or unsure, and the follow-ups that were given."""

    answer: Annotated[Literal["yes", "no", "unsure"], BeforeValidator(yes_no)]
    fields: dict[str, FieldValue] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _from_case(cls, value: Any) -> Any:
        if isinstance(value, bool | str):
            return {"answer": value, "fields": {}}
        if isinstance(value, dict) and "fields" not in value:
            rest = {name: _plain(item) for name, item in value.items() if name != "answer"}
            return {"answer": value.get("answer"), "fields": {k: v for k, v in rest.items() if v is not None}}
        return value

    @model_serializer
    def _to_case(self) -> dict[str, FieldValue]:
        return {"answer": self.answer, **self.fields}

    @property
    def areas(self) -> tuple[str, ...]:
        """Where it applies, as area keys or ``elsewhere``; empty when no place was given."""
        places = self.fields.get("areas", ())
        return places if isinstance(places, tuple) else (str(places),)


def _answers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: tuple(item) if isinstance(item, list | tuple) else (item,) for key, item in value.items()}
    return value


Answers = Annotated[dict[str, tuple[Answer, ...]], BeforeValidator(_answers)]


class Client(Strict):
    """Who is asked. Everything but the name may be missing and is then not known."""

    id: str | None = Field(None, pattern=r"^C-\d{4,}$")
    name: str | None = Field(None, max_length=200)
    date_of_birth: Day | None = None
    sex_at_birth: Literal["female", "male", "intersex"] | None = None
    weight_kg: Number | None = Field(None, ge=25, le=350)
    height_cm: Number | None = Field(None, ge=100, le=250)
    email: str | None = None
    phone: str | None = None
    address: str | None = None

    def age(self, as_of: dt.date) -> int | None:
        """Completed years on ``as_of``; None without a birth date."""
        return age_on(self.date_of_birth, as_of) if self.date_of_birth else None


class Practitioner(Strict):
    """Who treats, and in which role the clinic's settings know them."""

    name: str | None = None
    role: str | None = None
    licence: str | None = None
    prescriber: YesNo | None = None
    medical_supervision: YesNo | None = None


class Contact(Strict):
    """A clinician who may be written to."""

    name: str
    address: str | None = None
    phone: str | None = None


class AreaConcern(Strict):
    """A reason for treating an area: acne scars carry a grade, burns their history, the rest a severity."""

    id: Id
    grade: Whole | None = Field(None, ge=1, le=4)
    severity: Severity | None = None
    age_months: Whole | None = Field(None, ge=0, le=1200)
    flat: YesNo | None = None
    grafted: YesNo | None = None
    size_cm2: Number | None = Field(None, gt=0, le=5000)


class AreaRequest(Strict):
    """An area the client wants treated; without a side a paired area means both."""

    id: Id
    side: Side | None = None
    area_cm2: Number | None = Field(None, gt=0, le=20000)
    concerns: tuple[AreaConcern, ...] = ()
    goal: str | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """The area's key: its id, with the side where one is named."""
        return f"{self.id}.{self.side}" if self.side else self.id


class Skin(Strict):
    """The practitioner's view of the Fitzpatrick and Glogau type, and raw instrument answers.

    An answer is the points of an option, its word where it has one, or a figure. Instruments judged per area are keyed
    ``instrument@area_key``.
    """

    fitzpatrick: Whole | None = Field(None, ge=1, le=6)
    glogau: Whole | None = Field(None, ge=1, le=4)
    instruments: dict[str, dict[str, Whole | Number | str]] = Field(default_factory=dict)


class DeviceChoice(Strict):
    """A device that stands in no clinic file."""

    kind: Literal["pen", "stamp", "roller", "rf"]
    max_depth_mm: Number | None = Field(None, gt=0, le=5)


def _device_form(value: Any) -> str:
    return "device-named" if isinstance(value, str) else "device-described"


DeviceGiven = Annotated[
    Annotated[Id, Tag("device-named")] | Annotated[DeviceChoice, Tag("device-described")], Discriminator(_device_form)
]
"""A device by its id in the clinic's file, or described."""


class Anaesthetic(Strict):
    """A numbing plan; figures not given are worked out and marked so."""

    product: Id
    area_cm2: Number | None = Field(None, gt=0, le=20000)
    grams: Number | None = Field(None, gt=0, le=1000)
    minutes: Number | None = Field(None, gt=0, le=1440)
    film: YesNo | None = None
    at_home: YesNo | None = None
    other_anaesthetic_today: YesNo | None = None


class Booking(Strict):
    """When the first session is wanted."""

    date: Day
    time: Time | None = None


class Avoid(Strict):
    """Days on which no session may fall; ``sun`` tells whether they are spent in the sun, else the label does."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    label: str = ""
    sun: YesNo | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Avoid":
        if self.end < self.start:
            raise ValueError("'to' lies before 'from'")
        return self


class Decision(Strict):
    """A clearance or an override beside a finding; it never changes the verdict.

    ``basis`` is the digest of the rule and the facts it was recorded on; without one it is not held against them.
    """

    finding: str
    kind: Literal["clearance", "override"]
    by: str = Field(min_length=2)
    role: str = Field(min_length=2)
    date: Day
    reason: str = Field(min_length=3)
    until: Day | None = None
    areas: tuple[str, ...] = ()
    max_depth_mm: Number | None = Field(None, gt=0, le=5)
    basis: str = ""


class PlanChoices(Strict):
    """What the practitioner set by hand on the session plan, by area key."""

    depth_mm: dict[str, Number] = Field(default_factory=dict)
    depth_reason: dict[str, str] = Field(default_factory=dict)
    passes: dict[str, Whole] = Field(default_factory=dict)
    endpoint: dict[str, str] = Field(default_factory=dict)
    sessions: Whole | None = Field(None, ge=1, le=12)
    interval_days: Whole | None = Field(None, ge=14, le=365)
    dates: dict[str, Day] = Field(default_factory=dict)
    finish_by: Day | None = None
    cost: str | None = None


class Consultation(Strict):
    """A whole consultation as of its day; what is missing is not known."""

    format: Literal[1]
    as_of: Day
    client: Client = Client()
    practitioner: Practitioner = Practitioner()
    contacts: dict[Id, Contact] = Field(default_factory=dict)
    reason_for_visit: str | None = None
    skin: Skin = Skin()
    areas: tuple[AreaRequest, ...] = ()
    answers: Answers = Field(default_factory=dict)
    remaining_answers: Annotated[Literal["no"], BeforeValidator(yes_no)] | None = None
    device: DeviceGiven | None = None
    anaesthetic: Anaesthetic | None = None
    session: Booking | None = None
    avoid: tuple[Avoid, ...] = ()
    decisions: tuple[Decision, ...] = ()
    plan: PlanChoices = PlanChoices()

    @field_validator("areas")
    @classmethod
    def _areas_once(cls, areas: tuple[AreaRequest, ...]) -> tuple[AreaRequest, ...]:
        for index, area in enumerate(areas):
            for other in areas[:index]:
                if overlaps(area.key, other.key):
                    raise ValueError(f"{area.key} is given beside {other.key}")
        return areas

    def area(self, key: str) -> AreaRequest | None:
        """The request for an area key, or None."""
        return next((area for area in self.areas if area.key == key), None)


def overlaps(one: str, other: str) -> bool:
    """Whether two area keys share skin: a side overlaps its whole, never the other side."""
    (first, _, side), (second, _, other_side) = one.partition("."), other.partition(".")
    return first == second and (not side or not other_side or side == other_side)
