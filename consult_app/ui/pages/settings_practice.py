"""Settings of the practice: the details that stand on every sheet, each kept as it is entered."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from babel import Locale
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app.clinical.practice import Clinic
from consult_app.ui.large_text import is_large
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.notices import NoticeLine
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import NoteField, TextField

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ"})
WHEN = "Changes count when the program is next opened"
HOW = "They are written into clinic.yaml. Where notes in the file would be lost, a copy of it is kept beside it."
DEMO = "The demonstration keeps nothing, so these cannot be changed here"
HOURS = "From and to, such as 09:00-17:30. An empty day is closed."
IN_A_ROW = 4


class PracticeSettings(QWidget):
    """Shows the details and says which one was entered: its place in the file, and the value, empty to take it out."""

    entered = Signal(str, object)

    def __init__(self, *, is_demo: bool) -> None:
        super().__init__()
        self.lines = {
            "name": TextField("Name of the practice"),
            "email": TextField("Email"),
            "emergency_number": TextField("Emergency number"),
            "out_of_hours": TextField("Out of hours"),
        }
        self.notes = {"address": NoteField("Address, line by line"), "phones": NoteField("Phones, one in a line")}
        self.choices = {
            "country": ChoiceField("Country", countries()),
            "time_zone": ChoiceField("Time zone", [(zone, zone.replace("_", " ")) for zone in zones()]),
        }
        self.hours = {f"opening_hours.{day}": TextField(name, placeholder="Closed") for day, name in DAYS.items()}
        self.fields: dict[str, TextField | NoteField | ChoiceField] = {
            **self.lines,
            **self.notes,
            **self.choices,
            **self.hours,
        }
        self._kept = dict[str, str]()
        self._connect(is_demo)
        self._lay_out(is_demo)

    def show_clinic(self, clinic: Clinic) -> None:
        """Show the details; what is being typed stays."""
        for path, field in self.lines.items():
            field.set_value(getattr(clinic, path))
        for path, note in self.notes.items():
            note.set_value("\n".join(getattr(clinic, path)))
        for path, choice in self.choices.items():
            choice.set_value(getattr(clinic, path))
        self._kept = {f"opening_hours.{day}": hours for day, hours in clinic.opening_hours.items()}
        for path, field in self.hours.items():
            field.reset()
            field.set_value(self._kept.get(path, ""))
        for each in self.fields.values():
            each.set_error("")

    def show_problem(self, path: str, sentence: str) -> None:
        """Say beside a detail why it was not kept, or take that back."""
        self.fields[path].set_error(sentence)

    def flush(self) -> None:
        """Hand over what is being typed."""
        for line in self.lines.values():
            line.flush()
        for note in self.notes.values():
            note.flush()
        for path in self.hours:
            self._take_hours(path)

    def _take_hours(self, path: str) -> None:
        """Hours are looked at when their field is left: half of them would be wrong."""
        hours = tidy_hours(self.hours[path].value)
        if hours != self._kept.get(path, ""):
            self._kept[path] = hours
            self.hours[path].edit.setText(hours)
            self.entered.emit(path, hours)

    def _connect(self, is_demo: bool) -> None:
        for path, each in self.fields.items():
            each.setObjectName(f"practice_{path.replace('.', '_')}")
            each.set_locked(is_demo)
        for path, line in self.lines.items():
            line.committed.connect(lambda text, path=path: self.entered.emit(path, text))
        for path, line in self.hours.items():
            line.edit.editingFinished.connect(lambda path=path: self._take_hours(path))
        for path, note in self.notes.items():
            note.committed.connect(lambda text, path=path: self.entered.emit(path, _several(text)))
        for path, choice in self.choices.items():
            choice.chosen.connect(lambda key, path=path: self.entered.emit(path, key))

    def _lay_out(self, is_demo: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(NoticeLine("info", DEMO) if is_demo else NoticeLine("info", WHEN, HOW))
        details = ("name", "email", "address", "phones", "emergency_number", "out_of_hours", "country", "time_zone")
        column.addWidget(_Grid((self.fields[path] for path in details), 2))
        column.addSpacing(8)
        column.addWidget(label("Opening hours", "heading"))
        column.addWidget(label(HOURS, "small", "second", wrap=True))
        column.addWidget(_Grid(self.hours.values(), IN_A_ROW))
        column.addStretch()


def countries() -> list[tuple[str, str]]:
    """Every country by its two letters, with its English name, by name."""
    names = Locale("en").territories
    own = [(key, name) for key, name in names.items() if len(key) == 2 and key.isalpha() and key not in NOT_COUNTRIES]
    return sorted(own, key=lambda pair: pair[1])


def zones() -> list[str]:
    """The time zones that are named by region and city."""
    left_out = ("Etc/", "SystemV/", "US/", "posix/", "right/")
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(left_out))


def tidy_hours(typed: str) -> str:
    """Opening hours in the form of the file: 9:00 to 17:30 becomes 09:00-17:30; what is something else stays."""
    parts = [part.strip() for part in typed.replace("–", "-").replace(" to ", "-").replace(".", ":").split("-")]
    return "-".join(part.zfill(5) if ":" in part else part for part in parts)


def _several(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class _Grid(QWidget):
    """Fields in columns, in large text in half as many."""

    def __init__(self, fields: Iterable[QWidget], columns: int) -> None:
        super().__init__()
        self._fields, self._columns = tuple(fields), columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Stand anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        columns = self._columns // 2 if is_large() else self._columns
        for at, field in enumerate(self._fields):
            self._grid.addWidget(field, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
