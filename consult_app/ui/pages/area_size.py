"""The size of an area in cm²: an estimate until a figure is typed."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label
from consult_app.ui.widgets.text_field import TextField

LARGEST_CM2 = 20000.0
_THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+$")
NOT_A_SIZE = "Type the size in cm², for instance 280."


def read_size(text: str) -> float | None:
    """The figure in a typed text in cm²; raises ValueError for what is no possible size. Empty is None."""
    plain = text.replace("cm²", "").replace("cm2", "").replace(" ", "")
    if not plain:
        return None
    number = float(plain.replace(",", "") if _THOUSANDS.match(plain) else plain.replace(",", "."))
    if not 0 < number <= LARGEST_CM2:
        raise ValueError(text)
    return number


class AreaSize(QWidget):
    """A short field; what is shown faintly is the estimate, what is typed replaces it."""

    given = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._shown = name, ""
        self.field = TextField(f"Size of {name} in cm²")
        self.field.set_label_visible(False)
        self.field.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.edit.setFixedWidth(current_theme().px(88))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addWidget(label("cm²", "small", "second"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.field)
        self.field.committed.connect(self._commit)

    def show_size(self, typed: float | None, estimate: float | None) -> None:
        """Show the typed size, or the estimate where nothing is typed."""
        text = "" if typed is None else f"{typed:g}"
        if text != self._shown:
            self._shown = text
            self.field.set_value(text)
            self.field.set_error("")
        self.field.edit.setPlaceholderText(f"{estimate:g}" if estimate is not None else "")
        how = "typed" if typed is not None else f"estimated, {estimate:g}" if estimate is not None else "not known"
        speak(self.field.edit, f"Size of {self._name} in cm²", self.field.error() or how)

    def _commit(self, text: str) -> None:
        try:
            size = read_size(text)
        except ValueError:
            self.field.set_error(NOT_A_SIZE)
            return
        self.field.set_error("")
        self._shown = "" if size is None else f"{size:g}"
        self.given.emit(size)
