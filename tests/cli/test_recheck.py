"""``recheck``: earlier cases and stored consultations judged again."""

import io
from contextlib import closing
from pathlib import Path

import pytest

from consult_app.clinical.assessment import assess
from consult_app.clinical.catalogue import Catalogue
from consult_app.clinical.consultation import Consultation, Practitioner
from consult_app.clinical.verdict_record import verdict_record
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice
from consult_app.records.values import Progress
from tests.cli.conftest import Command, Ran

WORDS = "correct horse battery"
PLAIN = "format: 1\nas_of: 2026-11-20\nremaining_answers: no\nareas: [{id: back_upper, area_cm2: 90}]\n"
WAITING = PLAIN + "answers: {isotretinoin_recent: {answer: yes, last_dose: 2026-09-12}}\n"
STRICTER = "format: 1\nchanges:\n  - {entry: isotretinoin_recent, months: 12}\n"


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Path:
    """Two cases with their verdicts beside them."""
    made = tmp_path / "cases"
    made.mkdir()
    for name, text in (("plain", PLAIN), ("waiting", WAITING)):
        (made / f"{name}.yaml").write_text(text, "utf-8")
        (made / f"{name}.json").write_text(command("assess", made / f"{name}.yaml", "--format", "json").out, "utf-8")
    return made


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    clinic = tmp_path / "stricter.yaml"
    clinic.write_text(STRICTER, "utf-8")
    return clinic


def test_nothing_differs_under_the_same_protocol(command: Command, folder: Path) -> None:
    ran = command("recheck", folder)
    assert ran.status == 0
    assert ran.out == "2 checked by protocol 2026.1: 2 the same.\n"
    assert ran.err == ""


def test_a_changed_rule_is_told_case_by_case(command: Command, folder: Path, stricter: Path) -> None:
    ran = command("recheck", folder, "--clinic", stricter)
    assert ran.status == 0
    assert "plain.yaml" not in ran.out
    assert "waiting.yaml\n  Overall: was Defer until 12 Mar 2027, is now Defer until 12 Sep 2027\n" in ran.out
    assert ran.out.endswith("2 checked by protocol 2026.1: 1 differ, 1 the same by another protocol.\n")


def test_the_object_names_every_case_and_counts_them(command: Command, folder: Path, stricter: Path) -> None:
    result = command("recheck", folder, "--clinic", stricter, "--format", "json").json
    assert list(result) == ["results", "summary", "protocol"]
    assert [(each["name"], each["status"]) for each in result["results"]] == [
        ("plain.yaml", "other_protocol"),
        ("waiting.yaml", "differs"),
    ]
    kinds = {difference["kind"] for each in result["results"] for difference in each["differences"]}
    assert kinds == {"outcome", "finding", "protocol"}
    assert result["summary"] == {"checked": 2, "differs": 1, "same": 0, "other_protocol": 1, "not_compared": 0}
    assert result["protocol"]["clinic_digest"]


def test_what_cannot_be_compared_is_named(command: Command, folder: Path) -> None:
    (folder / "alone.yaml").write_text(PLAIN, "utf-8")
    (folder / "refused.yaml").write_text(PLAIN + "answers: {horoscope: yes}\n", "utf-8")
    (folder / "plain.json").write_text('{"outcome": "perhaps"}', "utf-8")
    (folder / "waiting.json").write_text("no json", "utf-8")
    (folder / "clinic.yaml").write_text("format: 1\n", "utf-8")
    ran = command("recheck", folder)
    assert ran.status == 0
    assert "alone.yaml\n  Not compared. " in ran.out
    assert "alone.json cannot be read" in ran.out
    assert "refused.yaml\n  Not compared. The case file was refused: answers.horoscope" in ran.out
    assert "plain.json is no verdict of this program" in ran.out
    assert "waiting.json is no verdict of this program" in ran.out
    assert "clinic.yaml" not in ran.out
    assert ran.out.endswith("4 checked by protocol 2026.1: 4 not compared.\n")


def test_a_folder_without_cases_is_bad_input(command: Command, tmp_path: Path) -> None:
    assert command("recheck", tmp_path / "nowhere").status == 2
    (tmp_path / "empty").mkdir()
    ran = command("recheck", tmp_path / "empty")
    assert ran.status == 2
    assert "no case file" in ran.err


def consultation(**parts: object) -> Consultation:
    usual = {
        "format": 1,
        "as_of": "2026-11-20",
        "remaining_answers": "no",
        "client": {"name": "Marisol Vega", "date_of_birth": "1991-04-02", "sex_at_birth": "female"},
        "areas": [{"id": "back_upper", "area_cm2": 90}],
        "answers": {"isotretinoin_recent": {"answer": "yes", "last_dose": "2026-09-12"}},
    }
    return Consultation.model_validate(usual | parts)


@pytest.fixture
def stored(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A practice with one consultation that kept its verdict and one that did not."""
    home = tmp_path / "practice"
    records = create_practice(home, Practitioner(name="Dana Okafor", role="nurse"), WORDS, LEAST_COST)
    value = consultation()
    verdict = verdict_record(value, catalogue, assess(value, catalogue))
    records.start_consultation(None, value, Progress("safety", verdict=verdict))
    records.start_consultation(None, consultation(client={}), Progress("safety"))
    records.close()
    return home


def unlocked(
    command: Command, monkeypatch: pytest.MonkeyPatch, home: Path, *more: str | Path, words: str = WORDS
) -> Ran:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{words}\n"))
    return command("recheck", "--home", home, *more)


def test_stored_consultations_are_compared_without_a_name(
    command: Command, monkeypatch: pytest.MonkeyPatch, stored: Path, stricter: Path
) -> None:
    ran = unlocked(command, monkeypatch, stored, "--clinic", stricter)
    assert ran.status == 0, ran.err
    assert "C-0001, 20 Nov 2026 (consultation 1)\n  Overall: was Defer until 12 Mar 2027" in ran.out
    assert "No client yet, 20 Nov 2026 (consultation 2)\n  Not compared. No verdict was stored with it.\n" in ran.out
    assert ran.out.endswith("2 checked by protocol 2026.1: 1 differ, 1 not compared.\n")
    assert "Marisol" not in ran.out + ran.err
    same = unlocked(command, monkeypatch, stored, "--format", "json").json
    assert [each["status"] for each in same["results"]] == ["same", "not_compared"]


def test_a_wrong_passphrase_has_its_own_status(command: Command, monkeypatch: pytest.MonkeyPatch, stored: Path) -> None:
    ran = unlocked(command, monkeypatch, stored, words="wrong horse battery")
    assert ran.status == 3
    assert ran.out == ""


def test_a_home_without_a_practice_is_bad_input(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert unlocked(command, monkeypatch, tmp_path / "nowhere").status == 2


def test_several_practitioners_have_to_say_who(command: Command, monkeypatch: pytest.MonkeyPatch, stored: Path) -> None:
    with closing(open_practice(stored, 1, WORDS)) as records:
        records.people.add(WORDS, Practitioner(name="Jo Brennan", role="nurse"), "another horse battery")
    ran = unlocked(command, monkeypatch, stored)
    assert ran.status == 2
    assert "1: Dana Okafor" in ran.err
    assert "2: Jo Brennan" in ran.err
    assert unlocked(command, monkeypatch, stored, "--practitioner", "1").status == 0
    assert unlocked(command, monkeypatch, stored, "--practitioner", "7").status == 2
