"""Recording what became of a session: a follow-up, or something that went wrong."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from consult_app.clinical.treatment_record import EventKind, TreatmentEvent
from consult_app.ui.widgets.ask_dialog import AskDialog
from consult_app.ui.widgets.choice_field import ChoiceField
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.segmented import Option, Segmented
from consult_app.ui.widgets.text_field import TextField

TITLE, WAY_ON = "Add to this session", "Record"
LINE = "Entries are added and never changed. A mistake is put right by another entry."
KINDS = (Option("follow_up", "Follow-up"), Option("adverse_event", "Adverse event"))
SEVERITIES = (("mild", "Mild"), ("moderate", "Moderate"), ("severe", "Severe"))


class FollowUpDialog(AskDialog):
    """``given`` carries the entry; while something is missing it stays open and says what."""

    given = Signal(object)

    def __init__(
        self, parent: QWidget, day: dt.date, today: dt.date, events: Sequence[tuple[str, str]], title: str = TITLE
    ) -> None:
        super().__init__(parent, title, LINE, WAY_ON)
        self.setObjectName("follow_up_dialog")
        self.kind = Segmented("Kind of entry", KINDS)
        self.date = DateField("Date", earliest=day, latest=today)
        self.what, self.severity = ChoiceField("What it was", events), ChoiceField("How bad", SEVERITIES)
        self.else_, self.action = TextField("In your own words"), TextField("What was done")
        self.outcome = TextField("How it turned out")
        for part in (self.kind, self.date, self.what, self.severity, self.else_, self.action, self.outcome):
            self.column.addWidget(part)
        self.kind.set_value("follow_up")
        self.date.set_value(today.isoformat())
        self.kind.chosen.connect(lambda _kind: self._show_kind())
        self._show_kind()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def entry_kind(self) -> EventKind:
        """The kind chosen."""
        return "adverse_event" if self.kind.value == "adverse_event" else "follow_up"

    def ask(self) -> None:
        """Hand the entry over and close."""
        for field in (self.date, self.else_, self.action, self.outcome):
            field.flush()
        went_wrong = self.entry_kind == "adverse_event"
        said = (went_wrong and self.what.value) or self.else_.value or self.action.value or self.outcome.value
        self.date.set_error("" if self.date.value else "Enter the day.")
        self.else_.set_error("" if said else "Say what was seen, done or found.")
        if not (self.date.value and said):
            self._fit()
            return
        self.given.emit(self._entry(went_wrong=went_wrong))
        self.accept()

    def _entry(self, *, went_wrong: bool) -> TreatmentEvent:
        return TreatmentEvent.model_validate(
            {
                "kind": self.entry_kind,
                "date": self.date.value,
                "what": (self.what.value,) if went_wrong and self.what.value else (),
                "what_else": self.else_.value,
                "severity": self.severity.value or None if went_wrong else None,
                "action": self.action.value,
                "outcome": self.outcome.value,
            }
        )

    def _show_kind(self) -> None:
        for part in (self.what, self.severity):
            part.setVisible(self.entry_kind == "adverse_event")
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Be as high as its fields need, which is known only once they are dressed."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))
