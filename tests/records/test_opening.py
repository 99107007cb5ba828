"""A practice on disk opens with its passphrase, and every other case says what it is."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from consult_app.clinical.consultation import Client, Practitioner
from consult_app.errors import BadInputError, ConsultError, VerificationError, WrongPassphraseError
from consult_app.records.derivation import LEAST_COST
from consult_app.records.keys import public_text
from consult_app.records.opening import create_practice, demo_records, is_set_up, open_practice, practitioners
from consult_app.records.values import StoredPractitioner

DANA = Practitioner(name="Dana Okafor", role="nurse")


def test_set_up_saved_closed_and_opened_again(home: Path, passphrase: str) -> None:
    assert is_set_up(home)
    (dana,) = practitioners(home)
    assert dana == StoredPractitioner(1, "Dana Okafor", "nurse", is_lead=True, public_key=dana.public_key)
    records = open_practice(home, 1, passphrase)
    client = records.add_client(Client(name="Marisol Vega"))
    records.close()
    records = open_practice(home, 1, passphrase)
    assert records.practitioner == dana
    assert records.practitioners() == (records.practitioner,)
    assert records.client(client.id) == client
    records.close()


def test_files_are_closed_to_others_while_open(home: Path, passphrase: str) -> None:
    records = open_practice(home, 1, passphrase)
    records.add_client(Client(name="Marisol Vega"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert set(modes) == {"records.db", "records.db-wal", "records.db-shm", "records.lock", "records.mark", "keys.json"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    records.close()


def test_saves_are_durable_and_references_kept(home: Path, passphrase: str) -> None:
    records = open_practice(home, 1, passphrase)
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    with records.transactions.engine.connect() as connection:
        assert {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in expected} == expected
        assert "temp_store=0" not in [row[0].lower() for row in connection.execute(text("PRAGMA compile_options"))]
    records.close()


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_still_does(home: Path, passphrase: str) -> None:
    with pytest.raises(WrongPassphraseError):
        open_practice(home, 1, "wrong horse battery")
    open_practice(home, 1, passphrase).close()


def test_a_practitioner_without_a_key_is_refused(home: Path, passphrase: str) -> None:
    with pytest.raises(BadInputError, match="no key"):
        open_practice(home, 2, passphrase)


def test_an_empty_folder_is_not_a_practice(tmp_path: Path, passphrase: str) -> None:
    assert not is_set_up(tmp_path)
    with pytest.raises(BadInputError, match="No practice"):
        practitioners(tmp_path)
    with pytest.raises(BadInputError, match="No practice"):
        open_practice(tmp_path, 1, passphrase)


@pytest.mark.parametrize(("missing", "left"), [("keys.json", "records.db"), ("records.db", "keys.json")])
def test_a_missing_file_is_named_and_nothing_is_set_up_over_the_other(
    home: Path, passphrase: str, missing: str, left: str
) -> None:
    (home / missing).unlink()
    content = (home / left).read_bytes()
    assert is_set_up(home)
    with pytest.raises(VerificationError, match=f"{missing} is missing"):
        practitioners(home)
    with pytest.raises(VerificationError, match=f"{missing} is missing"):
        open_practice(home, 1, passphrase)
    with pytest.raises(BadInputError, match="already holds"):
        create_practice(home, DANA, passphrase, LEAST_COST)
    assert (home / left).read_bytes() == content


def test_keys_of_other_records_are_told_apart_from_a_wrong_passphrase(
    home: Path, tmp_path: Path, passphrase: str
) -> None:
    create_practice(tmp_path / "other", DANA, passphrase, LEAST_COST).close()
    shutil.copyfile(tmp_path / "other" / "keys.json", home / "keys.json")
    with pytest.raises(VerificationError, match=r"keys\.json belongs to other records"):
        open_practice(home, 1, passphrase)


def test_a_damaged_empty_or_foreign_database_is_told_apart(home: Path, passphrase: str) -> None:
    database = home / "records.db"
    content = database.read_bytes()
    database.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
    with pytest.raises(VerificationError, match="damaged"):
        open_practice(home, 1, passphrase)
    database.write_bytes(b"")
    with pytest.raises(VerificationError, match="empty"):
        open_practice(home, 1, passphrase)
    database.unlink()
    plain = sqlite3.connect(database)
    plain.execute("CREATE TABLE other (id INTEGER)")
    plain.close()
    with pytest.raises(VerificationError, match="another program"):
        open_practice(home, 1, passphrase)
    database.write_bytes(content)
    open_practice(home, 1, passphrase).close()


def test_a_second_program_is_kept_out_until_the_first_lets_go(home: Path, passphrase: str) -> None:
    first = open_practice(home, 1, passphrase)
    with pytest.raises(ConsultError, match="already open"):
        open_practice(home, 1, passphrase)
    first.close()
    open_practice(home, 1, passphrase).close()


def test_a_refused_set_up_leaves_no_practice(tmp_path: Path, passphrase: str) -> None:
    home = tmp_path / "practice"
    with pytest.raises(BadInputError, match="15 characters"):
        create_practice(home, DANA, "too short", LEAST_COST)
    with pytest.raises(BadInputError, match="no name"):
        create_practice(home, Practitioner(name=" "), passphrase, LEAST_COST)
    assert not home.exists()


def test_a_set_up_cut_short_before_the_keys_starts_anew(tmp_path: Path, passphrase: str) -> None:
    (tmp_path / "records.new.db").write_bytes(b"half")
    (tmp_path / "records.new.db-wal").write_bytes(b"half")
    create_practice(tmp_path, DANA, passphrase, LEAST_COST).close()
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "records.lock", "records.mark", "keys.json"}


def test_a_set_up_cut_short_after_the_keys_is_completed_by_unlocking(home: Path, passphrase: str) -> None:
    (home / "records.db").rename(home / "records.new.db")
    assert practitioners(home)[0].name == "Dana Okafor"
    open_practice(home, 1, passphrase).close()
    assert (home / "records.db").exists()


def test_acknowledged_saves_survive_a_killed_program(home: Path, passphrase: str) -> None:
    program = """
import sys
from pathlib import Path
from consult_app.clinical.consultation import Consultation
from consult_app.records.opening import open_practice
from consult_app.records.values import Progress
records = open_practice(Path(sys.argv[1]), 1, sys.argv[2])
value = Consultation.model_validate({"format": 1, "as_of": "2026-11-20", "client": {"name": "Marisol Vega"}})
draft = records.start_consultation(None, value, Progress("client"))
revision = draft.revision
assert "alembic" not in sys.modules, "slow to import, and there is nothing to migrate"
while True:
    value = value.model_copy(update={"reason_for_visit": f"note {revision + 1}"})
    revision = records.save(draft.id, value, revision, Progress("history")).revision
    print(revision, flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", program, str(home), passphrase], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline()) for _ in range(20)]
    child.kill()
    acknowledged += [int(line) for line in child.stdout.read().split()]
    child.wait()
    child.stdout.close()
    records = open_practice(home, 1, passphrase)
    loaded = records.load(1)
    assert loaded.revision >= acknowledged[-1]
    assert loaded.consultation.reason_for_visit == f"note {loaded.revision}"
    with records.transactions.engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        assert connection.execute(text("PRAGMA cipher_integrity_check")).all() == []
    records.close()


def test_the_demonstration_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "CONSULT_APP_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    records = demo_records(DANA)
    records.add_client(Client(name="Marisol Vega"))
    assert list(tmp_path.iterdir()) == []
    records.close()


def test_a_practice_of_the_first_version_gets_a_signing_key_at_its_next_unlock(tmp_path: Path, passphrase: str) -> None:
    for name in ("keys.json", "records.db"):
        shutil.copyfile(Path(__file__).parents[1] / "data" / "old_records" / f"0001_{name}", tmp_path / name)
    records = open_practice(tmp_path, 1, passphrase)
    key = records.people.prove(passphrase).signing_key
    assert records.practitioner.public_key == public_text(key)
    assert practitioners(tmp_path) == records.practitioners() == (records.practitioner,)
    records.close()
    records = open_practice(tmp_path, 1, passphrase)
    assert records.people.prove(passphrase).signing_key.private_bytes_raw() == key.private_bytes_raw()
    records.close()
