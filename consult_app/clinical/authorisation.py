"""Authorisations: what the US authority has passed which device for, as data."""

from pydantic import Field

from consult_app.clinical.entries import Entry, Id, SourceRef, Strict
from consult_app.clinical.refer import Refer


class Use(Strict):
    """One use a device is authorised for: areas, concerns and Fitzpatrick types, first to last.

    ``skin_types`` is None where the reference names none. ``part`` names the part of it that is meant where the
    program's areas and concerns are wider, such as the lines between the brows on a forehead; whether a client's wish
    is that part is not known.
    """

    label: str = Field(min_length=3)
    areas: tuple[Id, ...] = Field(min_length=1)
    concerns: tuple[Id, ...] = Field(min_length=1)
    skin_types: tuple[int, int] | None = None
    part: str = ""
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class AuthorisedDevice(Strict):
    """A device with its authorised uses, the youngest age in years and the longest needle in mm it was passed for."""

    id: Id
    label: str
    minimum_age: int = Field(ge=0)
    max_needle_mm: float = Field(gt=0)
    uses: tuple[Use, ...] = Field(min_length=1)


class OutsideKind(Strict):
    """A kind of device (its id) that is another procedure: why, and where a client who wants it is referred."""

    id: Id
    label: str
    words: str
    refer: Refer
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class Authorisations(Entry):
    """All that is authorised in one country, and the kinds of device that fall outside it."""

    country: str = Field(min_length=2, max_length=2)
    devices: tuple[AuthorisedDevice, ...] = Field(min_length=1)
    outside: tuple[OutsideKind, ...] = ()

    def device(self, name: str) -> AuthorisedDevice | None:
        """The authorised device of that id, or None."""
        return next((device for device in self.devices if device.id == name), None)

    def outside_kind(self, kind: str) -> OutsideKind | None:
        """Why a kind of device is another procedure, or None where it is not."""
        return next((each for each in self.outside if each.id == kind), None)
