"""The hazard log holds: every control names tests that exist, no residual risk is unacceptable, the page is fresh."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.safety.hazard_page import PAGE, hazard_page
from tests.safety.hazards import DATA, ROOT, HazardLog, Risk, named_tests, read_log
from tests.safety.node_ids import exists

TEXT = DATA.read_text("utf-8")
INVENTED = """
- id: H99
  hazard: An invented hazard for this check
  causes: [Somebody invents a hazard.]
  harm: Nobody is harmed by it.
  before: {severity: major, likelihood: high}
  controls:
    - kind: design
      text: A control that is not there.
      tests: [tests/safety/test_hazards.py::test_that_does_not_exist]
  after: {severity: minor, likelihood: very_low}
  residual: Nothing is left of it.
  accepted_by: practice
"""
CONTROLS = re.compile(r"  controls:.*?(?=  after:)", re.DOTALL)


@pytest.fixture(scope="module")
def log() -> HazardLog:
    return read_log(TEXT)


def unknown_tests(log: HazardLog) -> list[tuple[str, str]]:
    return [(hazard, name) for hazard, name in named_tests(log) if not exists(name)]


def with_invented(was: str = "", becomes: str = "") -> HazardLog:
    assert was in INVENTED
    return read_log(TEXT + INVENTED.replace(was, becomes))


def test_there_are_hazards_and_their_ids_run_without_a_gap(log: HazardLog) -> None:
    assert len(log.hazards) >= 30
    ids = sorted([*(hazard.id for hazard in log.hazards), *log.retired])
    assert ids == [f"H{number:02d}" for number in range(1, len(ids) + 1)]


def test_nothing_keeps_the_log_from_being_accepted(log: HazardLog) -> None:
    assert log.problems() == ()


def test_every_test_that_holds_a_control_exists(log: HazardLog) -> None:
    assert unknown_tests(log) == []


def test_the_page_is_fresh(log: HazardLog) -> None:
    fresh = PAGE.read_text("utf-8") == hazard_page(log)
    assert fresh, "write it again: uv run python -m tests.safety.hazard_page"


def test_every_link_of_the_safety_pages_leads_somewhere() -> None:
    later = {"mutation.md"}
    for page in PAGE.parent.glob("*.md"):
        links = set(re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")))
        assert [link for link in sorted(links - later) if not (page.parent / link).exists()] == [], page.name


def test_a_test_that_does_not_exist_is_found() -> None:
    assert unknown_tests(with_invented()) == [("H99", "tests/safety/test_hazards.py::test_that_does_not_exist")]


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        (
            "after: {severity: minor, likelihood: very_low}",
            "after: {severity: major, likelihood: high}",
            "H99: the residual risk is unacceptable",
        ),
        (
            "after: {severity: minor, likelihood: very_low}",
            "after: {severity: major, likelihood: low}",
            "H99: a justification stands where",
        ),
        (
            "accepted_by: practice",
            "accepted_by: practice\n  justification: Nothing asks for one.",
            "H99: a justification stands where",
        ),
        ("id: H99", "id: H01", "H01: is given twice"),
    ],
)
def test_what_may_not_stand_is_named(was: str, becomes: str, words: str) -> None:
    found = with_invented(was, becomes).problems()
    assert [problem.startswith(words) for problem in found] == [True]


def test_controls_never_raise_a_risk_and_without_any_nothing_is_lower() -> None:
    worse = INVENTED.replace("major, likelihood: high", "minor, likelihood: very_low").replace(
        "after: {severity: minor, likelihood: very_low}", "after: {severity: considerable, likelihood: low}"
    )
    assert read_log(TEXT + worse).problems() == ("H99: the risk is higher after the controls than before",)
    missing = "  not_built_yet: [{text: Nothing is built yet., interim: Take care of it.}]\n"
    bare = CONTROLS.sub(missing, INVENTED)
    assert read_log(TEXT + bare).problems() == ("H99: the risk is lower although nothing controls it",)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("tests: [tests/safety/test_hazards.py::test_that_does_not_exist]", "tests: []"),
        ("kind: design", "kind: hope"),
        ("severity: major", "severity: dreadful"),
        ("id: H99", "id: X1"),
        ("  accepted_by: practice\n", ""),
        ("  accepted_by: practice", "  accepted_by: nobody"),
        ("  residual: Nothing is left of it.", "  residual: Nothing is left of it.\n  risk_level: 1"),
        ("harm: Nobody is harmed by it.", "harm: 12"),
    ],
)
def test_what_is_no_hazard_is_refused(was: str, becomes: str) -> None:
    with pytest.raises(ValueError, match="hazards"):
        with_invented(was, becomes)


def test_a_hazard_that_nothing_controls_and_nobody_means_to_is_refused() -> None:
    bare = CONTROLS.sub("", INVENTED)
    with pytest.raises(ValueError, match="has a control, or says that none is built yet"):
        read_log(TEXT + bare)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("low: {minor: 1, sig", "low: {minor: 5, sig", 1), "never falls"),
        (lambda text: text.replace("acceptance: {1: acceptable, ", "acceptance: {"), "run from 1 to 5"),
        (lambda text: text.replace("very_low: {minor: 1, significant: 1, ", "very_low: {minor: 1, "), "each severity"),
        (lambda text: re.sub(r"    very_high: \{.*\}\n", "", text), "each likelihood"),
        (lambda text: text + "\n- [", "line"),
    ],
)
def test_scales_that_do_not_hold_together_are_refused(change: Callable[[str], str], words: str) -> None:
    assert change(TEXT) != TEXT
    with pytest.raises(ValueError, match=words):
        read_log(change(TEXT))


def test_the_level_comes_from_the_matrix(log: HazardLog) -> None:
    assert log.level(Risk(severity="catastrophic", likelihood="very_high")) == 5
    assert log.accepted(Risk(severity="minor", likelihood="very_low")) == "acceptable"
    assert log.accepted(Risk(severity="catastrophic", likelihood="low")) == "unacceptable"


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("tests/a/test_a.py", True),
        ("tests/a/test_a.py::test_plain", True),
        ("tests/a/test_a.py::test_later", True),
        ("tests/a/test_a.py::TestGroup", True),
        ("tests/a/test_a.py::TestGroup::test_inside", True),
        ("tests/a/test_a.py::test_inside", False),
        ("tests/a/test_a.py::helper", False),
        ("tests/a/test_a.py::TestGroup::helper", False),
        ("tests/a/test_empty.py", False),
        ("tests/a/plain.py", False),
        ("tests/a", False),
        ("a/test_a.py", False),
        ("tests/a/test_gone.py::test_plain", False),
    ],
)
def test_a_test_is_found_by_reading_its_file(tmp_path: Path, name: str, *, there: bool) -> None:
    folder = tmp_path / "tests" / "a"
    folder.mkdir(parents=True)
    body = "def test_plain(): ...\nasync def test_later(): ...\ndef helper(): ...\n"
    group = "class TestGroup:\n    def test_inside(self): ...\n    def helper(self): ...\n"
    (folder / "test_a.py").write_text(body + group)
    (folder / "test_empty.py").write_text("VALUE = 1\n")
    (folder / "plain.py").write_text(body)
    assert exists(name, tmp_path) is there


def test_this_repository_is_the_one_that_is_read() -> None:
    assert exists(f"tests/safety/{Path(__file__).name}::test_this_repository_is_the_one_that_is_read", ROOT)
