"""The clinic's file in plain words: devices, roles, changed and added rules, age and areas."""

from dataclasses import dataclass

from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.dates import short_date
from consult_app.clinical.fact_words import area_words
from consult_app.clinical.headline import WORDS
from consult_app.clinical.practice import Change, Device, DeviceRule, Practice, Role
from consult_app.clinical.roles import role_title

KINDS = {"pen": "Pen", "stamp": "Stamp", "roller": "Roller", "rf": "Radiofrequency device"}
NONE = "None in the file."


@dataclass(frozen=True)
class Group:
    """A heading, and each entry under it as its name and what is set about it."""

    title: str
    rows: tuple[tuple[str, str], ...]


def changed_rules(practice: Practice, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Each rule the file sets otherwise, and how."""
    return tuple((_rule(each.entry, catalogue), _change(each)) for each in practice.changes)


def clinic_groups(practice: Practice, catalogue: Catalogue) -> tuple[Group, ...]:
    """What the clinic's file sets beside the practice's details, its devices and products, and the rules it changes."""
    return (
        Group("Roles", tuple((role_title(key), _role(role, catalogue)) for key, role in practice.roles.items())),
        Group("Added rules", tuple((each.label, each.rationale) for each in practice.additions)),
        Group("Age and areas", _limits(practice, catalogue)),
    )


def device_words(device: Device, catalogue: Catalogue) -> str:
    """What is set about a device, in sentences."""
    against = ", ".join(_listed(each, catalogue) for each in device.contraindicated)
    areas = ", ".join(area_words(key, catalogue) for key in device.areas or ())
    known = catalogue.authorisations.device(device.us_authorisation) if device.us_authorisation else None
    parts = (
        f"{KINDS[device.kind]}, to {device.max_depth_mm:g} mm",
        _instructions(device),
        f"Areas: {areas}" if areas else "",
        f"Its instructions rule out: {against}" if against else "",
        f"Authorised in the US as {known.label}" if known else "",
    )
    return _sentences(parts)


def _instructions(device: Device) -> str:
    if device.ifu is None:
        return "No instructions for use named"
    day = f", {short_date(device.ifu.date)}" if device.ifu.date else ""
    return f"{device.instructions}{day}"


def _listed(rule: DeviceRule, catalogue: Catalogue) -> str:
    name = _rule(rule.id, catalogue)
    return name if rule.level == "do_not_treat" else f"{name} ({WORDS[rule.level].lower()})"


def _rule(name: str, catalogue: Catalogue) -> str:
    rule = catalogue.rules.get(name)
    return rule.label if rule else name.replace("_", " ")


def _role(role: Role, catalogue: Catalogue) -> str:
    only = ", ".join(catalogue.concerns[key].label for key in role.medical_only_concerns if key in catalogue.concerns)
    parts = (
        "No limit of depth of its own" if role.max_depth_mm is None else f"Needles to {role.max_depth_mm:g} mm",
        "Prescribes" if role.prescriber == "yes" else "Does not prescribe",
        "Counts as medical supervision" if role.medical_supervision == "yes" else "",
        f"Only with medical supervision: {only}" if only else "",
    )
    return _sentences(parts)


def _change(change: Change) -> str:
    decided = ", ".join(part for part in (change.by, short_date(change.date) if change.date else "") if part)
    parts = (
        f"Window {change.length}" if change.length else "",
        WORDS.get(change.level, "Note only") if change.level else "",
        f"Decided by {decided}" if decided else "",
        change.reason,
    )
    return _sentences(parts)


def _limits(practice: Practice, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    offered = ", ".join(area_words(key, catalogue) for key in practice.areas_offered)
    return (
        ("Youngest age", f"{practice.minimum_age} years."),
        ("Areas offered", f"{offered}." if offered else "All areas of the protocol."),
    )


def _sentences(parts: tuple[str, ...]) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
