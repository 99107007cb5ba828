"""The bar across the top: the places to go, or the consultation and whether it is saved."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.theme import CONTROL_HEIGHT, current_theme
from consult_app.ui.widgets.button import Button, icon_button
from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import CENTRE, Painted, Scaled, paint_box, paint_text, painter_for, speak
from consult_app.ui.widgets.text import label, rule

SaveState = Literal["saving", "saved", "not_saved"]
NAVIGATION_HEIGHT, CONSULTATION_HEIGHT = 56, 48
LOCK, CLIENT_VIEW, AROUND_WORDS = "Lock", "Client view", 54
"""The width from which every button of the bar has its words."""


class _Bar(Scaled):
    """What both bars share: the ground, the practitioner and Lock."""

    lock_wanted = Signal()

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setProperty("rule", "below")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.set_scaled_height(height, fixed=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(12)
        self._practitioner = label("", "small", "second")
        self._lock = Button(LOCK, "plain", icon="lock", small=True)
        self._lock.clicked.connect(self.lock_wanted)
        self._gives_way: tuple[QWidget, ...] = ()
        self._words = {self._lock: LOCK}

    def show_practitioner(self, name: str) -> None:
        """Name who is working; without a name, nobody is signed in."""
        self._practitioner.setText(name)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as the window likes to be: parts give way."""
        return QSize(0, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Leave out what matters least where there is no room for everything."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return handled

    def _fit(self) -> None:
        """Show as much as there is room for: buttons lose their words last, after every part that gives way is gone."""
        room, kept = self.width(), list(self._gives_way)
        while kept and self._wanted(kept, with_words=True) > room:
            kept.pop(0)
        with_words = self._wanted(kept, with_words=True) <= room
        for part in self._gives_way:
            part.setVisible(part in kept)
        for button, words in self._words.items():
            button.show_words(words if with_words else "")

    def _wanted(self, kept: Sequence[QWidget], *, with_words: bool) -> int:
        """The width of everything that stays and of the parts kept, each as wide as it likes to be."""
        margins, wide = self._row.contentsMargins(), 0
        for item in (self._row.itemAt(at) for at in range(self._row.count())):
            widget = item.widget() if item else None
            if item is None or (widget in self._gives_way and widget not in kept):
                continue
            if isinstance(widget, Button) and widget in self._words and not widget.isHidden():
                wide += _width_with(self._words[widget] if with_words else "") + self._row.spacing()
            elif widget in self._gives_way or not item.isEmpty() or item.spacerItem() is not None:
                wide += (widget.sizeHint() if widget else item.sizeHint()).width() + self._row.spacing()
        return wide - self._row.spacing() + margins.left() + margins.right()

    def _add_right_end(self) -> None:
        self._row.addWidget(self._practitioner)
        self._row.addWidget(self._lock)


class NavigationBar(_Bar):
    """The form outside a consultation: name of the program, the places, Lock."""

    opened = Signal(str)

    def __init__(self, title: str, places: Sequence[tuple[str, str]]) -> None:
        super().__init__(NAVIGATION_HEIGHT)
        self._row.setContentsMargins(8 if is_large() else 32, 0, 16, 0)
        self._row.setSpacing(4 if is_large() else 12)
        sign, named = IconView("logo", 28, "accent"), _Title(title)
        self._gives_way = (named, self._practitioner, sign)
        self._row.addWidget(sign)
        self._row.addWidget(named)
        self._row.addSpacing(12)
        self._places: dict[str, _Place] = {}
        for key, name in places:
            place = _Place(name)
            place.clicked.connect(lambda _checked=False, key=key: self.opened.emit(key))
            self._places[key] = place
            self._row.addWidget(place)
        self._row.addStretch(1)
        self._add_right_end()

    def show_place(self, key: str) -> None:
        """Mark the place that is open."""
        for name, place in self._places.items():
            place.mark(name == key)

    def place(self, key: str) -> QPushButton:
        """The button of one place."""
        return self._places[key]


class _Title(Painted):
    """The program's name, which gives way to the places in a narrow window; the sign beside it stays longer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        speak(self, text, "")

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(self.theme.font(bold=True))
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = painter_for(self)
        paint_text(painter, QRectF(self.rect()), self._text, self.theme.font(bold=True), self.theme.colours.text)
        painter.end()


class _Place(QPushButton):
    """A place in the navigation bar, underlined while it is open."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFlat(True)
        self._is_open = False
        speak(self, name, "")

    def mark(self, is_open: bool) -> None:
        self._is_open = is_open
        speak(self, self.text(), "open" if is_open else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        theme = current_theme()
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(width + theme.px(16), theme.px(NAVIGATION_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, theme = painter_for(self), current_theme()
        rect = QRectF(self.rect())
        box = rect.adjusted(0, theme.px(8), 0, -theme.px(8))
        if self.underMouse():
            paint_box(painter, box, theme.colours.hover, radius=theme.px(6))
        if self.hasFocus():
            paint_box(painter, box, "", theme.colours.focus, width=2, radius=theme.px(6))
        font = theme.font(bold=self._is_open)
        paint_text(painter, rect, self.text(), font, theme.colours.text, align=CENTRE)
        if self._is_open:
            paint_box(painter, QRectF(8, self.height() - 3, self.width() - 16, 3), theme.colours.accent)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ConsultationBar(_Bar):
    """The form during a consultation: the way back, when it began, whether it is saved."""

    back_wanted = Signal()
    retry_wanted = Signal()
    delete_wanted = Signal()
    client_view_wanted = Signal()

    def __init__(self, title: str = "Consultation", back: str = "Today") -> None:
        super().__init__(CONSULTATION_HEIGHT)
        self._back = Button(back, "plain", icon="chevron_left", small=True)
        self._back.clicked.connect(self.back_wanted)
        self._started = label("", "small", "second")
        self._save = SaveMark()
        self._save.retry_wanted.connect(self.retry_wanted)
        self._row.setContentsMargins(8, 0, 16, 0)
        line, shown = _short_rule(), label(title, "strong")
        self._gives_way = (self._started, self._practitioner, shown, line)
        for part in (self._back, line, shown, self._started):
            self._row.addWidget(part)
        self._delete = icon_button("trash", "Delete draft", tone="second")
        self._delete.setObjectName("delete_draft")
        self._delete.clicked.connect(self.delete_wanted)
        self._delete.hide()
        self._client_view = Button(CLIENT_VIEW, "plain", icon="eye", small=True)
        self._client_view.setObjectName("client_view")
        self._client_view.setToolTip("A page for the client to read (F9)")
        self._client_view.clicked.connect(self.client_view_wanted)
        self._client_view.hide()
        self._words[self._client_view] = CLIENT_VIEW
        self._row.addStretch(1)
        for part in (self._save, _short_rule(), self._delete, self._client_view):
            self._row.addWidget(part)
        self._add_right_end()

    def show_way_back(self, place: str) -> None:
        """Name the place the way back leads to."""
        self._back.setText(place)

    def offer_client_view(self) -> None:
        """Offer to turn the window to the client."""
        self._client_view.show()

    def show_started(self, text: str) -> None:
        """Say when the consultation began."""
        self._started.setText(text)

    def show_draft(self, *, is_draft: bool) -> None:
        """Offer to delete a draft."""
        self._delete.setVisible(is_draft)

    def show_saved(self, state: SaveState, time: str = "") -> None:
        """Say whether everything is saved, and since when (24 h)."""
        self._save.show_state(state, time)


class SaveMark(QWidget):
    """Saving, saved at a time, or not saved with a way to try again."""

    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._icon, self._text = IconView("check", 16, "treat"), label("", "small", "second")
        self._retry = Button("Try again", "quiet", small=True)
        self._retry.clicked.connect(self.retry_wanted)
        for part in (self._icon, self._text, self._retry):
            row.addWidget(part)
        self.show_state("saved")

    def show_state(self, state: SaveState, time: str = "") -> None:
        """Show one of the three."""
        if state == "saving":
            self._icon.show_icon("refresh", "second")
        elif state == "saved":
            self._icon.show_icon("check", "treat")
        else:
            self._icon.show_icon("state_precautions", "precautions")
        words = {"saving": "Saving", "saved": f"Saved {time}".strip(), "not_saved": "Not saved"}[state]
        self._text.setText(words)
        self._retry.setVisible(state == "not_saved")
        speak(self, "Save state", words)


def _short_rule() -> QWidget:
    line = rule(upright=True)
    line.setFixedHeight(24)
    return line


def _width_with(words: str) -> int:
    """What a small button takes with an icon and these words."""
    theme = current_theme()
    around = AROUND_WORDS if words else CONTROL_HEIGHT
    return QFontMetrics(theme.font("small")).horizontalAdvance(words) + theme.px(around)
