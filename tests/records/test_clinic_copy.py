"""The clinic's file stands in the records too, and the trail names each change of it."""

import hashlib
from pathlib import Path

from consult_app.records.opening import open_practice
from consult_app.records.store import Records

FIRST, SECOND = "format: 1\n", "format: 1\npractice: {name: Harbour Clinic}\n"


def changes(records: Records) -> list[str]:
    found = [event.detail for event in records.events("clinic.yaml") if event.kind == "clinic_file_changed"]
    records.close()
    return found


def test_each_change_is_named_once_at_the_next_unlock(home: Path, passphrase: str) -> None:
    assert changes(open_practice(home, 1, passphrase)) == []
    (home / "clinic.yaml").write_text(FIRST)
    first = f"revision 1, sha256 {hashlib.sha256(FIRST.encode()).hexdigest()}"
    assert changes(open_practice(home, 1, passphrase)) == [first]
    assert changes(open_practice(home, 1, passphrase)) == [first]
    (home / "clinic.yaml").write_text(SECOND)
    second = f"revision 2, sha256 {hashlib.sha256(SECOND.encode()).hexdigest()}"
    assert changes(open_practice(home, 1, passphrase)) == [first, second]
    assert (home / "clinic.yaml").read_text() == SECOND


def test_a_file_that_was_taken_away_changes_nothing(home: Path, passphrase: str) -> None:
    (home / "clinic.yaml").write_text(FIRST)
    assert len(changes(open_practice(home, 1, passphrase))) == 1
    (home / "clinic.yaml").unlink()
    assert len(changes(open_practice(home, 1, passphrase))) == 1
    assert not (home / "clinic.yaml").exists()
