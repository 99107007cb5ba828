"""The practice: clinic details, rooms' devices, products in stock and roles, as the clinic's file states them."""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from consult_app.clinical.contraindications import Contraindication, RuleLevel
from consult_app.clinical.entries import Day, Id, Strict, Whole, YesNo
from consult_app.clinical.windows import Length

OF_CLINIC = "clinic_"
"""How the ids of a clinic's own entries begin."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _open_before_close(hours: str) -> str:
    opens, closes = hours.split("-")
    if closes <= opens:
        raise ValueError("a clinic closes after it opens: 09:00-17:30")
    return hours


_TIME = r"([01]\d|2[0-3]):[0-5]\d"
Hours = Annotated[str, Field(pattern=f"^{_TIME}-{_TIME}$"), AfterValidator(_open_before_close)]
"""From when to when a clinic is open on one day: 09:00-17:30."""


class Clinic(Strict):
    """Name, address and numbers as they stand on every sheet; what is empty is printed as not set."""

    name: str = ""
    address: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""
    country: str = "GB"
    time_zone: str = "Europe/London"
    emergency_number: str = ""
    out_of_hours: str = ""
    opening_hours: dict[Weekday, Hours] = Field(default_factory=dict)
    closed: tuple[dt.date, ...] = ()
    logo: str = Field("", pattern=r"^([\w-][\w. -]*\.(png|jpg|jpeg))?$")
    retention_years: int = Field(8, ge=1, le=100)


class InstructionsForUse(Strict):
    """Which instructions for use a device's limits were read from."""

    title: str
    version: str = ""
    date: dt.date | None = None


class DeviceRule(Strict):
    """A contraindication the device's instructions list; without a scope it reaches as far as the rule does."""

    id: Id
    level: RuleLevel = "do_not_treat"
    scope: Literal["person", "area"] | None = None


def _device_rule(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


class Device(Strict):
    """A device in the room and the limits of its instructions; it can only tighten the protocol.

    ``areas`` are those its instructions name, ``us_authorisation`` the authorised device it is one of.
    """

    id: Id
    label: str
    kind: Literal["pen", "stamp", "roller", "rf"]
    max_depth_mm: float = Field(gt=0, le=5)
    ifu: InstructionsForUse | None = None
    contraindicated: tuple[Annotated[DeviceRule, BeforeValidator(_device_rule)], ...] = ()
    areas: tuple[Id, ...] | None = None
    us_authorisation: Id | None = None

    @property
    def instructions(self) -> str:
        """Its instructions as they are named: Pen 1 instructions for use, version 3."""
        if self.ifu is None:
            return f"the instructions for use of {self.label}"
        version = f", version {self.ifu.version}" if self.ifu.version else ""
        return f"{self.ifu.title}{version}"


class Role(Strict):
    """What a role may do: greatest depth in mm, prescribing, medical supervision on site.

    ``medical_only_concerns`` are those it does not treat without medical supervision.
    """

    max_depth_mm: float | None = Field(None, gt=0, le=5)
    prescriber: YesNo = "no"
    medical_supervision: YesNo = "no"
    medical_only_concerns: tuple[Id, ...] = ()


class Stock(Strict):
    """A numbing product the clinic keeps."""

    id: Id
    label: str = ""
    in_stock: YesNo = "yes"


class LanguageApproval(Strict):
    """Who approved a translation, and which version of it."""

    approved_version: int
    by: str
    date: dt.date


class Change(Strict):
    """A window or a level the clinic sets otherwise; what is looser than the protocol says who, why and when.

    ``outcome`` is the id of an outcome within the entry, or its level where that tells it; it may be left out where
    the change fits a single one.
    """

    entry: Id
    outcome: Id | None = None
    days: Whole | None = Field(None, ge=1, le=36500)
    months: Whole | None = Field(None, ge=1, le=1200)
    years: Whole | None = Field(None, ge=1, le=100)
    level: RuleLevel | None = None
    by: str = ""
    reason: str = ""
    date: Day | None = None

    @model_validator(mode="after")
    def _sets_something(self) -> Self:
        lengths = [number for number in (self.days, self.months, self.years) if number is not None]
        if len(lengths) > 1:
            raise ValueError("a window is given in days, months or years, not in several of them")
        if not lengths and self.level is None:
            raise ValueError("a change sets a window (days, months or years) or a level")
        return self

    @property
    def length(self) -> Length | None:
        """The window it sets, or None."""
        length = Length(self.days or 0, self.months or 0, self.years or 0)
        return length if any(length) else None


def _of_clinic(entry: Contraindication) -> Contraindication:
    if not entry.id.startswith(OF_CLINIC):
        raise ValueError(f"the id of a clinic's own entry begins with {OF_CLINIC}")
    if entry.question and not (entry.asks or "").startswith(OF_CLINIC):
        raise ValueError("a clinic's own entry may share a question of the protocol, but not put it otherwise")
    if entry.question and entry.row is None:
        raise ValueError("a clinic's own question names the row of the health history it is asked in")
    return entry


def _each_once(entries: tuple[Contraindication, ...]) -> tuple[Contraindication, ...]:
    if len({entry.id for entry in entries}) != len(entries):
        raise ValueError("two entries have the same id")
    return entries


Additions = Annotated[tuple[Annotated[Contraindication, AfterValidator(_of_clinic)], ...], AfterValidator(_each_once)]


class Practice(Strict):
    """The clinic's file, whole; ``Practice(format=1)`` is a practice that has set nothing yet."""

    format: Literal[1]
    practice: Clinic = Clinic()
    minimum_age: int = Field(18, ge=18, le=99)
    areas_offered: tuple[Id, ...] = ()
    roles: dict[Id, Role] = Field(default_factory=dict)
    devices: tuple[Device, ...] = ()
    products: tuple[Stock, ...] = ()
    changes: tuple[Change, ...] = ()
    additions: Additions = ()
    languages: dict[str, LanguageApproval] = Field(default_factory=dict)

    def device(self, name: str) -> Device | None:
        """The device of that id, or None."""
        return next((device for device in self.devices if device.id == name), None)
