"""Numbing cream that is on while its session is not on screen: counted on, with the bell, for whoever is at work."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.app import App
from consult_app.records.treatment_values import StoredTreatment
from consult_app.ui.background import Background
from consult_app.ui.session.numbing_run import is_on, run_timer
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.layouts import empty
from consult_app.ui.widgets.numbing_timer import NumbingTimer
from consult_app.ui.widgets.text import label


class NumbingWatch(QWidget):
    """A line for each client with cream on; ``opened`` asks for the session. Nothing stands here while nobody has."""

    opened = Signal(int)

    def __init__(self, app: App, background: Background) -> None:
        super().__init__()
        self.setObjectName("numbing_watch")
        self._app, self._background = app, background
        self._on_screen: int | None = None
        self.timers: dict[int, NumbingTimer] = {}
        self.setProperty("ground", "surface")
        self.setProperty("rule", "below")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 4, 16, 4)
        self._column.setSpacing(4)
        self.hide()

    def look(self, on_screen: int | None = None) -> None:
        """See who has cream on; the session that is on screen has its own timer."""
        self._on_screen = on_screen
        treatments = self._app.records.treatments
        self._background.run_records(treatments.unsigned, self._show, lambda _error: None)

    def _show(self, found: tuple[StoredTreatment, ...]) -> None:
        running = [each for each in found if self._is_running(each) and each.id != self._on_screen]
        if [each.id for each in running] != list(self.timers):
            empty(self._column)
            self.timers = {each.id: self._add(each) for each in running}
        for each in running:
            if (given := each.record.numbed_with) is not None:
                run_timer(self.timers[each.id], given, self._app.catalogue.anaesthesia)
        self.setVisible(bool(running))

    def _is_running(self, stored: StoredTreatment) -> bool:
        """Not for a session that was left unsigned on another day; around midnight yesterday's still counts."""
        today = self._app.today()
        given = stored.record.numbed_with
        if given is None or not is_on(given) or not today - dt.timedelta(days=1) <= stored.date <= today:
            return False
        return stored.date == today or f"{self._app.now():%H:%M}" < (given.on or "")

    def _add(self, stored: StoredTreatment) -> NumbingTimer:
        timer, name = NumbingTimer(self._app.now), stored.client_name or f"ID {stored.client_id}"
        way = Button("Open session", "quiet", small=True)
        way.setObjectName(f"open_numbing_{stored.id}")
        way.setAccessibleName(f"Open the session of {name}")
        way.clicked.connect(lambda: self.opened.emit(stored.id))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(label(f"Numbing cream on {name}", "small_strong"))
        row.addWidget(timer, 1)
        row.addWidget(way)
        self._column.addWidget(line)
        return timer
