"""Keys that call functions, and the list of all of them, which the guide shows."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

LISTED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Ctrl", "N"), "New consultation"),
    (("Ctrl", "F"), "Find client"),
    (("Ctrl", "S"), "Save now"),
    (("Ctrl", "Z"), "Undo"),
    (("Ctrl", "Shift", "Z"), "Redo"),
    (("Alt", "→"), "Next step"),
    (("Alt", "←"), "Previous step"),
    (("Alt", "1 to 7"), "Go to step"),
    (("F6",), "Next pane: steps, sheet, verdict, footer"),
    (("Ctrl", "M"), "Clearance letter"),
    (("Ctrl", "P"), "Print"),
    (("Ctrl", "Shift", "P"), "Print all that may go out"),
    (("Ctrl", "Shift", "S"), "Save PDF"),
    (("Ctrl", "L"), "Lock"),
    (("F9",), "Client view: a page for the client to read"),
    (("F1",), "Help: the guide and all shortcuts"),
    (("Y", "N", "U"), "Answer the focused question, go to the next"),
    (("↑", "↓"), "Previous or next question or row"),
    (("Backspace",), "Clear the answer"),
    (("Shift", "N"), "None of the remaining apply"),
    (("Shift", "C"), "Confirm what was said last time (this group)"),
    (("Ctrl", "G"), "Next unanswered question"),
    (("Ctrl", "Tab"), "Next area (skin)"),
    (("1 to 4",), "Scar grade; 1 to 3 severity"),
    (("1 to 6",), "Skin type, in your view"),
    (("Space",), "Choose a region"),
    (("F",), "Flip the body map"),
    (("←", "→"), "Needle depth by 0.05 mm"),
    (("Page Up", "Page Down"), "Previous or next week (calendar)"),
    (("Esc",), "Close a panel; nothing typed is lost"),
    (("Enter",), "Open the focused row"),
)


def bind(owner: QWidget, keys: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Let key combinations call functions while the owner or something in it has the keyboard."""
    for combination, act in keys:
        shortcut = QShortcut(QKeySequence(combination), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
