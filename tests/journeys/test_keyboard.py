"""One whole consultation by keys alone: nothing is clicked or called, and the keyboard is always somewhere in sight."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from consult_app.clinical.dates import short_date
from tests.journeys.person import ALT, CTRL, NO_MODIFIER, PATIENCE_MS, SHIFT, Person
from tests.journeys.steps import WORDS, made_before, today

K = Qt.Key
NAME, FARTHEST = "Iwan Novak", 120
SHEETS = {"aftercare.pdf", "before_care.pdf", "treatment_plan.pdf"}


class Typist(Person):
    """Somebody without a mouse: keys go to whatever has the keyboard, and only what is in sight may have it."""

    def here(self) -> QWidget:
        """What has the keyboard; it must come to be seen."""
        found: list[QWidget] = []

        def in_sight() -> bool:
            QApplication.processEvents()
            if not self.window.isActiveWindow() and QApplication.activeModalWidget() is None:
                self.window.activateWindow()
            popup = QApplication.activePopupWidget()
            here = (popup.focusWidget() or popup) if popup else QApplication.focusWidget()
            found[:] = [here] if here is not None and here.isVisible() and not here.visibleRegion().isEmpty() else []
            return bool(found)

        self.bot.waitUntil(in_sight, timeout=PATIENCE_MS)
        return found[0]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press a key."""
        QTest.keyClick(self.here(), key, modifier)

    def letters(self, text: str) -> None:
        """Type."""
        for letter in text:
            QTest.keyClicks(self.here(), letter)

    def told(self) -> str:
        """What is said of where the keyboard is."""
        here = self.here()
        if isinstance(here, QMenu):
            return here.activeAction().text() if here.activeAction() else here.accessibleName()
        return f"{here.accessibleName()}. {here.accessibleDescription()}"

    def tab_to(self, name: str, key: Qt.Key = K.Key_Tab) -> None:
        """Press Tab until the keyboard is on what begins with a name."""
        been = []
        for _ in range(FARTHEST):
            if self.told().startswith(name):
                return
            been.append(self.told())
            self.key(key, SHIFT if key == K.Key_Backtab else NO_MODIFIER)
        raise AssertionError(f"{name!r} is not reached: {been}")

    def open_menu(self) -> None:
        """Press Enter on a button that opens a menu, which only returns once the menu is closed: so press it later."""
        QTimer.singleShot(0, lambda: self.key(K.Key_Return))
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))

    def come_to(self, step: str) -> None:
        """Wait until a step is open."""
        self.wait(lambda: self.frame.page.step == step and self.frame.page.isVisible())


def test_one_consultation_by_keys_alone(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    made_before(tmp_path / "practice")
    typist = Typist(tmp_path / "practice", qtbot)
    typist.window.resize(1280, 800)
    unlock(typist)
    fill_in_client(typist)
    answer_history(typist)
    choose_area(typist)
    look_at_skin(typist)
    plan(typist)
    save_sheets(typist, folder)
    typist.close()


def unlock(typist: Typist) -> None:
    typist.wait(lambda: typist.window.gate is not None and typist.told().startswith("Passphrase"))
    typist.letters(WORDS)
    typist.key(K.Key_Return)
    typist.wait_for_desk()
    typist.wait(lambda: typist.told().startswith("New consultation"))
    typist.key(K.Key_Return)
    typist.wait_for_consultation()


def fill_in_client(typist: Typist) -> None:
    typist.tab_to("Name")
    typist.letters(NAME)
    typist.tab_to("Birth date")
    typist.letters("11 Feb 1994")
    typist.tab_to("Female")
    typist.key(K.Key_Space)
    typist.tab_to("Height")
    typist.letters("174")
    typist.tab_to("Weight")
    typist.letters("70")
    typist.tab_to("Next: Health history")
    typist.key(K.Key_Return)
    typist.come_to("history")


def answer_history(typist: Typist) -> None:
    """Every question by its letter: all No but one, whose place is ticked in a list."""
    while typist.frame.page.step == "history":
        asked = typist.told()
        if "Marks that stay dark" in asked:
            typist.key(K.Key_Y)
            typist.tab_to("Where")
            typist.key(K.Key_Return)
            typist.tab_to("Upper back")
            typist.key(K.Key_Space)
            typist.key(K.Key_Escape)
            typist.key(K.Key_G, CTRL)
        else:
            typist.key(K.Key_N)
        assert typist.told() != asked, asked
    typist.come_to("skin")


def choose_area(typist: Typist) -> None:
    """From the skin step, which waits for an area: the region by Tab and Space, the concern by its menu."""
    typist.key(K.Key_2)
    typist.wait(lambda: typist.told().startswith("Choose areas"))
    typist.key(K.Key_Return)
    typist.come_to("areas")
    for _ in range(FARTHEST):
        if "Upper back" in typist.told():
            break
        typist.key(K.Key_Tab)
    typist.key(K.Key_Space)
    assert "Chosen: Upper back" in typist.told()
    typist.tab_to("Add a concern")
    typist.open_menu()
    for _ in range(FARTHEST):
        if typist.told() == "Acne scars on the body":
            break
        typist.key(K.Key_Down)
    typist.key(K.Key_Return)
    typist.wait(lambda: "Acne scars on the body" in typist.told())
    typist.key(K.Key_2)
    typist.key(K.Key_G, CTRL)
    typist.come_to("skin")


def look_at_skin(typist: Typist) -> None:
    assert typist.told().startswith("Looked at the whole field")
    typist.key(K.Key_Space)
    typist.key(K.Key_G, CTRL)
    typist.come_to("safety")
    for _ in range(2):
        typist.key(K.Key_N)
    summary = typist.frame.state.summary
    assert summary is not None
    assert summary.open_questions == ()
    typist.key(K.Key_F6)
    typist.tab_to("Next: Session plan")
    typist.key(K.Key_Return)
    typist.come_to("plan")


def plan(typist: Typist) -> None:
    """A depth by the arrows, and the day of the first session."""
    typist.tab_to("Needle depth, Upper back")
    before = typist.told()
    typist.key(K.Key_Right)
    assert typist.told() != before
    typist.tab_to("First session wanted")
    first = today(typist) + dt.timedelta(days=14)
    typist.letters(short_date(first))
    typist.key(K.Key_Return)
    assert typist.frame.state.consultation.session is not None
    assert typist.frame.state.consultation.session.date == first
    typist.key(K.Key_Right, ALT)
    typist.come_to("handouts")


def save_sheets(typist: Typist, folder: Path) -> None:
    """Each document is reached; then all are saved in a folder whose name is typed."""
    typist.tab_to("Treatment plan")
    typist.key(K.Key_Down)
    assert typist.told().startswith("Before care")
    typist.tab_to("Save all")
    typist.key(K.Key_Return)
    typist.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    typist.letters(str(folder))
    typist.key(K.Key_Return)
    typist.wait(lambda: {path.name for path in folder.iterdir()} >= SHEETS)
    typist.wait_until_saved()
