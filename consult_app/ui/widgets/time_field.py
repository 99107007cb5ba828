"""A time of day: typed, or taken from the clock by one button."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.field import Committer, Field
from consult_app.ui.widgets.time_text import TIME_PROBLEM, read_time


class TimeField(Field):
    """Emits the time as 14:30, or nothing; ``clock`` gives the present time the same way."""

    committed = Signal(str)

    def __init__(self, name: str, clock: Callable[[], str]) -> None:
        self.edit, self.now, self._value = QLineEdit(), Button("Now", small=True), ""
        self.edit.setPlaceholderText("14:30")
        self.now.setAccessibleName(f"{name}: now")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.now)
        super().__init__(name, holder, focus=self.edit)
        self._committer = Committer(self)
        self._committer.due.connect(self._commit)
        self.edit.textChanged.connect(self._committer.typed)  # assistive technology sets text without editing it
        self.edit.editingFinished.connect(self.flush)
        self.now.clicked.connect(lambda: self._take(clock()))

    @property
    def value(self) -> str:
        """The time, or an empty string."""
        return self._value

    def set_value(self, time: str) -> None:
        """Show a time or none, unheard by listeners; leaves what is being typed alone while nothing changed."""
        if time != self._value:
            self._value = time
            self.edit.setText(time)
            self._committer.stop()
            self.set_error("")

    def flush(self) -> None:
        """Keep what is typed now."""
        self._committer.flush()
        typed = self.edit.text().strip()
        self.set_error("" if not typed or read_time(typed) else TIME_PROBLEM)

    def _take(self, time: str) -> None:
        self.edit.setText(time)
        self._commit()
        self.set_error("")

    def _commit(self) -> None:
        time = read_time(self.edit.text()) or ""
        if time != self._value:
            self._value = time
            self.committed.emit(time)
