"""The frame of every form field: its label, its control, and the sentence when something is wrong."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.widgets.icon_view import IconView
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, restyle, set_tone

COMMIT_AFTER_MS = 1500


class Field(QWidget):
    """A labelled control; an error keeps what was typed and says what to check."""

    def __init__(self, name: str, control: QWidget, *, inline: bool = False, focus: QWidget | None = None) -> None:
        super().__init__()
        self.name, self._control, self._focus = name, control, focus or control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        shown = label(name, "small", "second")
        shown.setBuddy(self._focus)
        if inline:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(shown)
            row.addWidget(control, 1)
            column.addLayout(row)
        else:
            column.addWidget(shown)
            column.addWidget(control)
        self._label = shown
        column.addWidget(self._message_row())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self._focus)
        speak(self._focus, name, "")

    def _message_row(self) -> QWidget:
        self._message_icon = IconView("state_do_not_treat", 16, "do_not_treat")
        self._message = label("", "small", "do_not_treat", wrap=True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._message_icon)
        row.addWidget(self._message, 1)
        holder.hide()
        self._message_holder = holder
        return holder

    def error(self) -> str:
        """The sentence shown under the field, or an empty string."""
        return self._message.text() if self._focus.property("wrong") == "true" else ""

    def set_error(self, sentence: str) -> None:
        """Show what is wrong, or nothing; the value stays."""
        self._show_message(sentence, wrong=bool(sentence))

    def set_note(self, sentence: str) -> None:
        """Show a plain remark under the field, such as how a date was read."""
        self._show_message(sentence, wrong=False)

    def _show_message(self, sentence: str, *, wrong: bool) -> None:
        self._message.setText(sentence)
        set_tone(self._message, "do_not_treat" if wrong else "second")
        self._message_icon.setVisible(wrong)
        self._message_holder.setVisible(bool(sentence))
        self._focus.setProperty("wrong", "true" if wrong else "false")
        restyle(self._focus)
        speak(self._focus, self.name, f"Error: {sentence}" if wrong else sentence)

    def set_label_visible(self, visible: bool) -> None:
        """Hide the label where the row beside it already says the same; screen readers keep it."""
        self._label.setVisible(visible)


class Committer(QObject):
    """Says when typing should be kept: shortly after the last key, or at once when asked."""

    due = Signal()

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMMIT_AFTER_MS)
        self._timer.timeout.connect(self.due)

    def typed(self) -> None:
        """Something was typed: keep it soon."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep it now."""
        self._timer.stop()
        self.due.emit()

    def stop(self) -> None:
        """Forget what was typed; it was replaced from outside."""
        self._timer.stop()
