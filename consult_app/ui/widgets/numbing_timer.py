"""How long the numbing cream is on, and a bell when it has to come off; it runs on while the screen is covered."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateLabel

TICK_MS, AGAIN_MS = 1000, 20_000
DAY = 24 * 60 * 60


class NumbingTimer(QWidget):
    """Counts from the time the cream went on. The bell names nobody, and comes again until somebody says it is seen.

    ``clock`` is the present on the clinic's clock; ``bell`` rings once.
    """

    def __init__(self, clock: Callable[[], dt.datetime], bell: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._clock, self._bell = clock, bell or self._ring_system
        self._on = ""
        self._minutes: float | None = None
        self._latest: float | None = None
        self._seen, self._words = 0, ""
        self._state, self.seen = StateLabel("incomplete", "", wrap=True), Button("Seen", small=True)
        self.seen.setAccessibleName("Seen: stop the bell")
        self.seen.clicked.connect(self._see)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._state, 1)
        row.addWidget(self.seen)
        self._tick, self._again = QTimer(self), QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._again.setInterval(AGAIN_MS)
        self._tick.timeout.connect(self._show)
        self._again.timeout.connect(self._ring)
        self.stop()

    def run(self, on: str, least: float | None, most: float | None) -> None:
        """Count from a time of day; ``least`` minutes till it works, ``most`` till it must be off."""
        if (on, least, most) != (self._on, self._minutes, self._latest) or not self._tick.isActive():
            self._on, self._minutes, self._latest, self._seen = on, least, most, 0
            self._tick.start()
        self.show()
        self._show()

    def stop(self) -> None:
        """Count no more: the cream is off, or was never put on."""
        self._tick.stop()
        self._again.stop()
        self.hide()

    @property
    def is_ringing(self) -> bool:
        """Whether the bell waits to be seen."""
        return self._again.isActive()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words

    def _show(self) -> None:
        gone = self._gone()
        due = sum(each is not None and gone >= each for each in (self._minutes, self._latest))
        if due > self._seen and not self.is_ringing:
            self._ring()
            self._again.start()
        words, is_late = self._told(gone)
        self._words = words
        self._state.show_state("precautions" if is_late or self.is_ringing else "incomplete", words)
        self.seen.setVisible(self.is_ringing)
        speak(self, "Numbing timer", words)

    def _gone(self) -> int:
        """Whole minutes since it went on; a time that lies ahead was yesterday's."""
        hours, _, minutes = self._on.partition(":")
        now = self._clock()
        seconds = (now.hour * 60 + now.minute) * 60 + now.second - (int(hours) * 60 + int(minutes)) * 60
        return seconds % DAY // 60

    def _told(self, gone: int) -> tuple[str, bool]:
        if self._latest is not None and gone >= self._latest:
            return f"On for {gone} min. It has to come off now: {self._latest:g} min at most.", True
        if self._minutes is not None and gone >= self._minutes:
            return f"On for {gone} min. It may come off.", False
        if self._minutes is not None:
            return f"On for {gone} min. {self._minutes - gone:g} min to go.", False
        return f"On for {gone} min.", False

    def _ring(self) -> None:
        self._bell()
        QApplication.alert(self.window())

    def _see(self) -> None:
        """The bell has been heard; it rings anew only when the next limit is reached."""
        gone = self._gone()
        self._seen = sum(each is not None and gone >= each for each in (self._minutes, self._latest))
        self._again.stop()
        self.seen.hide()

    @staticmethod
    def _ring_system() -> None:
        QApplication.beep()
