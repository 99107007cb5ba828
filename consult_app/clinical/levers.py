"""Levers: what could answer one finding that holds up an area, without touching a fact about the client."""

from collections.abc import Callable, Iterator
from datetime import date

from consult_app.clinical.assessment import chosen_device
from consult_app.clinical.changes import Change
from consult_app.clinical.conditions import facts_of
from consult_app.clinical.consultation import AreaRequest, Consultation
from consult_app.clinical.dates import short_date
from consult_app.clinical.dependence import outcome_of
from consult_app.clinical.details import Details
from consult_app.clinical.practice import Device
from consult_app.clinical.roles import any_of
from consult_app.clinical.trials import Changes, Trials
from consult_app.clinical.verdict import Finding

CONCERNS = frozenset({"area.concerns", "area.offered_concerns", "requested.concerns"})


def waiting(day: date) -> Change:
    """Wait until a day."""
    return Change("wait", "", day, f"wait until {short_date(day)}")


def beside(finding: Finding) -> Iterator[Changes]:
    """What may come from outside and stands beside the verdict: a written answer, or the event it waits for."""
    if finding.lifted_by:
        words = f"written answer of the {any_of(finding.lifted_by)} ({finding.label})"
        yield frozenset({Change("clearance", finding.key, finding.lifted_by[0], words)})
    if finding.level == "defer" and finding.until:
        yield frozenset({Change("event", finding.key, "", f"wait until {finding.until}")})


def within(finding: Finding, key: str, changes: Changes, trials: Trials) -> Iterator[Changes]:
    """What can be arranged or answered here and was tried to lift the finding: plan, room, request, missing details."""

    def lifts(lever: Changes) -> bool:
        return finding.key not in {each.key for each in trials.standing(key, changes | lever)}

    case = trials.case(changes)
    for change in _arrangements(finding, key, case, trials):
        if lifts(frozenset({change})):
            yield frozenset({change})
    if _by_request(finding, trials):
        yield from _left_out(key, case, trials, lifts)
    yield from Details(finding, key, changes, trials).levers()


def _arrangements(finding: Finding, key: str, case: Consultation, trials: Trials) -> Iterator[Change]:
    """Single changes of the request, the device and the numbing plan that the finding's rule looks at."""
    facts = facts_of(outcome_of(finding, trials.catalogue).when)
    request = case.area(key)
    if request and facts & CONCERNS and len(request.concerns) > 1:
        for concern in request.concerns:
            label = trials.catalogue.concerns[concern.id].label
            yield Change("leave_out_concern", key, concern.id, f"leave out {label.lower()}")
    if any(fact.startswith("device.") for fact in facts):
        yield from _devices(case, trials)
    if case.anaesthetic and any(fact.startswith("anaesthetic.") for fact in facts):
        yield Change("no_numbing", "", "", "no numbing cream")


def _devices(case: Consultation, trials: Trials) -> Iterator[Change]:
    """The clinic's other devices; where a device is only described, a pen instead of what is not one."""
    now, catalogue = chosen_device(case, trials.catalogue), trials.catalogue
    for device in catalogue.practice.devices:
        if device != now:
            yield Change("device", "", device.id, f"use {device.label}")
    if now and not isinstance(now, Device) and now.kind != "pen" and not catalogue.practice.devices:
        yield Change("device", "", "pen", "use a mechanical pen")


def _by_request(finding: Finding, trials: Trials) -> bool:
    """Whether the finding's rule looks at what else is to be treated."""
    facts = facts_of(outcome_of(finding, trials.catalogue).when)
    return any(fact.startswith("requested.") or fact.endswith(".in_requested") for fact in facts)


def _left_out(key: str, case: Consultation, trials: Trials, lifts: Callable[[Changes], bool]) -> Iterator[Changes]:
    """Another area left out, or as many of the others as it takes."""
    others = [_without(request, trials) for request in case.areas if request.key != key]
    alone = [frozenset({change}) for change in others if lifts(frozenset({change}))]
    yield from alone
    together = frozenset(others)
    if not alone and len(others) > 1 and lifts(together):
        for change in others:
            together = together - {change} if lifts(together - {change}) else together
        yield together


def _without(request: AreaRequest, trials: Trials) -> Change:
    name = trials.catalogue.areas[request.id].name(request.side)
    return Change("leave_out_area", request.key, "", f"leave out {name.lower()}")
