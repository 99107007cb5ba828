"""Rooms of one practice on a server: set up once, joined, recovered, backed up each in its own folder."""

import os
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from consult_app.clinical.consultation import Client, Practitioner
from consult_app.errors import BadInputError, WrongPassphraseError
from consult_app.records.backup_values import Watch
from consult_app.records.derivation import LEAST_COST
from consult_app.records.migrating import bring_up_to_date
from consult_app.records.moving import copy_to_folder
from consult_app.records.opening import create_practice, demo_records, open_practice, practitioners, recover_practice
from consult_app.records.restore import restore, with_passphrase
from consult_app.records.room_file import RoomFile, read_room
from consult_app.records.server import open_server
from consult_app.records.store import Records, utc_now
from consult_app.records.values import StorageError
from tests.postgres.cable import Cable
from tests.postgres.cluster import Server

DANA, INES = Practitioner(name="Dana Okafor", role="nurse"), Practitioner(name="Ines Duarte", role="doctor")
NEW_WORDS = "another staple entirely"
AWAY = "postgresql://clinic@127.0.0.1:1/clinic"


@pytest.fixture
def url(empty_database: str) -> str:
    return empty_database


@pytest.fixture
def room(tmp_path: Path, url: str, passphrase: str) -> Path:
    """The folder of the room that set the practice up."""
    create_practice(tmp_path / "room", DANA, passphrase, LEAST_COST, url=url).close()
    return tmp_path / "room"


def unlocked(home: Path, url: str, words: str, who: int = 1) -> Records:
    assert who in {each.id for each in practitioners(home, url)}
    return open_practice(home, who, words, url=url)


def empty(url: str) -> None:
    """Take everything off the server, as if another database had been put there."""
    engine = open_server(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def test_a_practice_is_set_up_once_whoever_comes_first(room: Path, tmp_path: Path, url: str, passphrase: str) -> None:
    with pytest.raises(BadInputError, match="already holds a practice"):
        create_practice(tmp_path / "late", INES, passphrase, LEAST_COST, url=url)
    assert not (tmp_path / "late").exists()
    with pytest.raises(BadInputError, match="already holds a practice"):
        create_practice(room, INES, passphrase, LEAST_COST, url=url)
    records = unlocked(tmp_path / "late", url, passphrase)
    assert [event.kind for event in records.events()].count("practice_created") == 1
    records.close()


def test_what_one_room_saves_the_other_reads_while_both_are_open(
    room: Path, tmp_path: Path, url: str, passphrase: str
) -> None:
    here, there = unlocked(room, url, passphrase), unlocked(tmp_path / "other", url, passphrase)
    client = here.add_client(Client(name="Marisol Vega"))
    assert there.client(client.id) == client
    here.close()
    there.close()


def test_people_of_one_room_are_known_in_the_other(room: Path, tmp_path: Path, url: str, passphrase: str) -> None:
    other = tmp_path / "other"
    unlocked(other, url, passphrase).close()
    records = unlocked(room, url, passphrase)
    ines = records.people.add(passphrase, INES, NEW_WORDS)
    records.close()
    records = unlocked(other, url, NEW_WORDS, ines.id)
    assert records.practitioner.name == "Ines Duarte"
    records.close()


def test_the_recovery_key_opens_any_room(room: Path, tmp_path: Path, url: str, passphrase: str) -> None:
    records = unlocked(room, url, passphrase)
    groups = " ".join(records.people.new_recovery_sheet(passphrase))
    records.close()
    other = tmp_path / "other"
    assert [each.name for each in practitioners(other, url)] == ["Dana Okafor"]
    recover_practice(other, groups, 1, NEW_WORDS, url=url).close()
    with pytest.raises(WrongPassphraseError):
        open_practice(room, 1, passphrase, url=url)
    unlocked(room, url, NEW_WORDS).close()


def test_each_room_makes_and_remembers_its_own_backup(room: Path, tmp_path: Path, url: str, passphrase: str) -> None:
    here, there = unlocked(room, url, passphrase), unlocked(tmp_path / "other", url, passphrase)
    made = here.backups.make()
    assert (here.backups.is_due(), there.backups.is_due()) == (False, True)
    assert there.backups.last_verified() is None
    there.backups.make()
    assert not here.backups.is_due()
    here.close()
    there.close()
    report = restore(made.path, tmp_path / "restored", with_passphrase(passphrase), utc_now, Watch())
    assert report.contents.head == made.head
    open_practice(tmp_path / "restored", 1, passphrase).close()


def test_a_backup_being_made_in_the_same_folder_is_left_alone(room: Path, url: str, passphrase: str) -> None:
    fresh, old = room / ".staging-fresh", room / ".staging-old"
    fresh.mkdir()
    old.mkdir()
    os.utime(old, (time.time() - 200_000,) * 2)
    unlocked(room, url, passphrase).close()
    assert (fresh.exists(), old.exists()) == (True, False)


def test_names_are_shown_while_the_server_is_away_and_nothing_opens(
    room: Path, tmp_path: Path, passphrase: str
) -> None:
    assert [each.name for each in practitioners(room, AWAY)] == ["Dana Okafor"]
    with pytest.raises(StorageError, match="does not answer"):
        open_practice(room, 1, passphrase, url=AWAY)
    with pytest.raises(StorageError, match="does not answer"):
        practitioners(tmp_path / "nothing", AWAY)
    assert not (tmp_path / "nothing").exists()


def test_a_server_that_goes_in_the_middle_of_an_unlock_is_named(
    room: Path, server: Server, url: str, passphrase: str
) -> None:
    cable = Cable(server.port)
    database = url.partition("?")[0].rpartition("/")[2]
    behind = server.tcp_url(database, cable.port) + "?sslmode=disable"
    cable.pull_out_after(b"version_num")
    with pytest.raises(StorageError, match="stopped answering"):
        open_practice(room, 1, passphrase, url=behind, password=server.password)
    assert cable.is_out
    cable.plug_in()
    open_practice(room, 1, passphrase, url=behind, password=server.password).close()
    open_practice(room, 1, passphrase, url=behind).close()
    cable.pull_out()


def test_tables_without_a_practice_count_as_an_empty_server(tmp_path: Path, url: str, passphrase: str) -> None:
    engine = open_server(url)
    bring_up_to_date(engine)
    engine.dispose()
    with pytest.raises(BadInputError, match="No practice"):
        practitioners(tmp_path / "room", url)
    create_practice(tmp_path / "room", DANA, passphrase, LEAST_COST, url=url).close()


def test_a_practice_that_is_only_shown_is_not_copied(tmp_path: Path) -> None:
    shown = demo_records(DANA)
    with pytest.raises(BadInputError, match="Nothing is kept here"):
        copy_to_folder(shown, tmp_path / "copy")
    shown.close()


def test_a_folder_keeps_to_the_practice_it_was_unlocked_with(room: Path, url: str, passphrase: str) -> None:
    keys = (room / "keys.json").read_bytes()
    empty(url)
    create_practice(room.with_name("new"), INES, passphrase, LEAST_COST, url=url).close()
    with pytest.raises(BadInputError, match="another practice"):
        open_practice(room, 1, passphrase, url=url)
    assert (room / "keys.json").read_bytes() == keys


def test_a_server_that_was_emptied_is_not_filled_from_a_folder(room: Path, url: str, passphrase: str) -> None:
    empty(url)
    with pytest.raises(BadInputError, match="No practice"):
        open_practice(room, 1, passphrase, url=url)


def test_a_damaged_memory_of_the_server_is_begun_anew(room: Path, url: str, passphrase: str) -> None:
    (room / "room.json").write_text("{")
    unlocked(room, url, passphrase).close()
    assert read_room(room).id


def test_the_servers_password_opens_for_its_own_address_and_key_alone() -> None:
    key = bytes(32)
    kept = RoomFile().with_password("postgresql://here/clinic", "secret", key)
    assert kept.password_for("postgresql://here/clinic", key) == "secret"
    assert kept.password_for("postgresql://elsewhere/clinic", key) is None
    assert kept.password_for("postgresql://here/clinic", bytes(31) + b"1") is None
    assert RoomFile().password_for("postgresql://here/clinic", key) is None
    assert "secret" not in kept.model_dump_json()
