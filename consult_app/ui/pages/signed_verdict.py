"""Stands in place of the safety check and the plan where what was signed of them cannot be shown in full."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.page import StepPage
from consult_app.ui.state import ConsultationState
from consult_app.ui.widgets.notices import EmptyState
from consult_app.ui.widgets.sheet_head import SheetHead

OTHER_FORM = (
    "Signed with another form of this record",
    "Its verdict is shown beside. Its findings, dates and plan are in the papers that were kept; nothing is worked out "
    "anew in their place.",
)
NOT_PROVED = (
    "What was signed cannot be shown",
    "Nothing is worked out anew in its place. The answers and the papers that were kept can be read.",
)


class _SignedPage(StepPage):
    has_rail = True

    def __init__(self, state: ConsultationState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        title, line = OTHER_FORM if state.signed and state.signed.verdict else NOT_PROVED
        told = EmptyState("document", title, line, "Open the papers")
        told.button.setObjectName("open_papers")
        told.acted.connect(lambda: self.jump.emit("handouts"))
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 16, 24, 24)
        inner.addWidget(told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SheetHead(self.title))
        column.addLayout(inner)
        column.addStretch(1)

    def refresh(self) -> None:
        """What was signed does not change."""


class SignedSafetyPage(_SignedPage):
    """Step 5 of a consultation that was signed in another form."""

    step = "safety"
    title = "Safety check"


class SignedPlanPage(_SignedPage):
    """Step 6 of a consultation that was signed in another form."""

    step = "plan"
    title = "Session plan"
