"""The whole window over the demonstration: every step opens inside it, at every size, and says what it is."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.workflow import STEPS
from consult_app.demo import demo_app
from consult_app.settings import Settings
from consult_app.ui.consultation.frame import ConsultationFrame
from consult_app.ui.main_window import MainWindow
from consult_app.ui.widgets.list_row import ListRow

PATIENCE_MS = 30_000
MARISOL = 1
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Strays(QObject):
    """Notes every window that opens."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    settings = Settings(tmp_path)
    shown = MainWindow(settings, lambda: demo_app(settings, dt.date(2026, 11, 20)))
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    qtbot.waitUntil(lambda: any(row.isVisible() for row in shown.findChildren(ListRow)), timeout=PATIENCE_MS)
    yield shown
    shown.close()
    qtbot.waitUntil(lambda: not shown.isVisible(), timeout=PATIENCE_MS)


def open_marisol(window: MainWindow, qtbot: QtBot) -> ConsultationFrame:
    desk = window.desk
    assert desk is not None
    desk.open_consultation(MARISOL)
    qtbot.waitUntil(lambda: desk.frame is not None and desk.frame.isVisible(), timeout=PATIENCE_MS)
    assert desk.frame is not None
    return desk.frame


def test_no_part_opens_as_a_window_of_its_own(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    strays = Strays(qapp)
    frame = open_marisol(window, qtbot)
    for step in frame.pages:
        frame.open_step(step)
    qtbot.waitUntil(lambda: frame.saving.is_clean, timeout=PATIENCE_MS)
    qapp.removeEventFilter(strays)
    assert strays.seen == []


def test_every_step_has_its_page_and_its_key(window: MainWindow, qtbot: QtBot) -> None:
    frame = open_marisol(window, qtbot)
    assert list(frame.pages) == [step.id for step in STEPS]
    for at, step in enumerate(STEPS, 1):
        qtbot.keyClick(frame, Qt.Key(Qt.Key.Key_0 + at), ALT)
        assert frame.page.step == step.id
    qtbot.keyClick(frame, Qt.Key.Key_Left, ALT)
    assert frame.page.step == "plan"
    qtbot.keyClick(frame, Qt.Key.Key_G, CTRL)
    assert frame.page.step == "history"


def test_what_can_be_used_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    frame = open_marisol(window, qtbot)
    for step in frame.pages:
        frame.open_step(step)
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
            for control in frame.findChildren(kind):
                if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    assert control.accessibleName() or control.property("text"), f"{step}: {type(control).__name__}"


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1920, 1080)])
def test_the_frame_fits_the_window(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    frame = open_marisol(window, qtbot)
    window.resize(*size)
    for step in frame.pages:
        frame.open_step(step)
        assert (frame.width(), frame.height()) == size, step
        assert frame.minimumSizeHint().width() <= size[0], step


def test_undo_takes_back_the_last_answer(window: MainWindow, qtbot: QtBot) -> None:
    frame = open_marisol(window, qtbot)
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, Qt.Key.Key_N)
    assert frame.state.consultation.answers["anticoagulant"][0].answer == "no"
    qtbot.keyClick(frame, Qt.Key.Key_Z, CTRL)
    assert "anticoagulant" not in frame.state.consultation.answers
    qtbot.waitUntil(lambda: frame.saving.is_clean, timeout=PATIENCE_MS)


def test_the_demonstration_needs_no_passphrase_to_carry_on(window: MainWindow, qtbot: QtBot) -> None:
    frame = open_marisol(window, qtbot)
    window.lock(idle=True)
    assert window.is_locked
    assert not frame.isVisible()
    assert window.gate is not None
    assert "nothing is kept" in window.windowTitle()
    qtbot.mouseClick(window.gate.button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not window.is_locked, timeout=10_000)
    assert frame.isVisible()
