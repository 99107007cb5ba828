"""The panel in which one scale is filled in, for the whole person or area by area."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QVBoxLayout

from consult_app.clinical.instruments import Instrument
from consult_app.clinical.skin_scales import scale_answers, scale_key
from consult_app.ui.pages.skin_scales import notes_of, with_answer
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.instrument_form import InstrumentForm
from consult_app.ui.widgets.painted import speak
from consult_app.ui.widgets.text import label, rule

WHOLE_PERSON = "for the whole person"


class ScalePanel(QFrame):
    """Shows one scale; Esc closes it and loses nothing. The tabs are those of the page."""

    closed = Signal()
    area_wanted = Signal(str)

    def __init__(self, state: ConsultationState) -> None:
        super().__init__()
        self.setObjectName("scale_panel")
        self._state, self.area, self._names = state, "", dict[str, str]()
        self.form: InstrumentForm | None = None
        self._title, self._whose = label("", "strong", wrap=True), label("", "small", "second")
        self.close_button = Button("Close", small=True)
        self.close_button.setObjectName("close_scale")
        self.close_button.clicked.connect(self.closed)
        self.tabs = QTabBar()
        self.tabs.setObjectName("scale_tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._moved)
        speak(self.tabs, "Areas", "Ctrl+Tab goes to the next")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._head())
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 24, 0)
        line.addWidget(self.tabs, 1)
        self._column.addLayout(line)
        self._column.addWidget(rule())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._whose)
        row.addLayout(words, 1)
        row.addWidget(self.close_button)
        return row

    @property
    def instrument(self) -> Instrument | None:
        """The scale in sight, or None."""
        return self.form.instrument if self.form else None

    def open(self, instrument: Instrument, names: Mapping[str, str], area: str) -> None:
        """Show a scale in one of the areas and go to its first blank."""
        self._names = dict(names)
        self.close_button.setAccessibleName(f"Close {instrument.label}")
        self._title.setText(instrument.label)
        self._show_tabs(instrument, area)
        self._show_form(instrument, area)

    def show_area(self, area: str) -> None:
        """Show the same scale in another area."""
        if self.form and self.form.instrument.per_area and area != self.area and area in self._names:
            self._show_tabs(self.form.instrument, area)
            self._show_form(self.form.instrument, area)

    def _show_tabs(self, instrument: Instrument, area: str) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for key, name in self._names.items():
            self.tabs.setTabData(self.tabs.addTab(name), key)
        self.tabs.setCurrentIndex(list(self._names).index(area) if area in self._names else 0)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(instrument.per_area and len(self._names) > 1)

    def _show_form(self, instrument: Instrument, area: str) -> None:
        self.flush()
        if self.form:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.area = area
        place = self._names.get(area, "") if instrument.per_area else ""
        self._whose.setText(f"Version: {instrument.version} · {place or WHOLE_PERSON}")
        self.form = InstrumentForm(instrument, place)
        key = scale_key(instrument, area)
        self.form.answered.connect(
            lambda item, given: self._state.update(**with_answer(self._state.consultation, key, item, given))
        )
        self._column.addWidget(self.form, 1)
        self.refresh()
        self.form.show()
        self.form.focus_first(scale_answers(self._state.consultation, instrument, area))

    def refresh(self) -> None:
        """Show the answers as they are now; what is being typed stays."""
        if self.form:
            answers = scale_answers(self._state.consultation, self.form.instrument, self.area)
            self.form.show_answers(answers, notes_of(self.form.instrument, answers, self._state.catalogue))

    def flush(self) -> None:
        """Keep what is typed now."""
        if self.form:
            self.form.flush()

    def _moved(self, at: int) -> None:
        self.area_wanted.emit(str(self.tabs.tabData(at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
