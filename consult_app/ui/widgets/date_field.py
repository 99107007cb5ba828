"""A date, typed as people write it or picked from a small calendar."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from consult_app.ui.widgets.button import icon_button
from consult_app.ui.widgets.calendar_popup import CalendarPopup
from consult_app.ui.widgets.date_text import read_date, short_date
from consult_app.ui.widgets.field import Committer, Field

TOO_LATE = "This date is in the future. Check the year."
TOO_EARLY = "This date is too early. Check the year."


class DateField(Field):
    """Emits ISO text: a day, a month as `2026-09` where months are allowed, or nothing."""

    committed = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        month_alone: bool = False,
        earliest: date | None = None,
        latest: date | None = None,
        too_early: str = TOO_EARLY,
        too_late: str = TOO_LATE,
        inline: bool = False,
    ) -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Day" if not month_alone else "Day or month")
        self._month_alone, self._earliest, self._latest = month_alone, earliest, latest
        self._too_early, self._too_late, self._value = too_early, too_late, ""
        super().__init__(name, self._control_row(), inline=inline, focus=self.edit)
        self._calendar = CalendarPopup(self)
        self._calendar.picked.connect(self._pick)
        self._committer = Committer(self)
        self._committer.due.connect(self._commit)
        self.edit.textChanged.connect(self._committer.typed)  # assistive technology sets text without editing it
        self.edit.editingFinished.connect(self._leave)

    def _control_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit)
        self._opener = icon_button("calendar", "Open calendar", tone="second")
        self._opener.setParent(self.edit)
        self._opener.clicked.connect(self._open_calendar)
        inner = QHBoxLayout(self.edit)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addStretch()
        inner.addWidget(self._opener)
        self.edit.setTextMargins(0, 0, 36, 0)
        return holder

    @property
    def value(self) -> str:
        """ISO text, or an empty string while nothing can be read."""
        return self._value

    def set_value(self, iso: str) -> None:
        """Show a date; says nothing to listeners, and leaves what is being typed alone while nothing changed."""
        if iso != self._value:
            self.reset()
            self._value = iso
            self.edit.setText(short_date(iso))
            self._committer.stop()

    def reset(self) -> None:
        """Forget everything, what cannot be read too: the field now belongs to another record."""
        self._value = ""
        self.edit.clear()
        self._committer.stop()
        self.set_error("")

    def set_limits(self, earliest: date | None, latest: date | None) -> None:
        """Change the first and last day allowed."""
        self._earliest, self._latest = earliest, latest

    def set_locked(self, locked: bool) -> None:
        """Show the date without letting it change."""
        self.edit.setReadOnly(locked)
        self._opener.setVisible(not locked)

    def flush(self) -> None:
        """Keep what is typed now."""
        self._committer.flush()

    def _leave(self) -> None:
        self._committer.flush()
        read = read_date(self.edit.text(), month_alone=self._month_alone)
        problem = read.problem or self._out_of_limits(read.iso)
        if problem:
            self.set_error(problem)
        else:
            self.edit.setText(short_date(read.iso))
            self.set_note(read.note)

    def _commit(self) -> None:
        """What cannot be read counts as no date; the sentence comes on leaving, not while typing."""
        read = read_date(self.edit.text(), month_alone=self._month_alone)
        usable = "" if read.problem or self._out_of_limits(read.iso) else read.iso
        if usable:
            self.set_error("")
        if usable != self._value:
            self._value = usable
            self.committed.emit(usable)

    def _out_of_limits(self, iso: str) -> str:
        """The sentence for a date outside the limits; a month is judged by its own digits."""
        if self._latest and iso and iso > self._latest.isoformat()[: len(iso)]:
            return self._too_late
        if self._earliest and iso and iso < self._earliest.isoformat()[: len(iso)]:
            return self._too_early
        return ""

    def _open_calendar(self) -> None:
        self._calendar.open_below(self.edit, self._value, self._earliest, self._latest)

    def _pick(self, iso: str) -> None:
        self.edit.setText(short_date(iso))
        self._leave()
        self.edit.setFocus()
