"""The window of a room whose records lie on a server: set up, worked in, cut off and found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consult_app.settings import load_settings
from consult_app.ui.pages.set_up import ON_SERVER, SetUpPage
from consult_app.ui.pages.unlock import UnlockPage
from consult_app.ui.widgets.gate import KEPT_ON_SERVER
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.text_field import TextField
from tests.journeys.person import CTRL, Person, only
from tests.journeys.steps import NAME, WORDS, set_up, start
from tests.postgres.cable import Cable
from tests.postgres.cluster import Server


@pytest.fixture
def cable(server: Server) -> Iterator[Cable]:
    """What the room's connections run through."""
    cable = Cable(server.port)
    yield cable
    cable.pull_out()


@pytest.fixture
def address(server: Server, empty_database: str, cable: Cable) -> str:
    """The server behind the cable, which asks for a password."""
    database = empty_database.partition("?")[0].rpartition("/")[2]
    return server.tcp_url(database, cable.port) + "?sslmode=disable"


@pytest.fixture
def url(server: Server, address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same, with its password where the driver looks for it."""
    monkeypatch.setenv("PGPASSWORD", server.password)
    return address


def said(person: Person) -> str:
    """What stands on the gate."""
    assert person.window.gate is not None
    return " ".join(one.text() for one in person.window.gate.findChildren(QLabel) if one.isVisible())


def test_a_room_is_set_up_cut_off_and_found_again_and_nothing_typed_is_lost(
    tmp_path: Path, qtbot: QtBot, cable: Cable, url: str
) -> None:
    first = Person(tmp_path / "first", qtbot, database_url=url)
    first.wait(lambda: isinstance(first.window.gate, SetUpPage))
    assert ON_SERVER in said(first)
    set_up(first)
    start(first)
    first.write("client_name", "Marisol")
    first.press(Qt.Key.Key_S, CTRL)
    first.wait_until_saved()
    cable.pull_out()
    first.write("client_name", NAME)
    first.press(Qt.Key.Key_S, CTRL)
    first.wait(lambda: bool(first.frame.saving.failed))
    assert first.frame.saving.failed.startswith("The server with the records did not take or give this.")
    first.window.close()
    first.wait(lambda: any(one.isVisible() for one in first.frame.findChildren(ErrorPanel)))
    assert first.window.isVisible()
    cable.plug_in()
    first.press(Qt.Key.Key_S, CTRL)
    first.wait_until_saved()
    first.close()

    second = Person(tmp_path / "second", qtbot, database_url=url)
    second.unlock(WORDS)
    second.wait_for_desk()
    second.click("open_1")
    second.wait_for_consultation()
    assert second.frame.state.consultation.client.name == NAME
    second.close()


def test_while_the_server_is_away_the_gate_says_so_and_tries_again(
    tmp_path: Path, qtbot: QtBot, cable: Cable, url: str
) -> None:
    first = Person(tmp_path / "first", qtbot, database_url=url)
    set_up(first)
    first.close()
    cable.pull_out()
    known, new = (Person(tmp_path / name, qtbot, database_url=url) for name in ("first", "second"))
    known.unlock(WORDS)
    assert KEPT_ON_SERVER in said(known)
    known.wait(lambda: "does not answer. Nothing was lost." in said(known))
    new.wait(lambda: "does not answer" in said(new))
    cable.plug_in()
    assert isinstance(new.window.gate, UnlockPage)
    new.write("passphrase", WORDS)
    new.click("unlock")
    for person in (new, known):
        person.come_to_front()
        person.unlock(WORDS)
        person.wait_for_desk()
        person.close()


def test_a_clinic_file_that_was_put_aside_is_named_on_today(tmp_path: Path, qtbot: QtBot, url: str) -> None:
    first = Person(tmp_path / "first", qtbot, database_url=url)
    set_up(first)
    first.close()
    mine = "format: 1\npractice: {name: Bridge Clinic}\n"
    (tmp_path / "second").mkdir(mode=0o700)
    (tmp_path / "second" / "clinic.yaml").write_text(mine)
    second = Person(tmp_path / "second", qtbot, database_url=url)
    second.unlock(WORDS)
    second.wait_for_desk()
    assert second.window.desk is not None
    panel = only(second.window.desk.findChildren(ErrorPanel, "set_aside"))
    (aside,) = (tmp_path / "second").glob("clinic.set-aside-*.yaml")
    assert aside.read_text() == mine
    assert any(aside.name in one.text() for one in panel.findChildren(QLabel))
    assert second.window.desk.app.catalogue.practice.practice.name == "Fernhill Skin Clinic"
    second.close()


def connect(person: Person, address: str, password: str) -> None:
    person.wait(lambda: isinstance(person.window.gate, SetUpPage))
    person.click("use_a_server")
    person.write("server_address", address)
    person.write("server_password", password)
    person.click("server_connect")


def test_rooms_are_set_up_and_joined_from_the_first_window_and_keep_the_password(
    tmp_path: Path, qtbot: QtBot, server: Server, address: str
) -> None:
    first = Person(tmp_path / "first", qtbot)
    connect(first, address, "wrong")
    typed = first.find(TextField, "server_address")
    first.wait(lambda: typed.error() != "")
    assert typed.value == address
    first.write("server_password", server.password)
    first.click("server_connect")
    first.wait(lambda: ON_SERVER in said(first))
    set_up(first)
    first.close()

    second = Person(tmp_path / "second", qtbot)
    connect(second, address, server.password)
    second.unlock(WORDS)
    second.wait_for_desk()
    second.close()

    again = Person(tmp_path / "second", qtbot, database_url=load_settings(tmp_path / "second")[0].database_url)
    again.unlock(WORDS)
    again.wait_for_desk()
    assert again.window.desk is not None
    assert again.window.desk.app.records.practitioner.name == "Jo Brennan"
    again.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert server.password.encode() not in kept
