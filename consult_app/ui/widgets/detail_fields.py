"""The details after a Yes: one editor for each kind of follow-up the knowledge knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from consult_app.clinical.consultation import FieldValue
from consult_app.clinical.dates import DAY
from consult_app.clinical.questions import FollowUp
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.choice_field import CheckGroup, ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.flow import Flow
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.places_field import PlacesField
from consult_app.ui.widgets.segmented import Option, Segmented, SegmentedAnswer
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

SIDES = (Option("left", "Left"), Option("right", "Right"), Option("both", "Both"))
LARGEST, REMARK_WIDTH, DATE_WIDTH = 999_999, 84, 164


@dataclass(frozen=True)
class Setting:
    """What every detail needs to know: the consultation day, the birth date, and the places to offer."""

    as_of: date
    born: date | None = None
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Editor:
    widget: QWidget
    show: Callable[[FieldValue | None], None]
    flush: Callable[[], None] = lambda: None
    focus: QWidget | None = None


class DetailField(QWidget):
    """One detail with its label; emits the new value, None when it was taken away."""

    changed = Signal(str, object)

    def __init__(self, item: FollowUp, setting: Setting, owner: str) -> None:
        super().__init__()
        self.item, self._setting = item, setting
        self._remark = label("", "small", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._editor = self._make(owner)
        row.addWidget(self._editor.widget)
        row.addWidget(self._remark)
        self._remark.setVisible(item.kind == "date")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(self._editor.focus or self._editor.widget)
        self.setObjectName(f"{owner}.{item.id}")

    def widest(self) -> int:
        """How wide it can get, with the remark that comes with a date."""
        return self.sizeHint().width() + (current_theme().px(REMARK_WIDTH) if self.item.kind == "date" else 0)

    def show_value(self, value: FieldValue | None) -> None:
        """Show a value, or nothing known; says nothing to listeners."""
        if value is not None or not holds_unread_text(self._editor.widget):
            self._editor.show(value)
        if self.item.kind == "date":
            self._remark.setText(days_ago(str(value or ""), self._setting.as_of))

    def show_setting(self, setting: Setting) -> None:
        """Take over new places and dates."""
        self._setting = setting
        if isinstance(self._editor.widget, PlacesField):
            self._editor.widget.set_options(setting.places)
        elif isinstance(self._editor.widget, DateField):
            self._editor.widget.set_limits(*self._limits())

    def flush(self) -> None:
        """Keep what is typed now."""
        self._editor.flush()

    def _emit(self, value: FieldValue | None) -> None:
        self.changed.emit(self.item.id, value)

    def _make(self, owner: str) -> _Editor:
        makers: dict[str, Callable[[], _Editor]] = {
            "date": self._date,
            "number": self._number,
            "count": self._number,
            "choice": self._choice,
            "choices": self._choices,
            "areas": self._places,
            "text": self._text,
        }
        made = makers.get(self.item.kind, self._segments)()
        target = made.focus or made.widget
        target.setAccessibleName(f"{self.item.label}. {owner}")
        return made

    def _limits(self) -> tuple[date | None, date | None]:
        """The first and last day a date may be."""
        day = self._setting.as_of
        return (day, None) if self.item.ahead else (self._setting.born, day)

    def _date(self) -> _Editor:
        earliest, latest = self._limits()
        field = DateField(self.item.label, month_alone=True, earliest=earliest, latest=latest, inline=True)
        field.edit.setFixedWidth(current_theme().px(DATE_WIDTH))
        field.committed.connect(lambda iso: self._emit(iso or None))
        return _Editor(field, lambda value: field.set_value(str(value or "")), field.flush, field.edit)

    def _number(self) -> _Editor:
        counts = self.item.kind == "count"
        field = NumberStepper(
            self.item.label,
            low=self.item.minimum or 0,
            high=LARGEST if self.item.maximum is None else self.item.maximum,
            decimals=0 if counts else 1,
            unit=self.item.unit,
            inline=True,
        )
        whole: type[int | float] = int if counts else float
        field.committed.connect(lambda number: self._emit(None if number is None else whole(number)))
        return _Editor(
            field, lambda value: field.set_value(None if value is None else float(str(value))), field.flush, field.edit
        )

    def _choice(self) -> _Editor:
        field = ChoiceField(self.item.label, [(option.id, option.label) for option in self.item.options], inline=True)
        field.chosen.connect(lambda key: self._emit(key or None))
        return _Editor(field, lambda value: field.set_value(str(value or "")), focus=field.combo)

    def _choices(self) -> _Editor:
        options = [(option.id, option.label) for option in self.item.options]
        if len(options) > 3:
            field = PlacesField(self.item.label, options, inline=True)
            field.changed.connect(lambda keys: self._emit(tuple(keys) or None))
            return _Editor(field, lambda value: field.set_value(_several(value)), focus=field.opener)
        group = CheckGroup(self.item.label, options)
        group.changed.connect(lambda keys: self._emit(tuple(keys) or None))
        return _Editor(_named(self.item.label, group), lambda value: group.set_value(_several(value)), focus=group)

    def _places(self) -> _Editor:
        field = PlacesField(self.item.label, self._setting.places, inline=True)
        field.changed.connect(lambda keys: self._emit(tuple(keys) or None))
        return _Editor(field, lambda value: field.set_value(_several(value)), focus=field.opener)

    def _text(self) -> _Editor:
        field = TextField(self.item.label, inline=True)
        field.edit.setFixedWidth(current_theme().px(180))
        field.committed.connect(lambda text: self._emit(text or None))
        return _Editor(field, lambda value: field.set_value(str(value or "")), field.flush, field.edit)

    def _segments(self) -> _Editor:
        control = (
            SegmentedAnswer(self.item.label)
            if self.item.kind == "yes_no"
            else Segmented(self.item.label, SIDES, segment_width=76)
        )
        control.chosen.connect(self._emit)
        control.cleared.connect(lambda: self._emit(None))
        return _Editor(
            _named(self.item.label, control), lambda value: control.set_value(str(value or "")), focus=control
        )


def holds_unread_text(field: QWidget) -> bool:
    """Whether a field holds text that is no value yet: still being typed, or shown with what is wrong about it."""
    if not isinstance(field, DateField | NumberStepper):
        return False
    return bool(field.edit.text()) and (field.edit.hasFocus() or bool(field.error()))


def days_ago(iso: str, as_of: date) -> str:
    """How long ago a day was: 69 days ago; nothing for a month alone or an empty field."""
    if not DAY.match(iso):
        return ""
    days = (as_of - date.fromisoformat(iso)).days
    if days < 0:
        return f"in {-days} day{'' if days == -1 else 's'}"
    return "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"


def _several(value: FieldValue | None) -> Sequence[str]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _named(name: str, control: QWidget) -> QWidget:
    holder = QWidget()
    row = Flow(12)
    holder.setLayout(row)
    row.addWidget(label(name, "small", "second"))
    row.addWidget(control)
    return holder
