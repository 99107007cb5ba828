"""Days to avoid: a small form that opens, and the spans that were entered, with sun or without."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.consultation import Avoid
from consult_app.clinical.dates import short_date
from consult_app.clinical.sun import in_the_sun
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.button import Button, icon_button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

WRONG_ORDER = "The last day lies before the first."
MISSING = "Give a first and a last day."
SUN = "Spent in the sun"


class AvoidPanel(QWidget):
    """The list of spans; ``opener`` and ``form`` stand elsewhere on the page."""

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self._state = state
        self._shown: tuple[Avoid, ...] | None = None
        self.opener = Button("Add dates to avoid", "quiet", icon="plus", small=True)
        self.opener.setObjectName("avoid_open")
        self.first, self.last = DateField("From"), DateField("To")
        self.reason = TextField("Reason", placeholder="Holiday, work trip")
        self.sun = CheckBox(SUN)
        self.add, self._close = Button("Add", small=True), Button("Close", "quiet", small=True)
        for part, name in (
            (self.first, "avoid_from"),
            (self.last, "avoid_to"),
            (self.reason, "avoid_reason"),
            (self.sun, "avoid_sun"),
            (self.add, "avoid_add"),
        ):
            part.setObjectName(name)
        self.form = self._form_row()
        self.form.hide()
        self._spans = QVBoxLayout(self)
        self._spans.setContentsMargins(0, 0, 0, 0)
        self._spans.setSpacing(0)
        self.opener.clicked.connect(self._open)
        self.add.clicked.connect(self._add)
        self._close.clicked.connect(self.form.hide)

    def _form_row(self) -> QWidget:
        form = QWidget()
        self._fields = fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        acts = QHBoxLayout()
        fields.setSpacing(12)
        for part in (self.first, self.last, self.reason):
            fields.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        acts.setSpacing(12)
        for act in (self.sun, self.add, self._close):
            acts.addWidget(act)
        acts.addStretch()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(fields)
        column.addLayout(acts)
        return form

    def show_ranges(self) -> None:
        """List the spans there are; rows that stay keep the keyboard."""
        if self._shown == self._state.consultation.avoid:
            return
        self._shown = self._state.consultation.avoid
        empty(self._spans)
        for at, span in enumerate(self._state.consultation.avoid):
            self._spans.addWidget(self._span_row(at, span))
        self.setVisible(bool(self._state.consultation.avoid))

    def set_stacked(self, stacked: bool) -> None:
        """Put the form's fields under each other, for large text."""
        directions = QBoxLayout.Direction
        self._fields.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def commit(self) -> None:
        """Hand over a span whose days are both typed, so that it is not lost on leaving."""
        for field in (self.first, self.last, self.reason):
            field.flush()
        if not self.form.isHidden() and self.first.value and self.last.value:
            self._add()

    def _span_row(self, at: int, span: Avoid) -> QWidget:
        words = span_words(span)
        remove = icon_button("close", f"Remove {words}", tone="second")
        remove.setObjectName(f"avoid_remove_{at}")
        remove.clicked.connect(lambda: self._remove(at))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(f"Avoid {words}", "small", "second", wrap=True), 1)
        row.addWidget(self._sun_tick(at, span))
        row.addWidget(remove)
        return holder

    def _sun_tick(self, at: int, span: Avoid) -> CheckBox:
        """Ticked also where only the label tells of sun, so that it can be seen and taken back."""
        tick = CheckBox(SUN)
        tick.setObjectName(f"avoid_sun_{at}")
        tick.setAccessibleName(f"{SUN}, {span_words(span)}")
        tick.setChecked(bool(in_the_sun((span,), self._state.catalogue.planning.sun)))
        tick.clicked.connect(lambda on: self._set_sun(at, on=on))
        return tick

    def _set_sun(self, at: int, *, on: bool) -> None:
        spans = self._state.consultation.avoid
        told = spans[at].model_copy(update={"sun": "yes" if on else "no"})
        self._shown = None
        self._state.update(avoid=(*spans[:at], told, *spans[at + 1 :]))
        ticks = self.findChildren(CheckBox, f"avoid_sun_{at}")
        ticks[-1].setFocus()

    def _open(self) -> None:
        self.form.show()
        self.first.setFocus()

    def _add(self) -> None:
        for field in (self.first, self.last, self.reason):
            field.flush()
        if not (self.first.value and self.last.value):
            self.last.set_error(MISSING)
            return
        first, last = date.fromisoformat(self.first.value), date.fromisoformat(self.last.value)
        if last < first:
            self.last.set_error(WRONG_ORDER)
            return
        sun = "yes" if self.sun.isChecked() else None
        span = Avoid.model_validate({"from": first, "to": last, "label": self.reason.value, "sun": sun})
        self.form.hide()
        self.sun.setChecked(False)
        for field in (self.first, self.last, self.reason):
            field.set_value("")
        self._state.update(avoid=(*self._state.consultation.avoid, span))

    def _remove(self, at: int) -> None:
        spans = self._state.consultation.avoid
        self._state.update(avoid=spans[:at] + spans[at + 1 :])


def span_words(span: Avoid) -> str:
    """A span in words: 29 May 2027 to 12 Jun 2027, Work trip."""
    days = short_date(span.start) if span.start == span.end else f"{short_date(span.start)} to {short_date(span.end)}"
    return f"{days}, {span.label}" if span.label else days
