"""Any number of choices, such as the places an answer applies to, ticked in a list that opens."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_field import CheckBox
from consult_app.ui.widgets.field import Field

Option = tuple[str, str]
_WIDTH, _ROWS = 280, 7
NOTHING = "Choose"


class PlacesField(Field):
    """Shows the chosen by name, three or more as a number of ``noun``; emits their keys in the order of the list."""

    changed = Signal(object)

    def __init__(self, name: str, options: Sequence[Option], *, inline: bool = False, noun: str = "places") -> None:
        self.opener = Button(NOTHING, icon="chevron_down", trailing=True)
        self.opener.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        super().__init__(name, self.opener, inline=inline)
        if not inline and (column := self.layout()) is not None:
            # A button with its icon behind the words is laid out from right to left, and would stand on the right.
            column.setAlignment(self.opener, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._options, self._chosen, self._noun = tuple(options), tuple[str, ...](), noun
        self.opener.clicked.connect(self.open_list)

    @property
    def value(self) -> tuple[str, ...]:
        """The keys chosen."""
        return self._chosen

    def set_value(self, keys: Sequence[str]) -> None:
        """Show these places; says nothing to listeners."""
        self._chosen = tuple(keys)
        names = dict(self._options)
        words = ", ".join(names.get(key, key) for key in self._chosen) or NOTHING
        shown = words if len(self._chosen) < 3 else f"{len(self._chosen)} {self._noun}"
        self.opener.setText(shown.replace("&", "&&"))
        self.opener.setToolTip(words)
        self.opener.setAccessibleName(f"{self.name}: {words}")

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other places; what is chosen stays chosen."""
        self._options = tuple(options)
        self.set_value(self._chosen)

    def open_list(self) -> QWidget:
        """Open the list under the field; Esc or a click beside it closes it."""
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("ground", "surface")
        popup.setAccessibleName(self.name)
        boxes = [self._box(key, text) for key, text in self._options]
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(_column(boxes, 12))
        holder = QVBoxLayout(popup)
        holder.setContentsMargins(1, 1, 1, 1)
        holder.addWidget(scroll)
        theme = current_theme()
        popup.resize(theme.px(_WIDTH), theme.px(40 * min(len(boxes), _ROWS) + 24))
        popup.move(self.opener.mapToGlobal(QPoint(0, self.opener.height())))
        popup.show()
        if boxes:
            boxes[0].setFocus()
        return popup

    def _box(self, key: str, text: str) -> CheckBox:
        box = CheckBox(text)
        box.setObjectName(f"place_{key}")
        box.setAccessibleName(f"{text}. {self.name}")
        box.setChecked(key in self._chosen)
        box.clicked.connect(lambda on: self._tick(key, on=on))
        return box

    def _tick(self, key: str, *, on: bool) -> None:
        keys = {*self._chosen, key} if on else {*self._chosen} - {key}
        listed = [known for known, _ in self._options]
        self.set_value([known for known in (*listed, *(k for k in self._chosen if k not in listed)) if known in keys])
        self.changed.emit(self._chosen)


def _column(parts: Sequence[QWidget], margin: int) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return holder
