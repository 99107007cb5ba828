"""The dialog that finishes a consultation: what is still open, what is kept, and the passphrase once more."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.gate import PassphraseField
from consult_app.ui.widgets.notices import ErrorPanel, NoticeLine
from consult_app.ui.widgets.text import label

TITLE, WAY_ON = "Finish this consultation", "Sign and finish"
LINE = "Your signature makes it read only. To correct it later, a new revision is made that names this one."
DEMO = "In the demonstration no passphrase is needed, and nothing is kept."
SHOWN = 6


class FinishDialog(AskDialog):
    """``wanted`` carries the passphrase. What is still open is said and stops nobody."""

    wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        still_open: Sequence[str],
        papers: Sequence[str] | None,
        *,
        is_demo: bool,
        title: str = TITLE,
    ) -> None:
        super().__init__(parent, title, LINE, WAY_ON)
        self.setObjectName("finish_dialog")
        self._is_demo = is_demo
        if still_open:
            self.column.addWidget(_still_open(still_open))
        if papers is not None:
            self.column.addWidget(label(_papers_line(papers), "small", "second", wrap=True))
        self.passphrase = PassphraseField("Your passphrase")
        self.passphrase.setObjectName("finish_passphrase")
        self.passphrase.entered.connect(self.ask)
        self._problem: ErrorPanel | None = None
        if is_demo:
            self.passphrase.hide()
            self.column.addWidget(label(DEMO, "small", "second", wrap=True))
            self.way_on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.column.addWidget(self.passphrase)
            self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Hand the passphrase over; the dialog stays until the signature is on the disk."""
        if not self.way_on.isEnabled():
            return
        if not self._is_demo and not self.passphrase.value:
            self.passphrase.set_error("Type your passphrase.")
            return
        self.passphrase.set_error("")
        self._show_problem("", "")
        self._show_working(working=True)
        self.wanted.emit(self.passphrase.value)

    def add_note(self, words: str) -> None:
        """Say something more that is good to know before signing."""
        self.column.insertWidget(0, label(words, "small", wrap=True))

    def show_refused(self, sentence: str) -> None:
        """Say that the passphrase was another; everything else stays as it is."""
        self._show_working(working=False)
        self.passphrase.clear()
        self.passphrase.set_error(sentence)
        self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, title: str, line: str) -> None:
        """Say what stood in the way."""
        self._show_working(working=False)
        self._show_problem(title, line)

    def _show_working(self, *, working: bool) -> None:
        self.way_on.setEnabled(not working)
        self.way_on.setText("Signing" if working else WAY_ON)

    def _show_problem(self, title: str, line: str) -> None:
        if self._problem is not None:
            self._problem.hide()
            self._problem.deleteLater()
            self._problem = None
        if title:
            self._problem = ErrorPanel(title, line)
            self.column.insertWidget(0, self._problem)


def _still_open(matters: Sequence[str]) -> NoticeLine:
    shown = list(matters[:SHOWN])
    if len(matters) > SHOWN:
        shown.append(f"and {len(matters) - SHOWN} more")
    notice = NoticeLine("info", "Still open", "\n".join(shown), outcome="incomplete")
    notice.setObjectName("finish_open")
    return notice


def _papers_line(papers: Sequence[str]) -> str:
    if not papers:
        return "No paper is kept with it."
    counted = Counter(papers)
    names = [name if count == 1 else f"{name} ({count})" for name, count in counted.items()]
    return f"Kept with it, as they are: {', '.join(names)}."
