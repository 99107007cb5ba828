"""Signing the consent: the form's real pages on one side, the place to sign on the other."""

import datetime as dt
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from consult_app.clinical.consent import Stroke
from consult_app.clinical.dates import long_date
from consult_app.ui.large_text import is_large
from consult_app.ui.theme import current_theme
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.notices import ErrorPanel
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.pdf_preview import ZOOMS, PdfPreview
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.signature_pad import SignaturePad
from consult_app.ui.widgets.text import label, rule

TITLE = "Sign the consent"
WAYS = (Option("strokes", "On this screen"), Option("paper", "On paper"))
KEEP, RECORD = "Keep the signature", "Record it"
ON_PAPER = (
    "Record this once {name} has signed the printed form before you. It has to say the same as the pages shown here. "
    "Keep the paper."
)
READ = "Read the form, ask what you want to know, then sign."
SIDE, WIDEST, TALLEST_PAD, LOWEST_PAGES, PAGE_WIDTH, MARGIN = 440, 1240, 280, 240, 794, 24
"""Sizes at 100 %; a page of A4 is so wide on the screen at its printed size."""
Way = Literal["strokes", "paper"]


class ConsentDialog(QDialog):
    """``given`` carries the way and the strokes; the dialog stays until what was signed is on the disk.

    ``only_paper`` leaves the screen out, for a day that is not today.
    """

    given = Signal(str, object)

    def __init__(
        self, parent: QWidget, form: bytes, client: str, witness: str, day: dt.date, *, only_paper: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("consent_dialog")
        self.setWindowTitle(TITLE)
        speak(self, TITLE, READ)
        self._client, self._witness, self._day = client, witness, day
        self._problem: ErrorPanel | None = None
        self.preview, self.pad = PdfPreview(), SignaturePad(client)
        self.preview.show_pdf(form, "Consent form")
        self.ways = Segmented("How it is signed", WAYS)
        self.ways.setObjectName("consent_way")
        self.undo, self.clear = Button("Undo stroke", icon="undo", small=True), Button("Clear", small=True)
        self.way_on, self.cancel = Button(KEEP, "primary", icon="sign", important=True), Button("Cancel")
        for part, name in (
            (self.undo, "consent_undo"),
            (self.clear, "consent_clear"),
            (self.way_on, "consent_keep"),
            (self.cancel, "cancel"),
        ):
            part.setObjectName(name)
        self._lay_out()
        self._connect()
        self.ways.set_value("paper" if only_paper else "strokes")
        self.ways.setVisible(not only_paper)
        self._fit(parent)
        self._show_way()
        (self.preview if only_paper else self.pad).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def way(self) -> Way:
        """How it is signed; on the screen where no choice stands."""
        return "paper" if self.ways.value == "paper" else "strokes"

    def show_problem(self, title: str, line: str) -> None:
        """Say what stood in the way; the ink stays."""
        if self._problem is not None:
            self._problem.deleteLater()
        self._problem = ErrorPanel(title, line)
        self._column.insertWidget(0, self._problem)
        self._show_ready()

    def ask(self) -> None:
        """Hand over what was signed."""
        if self.way_on.isEnabled():
            self.way_on.setEnabled(False)
            self.given.emit(self.way, self.strokes)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The ink, where it is signed on the screen."""
        return self.pad.strokes if self.way == "strokes" else ()

    def _lay_out(self) -> None:
        side, sheet = QWidget(), QWidget()
        self._column = QVBoxLayout(side)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self._column.addWidget(label(TITLE, "heading"))
        self._column.addWidget(label(self._client, "large", wrap=True))
        self._column.addWidget(label(f"{long_date(self._day)}. Before {self._witness}.", tone="second", wrap=True))
        self._column.addWidget(self.ways)
        self._ways = QStackedWidget()
        self._ways.addWidget(self._screen())
        self._ways.addWidget(self._paper())
        self._column.addWidget(self._ways, 1)
        ends = QHBoxLayout()
        ends.addWidget(self.cancel)
        ends.addStretch()
        ends.addWidget(self.way_on)
        self._column.addLayout(ends)
        self._beside(sheet, side)
        whole, scroll = QVBoxLayout(self), QScrollArea()
        whole.setContentsMargins(0, 0, 0, 0)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        whole.addWidget(scroll)

    def _beside(self, sheet: QWidget, side: QWidget) -> None:
        """The pages beside the place to sign; over it where the text is large."""
        large, ways, px = is_large(), QBoxLayout.Direction, current_theme().px
        row = QBoxLayout(ways.TopToBottom if large else ways.LeftToRight, sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.preview, 1)
        row.addWidget(rule(upright=not large))
        row.addWidget(side)
        if large:
            self.preview.setMinimumHeight(px(LOWEST_PAGES))
        else:
            side.setFixedWidth(px(SIDE))

    def _screen(self) -> QWidget:
        place, acts = QWidget(), QHBoxLayout()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(READ, wrap=True))
        self.pad.setMaximumHeight(current_theme().px(TALLEST_PAD))
        column.addWidget(self.pad, 1)
        acts.addWidget(self.undo)
        acts.addWidget(self.clear)
        acts.addStretch()
        column.addLayout(acts)
        column.addStretch(0)
        return place

    def _paper(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(ON_PAPER.format(name=self._client), wrap=True))
        column.addStretch()
        return place

    def _connect(self) -> None:
        self.ways.chosen.connect(lambda _way: self._show_way())
        self.ways.cleared.connect(self._show_way)
        self.pad.changed.connect(self._show_ready)
        self.undo.clicked.connect(self.pad.undo)
        self.clear.clicked.connect(self.pad.clear)
        self.way_on.clicked.connect(self.ask)
        self.cancel.clicked.connect(self.reject)

    def _show_way(self) -> None:
        paper = self.way == "paper"
        self._ways.setCurrentIndex(1 if paper else 0)
        self.way_on.setText(RECORD if paper else KEEP)
        self.way_on.setAccessibleName(f"{RECORD}: signed on paper" if paper else KEEP)
        self._show_ready()

    def _show_ready(self) -> None:
        drawn = not self.pad.is_empty
        self.undo.setEnabled(drawn)
        self.clear.setEnabled(drawn)
        self.way_on.setEnabled(drawn or self.way == "paper")

    def _fit(self, parent: QWidget) -> None:
        room = parent.window().size()
        width = min(int(room.width() * 0.94), current_theme().px(WIDEST))
        self.resize(width, int(room.height() * 0.9))
        side = 0 if is_large() else current_theme().px(SIDE)
        free = (width - side - MARGIN) / PAGE_WIDTH
        self.preview.set_zoom(max((zoom for zoom in ZOOMS if zoom <= free), default=ZOOMS[0]))
