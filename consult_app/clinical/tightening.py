"""Tightening: the clinic's age limit and its devices' instructions laid over the protocol's rules."""

from collections.abc import Iterable

from consult_app.clinical.conditions import AgeUnder, AllOf, AnyOf, Condition, FactIs, facts_of
from consult_app.clinical.contraindications import Contraindication, Outcome
from consult_app.clinical.practice import Device, DeviceRule, Practice

AGE_RULE = "age_minor"
OF_DEVICE = "device_"


def tightened(rules: Iterable[Contraindication], practice: Practice) -> tuple[Contraindication, ...]:
    """The rules as this practice applies them; they can only become stricter."""
    return tuple(_with_devices(_with_age(rule, practice.minimum_age), practice.devices) for rule in rules)


def _with_age(rule: Contraindication, years: int) -> Contraindication:
    if rule.id != AGE_RULE:
        return rule
    outcomes = tuple(
        outcome.model_copy(update={"when": _older(outcome.when, years)})
        if isinstance(outcome.when, AgeUnder)
        else outcome
        for outcome in rule.outcomes
    )
    return rule.model_copy(update={"outcomes": outcomes})


def _older(condition: AgeUnder, years: int) -> AgeUnder:
    return condition.model_copy(update={"under_years": max(condition.under_years, years)})


def _with_devices(rule: Contraindication, devices: Iterable[Device]) -> Contraindication:
    added = tuple(
        _device_outcome(rule, device, listed)
        for device in devices
        for listed in device.contraindicated
        if listed.id == rule.id
    )
    return rule.model_copy(update={"outcomes": (*rule.outcomes, *added)}) if added else rule


def is_device_outcome(outcome: Outcome) -> bool:
    """Whether the outcome comes from a device's instructions."""
    return outcome.id.startswith(OF_DEVICE)


def _device_outcome(rule: Contraindication, device: Device, listed: DeviceRule) -> Outcome:
    """What the device's instructions make of a rule that holds in any form."""
    counted = [outcome for outcome in rule.outcomes if outcome.level != "note"] or rule.outcomes
    needling = [outcome for outcome in counted if outcome.scope != "anaesthetic"] or counted
    holds: tuple[Condition, ...] = tuple(outcome.when for outcome in needling)
    local = all(outcome.scope in ("area", "lesion", "elsewhere") for outcome in needling)
    when = AllOf(all=(FactIs(fact="device.id", wanted=device.id), AnyOf(any=holds)))
    by_area = any(fact.startswith("area.") for fact in facts_of(when))
    return Outcome(
        id=f"{OF_DEVICE}{device.id}",
        level=listed.level,
        scope="area" if by_area else listed.scope or ("area" if local else "person"),
        when=when,
        label=f"{rule.label}, by {device.instructions}",
        until="the device's instructions allow it" if listed.level == "defer" else "",
        lifted_by=("prescriber",) if listed.level == "clearance" else (),
        advice=f"Listed for {device.label} in {device.instructions}. The stricter of device and protocol counts.",
        client="The maker of our device does not allow it in your case.",
        letter="May treatment go ahead?" if listed.level == "clearance" else "",
    )
