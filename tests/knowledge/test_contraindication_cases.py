"""Whole cases, as a clinician would write them, judged by the program's own knowledge."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consult_app.clinical.assessment import Assessment, assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.knowledge.case_files import case_or_error
from consult_app.knowledge.yaml_text import parse

CASES = Path(__file__).parents[1] / "cases"


def expectations() -> list[dict[str, Any]]:
    content, problems = parse((CASES / "contraindications.yaml").read_text(encoding="utf-8"))
    assert problems == ()
    return list(content)


EXPECTED = expectations()


@pytest.fixture(params=EXPECTED, ids=lambda expected: expected["case"])
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    return dict(request.param)


@pytest.fixture
def assessment(expected: dict[str, Any], catalogue: Catalogue) -> Assessment:
    text = (CASES / "contraindications" / f"{expected['case']}.yaml").read_text(encoding="utf-8")
    return assess(case_or_error(text, catalogue), catalogue)


def test_the_case_comes_out_as_the_clinical_reference_says(assessment: Assessment, expected: dict[str, Any]) -> None:
    assert stated(assessment, expected) == {key: value for key, value in expected.items() if key not in ("case", "why")}


def stated(assessment: Assessment, expected: dict[str, Any]) -> dict[str, Any]:
    """The assessment, as far as the case speaks of it and in the words it uses."""
    overall = assessment.overall
    found = {finding.id for finding in overall.findings}
    assumed = {name for finding in overall.findings for name in finding.assumed}
    said = {
        "outcome": assessment.outcome,
        "not_before": iso(overall.not_before),
        "person": assessment.person.outcome,
        "areas": {key: verdict.outcome for key, verdict in assessment.areas.items()},
        "anaesthetic": assessment.anaesthetic.outcome if assessment.anaesthetic else None,
        "open": [name for name in expected.get("open", ()) if name in overall.open_questions],
        "findings": [name for name in expected.get("findings", ()) if name in found],
        "absent": [name for name in expected.get("absent", ()) if name not in found],
        "assumed": [name for name in expected.get("assumed", ()) if name in assumed],
    }
    return {key: said[key] for key in expected if key in said}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def test_every_case_has_its_expectation() -> None:
    written = {path.stem for path in (CASES / "contraindications").glob("*.yaml")}
    assert {expected["case"] for expected in EXPECTED} == written
