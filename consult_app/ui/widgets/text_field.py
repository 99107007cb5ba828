"""One line or several lines of typed text, kept within two seconds and on leaving the field."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

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
        self.edit.textEdited.connect(self._committer.typed)
        self.edit.editingFinished.connect(self._committer.flush)

    @property
    def value(self) -> str:
        """The text without blanks at its ends."""
        return self.edit.text().strip()

    def set_value(self, text: str) -> None:
        """Show a text; says nothing to listeners."""
        self._committer.stop()
        self._kept = text
        if text != self.value:
            self.edit.setText(text)

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


class _Note(QPlainTextEdit):
    left = Signal()

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
        self.edit.setFixedHeight(current_theme().px(18 + 20 * lines))
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
        """Show a text; says nothing to listeners."""
        self._kept = text
        if text != self.value:
            self.edit.setPlainText(text)
        self._committer.stop()

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
