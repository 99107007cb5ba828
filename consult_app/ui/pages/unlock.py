"""Unlock: who is working, and the passphrase; before the first screen and whenever the window was locked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from consult_app.ui.theme import IMPORTANT_HEIGHT
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.gate import Gate, PassphraseField
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, rule

NO_RESET = "No one can reset a lost passphrase. Keep the recovery key away from this computer."
EMERGENCIES = "Severe allergy, fainting, numbing cream reaction"
DEMO = "This is the demonstration; no passphrase is needed."


class UnlockPage(Gate):
    """Asks for the passphrase; shows the wait before the next try, which the records keep."""

    unlock_wanted = Signal(int, str)
    recovery_wanted = Signal()
    emergency_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_unlock")
        self.setAccessibleName("Unlock")
        self._title, self._line = label("Unlock", "title", wrap=True), label("", tone="second", wrap=True)
        self.who = ChoiceField("Who is working", [])
        self.who.setObjectName("who")
        self.who.combo.setMinimumHeight(IMPORTANT_HEIGHT)
        self.passphrase = PassphraseField()
        self.passphrase.setObjectName("passphrase")
        self.passphrase.entered.connect(self._ask)
        self.button = Button("Unlock", "primary", important=True)
        self.button.setObjectName("unlock")
        self.button.setMinimumWidth(160)
        self.button.clicked.connect(self._ask)
        self.recovery = Button("Use the recovery key", "quiet", important=True)
        self.recovery.setObjectName("use_recovery_key")
        self.recovery.clicked.connect(self.recovery_wanted)
        self.emergency = Button("Open")
        self.emergency.setObjectName("open_emergency_steps")
        speak(self.emergency, "Open the emergency steps", EMERGENCIES)
        self.emergency.clicked.connect(self.emergency_wanted)
        self._note = label(NO_RESET, "small", "second", wrap=True)
        self._left, self._is_demo = 0, False
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count_down)
        self._lay_out()

    def show_people(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer the practitioners; a single one is chosen already."""
        self.who.set_options([(str(number), name) for number, name in people])
        if people and not self.who.value:
            self.who.set_value(str(people[0][0]))
        self.who.set_locked(len(people) == 1)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_note(self, sentence: str) -> None:
        """Say something on the way in, such as that a backup was restored."""
        self._line.setText(sentence)

    def show_locked(self, number: int, minutes: int | None, *, is_demo: bool) -> None:
        """Cover the screen; ``minutes`` says after how long without use, None when it was asked for."""
        self._title.setText("Unlock to carry on")
        why = f"Locked after {minutes} minute{'' if minutes == 1 else 's'} without use." if minutes else "Locked."
        self._line.setText(f"{why} Your draft is saved.")
        self.who.set_value(str(number))
        self._is_demo = is_demo
        self.recovery.hide()
        self.passphrase.setVisible(not is_demo)
        self.who.setVisible(not is_demo)
        self._note.setText(DEMO if is_demo else NO_RESET)
        self.button.setText("Carry on" if is_demo else "Unlock")
        self.passphrase.clear()
        self.begin()

    def begin(self) -> None:
        """Put the keyboard where one goes on."""
        (self.button if self._is_demo else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saved(self, *, saved: bool) -> None:
        """Say on the cover when the draft could not be saved."""
        if not saved:
            self._line.setText("Locked. The last change is not saved yet; it is kept here and saved when you carry on.")

    def show_working(self) -> None:
        """Say that the passphrase is being checked, which takes about a second."""
        self.button.setEnabled(False)
        self._line.setText("Unlocking")
        self.passphrase.set_error("")

    def show_refused(self, sentence: str, wait_seconds: int = 0) -> None:
        """Say why it stays locked, and how long the next try has to wait."""
        self._line.setText("")
        self.passphrase.clear()
        self.passphrase.set_error(sentence)
        self.button.setEnabled(True)
        if wait_seconds > 0:
            self._left = wait_seconds
            self.button.setEnabled(False)
            self._clock.start()
            self._say_wait()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        if not self.button.isEnabled():
            return
        if not self._is_demo and not self.passphrase.value:
            self.passphrase.set_error("Type the passphrase.")
            return
        self.unlock_wanted.emit(int(self.who.value or 0), self.passphrase.value)

    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._clock.stop()
            self._line.setText("")
            self.button.setEnabled(True)
        else:
            self._say_wait()

    def _say_wait(self) -> None:
        self._line.setText(f"Wait {self._left} second{'' if self._left == 1 else 's'} before the next try.")

    def _lay_out(self) -> None:
        buttons = Flow(20)
        buttons.addWidget(self.button)
        buttons.addWidget(self.recovery)
        self.column.addStretch()
        self.column.addWidget(self._title)
        self.column.addWidget(self._line)
        self.column.addSpacing(24)
        self.column.addWidget(self.who)
        self.column.addSpacing(14)
        self.column.addWidget(self.passphrase)
        self.column.addSpacing(20)
        self.column.addLayout(buttons)
        self.column.addSpacing(18)
        self.column.addWidget(self._note)
        self.column.addStretch()
        self.column.addSpacing(24)
        self.column.addWidget(rule())
        self.column.addSpacing(12)
        self.column.addLayout(self._emergency_row())

    def _emergency_row(self) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(12)
        words.setSpacing(0)
        words.addWidget(label("Emergency steps", "strong"))
        words.addWidget(label(EMERGENCIES, "small", "second", wrap=True))
        row.addWidget(IconView("emergency", 24, "do_not_treat"))
        row.addLayout(words, 1)
        row.addWidget(self.emergency)
        return row
