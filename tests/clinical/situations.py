"""Situations: one line each of what was answered and what must come out in each area, judged as whole consultations."""

from collections.abc import Mapping
from typing import Any

import pytest

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from tests.clinical.cases import case

Outcomes = Mapping[str, str]
Situation = tuple[str, Any, Outcomes]


def yes(**details: Any) -> dict[str, Any]:
    return {"answer": "yes", **details}


def branches(*situations: Situation) -> pytest.MarkDecorator:
    """One test a situation: its words, the answer or answers to the question, and the outcome for each area."""
    rows = [pytest.param(given, expected, id=words) for words, given, expected in situations]
    return pytest.mark.parametrize(("given", "expected"), rows)


def assessed(catalogue: Catalogue, areas: Mapping[str, Any], answers: Any, **parts: Any) -> Assessment:
    requests = []
    for key in areas:
        name, _, side = key.partition(".")
        requests.append({"id": name, "area_cm2": 90} | ({"side": side} if side else {}))
    return assess(case(areas=requests, answers=answers, **parts), catalogue)


def outcomes(assessment: Assessment) -> dict[str, str]:
    """What each area comes to, with the day where one binds."""
    return {
        key: f"{area.outcome} until {area.not_before}" if area.not_before else area.outcome
        for key, area in assessment.areas.items()
    }
