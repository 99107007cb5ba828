"""The overlay: the numbers and levels a clinic sets otherwise than the protocol, told apart as tighter or looser."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from consult_app.clinical.conditions import FactComing, FactWithin, leaves
from consult_app.clinical.contraindications import Contraindication, DayRule, Outcome, RuleLevel
from consult_app.clinical.dates import short_date
from consult_app.clinical.loosening import is_milder, loosening_refusal
from consult_app.clinical.practice import Change
from consult_app.clinical.problems import described
from consult_app.clinical.tightening import is_device_outcome
from consult_app.clinical.windows import Length, lasting, length_of, windows

CLIENT_WORDS: Mapping[RuleLevel, str] = {
    "note": "",
    "precautions": "Our clinic takes extra care in this case.",
    "defer": "Our clinic waits in this case.",
    "clearance": "Our clinic asks a doctor first in this case.",
    "do_not_treat": "Our clinic does not treat in this case.",
}
"""What the client reads instead of the rule's own sentence where the clinic set another level."""


@dataclass(frozen=True)
class Overlay:
    """The rules as the clinic set them; ``words`` tell each finding's key how it differs from the protocol.

    ``loosened`` names each change that is looser than the protocol, with what it sets.
    """

    rules: tuple[Contraindication, ...]
    words: Mapping[str, str]
    problems: tuple[str, ...]
    loosened: tuple[str, ...]


def overlaid(rules: Iterable[Contraindication], changes: Iterable[Change]) -> Overlay:
    """The rules with every change applied that may be; each other one is a problem.

    A longer window or a stricter level only adds to what holds. With a shorter window the outcomes of the same entry
    that follow it begin earlier, so that no gap opens. What a device's instructions demand stays as it is.
    """
    entries = {rule.id: rule for rule in rules}
    words: dict[str, str] = {}
    problems: list[str] = []
    loosened: list[str] = []
    named: set[str] = set()
    for number, change in enumerate(changes, 1):
        try:
            rule, outcome = _named(entries, change, named)
            altered = _altered(rule, outcome, change)
        except ValueError as error:
            problems += [f"changes[{number}]: {reason}" for reason in _reasons(error)]
            continue
        named.add(_key(rule, outcome))
        if altered and _is_looser(rule, outcome, change):
            loosened.append(f"{_key(rule, outcome)} set to {change.length or change.level}")
        entries[rule.id] = _with(rule, altered)
        for key in (_key(rule, each) for each in altered.values()):
            words[key] = ". ".join(filter(None, (words.get(key), _words(outcome, change))))
    return Overlay(tuple(entries.values()), words, tuple(problems), tuple(loosened))


def _reasons(error: ValueError) -> Iterable[str]:
    if isinstance(error, ValidationError):
        return (reason.removeprefix("the file: ") for reason in described(error))
    return (str(error),)


def _key(rule: Contraindication, outcome: Outcome) -> str:
    return f"{rule.id}.{outcome.id}" if outcome.id else rule.id


def _with(rule: Contraindication, altered: Mapping[str, Outcome]) -> Contraindication:
    return rule.model_copy(update={"outcomes": tuple(altered.get(each.id, each) for each in rule.outcomes)})


def _own(rule: Contraindication) -> list[Outcome]:
    """The outcomes the entry itself states, without those of devices."""
    return [outcome for outcome in rule.outcomes if not is_device_outcome(outcome)]


def _named(
    entries: Mapping[str, Contraindication], change: Change, before: set[str]
) -> tuple[Contraindication, Outcome]:
    """The one outcome a change fits; it may be named by its id, or by its level where that tells it."""
    if change.entry not in entries:
        raise ValueError(f"{change.entry} is no entry")
    rule = entries[change.entry]
    own = _own(rule)
    by_id = [each for each in own if change.outcome in (None, each.id)]
    found = by_id or [each for each in own if each.level == change.outcome]
    if not found:
        raise ValueError(f"{change.outcome} is no outcome of {rule.id}; it has {', '.join(each.id for each in own)}")
    fitting = [each for each in found if change.length is None or windows(each.when)]
    if not fitting:
        raise ValueError(f"{rule.id} has no window there that could be changed")
    if len(fitting) > 1:
        raise ValueError(f"{rule.id} has several such outcomes; name one of {', '.join(each.id for each in fitting)}")
    if (key := _key(rule, fitting[0])) in before:
        raise ValueError(f"{key} is changed twice")
    return rule, fitting[0]


def _altered(rule: Contraindication, outcome: Outcome, change: Change) -> dict[str, Outcome]:
    """The outcomes as the change leaves them, by id; none when it states what stands there already."""
    window = _window(rule, outcome) if change.length else None
    length = change.length if window and change.length != length_of(window) else None
    shorter = _is_shorter(rule, outcome, change)
    if _is_looser(rule, outcome, change) and (reason := loosening_refusal(rule, outcome, change)):
        raise ValueError(f"{_key(rule, outcome)} {reason}")
    changed: dict[str, Any] = {}
    if length and window:
        changed |= _lasting(outcome, window, length)
    if change.level and change.level != outcome.level:
        changed |= _at_level(outcome, change.level)
    if not changed:
        return {}
    altered = {outcome.id: Outcome.model_validate(dict(outcome) | changed)}
    return altered | (_moved_along(rule, outcome, window, length) if shorter and length and window else {})


def _is_looser(rule: Contraindication, outcome: Outcome, change: Change) -> bool:
    return _is_shorter(rule, outcome, change) or is_milder(change.level or outcome.level, outcome)


def _is_shorter(rule: Contraindication, outcome: Outcome, change: Change) -> bool:
    return change.length is not None and change.length.can_be_shorter_than(length_of(_window(rule, outcome)))


def _window(rule: Contraindication, outcome: Outcome) -> FactWithin:
    found = windows(outcome.when)
    if len(found) > 1 or any(isinstance(leaf, FactComing) for leaf in leaves(outcome.when)):
        raise ValueError(f"{_key(rule, outcome)} has several windows, so none of them can be changed")
    return next(iter(found))


def _lasting(outcome: Outcome, window: FactWithin, length: Length) -> dict[str, Any]:
    """What another length changes: the condition, the day and the watch that go with it, and what is told of it."""
    old = length_of(window)
    rule, watch = outcome.not_before, outcome.test_patch
    changed: dict[str, Any] = {"when": lasting(outcome.when, window, length)}
    if rule and rule.fact == window.fact:
        floor = Length(rule.plus_days, rule.plus_months, rule.plus_years)
        if floor == old:
            changed["not_before"] = DayRule(
                fact=rule.fact, plus_days=length.days, plus_months=length.months, plus_years=length.years
            )
        elif length.can_be_shorter_than(floor):
            raise ValueError(f"{length} ends before the {floor} this outcome waits in any case")
    if watch and Length(watch.days, watch.months) == old:
        changed["test_patch"] = watch.model_copy(
            update={"days": length.days, "months": length.months + 12 * length.years}
        )
    return changed | _told(outcome, old, length)


def _told(outcome: Outcome, old: Length, length: Length) -> dict[str, str]:
    """The words of the outcome with the clinic's number; the client's sentence stands, with a second one beside it."""
    return {
        "label": old.replaced_in(outcome.label, length, times=1),
        "advice": old.replaced_in(outcome.advice, length, times=1),
        "letter": old.replaced_in(outcome.letter, length),
        "client": f"{outcome.client} Our clinic counts {length} here." if outcome.client else "",
    }


def _at_level(outcome: Outcome, level: RuleLevel) -> dict[str, Any]:
    if outcome.scope == "lesion":
        raise ValueError("a spot that is left out is a precaution, whatever its level")
    changed: dict[str, Any] = {"level": level, "client": CLIENT_WORDS[level]}
    changed["overridable"] = level == "precautions" or (level == "defer" and outcome.overridable)
    if level == "clearance":
        changed |= {"lifted_by": outcome.lifted_by or ("prescriber",)}
        changed |= {"letter": outcome.letter or "May treatment go ahead?"}
    elif level == "do_not_treat":
        changed |= {"lifted_by": (), "letter": ""}
    elif level != "defer":
        changed |= {"not_before": None, "until": ""}
    return changed


def _moved_along(rule: Contraindication, outcome: Outcome, window: FactWithin, length: Length) -> dict[str, Outcome]:
    """The outcomes that begin when the window is over, beginning earlier with a shorter one."""
    later = (each for each in _own(rule) if each is not outcome and window in windows(each.when, running=False))
    return {
        each.id: each.model_copy(update={"when": lasting(each.when, window, length, running=False)}) for each in later
    }


def _words(outcome: Outcome, change: Change) -> str:
    """How it differs and who decided it: Changed by Dr Obi, 1 Oct 2026: why (7 days instead of 14 days)."""
    set_otherwise = []
    old = length_of(next(iter(windows(outcome.when)))) if change.length else None
    if change.length and change.length != old:
        set_otherwise.append(f"{change.length} instead of {old}")
    if change.level and change.level != outcome.level:
        set_otherwise.append(f"{change.level} instead of {outcome.level}".replace("_", " "))
    day = f", {short_date(change.date)}" if change.date else ""
    reason = f": {change.reason}" if change.reason else ""
    return f"Changed by {change.by or 'the clinic'}{day}{reason} ({', '.join(set_otherwise)})"
