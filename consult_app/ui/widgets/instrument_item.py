"""One question of a scale as a control, built from its data: rows, segments, a list or a figure."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.clinical.instrument_items import FigureRange, Given, Item
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.number_stepper import NumberStepper
from consult_app.ui.widgets.option_rows import OptionRows, RowOption
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.states import StateLabel
from consult_app.ui.widgets.text import label

_FIGURES = 11  # the most figures that stand side by side
_BESIDE, _WIDEST = 330, 580  # a row of segments that fits beside its question, and the widest that fits under it
_FIGURE_SEGMENT, _LEAST = 44, 72


class ItemField(QWidget):
    """A question with its control; blank until someone answers."""

    answered = Signal(str, object)

    def __init__(self, item: Item, place: str, *, beside: bool) -> None:
        super().__init__()
        self._item = item
        name = ". ".join(part for part in (item.label, place) if part)
        self._control, self._show = _control(item, name, self._answer)
        if beside and isinstance(self._control, Segmented):
            self._control.setFixedWidth(current_theme().px(_BESIDE))
        self._control.setObjectName(f"item_{item.id}")
        self.setFocusProxy(self._control)
        self._note = StateLabel("precautions", wrap=True)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._beside() if beside else self._under())
        column.addWidget(self._note)

    @property
    def control(self) -> QWidget:
        """What is answered with."""
        return self._control

    def _head(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self._item.label, wrap=True))
        if self._item.by == "client":
            words.addWidget(label("The client answers", "small", "second"))
        return words

    def _beside(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._head(), 1)
        row.addWidget(self._control)
        return row

    def _under(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._head())
        line = QHBoxLayout()
        line.setSpacing(0)
        rows = isinstance(self._control, OptionRows)
        line.addWidget(self._control, 1 if rows else 0)
        if not rows:
            line.addStretch(1)
        column.addLayout(line)
        if self._item.figure and self._item.figure.low_label:
            column.addLayout(_ends(self._item.figure, self._control))
        return column

    def show_answer(self, given: Given | None, note: str = "") -> None:
        """Show an answer, or none; ``note`` is what the answer asks for elsewhere."""
        self._show(given)
        self._note.show_state("precautions", note or " ")
        self._note.setVisible(bool(note))

    def flush(self) -> None:
        """Keep what is typed now."""
        if isinstance(self._control, NumberStepper):
            self._control.flush()

    def _answer(self, given: Given | None) -> None:
        """Hand an answer over; the keyboard goes to the choice made, so that Tab leads on from there."""
        held = QApplication.focusWidget()
        if held is not None and self._control.isAncestorOf(held) and not isinstance(self._control, NumberStepper):
            self._control.setFocus()
        self.answered.emit(self._item.id, given)


Show = Callable[[Given | None], None]
Answer = Callable[[Given | None], None]


def fits_beside(item: Item) -> bool:
    """Whether an item's control is small enough to stand beside its question."""
    if item.figure:
        return item.figure.high - item.figure.low >= _FIGURES
    return not _needs_rows(item) and _segment_width(item) * len(item.options) <= current_theme().px(_BESIDE)


def _needs_rows(item: Item) -> bool:
    return any(option.detail for option in item.options)


def _segment_width(item: Item) -> int:
    """The width of the longest word in its bold face, with some air."""
    theme = current_theme()
    metrics = QFontMetrics(theme.font(bold=True))
    longest = max(metrics.horizontalAdvance(option.label) for option in item.options)
    return max(longest + theme.px(18), theme.px(_LEAST))


def _control(item: Item, name: str, answer: Answer) -> tuple[QWidget, Show]:
    """The control of an item, and how it shows an answer."""
    if item.figure and item.figure.high - item.figure.low >= _FIGURES:
        return _stepper(item.figure, name, answer)
    if item.figure:
        figures = [str(figure) for figure in range(item.figure.low, item.figure.high + 1)]
        return _segments(item, name, [Option(figure, figure) for figure in figures], _FIGURE_SEGMENT, answer)
    if _needs_rows(item):
        return _rows(item, name, answer)
    width = _segment_width(item)
    if width * len(item.options) > current_theme().px(_WIDEST):
        return _list(item, name, answer)
    return _segments(item, name, [Option(key, words, "fill", key) for key, words in _keys(item)], width, answer)


def _keys(item: Item) -> list[tuple[str, str]]:
    return [(str(option.points), option.label) for option in item.options]


def _given(item: Item, key: str) -> Given | None:
    """What is stored for a control's key: the word of an option where it has one, else the figure."""
    if not key:
        return None
    option = item.option(int(key)) if item.options else None
    return (option.id if option else None) or int(key)


def _key(item: Item, given: Given | None) -> str:
    if given is None:
        return ""
    option = item.option(given)
    return str(option.points) if option else str(given)


def _segments(item: Item, name: str, options: list[Option], width: int, answer: Answer) -> tuple[QWidget, Show]:
    made = Segmented(name, options, segment_width=width)
    made.chosen.connect(lambda key: answer(_given(item, key)))
    made.cleared.connect(lambda: answer(None))
    made.setFixedWidth(width * len(options) + 2)
    return made, lambda given: made.set_value(_key(item, given))


def _rows(item: Item, name: str, answer: Answer) -> tuple[QWidget, Show]:
    rows = [RowOption(str(one.points), str(one.points), one.label, one.detail) for one in item.options]
    made = OptionRows(name, rows)
    made.chosen.connect(lambda key: answer(_given(item, key)))
    made.cleared.connect(lambda: answer(None))
    return made, lambda given: made.set_value(_key(item, given))


def _list(item: Item, name: str, answer: Answer) -> tuple[QWidget, Show]:
    made = ChoiceField(name, [*_keys(item), ("", "Not answered")], placeholder="Not answered")
    made.set_label_visible(False)
    made.setFixedWidth(current_theme().px(_BESIDE))
    made.chosen.connect(lambda key: answer(_given(item, key)))
    return made, lambda given: made.set_value(_key(item, given))


def _stepper(figure: FigureRange, name: str, answer: Answer) -> tuple[QWidget, Show]:
    step = max(1, (figure.high - figure.low) // 20)
    made = NumberStepper(name, low=figure.low, high=figure.high, step=step, unit=figure.unit)
    made.set_label_visible(False)
    made.committed.connect(lambda number: answer(None if number is None else round(number)))
    return made, lambda given: made.set_value(None if given is None else float(given))


def _ends(figure: FigureRange, control: QWidget) -> QGridLayout:
    """The words at both ends of a line of figures."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    holder = QWidget()
    holder.setFixedWidth(control.maximumWidth())
    row = QHBoxLayout(holder)
    row.setContentsMargins(2, 0, 2, 0)
    row.addWidget(label(figure.low_label, "small", "second"))
    row.addStretch(1)
    row.addWidget(label(figure.high_label, "small", "second"))
    grid.addWidget(holder, 0, 0)
    grid.setColumnStretch(1, 1)
    return grid
