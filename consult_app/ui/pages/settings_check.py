"""The panel that checks the records: when it was done last, how far it is, and what was found."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from consult_app.ui.large_text import is_large
from consult_app.ui.settings.check_words import CheckView, shown_problems
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.list_row import Card
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.states import StateIcon
from consult_app.ui.widgets.text import label, set_tone


class CheckPanel(QWidget):
    """Shows one view at a time; ``wanted`` asks for a check, ``stop_wanted`` for its end."""

    wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("check_panel")
        self._problems: tuple[str, ...] = ()
        self._icon = StateIcon("treat", 22)
        self._title, self._line = label("", "strong", wrap=True), label("", "small", "second", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.check, self.cancel, self.copy = Button("Check now"), Button("Cancel"), Button("Copy the list", "quiet")
        for name, button in (("check_records", self.check), ("stop_check", self.cancel), ("copy_found", self.copy)):
            button.setObjectName(name)
        self.check.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self._ask_to_stop)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self._problems)))
        self._found = QVBoxLayout()
        self._lay_out()
        self.show_view(CheckView("Check the records", ""))

    def show_view(self, view: CheckView) -> None:
        """Show how it stands."""
        is_running, is_bad = view.percent is not None, bool(view.problems)
        self._problems = view.problems
        self._icon.setVisible(view.is_good or is_bad)
        self._icon.show_outcome("do_not_treat" if is_bad else "treat")
        self._title.setText(view.title)
        set_tone(self._title, "do_not_treat" if is_bad else "text")
        self._line.setText(view.line)
        self._line.setVisible(bool(view.line))
        self._show_running(view, is_running=is_running)
        self._show_found(view.problems if view.line not in view.problems else ())
        speak(self, view.title, view.line)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Stand anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_large() else ways.LeftToRight)

    def _show_running(self, view: CheckView, *, is_running: bool) -> None:
        had_focus = self.check.hasFocus() or self.cancel.hasFocus()
        self.bar.setVisible(is_running)
        self.check.setVisible(not is_running)
        self.cancel.setVisible(is_running)
        if is_running:
            self.bar.setValue(view.percent or 0)
            speak(self.bar, view.title, f"{view.line}, {view.percent} %")
        else:
            self.cancel.setEnabled(True)
        if had_focus:
            (self.cancel if is_running else self.check).setFocus()

    def _show_found(self, problems: tuple[str, ...]) -> None:
        empty(self._found)
        for words in shown_problems(problems):
            self._found.addWidget(label(f"{words[:1].upper()}{words[1:]}", "small", wrap=True))
        self.copy.setVisible(bool(problems))

    def _ask_to_stop(self) -> None:
        self.cancel.setEnabled(False)
        self._line.setText("Stopping")
        self.stop_wanted.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (self._title, self._line, self.bar):
            words.addWidget(part)
        words.addLayout(self._found)
        inside = QFrame()
        told = QHBoxLayout()
        told.setSpacing(16)
        told.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(words, 1)
        buttons = QHBoxLayout()
        for button in (self.copy, self.check, self.cancel):
            buttons.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(24, 14, 16, 14)
        self._row.setSpacing(16)
        self._row.addLayout(told, 1)
        self._row.addLayout(buttons)
        self._arrange()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Card((inside,)))
