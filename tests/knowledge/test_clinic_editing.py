"""One detail of the practice changed in the clinic's file: the rest as it was, nothing half-written."""

import datetime as dt
import stat
from pathlib import Path

import pytest
import yaml

from consult_app.errors import BadInputError
from consult_app.knowledge.clinic_editing import save_detail, with_detail
from consult_app.knowledge.loader import read_practice
from consult_app.resources import resource_path

NOW = dt.datetime(2026, 11, 20, 18, 40, tzinfo=dt.UTC)
EXAMPLE = resource_path("examples", "clinic.yaml").read_text("utf-8")
NOTED = """\
# the head
format: 1
practice:
  name: Fernhill  # as on the door
  phones: ["01632 960147"]
  opening_hours: {mon: "09:00-17:30", tue: "09:00-19:00"}

# from the audit
minimum_age: 21  # not eighteen
"""


def file_in(home: Path, text: str) -> Path:
    path = home / "clinic.yaml"
    path.write_text(text, "utf-8")
    return path


def test_everything_but_the_practice_stays_letter_by_letter() -> None:
    new = with_detail(NOTED, "email", "hello@fernhill.example")
    assert new.startswith("# the head\nformat: 1\npractice:\n")
    assert new.endswith("\n\n# from the audit\nminimum_age: 21  # not eighteen\n")
    practice, problems = read_practice(new)
    assert problems == ()
    assert practice is not None
    assert practice.practice.email == "hello@fernhill.example"
    assert practice.practice.name == "Fernhill"
    assert practice.practice.opening_hours == {"mon": "09:00-17:30", "tue": "09:00-19:00"}


@pytest.mark.parametrize("text", [None, "", "format: 1\n", "format: 1\npractice:\n"])
def test_a_practice_that_has_set_nothing_gets_its_first_detail(text: str | None) -> None:
    practice, _ = read_practice(with_detail(text, "opening_hours.fri", "09:00-16:00"))
    assert practice is not None
    assert practice.practice.opening_hours == {"fri": "09:00-16:00"}


@pytest.mark.parametrize(
    ("path", "value"),
    [("name", 'Ann\'s: "skin" #1 – Größe'), ("emergency_number", "012"), ("address", ["- one", "no", "2026-11-20"])],
)
def test_what_yaml_would_misread_comes_back_as_it_was_typed(path: str, value: object) -> None:
    practice, _ = read_practice(with_detail(EXAMPLE, path, value))
    assert practice is not None
    shown = getattr(practice.practice, path)
    assert (list(shown) if isinstance(value, list) else shown) == value


def test_an_empty_value_takes_the_detail_out() -> None:
    one = with_detail(NOTED, "opening_hours.mon", "")
    assert yaml.safe_load(one)["practice"]["opening_hours"] == {"tue": "09:00-19:00"}
    none = with_detail(one, "opening_hours.tue", "")
    assert "opening_hours" not in none
    assert with_detail(none, "opening_hours.tue", "") == none


@pytest.mark.parametrize(
    "text",
    [
        "{format: 1, practice: {name: A}}\n",
        "format: 1\npractice: &here {name: A}\nlanguages: *here\n",
        "- 1\n",
        "a: [\n",
    ],
)
def test_a_file_written_otherwise_is_left_to_a_text_editor(text: str) -> None:
    with pytest.raises(BadInputError) as caught:
        with_detail(text, "email", "hello@fernhill.example")
    assert "text editor" in caught.value.next_step


def test_a_saved_detail_is_private_and_lost_notes_are_kept_beside(tmp_path: Path) -> None:
    path = file_in(tmp_path, NOTED)
    saved = save_detail(tmp_path, "name", "Fernhill Skin", NOW)
    assert saved.changed
    assert saved.kept == tmp_path / "clinic.before-20261120T184000.yaml"
    assert saved.kept.read_text("utf-8") == NOTED
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = save_detail(tmp_path, "name", "Fernhill", NOW)
    assert (again.changed, again.kept) == (True, None)
    assert not save_detail(tmp_path, "name", "Fernhill", NOW).changed


def test_the_first_file_is_made(tmp_path: Path) -> None:
    home = tmp_path / "new"
    assert save_detail(home, "name", "Fernhill", NOW).kept is None
    practice, problems = read_practice((home / "clinic.yaml").read_text("utf-8"))
    assert problems == ()
    assert practice is not None
    assert practice.practice.name == "Fernhill"


@pytest.mark.parametrize(
    ("path", "value"), [("opening_hours.mon", "17:00-09:00"), ("time_zone", "Europe/Atlantis"), ("colour", "red")]
)
def test_what_does_not_pass_the_checks_leaves_the_file_alone(tmp_path: Path, path: str, value: str) -> None:
    file = file_in(tmp_path, NOTED)
    with pytest.raises(BadInputError) as caught:
        save_detail(tmp_path, path, value, NOW)
    assert any(f"practice.{path}" in problem for problem in caught.value.problems)
    assert file.read_text("utf-8") == NOTED
    assert [each.name for each in tmp_path.iterdir()] == ["clinic.yaml"]


def test_a_practice_that_is_no_list_of_details_is_left_to_a_text_editor() -> None:
    with pytest.raises(BadInputError, match="cannot be changed here"):
        with_detail("format: 1\npractice: Fernhill\n", "email", "hello@fernhill.example")
