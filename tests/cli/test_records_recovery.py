"""The recovery sheet on the command line opens the records without a passphrase; without one, that is said."""

import re
import stat
from pathlib import Path

from pypdf import PdfReader

from consult_app.records.opening import open_practice, recover_practice
from tests.cli.conftest import WORDS, Command, Practice

NEW_WORDS = "another staple entirely"


def groups_on(sheet: Path) -> list[str]:
    """The groups as they stand on the paper, in the order of their numbers."""
    (page,) = PdfReader(sheet).pages
    numbered = re.findall(r"^([1-8])\s*\n?\s*(\S{5})$", page.extract_text(), re.MULTILINE)
    return [group for _number, group in sorted(numbered)]


def test_a_sheet_made_at_set_up_gives_a_new_passphrase(command: Command, tmp_path: Path) -> None:
    practice, sheet = Practice(command, tmp_path), tmp_path / "sheet.pdf"
    ran = practice("init", "--practitioner", "Dana Okafor", "--recovery-sheet", sheet)
    assert ran.status == 0
    assert "Recovery sheet: sheet.pdf. Print it" in ran.out
    assert "No recovery sheet" not in ran.out
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    records = recover_practice(practice.home, " ".join(groups_on(sheet)), 1, NEW_WORDS)
    assert records.people.recovery_state() == "unconfirmed"
    records.close()
    open_practice(practice.home, 1, NEW_WORDS).close()
    assert practice("list").status == 3


def test_a_set_up_without_a_sheet_says_so_and_how_to_make_one(practice: Practice, tmp_path: Path) -> None:
    bare = Practice(practice.command, tmp_path / "bare")
    ran = bare("init", "--practitioner", "Dana Okafor")
    assert "No recovery sheet was made" in ran.out
    assert "records recovery-sheet FILE.pdf" in ran.out
    sheet = tmp_path / "later.pdf"
    assert practice("recovery-sheet", sheet).status == 0
    recover_practice(practice.home, " ".join(groups_on(sheet)), 1, NEW_WORDS).close()


def test_no_key_is_made_for_a_file_that_cannot_hold_it(practice: Practice, tmp_path: Path, command: Command) -> None:
    there = tmp_path / "there.pdf"
    there.write_text("kept")
    assert practice("recovery-sheet", there).status == 2
    assert there.read_text() == "kept"
    assert practice("recovery-sheet", tmp_path / "no folder" / "sheet.pdf").status == 2
    records = open_practice(practice.home, 1, WORDS)
    assert records.people.recovery_state() == "none"
    records.close()
    other = Practice(command, tmp_path / "other")
    assert other("init", "--practitioner", "Dana Okafor", "--recovery-sheet", there).status == 2
    assert not other.home.exists()


def test_a_refused_passphrase_leaves_no_empty_sheet(practice: Practice, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another horse battery", "utf-8")
    assert practice("recovery-sheet", tmp_path / "sheet.pdf", passphrase=wrong).status == 3
    assert not (tmp_path / "sheet.pdf").exists()
