"""The shipped knowledge these tests judge by, read straight from its files."""

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from consult_app.clinical.anaesthesia import AnaesthesiaRules
from consult_app.clinical.areas import Area, Concern
from consult_app.clinical.care_protocol import CareProtocol
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.planning_rules import PlanningRules
from consult_app.knowledge.yaml_text import parse
from consult_app.resources import resource_path

M = TypeVar("M", bound=BaseModel)


def content(*parts: str) -> Any:
    """The parsed content of one knowledge file."""
    value, problems = parse(resource_path("knowledge", *parts).read_text(encoding="utf-8"))
    assert not problems
    return value


@cache
def areas() -> dict[str, Area]:
    return {entry.id: entry for entry in map(Area.model_validate, content("areas.yaml"))}


@cache
def concerns() -> dict[str, Concern]:
    return {entry.id: entry for entry in map(Concern.model_validate, content("concerns.yaml"))}


@cache
def instrument(name: str) -> Instrument:
    (entry,) = content("instruments", f"{name}.yaml")
    return Instrument.model_validate(entry)


@cache
def numbing() -> AnaesthesiaRules:
    return AnaesthesiaRules.model_validate(content("protocols", "anaesthesia.yaml"))


@cache
def planning() -> PlanningRules:
    return PlanningRules.model_validate(content("protocols", "planning.yaml"))


@cache
def care() -> CareProtocol:
    return CareProtocol.model_validate(content("aftercare", "care.yaml"))
