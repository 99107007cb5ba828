"""Reading the knowledge and the clinic's file: what is wrong is named by its file and entry."""

import shutil
from pathlib import Path

import pytest

from consult_app.clinical.questions import Row
from consult_app.errors import ConsultError
from consult_app.knowledge.clinic_file import clinic_text
from consult_app.knowledge.loader import load_catalogue
from consult_app.knowledge.reading import Reading
from consult_app.knowledge.yaml_text import parse
from consult_app.resources import resource_path


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource_path("knowledge"), tmp_path / "knowledge"))


def test_an_entry_given_twice_and_one_that_cannot_be_are_named(knowledge: Path) -> None:
    path = knowledge / "trouble_signs.yaml"
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    odd = knowledge / "instruments" / "pain.yaml"
    odd.write_text(odd.read_text("utf-8").replace("version:", "edition:", 1), "utf-8")
    catalogue, problems = load_catalogue(knowledge)
    assert catalogue is None
    assert any(each.startswith("trouble_signs.yaml: last: is given twice") for each in problems)
    assert any(each.startswith("instruments/pain.yaml: pain: ") for each in problems)


def test_a_folder_without_knowledge_is_named(tmp_path: Path) -> None:
    catalogue, problems = load_catalogue(tmp_path)
    assert catalogue is None
    assert "protocol.yaml: cannot be read (FileNotFoundError)" in problems


def test_a_file_that_holds_nothing_or_less_than_stated_is_named(tmp_path: Path) -> None:
    (tmp_path / "rows.yaml").write_text("# no rows yet\n", "utf-8")
    reading = Reading(tmp_path)
    assert reading.many("rows.yaml", Row, "number") == ()
    reading.check_counts({"rows.yaml": 2, "sources.yaml": 0})
    assert reading.problems == ["rows.yaml: nothing found", "rows.yaml: holds 0 entries, and protocol.yaml knows of 2"]


def test_a_clinic_file_that_is_no_yaml_is_a_problem_and_no_verdict() -> None:
    catalogue, problems = load_catalogue(clinic_text="format: [1")
    assert catalogue is None
    assert problems[0].startswith("clinic.yaml: ")


def test_a_key_that_is_no_word_is_a_problem() -> None:
    content, problems = parse("? [a, b]\n: c\n")
    assert content is None
    assert "a key must be a word" in problems[0]


def test_a_clinic_file_that_cannot_be_read_is_said_and_a_missing_one_is_none(tmp_path: Path) -> None:
    assert clinic_text(tmp_path) is None
    (tmp_path / "clinic.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConsultError, match="cannot be read"):
        clinic_text(tmp_path)
