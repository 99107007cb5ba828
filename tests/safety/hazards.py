"""The hazard log as data: its model, and how the risks are worked out from it."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from consult_app.knowledge.yaml_text import parse

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs/safety/hazards.yaml"

Severity = Literal["minor", "significant", "considerable", "major", "catastrophic"]
Likelihood = Literal["very_low", "low", "medium", "high", "very_high"]
Acceptance = Literal["acceptable", "tolerable", "unacceptable"]
Text = Annotated[str, Field(min_length=12)]


class _Value(BaseModel):
    """A frozen value that refuses keys it does not know and turns no value into another kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Scales(_Value):
    """What the words mean, and the risk level (1 to 5) of each pair of them."""

    origin: Text
    severity: dict[Severity, Text]
    likelihood: dict[Likelihood, Text]
    matrix: dict[Likelihood, dict[Severity, int]]
    acceptance: dict[int, Acceptance]

    @model_validator(mode="after")
    def _whole(self) -> "Scales":
        if list(self.matrix) != list(self.likelihood):
            raise ValueError("the matrix has a row for each likelihood, in the order of the scale")
        if any(list(row) != list(self.severity) for row in self.matrix.values()):
            raise ValueError("a row of the matrix has a level for each severity, in the order of the scale")
        rows = [list(row.values()) for row in self.matrix.values()]
        if any(row != sorted(row) for row in (*rows, *map(list, zip(*rows, strict=True)))):
            raise ValueError("risk never falls as severity or likelihood grows")
        if set(self.acceptance) != {1, 2, 3, 4, 5} or not {level for row in rows for level in row} <= {1, 2, 3, 4, 5}:
            raise ValueError("risk levels run from 1 to 5, and each is accepted or not")
        return self


class Risk(_Value):
    """How bad and how likely."""

    severity: Severity
    likelihood: Likelihood


class Control(_Value):
    """Something the program does, and the tests that hold it: files, or functions in them."""

    kind: Literal["design", "data", "check", "information"]
    text: Text
    tests: tuple[str, ...] = Field(min_length=1)


class Missing(_Value):
    """What is not built yet, and what the practice does meanwhile; it counts for nothing in the residual risk."""

    text: Text
    interim: Text


class Hazard(_Value):
    """One way in which the program could lead to harm. ``practice`` are measures no test can hold."""

    id: str = Field(pattern=r"^H\d{2}$")
    hazard: Text
    causes: tuple[Text, ...] = Field(min_length=1)
    harm: Text
    before: Risk
    controls: tuple[Control, ...] = ()
    practice: tuple[Text, ...] = ()
    not_built_yet: tuple[Missing, ...] = ()
    after: Risk
    residual: Text
    accepted_by: Literal["clinical_lead", "practice"]
    justification: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> "Hazard":
        if not (self.controls or self.not_built_yet):
            raise ValueError("a hazard has a control, or says that none is built yet")
        return self


class HazardLog(_Value):
    """Every hazard, with the scales they are judged by. ``retired`` are ids that are never given again."""

    format: Literal[1]
    judged_on: date
    scales: Scales
    retired: tuple[str, ...] = ()
    hazards: tuple[Hazard, ...]

    def level(self, risk: Risk) -> int:
        """The risk level, 1 to 5, from the matrix."""
        return self.scales.matrix[risk.likelihood][risk.severity]

    def accepted(self, risk: Risk) -> Acceptance:
        """Whether a risk of that level may stand."""
        return self.scales.acceptance[self.level(risk)]

    def problems(self) -> tuple[str, ...]:
        """What keeps the log from being accepted, by hazard."""
        given = [*(hazard.id for hazard in self.hazards), *self.retired]
        twice = [f"{name}: is given twice" for name, times in Counter(given).items() if times > 1]
        return (*twice, *(f"{hazard.id}: {words}" for hazard in self.hazards for words in self._amiss(hazard)))

    def _amiss(self, hazard: Hazard) -> Iterator[str]:
        residual = self.accepted(hazard.after)
        if residual == "unacceptable":
            yield "the residual risk is unacceptable"
        if (residual == "tolerable") != bool(hazard.justification):
            yield "a justification stands where the residual risk is only tolerable, and nowhere else"
        if self.level(hazard.after) > self.level(hazard.before):
            yield "the risk is higher after the controls than before"
        if hazard.after != hazard.before and not (hazard.controls or hazard.practice):
            yield "the risk is lower although nothing controls it"


def read_log(text: str) -> HazardLog:
    """The log from its YAML text; ValueError naming what is wrong."""
    content, problems = parse(text)
    if problems:
        raise ValueError("; ".join(problems))
    return HazardLog.model_validate_json(json.dumps(content))


def named_tests(log: HazardLog) -> Iterator[tuple[str, str]]:
    """Every hazard's id with each test its controls name."""
    for hazard in log.hazards:
        for control in hazard.controls:
            for name in control.tests:
                yield hazard.id, name
