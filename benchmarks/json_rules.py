"""The same conditions for a public rule engine (json-logic), fed with the same facts and checked to say the same.

What json-logic has no words for is worked out before anything is timed, in its favour: where a window began, and
whether a fact is known at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from json_logic import add_operation, jsonLogic  # type: ignore[import-untyped]

from consult_app.clinical.assessment import area_facts, gather
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.conditions import (
    NEVER,
    AllOf,
    AnyOf,
    Condition,
    FactComing,
    FactCount,
    FactIs,
    FactKnown,
    FactNumber,
    FactOverlaps,
    Leaf,
    NotThat,
    Unknown,
    Window,
    evaluate,
    facts_of,
    leaves,
)
from consult_app.clinical.consultation import Consultation, overlaps
from consult_app.clinical.facts import Facts
from consult_app.clinical.questions import Question

Logic = dict[str, Any]
LISTS = {"requested.areas", "requested.concerns", "area.concerns", "clinic.areas_offered", "anaesthetic.drugs"}
BOUNDS = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


@dataclass(frozen=True)
class Asked:
    """One condition and the facts it is judged by, in both forms."""

    condition: Condition
    facts: Facts
    logic: Logic
    data: dict[str, Any]

    @property
    def ours(self) -> bool | None:
        """What this program says."""
        return evaluate(self.condition, self.facts, self.facts.as_of).value

    @property
    def theirs(self) -> bool:
        """What json-logic says."""
        return bool(jsonLogic(self.logic, self.data))


@dataclass(frozen=True)
class JsonRules:
    """All conditions of a catalogue as json-logic."""

    catalogue: Catalogue

    @cached_property
    def lists(self) -> frozenset[str]:
        """The facts that have several values."""
        asked = self.catalogue.questions.values()
        return frozenset(LISTS) | {f"{question.id}.{name}" for question in asked for name in _several(question)}

    @cached_property
    def logic(self) -> Mapping[int, Logic]:
        """Each outcome's condition, by its place among all outcomes."""
        whens = [outcome.when for entry in self.catalogue.contraindications for outcome in entry.outcomes]
        return {place: self.translated(when) for place, when in enumerate(whens)}

    def asked(self, case: Consultation, *, by_scope: bool = False) -> tuple[Asked, ...]:
        """Each condition once for every answer to its question, and once an area where it looks at one.

        ``by_scope`` asks once an area for every outcome that speaks of areas, as an engine must that cannot tell.
        """
        facts = gather(case, self.catalogue)
        areas = [area_facts(request, case, self.catalogue) for request in case.areas]
        return tuple(self._asked(facts, areas, by_scope=by_scope))

    def known(self, case: Consultation) -> tuple[Asked, ...] | None:
        """The same, checked to agree; None where one is neither true nor false, which json-logic cannot say."""
        asked = self.asked(case)
        if any(each.ours is None for each in asked):
            return None
        odd = [each for each in asked if each.ours is not each.theirs]
        if odd:
            raise ValueError(f"The two engines disagree on {odd[0].logic} with {odd[0].data}")
        return asked

    def _asked(self, facts: Facts, areas: list[Any], *, by_scope: bool) -> Iterator[Asked]:
        branches = ((rule.question, branch) for rule in self.catalogue.ruleset for branch in rule.branches)
        for number, (question, branch) in enumerate(branches):
            when, scope = branch.outcome.when, branch.outcome.scope
            each_area = branch.by_area or (by_scope and scope in ("area", "lesion", "all_areas"))
            for view in [facts.bind(question, one) for one in facts.instances(question)] if question else [facts]:
                for seen in [view.in_area(given) for given in areas] if each_area else [view]:
                    yield Asked(when, seen, self.logic[number], self.data(when, seen))

    def data(self, condition: Condition, facts: Facts) -> dict[str, Any]:
        """The facts a condition looks at, as JSON has them, with the day each of its windows began."""
        told: dict[str, Any] = {"as_of": facts.as_of.isoformat()}
        for fact in facts_of(condition):
            values = [value for value in facts.values(fact) if not isinstance(value, Unknown) and value is not NEVER]
            plain = [value.isoformat() if isinstance(value, date) else value for value in values]
            told[_name(fact)] = plain if fact in self.lists else plain[0] if plain else None
            told[f"known {_name(fact)}"] = not any(isinstance(value, Unknown) for value in facts.values(fact))
        return told | {_start(leaf): _began(leaf, facts.as_of) for leaf in leaves(condition) if _has_days(leaf)}

    def translated(self, condition: Condition) -> Logic:
        """One condition of ours in json-logic's words."""
        match condition:
            case AllOf():
                return {"and": [self.translated(member) for member in condition.all]}
            case AnyOf():
                return {"or": [self.translated(member) for member in condition.any]}
            case NotThat():
                return {"!": [self.translated(condition.negated)]}
            case _:
                return self._leaf(condition)

    def _leaf(self, leaf: Leaf) -> Logic:
        value = {"var": _name(leaf.fact)}
        match leaf:
            case FactKnown():
                return {"===": [{"var": f"known {_name(leaf.fact)}"}, leaf.known]}
            case FactCount():
                counted = {"reduce": [value, {"+": [{"var": "accumulator"}, 1]}, 0]}
                return {">=": [counted, leaf.members_at_least]}
            case FactOverlaps():
                return {"touches": [value, {"var": _name(leaf.overlaps)}]}
            case _ if leaf.fact in self.lists:
                return {"some": [value, _compared(leaf, {"var": ""})]}
            case _:
                return _compared(leaf, value)


def _compared(leaf: Leaf, value: Logic) -> Logic:
    match leaf:
        case FactIs():
            one = leaf.wanted[0] if isinstance(leaf.wanted, tuple) else leaf.wanted
            several = isinstance(leaf.wanted, tuple) and len(leaf.wanted) > 1
            return {"in": [value, list(leaf.wanted)]} if several else {"===": [value, one]}
        case FactNumber():
            given = {name: bound for name in BOUNDS if (bound := getattr(leaf, name)) is not None}
            parts = [{BOUNDS[name]: [value, bound]} for name, bound in given.items()]
            return {"and": parts} if len(parts) > 1 else parts[0]
        case FactComing():
            return {"<": [value, {"var": _start(leaf)}]}
        case _:
            return {">": [value, {"var": _start(leaf)}]}


def _several(question: Question) -> tuple[str, ...]:
    return tuple(item.id for item in question.follow_ups if item.kind in ("choices", "areas"))


def _name(fact: str) -> str:
    return fact.replace(".", " ")  # a dot would lead json-logic into a nested map


def _has_days(leaf: Leaf) -> bool:
    return isinstance(leaf, Window | FactComing)


def _start(leaf: Leaf) -> str:
    """The name under which the data hold the day a window is counted from."""
    return f"day {leaf.model_dump_json(exclude={'fact'}, exclude_defaults=True)}"


def _began(leaf: Leaf, as_of: date) -> str:
    """The last day for which the window is over by now; the first day that is not yet near, where days lie ahead."""
    if isinstance(leaf, FactComing):
        return (as_of + timedelta(days=leaf.coming_within_days)).isoformat()
    over, running = date(1850, 1, 1).toordinal(), as_of.toordinal() + 1
    while running - over > 1:
        middle = (over + running) // 2
        over, running = (over, middle) if _runs(leaf, middle, as_of) else (middle, running)
    return date.fromordinal(over).isoformat()


def _runs(leaf: Leaf, began: int, as_of: date) -> bool:
    return isinstance(leaf, Window) and leaf.holds(date.fromordinal(began), as_of)


def _touches(places: list[str], others: list[str] | str) -> bool:
    listed = [others] if isinstance(others, str) else others
    return any(overlaps(place, other) for place in places or () for other in listed or ())


add_operation("touches", _touches)
