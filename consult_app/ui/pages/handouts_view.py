"""The preview with all it can say instead: still being made, nothing to show, could not be made, was not saved."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consult_app.errors import ConsultError
from consult_app.ui.widgets.notices import EmptyState, ErrorPanel, LoadingBars, NoticeLine
from consult_app.ui.widgets.pdf_preview import PdfPreview

SHOW_WORKING_MS = 300
UNPRINTED = "Not every character can be printed"


class PagesView(QWidget):
    """``acted`` asks to try again what a problem or failure stands for: make, print, save or save_all."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.preview = PdfPreview()
        self.preview.setObjectName("handouts_preview")
        self._stack, self._problem, self._unprinted = QStackedWidget(), _Place(), _Place(8)
        self._working, self._instead = LoadingBars(6), _Place()
        for part in (self.preview, self._working, self._instead):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for over in (self._problem, self._unprinted):
            column.addWidget(over)
            over.hide()
        column.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_WORKING_MS)
        self._timer.timeout.connect(lambda: self._stack.setCurrentWidget(self._working))

    @property
    def message(self) -> str:
        """What stands in the preview's place, or over it."""
        shown = [over.words for over in (self._problem, self._unprinted) if not over.isHidden()]
        if self._stack.currentWidget() is self._instead:
            shown.append(self._instead.words)
        return " ".join(shown)

    def show_pdf(self, data: bytes, title: str) -> None:
        """Show a document's pages."""
        self._timer.stop()
        self.preview.show_pdf(data, title)
        self._stack.setCurrentWidget(self.preview)

    def show_working(self) -> None:
        """Show still bars when the document takes longer than a moment; until then the last page stays."""
        if not self._timer.isActive():
            self._timer.start()

    def show_nothing(self, why: str) -> None:
        """Say why there is no document."""
        self.show_unprinted("")
        self._instead_of_pages(EmptyState("document", "Nothing to show", why))

    def show_failure(self, line: str, error: Exception) -> None:
        """Say that the document could not be made; the code names the kind of fault and nothing about the client."""
        self.show_unprinted("")
        panel = ErrorPanel("This document could not be made", line, (("make", "Try again"),), type(error).__name__)
        panel.acted.connect(self.acted)
        self._instead_of_pages(panel)

    def show_problem(self, error: ConsultError, act: str) -> None:
        """Say over the pages what went wrong with handing them out."""
        panel = ErrorPanel(error.message, error.next_step, ((act, "Try again"), ("close", "Close")))
        panel.acted.connect(self._act)
        self._problem.put(panel)
        self._problem.show()

    def clear_problem(self) -> None:
        """Take the problem away."""
        self._problem.hide()

    def show_unprinted(self, words: str) -> None:
        """Say over the pages which characters stand as question marks; empty where every one is printed."""
        if words:
            self._unprinted.put(NoticeLine("info", UNPRINTED, words, outcome="precautions"))
        self._unprinted.setVisible(bool(words))

    def _act(self, act: str) -> None:
        self.clear_problem()
        if act != "close":
            self.acted.emit(act)

    def _instead_of_pages(self, part: QWidget) -> None:
        self._timer.stop()
        self.preview.show_pdf(b"")
        self._instead.put(part)
        self._stack.setCurrentWidget(self._instead)


class _Place(QWidget):
    """Holds one notice at a time."""

    def __init__(self, margin: int = 24) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._part: QWidget | None = None

    @property
    def words(self) -> str:
        """What the notice says."""
        return f"{self._part.accessibleName()} {self._part.accessibleDescription()}" if self._part else ""

    def put(self, part: QWidget) -> None:
        """Show this instead of what stood here."""
        if self._part is not None:
            self._part.hide()
            self._part.deleteLater()
        self._part = part
        self._column.addWidget(part)
        part.show()
