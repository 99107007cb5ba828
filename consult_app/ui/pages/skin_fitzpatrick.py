"""The Fitzpatrick skin type: the ten questions, the score they give, and the practitioner's own view beside it."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.instrument_items import Given, Item
from consult_app.clinical.instruments import Instrument, points_given
from consult_app.clinical.scoring import Score, score
from consult_app.clinical.summary import ROMAN
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.skin_tone_scale import SkinToneScale, SkinType
from consult_app.ui.widgets.text import label

Points = Mapping[str, Given]
NO_SCORE = "No score until all are answered"


class SkinTypeSummary(QWidget):
    """The type that counts, the score on its scale, and what each part of the questionnaire adds."""

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self._instrument = instrument
        self._numeral, self._total = label("", "title"), label("", "small", wrap=True)
        self.scale = SkinToneScale([SkinType(band.label, int(band.low), int(band.high)) for band in instrument.bands])
        self._parts = QWidget()
        self._sums = {group.id: label("", "small_strong") for group in instrument.groups}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(_words(self._numeral, self._total))
        row.addWidget(self.scale, 1)
        row.addWidget(self._parts)
        self._fill_parts()

    def _fill_parts(self) -> None:
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(6)
        for group in self._instrument.groups:
            line = QHBoxLayout()
            name = label(group.id.replace("_", " ").capitalize(), "small", "second")
            name.setToolTip(group.label)
            line.addWidget(name, 1)
            line.addSpacing(24)
            line.addWidget(self._sums[group.id])
            column.addLayout(line)

    def show_type(self, counts: int | None, answers: Points) -> None:
        """Show the type that counts, and the score once every question is answered."""
        result = score(self._instrument, answers)
        total = int(result.total) if isinstance(result, Score) else None
        self._numeral.setText(ROMAN[counts] if counts else "–")
        so_far = f"{len(answers)} of {len(self._instrument.items)} answered"
        self._total.setText(so_far if total is None else f"{total} of {self._instrument.most}")
        self._total.setToolTip("" if total is not None else NO_SCORE)
        self.scale.show_type(ROMAN[counts] if counts else "", total)
        points = points_given(self._instrument, answers)
        for group, shown in self._sums.items():
            items = [item for item in self._instrument.items if item.group == group]
            shown.setText(_sum_words(items, points))

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the parts where there is no room."""
        self._parts.setVisible(not narrow)


class FitzpatrickPanel(QFrame):
    """The ten questions, to be reviewed and changed; Esc closes it and loses nothing."""

    answered = Signal(str, object)
    closed = Signal()

    def __init__(self, instrument: Instrument) -> None:
        super().__init__()
        self.setObjectName("fitzpatrick_panel")
        self._instrument = instrument
        self.fields: dict[str, ChoiceField] = {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        self._said = label("", "small", "second", wrap=True)
        column.addWidget(self._said)
        for group in instrument.groups:
            column.addWidget(label(group.label, "small_strong"))
            for item in instrument.items:
                if item.group == group.id:
                    column.addLayout(self._line(item))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        close = Button("Close", small=True)
        close.setObjectName("close_fitzpatrick")
        close.setAccessibleName("Close the ten questions")
        close.clicked.connect(self.closed)
        row.addWidget(label(self._instrument.label, "strong", wrap=True), 1)
        row.addWidget(close)
        return row

    def _line(self, item: Item) -> QHBoxLayout:
        options = [(str(option.points), option.label) for option in item.options]
        field = ChoiceField(item.label, [*options, ("", "Not answered")], placeholder="Not answered")
        field.set_label_visible(False)
        field.combo.setObjectName(f"fitzpatrick_{item.id}")
        field.setFixedWidth(current_theme().px(320))
        field.chosen.connect(lambda key, name=item.id: self.answered.emit(name, int(key) if key else None))
        self.fields[item.id] = field
        row = QHBoxLayout()
        row.addWidget(label(item.label, wrap=True), 1)
        row.addWidget(field)
        return row

    def show_answers(self, answers: Points) -> None:
        """Show what is answered, and what the sheet says so far."""
        for name, field in self.fields.items():
            field.set_value(str(answers[name]) if name in answers else "")
        left = len(self._instrument.items) - len(answers)
        self._said.setText(f"{NO_SCORE}: {left} left." if left else self._instrument.limits)

    def focus_first(self) -> None:
        """Go to the first question without an answer, else to the first."""
        blank = next((field for field in self.fields.values() if not field.value), None)
        (blank or next(iter(self.fields.values()))).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _sum_words(items: list[Item], points: Mapping[str, Decimal]) -> str:
    if any(item.id not in points for item in items):
        return "–"
    return f"{sum(points[item.id] for item in items)} of {sum(item.highest for item in items)}"


def _words(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label("Fitzpatrick", "small", "second"))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column
