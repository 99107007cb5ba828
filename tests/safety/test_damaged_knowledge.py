"""The shipped protocol, damaged or edited in any file, gives no verdict at all."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from consult_app.knowledge.loader import load_catalogue
from consult_app.resources import resource_path

SHIPPED = resource_path("knowledge")
FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml"))


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


@pytest.mark.parametrize("damage", [lambda _content: b"\xff\xfe\x00", lambda content: content + b'\n"{'])
def test_no_damaged_file_is_passed_over(knowledge: Path, damage: Callable[[bytes], bytes]) -> None:
    for name in FILES:
        (knowledge / name).write_bytes(damage((knowledge / name).read_bytes()))
    catalogue, problems = load_catalogue(knowledge)
    assert catalogue is None
    assert [name for name in FILES if not any(problem.startswith(name) for problem in problems)] == []


def test_no_file_cut_short_is_passed_over(knowledge: Path) -> None:
    lists = [name for name in FILES if (knowledge / name).read_text("utf-8").count("\n- ") > 0]
    for name in lists:
        text = (knowledge / name).read_text("utf-8")
        (knowledge / name).write_text(text[: text.rindex("\n- ") + 1], "utf-8")
    catalogue, problems = load_catalogue(knowledge)
    assert catalogue is None
    assert [name for name in lists if not any(problem.startswith(f"{name}: holds") for problem in problems)] == []


def test_a_missing_file_is_not_passed_over(knowledge: Path) -> None:
    (knowledge / "contraindications" / "bleeding.yaml").unlink()
    catalogue, problems = load_catalogue(knowledge)
    assert catalogue is None
    assert "contraindications/bleeding.yaml: holds 0 entries, and protocol.yaml knows of 2" in problems


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("contraindications/medicines.yaml", "within_months: 6}", "within_months: 5}"),
        ("contraindications/sun.yaml", "within_days: 14", "within_days: 13"),
        ("contraindications/bleeding.yaml", "level: do_not_treat", "level: precautions"),
        ("contraindications/medicines.yaml", "level: do_not_treat", "level: clearance"),
    ],
)
def test_a_rule_edited_without_its_examples_gives_no_verdict(
    knowledge: Path, name: str, was: str, becomes: str
) -> None:
    edited = knowledge / name
    text = edited.read_text("utf-8")
    assert was in text
    edited.write_text(text.replace(was, becomes, 1), "utf-8")
    catalogue, problems = load_catalogue(knowledge)
    assert catalogue is None
    assert any("example" in problem for problem in problems)
