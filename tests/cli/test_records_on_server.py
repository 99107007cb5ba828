"""The records commands on a server: two rooms with a folder each, and a practice moved there and back."""

from pathlib import Path

import pytest

from consult_app.clinical.consultation import Practitioner
from consult_app.records.derivation import LEAST_COST
from consult_app.records.opening import create_practice, open_practice
from consult_app.settings import load_settings
from tests.cli.conftest import Command, Ran
from tests.postgres.cluster import Server

WORDS, NEW_WORDS, WRONG_WORDS = "correct horse battery", "another staple entirely", "wrong horse battery"
CASE = Path(__file__).parents[2] / "resources" / "examples" / "back_scars_ready.yaml"
DANA = Practitioner(name="Dana Okafor", role="nurse")
CLINIC = "format: 1\npractice: {name: Harbour Clinic}\n"


class Room:
    """The commands in one folder; each reads the passphrase from a file."""

    def __init__(self, command: Command, home: Path, *options: str) -> None:
        self.home, self._command, self._options = home, command, options

    def __call__(self, *words: object, passphrase: str = WORDS) -> Ran:
        file = self.home.with_suffix(".words")
        file.write_text(f"{passphrase}\n", "utf-8")
        return self._command("--home", self.home, "records", *words, "--passphrase-file", file, *self._options)

    def with_options(self, *options: str) -> "Room":
        return Room(self._command, self.home, *options)


@pytest.fixture
def url(empty_database: str) -> str:
    return empty_database


@pytest.fixture
def address(url: str, server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The same database through the network, where the password is asked for and stands in no usual place."""
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "absent"))
    monkeypatch.delenv("PGPASSWORD", raising=False)
    return server.tcp_url(url.partition("?")[0].rpartition("/")[2])


@pytest.fixture
def password(tmp_path: Path, server: Server) -> Path:
    """The server's password in a file."""
    (tmp_path / "server_password").write_text(f"{server.password}\n")
    return tmp_path / "server_password"


@pytest.fixture
def first(command: Command, tmp_path: Path, url: str) -> Room:
    """The room that set the practice up, as cheaply as is allowed."""
    create_practice(tmp_path / "first", DANA, WORDS, LEAST_COST, url=url).close()
    return Room(command, tmp_path / "first", "--database", url)


@pytest.fixture
def second(command: Command, tmp_path: Path, url: str) -> Room:
    """A room with nothing in its folder yet."""
    return Room(command, tmp_path / "second", "--database", url)


def test_everything_a_practice_does_it_does_on_a_server(first: Room, tmp_path: Path) -> None:
    assert first("add", CASE).json == {"client": "C-0001", "consultation": 1}
    assert [client["name"] for client in first("search", "lukasz", "--format", "json").json] == ["Zoë Łukasz"]
    assert first("show", "1").json["outcome"] == "treat"
    assert first("sign", "1").json["status"] == "finished"
    ran = first("verify")
    assert (ran.status, ran.out[-21:]) == (0, "nothing was altered.\n")
    backup = tmp_path / "backups" / first("backup", tmp_path / "backups").out.strip()
    listed = first("list", "--format", "json").json
    restored = first.with_options()
    restored.home = tmp_path / "restored"
    assert restored("restore", backup, restored.home).status == 0
    assert restored("list", "--format", "json").json == listed
    assert sorted(path.name for path in first.home.iterdir()) == ["keys.json", "room.json"]


def test_set_up_on_the_command_line_is_remembered_and_done_once(
    command: Command, tmp_path: Path, address: str, password: Path
) -> None:
    room, known = Room(command, tmp_path / "first"), ("--database-password-file", password)
    ran = room("init", "--practitioner", "Dana Okafor", "--practice", "Harbour Clinic", "--database", address, *known)
    assert ran.status == 0
    assert "its administrator can read them" in ran.out
    assert load_settings(room.home)[0].database_url == address
    assert room("list", "--format", "json").json == {"clients": [], "consultations": []}
    other = Room(command, tmp_path / "second")
    assert other("init", "--practitioner", "Ines Duarte", "--database", address, *known).status == 2
    assert "Harbour Clinic" in other("join", address, *known).out
    assert other("list").status == 0
    assert (other.home / "clinic.yaml").read_bytes() == (room.home / "clinic.yaml").read_bytes()


def test_a_changed_passphrase_is_in_force_in_every_room(first: Room, second: Room, url: str) -> None:
    assert second("list").status == 0
    records = open_practice(first.home, 1, WORDS, url=url)
    records.people.change_passphrase(WORDS, NEW_WORDS)
    records.close()
    assert second("list").status == 3
    assert second("list", passphrase=NEW_WORDS).status == 0
    assert (second.home / "keys.json").read_bytes() == (first.home / "keys.json").read_bytes()


def test_a_changed_clinic_file_travels_and_is_named_in_the_trail(first: Room, second: Room, url: str) -> None:
    assert second("list").status == 0
    (first.home / "clinic.yaml").write_text(CLINIC)
    assert first("list").status == 0
    assert second("list").status == 0
    assert (second.home / "clinic.yaml").read_text() == CLINIC
    back = CLINIC.replace("Harbour", "Quay")
    (second.home / "clinic.yaml").write_text(back)
    assert second("list").status == 0
    assert first("list").err == ""
    assert (first.home / "clinic.yaml").read_text() == back
    records = open_practice(first.home, 1, WORDS, url=url)
    named = [event.detail.split(",")[0] for event in records.events("clinic.yaml")]
    records.close()
    assert named == ["revision 1", "revision 2"]


def test_a_clinic_file_changed_in_two_rooms_keeps_both(first: Room, second: Room) -> None:
    (first.home / "clinic.yaml").write_text(CLINIC)
    assert first("list").status == second("list").status == 0
    theirs, mine = CLINIC.replace("Harbour", "Quay"), CLINIC.replace("Harbour", "Bridge")
    (first.home / "clinic.yaml").write_text(theirs)
    (second.home / "clinic.yaml").write_text(mine)
    assert first("list").status == 0
    ran = second("list")
    (aside,) = second.home.glob("clinic.set-aside-*.yaml")
    assert (ran.status, aside.read_text()) == (0, mine)
    assert aside.name in ran.err
    assert (second.home / "clinic.yaml").read_text() == theirs
    assert second("list").err == ""


def test_a_clinic_file_that_does_not_pass_keeps_the_records_closed(first: Room, second: Room) -> None:
    assert second("list").status == 0
    (first.home / "clinic.yaml").write_text("format: 1\nnothing_known: 1\n")
    assert first("list").status == 2
    assert second("list").status == 0


def test_there_and_back_holds_the_same(command: Command, tmp_path: Path, url: str) -> None:
    file = Room(command, tmp_path / "file")
    create_practice(file.home, DANA, WORDS, LEAST_COST).close()
    (file.home / "clinic.yaml").write_text(CLINIC)
    file("add", CASE)
    listed = file("list", "--format", "json").json
    ran = file("copy", url)
    assert ran.status == 0
    assert ran.out.splitlines()[-1].endswith("tables, the same in both places.")
    assert file("copy", url).status == 2
    room = Room(command, tmp_path / "room")
    assert room("join", url).status == 0
    assert room("list", "--format", "json").json == listed
    assert room("verify").status == 0
    back = Room(command, tmp_path / "back")
    assert room("copy", back.home).status == 0
    assert room("copy", back.home).status == 2
    assert back("list", "--format", "json").json == listed
    assert back("verify").status == 0
    assert (back.home / "clinic.yaml").read_text() == CLINIC
    assert sorted(path.name for path in back.home.iterdir())[:3] == ["clinic.yaml", "keys.json", "records.db"]


def test_the_folder_whose_practice_was_copied_becomes_a_room(
    command: Command, tmp_path: Path, address: str, password: Path
) -> None:
    file = Room(command, tmp_path / "file")
    create_practice(file.home, DANA, WORDS, LEAST_COST).close()
    assert file("copy", address).status == 2
    assert file("copy", address, "--target-password-file", password).status == 0
    assert file("join", address, "--database-password-file", password).status == 0
    assert file("add", CASE).status == 0
    assert (file.home / "room.json").exists()


def test_a_folder_of_another_practice_is_left_as_it_was(
    first: Room, command: Command, tmp_path: Path, url: str
) -> None:
    other = Room(command, tmp_path / "other")
    create_practice(other.home, DANA, WORDS, LEAST_COST).close()
    before = {path.name: path.read_bytes() for path in other.home.iterdir()}
    assert first("list").status == 0
    ran = other("join", url)
    assert (ran.status, "another practice" in ran.err) == (2, True)
    assert {path.name: path.read_bytes() for path in other.home.iterdir()} == before


def test_the_servers_password_is_kept_with_the_keys(
    command: Command, tmp_path: Path, server: Server, address: str, password: Path
) -> None:
    create_practice(tmp_path / "first", DANA, WORDS, LEAST_COST, url=address, password=server.password).close()
    room = Room(command, tmp_path / "first", "--database", address)
    assert room("list").status == 0
    assert server.password not in (room.home / "room.json").read_text()
    joining = Room(command, tmp_path / "second", "--database", address)
    assert joining("list").status == 2
    assert joining("list", "--database-password-file", password).status == 0
    assert joining("list").status == 0
    assert joining("list", passphrase=WRONG_WORDS).status == 3
    elsewhere = joining.with_options("--database", address.replace("127.0.0.1", "localhost"))
    assert elsewhere("list").status == 2
    records = open_practice(room.home, 1, WORDS, url=address)
    records.people.change_passphrase(WORDS, NEW_WORDS)
    records.close()
    before = joining("list")
    assert (before.status, "was changed" in before.err) == (3, True)
    assert joining("list", passphrase=NEW_WORDS).status == 0


def test_refusals_on_a_server_have_their_status(first: Room, tmp_path: Path, server: Server) -> None:
    assert first("list", passphrase=WRONG_WORDS).status == 3
    for address in ("mysql://clinic@localhost/clinic", "nonsense", "postgresql://clinic:secret@localhost/clinic"):
        ran = first.with_options("--database", address)("list")
        assert (ran.status, ran.out) == (2, "")
    away = first.with_options("--database", "postgresql://clinic@127.0.0.1:1/clinic")("list")
    assert (away.status, "does not answer" in away.err) == (2, True)
    empty = first.with_options("--database", server.url("postgres"))
    empty.home = tmp_path / "empty"
    assert "No practice" in empty("list").err
