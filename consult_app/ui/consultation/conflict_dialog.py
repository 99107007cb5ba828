"""Two versions of one consultation side by side, and the choice between them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui.consultation.part_words import PartDifference
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button, ButtonLook
from consult_app.ui.widgets.text import label

TITLE = "Changed in another room"
LINE = (
    "Somebody saved this {} while you had it open. Choose which version goes on. "
    "After Take theirs, Undo brings yours back."
)
KEEP, TAKE = "keep_mine", "take_theirs"
_CHOICES: tuple[tuple[str, str, ButtonLook], ...] = (
    (TAKE, "Take theirs", "secondary"),
    (KEEP, "Keep mine", "primary"),
)
WIDTH, TALLEST = 760, 420


class DifferencesTable(QScrollArea):
    """The parts that differ: their name, and what stands on either side."""

    def __init__(self, found: Sequence[PartDifference], heads: tuple[str, str]) -> None:
        super().__init__()
        self.setObjectName("differences")
        self.setAccessibleName("What differs")
        self.setProperty("reading", "true")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        sheet.setProperty("ground", "surface")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for column, stretch in ((0, 2), (1, 3), (2, 3)):
            grid.setColumnStretch(column, stretch)
        for column, head in enumerate(heads, 1):
            grid.addWidget(label(head, "small_strong", "second"), 0, column)
        for at, each in enumerate(found, 1):
            for column, text in enumerate((each.name, each.mine, each.theirs)):
                shown = label(text, "small", wrap=True) if column else label(text, "small_strong", wrap=True)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(shown, at, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(found) + 1, 1)
        self.setWidget(sheet)
        self.setMinimumHeight(min(current_theme().px(TALLEST), sheet.sizeHint().height() + 16))


class DifferencesDialog(QDialog):
    """What differs between two versions; Esc closes."""

    def __init__(
        self, parent: QWidget, found: Sequence[PartDifference], heads: tuple[str, str], title: str = "What differs"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("differences_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(current_theme().px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        self.line = label("", wrap=True)
        self.line.hide()
        column.addWidget(self.line)
        column.addWidget(DifferencesTable(found, heads))
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        column.addLayout(self.buttons)
        self.close_button = Button("Close")
        self.close_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.close_button)


class ConflictDialog(DifferencesDialog):
    """``chosen`` carries keep_mine or take_theirs; closing it decides nothing, and nothing is saved until then."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, found: Sequence[PartDifference], when: str, what: str = "consultation") -> None:
        super().__init__(parent, found, ("Yours", f"Theirs, saved {when}"), TITLE)
        self.setObjectName("conflict_dialog")
        line = LINE.format(what)
        self.setAccessibleDescription(line)
        self.line.setText(line)
        self.line.show()
        self.close_button.setText("Decide later")
        for key, text, look in _CHOICES:
            button = Button(text, look)
            button.setObjectName(key)
            button.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            self.buttons.addWidget(button)

    def _choose(self, key: str) -> None:
        self.accept()
        self.chosen.emit(key)
