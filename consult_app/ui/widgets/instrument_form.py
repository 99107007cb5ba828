"""The form of any scale, built from its data: its questions under their headings, and the score at the foot."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.clinical.instrument_items import Given, Item
from consult_app.clinical.instruments import Instrument
from consult_app.clinical.scoring import scores
from consult_app.ui.widgets.instrument_item import ItemField, fits_beside
from consult_app.ui.widgets.score_line import ScoreLine, ScoreView
from consult_app.ui.widgets.text import label, rule


def score_view(instrument: Instrument, answers: Mapping[str, Given]) -> ScoreView:
    """How far a scale is, and what came out."""
    asked = instrument.scored_items
    found = scores(instrument, answers)
    flags = dict.fromkeys(flag for one in found for flag in one.flags)
    left = instrument.missing(answers)
    words = [one.words if instrument.summed else without_name(one.words, instrument.short) for one in found]
    return ScoreView(len(asked) - len(left), len(asked), " · ".join(words), tuple(flags), summed=instrument.summed)


def without_name(words: str, name: str) -> str:
    """The words of a score without the name of its scale."""
    rest = words.removeprefix(name).lstrip(" ,:")
    return f"{rest[:1].upper()}{rest[1:]}"


class InstrumentForm(QWidget):
    """Shows the answers to one scale; every change is handed over, nothing is kept here."""

    answered = Signal(str, object)

    def __init__(self, instrument: Instrument, place: str) -> None:
        super().__init__()
        self.instrument = instrument
        self.fields: dict[str, ItemField] = {}
        self._score = ScoreLine()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(instrument.limits, "small", "second", wrap=True))
        self._fill(column, place)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 10, 24, 12)
        foot.addWidget(self._score)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    def _fill(self, column: QVBoxLayout, place: str) -> None:
        headings = {group.id: group.label for group in self.instrument.groups}
        beside = all(fits_beside(item) for item in self.instrument.items)
        for item in self.instrument.items:
            if item.group in headings:
                column.addWidget(label(headings.pop(item.group), "small_strong"))
            column.addWidget(self._field(item, place, beside=beside))

    def _field(self, item: Item, place: str, *, beside: bool) -> ItemField:
        field = self.fields[item.id] = ItemField(item, place, beside=beside)
        field.answered.connect(self.answered)
        return field

    def show_answers(self, answers: Mapping[str, Given], notes: Mapping[str, str]) -> None:
        """Show what is answered and the score so far; ``notes`` say what single answers ask for elsewhere."""
        for name, field in self.fields.items():
            field.show_answer(answers.get(name), notes.get(name, ""))
        self._score.show_score(score_view(self.instrument, answers))

    def focus_first(self, answers: Mapping[str, Given]) -> None:
        """Go to the first question without an answer, else to the first."""
        blank = next((field for name, field in self.fields.items() if name not in answers), None)
        field = blank or next(iter(self.fields.values()))
        field.setFocus()
        QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field))

    def flush(self) -> None:
        """Keep what is typed now."""
        for field in self.fields.values():
            field.flush()
