"""US status: whether the use planned for an area is among those the US authority has authorised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.authorisation import Authorisations, AuthorisedDevice, Use
from consult_app.clinical.consultation import DeviceChoice
from consult_app.clinical.entries import SourceRef
from consult_app.clinical.instruments import ROMAN
from consult_app.clinical.practice import Device

Status = Literal["off_label", "not_known", "authorised"]
Why = Literal["instructions", "device_kind", "use", "age", "skin_type", "missing", "part", "device", ""]
ORDER: tuple[Status, ...] = ("off_label", "not_known", "authorised")


@dataclass(frozen=True)
class UsStatus:
    """The status in words for the practitioner; ``why`` names what decided it, empty where the use is authorised."""

    status: Status
    words: str
    why: Why = ""
    sources: tuple[SourceRef, ...] = ()


NOT_JUDGED = UsStatus("not_known", "US status not judged.", "missing")
Held = tuple[AuthorisedDevice, Use]


def us_status(
    area: Area,
    concerns: Sequence[Concern],
    device: Device | DeviceChoice | None,
    known: Authorisations,
    *,
    skin_type: int | None,
    age: int | None,
) -> UsStatus:
    """The US status of treating these concerns of an area on this client with this device.

    The clinic's device is judged by the authorisation its entry names and by the areas its own instructions list; the
    stricter of the two counts. Any other device is judged by what is authorised for devices in general, which never
    makes it authorised itself. What is not known about client or reason is never authorised. The strictest concern
    decides.
    """
    grounds = [_instructions(area, device), _kind(device, known)]
    for concern in concerns or (None,):
        grounds.append(_use(area, concern, device, known, skin_type=skin_type, age=age))
    return min((each for each in grounds if each), key=lambda each: ORDER.index(each.status))


def _instructions(area: Area, device: Device | DeviceChoice | None) -> UsStatus | None:
    if not isinstance(device, Device) or device.areas is None or area.id in device.areas:
        return None
    words = f"Off-label: {area.label.lower()} is not among the areas named in {device.instructions}."
    return UsStatus("off_label", words, "instructions")


def _kind(device: Device | DeviceChoice | None, known: Authorisations) -> UsStatus | None:
    outside = known.outside_kind(device.kind) if device else None
    return (
        UsStatus("off_label", f"Off-label in the US: {outside.words}", "device_kind", outside.sources)
        if outside
        else None
    )


def _use(
    area: Area,
    concern: Concern | None,
    device: Device | DeviceChoice | None,
    known: Authorisations,
    *,
    skin_type: int | None,
    age: int | None,
) -> UsStatus:
    """The best that any authorised use makes of it; no use at all is off-label."""
    stated = known.device(device.us_authorisation or "") if isinstance(device, Device) else None
    held = [
        (each, use)
        for each in (known.devices if stated is None else (stated,))
        for use in each.uses
        if area.id in use.areas and (concern is None or concern.id in use.concerns)
    ]
    if not held:
        return _no_use(area, concern, stated, known)
    best = [next(_doubts(each, use, skin_type, age), None) for each, use in held]
    if None not in best:
        return max((each for each in best if each), key=lambda each: ORDER.index(each.status))
    fits = [pair for pair, doubt in zip(held, best, strict=True) if doubt is None]
    return _authorised(fits, concern, stated=stated is not None)


def _no_use(area: Area, concern: Concern | None, stated: AuthorisedDevice | None, known: Authorisations) -> UsStatus:
    who = stated.label if stated else "no device"
    what = f"{_lower(concern.label)} here ({area.label.lower()})" if concern else f"this area ({area.label.lower()})"
    verb = "is not authorised" if stated else "is authorised"
    return UsStatus("off_label", f"Off-label in the US: {who} {verb} for {what}.", "use", known.sources)


def _doubts(device: AuthorisedDevice, use: Use, skin_type: int | None, age: int | None) -> Iterator[UsStatus]:
    """What keeps a use from being authorised for this client, the worst first."""
    only = f"{device.label} is authorised for {use.label}"
    if age is not None and age < device.minimum_age:
        yield UsStatus("off_label", f"Off-label in the US: {only} from age {device.minimum_age}.", "age", use.sources)
    if use.skin_types and skin_type is not None and not use.skin_types[0] <= skin_type <= use.skin_types[1]:
        words = f"Off-label in the US: {only} in {_types(use.skin_types)} only."
        yield UsStatus("off_label", words, "skin_type", use.sources)
    if use.part:
        yield UsStatus("not_known", f"Only {use.part} are authorised in the US ({device.label}).", "part", use.sources)
    if missing := _missing(use, skin_type, age):
        yield UsStatus("not_known", f"US status not known: {only}; {missing}.", "missing", use.sources)


def _missing(use: Use, skin_type: int | None, age: int | None) -> str:
    if age is None:
        return "the age is not known"
    if use.skin_types is None:
        return "for which skin types is not known"
    return "the skin type is not known" if skin_type is None else ""


def _authorised(fits: Sequence[Held], concern: Concern | None, *, stated: bool) -> UsStatus:
    names = ", ".join(dict.fromkeys(device.label for device, _ in fits))
    uses = ", ".join(dict.fromkeys(use.label for _, use in fits))
    sources = tuple(dict.fromkeys(ref for _, use in fits for ref in use.sources))
    if concern is None:
        words = f"US status not known: it depends on the reason for treatment. Authorised: {uses} ({names})."
        return UsStatus("not_known", words, "missing", sources)
    if stated:
        return UsStatus("authorised", f"Authorised in the US: {uses} ({names}).", "", sources)
    words = f"Authorised in the US for some devices only ({names}). The clinic's file does not say that this one is."
    return UsStatus("not_known", words, "device", sources)


def _types(span: tuple[int, int]) -> str:
    low, high = span
    return f"types {ROMAN[low]} to {ROMAN[high]}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
