"""The practice: clinic details, rooms' devices, products in stock and roles, as the clinic's file states them."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from consult_app.clinical.contraindications import RuleLevel
from consult_app.clinical.entries import Id, Strict, YesNo

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


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
    opening_hours: dict[Weekday, str] = Field(default_factory=dict)
    closed: tuple[dt.date, ...] = ()
    logo: str = ""
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
    """A device in the room and the limits of its instructions; it can only tighten the protocol."""

    id: Id
    label: str
    kind: Literal["pen", "stamp", "roller", "rf"]
    max_depth_mm: float = Field(gt=0, le=5)
    ifu: InstructionsForUse | None = None
    contraindicated: tuple[Annotated[DeviceRule, BeforeValidator(_device_rule)], ...] = ()
    areas: tuple[Id, ...] | None = None


class Role(Strict):
    """What a role may do: greatest depth in mm, prescribing, medical supervision on site."""

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


class Practice(Strict):
    """The clinic's file, whole; ``Practice(format=1)`` is a practice that has set nothing yet."""

    format: Literal[1]
    practice: Clinic = Clinic()
    minimum_age: int = Field(18, ge=18, le=99)
    areas_offered: tuple[Id, ...] = ()
    roles: dict[Id, Role] = Field(default_factory=dict)
    devices: tuple[Device, ...] = ()
    products: tuple[Stock, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    additions: tuple[dict[str, Any], ...] = ()
    languages: dict[str, LanguageApproval] = Field(default_factory=dict)

    def device(self, name: str) -> Device | None:
        """The device of that id, or None."""
        return next((device for device in self.devices if device.id == name), None)
