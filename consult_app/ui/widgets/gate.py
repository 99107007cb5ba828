"""What the first windows share: the calm side with the name, the column of fields, and the passphrase field."""

import math
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import icon_button
from consult_app.ui.widgets.field import Field
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import Painted, paint_box, paint_line, painter_for, speak
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import label

PROGRAM = "Microneedling consult"
KEPT_HERE = "Records stay on this computer, encrypted."
KEPT_ON_SERVER = "Records are on your practice's server. Its administrator can read them."
SIDE_SHARE, COLUMN_WIDTH, NARROW_BELOW = 0.406, 440, 1000
RIGHT_OF_MIDDLE = 96
SHORTEST = 15
ADVICE = "At least 15 characters. Four or five words that do not belong together are easy to remember."
PAUSE_MS = 400
_DOTS, _TURN = 120, math.pi * (3 - math.sqrt(5))


class Gate(QWidget):
    """A page before the records are open: the side on the left, one column of fields on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side = Side()
        holder = QWidget()
        holder.setMaximumWidth(current_theme().px(COLUMN_WIDTH))
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 32, 0, 32)
        self.column.setSpacing(4)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(16, 0, RIGHT_OF_MIDDLE, 0)
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the side at its share; a narrow window goes without it."""
        super().resizeEvent(event)
        self.side.setFixedWidth(round(self.width() * SIDE_SHARE))
        self.side.setVisible(self.width() >= current_theme().px(NARROW_BELOW))


class Side(Painted):
    """The name, a field of dots as a needle pattern leaves them, and whose records these are."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(2)
        name = QHBoxLayout()
        name.setSpacing(12)
        name.addWidget(IconView("logo", 32, "accent"))
        name.addWidget(label(PROGRAM, "heading"), 1)
        self._practice = label("", "strong", wrap=True)
        column.addLayout(name)
        column.addStretch()
        column.addWidget(self._practice)
        self._kept = label(KEPT_HERE, "small", "second", wrap=True)
        column.addWidget(self._kept)

    def show_practice(self, name: str) -> None:
        """Name the practice."""
        self._practice.setText(name)
        self._practice.setVisible(bool(name))

    def show_on_server(self) -> None:
        """Say that the records do not lie on this computer."""
        self._kept.setText(KEPT_ON_SERVER)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, dots and edge."""
        painter, colours = painter_for(self), self.theme.colours
        rect = QRectF(self.rect())
        paint_box(painter, rect, colours.accent_tint)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_line))
        for at, radius in _dots(rect):
            painter.drawEllipse(at, radius, radius)
        x = rect.width() - 0.5
        paint_line(painter, QPointF(x, 0), QPointF(x, rect.height()), colours.line)
        painter.end()


def _dots(rect: QRectF) -> Iterator[tuple[QPointF, float]]:
    """Dots on a sunflower spiral, smaller towards the rim."""
    reach = min(rect.width(), rect.height()) * 0.38
    for at in range(4, _DOTS):
        share = math.sqrt(at / _DOTS)
        angle = at * _TURN
        place = rect.center() + QPointF(math.cos(angle), math.sin(angle)) * reach * share
        yield place, 4.2 - 2.8 * share


class PassphraseField(Field):
    """A passphrase, hidden until asked for, with a notice while Caps Lock seems to be on.

    A new one is given ``advise``, which says of what is typed how easily it could be guessed.
    """

    entered = Signal()

    def __init__(self, name: str = "Passphrase", advise: Callable[[str], str] | None = None) -> None:
        self.edit = _PassphraseEdit()
        self.edit.setProperty("important", "true")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setTextMargins(0, 0, 44, 0)
        self._show = icon_button("eye", "Show the passphrase", tone="second")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._reveal)
        inner = QHBoxLayout(self.edit)
        inner.setContentsMargins(0, 0, 2, 0)
        inner.addStretch()
        inner.addWidget(self._show)
        super().__init__(name, self.edit)
        self._caps = _caps_notice()
        self.layout().addWidget(self._caps)  # type: ignore[union-attr]
        self.edit.caps_seen.connect(self._show_caps)
        if advise is not None:
            self._begin_advice(advise)
        self.edit.returnPressed.connect(self.entered)

    @property
    def value(self) -> str:
        """What is typed, blanks and all."""
        return self.edit.text()

    def is_long_enough(self) -> bool:
        """Whether a new passphrase may be this one; says how many characters are missing."""
        missing = SHORTEST - len(self.value)
        short = f"{missing} more character{'' if missing == 1 else 's'} needed, {SHORTEST} in all."
        self.set_error(short if missing > 0 else "")
        return missing <= 0

    def repeats(self, other: "PassphraseField") -> bool:
        """Whether the same stands in both; says so under this one when it does not."""
        self.set_error("" if self.value == other.value else "The two passphrases differ. Type it again.")
        return not self.error()

    def clear(self) -> None:
        """Forget what is typed."""
        self.edit.clear()
        self._show.setChecked(False)
        self._caps.hide()

    def reveal(self) -> None:
        """Show what stands in it, for a passphrase that was made and is to be written down."""
        self._show.setChecked(True)

    def _begin_advice(self, advise: Callable[[str], str]) -> None:
        """Advise once typing pauses; before anything is typed, how to choose one."""
        pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        pause.timeout.connect(lambda: self.set_note(advise(self.value) if self.value else ADVICE))
        self.edit.textEdited.connect(lambda _text: pause.start())
        self.set_note(ADVICE)

    def _reveal(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.set_icon("eye_off" if shown else "eye")
        self._show.setAccessibleName("Hide the passphrase" if shown else "Show the passphrase")

    def _show_caps(self, on: bool) -> None:
        self._caps.setVisible(on)
        speak(self.edit, self.name, "Caps Lock is on" if on else "")


class _PassphraseEdit(QLineEdit):
    """Notices Caps Lock by what the letter keys send."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(text.isupper() != shift)
        super().keyPressEvent(event)


def _caps_notice() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(8)
    row.addWidget(StateIcon("precautions", 18))
    row.addWidget(label("Caps Lock is on", "small"), 1)
    holder.hide()
    return holder
