"""General rules, adjustments and what regulators say: statements by topic, shown with their sources."""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field

from consult_app.clinical.entries import Entry
from consult_app.clinical.planning_rules import PlanningRules

Group = Literal["general", "adjustment", "back", "regulation", "labelling"]
PLACE = re.compile(r"\{([^{}]*)\}")


class GeneralRule(Entry):
    """A rule that holds for every area; ``label`` is its topic.

    A figure that drives the planning is not written out: ``{interval.days}`` in the statement stands for that number
    of the planning rules, so that the two can never differ.
    """

    group: Group
    statement: str = Field(min_length=3)


def statement_words(rule: GeneralRule, planning: PlanningRules) -> str:
    """The statement with the planning's own numbers in it; KeyError where one names no number."""
    return PLACE.sub(lambda found: _figure(found[1], planning), rule.statement)


def unknown_figures(rule: GeneralRule, planning: PlanningRules) -> Iterator[str]:
    """The numbers a statement names that the planning rules do not hold."""
    for path in PLACE.findall(rule.statement):
        try:
            _figure(path, planning)
        except KeyError:
            yield path


def _figure(path: str, planning: PlanningRules) -> str:
    value: object = planning
    for name in path.split("."):
        if not isinstance(value, BaseModel) or name not in type(value).model_fields:
            raise KeyError(path)
        value = getattr(value, name)
    if isinstance(value, tuple):
        return " and ".join(f"{each:g}" if isinstance(each, float) else str(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
