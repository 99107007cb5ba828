"""One line or several lines of typed text, kept within two seconds and on leaving the field."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QIcon
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from consult_app.ui.icons import icon
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.field import Committer, Field


class TextField(Field):
    """A line of text."""

    committed = Signal(str)

    def __init__(self, name: str, *, placeholder: str = "", inline: bool = False, important: bool = False) -> None:
        self.edit = QLineEdit()
        self.edit.setProperty("important", "true" if important else "false")
        self.edit.setPlaceholderText(placeholder)
        super().__init__(name, self.edit, inline=inline)
        self._kept = ""
        self._committer = Committer(self)
        self._committer.due.connect(self._commit)
        self.edit.textChanged.connect(self._committer.typed)  # assistive technology sets text without editing it
        self.edit.editingFinished.connect(self._committer.flush)

    @property
    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.edit.text().strip()

    def set_value(self, text: str) -> None:
        """Show a text; says nothing to listeners, and leaves what is being typed alone while nothing changed."""
        if text != self._kept:
            self._kept = text
            self.edit.setText(text)
            self._committer.stop()

    def reset(self) -> None:
        """Forget everything, what is being typed too: the field now belongs to another record."""
        self._kept = ""
        self.edit.clear()
        self._committer.stop()
        self.set_error("")

    def set_locked(self, locked: bool) -> None:
        """Show the text, with a lock at its end, without letting it change."""
        if locked == self.edit.isReadOnly():
            return
        self.edit.setReadOnly(locked)
        for action in self.edit.actions():
            self.edit.removeAction(action)
        if locked:
            self.edit.addAction(_lock(), QLineEdit.ActionPosition.TrailingPosition)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Paint the lock in the new theme's colours; to make or delete parts here would bring Qt down."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for action in self.edit.actions():
                action.setIcon(_lock())

    def flush(self) -> None:
        """Keep what is typed now."""
        self._committer.flush()

    def _commit(self) -> None:
        if self.value != self._kept:
            self._kept = self.value
            self.committed.emit(self.value)


def _lock() -> QIcon:
    colours = current_theme().colours
    return icon("lock", 18, colours.text_2, colours.inset)


class _Note(QPlainTextEdit):
    left = Signal()
    _lines = 3

    def set_lines(self, lines: int) -> None:
        self._lines = lines
        self.setFixedHeight(current_theme().px(18 + 20 * lines))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.set_lines(self._lines)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.left.emit()


class NoteField(Field):
    """Several lines of text; Tab leaves it."""

    committed = Signal(str)

    def __init__(self, name: str, *, placeholder: str = "", lines: int = 3) -> None:
        self.edit = _Note()
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.set_lines(lines)
        super().__init__(name, self.edit)
        self._kept = ""
        self._committer = Committer(self)
        self._committer.due.connect(self._commit)
        self.edit.textChanged.connect(self._committer.typed)
        self.edit.left.connect(self._committer.flush)

    @property
    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text; says nothing to listeners, and leaves what is being typed alone while nothing changed."""
        if text != self._kept:
            self._kept = text
            self.edit.setPlainText(text)
            self._committer.stop()

    def reset(self) -> None:
        """Forget everything, what is being typed too: the field now belongs to another record."""
        self._kept = ""
        self.edit.clear()
        self._committer.stop()
        self.set_error("")

    def set_locked(self, locked: bool) -> None:
        """Show the text without letting it change."""
        self.edit.setReadOnly(locked)

    def flush(self) -> None:
        """Keep what is typed now."""
        self._committer.flush()

    def _commit(self) -> None:
        if self.value != self._kept:
            self._kept = self.value
            self.committed.emit(self.value)
