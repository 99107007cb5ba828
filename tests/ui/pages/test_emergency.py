"""Emergency steps before anybody unlocks: read from the disk, shown over the gate, closed with nothing typed lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consult_app.clinical.emergencies import EmergencySteps
from consult_app.settings import Settings
from consult_app.ui.entry import entrance
from consult_app.ui.entry.gate_stack import GateStack
from consult_app.ui.pages.emergency import NOT_SET, UNREADABLE, EmergencyPage
from consult_app.ui.pages.unlock import UnlockPage

CLINIC = 'format: 1\npractice: {name: Fernhill, emergency_number: "112"}\n'


def texts(page: EmergencyPage) -> list[str]:
    return [shown.text() for shown in page.findChildren(QLabel)]


@pytest.fixture
def steps(tmp_path: Path) -> EmergencySteps:
    (tmp_path / "clinic.yaml").write_text(CLINIC)
    found = entrance.emergencies(Settings(tmp_path))
    assert found is not None
    return found


def test_the_clinics_number_stands_above_the_numbered_steps(steps: EmergencySteps, qtbot: QtBot) -> None:
    page = EmergencyPage(steps)
    qtbot.addWidget(page)
    shown = texts(page)
    assert shown.index("Call 112") < shown.index("Local anaesthetic toxicity")
    assert "1. Wipe and wash the cream off." in shown


def test_a_clinics_file_that_cannot_be_read_still_says_to_call_for_help(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "clinic.yaml").write_text("practice: [")
    assert entrance.emergencies(Settings(tmp_path)) is None
    page = EmergencyPage(None)
    qtbot.addWidget(page)
    assert UNREADABLE in texts(page)
    assert NOT_SET in texts(page)


def test_esc_leads_back_to_the_passphrase_that_was_begun(steps: EmergencySteps, qtbot: QtBot) -> None:
    gates, unlock = GateStack(on_server=False), UnlockPage()
    qtbot.addWidget(gates)
    gates.show_gate(unlock)
    gates.resize(1280, 800)
    gates.show()
    unlock.emergency_wanted.connect(lambda: gates.show_emergency(steps))
    unlock.passphrase.edit.setText("correct horse")
    qtbot.mouseClick(unlock.emergency, Qt.MouseButton.LeftButton)
    page = gates.currentWidget()
    assert isinstance(page, EmergencyPage)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert gates.currentWidget() is unlock
    assert unlock.passphrase.value == "correct horse"
    assert gates.focusWidget() is unlock.emergency
